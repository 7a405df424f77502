import type { Language } from '../../electron/domain/paper'

/**
 * Days of a calendar as text, `2026-06-16`, and months, `2026-06`. They are civil days already: nothing here knows a
 * zone, and UTC only carries the arithmetic.
 */

const DAY_MS = 86_400_000
const LOCALE: Readonly<Record<Language, string>> = { fr: 'fr-MA', ar: 'ar-MA-u-nu-latn', en: 'en-GB' }

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)
const text = (date: Date): string => date.toISOString().slice(0, 10)

export const monthOf = (day: string): string => day.slice(0, 7)
export const addDays = (day: string, days: number): string =>
  text(new Date(utc(day).getTime() + days * DAY_MS))

/** How many days later `to` is. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS)

/** The same day of another month, or its last one: a month after 31 January is 28 February. */
export function addMonths(day: string, months: number): string {
  const from = utc(day)
  const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(from.getUTCDate(), last))
  return text(first)
}

/** Whole weeks, Monday first, that cover a month; days of the months beside it fill the first and the last. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`
  const monday = addDays(first, -((utc(first).getUTCDay() + 6) % 7))
  const weeks: string[][] = []
  for (let from = monday; from < addMonths(first, 1); from = addDays(from, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(from, index)))
  return weeks
}

const formatted = (day: string, language: Language, how: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALE[language], { timeZone: 'UTC', ...how }).format(utc(day))

/** `mardi 16 juin 2026` */
export const dayInWords = (day: string, language: Language): string =>
  formatted(day, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** `juin 2026` */
export const monthInWords = (month: string, language: Language): string =>
  formatted(`${month}-01`, language, { month: 'long', year: 'numeric' })

/** `lun.` of a day: the head of its column. */
export const weekdayInWords = (day: string, language: Language): string =>
  formatted(day, language, { weekday: 'short' })

/** `2026-06-16` gives `16/06/2026`. */
export const dayInDigits = (day: string): string => day.split('-').reverse().join('/')
