import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Sandbox } from '../../electron/sandbox/types'
import { breakOf, decide, expectVerdict, misbook, openBreak, readChari, serve } from '../support/day-end'
import { shiftedClock, tradeEarlier } from '../support/earlier-day'
import { push, tick } from '../support/keyboard'
import { ownSandbox, SANDBOX_KEY } from '../support/own-sandbox'
import { launch, newProfile, provision, ROOT, signIn, type Terminal } from '../support/terminal'

/** The end of a day on the built terminal, beside a Chari whose listing tells what it is told to tell. */

//test.describe.configure({ mode: 'serial' })

/** Two readings of the last hour count as apart after a fifth of a second. */
const TIMERS = {
  requestMs: 4_000,
  notDoneMs: 60_000,
  acceptedMs: 1_500,
  listingMs: 200,
  settleMs: [0, 300, 600, 900],
}

const SHOP = {
  environment: 'custom',
  terminal: 'CASA1',
  agentPhone: '+212661000417',
  soleTerminal: true,
  printer: { transport: 'virtual', paper: 80 },
  timers: TIMERS,
}

let chari: Sandbox
let terminal: Terminal

const page = (): Page => terminal.page
const at = (id: string): Locator => page().getByTestId(id)
const rows = (): Locator => at('day-break')

test.beforeAll(async () => {
  chari = await ownSandbox()
  const profile = newProfile()
  provision(profile, { ...SHOP, host: chari.host })
  terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
  await signIn(page())
})
test.afterAll(async () => {
  await terminal?.close()
  await chari?.close()
})

const done: string[] = []

test('a listing that was not read whole is never fine', async () => {
  for (const [direction, amount] of [
    ['cash_in', 50_000],
    ['cash_in', 35_000],
    ['cash_out', 20_000],
    ['cash_in', 12_000],
    ['cash_in', 8_000],
  ] as const)
    done.push(await serve(page(), chari, direction, amount))
  await push(page(), 'F10')
  await expectVerdict(page(), 'not_read')
  chari.addFault({ call: 'operations.all', kind: 'count_off' })
  await readChari(page())
  await expectVerdict(page(), 'incomplete')
  await expect(at('day-reading')).toHaveAttribute('data-complete', 'false')
  await openBreak(page(), 'R19')
  // Working it off is reading again.
  chari.clearFaults()
  await push(page(), 'Enter')
  await expectVerdict(page(), 'fair')
})

test('a day on which all three say the same is right', async () => {
  await expect(rows()).toHaveCount(0)
  await expect(at('day-matched')).toHaveText('5 sur 5')
  await expect(at('day-reading')).toHaveAttribute('data-complete', 'true')
  // A blind shop: a cashier with an open shift does not read here what the drawer should hold.
  await expect(page().locator('.day-totals')).toContainText('masquées')
  await expect(page().locator('.bridge')).toHaveCount(0)
})

test('four kinds of break are found, told by both sides, and worked off', async () => {
  const [hidden = '', lower = '', dearer = '', twice = ''] = done
  await misbook(chari, hidden, 'hide')
  await misbook(chari, lower, 'amount', '349,99')
  await misbook(chari, dearer, 'fee', '6,00')
  await misbook(chari, twice, 'double')
  await readChari(page())
  await readChari(page())
  await expectVerdict(page(), 'open')
  for (const code of ['R5', 'R7', 'R8', 'R10']) await expect(breakOf(page(), code)).toHaveCount(1)

  await openBreak(page(), 'R7')
  await expect(at('break-evidence')).toContainText('350,00')
  await expect(at('break-evidence')).toContainText('349,99')
  // Nothing is written while something is missing.
  await expect(at('break-decide')).toBeDisabled()
  await decide(page(), { decision: 'corrected', reason: 'Un centime rendu', ticket: 'CH-4511', pin: '4321' })
  await expect(breakOf(page(), 'R7')).toHaveAttribute('data-state', 'closed')

  await openBreak(page(), 'R8')
  await decide(page(), { decision: 'accepted', reason: 'Nouveau barème' })
  await expect(breakOf(page(), 'R8')).toHaveAttribute('data-state', 'closed')

  await openBreak(page(), 'R10')
  await decide(page(), {
    decision: 'explained',
    reason: 'Chari annule la seconde',
    ticket: 'CH-4512',
    pin: '4321',
  })
  await expect(breakOf(page(), 'R10')).toHaveAttribute('data-state', 'closed')

  await openBreak(page(), 'R5')
  await decide(page(), { decision: 'ticket', reason: 'Chari cherche', ticket: 'CH-4513' })
  await expect(breakOf(page(), 'R5')).toHaveAttribute('data-state', 'waiting')
  await expect(breakOf(page(), 'R5')).toContainText('CH-4513')
  // A ticket at Chari is an open break all the same.
  await expectVerdict(page(), 'open')
  await expect(at('day-close')).toContainText('Clore avec 1 écart')
})

