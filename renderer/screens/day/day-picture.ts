import { formatTime } from '../../../electron/domain/day'
import type { DayPicture } from '../../../electron/domain/reconciliation'

/** One hour as it is drawn: heights are shares of the tallest bar. */
export interface HourBars {
  readonly hour: number
  readonly cashIn: number
  readonly cashOut: number
  readonly counts: readonly [cashIn: number, cashOut: number]
}

export interface DayDrawing {
  /** First hour, and the one after the last. */
  readonly from: number
  readonly to: number
  readonly hours: readonly HourBars[]
  /** The level as steps: share of the width from the start, share of the height from the bottom. */
  readonly level: readonly { readonly x: number; readonly y: number }[]
  /** Where the level was highest; null: it never moved. */
  readonly highest: { readonly x: number; readonly y: number; readonly index: number } | null
}

/** A quiet day is drawn at least this wide, so that one hour does not look like a whole day. */
const LEAST_HOURS = 6

/** Minutes since midnight in Morocco. */
function minutesOf(at: string): number {
  const [hours = 0, minutes = 0] = formatTime(at).split(':').map(Number)
  return hours * 60 + minutes
}

/** Lays out operations by hour and the level of the drawer over the same hours. */
export function drawDay({ hours, cash }: DayPicture): DayDrawing {
  const seen = [...hours.map(({ hour }) => hour), ...cash.map(({ at }) => Math.floor(minutesOf(at) / 60))]
  const first = seen.length === 0 ? 8 : Math.min(...seen)
  const last = seen.length === 0 ? first : Math.max(...seen)
  const to = Math.min(24, Math.max(last + 1, first + LEAST_HOURS))
  const from = Math.max(0, Math.min(first, to - LEAST_HOURS))
  const most = Math.max(1, ...hours.flatMap(({ cashIn, cashOut }) => [cashIn.count, cashOut.count]))
  const amounts = cash.map(({ amount }) => amount as number)
  const bottom = Math.min(0, ...amounts)
  const top = Math.max(1, ...amounts)
  const level = cash.map(({ at, amount }) => ({
    x: (minutesOf(at) / 60 - from) / (to - from),
    y: (amount - bottom) / (top - bottom),
  }))
  const index = amounts.indexOf(Math.max(...amounts))
  const peak = level[index]
  return {
    from,
    to,
    hours: hours.map(({ hour, cashIn, cashOut }) => ({
      hour,
      cashIn: cashIn.count / most,
      cashOut: cashOut.count / most,
      counts: [cashIn.count, cashOut.count],
    })),
    level,
    highest: peak === undefined ? null : { ...peak, index },
  }
}
