import { isDay } from '../../electron/domain/day'

/** `2026-06-16` as it is read and typed everywhere: `16/06/2026`. */
export const dayText = (day: string): string => day.split('-').reverse().join('/')

/** Reads `16/06/2026`, also with dots, dashes or single digits; null where it names no day. */
export function readTypedDay(text: string): string | null {
  const match = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim())
  if (!match) return null
  const [, day = '', month = '', year = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) ? iso : null
}
