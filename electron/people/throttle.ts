import * as z from 'zod'

/** Wrong PINs of one person since the last right one; wall time, since it outlives the app. */
export const throttleSchema = z.object({
  /** Since the last lock. */
  failures: z.number().int().min(0),
  /** How many locks in a row; each is twice as long. */
  locks: z.number().int().min(0),
  /** End of the lock, UTC ISO. */
  until: z.string().nullable(),
})
export type Throttle = z.infer<typeof throttleSchema>

export const TRIES = 5
const FIRST_LOCK_MS = 60_000
const LONGEST_LOCK_MS = 3_600_000

const lockMs = (locks: number): number => Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (locks - 1))

export const passed = (): Throttle => ({ failures: 0, locks: 0, until: null })

export function failed(throttle: Throttle, now: string): Throttle {
  const failures = throttle.failures + 1
  if (failures < TRIES) return { ...throttle, failures, until: null }
  const locks = throttle.locks + 1
  return { failures: 0, locks, until: new Date(Date.parse(now) + lockMs(locks)).toISOString() }
}

/** Milliseconds to wait; never longer than the lock itself, even when the clock was wound back. */
export function lockedForMs({ locks, until }: Throttle, now: string): number {
  if (until === null) return 0
  return Math.min(lockMs(locks), Math.max(0, Date.parse(until) - Date.parse(now)))
}

/** Before the next lock. */
export const triesLeft = ({ failures, until }: Throttle): number =>
  until !== null && failures === 0 ? 0 : TRIES - failures
