import type { Centimes } from '../domain/money'
import type { Books, Transaction } from './books'
import { invalid, type Refusal } from './refusals'

/** "Transaction Types" of the documentation. */
export const FEE = 6
export const CHARGEBACK = 9

export const MISBOOKINGS = ['double', 'hide', 'reverse', 'fee', 'amount', 'commission'] as const
export type Misbooking = (typeof MISBOOKINGS)[number]

type IsOwn = (row: Transaction) => boolean

export function addRow(books: Books, row: Omit<Transaction, 'transactionId'>): void {
  books.transactions.push({ ...row, transactionId: books.next.transaction })
  books.next.transaction += 1
}

/** A row more for an operation, like its first. */
export function rowAgain(books: Books, isOwn: IsOwn, change: Partial<Transaction>): void {
  const like = books.transactions.find(isOwn)
  if (like) addRow(books, { ...like, ...change })
}

/** The listing tells an operation otherwise than it was done; money stays as it is. */
export function retell(
  books: Books,
  isOwn: IsOwn,
  how: Exclude<Misbooking, 'reverse'>,
  value: Centimes | null,
): Refusal | null {
  if (how === 'hide') books.transactions = books.transactions.filter((row) => !isOwn(row))
  else if (how === 'double') {
    rowAgain(books, isOwn, { operationId: books.next.operation })
    books.next.operation += 1
  } else {
    if (value === null) return invalid('an amount is missing.')
    for (const row of books.transactions.filter(isOwn))
      if (how !== 'amount' || row.transactionType !== FEE) row[how] = value
  }
  return null
}
