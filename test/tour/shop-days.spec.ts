import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import { push, scan, typeSlowly } from '../support/keyboard'
import {
  enter,
  launch,
  newProfile,
  provision,
  readJournal,
  resize,
  signIn,
  type Terminal,
} from '../support/terminal'
import { createAlbum, SMALL } from './album'
import { showAnnouncements, showCards } from './card'
import { openDay, type WholeDay } from './day'
import { showDevices, showDevicesIn, showVirtualPrinter } from './devices'
import { showPeople } from './people'
import { changeSettings, setUpShop } from './set-up'
import { openShop, type Shop } from './shop'
import { closeTill, openTill, showTill } from './till'

// A shop's time, chapter after chapter: each test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' })

const FOLDER = resolve(import.meta.dirname, '../../out/tour')
const AMINA = '+212661248730'
const YOUSSEF = '+212662051902'
const KHADIJA = '+212663774410'
const OMAR = '+212664330582'
const LONG_NAME = '+212674557290'

const album = createAlbum(FOLDER)
let shop: Shop
let terminal: Terminal
let usedReference = ''
let lateReference = ''
let day: WholeDay

const page = () => terminal.page
const shown = (id: string) => page().getByTestId(id)
const state = (wanted: string) =>
  expect(shown('operation-state')).toHaveAttribute('data-state', wanted, { timeout: 30_000 })
const home = () => shown('reference-input').waitFor()
const cashIn = (phone: string, amount: number) =>
  shop.chari.createReference({ direction: 'cash_in', phone, amount: centimes(amount) })
const cashOut = (phone: string, amount: number) =>
  shop.chari.createReference({ direction: 'cash_out', phone, amount: centimes(amount) })

async function canceled(): Promise<string> {
  const reference = cashIn(AMINA, 10_000)
  await fetch(`${shop.chari.host}/sandbox/references/${reference}/cancel`, { method: 'POST' })
  return reference
}

/** As on a shop's desk: the usual size, with the countdown's ring. */
async function open(profile: string): Promise<void> {
  terminal = await launch(profile)
  await terminal.page.emulateMedia({ reducedMotion: 'no-preference' })
  await resize(terminal, ...SMALL)
}

/** Types a reference as a cashier does and waits for its sheet. */
async function typeReference(reference: string): Promise<void> {
  await typeSlowly(page(), reference)
  await push(page(), 'Enter')
}

/** From home: a whole cash-in, to its outcome. */
async function takeCashIn(reference: string, received = ''): Promise<void> {
  await scan(page(), reference)
  await shown('cash-received-input').waitFor()
  await typeSlowly(page(), received)
  await push(page(), 'Enter')
  await shown('operation-state').waitFor()
}

const nextCustomer = async (): Promise<void> => {
  await shown('next-customer').click()
  await home()
}

test.beforeAll(async () => {
  shop = await openShop()
})

test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status !== info.expectedStatus)
    await page().screenshot({ path: info.outputPath('stopped-here.png') })
})

test.afterAll(async () => {
  const { pictures, papers } = album.close()
  await terminal?.close()
  await shop?.close()
  await day?.end()
  process.stdout.write(`\n${pictures} pictures and ${papers} papers: out/tour/index.html\n`)
})

test('set-up at the first start, by keyboard', async () => {
  album.chapter('Set-up')
  await open(newProfile())
  await setUpShop(page(), shop, album)
})

test('sign-in and the opening of the till', async () => {
  album.chapter('The shop opens')
  await album.both(terminal, 'sign-in', 'Who takes the till: a name and a PIN.')
  await enter(page())
  await openTill(terminal, shop, album)
  await album.picture(page(), 'home', 'Home: the reference is the biggest thing on the screen.')
})

test('a cash-in, typed, with change', async () => {
  album.chapter('A cash-in, typed')
  usedReference = cashIn(AMINA, 50_000)
  await typeSlowly(page(), usedReference)
  await album.picture(page(), 'reference-typed', 'The reference, typed from the customer’s telephone.')
  await push(page(), 'Enter')
  await shown('cash-received-input').waitFor()
  await album.picture(page(), 'cash-in', 'Who, how much, and the money to count before confirming.')
  await typeSlowly(page(), '600')
  await album.both(terminal, 'cash-in-received', '600 dirhams received; the change is given at the end.')
  await push(page(), 'Enter')
  await state('completed')
  album.paper(await shop.nextPaper(), 'receipt-80-fr', 'The receipt of the cash-in.', 80)
  await expect(page().locator('.paper')).toBeVisible()
  await album.both(terminal, 'cash-in-done', 'Done: the order is the change, the receipt stands beside it.')
  await push(page(), 'Enter')
  await home()
})

