import { showMasked } from '../domain/card'
import { centimes } from '../domain/money'
import type { Customer } from '../domain/operation'
import {
  DRAWER_REQUESTED,
  type DrawerRequest,
  PAPER_REQUESTED,
  type PaperData,
  type PaperRequest,
} from '../domain/paper'
import type { NewEvent } from '../journal/types'
import { changeOf } from './cash-machine'
import type { Fact } from './facts'
import { lastAttempt, type Operation } from './operation'

type Head = PaperData['head']

/** The last four digits of a phone, as they stand on a paper. */
export const lastFour = (phone: string | null): string | null => {
  const digits = phone?.replace(/\D/g, '') ?? ''
  return digits.length >= 4 ? digits.slice(-4) : null
}

/** The attempt that was sent last: its request id is what Chari knows. */
const requestId = (operation: Operation): string =>
  [...operation.attempts].reverse().find(({ sentAt }) => sentAt !== null)?.requestId ??
  lastAttempt(operation).requestId

function facts(operation: Operation, customer: Customer, head: Head) {
  return {
    head,
    direction: operation.direction,
    number: operation.number,
    reference: operation.reference,
    customerName: customer.name,
    customerPhone: customer.phone,
    amount: operation.amount,
    fee: operation.fee,
    requestId: requestId(operation),
    shortHash: operation.shortHash,
    ...(operation.card
      ? {
          card: {
            masked: showMasked(operation.card),
            scheme: operation.card.scheme,
            creditedTo: operation.card.creditedTo,
            total: operation.total,
          },
        }
      : {}),
  }
}

/** What a paper says, from the operation as it will stand once the append is done. */
export function paperData(
  kind: 'receipt' | 'waiting_slip',
  operation: Operation,
  customer: Customer,
  head: Head,
): PaperData {
  const common = facts(operation, customer, head)
  if (kind === 'waiting_slip')
    return {
      kind,
      ...common,
      aside: operation.direction === 'cash_in' ? operation.received : null,
    }
  const feeInCash = operation.card === null && operation.cashAmount !== operation.amount
  return {
    kind,
    ...common,
    chariOperationId: operation.chariOperationId,
    received: operation.received,
    change: operation.received === null ? null : centimes(changeOf(operation)),
    ...(feeInCash ? { cash: operation.cashAmount } : {}),
    completedAt: operation.settledAt ?? head.at,
  }
}

/** A fact as the journal takes it. */
export function asEvent(
  fact: Fact,
  operation: Operation,
  paperId: () => string,
  data: (kind: 'receipt' | 'waiting_slip') => PaperData,
): NewEvent {
  if (fact.kind === 'paper') {
    const payload: PaperRequest = { paper: paperId(), copy: fact.copy, data: data(fact.paper) }
    return { kind: PAPER_REQUESTED, operation: operation.id, payload }
  }
  if (fact.kind === 'drawer') {
    const payload: DrawerRequest = { reason: fact.reason, note: null, approvedBy: null }
    return { kind: DRAWER_REQUESTED, operation: operation.id, payload }
  }
  return { kind: fact.kind, operation: operation.id, payload: fact.payload }
}
