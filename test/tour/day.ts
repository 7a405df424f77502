import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import { centimes } from '../../electron/domain/money'
import {
  breakOf,
  decide,
  expectVerdict,
  fillDecision,
  misbook,
  openBreak,
  readChari,
} from '../support/day-end'
import { push, typeSlowly } from '../support/keyboard'
import { enter, launch, newProfile, provision, ROOT, readJournal, type Terminal } from '../support/terminal'
import type { Album } from './album'
import { KEY, openShop } from './shop'
import { countDown, handOver, readFigure } from './till'

/** A whole day of one terminal, from the first count to the archive that anybody can verify. */

const AMINA = '+212661248730'
const YOUSSEF = '+212662051902'
const KHADIJA = '+212663774410'
const OMAR = '+212664330582'

/** Direction, amount in dirhams, customer, and what goes wrong. */
type Order = readonly [
  'cash_in' | 'cash_out',
  number,
  string,
  ('no_answer' | 'refused' | 'reset_before' | 'throttle' | 'no_paper')?,
]

/** Thirty: seven of them meet with trouble. */
const ORDERS: readonly Order[] = [
  ['cash_in', 500, AMINA],
  ['cash_in', 350, KHADIJA],
  ['cash_out', 200, YOUSSEF],
  ['cash_in', 120, OMAR],
  ['cash_in', 80, AMINA, 'no_answer'],
  ['cash_out', 300, YOUSSEF],
  ['cash_in', 60, KHADIJA],
  ['cash_in', 1_000, OMAR, 'refused'],
  ['cash_in', 240, OMAR],
  ['cash_out', 150, YOUSSEF, 'no_answer'],
  ['cash_in', 90, AMINA],
  ['cash_in', 410, OMAR, 'throttle'],
  ['cash_out', 100, YOUSSEF],
  ['cash_in', 75, KHADIJA],
  ['cash_in', 150, AMINA],
  ['cash_out', 250, YOUSSEF, 'reset_before'],
  ['cash_in', 55, OMAR],
  ['cash_in', 320, OMAR],
  ['cash_out', 80, YOUSSEF],
  ['cash_in', 40, KHADIJA, 'no_paper'],
  ['cash_in', 130, OMAR],
  ['cash_out', 120, YOUSSEF, 'refused'],
  ['cash_in', 65, AMINA],
  ['cash_in', 210, OMAR],
  ['cash_out', 90, YOUSSEF],
  ['cash_in', 45, KHADIJA],
  ['cash_in', 180, OMAR],
  ['cash_out', 60, YOUSSEF],
  ['cash_in', 35, AMINA],
  ['cash_in', 260, OMAR],
]

/** What a shop knows of its prices: Chari tells fees, and no commission. */
const TARIFF = [
  { kind: 'cash_in', above: 0, upTo: null, fee: { fixed: 0, rate: 0 }, commission: { fixed: 0, rate: 50 } },
  {
    kind: 'cash_out',
    above: 0,
    upTo: 50_000,
    fee: { fixed: 500, rate: 0 },
    commission: { fixed: 200, rate: 0 },
  },
  {
    kind: 'cash_out',
    above: 50_000,
    upTo: 200_000,
    fee: { fixed: 1_000, rate: 0 },
    commission: { fixed: 400, rate: 0 },
  },
  {
    kind: 'cash_out',
    above: 200_000,
    upTo: null,
    fee: { fixed: 2_000, rate: 0 },
    commission: { fixed: 800, rate: 0 },
  },
].map((band, index) => ({ id: `band-${index}`, from: '2026-01-01', until: null, ...band }))

export interface WholeDay {
  readonly terminal: Terminal
  /** Thirty customers; gives how many of their operations Chari executed. */
  readonly trade: () => Promise<number>
  readonly changeHands: () => Promise<void>
  readonly close: () => Promise<void>
  readonly compare: () => Promise<void>
  readonly workOff: () => Promise<void>
  readonly keep: () => Promise<void>
  /** Its Chari and its printer go. */
  readonly end: () => Promise<void>
}