test('a cash-out, scanned', async () => {
  album.chapter('A cash-out, scanned')
  const reference = cashOut(YOUSSEF, 80_000)
  await scan(page(), reference)
  await shown('identity-checked').waitFor()
  await album.picture(page(), 'cash-out', 'Scanned: Guichet found by itself that it is a cash-out.')
  // Its first digits are keys of this screen: they must not leave the box ticked.
  await scan(page(), '1122334455')
  await expect(page().locator('.notice')).toBeVisible()
  await expect(shown('identity-checked')).not.toBeChecked()
  await album.picture(
    page(),
    'cash-out-scan-ignored',
    'Another scan on a money screen is ignored, with its sound.',
  )
  await push(page(), '1')
  await album.both(terminal, 'cash-out-identity', 'Name and photograph match: one box, one key.')
  await push(page(), 'Enter')
  await state('completed')
  await album.both(terminal, 'cash-out-pay', 'Chari agreed: now, and only now, the customer is paid.')
  await push(page(), 'Enter')
  await home()
  album.paper(
    await shop.nextPaper(),
    'receipt-cash-out-80-fr',
    'The receipt of the cash-out, printed once the money was handed over.',
    80,
  )
  await album.picture(page(), 'home-after', 'The latest operations stand beside the next reference.')
})

test('an answer that never comes', async () => {
  album.chapter('An answer that never comes')
  lateReference = cashIn(KHADIJA, 35_000)
  shop.chari.addFault({
    call: 'cashin.agent.execute',
    reference: lateReference,
    kind: 'reset_before',
    times: 1,
  })
  await takeCashIn(lateReference, '400')
  await state('unsure')
  await page().waitForTimeout(1_500)
  await album.both(
    terminal,
    'unsure',
    'Chari did not answer. What to do with the cash comes first, then what Guichet does.',
  )
  await push(page(), 'F7')
  album.paper(
    await shop.nextPaper(),
    'waiting-slip-80-fr',
    'The waiting slip of F7. It says that it is no receipt.',
    80,
  )
  await push(page(), 'Escape')
  await home()
  await album.picture(page(), 'home-unsettled', 'The next customer is served; what waits stands at the side.')
})

test('what Chari or Guichet refuses', async () => {
  album.chapter('Refused, with a sentence each')
  const messages: readonly (readonly [string, string, string])[] = [
    ['reference_invalid', '12345', 'Five digits are no reference.'],
    ['reference_unknown', '9999999999', 'Chari does not know it.'],
    ['reference_used', usedReference, 'Deposited this morning already.'],
    [
      'reference_expired',
      shop.chari.prepare({ direction: 'cash_in', phone: AMINA, amount: centimes(10_000) }, 'expired'),
      'Expired.',
    ],
    ['reference_canceled', await canceled(), 'Canceled by the customer.'],
  ]
  for (const [code, reference, caption] of messages) {
    await page().keyboard.press('Control+A')
    await typeReference(reference)
    await expect(shown('message')).toHaveAttribute('data-code', code)
    await album.picture(page(), code.replace('_', '-'), caption)
  }
  await page().keyboard.press('Control+A')
  await push(page(), 'F3')
  await typeReference(cashIn(OMAR, 30_000))
  await expect(shown('message')).toHaveAttribute('data-code', 'reference_other_direction')
  await album.picture(page(), 'reference-other-direction', 'Cash-out was chosen by F3, and it is a cash-in.')
  await push(page(), 'F3')
  await page().keyboard.press('Control+A')
  const refused = shop.chari.prepare(
    { direction: 'cash_in', phone: OMAR, amount: centimes(20_000) },
    'refused',
  )
  await takeCashIn(refused)
  await state('refused')
  await album.picture(page(), 'refused', 'Refused at the execution: the money goes back, and why.')
  await push(page(), 'Enter')
  await home()
})

test('unsure, then settled before the customer leaves', async () => {
  album.chapter('Unsure, then settled')
  const reference = shop.chari.prepare(
    { direction: 'cash_out', phone: LONG_NAME, amount: centimes(40_000) },
    'no_answer',
  )
  await scan(page(), reference)
  await shown('identity-checked').waitFor()
  await push(page(), '1')
  await push(page(), 'Enter')
  await state('unsure')
  await album.picture(
    page(),
    'unsure-cash-out',
    'A cash-out without an answer: pay nothing, Guichet is checking.',
  )
  await state('completed')
  await album.picture(page(), 'unsure-settled', 'A few seconds later, on the same screen: Chari agreed, pay.')
  await push(page(), 'Enter')
  await home()
  await shop.nextPaper()
})

