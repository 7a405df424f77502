import { add, type Centimes, formatAmount, ZERO } from '../../../electron/domain/money'
import type { DayProof } from '../../../electron/domain/reconciliation'

/** One step of the cash from what was there to what was counted. */
export interface BridgeStep {
  /** Ending of its words, `day.bridge.<name>`, and of its pattern. */
  readonly name: 'opening' | 'in' | 'out' | 'change' | 'moves' | 'differences' | 'expected' | 'counted'
  /** level: the cash stands here; move: it went up or down by this much, signed. */
  readonly kind: 'level' | 'move'
  readonly amount: Centimes
}

/** A step as it is drawn: `low` and `high` are shares of the height of the plot, from its bottom. */
export interface BridgeBar extends BridgeStep {
  readonly low: number
  readonly high: number
  /** Where the cash stands after it. */
  readonly end: number
}

export interface Bridge {
  readonly bars: readonly BridgeBar[]
  /** The line of zero, as a share of the height. */
  readonly zero: number
}

/** Lays the steps out between the lowest and the highest that the cash ever stood, zero always in sight. */
export function bridgeOf(steps: readonly BridgeStep[]): Bridge {
  let level: number = ZERO
  const spans = steps.map(({ kind, amount }) => {
    const from = kind === 'level' ? 0 : level
    level = kind === 'level' ? amount : level + amount
    return { from, to: level }
  })
  const bottom = Math.min(0, ...spans.map(({ to }) => to))
  const top = Math.max(0, ...spans.map(({ to }) => to))
  const share = (value: number): number => (top === bottom ? 0 : (value - bottom) / (top - bottom))
  return {
    zero: share(0),
    bars: steps.map((step, index) => {
      const { from, to } = spans[index] ?? { from: 0, to: 0 }
      return {
        ...step,
        low: share(Math.min(from, to)),
        high: share(Math.max(from, to)),
        end: share(to),
      }
    }),
  }
}

/** Short enough for a bar's head: `+21 700`, `−0,50`; whole dirhams leave their zeroes out. */
export function barText({ kind, amount }: Pick<BridgeStep, 'kind' | 'amount'>): string {
  const sign = kind === 'level' || amount === 0 ? 'none' : amount > 0 ? 'plus' : 'minus'
  return formatAmount(amount, sign).replace(/,00$/, '')
}

/** Which step of the picture each line of the proof belongs to; what the shop moved itself is one step. */
const STEP_OF: Readonly<Record<string, BridgeStep['name']>> = {
  opening: 'opening',
  // The first count of a drawer: the shop's own money, there before any customer's.
  fund: 'opening',
  cash_in: 'in',
  cash_out: 'out',
  change: 'change',
  differences: 'differences',
}

/** The steps of the day's cash. Steps that moved nothing are left out, but what customers brought and took. */
export function stepsOf({ lines, expected, counted }: DayProof['cash']): readonly BridgeStep[] {
  const sums = new Map<BridgeStep['name'], Centimes>()
  for (const { code, amount } of lines) {
    const name = STEP_OF[code] ?? 'moves'
    sums.set(name, add(sums.get(name) ?? ZERO, amount))
  }
  const move = (name: BridgeStep['name'], always: boolean): readonly BridgeStep[] => {
    const amount = sums.get(name) ?? ZERO
    return amount === ZERO && !always ? [] : [{ name, kind: 'move', amount }]
  }
  return [
    { name: 'opening', kind: 'level', amount: sums.get('opening') ?? ZERO },
    ...move('in', true),
    ...move('out', true),
    ...move('change', false),
    ...move('moves', false),
    ...move('differences', false),
    { name: 'expected', kind: 'level', amount: expected },
    ...(counted === null ? [] : [{ name: 'counted' as const, kind: 'level' as const, amount: counted }]),
  ]
}
