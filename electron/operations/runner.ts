import type { Listing, LookUpOutcome, OperationRecord } from '../chari/outcome'
import type { CardData, Payee } from '../chari/types'
import type { Cancel } from '../domain/clock'
import type { OperationView } from '../domain/operation'
import { readPhone } from '../domain/phone'
import type { Author, NewEvent } from '../journal/types'
import { createCalls } from './calls'
import { cardStep, challengeEndsMs, isWatched, nextCardCheckMs } from './card-machine'
import type { Fact } from './facts'
import { foreseen } from './foreseen'
import { type CardOperation, fold, isByCard, isByReference, isLive, type Operation } from './operation'
import { asEvent, paperData } from './papers'
import { type Marks, nextCheckMs, noMarks, type Rules } from './proof'
import { step } from './reference-machine'
import { type CardInput, type Effect, type Input, nothing, type Step } from './step'
import type { OperationStore } from './store'
import type { CounterDeps } from './types'
import { viewOf } from './view'

export const SYSTEM: Author = { cashier: 'system', shift: null }

/** How long until an outcome that the journal could not take is offered to it again. */
const REWRITE_MS = 5_000
/** Operations kept in memory; the unsettled ones always are. */
const KEPT = 200
const LISTING_MARGIN_MS = 2 * 60 * 60_000

export type AnyInput = Input | CardInput

/** An operation at work: what its events tell, and what only this run knows. */
export interface Entry {
  operation: Operation
  marks: Marks
  cancel: Cancel | null
  nextMs: number | null
  checking: Promise<void> | null
  /** Answers that could not be journaled yet: shown as unsure, and nothing is done on them. */
  unwritten: { readonly input: AnyInput; readonly who: Author }[]
  /** Where the bank's window goes, and until when. Only in memory. */
  challenge: { readonly url: string; readonly until: string } | null
  waiting: (() => void)[]
}

export interface Runner {
  readonly rules: () => Rules
  readonly entry: (id: string) => Entry | null
  readonly view: (entry: Entry) => OperationView
  /** Appends an intent, or a second attempt's, and takes the operation into work. Throws JournalError. */
  readonly begin: (id: string, events: (next: () => number) => readonly NewEvent[], who: Author) => Entry
  /** Appends what a person did. Throws JournalError. */
  readonly append: (entry: Entry, facts: readonly Fact[], who: Author) => void
  /** Sends the money call of the last attempt; resolves once its outcome is known, or known to be unsure. */
  readonly run: (entry: Entry, who: Author) => Promise<void>
  /** Sends the card of an intent just begun; the card is in no entry, and gone with this call. */
  readonly payIn: (entry: Entry, payee: Payee, card: CardData, who: Author) => Promise<void>
  /** Looks the reference up now; one look-up an operation at a time. */
  readonly check: (entry: Entry) => Promise<void>
  readonly feed: (entry: Entry, input: AnyInput, who: Author) => readonly Effect[]
  readonly list: (from: string) => Promise<LookUpOutcome<Listing> | null>
  /** Plans the next look-up, at the earliest after `delayMs` where given. */
  readonly plan: (entry: Entry, delayMs?: number) => void
  readonly entries: () => Iterable<Entry>
  readonly claimed: (operation: Operation) => boolean
  readonly start: () => void
  readonly stop: () => void
  readonly stopped: () => boolean
}

export interface RunnerDeps {
  readonly deps: CounterDeps
  readonly store: OperationStore
  /** A listing was read: the only-terminal setting is watched over it. */
  readonly onListing: (outcome: LookUpOutcome<Listing>) => void
  /** Settings say so, and this run has seen nothing against it. */
  readonly alone: () => boolean
}