test('left aside, and done from "À régler"', async () => {
  album.chapter('À régler')
  const reference = shop.chari.prepare(
    { direction: 'cash_in', phone: AMINA, amount: centimes(15_000) },
    'no_answer',
  )
  await takeCashIn(reference, '200')
  await state('unsure')
  await push(page(), 'Escape')
  await home()
  album.paper(
    await shop.nextPaper(),
    'waiting-slip-left-80-fr',
    'Leaving an unsure operation prints its slip by itself.',
    80,
  )
  const row = page().locator(`[data-testid="unsettled-row"][data-reference="${reference}"]`)
  await push(page(), 'F5')
  await expect(row).toHaveAttribute('data-state', 'completed', { timeout: 30_000 })
  await row.click()
  await expect(shown('change-given')).toBeVisible()
  await album.both(
    terminal,
    'unsettled',
    'À régler: Chari confirmed meanwhile. The change is given, and the money put aside goes to the drawer.',
  )
  await push(page(), 'Enter')
  await expect(row).toBeHidden()
  await shop.nextPaper()
  await album.picture(page(), 'unsettled-one-left', 'One is left: it counts down to its next check.')
  await push(page(), 'Escape')
  await home()
})

test('offline, and back', async () => {
  album.chapter('Offline')
  await shop.chari.down()
  await typeReference(cashIn(OMAR, 120_000))
  await expect(shown('message')).toHaveAttribute('data-code', 'offline')
  await expect(shown('connection')).toHaveAttribute('data-state', 'offline')
  await album.both(terminal, 'offline', 'Chari cannot be reached: no money moves, and the screen says so.')
  await shop.chari.up()
  await push(page(), 'Enter')
  await shown('cash-received-input').waitFor()
  await push(page(), 'Escape')
  await home()
  await expect(shown('connection')).toHaveAttribute('data-state', 'online')
  await album.picture(page(), 'online-again', 'Back.')
})

test('deposits by card', async () => {
  album.chapter('By card')
  await showCards(terminal, shop, album)
})

test('what Chari tells by itself', async () => {
  album.chapter('Told by Chari')
  await showAnnouncements(terminal, shop, album)
})

test('out of paper', async () => {
  album.chapter('Out of paper')
  shop.printer.set({ paper: 'out' })
  await takeCashIn(cashIn(OMAR, 5_000))
  await state('completed')
  await album.picture(page(), 'paper-out-done', 'The deposit does not wait for its paper.')
  await nextCustomer()
  await expect(page().locator('.banner')).toBeVisible()
  await album.picture(page(), 'paper-out', 'What waits is said, and comes out by itself once there is paper.')
  shop.printer.set({ paper: 'ok' })
  album.paper(await shop.nextPaper(), 'receipt-after-paper-80-fr', 'The receipt that waited.', 80)
})

test('the history, and a duplicate', async () => {
  album.chapter('History')
  await push(page(), 'F8')
  await page().locator(`[data-testid="history-row"][data-reference="${usedReference}"]`).click()
  await expect(page().locator('.detail')).toContainText(/Amina|Rachidi/)
  await album.both(terminal, 'history', 'What was done today, one operation told in full.')
  await push(page(), 'F7')
  album.paper(await shop.nextPaper(), 'duplicata-80-fr', 'The same receipt again: DUPLICATA, counted.', 80)
  await album.picture(page(), 'history-duplicate', 'The duplicate stands in the timeline.')
  await page().keyboard.press('Control+F')
  await typeSlowly(page(), '350')
  await expect(shown('history-row')).toHaveCount(1)
  await album.picture(
    page(),
    'history-search',
    'Found by its amount; by reference, telephone or number as well.',
  )
  await push(page(), 'Escape')
  await home()
})

test('the till', async () => {
  album.chapter('The till')
  await showTill(terminal, shop, album)
  await push(page(), 'F1')
  await album.picture(page(), 'help', 'F1 on every screen.')
  await push(page(), 'Escape')
  await home()
})

test('printers and scanners', async () => {
  album.chapter('Devices')
  await showDevices(terminal, shop, album)
})

