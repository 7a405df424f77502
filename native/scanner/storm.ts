import type { ScannerClock, ScannerHooks } from './types'

/** Codes of one scanner in one second, at most: faster than any hand, slow enough for the counter. */
export const READS_A_SECOND = 20
const WINDOW_MS = 1_000

export interface StormGuard extends Pick<ScannerHooks, 'onRead' | 'onNoise'> {
  readonly dropped: () => number
}

/** Lets at most `READS_A_SECOND` through; the surplus of a storm is dropped, counted, and told once. */
export function againstStorms(
  hooks: Pick<ScannerHooks, 'onRead' | 'onNoise'>,
  clock: Pick<ScannerClock, 'monotonicMs'>,
): StormGuard {
  let times: number[] = []
  let dropped = 0
  let droppedMs: number | null = null
  return {
    onRead: (read) => {
      const now = clock.monotonicMs()
      times = times.filter((time) => now - time < WINDOW_MS)
      if (times.length < READS_A_SECOND) {
        times.push(now)
        return hooks.onRead(read)
      }
      dropped += 1
      const told = droppedMs !== null && now - droppedMs < WINDOW_MS
      droppedMs = now
      if (!told) hooks.onNoise('storm')
    },
    onNoise: hooks.onNoise,
    dropped: () => dropped,
  }
}
