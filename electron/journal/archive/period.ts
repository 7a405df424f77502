import { setImmediate } from 'node:timers/promises'
import { civilDay, dayBounds } from '../../domain/day'
import { readClosing, type StoredClosing } from '../closing-signature'
import { EVENT_COLUMNS, type EventRow } from '../rows'
import type { ReadDb } from '../types'

/** Civil days in Africa/Casablanca, `2026-06-16`, both within the period. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** A closing, and the event that carries it. */
export interface ClosingRow {
  readonly row: EventRow
  readonly closing: StoredClosing
}

/** What a journal has of a period. */
export interface PeriodEvents {
  readonly first: number
  readonly last: number
  /** Every closing from the first event of the period until now, in order. */
  readonly closings: readonly ClosingRow[]
  /** Days of the period on which somebody worked, and that no day closing covers. */
  readonly openDays: readonly string[]
}

const SLICE = 20_000
const YEAR_DAYS = 366

/** Days that there are, not backwards, at most a year. */
export function isPeriod({ from, to }: Period): boolean {
  const [begins = Number.NaN, ends = Number.NaN] = [from, to].map((day) => {
    const at = Date.parse(day)
    return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day ? at : Number.NaN
  })
  return begins <= ends && ends - begins < YEAR_DAYS * 86_400_000
}

/** First and last day of `2026-06-16`, `2026-06` or `2026`; null: it names no days. */
function daysOf(name: unknown): Period | null {
  const [, year, month, day] =
    (typeof name === 'string' && /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(name)) || []
  if (!year) return null
  if (day) return { from: `${name}`, to: `${name}` }
  const last = new Date(Date.UTC(Number(year), Number(month ?? 12), 0))
  return { from: `${year}-${month ?? '01'}-01`, to: last.toISOString().slice(0, 10) }
}

/** Whether a closing is of days within this period, whenever it was made. */
export function closesWithin({ from, to }: Period, { document }: StoredClosing): boolean {
  const days = daysOf(document.period) ?? daysOf(document.day)
  return days !== null && days.from >= from && days.to <= to
}

/**
 * Finds the events of a period: those from the first to the last whose time is in it, so that the chain stays whole
 * where the clock was wound. Reads in slices, other work going on between. null: there are none.
 */
export async function findPeriod(
  db: ReadDb,
  period: Period,
  signal?: AbortSignal,
): Promise<PeriodEvents | null> {
  const { start } = dayBounds(period.from)
  const { end } = dayBounds(period.to)
  const newest = db.prepare('SELECT max(sequence) AS newest FROM event').get() as { newest: number | null }
  const bounds = db.prepare(
    `SELECT min(sequence) AS first, max(sequence) AS last FROM event
     WHERE sequence > ? AND sequence <= ? AND at >= ? AND at < ?`,
  )
  const hours = db.prepare(
    `SELECT DISTINCT substr(at, 1, 13) AS hour FROM event
     WHERE sequence > ? AND sequence <= ? AND at >= ? AND at < ? AND (shift IS NOT NULL OR operation IS NOT NULL)`,
  )
  const closed = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM event
     WHERE sequence > ? AND sequence <= ? AND operation IS NULL AND payload LIKE '%"document":{%"signature":%'
     ORDER BY sequence`,
  )
  let first: number | null = null
  let last: number | null = null
  const worked = new Set<string>()
  const closings: ClosingRow[] = []
  for (let from = 0; from < (newest.newest ?? 0); from += SLICE) {
    signal?.throwIfAborted()
    const slice = [from, from + SLICE] as const
    const found = bounds.get(...slice, start, end) as { first: number | null; last: number | null }
    first ??= found.first
    last = found.last ?? last
    if (first !== null) {
      for (const { hour } of hours.all(...slice, start, end) as { hour: string }[])
        worked.add(civilDay(`${hour}:00:00.000Z`))
      for (const row of closed.all(...slice) as EventRow[]) {
        const closing = readClosing(row.payload)
        if (closing && row.sequence >= first) closings.push({ row, closing })
      }
    }
    await setImmediate()
  }
  if (first === null || last === null) return null
  const closedDays = new Set(
    closings
      .filter(({ closing }) => closing.document.kind === 'day')
      .map(({ closing }) => closing.document.period),
  )
  return { first, last, closings, openDays: [...worked].filter((day) => !closedDays.has(day)).sort() }
}
