/** Series of the journal that number what a till writes: without gaps, and never begun again. */
export const SERIES = {
  opening: 'shift',
  movement: 'movement',
  /** Closings, one a kind. */
  shift: 'z',
  day: 'day_closing',
  month: 'month_closing',
  year: 'year_closing',
} as const