test('not executed, and a second try', async () => {
  album.chapter('Not executed, and a second try')
  await push(page(), 'F5')
  const row = page().locator(`[data-testid="unsettled-row"][data-reference="${lateReference}"]`)
  await expect(row).toHaveAttribute('data-state', 'not_done', { timeout: 240_000 })
  await album.picture(
    page(),
    'not-done',
    'Two minutes and two answers later it is sure: nothing was deposited.',
  )
  await shown('try-again').click()
  await state('completed')
  await album.picture(page(), 'second-try', 'The cashier’s choice: the same operation, once more, and done.')
  album.paper(await shop.nextPaper(), 'receipt-second-try-80-fr', 'Its receipt.', 80)
  await nextCustomer()
})

test('the narrow paper, the Arabic paper, the dark theme', async () => {
  album.chapter('Settings')
  await push(page(), 'F11')
  await shown('printer-in-use').waitFor()
  await album.picture(page(), 'settings', 'F11: the devices, and the way to every other setting.')
  await shown('settings-language').click()
  await shown('setup-next').waitFor()
  await page().locator('.setup-steps button').nth(4).click()
  await shown('setup-paper-58').waitFor()
  await album.picture(page(), 'settings-devices', 'Printer and paper.')
  for (let back = 0; back < 6; back += 1) await push(page(), 'Escape')
  await home()
  await changeSettings(page(), 4, () => page().getByTestId('setup-paper-58').check({ force: true }))
  await takeCashIn(cashIn(OMAR, 120_000))
  await state('completed')
  album.paper(await shop.nextPaper(), 'receipt-58-fr', 'The receipt on narrow paper.', 58)
  await nextCustomer()
  await changeSettings(page(), 4, () => page().getByTestId('setup-paper-80').check({ force: true }))
  await changeSettings(page(), 5, async () => {
    await page().getByTestId('setup-receipt-language-ar').check({ force: true })
    await page().getByTestId('setup-theme-dark').check({ force: true })
    await album.picture(
      page(),
      'settings-papers',
      'Language of papers, theme, sounds, what is asked of a customer.',
    )
  })
  await album.both(terminal, 'dark-home', 'The dark theme.')
  await takeCashIn(cashIn(AMINA, 10_000), '150')
  await state('completed')
  album.paper(await shop.nextPaper(), 'receipt-80-ar', 'The receipt in Arabic: one raster, our own QR.', 80)
  await album.picture(page(), 'dark-done', 'Dark, with the Arabic receipt that the customer gets.')
  await nextCustomer()
  await changeSettings(page(), 4, () => page().getByTestId('setup-paper-58').check({ force: true }))
  await takeCashIn(cashIn(OMAR, 20_000))
  await state('completed')
  album.paper(await shop.nextPaper(), 'receipt-58-ar', 'The receipt in Arabic on narrow paper.', 58)
  await nextCustomer()
  await changeSettings(page(), 4, () => page().getByTestId('setup-paper-80').check({ force: true }))
  const reference = cashOut(YOUSSEF, 60_000)
  await scan(page(), reference)
  await shown('identity-checked').waitFor()
  await album.picture(page(), 'dark-cash-out', 'A cash-out in the dark theme.')
  await push(page(), 'Escape')
  await home()
  await push(page(), 'F8')
  await shown('history-row').first().waitFor()
  await album.picture(page(), 'dark-history', 'The history in the dark theme.')
  await push(page(), 'Escape')
  await changeSettings(page(), 5, () => page().getByTestId('setup-theme-light').check({ force: true }))
})

