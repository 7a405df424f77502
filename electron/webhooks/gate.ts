import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../domain/clock'

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/**
 * Whether two secrets are the same, in a time that tells nothing of where they differ nor of how long the right one
 * is: what is compared are their digests, whole.
 */
export const sameSecret = (given: string, right: string): boolean =>
  timingSafeEqual(digest(given), digest(right))

export interface Bucket {
  /** false: too many for now. */
  readonly take: () => boolean
}

/** Lets `perSecond` pass, and `burst` at once after a quiet time. */
export function createBucket(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  clock: Pick<Clock, 'monotonicMs'>,
): Bucket {
  let left = burst
  let lastMs = clock.monotonicMs()
  return {
    take: () => {
      const nowMs = clock.monotonicMs()
      left = Math.min(burst, left + ((nowMs - lastMs) * perSecond) / 1_000)
      lastMs = nowMs
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