export function createRunner({ deps, store, onListing, alone }: RunnerDeps): Runner {
  const { journal, clock } = deps
  const entries = new Map<string, Entry>()
  const abort = new AbortController()
  const calls = createCalls(
    deps,
    abort.signal,
    (outcome) => {
      if (!ended) onListing(outcome)
    },
    ({ id }) => store.customer(id).phone,
  )
  let startMs = clock.monotonicMs()
  let ended = false

  const rules = (): Rules => {
    const { timers, agentPhone } = deps.settings()
    return {
      nowMs: clock.monotonicMs(),
      startMs,
      now: clock.now(),
      notDoneMs: timers.notDoneMs,
      agreeMs: timers.agreeMs,
      acceptedMs: timers.acceptedMs,
      listingMs: timers.listingMs,
      challengeMs: timers.challengeMs,
      settleMs: timers.settleMs,
      hasListing: agentPhone !== null && readPhone(agentPhone).ok,
      soleTerminal: alone(),
    }
  }

  const view = (entry: Entry): OperationView => {
    const now = rules()
    const { id } = entry.operation
    return viewOf(entry.operation, {
      customer: store.customer(id),
      tariff: deps.settings().tariff,
      events: store.events(id),
      marks: entry.marks,
      rules: now,
      nextCheckInMs: entry.checking
        ? 0
        : entry.nextMs === null
          ? null
          : Math.max(0, entry.nextMs - now.nowMs),
      unwritten: entry.unwritten.length > 0,
      challengeUntil: entry.challenge?.until ?? null,
    })
  }

  /** Telling is never in the way of settling: what it throws is logged. */
  const changed = (entry: Entry): void => {
    if (ended) return
    try {
      deps.onChange(view(entry))
    } catch (error) {
      deps.log('operation.not_told', { operation: entry.operation.number, error: String(error) })
    }
  }

  const take = (operation: Operation): Entry => {
    if (entries.size >= KEPT)
      for (const [id, { operation: kept, checking, unwritten, cancel }] of entries)
        if (!isLive(kept) && !checking && unwritten.length === 0 && cancel === null) {
          entries.delete(id)
          break
        }
    const entry: Entry = {
      operation,
      marks: noMarks,
      cancel: null,
      nextMs: null,
      checking: null,
      unwritten: [],
      challenge: null,
      waiting: [],
    }
    entries.set(operation.id, entry)
    return entry
  }

  const release = (entry: Entry): void => {
    const { state } = entry.operation
    if ((state === 'intent' || state === 'sent') && entry.unwritten.length === 0) return
    for (const resolve of entry.waiting.splice(0)) resolve()
  }

  const plan = (entry: Entry, delayMs?: number): void => {
    entry.cancel?.()
    entry.cancel = null
    entry.nextMs = null
    if (ended) return
    const now = rules()
    const due = entry.unwritten.length > 0 ? now.nowMs + REWRITE_MS : dueMs(entry, now)
    if (due === null && delayMs === undefined) return
    const wait = delayMs ?? Math.max(0, (due ?? 0) - now.nowMs)
    // Jitter, so that many terminals of one outage do not ask in step; never early.
    const jitter = wait >= 1_000 ? Math.floor(deps.random() * Math.min(wait / 10, 2_000)) : 0
    entry.nextMs = now.nowMs + wait + jitter
    entry.cancel = clock.after(wait + jitter, () => {
      entry.cancel = null
      void check(entry)
    })
  }

  const append = (entry: Entry, facts: readonly Fact[], who: Author): void => {
    if (facts.length === 0) return
    const { operation } = entry
    // What nobody did belongs to the shift in which the operation was begun.
    const author = who === SYSTEM ? { ...SYSTEM, shift: operation.shift } : who
    const stored = journal.append(author, () => {
      const after = foreseen(operation, facts, clock.now())
      const customer = store.customer(operation.id)
      return facts.map((fact) =>
        asEvent(fact, operation, deps.ids.uuid, (kind) =>
          paperData(kind, after, customer, deps.paperHead(who === SYSTEM ? operation.cashier : who.cashier)),
        ),
      )
    })
    entry.operation = fold(stored, operation) ?? operation
  }

  const begin: Runner['begin'] = (id, events, who) => {
    const stored = journal.append(who, (tx) => events(() => tx.next('operation')))
    const known = entries.get(id)
    const operation = fold(stored, known?.operation ?? null)
    if (!operation) throw new Error(`operation ${id} has no intent`)
    const entry = known ?? take(operation)
    entry.operation = operation
    entry.marks = noMarks
    changed(entry)
    return entry
  }

  const feed: Runner['feed'] = (entry, input, who) => {
    const before = entry.operation
    const now = rules()
    const result = stepOf(before, input, entry.marks, now)
    try {
      append(entry, result.facts, who)
    } catch (error) {
      deps.log('operation.not_written', { operation: before.number, input: input.kind, error: String(error) })
      // `sent` must be durable before the first byte: the client hears of it and sends nothing.
      if (input.kind === 'sent') throw error
      // What is lost of a later look-up is asked again; the outcome of the money call is not.
      if (before.state === 'intent' || before.state === 'sent') entry.unwritten.push({ input, who })
      // It was asked all the same: a journal that cannot be written must not make us ask without pause.
      if (input.kind === 'looked_up' || input.kind === 'probed' || input.kind === 'card_listed')
        entry.marks = { ...entry.marks, lastCheckMs: now.nowMs }
      if (input.kind === 'listed' || input.kind === 'card_listed')
        entry.marks = { ...entry.marks, listedMs: now.nowMs }
      release(entry)
      if (!entry.checking) plan(entry)
      changed(entry)
      return []
    }
    const { operation } = entry
    const began = isOpenEnded(operation) && !isOpenEnded(before)
    entry.marks = began ? { ...result.marks, settleFromMs: now.nowMs } : result.marks
    if (operation.state !== before.state)
      deps.log('operation.state', { operation: operation.number, from: before.state, to: operation.state })
    if (operation.state !== 'challenge') entry.challenge = null
    else if (
      input.kind === 'replied' &&
      input.outcome.kind === 'done' &&
      input.outcome.reply.redirect !== null
    )
      challenged(entry, input.outcome.reply.redirect)
    release(entry)
    if (result.facts.length > 0) changed(entry)
    return result.effects
  }

  /** The bank's window may be opened now: the challenge is durable. */
  const challenged = (entry: Entry, url: string): void => {
    const now = rules()
    const leftMs = (challengeEndsMs(entry.operation, entry.marks, now) ?? now.nowMs) - now.nowMs
    const until = new Date(Date.parse(now.now) + leftMs).toISOString()
    entry.challenge = { url, until }
    const { id, number } = entry.operation
    try {
      deps.onChallenge?.({ operation: id, number, url, until })
    } catch (error) {
      deps.log('operation.not_told', { operation: number, error: String(error) })
    }
  }

  const claimed = (operation: Operation): boolean =>
    store
      .byReference(operation.reference)
      .some((other) => other.id !== operation.id && (other.state === 'completed' || isLive(other)))

  const listFor = async (entry: Entry): Promise<void> => {
    const outcome = await calls.list(listingFrom(entry.operation))
    if (outcome && !ended) feed(entry, { kind: 'listed', outcome, claimed: claimed(entry.operation) }, SYSTEM)
  }

  const cardListed = async (entry: Entry, operation: CardOperation): Promise<void> => {
    const outcome = (await calls.listFor(operation, listingFrom(operation))) ?? NO_LISTING
    if (ended) return
    const taken = ({ operationId }: OperationRecord): boolean =>
      operationId !== null && store.byChariId(operationId).some(({ id }) => id !== operation.id)
    const rivals = store
      .unsettled()
      .some(
        (other) =>
          isByCard(other) && other.id !== operation.id && isLive(other) && other.amount === operation.amount,
      )
    feed(entry, { kind: 'card_listed', outcome, taken, rivals }, SYSTEM)
  }

  /** By Chari's id where one is known; else, or where that says nothing, by the listing. */
  const lookUpCard = async (entry: Entry, operation: CardOperation): Promise<void> => {
    const ends = challengeEndsMs(operation, entry.marks, rules())
    if (ends !== null && ends <= rules().nowMs) {
      const hint = { said: 'abandoned', code: 'timeout', reason: null } as const
      feed(entry, { kind: 'hinted', hint }, SYSTEM)
    }
    const outcome = await calls.probe(operation)
    if (ended) return
    if (outcome === null) return cardListed(entry, operation)
    const effects = feed(entry, { kind: 'probed', outcome }, SYSTEM)
    if (effects.includes('list')) await cardListed(entry, operation)
  }

  const lookUp = async (entry: Entry): Promise<void> => {
    const { operation } = entry
    if (isByCard(operation)) return lookUpCard(entry, operation)
    if (!isByReference(operation)) return
    const outcome = await calls.lookUp(operation)
    if (ended) return
    const effects = feed(entry, { kind: 'looked_up', outcome }, SYSTEM)
    if (effects.includes('list')) await listFor(entry)
  }

  const rewrite = async (entry: Entry): Promise<void> => {
    for (const { input, who } of entry.unwritten.splice(0)) {
      const effects = feed(entry, input, who)
      if (entry.unwritten.length > 0) return
      if (effects.includes('look_up')) await lookUp(entry)
    }
  }

  const check: Runner['check'] = (entry) => {
    if (entry.checking) return entry.checking
    const work = async (): Promise<void> => {
      try {
        if (entry.unwritten.length > 0) await rewrite(entry)
        else await lookUp(entry)
      } catch (error) {
        deps.log('operation.check_failed', { operation: entry.operation.number, error: String(error) })
      } finally {
        entry.checking = null
        plan(entry)
        changed(entry)
      }
    }
    entry.cancel?.()
    entry.cancel = null
    entry.nextMs = null
    entry.checking = work()
    changed(entry)
    return entry.checking
  }

  /** Sends a money call; resolves once its outcome is known, or known to be unsure. */
  const sending = (
    entry: Entry,
    who: Author,
    call: (beforeFirstByte: () => void, sent: () => boolean) => Promise<AnyInput>,
  ): Promise<void> =>
    new Promise((resolve) => {
      entry.waiting.push(resolve)
      const work = async (): Promise<void> => {
        const input = await call(
          () => {
            if (ended) throw new Error('the app is closing')
            feed(entry, { kind: 'sent' }, who)
          },
          () => entry.operation.state === 'sent',
        )
        if (ended) return
        const effects = feed(entry, input, who)
        if (effects.includes('look_up')) await check(entry)
        else plan(entry)
        changed(entry)
      }
      work().catch((error: unknown) => {
        deps.log('operation.run_failed', { operation: entry.operation.number, error: String(error) })
        plan(entry)
      })
    })

  const run: Runner['run'] = async (entry, who) => {
    const { operation } = entry
    if (!isByReference(operation)) return
    await sending(entry, who, async (beforeFirstByte, sent) => ({
      kind: 'outcome',
      outcome: await calls.execute(operation, beforeFirstByte, sent),
    }))
  }

  const payIn: Runner['payIn'] = async (entry, payee, card, who) => {
    const { operation } = entry
    if (!isByCard(operation)) return
    await sending(entry, who, async (beforeFirstByte, sent) => ({
      kind: 'replied',
      outcome: await calls.payIn(operation, payee, card, beforeFirstByte, sent),
    }))
  }

  return {
    rules,
    view,
    begin,
    append: (entry, facts, who) => {
      const before = entry.operation
      append(entry, facts, who)
      if (entry.operation.state !== before.state) plan(entry)
      if (facts.length > 0) changed(entry)
    },
    run,
    payIn,
    check,
    feed,
    list: calls.list,
    plan,
    claimed,
    entry: (id) => {
      const known = entries.get(id)
      if (known) return known
      const operation = store.load(id)
      return operation ? take(operation) : null
    },
    entries: () => entries.values(),
    start: () => {
      startMs = clock.monotonicMs()
    },
    stop: () => {
      ended = true
      abort.abort()
      for (const entry of entries.values()) {
        entry.cancel?.()
        for (const resolve of entry.waiting.splice(0)) resolve()
      }
    },
    stopped: () => ended,
  }
}

