import { type Identity, isSettled, type MessageCode } from '../domain/operation'
import {
  aside,
  cashActs,
  cashFacts,
  changeGiven,
  GIVE_BACK,
  inDrawer,
  inHand,
  paid,
  returned,
} from './cash-machine'
import type { Fact } from './facts'
import { isByReference, isUnsettled, type Operation } from './operation'
import type { CashAct } from './types'
import { completed } from './verdicts'

/**
 * What people do with an operation: each act gives the facts to append, or the code of the sentence that says why
 * not. Pure, like the machine.
 */
export type Acted =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly code: MessageCode }

const done = (facts: readonly Fact[]): Acted => ({ ok: true, facts })
const no = (code: MessageCode): Acted => ({ ok: false, code })

/** Something was sent, and nobody knows yet what became of it. */
const isOpen = ({ state }: Operation): boolean => !isSettled(state) && state !== 'intent'

const receipt = (operation: Operation): Fact => ({
  kind: 'paper',
  paper: 'receipt',
  copy: operation.receipts,
})
const slip = (operation: Operation): Fact => ({
  kind: 'paper',
  paper: 'waiting_slip',
  copy: operation.slips,
})

/** The customer leaves, or the cashier turns to another: money without outcome goes into its envelope. */
function left(operation: Operation, why: 'left' | 'next_customer'): readonly Fact[] {
  if (operation.parked) return []
  const open = isOpen(operation)
  const facts: Fact[] = [{ kind: 'operation.parked', payload: { why } }]
  if (open && operation.cash === 'received') facts.push(aside(operation))
  // By itself once: the customer who has the slip from F7 needs no duplicate of it.
  if (open && operation.state !== 'review' && operation.slips === 0) facts.push(slip(operation))
  return facts
}

/** Leaves the operation under "À régler". */
export const park = (operation: Operation): Acted =>
  done(isUnsettled(operation) ? left(operation, 'left') : [])

/**
 * Records what the screen orders. An operation left before, or found after a restart, records no cash that the
 * screen did not order of a customer standing there: paying and giving back are then acts of their own.
 */
export function nextCustomer(operation: Operation): Acted {
  if (!isSettled(operation.state)) return done(left(operation, 'next_customer'))
  const here = !operation.parked
  if (operation.direction === 'cash_out')
    return done(
      here && operation.state === 'completed' && operation.cash === 'due'
        ? [paid(operation, null), receipt(operation)]
        : [],
    )
  if (operation.state === 'completed') {
    const facts: Fact[] = []
    if (inHand(operation)) facts.push(inDrawer(operation))
    if (here && operation.change === 'due') facts.push(changeGiven(operation))
    if (!here && inHand(operation) && operation.receipts === 0) facts.push(receipt(operation))
    return done(facts)
  }
  if (here && GIVE_BACK.has(operation.state) && inHand(operation)) return done([returned(operation)])
  return done([])
}

/** Cash paid later needs the identity paper again: the one checked at confirming was of that moment. */
export function cashAct(
  operation: Operation,
  act: CashAct,
  identity: Identity | null,
  identityDetails: boolean,
): Acted {
  if (!cashActs(operation).includes(act)) return no('nothing_to_do')
  if (act === 'cash_paid' && (operation.parked || operation.cash === 'owed')) {
    if (!identity) return no('identity_needed')
    if (identityDetails && (!identity.document || !identity.lastCharacters)) return no('identity_needed')
  }
  const facts: Fact[] = [
    ...cashFacts(
      operation,
      act,
      identity ? { document: identity.document, lastCharacters: identity.lastCharacters } : null,
    ),
  ]
  const drawerMoves = facts.some(
    (fact) =>
      'payload' in fact &&
      'cash' in fact.payload &&
      fact.payload.cash?.some(({ place }) => place === 'drawer'),
  )
  const way = operation.direction === 'cash_out' ? 'cash_out' : 'cash_in'
  // What settled while nobody stood there opened no drawer: it opens now, when a person moves the cash.
  if (operation.parked && drawerMoves)
    facts.push({ kind: 'drawer', reason: act === 'cash_returned' ? 'returned' : way })
  const settledHere = act === 'cash_paid' || facts.some(({ kind }) => kind === 'cash.in_drawer')
  if (settledHere && operation.receipts === 0) facts.push(receipt(operation))
  return done(facts)
}

export const printSlip = (operation: Operation): Acted =>
  isOpen(operation) ? done([slip(operation)]) : no('nothing_to_do')

/** A receipt exists once a deposit is completed, or a cash-out paid; a reprint says DUPLICATA n. */
export const hasReceipt = ({ state, direction, cash }: Operation): boolean =>
  state === 'completed' && (direction !== 'cash_out' || cash === 'paid')

export function duplicate(operation: Operation): Acted {
  if (hasReceipt(operation)) return done([receipt(operation)])
  if (operation.slips > 0 && operation.state !== 'completed') return done([slip(operation)])
  return no('nothing_to_do')
}

export const canClaim = (operation: Operation, soleTerminal: boolean): boolean =>
  isByReference(operation) &&
  !soleTerminal &&
  !operation.claimed &&
  operation.completedSeen &&
  (operation.state === 'unsure' || (operation.state === 'review' && operation.reviewFrom === 'unsure'))

export function claim(
  operation: Operation,
  soleTerminal: boolean,
  input: { readonly otherTerminals: readonly string[]; readonly supervisor: string },
  named: readonly string[],
): Acted {
  if (!canClaim(operation, soleTerminal)) return no('nothing_to_do')
  if (named.some((terminal) => !input.otherTerminals.includes(terminal))) return no('not_allowed')
  return done([
    {
      kind: 'operation.claimed',
      payload: { otherTerminals: [...input.otherTerminals], supervisor: input.supervisor },
    },
  ])
}

export function decide(
  operation: Operation,
  input: {
    readonly decision: 'completed' | 'elsewhere' | 'not_done'
    readonly ticket: string
    readonly note: string
    readonly supervisor: string
    readonly second: string | null
  },
): Acted {
  if (operation.state !== 'review') return no('nothing_to_do')
  const { decision, ticket, note, supervisor, second } = input
  // A card deposit is of no reference that another agent could have executed.
  if (operation.card !== null && decision === 'elsewhere') return no('not_allowed')
  // Absent from two whole listings: a supervisor's confirming is enough. Anything else is by Chari's word.
  const confirms = operation.reason?.code === 'card_absent' && decision === 'not_done'
  if (ticket.trim() === '' && !confirms) return no('ticket_needed')
  const decided: Fact = { kind: 'operation.decided', payload: { decision, ticket, note, supervisor, second } }
  if (decision === 'completed')
    return done([
      decided,
      ...completed(operation, 'decision', 'decision', {
        operationId: operation.card?.proposed?.operationId ?? null,
        fee: operation.card?.proposed?.fee ?? null,
        total: operation.card?.proposed?.total ?? null,
        commission: null,
      }),
    ])
  if (decision === 'elsewhere')
    return done([
      decided,
      {
        kind: 'operation.elsewhere',
        payload: { by: 'decision', agentCode: null, operationId: null, executedAt: null },
      },
    ])
  return done([decided, { kind: 'operation.not_done', payload: { code: 'decision' } }])
}

/** Two attempts at most; a cash-in only while its money is still here. */
export const canTryAgain = (operation: Operation): boolean =>
  (operation.state === 'not_done' || operation.state === 'not_sent') &&
  operation.attempts.length < 2 &&
  (operation.direction === 'cash_out' ? operation.cash === 'none' : inHand(operation))
