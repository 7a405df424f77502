import type { UnreadReason } from '../domain/reconciliation'
import type { PullFact } from './types'

/** What the readings prove of something that they do not hold. */
export interface Absence {
  /** Complete readings that should hold it and do not, far enough apart. */
  readonly proofs: 0 | 1 | 2
  /** Why nothing is proven; null: it is. */
  readonly because: UnreadReason | null
}

export interface Coverage {
  /** What is known of something that was done at this instant and stands in no reading. */
  readonly absence: (at: string) => Absence
  /** What the newest complete reading holds is as of then; null: there is none. */
  readonly readAt: string | null
  /** Nothing was read at all. */
  readonly none: boolean
}

/** What a listing shows of the last hour counts only when two readings agree. Source: PITFALLS.md part (d). */
const LAST_HOUR_MS = 60 * 60_000

/**
 * What readings of the listing prove: something is absent if a complete reading of its time does not hold it, and,
 * within the hour before that reading, if a second one at least `apartMs` away does not either.
 */
export function coverageOf(pulls: readonly PullFact[], apartMs: number): Coverage {
  const whole = pulls.filter(({ complete }) => complete)
  const newest = whole.reduce<PullFact | null>(
    (best, pull) => (best === null || pull.readAt > best.readAt ? pull : best),
    null,
  )
  const covers = ({ from, to, readAt }: PullFact, at: string): boolean =>
    from <= at && at <= to && at <= readAt
  return {
    none: pulls.length === 0,
    readAt: newest?.readAt ?? null,
    absence: (at) => {
      let earliest = Number.POSITIVE_INFINITY
      let latest = Number.NEGATIVE_INFINITY
      for (const pull of whole) {
        if (!covers(pull, at)) continue
        const read = Date.parse(pull.readAt)
        earliest = Math.min(earliest, read)
        latest = Math.max(latest, read)
      }
      if (latest === Number.NEGATIVE_INFINITY)
        return { proofs: 0, because: pulls.some((pull) => covers(pull, at)) ? 'not_whole' : 'not_covered' }
      if (latest - earliest >= apartMs) return { proofs: 2, because: null }
      return latest - Date.parse(at) >= LAST_HOUR_MS
        ? { proofs: 1, because: null }
        : { proofs: 0, because: 'not_proven' }
    },
  }
}