/** A terminal of an agent of its own, whose listing tells of nobody else, with waits that a tour can wait for. */
export async function openDay(album: Album): Promise<WholeDay> {
  const shop = await openShop()
  const profile = newProfile()
  provision(profile, {
    environment: 'custom',
    host: shop.chari.host,
    terminal: 'CASA2',
    agentPhone: '+212661000417',
    soleTerminal: true,
    tariff: TARIFF,
    printer: { transport: 'tcp', host: '127.0.0.1', port: shop.printer.port, paper: 80 },
    timers: {
      requestMs: 4_000,
      notDoneMs: 3_000,
      acceptedMs: 1_500,
      listingMs: 200,
      settleMs: [0, 300, 600, 900],
    },
  })
  const terminal = await launch(profile, { GUICHET_API_KEY: KEY })
  const { page } = terminal
  const at = (id: string): Locator => page.getByTestId(id)
  const home = (): Promise<void> => at('reference-input').waitFor()
  const executed: string[] = []

  /** One customer to the end, whatever happens on the way. */
  const serve = async ([direction, amount, phone, trouble]: Order): Promise<void> => {
    const wanted = { direction, phone, amount: centimes(amount * 100) }
    const scenario = trouble === 'no_answer' || trouble === 'refused' ? trouble : 'fine'
    const reference = shop.chari.prepare(wanted, scenario)
    const call = direction === 'cash_in' ? 'cashin.agent.execute' : 'cashout.agent.execute'
    if (trouble === 'reset_before' || trouble === 'throttle')
      shop.chari.addFault({ call, reference, kind: trouble, times: 1 })
    if (trouble === 'no_paper') shop.printer.set({ paper: 'out' })
    await typeSlowly(page, reference)
    await push(page, 'Enter')
    await at('confirm').waitFor()
    if (direction === 'cash_out') await push(page, '1')
    await push(page, 'Enter')
    const told = at('operation-state')
    await expect(told).toHaveAttribute('data-state', /completed|refused|not_sent|not_done/, {
      timeout: 30_000,
    })
    if (/not_sent|not_done/.test((await told.getAttribute('data-state')) ?? '')) {
      await at('try-again').click()
      await expect(told).toHaveAttribute('data-state', 'completed', { timeout: 30_000 })
    }
    if ((await told.getAttribute('data-state')) === 'completed') executed.push(reference)
    await expect(at('next-customer')).toBeEnabled()
    await push(page, 'Enter')
    await home()
    if (trouble === 'no_paper') {
      await expect(page.locator('.banner')).toBeVisible()
      shop.printer.set({ paper: 'ok' })
    }
  }

  return {
    terminal,
    trade: async () => {
      await enter(page)
      await at('shift-open').waitFor()
      await countDown(page, ['5', '6', '4', '8', '2', '3', '2', '1'])
      await page.keyboard.press('End')
      await push(page, 'Enter')
      await home()
      for (const order of ORDERS) await serve(order)
      await expect(page.locator('.banner')).toHaveCount(0)
      await album.both(
        terminal,
        'day-traded',
        'After thirty customers: the latest stand beside the reference.',
      )
      expect(readJournal(profile)).toHaveLength(ORDERS.length)
      return executed.length
    },

    changeHands: async () => {
      await push(page, 'F9')
      await at('till-main').waitFor()
      await push(page, 'Alt+2')
      await at('move-amount').waitFor()
      await typeSlowly(page, '40')
      await at('move-note').fill('Ampoules du magasin')
      await push(page, 'Enter')
      await expect(at('movement-row')).toHaveCount(1)
      await push(page, 'Alt+3')
      await at('move-amount').waitFor()
      await typeSlowly(page, '2000')
      await push(page, 'Enter')
      await expect(at('movement-row')).toHaveCount(2)
      await handOver(page, '4321')
      await push(page, 'Enter')
      await home()
      await push(page, 'F9')
      await push(page, 'F7')
      await page.locator('.paper').waitFor()
      await album.both(terminal, 'x-supervisor', 'An X for a supervisor: every figure of the shift so far.')
      await push(page, 'Escape')
    },

    close: async () => {
      const expected = await readFigure(page, 'till-expected')
      await push(page, 'Enter')
      await at('count-20000').waitFor()
      await push(page, 'Alt+1')
      await at('count-total').fill(expected)
      await push(page, 'Enter')
      await at('z-sign').waitFor()
      await album.picture(page, 'z-exact', 'Counted as expected: nothing to explain.')
      await push(page, 'Enter')
      await at('z-closed').waitFor()
      const number = await at('z-closed').getAttribute('data-z')
      expect(number).toBe('1')
      album.paper(await shop.paperSaying('PASSATION'), 'hand-over-80-fr', 'The hand-over.', 80)
      album.paper(await shop.paperSaying('LECTURE X'), 'x-80-fr-whole', 'An X for a supervisor.', 80)
      album.paper(await shop.paperSaying('CLÔTURE Z'), 'z-80-fr', 'The Z.', 80)
      await push(page, 'Enter')
      await enter(page, 'Karim I.', '4321')
    },

    compare: async () => {
      await push(page, 'F10')
      // The Z has had the day read already.
      await expectVerdict(page, 'fair')
      await readChari(page)
      await expectVerdict(page, 'fair')
      await expect(at('day-matched')).toHaveText(`${ORDERS.length} sur ${ORDERS.length}`)
      await album.both(terminal, 'day-fair', 'Journal, Chari and the counted cash say the same.')
      const [hidden = '', lower = '', dearer = '', twice = ''] = executed
      await misbook(shop.chari, hidden, 'hide')
      await misbook(shop.chari, lower, 'amount', '349,99')
      await misbook(shop.chari, dearer, 'fee', '6,00')
      await misbook(shop.chari, twice, 'double')
      await readChari(page)
      await readChari(page)
      await expectVerdict(page, 'open')
      for (const code of ['R5', 'R7', 'R8', 'R10']) await expect(breakOf(page, code)).toHaveCount(1)
      await album.both(terminal, 'day', 'Chari’s listing tells otherwise now: each break has a name.')
      await at('day-tab-hours').click()
      await album.picture(page, 'day-hours', 'The day hour by hour, above the level of the till.')
      await at('day-tab-cashiers').click()
      await album.picture(page, 'day-cashiers', 'Who served what.')
      await at('day-tab-bridge').click()
      await showFile()
    },

    workOff: async () => {
      await openBreak(page, 'R7')
      const centime = { decision: 'corrected', reason: 'Un centime rendu', ticket: 'CH-4511' } as const
      await fillDecision(page, centime)
      await album.both(terminal, 'day-break', 'Both sides of a break, what to do, and the decision.')
      await decide(page, centime)
      await openBreak(page, 'R8')
      await album.picture(page, 'day-break-fee', 'A fee that differs: the cash does not change.')
      await decide(page, { decision: 'accepted', reason: 'Nouveau barème' })
      await openBreak(page, 'R10')
      await album.picture(page, 'day-break-double', 'Twice at Chari: never compensated by hand.')
      await decide(page, { decision: 'explained', reason: 'Chari annule la seconde', ticket: 'CH-4512' })
      await openBreak(page, 'R5')
      await album.picture(page, 'day-break-missing', 'In the journal and not at Chari.')
      await decide(page, { decision: 'ticket', reason: 'Chari cherche', ticket: 'CH-4513' })
      await expect(breakOf(page, 'R5')).toHaveAttribute('data-state', 'waiting')
      await album.both(terminal, 'day-worked-off', 'Three are worked off; the fourth waits for Chari.')
      await push(page, 'F7')
      await expect(at('message')).toBeVisible()
      album.paper(await shop.paperSaying('RAPPROCHEMENT DU'), 'day-80-fr', 'The day as a slip.', 80)
      await push(page, 'F10')
      await at('day-close-confirm').waitFor()
      await album.picture(page, 'day-close', 'Closing names what stays open.')
      await push(page, 'Enter')
      await expect(at('day-closed')).toHaveAttribute('data-number', 'CASA2-J000001')
      await album.picture(page, 'day-closed', 'Closed and signed.')
      await at('day-calendar').click()
      await page.locator('[aria-current="date"]').waitFor()
      await album.both(terminal, 'day-calendar', 'The month, each day with its verdict.')
      await push(page, 'Enter')
      await at('day-verdict').waitFor()
    },

    keep: async () => {
      await push(page, 'F10')
      await at('day-verdict').waitFor()
      await push(page, 'Alt+2')
      for (const format of ['pdf', 'csv', 'json']) {
        await at(`export-${format}`).click()
        await at(`exported-${format}`).waitFor({ timeout: 20_000 })
      }
      const file = async (id: string): Promise<string> => (await at(id).textContent()) ?? ''
      expect(
        readFileSync(await file('exported-pdf'))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
      await expect(at('archive-plan')).toHaveAttribute('data-events', /^\d+$/)
      await at('archive-make').click()
      await at('archive-done').waitFor({ timeout: 20_000 })
      await at('journal-check').click()
      await expect(at('check-found')).toHaveAttribute('data-state', 'whole')
      await album.both(terminal, 'day-files', 'The files of the day, the archive of the month, the check.')
      const archive = await file('archive-file')
      const ours = execFileSync('npm', ['run', '-s', 'verify', '--', archive], {
        cwd: ROOT,
        encoding: 'utf8',
      })
      expect(ours).toMatch(/^WHOLE: archive of CASA2/)
      const theirs = execFileSync('python3', [join(ROOT, 'docs/verifier/verify.py'), archive], {
        encoding: 'utf8',
      })
      expect(theirs).toMatch(/^WHOLE: archive of CASA2/)
      await terminal.close()
    },

    end: () => shop.close(),
  }

  /** Chari's listing from a file: what is in it is said before anything is kept. */
  async function showFile(): Promise<void> {
    const now = new Date().toISOString()
    const rows = executed.map((reference, index) =>
      [9_000 + index, reference, 1, 2, '50,00', 'AG20417', now].join(';'),
    )
    await at('day-import').click()
    await at('import-file').setInputFiles({
      name: 'chari.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        [
          'OperationId;TransactionReference;OperationType;Status;Amount;AgentCode;ExecutedAt',
          ...rows,
          'x;y',
        ].join('\r\n'),
      ),
    })
    await expect(at('import-facts')).toHaveAttribute('data-rows', String(executed.length))
    await album.picture(page, 'day-import', 'A listing from a file: what was read in it, and what was not.')
    await push(page, 'Escape')
    await at('day-verdict').waitFor()
  }
}
