import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { interpret } from '../devices/interpreter'
import { startVirtualHid, type VirtualHid } from '../devices/virtual-hid'
import { startVirtualSerialPrinter, type VirtualSerialPrinter } from '../devices/virtual-serial-printer'
import { startVirtualSerialScanner, type VirtualSerialScanner } from '../devices/virtual-serial-scanner'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { expectOutcome, nextCustomer, order } from '../support/at-the-counter'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** Devices on cables: a serial printer, a serial scanner and a HID scanner, pulled and plugged in at any moment. */

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualSerialPrinter
let scanner: VirtualSerialScanner
let hid: VirtualHid
let terminal: Terminal

const waiting = (count: number) =>
  expect(terminal.page.getByTestId('queue')).toHaveAttribute('data-print-waiting', String(count), {
    timeout: 20_000,
  })
/** How often the paper of a reference came out whole, over all the times that the printer was plugged in. */
const printed = (reference: string): number =>
  printer
    .connections()
    .flatMap((bytes) => interpret(bytes).lines)
    .filter((line) => line.replace(/\D/g, '').includes(reference)).length
const loaded = (amount: string) =>
  expect(terminal.page.getByTestId('quote-amount')).toContainText(amount, { timeout: 10_000 })
async function home(): Promise<void> {
  await terminal.page.getByTestId('cancel').click()
  await expect(terminal.page.getByTestId('reference-input')).toBeVisible()
}
async function cashIn(amount: string): Promise<string> {
  const reference = await order(terminal.page, chari, 'cash_in', amount)
  await expectOutcome(terminal.page, 'completed')
  await nextCustomer(terminal.page)
  return reference
}

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-devices-'))
  chari = await startOtherChari()
  printer = startVirtualSerialPrinter({ folder })
  scanner = startVirtualSerialScanner({ folder })
  hid = await startVirtualHid({ folder })
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    agentCode: chari.agentCode,
    printer: { transport: 'serial', device: printer.id, paper: 80 },
    scanners: [
      { device: scanner.id, kind: 'serial' },
      { device: hid.id, kind: 'hid' },
    ],
  })
  terminal = await launch(profile, { GUICHET_API_KEY: chari.key, GUICHET_DEVICES: folder })
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal?.kill()
  printer?.close()
  scanner?.close()
  await hid?.close()
  await chari?.close()
})

test('a code of the serial scanner and one of the HID scanner load their references', async () => {
  await expect.poll(() => hid.open(), { timeout: 15_000 }).toBe(1)
  for (const [scan, amount] of [
    [scanner.scan, '240,00'],
    [hid.scan, '260,00'],
  ] as const) {
    const reference = chari.addReference({ direction: 'cash_in', amount })
    scan(reference)
    await loaded(amount)
    await home()
  }
})

test('a scan on a money screen changes nothing there', async () => {
  const shown = chari.addReference({ direction: 'cash_in', amount: '310,00' })
  scanner.scan(shown)
  await loaded('310,00')
  const calls = chari.calls().length
  hid.scan(chari.addReference({ direction: 'cash_in', amount: '999,00' }))
  scanner.scan(chari.addReference({ direction: 'cash_in', amount: '998,00' }))
  await expect(terminal.page.getByTestId('cash-received-input')).toHaveValue('')
  await loaded('310,00')
  expect(chari.calls().length).toBe(calls)
  await home()
})

test('the receipt comes out of the serial printer, once', async () => {
  const reference = await cashIn('320,00')
  await waiting(0)
  expect(printed(reference)).toBe(1)
})

test('a serial printer that was unplugged prints what waited when it is back under another path', async () => {
  const before = printer.path()
  printer.unplug()
  const reference = await cashIn('330,00')
  await waiting(1)
  printer.plug()
  expect(printer.path()).not.toBe('')
  await waiting(0)
  expect(printed(reference)).toBe(1)
  test.info().annotations.push({ type: 'path', description: `${before} -> ${printer.path()}` })
})

test('pulled in the middle of a paper: a person is asked, and nothing prints twice by itself', async () => {
  printer.set({ stallAfter: 200 })
  const reference = await order(terminal.page, chari, 'cash_in', '340,00')
  await expectOutcome(terminal.page, 'completed')
  await nextCustomer(terminal.page)
  await waiting(1)
  printer.unplug()
  await expect(terminal.page.getByTestId('print-question')).toBeVisible({ timeout: 20_000 })
  printer.set({ stallAfter: null })
  printer.plug()
  const next = await cashIn('350,00')
  await expect.poll(() => printed(next), { timeout: 20_000 }).toBe(1)
  expect(printed(reference)).toBeLessThanOrEqual(1)
})

test('scanners that were unplugged, in the middle of a code too, are used again', async () => {
  scanner.send(Buffer.from('11223'))
  scanner.unplug()
  await hid.unplug()
  scanner.plug()
  await hid.plug()
  await expect.poll(() => hid.open(), { timeout: 15_000 }).toBe(1)
  const reference = chari.addReference({ direction: 'cash_in', amount: '360,00' })
  // The port is opened again within a second or two: a scanner's first codes may meet a closed door.
  await expect(async () => {
    scanner.scan(reference)
    await expect(terminal.page.getByTestId('quote-amount')).toContainText('360,00', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await home()
  const other = chari.addReference({ direction: 'cash_in', amount: '370,00' })
  hid.scan(other)
  await loaded('370,00')
  await home()
})

test('noise of a scanner neither crashes nor blocks: 4,000 characters, binary, half a code, a storm', async () => {
  scanner.send(Buffer.from(`${'9'.repeat(4_500)}\r`))
  scanner.send(Uint8Array.from({ length: 300 }, (_, at) => at & 0xff))
  scanner.send(Buffer.from('\r'))
  scanner.send(Buffer.from('112233'))
  for (let at = 0; at < 200; at += 1) hid.scan(`unknown ${at}`)
  const reference = chari.addReference({ direction: 'cash_in', amount: '380,00' })
  await expect(async () => {
    await terminal.page.getByTestId('reference-input').fill(reference)
    await terminal.page.keyboard.press('Enter')
    await expect(terminal.page.getByTestId('quote-amount')).toContainText('380,00', { timeout: 1_500 })
  }).toPass({ timeout: 20_000 })
  await home()
})
