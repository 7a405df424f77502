import { type Centimes, centimes, readTypedAmount } from '../domain/money'
import type { OperationRow } from '../domain/operation'
import { readPhone } from '../domain/phone'
import { readReference } from '../domain/reference'
import { readScan } from '../domain/scan'
import type { Journal } from '../journal/types'
import type { Operation } from './operation'
import type { SealedCustomer } from './projection'
import { openCustomer, rowOf } from './store'
import type { OperationSearch } from './types'

interface Listed {
  readonly created_sequence: number
  readonly folded: string
  readonly customer: string
}

/** One reading of a search text: a column with an index of its own, and its value. */
interface Reading {
  readonly column: 'number' | 'reference' | 'amount' | 'phone_digest' | 'last_four_digest' | 'name_digest'
  readonly value: string | number
}

interface Where {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Of completed operations. */
export interface OperationTotals {
  readonly count: number
  readonly cashIn: Centimes
  readonly cashOut: Centimes
  readonly card: Centimes
}

export interface OperationPage {
  readonly rows: readonly OperationRow[]
  readonly cursor: string | null
  readonly totals: OperationTotals
}

/** What a search text may be; an operation found by several readings counts once. */
function readings(journal: Journal, search: string): readonly Reading[] {
  const text = search.trim()
  const found: Reading[] = []
  const equal = (column: Reading['column'], value: string | number): void => {
    found.push({ column, value })
  }
  const scan = readScan(text)
  if (scan.kind === 'paper') equal('number', scan.mark.number)
  if (/^[A-Z0-9-]{1,12}-\d{6,}$/i.test(text)) equal('number', text.toUpperCase())
  const reference = readReference(text)
  if (reference.ok) equal('reference', reference.value)
  const amount = readTypedAmount(text)
  if (amount.ok) equal('amount', amount.value)
  const phone = readPhone(text)
  if (phone.ok) equal('phone_digest', journal.digest('phone', phone.value))
  if (/^\d{4}$/.test(text)) equal('last_four_digest', journal.digest('text', text))
  if (/\p{L}/u.test(text)) equal('name_digest', journal.digest('text', text))
  return found
}

/** States that few operations are in at any time. */
const PASSING: ReadonlySet<string> = new Set([
  'intent',
  'sent',
  'challenge',
  'accepted',
  'declined',
  'abandoned',
  'unsure',
  'review',
  'elsewhere',
])

/**
 * The rows of a filter, and of one reading of its search. Exactly one condition may use its index, the narrowest by
 * what it means: a day, a passing state, a search, any other state but the usual one, a cashier, a direction. A unary
 * plus keeps SQLite, which does not know how many rows there are of each, from taking another.
 */
function rows({ day, state, direction, cashier }: OperationSearch, reading: Reading | null): Where {
  const passing = state !== null && PASSING.has(state)
  const usual = state === 'completed'
  const narrowest: readonly (readonly [string, string | number | null])[] = [
    ['day', day],
    ...(passing ? [['state', state] as const] : []),
    ...(reading ? [[reading.column, reading.value] as const] : []),
    ...(passing || usual ? [] : [['state', state] as const]),
    ['cashier', cashier],
    ...(usual ? [['state', state] as const] : []),
    ['direction', direction],
  ]
  const wanted = narrowest.filter((one): one is readonly [string, string | number] => one[1] !== null)
  return {
    sql: ['1', ...wanted.map(([column], place) => `${place === 0 ? '' : '+'}${column} = ?`)].join(' AND '),
    values: wanted.map(([, value]) => value),
  }
}

const BOTTOM = Number.MAX_SAFE_INTEGER

/**
 * Operations, newest first, keyset-paged by the sequence of their intent. Totals are of completed operations of
 * the whole filter, whatever page is shown: unsure money is in no total.
 */
export function listOperations(
  journal: Journal,
  filter: OperationSearch,
  cursor: string | null,
  limit: number,
): OperationPage {
  const { db } = journal
  const searching = filter.search.trim() !== ''
  const read = searching ? readings(journal, filter.search) : null
  const before = cursor === null ? BOTTOM : Number(cursor)
  const found = new Map<number, Listed>()
  for (const reading of read ?? [null]) {
    const { sql, values } = rows(filter, reading)
    const page = db
      .prepare<unknown[], Listed>(
        `SELECT created_sequence, folded, customer FROM operation
         WHERE ${sql} AND created_sequence < ? ORDER BY created_sequence DESC LIMIT ?`,
      )
      .all(...values, before, limit + 1)
    for (const row of page) found.set(row.created_sequence, row)
  }
  const sorted = [...found.values()].sort((a, b) => b.created_sequence - a.created_sequence)
  const shown = sorted.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ folded, customer }) =>
      rowOf(JSON.parse(folded) as Operation, openCustomer(journal, JSON.parse(customer) as SealedCustomer)),
    ),
    cursor: sorted.length > limit && last ? String(last.created_sequence) : null,
    totals: totals(journal, filter, read),
  }
}

