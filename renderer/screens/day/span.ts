import type { DaySpan } from '../../../electron/domain/reconciliation'
import { addDays, daysBetween } from '../../lib/calendar'

/** The same number of days, earlier or later; never beyond today. */
export function stepped({ from, to }: DaySpan, direction: -1 | 1, today: string): DaySpan | null {
  const days = daysBetween(from, to) + 1
  const next = { from: addDays(from, direction * days), to: addDays(to, direction * days) }
  return next.to > today ? null : next
}
