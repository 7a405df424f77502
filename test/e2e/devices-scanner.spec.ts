import { expect, test } from '@playwright/test'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { scanInto } from '../devices/virtual-scanner'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { expectOutcome, lookUp, nextCustomer, order, paperOf } from '../support/at-the-counter'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** A keyboard-wedge scanner at the counter: a scan loads, and never executes. */

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualPrinter
let terminal: Terminal

const scan = (text: string, layout?: 'us' | 'azerty') => scanInto(terminal.page, text, layout)

test.beforeAll(async () => {
  chari = await startOtherChari()
  printer = await startVirtualPrinter()
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    agentCode: chari.agentCode,
    printer: { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80 },
  })
  terminal = await launch(profile, { GUICHET_API_KEY: chari.key })
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal?.kill()
  await printer?.close()
  await chari?.close()
})

for (const layout of ['us', 'azerty'] as const)
  test(`a scan on the home screen loads the reference and moves nothing (${layout} keyboard)`, async () => {
    const reference = chari.addReference({ direction: 'cash_out', amount: '240,00' })
    await scan(reference, layout)
    await expect(terminal.page.getByTestId('quote-amount')).toContainText('240,00')
    await expect(terminal.page.getByTestId('operation-state')).toHaveCount(0)
    expect(chari.books().find((one) => one.reference === reference)?.asked).toEqual([])
    await terminal.page.getByTestId('cancel').click()
    await expect(terminal.page.getByTestId('reference-input')).toBeVisible()
  })

test('a scan on a money screen changes nothing there and presses no Enter', async () => {
  const shown = chari.addReference({ direction: 'cash_in', amount: '310,00' })
  const scanned = chari.addReference({ direction: 'cash_in', amount: '999,00' })
  await lookUp(terminal.page, shown)
  const calls = chari.calls().length
  await scan(scanned)
  await expect(terminal.page.getByTestId('quote-amount')).toContainText('310,00')
  await expect(terminal.page.getByTestId('cash-received-input')).toHaveValue('')
  await expect(terminal.page.getByTestId('operation-state')).toHaveCount(0)
  expect(chari.calls().length).toBe(calls)
  await terminal.page.getByTestId('cancel').click()
})

test('a code that is no reference gets a clear word, and nothing is asked of Chari', async () => {
  const asked = () => chari.calls().filter((call) => call.includes('/request?')).length
  const before = asked()
  await scan('HELLO-WORLD-X')
  await expect(terminal.page.getByTestId('message')).toHaveAttribute('data-code', 'reference_invalid')
  expect(asked()).toBe(before)
})

test("a receipt's own code finds its operation", async () => {
  await terminal.page.getByTestId('reference-input').fill('')
  const reference = await order(terminal.page, chari, 'cash_in', '77,00')
  await expectOutcome(terminal.page, 'completed')
  await nextCustomer(terminal.page)
  const paper = await paperOf(printer, reference)
  expect(paper.qrs).toHaveLength(1)
  await scan(paper.qrs[0] ?? '')
  await expectOutcome(terminal.page, 'completed')
  expect(chari.books().find((one) => one.reference === reference)?.executions).toBe(1)
})
