import * as z from 'zod'
import type { Clock } from '../domain/clock'
import type { EventKind } from './types'

/** Wall and steady clock may part this far between two events before it is a step (slewing, rounding). */
const BACKWARD_MS = 1_000
/** DESIGN.md section 5: over 60 s against Chari's Date header. */
const SKEW_MS = 60_000

export const CLOCK_STEPPED = 'clock.stepped'
const steppedSchema = z.object({
  /** backward: against our own events or the steady clock. skewed: against Chari's Date header. */
  how: z.enum(['backward', 'skewed']),
  /** Where the clock should have stood, UTC ISO. */
  expected: z.string(),
  found: z.string(),
  /** found - expected */
  byMs: z.number().int(),
})
export type ClockStep = z.infer<typeof steppedSchema>
export const clockKinds: readonly EventKind[] = [{ kind: CLOCK_STEPPED, schema: steppedSchema }]

export interface ClockWatch {
  /** Before an append at `now`; a step is told once. */
  readonly look: (now: string) => ClockStep | null
  /** After an append at `at` is durable. */
  readonly wrote: (at: string) => void
  readonly server: (iso: string) => ClockStep | null
  readonly warning: () => 'backward' | 'skewed' | null
}

/** `lastAt` is the time of the newest event, `highest` the latest time known of any. */
export function createClockWatch(clock: Clock, lastAt: string | null, highest: string | null): ClockWatch {
  let last = lastAt === null ? null : Date.parse(lastAt)
  let top = highest === null ? (last ?? 0) : Math.max(Date.parse(highest), last ?? 0)
  /** Steady time of `last`; unknown for events of an earlier run. */
  let steady: number | null = null
  let skew = 0

  return {
    look: (now) => {
      if (last === null) return null
      const elapsed = steady === null ? 0 : Math.max(0, clock.monotonicMs() - steady)
      const expected = last + elapsed
      const byMs = Math.round(Date.parse(now) - expected)
      return byMs < -BACKWARD_MS
        ? { how: 'backward', expected: new Date(expected).toISOString(), found: now, byMs }
        : null
    },
    wrote: (at) => {
      last = Date.parse(at)
      top = Math.max(top, last)
      steady = clock.monotonicMs()
    },
    server: (iso) => {
      const theirs = Date.parse(iso)
      if (Number.isNaN(theirs)) return null
      const found = clock.now()
      const byMs = Math.round(Date.parse(found) - theirs)
      const told = Math.abs(skew) > SKEW_MS && Math.abs(byMs - skew) <= SKEW_MS
      if (told && Math.abs(byMs) > SKEW_MS) return null
      skew = byMs
      if (Math.abs(byMs) <= SKEW_MS) return null
      return { how: 'skewed', expected: new Date(theirs).toISOString(), found, byMs }
    },
    warning: () => {
      if (Date.parse(clock.now()) < top - BACKWARD_MS) return 'backward'
      return Math.abs(skew) > SKEW_MS ? 'skewed' : null
    },
  }
}
