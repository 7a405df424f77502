import { completedCash, floatMoves, inHand } from './cash-machine'
import type { Fact } from './facts'
import type { Payload } from './kinds'
import type { Operation } from './operation'
import type { Execution, SignReason } from './settlement'

/** The facts that say how an operation stands, made in one place for answers, look-ups and decisions alike. */

export const unsure = (code: string, chariCode: number | null = null): Fact => ({
  kind: 'operation.unsure',
  payload: { code, chariCode },
})

/** A second attempt that did not go through leaves the operation as the first one left it. */
export const asBefore = (operation: Operation): readonly Fact[] =>
  operation.before === 'not_done' ? [{ kind: 'operation.not_done', payload: { code: 'second_attempt' } }] : []

export const refused = (operation: Operation, code: string, chariCode: number | null): readonly Fact[] => [
  { kind: 'operation.refused', payload: { code, chariCode } },
  ...asBefore(operation),
]

/** What the customer who stands there gets: the drawer opened, the receipt. */
function atOnce(operation: Operation): readonly Fact[] {
  if (operation.parked) return []
  const receipt = { kind: 'paper', paper: 'receipt', copy: operation.receipts } as const
  switch (operation.direction) {
    case 'card':
      return [receipt]
    case 'cash_in':
      return inHand(operation) ? [{ kind: 'drawer', reason: 'cash_in' }, receipt] : []
    case 'cash_out':
      return operation.cash === 'none' ? [{ kind: 'drawer', reason: 'cash_out' }] : []
  }
}

/** Executed by this terminal: the cash, and what the cashier needs at once unless the operation was left. */
export function completed(
  operation: Operation,
  by: Payload<'operation.completed'>['by'],
  sign: SignReason | 'decision',
  { operationId, fee, total, commission }: Pick<Execution, 'operationId' | 'fee' | 'total' | 'commission'>,
): readonly Fact[] {
  return [
    {
      kind: 'operation.completed',
      payload: {
        by,
        sign,
        operationId,
        fee,
        total,
        commission,
        cash: floatMoves(operation),
      },
    },
    ...completedCash(operation),
    ...atOnce(operation),
  ]
}

export const review = (code: string): Fact => ({ kind: 'operation.review', payload: { code } })
