import type { Clock } from '../../electron/domain/clock'

export interface SteppedClock extends Clock {
  /** Both clocks go on; timers that fall due run in order, and what they began is let settle between them. */
  readonly pass: (ms: number) => Promise<void>
  /** The wall clock alone is set. */
  readonly set: (iso: string) => void
  /** A restart of the machine: another zero for the monotonic clock. Timers of the world outside go on. */
  readonly reboot: () => void
  /** Lets everything that needs no time settle. */
  readonly settle: () => Promise<void>
}

interface Timer {
  readonly at: number
  readonly fn: () => void
}

/** Time that passes when told, with timers. `idle`: resolves when what was begun outside, such as HTTP, is over. */
export function steppedClock(
  iso = '2026-06-16T09:00:00.000Z',
  idle: () => Promise<void> = () => Promise.resolve(),
): SteppedClock {
  let wall = Date.parse(iso)
  let steady = 5_000
  let timers: Timer[] = []
  const settle = async (): Promise<void> => {
    await idle()
    for (let turn = 0; turn < 2; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return {
    now: () => new Date(wall).toISOString(),
    monotonicMs: () => steady,
    after: (delayMs, fn) => {
      const timer = { at: steady + delayMs, fn }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    pass: async (ms) => {
      const end = steady + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!next) break
        timers = timers.filter((one) => one !== next)
        const step = Math.max(0, next.at - steady)
        steady += step
        wall += step
        next.fn()
        await settle()
      }
      wall += end - steady
      steady = end
    },
    set: (to) => {
      wall = Date.parse(to)
    },
    reboot: () => {
      const zero = 1_000 - steady
      timers = timers.map(({ at, fn }) => ({ at: at + zero, fn }))
      steady = 1_000
    },
    settle,
  }
}
