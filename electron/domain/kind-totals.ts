import { type KindTotals, OPERATION_KINDS, type OperationKind } from './closing'
import { add, ZERO } from './money'

/** Sums of operations by kind, as every closing and report adds them. */

export const noneOf = (kind: OperationKind): KindTotals => ({
  kind,
  count: 0,
  amount: ZERO,
  fees: ZERO,
  feesUnknown: 0,
  commission: ZERO,
  commissionEstimated: 0,
  commissionUnknown: 0,
})

export const addKind = (a: KindTotals, b: KindTotals): KindTotals => ({
  kind: a.kind,
  count: a.count + b.count,
  amount: add(a.amount, b.amount),
  fees: add(a.fees, b.fees),
  feesUnknown: a.feesUnknown + b.feesUnknown,
  commission: add(a.commission, b.commission),
  commissionEstimated: a.commissionEstimated + b.commissionEstimated,
  commissionUnknown: a.commissionUnknown + b.commissionUnknown,
})

/** One row for each kind, in the order of OPERATION_KINDS, whatever rows the lists have. */
export const addKinds = (...lists: readonly (readonly KindTotals[])[]): KindTotals[] =>
  OPERATION_KINDS.map((kind) =>
    lists.flatMap((list) => list.filter((one) => one.kind === kind)).reduce(addKind, noneOf(kind)),
  )
