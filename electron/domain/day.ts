import { DateTime } from 'luxon'

/** Days, screens and papers are in this zone; its offset changes in Ramadan, so no fixed offset will do. */
export const ZONE = 'Africa/Casablanca'

const local = (utcIso: string): DateTime => DateTime.fromISO(utcIso, { zone: ZONE })

/** Days by their hour, `2026-06-16T09`: zones change on the hour, and lists and rebuilds ask very often. */
const known = new Map<string, string>()
const KNOWN = 1_000

/** The civil day of an instant in Morocco: `2026-06-16`. */
export function civilDay(utcIso: string): string {
  // Another offset than UTC's would give the hour another meaning.
  if (!utcIso.endsWith('Z')) return local(utcIso).toFormat('yyyy-MM-dd')
  const hour = utcIso.slice(0, 13)
  const before = known.get(hour)
  if (before !== undefined) return before
  const day = local(utcIso).toFormat('yyyy-MM-dd')
  if (known.size >= KNOWN) known.clear()
  known.set(hour, day)
  return day
}

/** `[start, end)` of a civil day as UTC ISO instants. */
export function dayBounds(day: string): { readonly start: string; readonly end: string } {
  const start = DateTime.fromISO(day, { zone: ZONE }).startOf('day')
  const iso = (at: DateTime): string => at.toUTC().toISO({ suppressMilliseconds: false }) ?? ''
  return { start: iso(start), end: iso(start.plus({ days: 1 }).startOf('day')) }
}

/** `14:32` */
export const formatTime = (utcIso: string): string => local(utcIso).toFormat('HH:mm')
/** `14:32:41` */
export const formatTimeSeconds = (utcIso: string): string => local(utcIso).toFormat('HH:mm:ss')
/** `16/06/2026` */
export const formatDate = (utcIso: string): string => local(utcIso).toFormat('dd/MM/yyyy')

/** `2026-06-16`, a day that exists. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid

/** The civil day so many days later, or earlier: days of the calendar, whatever hours they have. */
export const addDays = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd')