for (const [language, title] of [
  ['ar', 'Arabic'],
  ['en', 'English'],
] as const)
  test(`the same in ${title}`, async () => {
    album.chapter(title)
    await push(page(), 'F12')
    await shown(`language-${language}`).click()
    await expect(page().locator('html')).toHaveAttribute('lang', language)
    await album.picture(page(), `${language}-sign-in`, 'Sign-in.')
    await signIn(page())
    await album.both(terminal, `${language}-home`, 'Home.')
    await scan(page(), cashIn(OMAR, 35_000))
    await shown('cash-received-input').waitFor()
    await typeSlowly(page(), '400')
    await album.both(terminal, `${language}-cash-in`, 'Cash-in.')
    await push(page(), 'Enter')
    await state('completed')
    await album.picture(page(), `${language}-cash-in-done`, 'Done, with change to give.')
    await shop.nextPaper()
    await push(page(), 'Enter')
    await home()
    const reference = shop.chari.prepare(
      { direction: 'cash_out', phone: LONG_NAME, amount: centimes(30_000) },
      'no_answer',
    )
    await scan(page(), reference)
    await shown('identity-checked').waitFor()
    await push(page(), '1')
    await album.picture(page(), `${language}-cash-out`, 'Cash-out.')
    await push(page(), 'Enter')
    await state('unsure')
    await album.picture(page(), `${language}-unsure`, 'Unsure.')
    await state('completed')
    await album.picture(page(), `${language}-pay`, 'Pay.')
    await push(page(), 'Enter')
    await home()
    await shop.nextPaper()
    await typeReference('9999999999')
    await expect(shown('message')).toHaveAttribute('data-code', 'reference_unknown')
    await album.picture(page(), `${language}-unknown`, 'A reference that Chari does not know.')
    await push(page(), 'F8')
    await shown('history-row').first().waitFor()
    await album.picture(page(), `${language}-history`, 'History.')
    await push(page(), 'F9')
    await shown('till-main').waitFor()
    await album.picture(page(), `${language}-till`, 'The till.')
    await push(page(), 'Enter')
    await shown('count-20000').waitFor()
    await album.picture(page(), `${language}-count`, 'A count.')
    await push(page(), 'Escape')
    await push(page(), 'F1')
    await album.picture(page(), `${language}-help`, 'Help.')
    await push(page(), 'Escape')
    await showDevicesIn(language, terminal, album)
    album.paper(await shop.nextPaper(), `test-page-80-${language}`, 'The test page.', 80)
  })

test('the shift ends', async () => {
  album.chapter('The shift ends')
  await push(page(), 'F12')
  await shown('language-fr').click()
  await expect(page().locator('html')).toHaveAttribute('lang', 'fr')
  await signIn(page())
  await closeTill(terminal, shop, album)
})

test('the books agree with the journal', async () => {
  const lines = readJournal(terminal.profile)
  const done = lines.filter(({ state: is }) => is === 'completed')
  // A card brings no reference.
  const named = lines.filter(({ kind }) => kind !== 'card').map(({ reference }) => reference)
  expect(new Set(named).size).toBe(named.length)
  expect(done.length).toBeGreaterThan(8)
  await terminal.close()
})

test('training', async () => {
  album.chapter('Training')
  const profile = newProfile()
  provision(profile, {
    environment: 'training',
    terminal: 'FORM1',
    printer: { transport: 'tcp', host: '127.0.0.1', port: shop.printer.port, paper: 80 },
  })
  await open(profile)
  await shown('pin-input').waitFor()
  await album.picture(
    page(),
    'training-sign-in',
    'Training: nothing is real, the PINs stand beside the names.',
  )
  await signIn(page())
  await shown('training-banner').waitFor()
  album.paper(await shop.nextPaper(), 'opening-training-80-fr', 'The opening, as worthless as the rest.', 80)
  await album.both(terminal, 'training-home', 'Four exercises, one key each; the frame cannot be closed.')
  await push(page(), 'Alt+1')
  await shown('cash-received-input').waitFor()
  await typeSlowly(page(), '600')
  await album.picture(page(), 'training-cash-in', 'An exercise is played like the real thing.')
  await push(page(), 'Enter')
  await state('completed')
  await album.picture(page(), 'training-done', 'Even its receipt says that it is worth nothing.')
  album.paper(await shop.nextPaper(), 'receipt-training-80-fr', 'FORMATION, SANS VALEUR.', 80)
})

test('a printer on screen', async () => {
  album.chapter('Without hardware')
  await terminal.close()
  const profile = newProfile()
  provision(profile, {
    environment: 'training',
    terminal: 'FORM2',
    printer: { transport: 'virtual', paper: 80 },
  })
  await open(profile)
  await signIn(page(), 'Karim I.', '4321')
  await showVirtualPrinter(page(), album)
})

test('a whole day: thirty customers', async () => {
  album.chapter('A whole day')
  await terminal?.close()
  day = await openDay(album)
  terminal = day.terminal
  expect(await day.trade()).toBeGreaterThanOrEqual(26)
})

test('a whole day: cash moves, the drawer changes hands, X and Z', async () => {
  await day.changeHands()
  await day.close()
})

test('a whole day: three ways, and four kinds of break worked off', async () => {
  album.chapter('The day’s end')
  await day.compare()
  await day.workOff()
})

test('a whole day: people, prices and commissions', async () => {
  album.chapter('People and prices')
  await showPeople(day.terminal, album)
})

test('a whole day: files, the archive, and both verifiers', async () => {
  await day.keep()
})
