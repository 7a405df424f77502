import type { Listing, LookUpOutcome, OperationRecord } from '../chari/outcome'
import type { Cancel } from '../domain/clock'
import { isWatched } from './card-machine'
import { isByCard, type Operation } from './operation'
import { listingFrom, type Runner, SYSTEM } from './runner'
import type { OperationStore } from './store'
import type { CounterDeps } from './types'

/** Source: DESIGN.md section 4, "Recovery reads the listing at start, … and every 30 minutes". */
const LATE_WATCH_MS = 30 * 60_000
const DAY_MS = 24 * 60 * 60_000
/** Many terminals come back at once after an outage: each waits a little of its own. */
const SPREAD_MS = 500

/** For an outcome that look-ups, or a person, may yet give it. */
const waits = (operation: Operation): boolean => operation.state === 'review' || isWatched(operation)

export interface Recovery {
  readonly start: () => void
  /** Reads the listing now for what was refused or not done. */
  readonly lookLate: () => Promise<void>
  readonly stop: () => void
  readonly reconnected: () => void
}

/** Brings every open operation to its end: at start, on reconnection and by the clock. One run an operation. */
export function createRecovery(deps: CounterDeps, store: OperationStore, runner: Runner): Recovery {
  const { clock } = deps
  let cancel: Cancel | null = null

  const spread = (): number => Math.floor(deps.random() * SPREAD_MS)

  const start = (): void => {
    for (const { id } of store.unsettled()) {
      const entry = runner.entry(id)
      if (!entry) continue
      const effects = runner.feed(entry, { kind: 'started' }, SYSTEM)
      if (waits(entry.operation)) entry.marks = { ...entry.marks, settleFromMs: clock.monotonicMs() }
      if (effects.includes('look_up')) runner.plan(entry, spread())
    }
    watch()
  }

  /** An operation refused or not done that Chari shows completed after all goes to a person. */
  const watchLate = async (): Promise<void> => {
    const since = new Date(Date.parse(clock.now()) - DAY_MS).toISOString()
    const doubtful = store.doubtful(since)
    const cards = doubtful.filter(isByCard)
    const references = doubtful.filter((operation) => !isByCard(operation))
    for (const { id } of cards) {
      const entry = runner.entry(id)
      if (entry) await runner.check(entry)
      if (runner.stopped()) return
    }
    const froms = references.map(listingFrom).sort()
    const [from] = froms
    if (from === undefined) return
    const outcome = await runner.list(from)
    if (!outcome || runner.stopped()) return
    for (const { id } of references) {
      const entry = runner.entry(id)
      if (entry)
        runner.feed(entry, { kind: 'listed', outcome, claimed: runner.claimed(entry.operation) }, SYSTEM)
    }
  }

  let watching: Promise<void> | null = null
  /** One reading at a time serves whoever asks meanwhile. */
  const lookLate = (): Promise<void> => {
    watching ??= watchLate()
      .catch((error: unknown) => deps.log('operation.watch_failed', { error: String(error) }))
      .finally(() => {
        watching = null
      })
    return watching
  }

  const watch = (): void => {
    void lookLate().then(() => {
      if (!runner.stopped()) cancel = clock.after(LATE_WATCH_MS, watch)
    })
  }

  return {
    start,
    lookLate,
    stop: () => cancel?.(),
    reconnected: () => {
      for (const entry of runner.entries()) {
        if (waits(entry.operation) && !entry.checking) runner.plan(entry, spread())
      }
    },
  }
}

/**
 * Watches the only-terminal setting: a completed row under our agent code, of this journal's time, that the
 * journal does not know, comes from another terminal (DESIGN.md section 4).
 */
export function createAloneWatch(deps: CounterDeps, store: OperationStore) {
  let seenOther = false
  return {
    alone: (): boolean => deps.settings().soleTerminal && !seenOther,
    onListing: (outcome: LookUpOutcome<Listing>): void => {
      if (outcome.kind !== 'answer' || !deps.settings().soleTerminal) return
      const begun = store.begun()
      if (begun === null) return
      const ours = deps.settings().agentCode.toLowerCase()
      const open = store.unsettled().filter(isByCard)
      const mayBeCard = (row: OperationRecord): boolean =>
        open.some(
          ({ amount, chariOperationId }) =>
            amount === row.amount && (chariOperationId === null || chariOperationId === row.operationId),
        )
      const foreign = outcome.value.rows.find(
        (row) =>
          row.status === 'completed' &&
          row.reference !== null &&
          // One that a card deposit of ours without ids may be is no stranger yet.
          !mayBeCard(row) &&
          (row.operationType === 1 || row.operationType === 2) &&
          row.agentCode?.toLowerCase() === ours &&
          Date.parse(row.executedAt ?? '') > Date.parse(begun) &&
          !store.knowsRow(row),
      )
      if (!foreign) return
      seenOther = true
      const { reference, operationId, executedAt } = foreign
      try {
        deps.journal.append(SYSTEM, () => [
          { kind: 'operation.foreign_row', operation: null, payload: { reference, operationId, executedAt } },
        ])
      } catch (error) {
        deps.log('operation.foreign_row_not_written', { error: String(error) })
      }
      deps.notAlone({ reference })
    },
  }
}