test('the report lies in files that say what the screen says', async () => {
  await push(page(), 'Alt+2')
  for (const format of ['pdf', 'csv', 'json']) {
    await at(`export-${format}`).click()
    await at(`exported-${format}`).waitFor({ timeout: 20_000 })
  }
  const file = async (format: string) => readFileSync((await at(`exported-${format}`).textContent()) ?? '')
  expect((await file('pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  const csv = (await file('csv')).toString('utf8')
  // Journal, Chari, and the one that Chari does not have.
  expect(csv).toContain('1050,00')
  expect(csv).toContain('1169,99')
  expect(csv).toContain(done[0])
  const json = JSON.parse((await file('json')).toString('utf8')) as { report: { verdict: string } }
  expect(json.report.verdict).toBe('open')
  await push(page(), 'Escape')
  await at('day-verdict').waitFor()
})

test('an archive is made, and is whole for whoever verifies it', async () => {
  await push(page(), 'Alt+2')
  await expect(at('archive-plan')).toHaveAttribute('data-events', /^\d+$/)
  await at('archive-from').fill('31/02/2026')
  await expect(at('archive-make')).toBeDisabled()
  const today = new Intl.DateTimeFormat('en-GB', { timeZone: 'Africa/Casablanca' }).format(new Date())
  await at('archive-from').fill(today)
  await at('archive-make').click()
  await at('approval-pin').fill('4321')
  await page().keyboard.press('Enter')
  await at('archive-done').waitFor({ timeout: 20_000 })
  const file = (await at('archive-file').textContent()) ?? ''
  const said = execFileSync('npm', ['run', '-s', 'verify', '--', file], { cwd: ROOT, encoding: 'utf8' })
  expect(said).toMatch(/^WHOLE: archive of CASA1/)
  await at('journal-check').click()
  await expect(at('check-found')).toHaveAttribute('data-state', 'whole')
  await push(page(), 'Escape')
  await at('day-verdict').waitFor()
})

test('the day is closed with its open break by name', async () => {
  await push(page(), 'F10')
  await expect(page().getByRole('dialog')).toContainText('Au journal, absente chez Chari')
  await push(page(), 'Enter')
  await expect(at('day-closed')).toHaveAttribute('data-number', 'CASA1-J000001')
  await at('day-calendar').click()
  const today = page().locator('[aria-current="date"]')
  await expect(today).toHaveAttribute('data-state', 'open')
  await expect(today).toHaveAttribute('data-closed', 'CASA1-J000001')
  await expect(today).toBeFocused()
  await page().keyboard.press('ArrowLeft')
  await page().keyboard.press('ArrowRight')
  await push(page(), 'Enter')
  await at('day-verdict').waitFor()
})

test('Chari is down, and a file of its own proves the day', async () => {
  const alone = await ownSandbox()
  const own = terminal
  try {
    const profile = newProfile()
    provision(profile, { ...SHOP, host: alone.host })
    terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
    await signIn(page())
    const references = [
      await serve(page(), alone, 'cash_in', 40_000),
      await serve(page(), alone, 'cash_out', 15_000),
    ]
    await alone.down()
    await push(page(), 'F10')
    await expectVerdict(page(), 'not_read')
    await at('day-pull').click()
    await expect(at('message')).toContainText('Chari injoignable')

    const now = new Date().toISOString()
    const lines = references.map((reference, index) =>
      [
        9_000 + index,
        reference,
        index === 0 ? 1 : 2,
        2,
        index === 0 ? '400,00' : '150,00',
        'AG20417',
        now,
      ].join(';'),
    )
    const csv = [
      'OperationId;TransactionReference;OperationType;Status;Amount;AgentCode;ExecutedAt',
      ...lines,
      'x;y',
    ]
    await at('day-import').click()
    await at('import-file').setInputFiles({
      name: 'chari.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv.join('\r\n')),
    })
    await expect(at('import-facts')).toHaveAttribute('data-rows', '2')
    await expect(at('import-facts')).toHaveAttribute('data-unreadable', '1')
    await tick(at('import-whole'))
    await at('import-keep').click()
    await expect(at('day-reading')).toContainText('chari.csv')
    await expect(at('day-matched')).toHaveText('2 sur 2')
  } finally {
    await terminal.close()
    await alone.close()
    terminal = own
  }
})

test('an open break of yesterday is carried into today', async () => {
  const clock = shiftedClock()
  const alone = await ownSandbox({ clock })
  const own = terminal
  try {
    const profile = newProfile()
    clock.goBack(1)
    const [lost = ''] = await tradeEarlier(profile, alone, clock, [
      { direction: 'cash_in', amount: 25_000 },
      { direction: 'cash_out', amount: 10_000 },
    ])
    clock.goBack(0)
    provision(profile, { ...SHOP, host: alone.host })
    terminal = await launch(profile, { GUICHET_API_KEY: SANDBOX_KEY })
    await signIn(page())
    await misbook(alone, lost, 'hide')
    await push(page(), 'F10')
    // Yesterday, by the keys of the list.
    await page().getByRole('listbox').focus()
    await page().keyboard.press('ArrowLeft')
    await expect(at('day-later')).toBeEnabled()
    await readChari(page())
    await expect(breakOf(page(), 'R5')).toHaveCount(1)
    await push(page(), 'F10')
    await push(page(), 'Enter')
    await expect(at('day-closed')).toHaveAttribute('data-number', 'CASA1-J000001')
    await expect(page().getByRole('listbox')).toBeFocused()
    await page().keyboard.press('ArrowRight')
    await expect(breakOf(page(), 'R5')).toContainText('reporté du')
    await openBreak(page(), 'R5')
    await expect(at('break-evidence')).toContainText('depuis hier')
  } finally {
    await terminal.close()
    await alone.close()
    terminal = own
  }
})