/** There is nobody whose listing could be asked for. */
const NO_LISTING: LookUpOutcome<Listing> = {
  kind: 'no_answer',
  reason: 'aborted',
  requestId: '',
  meta: null,
}

/** The one machine or the other, by what the operation is. An input of the other kind changes nothing. */
function stepOf(operation: Operation, input: AnyInput, marks: Marks, rules: Rules): Step {
  if (isByCard(operation)) return isForCard(input) ? cardStep(operation, input, marks, rules) : nothing(marks)
  return isByReference(operation) && isForReference(input)
    ? step(operation, input, marks, rules)
    : nothing(marks)
}

const REFERENCE_ONLY: ReadonlySet<AnyInput['kind']> = new Set(['outcome', 'looked_up', 'listed'])
const isForCard = (input: AnyInput): input is CardInput => !REFERENCE_ONLY.has(input.kind)
const isForReference = (input: AnyInput): input is Input =>
  REFERENCE_ONLY.has(input.kind) || input.kind === 'sent' || input.kind === 'started'

/** Its end is looked for by the clock. */
const isOpenEnded = (operation: Operation): boolean =>
  isByCard(operation) ? isWatched(operation) && operation.state !== 'review' : operation.state === 'unsure'

const dueMs = ({ operation, marks }: Entry, now: Rules): number | null =>
  isByCard(operation) ? nextCardCheckMs(operation, marks, now) : nextCheckMs(operation, marks, now)

/** Chari's own time where we have it, so that a clock wound back and forth hides no row. */
export const listingFrom = (operation: Operation): string =>
  new Date(Date.parse(operation.openAt) - LISTING_MARGIN_MS).toISOString()
