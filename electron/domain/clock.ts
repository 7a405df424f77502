/** Stops a timer; calling it again does nothing. */
export type Cancel = () => void

/** Time as an argument, so that every test can hold it still. */
export interface Clock {
  /** Wall clock, UTC ISO with milliseconds. May step; never used to measure an interval. */
  readonly now: () => string
  /** Milliseconds of a clock that never steps, from an arbitrary start. */
  readonly monotonicMs: () => number
  /** Calls `fn` once after at least `delayMs`. */
  readonly after: (delayMs: number, fn: () => void) => Cancel
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs)
    return () => clearTimeout(timer)
  },
}

/** Resolves after at least `delayMs` of `clock`. */
export const sleep = (clock: Clock, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(delayMs, resolve)
  })
