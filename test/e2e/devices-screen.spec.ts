import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { interpret } from '../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { startVirtualSerialScanner, type VirtualSerialScanner } from '../devices/virtual-serial-scanner'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { push, scan, tick, typeSlowly } from '../support/keyboard'
import { launch, newProfile, provision, ROOT, type Terminal } from '../support/terminal'

/** The screen of devices: printers, scanners, logo and sounds, each change by a supervisor and in the journal. */

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualPrinter
let serial: VirtualSerialScanner
let terminal: Terminal
let page: Page
const profile = newProfile()
const shown = (id: string) => page.getByTestId(id)
const TEACHING = 'aA0-9zZ_/+]'

/** Payloads of one kind in the journal, oldest first. */
function events<Payload>(kind: string): readonly Payload[] {
  const db = new Database(join(profile, 'journal.db'), { readonly: true })
  try {
    const rows = db.prepare('SELECT payload FROM event WHERE kind = ? ORDER BY sequence').all(kind)
    return (rows as { payload: string }[]).map(({ payload }) => JSON.parse(payload) as Payload)
  } finally {
    db.close()
  }
}

interface Change {
  readonly key: string
  readonly before: string
  readonly after: string
  readonly by: string
}

/** What the journal says of changed settings, oldest first. */
const changes = () => events<Change>('terminal.settings_changed')

