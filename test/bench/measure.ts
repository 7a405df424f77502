/** One line of out/bench.json (DESIGN.md section 11). */
export interface Figure {
  readonly name: string
  readonly median: number
  readonly p95: number
  readonly unit: string
  /** Median of what it is compared with, in the same unit and measured in the same run; null: compared with nothing. */
  readonly anchor: number | null
  /** median / anchor */
  readonly ratio: number | null
  /** `ratio <= 1.6`, `median <= 30`; null: shown only. */
  readonly goal: string | null
  readonly holds: boolean | null
}

export interface Goal {
  readonly of: 'ratio' | 'median' | 'p95'
  readonly is: '<=' | '>='
  readonly than: number
}

export interface Context {
  readonly quick: boolean
  /** How often to measure: whole runs and `--quick`. */
  readonly rounds: (whole: number, quick: number) => number
  /** One line to whoever waits, on stderr. */
  readonly say: (text: string) => void
  /** A fresh folder on the disk of this machine, removed at the end. */
  readonly folder: () => string
}

export interface Bench {
  readonly name: string
  readonly run: (context: Context) => Promise<readonly Figure[]>
}

/** Nearest rank: a value that was really measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

const significant = (value: number): number => Number(value.toPrecision(4))

/** `slow`: the bad end of a rate is its low one. */
export function figure(
  name: string,
  unit: string,
  values: readonly number[],
  more: { readonly anchor?: readonly number[]; readonly goal?: Goal } = {},
): Figure {
  const middle = median(values)
  const rate = unit.endsWith('/s')
  const p95 = percentile(values, rate ? 0.05 : 0.95)
  const anchor = more.anchor ? median(more.anchor) : null
  const ratio = anchor === null ? null : middle / anchor
  const { goal } = more
  const judged = goal ? { ratio, median: middle, p95 }[goal.of] : null
  return {
    name,
    median: significant(middle),
    p95: significant(p95),
    unit,
    anchor: anchor === null ? null : significant(anchor),
    ratio: ratio === null ? null : significant(ratio),
    goal: goal ? `${goal.of} ${goal.is} ${goal.than}` : null,
    holds: goal ? judged !== null && (goal.is === '<=' ? judged <= goal.than : judged >= goal.than) : null,
  }
}

/** Runs both in turns, the one first in one round and the other in the next, so that a drift of the machine hits both. */
export async function interleaved<A, B>(
  rounds: number,
  a: (round: number) => A | Promise<A>,
  b: (round: number) => B | Promise<B>,
): Promise<{ readonly a: readonly A[]; readonly b: readonly B[] }> {
  const of: { readonly a: A[]; readonly b: B[] } = { a: [], b: [] }
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) of.a.push(await a(round))
    of.b.push(await b(round))
    if (round % 2 === 1) of.a.push(await a(round))
  }
  return of
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
