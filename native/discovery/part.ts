import type { Candidate } from './candidate'

/** One kind of device, asked so that its fault or its silence never hides the others. */
export interface Part {
  /** Never rejects. A part that fails has nothing; one that does not answer in time has what it last had. */
  readonly list: () => Promise<readonly Candidate[]>
  /** What it last had, if that is younger than `ms`; else asks. */
  readonly recent: (ms: number) => Promise<readonly Candidate[]>
}

export interface PartClock {
  readonly monotonicMs: () => number
  /** Calls `fn` once after at least `delayMs`; gives a function that stops it. */
  readonly after: (delayMs: number, fn: () => void) => () => void
}

export function createPart(
  ask: () => Promise<readonly Candidate[]>,
  { clock, limitMs }: { readonly clock: PartClock; readonly limitMs: number },
): Part {
  let last: readonly Candidate[] = []
  let lastAt = -Infinity
  // One question at a time: a system that hangs is not asked again until it answered.
  let asking: Promise<void> | null = null
  let following: Promise<void> | null = null

  const begin = (): Promise<void> => {
    asking = (async () => {
      last = await ask().catch(() => [])
      lastAt = clock.monotonicMs()
      asking = null
    })()
    return asking
  }
  /** An answer to a question under way may be older than what its caller has just seen. */
  const fresh = (): Promise<void> => {
    if (!asking) return begin()
    following ??= asking.then(() => {
      following = null
      return begin()
    })
    return following
  }

  const list = async (): Promise<readonly Candidate[]> => {
    let stop = (): void => undefined
    const limit = new Promise<void>((resolve) => {
      stop = clock.after(limitMs, resolve)
    })
    await Promise.race([fresh(), limit])
    stop()
    return last
  }
  return {
    list,
    recent: async (ms) => (clock.monotonicMs() - lastAt < ms ? last : list()),
  }
}