/** Everybody who has ever begun an operation here, found in the index of cashiers name by name. */
export const listCashiers = ({ db }: Pick<Journal, 'db'>): readonly string[] =>
  db
    .prepare(
      `WITH RECURSIVE named(name) AS (
         SELECT min(cashier) FROM operation
         UNION ALL SELECT (SELECT min(cashier) FROM operation WHERE cashier > name) FROM named WHERE name IS NOT NULL
       ) SELECT name FROM named WHERE name IS NOT NULL`,
    )
    .pluck()
    .all() as string[]

interface Sum {
  readonly direction: string
  readonly count: number
  readonly amount: number
}

/** Sums kept by the projection wherever there is one; else over the rows found, never over all rows. */
function totals(
  { db }: Journal,
  filter: OperationSearch,
  read: readonly Reading[] | null,
): OperationPage['totals'] {
  if (filter.state !== null && filter.state !== 'completed') return summed([])
  const { day, cashier } = filter
  const sums = (sql: string, values: readonly unknown[]): readonly Sum[] =>
    db
      .prepare<unknown[], Sum>(sql)
      .all(...values)
      .filter(({ direction }) => filter.direction === null || direction === filter.direction)
  const of = cashier === null ? [] : [cashier]
  if (read === null)
    return summed(
      sums(
        `SELECT direction, sum(count) AS count, sum(amount) AS amount FROM operation_total
         WHERE 1 ${day === null ? '' : 'AND day = ?'} ${cashier === null ? '' : 'AND cashier = ?'} GROUP BY direction`,
        [...(day === null ? [] : [day]), ...of],
      ),
    )
  if (read.length === 0) return summed([])
  // A round sum may be that of every tenth operation: these are counted by the projection.
  const amount = day === null ? read.find(({ column }) => column === 'amount') : undefined
  const others = read.filter((reading) => reading !== amount)
  const any = others.map(({ column }) => `${day === null ? '' : '+'}${column} = ?`).join(' OR ')
  return summed([
    ...(amount
      ? sums(
          `SELECT direction, sum(count) AS count, sum(count * amount) AS amount FROM operation_amount
           WHERE amount = ? ${cashier === null ? '' : 'AND cashier = ?'} GROUP BY direction`,
          [amount.value, ...of],
        )
      : []),
    ...(others.length === 0
      ? []
      : sums(
          `SELECT direction, count(*) AS count, sum(amount) AS amount FROM operation
           WHERE (${any}) AND +state = 'completed'${day === null ? '' : ' AND day = ?'}
             ${amount ? 'AND +amount <> ?' : ''}${cashier === null ? '' : ' AND +cashier = ?'} GROUP BY +direction`,
          [
            ...others.map(({ value }) => value),
            ...(day === null ? [] : [day]),
            ...(amount ? [amount.value] : []),
            ...of,
          ],
        )),
  ])
}

function summed(sums: readonly Sum[]): OperationPage['totals'] {
  const of = (direction: string): number =>
    sums.filter((sum) => sum.direction === direction).reduce((total, { amount }) => total + amount, 0)
  return {
    count: sums.reduce((total, { count }) => total + count, 0),
    cashIn: centimes(of('cash_in')),
    cashOut: centimes(of('cash_out')),
    card: centimes(of('card')),
  }
}
