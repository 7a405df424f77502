import type { ClosingRow } from '../../../electron/domain/till'
import { dayWords, monthWords } from '../../lib/day-words'

/** What a closing covers, in words: a day, a month or a year. */
export function periodWords({ kind, period }: Pick<ClosingRow, 'kind' | 'period'>, language: string): string {
  switch (kind) {
    case 'shift':
    case 'day':
      return dayWords(period, language)
    case 'month':
      return monthWords(period, language)
    case 'year':
      return period
  }
}