/** Tab until that control has the focus; throws where the keyboard does not reach it. */
async function tabTo(control: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (await shown(control).evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${control} is not reached by Tab`)
}

const testPages = (): number =>
  printer.jobs().filter((bytes) => interpret(bytes).lines.some((line) => line.includes('PAGE DE TEST')))
    .length

test.beforeAll(async () => {
  chari = await startOtherChari()
  printer = await startVirtualPrinter()
  provision(profile, {
    environment: 'custom',
    host: chari.host,
    agentCode: chari.agentCode,
    agentPhone: '+212661000417',
    soleTerminal: true,
    printer: { transport: 'none' },
  })
  const folder = mkdtempSync(join(tmpdir(), 'guichet-devices-'))
  serial = startVirtualSerialScanner({ folder })
  terminal = await launch(profile, { GUICHET_API_KEY: chari.key, GUICHET_DEVICES: folder })
  page = terminal.page
})
test.afterAll(async () => {
  await terminal?.close()
  serial?.close()
  await printer?.close()
  await chari?.close()
})

test('a network printer by its address, tried and saved, by keyboard alone', async () => {
  await shown('pin-input').waitFor()
  await push(page, 'Alt+2')
  await typeSlowly(page, '4321')
  await push(page, 'Enter')
  await expect(shown('shift-open')).toBeFocused()
  await push(page, 'Enter')
  await shown('reference-input').waitFor()
  await push(page, 'F11')
  await tabTo('printer-add')
  await page.keyboard.press('Enter')
  await expect(shown('editor-name')).toBeFocused()
  await typeSlowly(page, 'Comptoir')
  await tabTo('editor-host')
  await typeSlowly(page, '127.0.0')
  await expect(shown('editor-save')).toBeEnabled()
  await page.keyboard.press('Control+A')
  await typeSlowly(page, 'une adresse')
  await expect(page.locator('.field-wrong')).toHaveCount(1)
  await expect(shown('editor-save')).toBeDisabled()
  await page.keyboard.press('Control+A')
  await typeSlowly(page, '127.0.0.1')
  await tabTo('editor-port')
  await page.keyboard.press('Control+A')
  await typeSlowly(page, String(printer.port))
  await push(page, 'Alt+i')
  await expect(shown('printer-test-result')).toHaveAttribute('data-state', 'confirmed')
  expect(testPages()).toBe(1)
  await push(page, 'Enter')
  await expect(shown('printer-in-use')).toHaveAttribute('data-name', 'Comptoir')
  await expect(shown('printer-status')).toHaveAttribute('data-state', 'ready')
  const change = changes().find(({ key }) => key === 'printer')
  expect(change?.before).toContain('none')
  expect(change?.after).toContain('Comptoir')
  expect(change?.by).toBe('Karim I.')
})

test('pulled and plugged in again, it says what to do and is used again', async () => {
  const { port } = printer
  await printer.close()
  await shown('printer-status').getByRole('button').click()
  await shown('printer-look').click()
  await expect(shown('printer-status')).toHaveAttribute('data-state', 'unreachable')
  await page.keyboard.press('Escape')
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'unreachable')
  await expect(shown('printer-advice')).toContainText('allumée')
  printer = await startVirtualPrinter({ port })
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'ready', { timeout: 20_000 })
  await push(page, 'Alt+i')
  await expect.poll(testPages).toBe(1)
})

test('out of paper it says so beside the printer, and the trouble of a test is told', async () => {
  printer.set({ paper: 'out' })
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'paper_out', { timeout: 20_000 })
  await shown('printer-test-cut').click()
  await expect(shown('printer-test-result')).toHaveAttribute('data-state', 'failed')
  await expect(shown('printer-test-result')).toContainText('papier')
  printer.set({ paper: 'ok' })
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'ready', { timeout: 20_000 })
})

test('held by another till it says so, and is used as soon as it is free', async () => {
  printer.set({ acceptAndClose: true })
  await push(page, 'Alt+i')
  await expect(shown('printer-test-result')).toContainText('autre poste', { timeout: 30_000 })
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'busy', { timeout: 20_000 })
  printer.set({ acceptAndClose: false })
  await expect(shown('printer-in-use')).toHaveAttribute('data-state', 'ready', { timeout: 20_000 })
})

test('the drawer on the other pin opens for a supervisor with a reason, and the journal has both', async () => {
  await shown('printer-edit').click()
  await tick(shown('editor-pin-5'))
  await push(page, 'Enter')
  await expect(shown('printer-drawer')).toBeVisible()
  const [pin] = changes().slice(-1)
  expect(pin?.before).toContain('"drawerPin":2')
  expect(pin?.after).toContain('"drawerPin":5')
  const pulsesOf = () => printer.connections().flatMap((bytes) => interpret(bytes).pulses)
  const before = pulsesOf().length
  await shown('printer-drawer').click()
  await tick(shown('drawer-reason-count'))
  await shown('approval-pin').fill('4321')
  await page.keyboard.press('Enter')
  await expect.poll(() => pulsesOf().length).toBe(before + 1)
  expect(pulsesOf().at(-1)).toMatchObject({ pin: 5, onMs: 100 })
  await expect.poll(() => events('drawer.opened').length).toBe(1)
  expect(events('drawer.requested').at(-1)).toMatchObject({ reason: 'supervised', approvedBy: 'Karim I.' })
})

test('a second printer waits as a reserve, takes over and goes', async () => {
  await shown('network-add').click()
  await shown('editor-host').fill('127.0.0.1')
  await shown('editor-name').fill('Secours')
  await tick(shown('editor-in-use'), false)
  await push(page, 'Enter')
  await expect(shown('printer-reserve-1')).toHaveAttribute('data-name', 'Secours')
  await shown('reserve-use-1').click()
  await expect(shown('printer-in-use')).toHaveAttribute('data-name', 'Secours')
  await expect(shown('printer-reserve-1')).toHaveAttribute('data-name', 'Comptoir')
  await shown('reserve-use-1').click()
  await expect(shown('printer-in-use')).toHaveAttribute('data-name', 'Comptoir')
  await shown('reserve-edit-1').click()
  await shown('printer-remove').click()
  await shown('remove-confirm').click()
  await expect(shown('printer-in-use')).toBeVisible()
  await expect(shown('printer-reserve-1')).toHaveCount(0)
})

test('a scanner is taught: mode, ending, every character; and the sheet prints', async () => {
  await shown('scanner-teach').click()
  await shown('teach-print').click()
  await expect
    .poll(() =>
      printer.jobs().some((bytes) => interpret(bytes).lines.some((line) => line.includes(TEACHING))),
    )
    .toBe(true)
  await scan(page, '1122334455')
  await expect(shown('teach-seen')).toContainText('autre code')
  await scan(page, TEACHING)
  const seen = shown('teach-seen')
  await expect(seen).toHaveAttribute('data-source', 'wedge')
  await expect(seen).toContainText('Clavier')
  await expect(seen).toContainText('Entrée (CR)')
  await expect(seen).toContainText('Chaque caractère est arrivé juste')
  await page.keyboard.press('Escape')
  await expect(seen).toBeHidden()
})

test('a serial scanner is taught and kept, and its name is in the list', async () => {
  await shown('scanner-teach').click()
  const seen = shown('teach-seen')
  await expect(async () => {
    serial.scan(TEACHING)
    await expect(seen).toHaveAttribute('data-source', 'serial', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await expect(seen).toContainText('USB série')
  await shown('teach-keep').focus()
  await page.keyboard.press('Enter')
  await expect(shown('teach-after')).toContainText('gardé')
  // The button that kept it is off now, and Escape leaves all the same.
  await page.keyboard.press('Escape')
  await expect(seen).toBeHidden()
  const change = changes().find(({ key }) => key === 'scanners')
  expect(change).toMatchObject({ before: '[]', by: 'Karim I.' })
  expect(change?.after).toContain(serial.id)
})

test('a scan on this screen is shown and loads nothing', async () => {
  await scan(page, '1122334455')
  await expect(shown('last-read')).toHaveAttribute('data-kind', 'reference')
  await expect(shown('last-read')).toContainText('1122 334 455')
  await expect(shown('printer-in-use')).toBeVisible()
  await expect(shown('reference-input')).toHaveCount(0)
})

test('the gap of a keyboard scanner moves by arrows and is in the journal', async () => {
  await shown('wedge-edit').click()
  await expect(shown('wedge-gap')).toBeFocused()
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(shown('wedge-gap')).toBeHidden()
  await expect(shown('wedge-row')).toContainText('40 ms')
  const change = changes().find(({ key }) => key === 'wedge')
  expect(change?.before).toContain('"gapMs":35')
  expect(change?.after).toContain('"gapMs":40')
})

test('a logo is shown as it prints, kept, and stands on the next paper', async () => {
  await shown('settings-extras').click()
  await expect(shown('logo-shown')).toHaveAttribute('data-state', 'none')
  await shown('logo-file').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  })
  await expect(page.getByRole('alert')).toContainText('PNG')
  await shown('logo-file').setInputFiles(join(ROOT, 'test/fixtures/logos/palette.png'))
  await expect(shown('logo-shown')).toHaveAttribute('data-state', 'trial')
  await shown('logo-keep').click()
  await expect(shown('logo-shown')).toHaveAttribute('data-state', 'kept')
  // Another picture in its place: the printer's settings are as they were, and the journal tells the two apart.
  await shown('logo-file').setInputFiles(join(ROOT, 'test/fixtures/logos/interlaced.png'))
  await expect(shown('logo-shown')).toHaveAttribute('data-state', 'trial')
  await shown('logo-keep').click()
  await expect(shown('logo-shown')).toHaveAttribute('data-state', 'kept')
  const [first, second] = changes().filter(({ key }) => key === 'logo')
  expect(first).toMatchObject({ before: 'null', after: expect.stringMatching(/^"[0-9a-f]{64}"$/) })
  expect(second).toMatchObject({ before: first?.after, by: 'Karim I.' })
  expect(second?.after).not.toBe(first?.after)
  await shown('settings-devices').click()
  const before = testPages()
  await push(page, 'Alt+i')
  await expect.poll(testPages).toBe(before + 1)
  await expect(page.locator('.paper-logo')).toBeVisible()
})

test('sounds go off one by one, by a cashier only with a supervisor’s PIN', async () => {
  await push(page, 'F12')
  await shown('user-Salma B.').click()
  await shown('pin-input').fill('1234')
  await page.keyboard.press('Enter')
  // Somebody else begins at the counter.
  await shown('reference-input').waitFor()
  await push(page, 'F11')
  await shown('settings-extras').click()
  await shown('sound-done').click({ force: true })
  await shown('approval-pin').fill('0000')
  await page.keyboard.press('Enter')
  await expect(page.locator('.dialog .field-error')).toBeVisible()
  await shown('approval-pin').fill('4321')
  await page.keyboard.press('Enter')
  await expect(shown('sound-done')).not.toBeChecked()
  await expect(shown('sound-scan')).toBeChecked()
  const change = changes().find(({ key }) => key === 'quietSounds')
  expect(change).toMatchObject({ before: '[]', after: '["done"]', by: 'Karim I.' })
})
