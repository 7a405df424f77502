import type { Direction } from '../domain/codes'
import { civilDay } from '../domain/day'
import { type Centimes, centimes, sum } from '../domain/money'
import type { Quote } from '../domain/operation'
import { gainsBySplitting, type Tariff } from '../domain/tariff'
import type { Journal } from '../journal/types'

/** Source: PITFALLS.md b17. */
const WINDOW_MS = 15 * 60_000

/**
 * The same customer, several times within a quarter of an hour, around an edge of the tariff: how many with this one,
 * and what they come to. null: nothing of the kind. It warns and is reported; it stops nobody.
 */
export function splitBefore(
  journal: Pick<Journal, 'db' | 'digest'>,
  {
    phone,
    direction,
    amount,
    now,
    tariff,
  }: {
    readonly phone: string | null
    readonly direction: Direction
    readonly amount: Centimes
    readonly now: string
    readonly tariff: Tariff
  },
): Quote['split'] {
  if (phone === null || tariff.length === 0) return null
  const since = new Date(Date.parse(now) - WINDOW_MS).toISOString()
  const before = journal.db
    .prepare<unknown[], number>(
      `SELECT amount FROM operation
       WHERE phone_digest = ? AND +direction = ? AND +created_at > ? AND +state IN ('completed', 'sent', 'unsure', 'review')`,
    )
    .pluck()
    .all(journal.digest('phone', phone), direction, since)
  if (before.length === 0) return null
  const amounts = [...before.map((one) => centimes(one)), amount]
  return gainsBySplitting(tariff, direction, civilDay(now), amounts)
    ? { count: amounts.length, amount: sum(amounts) }
    : null
}
