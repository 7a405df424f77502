import type { Heard } from '../domain/webhook'
import { type Author, type Journal, JournalError } from '../journal/types'
import { HEARD, type Told } from './kinds'
import { heardOf, type StoredWebhook } from './projection'
import { contentOf, isRepeat, type Kept, repeatNames } from './repeats'
import { createWebhookStore } from './store'

const SYSTEM: Author = { cashier: 'system', shift: null }

/** Events of one append. More only make the wait of the first one longer. */
const LARGEST_APPEND = 200

export interface Intake {
  /** Resolves once it is durable, or known to be so already. Rejects with JournalError: nothing was kept. */
  readonly take: (told: Told) => Promise<'kept' | 'repeated'>
  readonly stop: () => void
}

export interface IntakeDeps {
  readonly journal: Pick<Journal, 'append' | 'db' | 'open' | 'digest'>
  /** Of what is durable, each once, in order. Never throws. */
  readonly onHeard: (heard: Heard) => void
}

interface Waiting {
  readonly told: Kept
  readonly resolve: (how: 'kept' | 'repeated') => void
  readonly reject: (error: unknown) => void
}

/**
 * Makes events durable. Those that arrive while an append is under way wait for the next one together: one sync of
 * the disk for all of them, and each is answered only after it.
 */
export function createIntake({ journal, onHeard }: IntakeDeps): Intake {
  const store = createWebhookStore(journal)
  let waiting: Waiting[] = []
  let planned = false
  let stopped = false

  const plan = (): void => {
    if (planned || waiting.length === 0) return
    planned = true
    setImmediate(flush)
  }

  /** Those of the batch that nobody has heard yet; among themselves the first counts. */
  function fresh(batch: readonly Waiting[]): ReadonlySet<Waiting> {
    const named = new Map<string, Kept[]>()
    const first = new Set<Waiting>()
    for (const one of batch) {
      const names = repeatNames(one.told)
      const again = names.some(({ kind, name }) =>
        named.get(`${kind} ${name}`)?.some((earlier) => isRepeat(earlier, one.told, kind)),
      )
      if (again || store.knows(one.told)) continue
      first.add(one)
      for (const { kind, name } of names) {
        const key = `${kind} ${name}`
        named.set(key, [...(named.get(key) ?? []), one.told])
      }
    }
    return first
  }

  function keep(batch: readonly Waiting[]): void {
    try {
      const first = fresh(batch)
      const stored =
        first.size === 0
          ? []
          : journal.append(SYSTEM, () =>
              [...first].map(({ told }) => ({ kind: HEARD, operation: null, payload: told })),
            )
      for (const one of batch) one.resolve(first.has(one) ? 'kept' : 'repeated')
      // Answers go out before anybody works on what was heard.
      setImmediate(() => {
        for (const { sequence, at, payload } of stored)
          onHeard(heardOf(sequence, at, payload as unknown as StoredWebhook))
      })
    } catch (error) {
      // One that the journal cannot take, for a fault of ours, keeps no other out.
      if (batch.length > 1 && !(error instanceof JournalError)) for (const one of batch) keep([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  function flush(): void {
    planned = false
    if (stopped) return
    const batch = waiting.slice(0, LARGEST_APPEND)
    waiting = waiting.slice(LARGEST_APPEND)
    keep(batch)
    plan()
  }

  return {
    take: (told) =>
      new Promise((resolve, reject) => {
        if (stopped) {
          reject(new Error('the app is closing'))
          return
        }
        waiting.push({
          told: { ...told, content: journal.digest('text', contentOf(told)) },
          resolve,
          reject,
        })
        plan()
      }),
    stop: () => {
      stopped = true
      for (const { reject } of waiting) reject(new Error('the app is closing'))
      waiting = []
    },
  }
}
