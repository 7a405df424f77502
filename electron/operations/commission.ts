import { type KindTotals, OPERATION_KINDS, type OperationKind } from '../domain/closing'
import { noneOf } from '../domain/kind-totals'
import { add, type Centimes, centimes } from '../domain/money'
import { type Commission, commissionOn, type Tariff } from '../domain/tariff'
import type { ReadDb } from '../journal/types'

/** Civil days, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** What the shop earned in a period: in all, by day (those with operations, oldest first) and by cashier. */
export interface Commissions extends Period {
  readonly kinds: readonly KindTotals[]
  readonly days: readonly { readonly day: string; readonly kinds: readonly KindTotals[] }[]
  readonly cashiers: readonly { readonly cashier: string; readonly kinds: readonly KindTotals[] }[]
  /** How many looked like a part of one operation, cut in several. */
  readonly splits: number
}

/** Completed operations that count alike: one of them told, estimated or unknown stands for all. */
interface Alike {
  readonly day: string
  readonly kind: OperationKind
  readonly cashier: string
  readonly amount: number
  readonly commission: number | null
  readonly count: number
  readonly fees: number
  readonly feesUnknown: number
  readonly splits: number
}

/** Sums by kind, a row for each kind. */
type Sums = Map<OperationKind, KindTotals>
const newSums = (): Sums => new Map(OPERATION_KINDS.map((kind) => [kind, noneOf(kind)]))

const times = (amount: number, count: number): Centimes => centimes(amount * count)

function counted(before: KindTotals, alike: Alike, { amount, estimated }: Commission): KindTotals {
  const { count } = alike
  return {
    kind: before.kind,
    count: before.count + count,
    amount: add(before.amount, times(alike.amount, count)),
    fees: add(before.fees, centimes(alike.fees)),
    feesUnknown: before.feesUnknown + alike.feesUnknown,
    commission: add(before.commission, times(amount ?? 0, count)),
    commissionEstimated: before.commissionEstimated + (estimated ? count : 0),
    commissionUnknown: before.commissionUnknown + (amount === null ? count : 0),
  }
}

/**
 * The commissions of a period, from the table of operations: Chari's own where it told one, else estimated by the
 * shop's tariff of the operation's day. A day is that on which an operation was begun, as in the history.
 */
export function commissionsOf(db: ReadDb, tariff: Tariff, { from, to }: Period): Commissions {
  const rows = db
    .prepare<[string, string], Alike>(
      `SELECT day, direction AS kind, cashier, amount, commission, count(*) AS count,
         coalesce(sum(fee), 0) AS fees, sum(fee IS NULL) AS feesUnknown, sum(split) AS splits
       FROM operation WHERE day BETWEEN ? AND ? AND +state = 'completed'
       GROUP BY day, +direction, +cashier, +amount, commission`,
    )
    .iterate(from, to)
  const whole = newSums()
  let splits = 0
  const days = new Map<string, Sums>()
  const cashiers = new Map<string, Sums>()
  const of = (sums: Map<string, Sums>, name: string): Sums => {
    const known = sums.get(name) ?? newSums()
    sums.set(name, known)
    return known
  }
  for (const alike of rows) {
    const { day, kind } = alike
    splits += alike.splits
    const commission = commissionOn(tariff, day, {
      kind,
      amount: centimes(alike.amount),
      told: alike.commission === null ? null : centimes(alike.commission),
    })
    for (const sums of [whole, of(days, day), of(cashiers, alike.cashier)])
      sums.set(kind, counted(sums.get(kind) ?? noneOf(kind), alike, commission))
  }
  return {
    from,
    to,
    kinds: [...whole.values()],
    days: [...days].map(([day, sums]) => ({ day, kinds: [...sums.values()] })),
    cashiers: [...cashiers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cashier, sums]) => ({ cashier, kinds: [...sums.values()] })),
    splits,
  }
}
