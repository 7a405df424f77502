import { type Centimes, centimes, formatAmount } from '../../electron/domain/money'

/** Moroccan notes and coins in centimes, largest first. */
const DENOMINATIONS = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1]

export interface Pile {
  readonly count: number
  readonly value: Centimes
}

/** The fewest notes and coins that make an amount: `28000` gives 1 × 200, 1 × 50, 1 × 20, 1 × 10. */
export function piles(amount: Centimes): Pile[] {
  let rest: number = amount
  const made: Pile[] = []
  for (const value of DENOMINATIONS) {
    const count = Math.floor(rest / value)
    if (count > 0) made.push({ count, value: centimes(value) })
    rest -= count * value
  }
  return made
}

/** `200` for a note, `0,50` for a coin under a dirham. */
export const denomination = (value: Centimes): string => formatAmount(value).replace(/,00$/, '')

const ROUND_TO = [2_000, 5_000, 10_000, 20_000, 40_000, 50_000, 100_000]

/** Three amounts that customers hand over for this one: the next round sums above it. */
export function quickAmounts(due: Centimes): Centimes[] {
  const offered = new Set<number>()
  for (const step of ROUND_TO) {
    if (step < 10_000 && (due % step === 0 || due > 4 * step + 10_000)) continue
    offered.add((Math.floor(due / step) + 1) * step)
  }
  return [...offered]
    .sort((a, b) => a - b)
    .slice(0, 3)
    .map(centimes)
}
