import { formatTime } from '../domain/day'
import { add, type Centimes, negate, ZERO } from '../domain/money'
import type { DayPicture } from '../domain/reconciliation'
import type { CashDay, Entry } from './types'

/** Points that a line of the drawer is drawn from; a busier day keeps its extremes. */
const MOST_POINTS = 200

interface Step {
  readonly at: string
  readonly amount: Centimes
}

/** What an operation brought to the drawer or took from it, when it did. */
function stepOf({ direction, cash, cashAmount, settledAt, createdAt }: Entry): Step | null {
  const at = settledAt ?? createdAt
  if (cash === 'in_drawer') return { at, amount: cashAmount }
  return cash === 'paid' && direction === 'cash_out' ? { at, amount: negate(cashAmount) } : null
}

/** Of each stretch of points the lowest and the highest, so that no peak is lost. */
export function thinned(points: readonly Step[]): readonly Step[] {
  if (points.length <= MOST_POINTS) return points
  const stretch = Math.ceil((points.length * 2) / (MOST_POINTS - 2))
  const kept: Step[] = []
  for (let from = 0; from < points.length; from += stretch) {
    const some = points.slice(from, from + stretch)
    const low = some.reduce((best, one) => (one.amount < best.amount ? one : best))
    const high = some.reduce((best, one) => (one.amount > best.amount ? one : best))
    kept.push(...(low === high ? [low] : low.at <= high.at ? [low, high] : [high, low]))
  }
  const last = points.at(-1)
  return last && kept.at(-1) !== last ? [...kept, last] : kept
}

/** The series of the day's little picture: completed operations by hour, and what the drawer held. */
export function pictureOf(cash: CashDay, entries: readonly Entry[]): DayPicture {
  const hours = new Map<number, { cashIn: Step[]; cashOut: Step[] }>()
  const steps: Step[] = [...cash.movements]
  for (const entry of entries) {
    const step = stepOf(entry)
    if (step) steps.push(step)
    // No cash changes hands by card.
    if (entry.state !== 'completed' || entry.direction === 'card') continue
    const hour = Number(formatTime(entry.createdAt).slice(0, 2))
    const slot = hours.get(hour) ?? { cashIn: [], cashOut: [] }
    hours.set(hour, slot)
    slot[entry.direction === 'cash_in' ? 'cashIn' : 'cashOut'].push({
      at: entry.createdAt,
      amount: entry.amount,
    })
  }
  const total = (of: readonly Step[]) => ({
    count: of.length,
    amount: of.reduce((sum, { amount }) => add(sum, amount), ZERO),
  })
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  let level = cash.began.drawer
  const points = steps.map(({ at, amount }) => {
    level = add(level, amount)
    return { at, amount: level }
  })
  return {
    hours: [...hours]
      .sort(([a], [b]) => a - b)
      .map(([hour, { cashIn, cashOut }]) => ({ hour, cashIn: total(cashIn), cashOut: total(cashOut) })),
    cash: points.length === 0 ? [] : [...thinned(points)],
  }
}
