import { type Customer, isSettled, type OperationAction, type OperationView } from '../domain/operation'
import { commissionOf, type Tariff } from '../domain/tariff'
import type { StoredEvent } from '../journal/types'
import { canClaim, canTryAgain, hasReceipt } from './acts'
import { cashActs } from './cash-machine'
import { isUnsettled, type Operation } from './operation'
import { type Marks, type Rules, sinceMs } from './proof'
import { rowOf } from './store'
import { timelineOf } from './timeline'

export interface ViewFacts {
  readonly customer: Customer
  /** The shop's own table: what Chari did not tell is estimated by it. */
  readonly tariff: Tariff
  readonly events: readonly StoredEvent[]
  readonly marks: Marks
  readonly rules: Rules
  /** Milliseconds to the next look-up by itself; 0: one is under way; null: none. */
  readonly nextCheckInMs: number | null
  /** An outcome could not be written: nothing may be done on it. */
  readonly unwritten: boolean
  /** Until when the bank's window may be open; null: it is not. */
  readonly challengeUntil: string | null
}

/** What a person may do now, in the order of the screen. */
export function actionsOf(operation: Operation, soleTerminal: boolean): OperationAction[] {
  const { state } = operation
  const actions: OperationAction[] = []
  const outcome = state !== 'intent' && state !== 'sent' && state !== 'challenge'
  const open = outcome && !isSettled(state)
  if (outcome) actions.push('next_customer')
  if (!operation.parked && isUnsettled(operation)) actions.push('park')
  if (open) actions.push('check_now')
  if (canTryAgain(operation)) actions.push('try_again')
  actions.push(...cashActs(operation))
  if (open) actions.push('print_slip')
  if (hasReceipt(operation) || (operation.slips > 0 && state !== 'completed' && outcome))
    actions.push('duplicate')
  if (state === 'review') actions.push('review_decide')
  if (canClaim(operation, soleTerminal)) actions.push('claim')
  return actions
}

/** When "open" would begin to prove not_done, on the wall clock; null when it never will. */
function notDoneFrom(operation: Operation, { marks, rules }: ViewFacts): string | null {
  if (operation.state !== 'unsure' || operation.accepted || operation.completedSeen || operation.card)
    return null
  const window = sinceMs(marks, rules) + rules.notDoneMs
  const at = marks.openFirstMs === null ? window : Math.max(window, marks.openFirstMs + rules.agreeMs)
  return new Date(Date.parse(rules.now) + Math.max(0, at - rules.nowMs)).toISOString()
}

/** Of the day on which it was begun, as in the history and the sums. */
const commissionEarned = (
  { state, direction, amount, commission, createdAt }: Operation,
  tariff: Tariff,
): OperationView['commission'] =>
  state === 'completed'
    ? commissionOf(tariff, { kind: direction, amount, at: createdAt, told: commission })
    : null

/** An operation as the screens see it. */
export function viewOf(operation: Operation, facts: ViewFacts): OperationView {
  const row = rowOf(operation, facts.customer)
  const printed = [
    { kind: 'receipt', copies: operation.receipts },
    { kind: 'waiting_slip', copies: operation.slips },
  ].filter(({ copies }) => copies > 0)
  return {
    ...row,
    ...(row.card ? { card: { ...row.card, challengeUntil: facts.challengeUntil } } : {}),
    ...(facts.unwritten ? { state: 'unsure' as const, unsettled: true } : {}),
    cashAmount: operation.cashAmount,
    commission: facts.unwritten ? null : commissionEarned(operation, facts.tariff),
    chariOperationId: operation.chariOperationId,
    reason: facts.unwritten ? { code: 'journal_unwritable', chariCode: null } : operation.reason,
    settledAt: operation.settledAt,
    attempts: operation.attempts.map(({ requestId, sentAt }) => ({ requestId, sentAt })),
    nextCheckInMs: facts.nextCheckInMs,
    notDoneFrom: notDoneFrom(operation, facts),
    envelope: operation.envelope,
    actions: facts.unwritten ? ['check_now'] : actionsOf(operation, facts.rules.soleTerminal),
    timeline: timelineOf(facts.events),
    printed,
  }
}
