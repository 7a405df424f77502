import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { ChariClient } from '../../electron/chari/client'
import type { Centimes } from '../../electron/domain/money'
import { centimes } from '../../electron/domain/money'
import type { OperationView, Quote } from '../../electron/domain/operation'
import type { Author, Journal, JournalDeps, StoredEvent } from '../../electron/journal/types'
import { createCounter } from '../../electron/operations/counter'
import { operationKinds } from '../../electron/operations/kinds'
import { operationProjection } from '../../electron/operations/projection'
import type { Answer, Challenge, Counter } from '../../electron/operations/types'
import { receiptKinds } from '../../electron/receipts/kinds'
import { type Settings, settingsSchema } from '../../electron/settings/types'
import { tillKinds } from '../../electron/till/kinds'
import { tillProjection } from '../../electron/till/projection'
import { heldClock, openTestJournal, tempFolder } from './journal'
import type { SteppedClock } from './stepped-clock'
import { openShift, openTill, paperHead } from './till'

/** In the shift that openCounterJournal opens. */
export const SALMA: Author = { cashier: 'Salma B.', shift: 'CASA1-S000001' }
export const AGENT = 'AG20417'

/** Settings of a shop, as after set-up. */
export function testSettings(change: Partial<Settings> = {}): Settings {
  const { timers, ...rest } = settingsSchema.parse({
    environment: 'custom',
    host: 'http://127.0.0.1:1',
    terminal: 'CASA1',
    shop: { name: 'Épicerie Al Amal' },
    agentCode: AGENT,
    agentPhone: '+212661000001',
    soleTerminal: true,
    printer: { transport: 'none' },
    feeInCash: {},
    timers: {},
  })
  return { ...rest, timers: { ...timers, agreeMs: timers.agreeMs ?? timers.notDoneMs / 4 }, ...change }
}

/**
 * A folder in memory where there is one: for tests that open hundreds of journals and kill the app inside the
 * process, where durability on a disk is not what they prove.
 */
export function memoryFolder(): string {
  if (!existsSync('/dev/shm')) return tempFolder()
  const folder = mkdtempSync('/dev/shm/guichet-test-')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Seconds for minutes: the same rules with far fewer look-ups to wait for. `pass` 40 s for 40 minutes. */
export const quickSettings = (change: Partial<Settings> = {}): Settings =>
  testSettings({
    timers: {
      ...testSettings().timers,
      notDoneMs: 2_000,
      agreeMs: 500,
      acceptedMs: 15_000,
      listingMs: 5_000,
      settleMs: [0, 500, 1_000, 5_000],
    },
    ...change,
  })

/** How many events opening it takes. */
export const SHIFT_EVENTS = 2

/** A journal of the counter and the till, with Salma's shift open on an empty drawer. */
export function openCounterJournal(folder: string, deps: Partial<JournalDeps> = {}): Journal {
  const journal = openTestJournal(folder, {
    kinds: [...operationKinds, ...tillKinds, ...receiptKinds],
    projections: [operationProjection, tillProjection],
    ...deps,
  })
  const till = openTill(journal, deps.clock ?? heldClock())
  if (till.openShifts().length === 0) openShift(till)
  return journal
}

export interface TestCounter {
  readonly counter: Counter
  readonly journal: Journal
  readonly changes: OperationView[]
  readonly notAlone: (string | null)[]
  /** Windows of banks that were to be opened. */
  readonly challenges: Challenge[]
  /** Every line of the log, as text. */
  readonly logged: string[]
  /** Looks up and takes the one quote; throws where there is none. */
  readonly quote: (reference: string, want?: 'automatic' | 'cash_in' | 'cash_out') => Promise<Quote>
  readonly confirm: (quote: Quote, received?: number, confirmId?: string) => Promise<Answer<OperationView>>
  /** Looks up, confirms, and gives the view. */
  readonly sell: (reference: string, received?: number) => Promise<OperationView>
  readonly view: (id: string) => OperationView
  readonly events: (id: string) => readonly StoredEvent[]
  readonly kinds: (id: string) => readonly string[]
}

export const IDENTITY = { checked: true as const, document: null, lastCharacters: null }

/** A counter as main builds it, on the given journal and Chari. */
export function openCounter(
  journal: Journal,
  chari: ChariClient,
  clock: SteppedClock,
  settings: () => Settings = () => testSettings(),
): TestCounter {
  const changes: OperationView[] = []
  const notAlone: (string | null)[] = []
  const challenges: Challenge[] = []
  const logged: string[] = []
  const till = openTill(journal, clock, { settings: () => settings().till })
  const who: Author = { ...SALMA, shift: till.shiftOf(SALMA.cashier) }
  const counter = createCounter({
    journal,
    chari,
    till,
    settings,
    clock,
    ids: { uuid: randomUUID },
    random: () => 0,
    paperHead: paperHead(journal.terminal, clock.now),
    onChange: (view) => changes.push(view),
    notAlone: ({ reference }) => notAlone.push(reference),
    onChallenge: (challenge) => challenges.push(challenge),
    log: (what, facts) => logged.push(JSON.stringify([what, facts])),
  })
  const view = (id: string): OperationView => {
    const found = counter.get(id)
    if (!found) throw new Error(`no operation ${id}`)
    return found
  }
  const quote: TestCounter['quote'] = async (reference, want = 'automatic') => {
    const result = await counter.lookUp({ text: reference, want, source: 'typed' }, who)
    if (result.kind !== 'quote') throw new Error(`no quote: ${JSON.stringify(result)}`)
    return result.quote
  }
  const confirm: TestCounter['confirm'] = (wanted, received, confirmId = randomUUID()) =>
    counter.confirm(
      {
        confirmId,
        quoteId: wanted.quoteId,
        received: wanted.direction === 'cash_in' ? centimes(received ?? wanted.cash) : null,
        identity: wanted.direction === 'cash_out' ? IDENTITY : null,
      },
      who,
    )
  const events = (id: string) => journal.events({ operation: id, limit: 10_000 })
  return {
    counter,
    journal,
    changes,
    notAlone,
    challenges,
    logged,
    quote,
    confirm,
    sell: async (reference, received) => {
      const answer = await confirm(await quote(reference), received)
      if (!answer.ok) throw new Error(`not confirmed: ${JSON.stringify(answer.message)}`)
      return answer.value
    },
    view,
    events,
    kinds: (id) => events(id).map(({ kind }) => kind),
  }
}

/** Sum of every move of an operation, by place. */
export function placesOf(events: readonly StoredEvent[]): Readonly<Record<string, Centimes>> {
  const places: Record<string, number> = {}
  for (const { payload } of events)
    for (const { place, amount } of (payload.cash as { place: string; amount: number }[] | undefined) ?? [])
      places[place] = (places[place] ?? 0) + amount
  return Object.fromEntries(
    Object.entries(places)
      .filter(([, amount]) => amount !== 0)
      .map(([place, amount]) => [place, centimes(amount)]),
  )
}
