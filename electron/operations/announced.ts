import { readReference } from '../domain/reference'
import type { Heard } from '../domain/webhook'
import { type Entry, type Runner, SYSTEM } from './runner'
import { heardOf } from './settlement'
import type { OperationStore } from './store'
import type { CounterDeps } from './types'

const isWatched = ({ operation: { state, reviewFrom } }: Entry): boolean =>
  state === 'unsure' || (state === 'review' && reviewFrom === 'unsure')

/**
 * What Chari tells by itself of an operation by reference: it is noted and looked up at once, and settled by that
 * look-up alone. `lookLate`: reads the listing for what was refused or not done.
 */
export function createAnnounced(
  deps: Pick<CounterDeps, 'log'>,
  store: OperationStore,
  runner: Runner,
  lookLate: () => Promise<void>,
): (heard: Heard) => void {
  /** An answer that is on its way already may be older than what was heard. */
  const checkNow = async (entry: Entry): Promise<void> => {
    await entry.checking
    if (isWatched(entry) && !runner.stopped()) await runner.check(entry)
  }

  /** Operations that it may name: at work, or known by its reference. */
  function* candidates({ reference }: Heard): Iterable<Entry> {
    yield* runner.entries()
    const read = readReference(reference ?? '')
    if (!read.ok) return
    for (const { id } of store.byReference(read.value)) {
      const entry = runner.entry(id)
      if (entry) yield entry
    }
  }

  return (heard) => {
    if (runner.stopped()) return
    for (const entry of new Set(candidates(heard))) {
      const { number, state } = entry.operation
      const late = state === 'refused' || state === 'not_done'
      const payload = late || state === 'sent' || isWatched(entry) ? heardOf(entry.operation, heard) : null
      if (!payload) continue
      try {
        runner.append(entry, [{ kind: 'operation.heard', payload }], SYSTEM)
      } catch (error) {
        deps.log('operation.heard_not_written', { operation: number, error: String(error) })
      }
      if (isWatched(entry)) void checkNow(entry)
      else if (late && payload.said === 'completed') void lookLate()
    }
  }
}
