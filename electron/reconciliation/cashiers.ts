import { add, ZERO } from '../domain/money'
import type { CashierSums } from '../domain/reconciliation'
import type { Entry } from './types'

type Cashiers = CashierSums[]

const nothing = { count: 0, amount: ZERO }
const both = (a: CashierSums['cashIn'], b: CashierSums['cashIn']): CashierSums['cashIn'] => ({
  count: a.count + b.count,
  amount: add(a.amount, b.amount),
})

/** The sums of several days as one, a row for each person, by name. */
export function joinedCashiers(all: readonly Cashiers[]): Cashiers {
  const found = new Map<string, CashierSums>()
  for (const row of all.flat()) {
    const before = found.get(row.cashier)
    found.set(
      row.cashier,
      before
        ? {
            cashier: row.cashier,
            cashIn: both(before.cashIn, row.cashIn),
            cashOut: both(before.cashOut, row.cashOut),
            card: both(before.card, row.card),
          }
        : row,
    )
  }
  return [...found.values()].sort((a, b) => a.cashier.localeCompare(b.cashier))
}

/** Completed operations by who served them. */
export const cashiersOf = (entries: readonly Entry[]): Cashiers =>
  joinedCashiers(
    entries
      .filter(({ state }) => state === 'completed')
      .map(({ cashier, direction, amount }) => {
        const one = { count: 1, amount }
        return [
          {
            cashier,
            cashIn: direction === 'cash_in' ? one : nothing,
            cashOut: direction === 'cash_out' ? one : nothing,
            card: direction === 'card' ? one : nothing,
          },
        ]
      }),
  )
