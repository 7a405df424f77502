import { expect, test } from '@playwright/test'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { type ScannerSetUp, scanInto } from '../devices/virtual-scanner'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { expectOutcome, lookUp, nextCustomer, order, paperOf } from '../support/at-the-counter'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** A keyboard-wedge scanner at the counter: a scan loads, and never executes. */

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualPrinter
let terminal: Terminal

const scan = (text: string, setUp?: ScannerSetUp) => scanInto(terminal.page, text, setUp)
const asked = () => chari.calls().filter((call) => call.includes('/request?')).length
const MERCHANT =
  '00020101021252044131153137210116372101160123456789ABCDE6010Phnom Penh5913Merchant Shop5802KH540510.005303840622501081234567802090124444446304A0BA'

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

const SET_UPS: readonly (readonly [string, ScannerSetUp])[] = [
  ['us keyboard', {}],
  ['azerty keyboard', { layout: 'azerty' }],
  ['arabic keyboard', { layout: 'arabic' }],
  ['azerty keyboard, scanner set to French', { layout: 'azerty', country: 'french' }],
  ['Enter twice', { ending: ['Enter', 'Enter'] }],
  ['Tab', { ending: ['Tab'] }],
  ['no suffix', { ending: [] }],
]
for (const [name, setUp] of SET_UPS)
  test(`a scan on the home screen loads the reference and moves nothing (${name})`, async () => {
    const reference = chari.addReference({ direction: 'cash_in', amount: '240,00' })
    await scan(reference, setUp)
    await expect(terminal.page.getByTestId('quote-amount')).toContainText('240,00')
    await expect(terminal.page.getByTestId('cash-received-input')).toHaveValue('')
    await expect(terminal.page.getByTestId('operation-state')).toHaveCount(0)
    expect(chari.books().find((one) => one.reference === reference)?.asked).toEqual([])
    await terminal.page.getByTestId('cancel').click()
    await expect(terminal.page.getByTestId('reference-input')).toBeVisible()
  })

test('a reference is found behind its AIM identifier, and within the text of a link', async () => {
  for (const write of [(one: string) => `]C0${one}`, (one: string) => `https://pay.example/r/${one}?x=1`]) {
    const reference = chari.addReference({ direction: 'cash_out', amount: '250,00' })
    await scan(write(reference), { layout: 'azerty' })
    await expect(terminal.page.getByTestId('quote-amount')).toContainText('250,00')
    await terminal.page.getByTestId('cancel').click()
    await expect(terminal.page.getByTestId('reference-input')).toBeVisible()
  }
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
  const before = asked()
  for (const [code, words] of [
    ['HELLO-WORLD-X', 'Ce code n’est pas une référence'],
    [MERCHANT, 'QR de paiement d’un commerçant'],
    [MERCHANT.replace('Shop', 'Shep'), 'abîmé'],
    ['007780000123456789012345', 'RIB'],
    ['0661248730', 'numéro de téléphone'],
  ] as const) {
    await scan(code)
    await expect(terminal.page.getByTestId('message')).toHaveAttribute('data-code', 'reference_invalid')
    await expect(terminal.page.getByTestId('message')).toContainText(words)
  }
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

test('while a scanner is taught, what it reads is told there and reaches nothing else', async () => {
  await nextCustomer(terminal.page)
  const before = asked()
  await terminal.page.keyboard.press('F11')
  await terminal.page.getByTestId('scanner-teach').click()
  const seen = terminal.page.getByTestId('teach-seen')
  await scan('aA0-9zZ_/+]', { layout: 'azerty', ending: ['Enter', 'Enter'] })
  await expect(seen).toHaveAttribute('data-source', 'wedge')
  await expect(seen).toContainText('CR LF')
  await expect(seen).toContainText('Chaque caractère est arrivé juste.')
  await scan(chari.addReference({ direction: 'cash_in', amount: '240,00' }))
  await terminal.page.getByTestId('teach-close').click()
  await terminal.page.keyboard.press('F2')
  expect(asked()).toBe(before)
  await expect(terminal.page.getByTestId('operation-state')).toHaveCount(0)
})
