import type { PeriodClosing } from '../domain/closing'

/** Which days, months and years may be closed, pure. */

/** A Z, and whether a closing of each kind has it already. */
export interface ZDay {
  readonly z: number
  /** Civil day of its shift. */
  readonly day: string
  readonly inDay: boolean
  readonly inMonth: boolean
  readonly inYear: boolean
}

export interface DuePeriod {
  readonly kind: PeriodClosing['kind']
  readonly period: string
  readonly zs: readonly number[]
}

/** How much of `2026-06-16` names the period. */
const LENGTH = { day: 10, month: 7, year: 4 } as const
const COVERED = { day: 'inDay', month: 'inMonth', year: 'inYear' } as const

export const periodOf = (kind: PeriodClosing['kind'], day: string): string => day.slice(0, LENGTH[kind])

/**
 * Every period that is over and has Zs in no closing of its kind; days first, then months, then years, the oldest
 * first. A period waits while a shift opened in it, or before it, is open. One with a late Z is due once more, for that
 * Z alone, so that each Z is in exactly one closing of each kind whatever the clock did. `closeToday`: a person closes
 * today, and all before it.
 */
export function duePeriods(
  zs: readonly ZDay[],
  openDays: readonly string[],
  today: string,
  closeToday = false,
): readonly DuePeriod[] {
  return (['day', 'month', 'year'] as const).flatMap((kind) => {
    const groups = new Map<string, number[]>()
    for (const one of zs) {
      if (one[COVERED[kind]]) continue
      const period = periodOf(kind, one.day)
      const now = periodOf(kind, today)
      const over = period < now || (closeToday && kind === 'day' && period === now)
      if (!over || openDays.some((day) => periodOf(kind, day) <= period)) continue
      groups.set(period, [...(groups.get(period) ?? []), one.z])
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, of]) => ({ kind, period, zs: of }))
  })
}

/** From this hour of the next day on, a shift that has been open for long was forgotten. */
const MORNING = '05:00'
const LONG_MS = 12 * 60 * 60_000
const A_DAY_MS = 24 * 60 * 60_000

/**
 * Nobody closed it: of an earlier day, open for at least twelve hours, and it is morning; or open for a whole day. A
 * shop that serves past midnight goes on in its shift. `time`: `HH:mm` in Africa/Casablanca.
 */
export function isForgotten(
  shift: { readonly day: string; readonly openedAt: string },
  now: { readonly at: string; readonly day: string; readonly time: string },
): boolean {
  const open = Date.parse(now.at) - Date.parse(shift.openedAt)
  return open >= A_DAY_MS || (shift.day < now.day && now.time >= MORNING && open >= LONG_MS)
}
