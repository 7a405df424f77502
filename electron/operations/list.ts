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

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

export interface OperationPage {
  readonly rows: readonly OperationRow[]
  readonly cursor: string | null
  readonly totals: { readonly count: number; readonly cashIn: Centimes; readonly cashOut: Centimes }
}

/** What a search text may be: each reading is one indexed condition; an operation found by several counts once. */
function readings(journal: Journal, search: string): readonly Condition[] {
  const text = search.trim()
  const found: Condition[] = []
  const equal = (column: string, value: string | number): void => {
    found.push({ sql: `${column} = ?`, values: [value] })
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

function filters(filter: OperationSearch): Condition {
  const parts: string[] = []
  const values: string[] = []
  for (const [column, value] of [
    ['day', filter.day],
    ['direction', filter.direction],
    ['state', filter.state],
  ] as const)
    if (value !== null) {
      // The search's own index is the narrow one; an unary plus keeps SQLite from taking another.
      parts.push(filter.search.trim() === '' ? `${column} = ?` : `+${column} = ?`)
      values.push(value)
    }
  return { sql: parts.map((part) => ` AND ${part}`).join(''), values }
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
  const rest = filters(filter)
  const searching = filter.search.trim() !== ''
  const conditions: readonly Condition[] = searching
    ? readings(journal, filter.search)
    : [{ sql: '1', values: [] }]
  const before = cursor === null ? BOTTOM : Number(cursor)
  const found = new Map<number, Listed>()
  for (const { sql, values } of conditions) {
    const page = db
      .prepare<unknown[], Listed>(
        `SELECT created_sequence, folded, customer FROM operation
         WHERE ${sql}${rest.sql} AND created_sequence < ? ORDER BY created_sequence DESC LIMIT ?`,
      )
      .all(...values, ...rest.values, before, limit + 1)
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
    totals: totals(journal, filter, searching ? conditions : null),
  }
}

interface Sum {
  readonly direction: string
  readonly count: number
  readonly amount: number
}

function totals(
  { db }: Journal,
  filter: OperationSearch,
  conditions: readonly Condition[] | null,
): OperationPage['totals'] {
  if (filter.state !== null && filter.state !== 'completed') return summed([])
  if (conditions === null) {
    const where = filter.day === null ? '' : 'WHERE day = ?'
    const sums = db
      .prepare<unknown[], Sum>(
        `SELECT direction, sum(count) AS count, sum(amount) AS amount FROM operation_total ${where}
         GROUP BY direction`,
      )
      .all(...(filter.day === null ? [] : [filter.day]))
    return summed(sums.filter(({ direction }) => filter.direction === null || direction === filter.direction))
  }
  if (conditions.length === 0) return summed([])
  const rest = filters({ ...filter, state: null })
  const any = conditions.map(({ sql }) => sql).join(' OR ')
  return summed(
    db
      .prepare<unknown[], Sum>(
        `SELECT direction, count(*) AS count, sum(amount) AS amount FROM operation
         WHERE (${any})${rest.sql} AND +state = 'completed' GROUP BY direction`,
      )
      .all(...conditions.flatMap(({ values }) => values), ...rest.values),
  )
}

function summed(sums: readonly Sum[]): OperationPage['totals'] {
  const of = (direction: string): number =>
    sums.filter((sum) => sum.direction === direction).reduce((total, { amount }) => total + amount, 0)
  return {
    count: sums.reduce((total, { count }) => total + count, 0),
    cashIn: centimes(of('cash_in')),
    cashOut: centimes(of('cash_out')),
  }
}
