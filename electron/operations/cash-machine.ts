import type { CashMove, CashPlace, CashReason } from '../domain/cash'
import { type Centimes, negate, subtract, ZERO } from '../domain/money'
import type { Fact } from './facts'
import type { Journaled } from './kinds'
import type { Operation } from './operation'
import type { CashAct } from './types'

/** The cash of one operation: which moves each of its events is, and which of them may come now. */

const move = (place: CashPlace, amount: Centimes, why: CashReason): CashMove => ({ place, amount, why })
const shift = (from: CashPlace, to: CashPlace, amount: Centimes, why: CashReason): CashMove[] => [
  move(from, negate(amount), why),
  move(to, amount, why),
]

/** What the customer handed over; for a cash-out nothing. */
const held = (operation: Operation): Centimes => operation.received ?? ZERO

/** What must be given back of what was handed over, once the deposit is done. */
export const changeOf = (operation: {
  readonly received: Centimes | null
  readonly cashAmount: Centimes
}): Centimes => (operation.received === null ? ZERO : subtract(operation.received, operation.cashAmount))

export const receivedFact = (received: Centimes): Journaled => ({
  kind: 'cash.received',
  payload: { cash: [move('counter', received, 'operation')] },
})

/** The customer's notes are on the counter or in the envelope. */
export const inHand = (operation: Operation): boolean =>
  operation.cash === 'received' || operation.cash === 'aside'

const placeInHand = (operation: Operation): CashPlace => (operation.cash === 'aside' ? 'aside' : 'counter')

/** Executed: a cash-out's money is due, a cash-in's change is due. */
export function completedCash(operation: Operation): readonly Fact[] {
  if (operation.direction === 'card') return []
  if (operation.direction === 'cash_out')
    return operation.cash === 'none'
      ? [{ kind: 'cash.due', payload: { cash: [move('due', operation.cashAmount, 'operation')] } }]
      : []
  const change = changeOf(operation)
  if (!inHand(operation) || change === 0) return []
  return [{ kind: 'cash.change_due', payload: { cash: [move('change_due', change, 'change')] } }]
}

/**
 * A deposit leaves our e-money for the customer's wallet, a withdrawal comes from it. A card pays into whatever wallet
 * the preview showed: into ours only where it was ours (PITFALLS.md P5), and no notes change hands.
 */
export function floatMoves({ direction, amount, card }: Operation): CashMove[] {
  if (direction === 'card') return card?.creditedTo === 'agent' ? [move('float', amount, 'operation')] : []
  return [move('float', direction === 'cash_in' ? negate(amount) : amount, 'operation')]
}

export const inDrawer = (operation: Operation): Fact => ({
  kind: 'cash.in_drawer',
  payload: { cash: shift(placeInHand(operation), 'drawer', held(operation), 'operation') },
})

export const aside = (operation: Operation): Fact => ({
  kind: 'cash.aside',
  payload: { cash: shift('counter', 'aside', held(operation), 'operation'), envelope: operation.number },
})

/** Owed money was moved into the drawer when it became a debt (domain/cash.ts), so it leaves the drawer. */
export const returned = (operation: Operation): Fact => ({
  kind: 'cash.returned',
  payload: {
    cash:
      operation.cash === 'owed'
        ? [
            move('owed', negate(held(operation)), 'operation'),
            move('drawer', negate(held(operation)), 'operation'),
          ]
        : [move(placeInHand(operation), negate(held(operation)), 'operation')],
  },
})

export const paid = (
  operation: Operation,
  identity: { readonly document: string | null; readonly lastCharacters: string | null } | null,
): Fact => ({
  kind: 'cash.paid',
  payload: {
    cash: [
      move(operation.cash === 'owed' ? 'owed' : 'due', negate(operation.cashAmount), 'operation'),
      move('drawer', negate(operation.cashAmount), 'operation'),
    ],
    identity,
  },
})

const owed = (operation: Operation): Fact => ({
  kind: 'cash.owed',
  payload: {
    cash:
      operation.direction === 'cash_out'
        ? shift('due', 'owed', operation.cashAmount, 'operation')
        : [
            ...shift('aside', 'drawer', held(operation), 'operation'),
            move('owed', held(operation), 'operation'),
          ],
  },
})

export const changeGiven = (operation: Operation): Fact => ({
  kind: 'cash.change_given',
  payload: {
    cash: [
      move(operation.change === 'owed' ? 'owed' : 'change_due', negate(changeOf(operation)), 'change'),
      move('drawer', negate(changeOf(operation)), 'change'),
    ],
  },
})

const changeOwed = (operation: Operation): Fact => ({
  kind: 'cash.change_owed',
  payload: { cash: shift('change_due', 'owed', changeOf(operation), 'change') },
})

/** Nothing was executed by us, so what the customer handed over is theirs. */
export const GIVE_BACK: ReadonlySet<Operation['state']> = new Set([
  'refused',
  'not_sent',
  'not_done',
  'elsewhere',
])

/** The acts that the cash allows now, in the order in which a person would do them. */
export function cashActs(operation: Operation): readonly CashAct[] {
  const acts: CashAct[] = []
  const { state, cash, change } = operation
  if (operation.direction === 'cash_out') {
    if (state === 'completed' && (cash === 'due' || cash === 'owed')) acts.push('cash_paid')
    if (state === 'completed' && cash === 'due') acts.push('cash_owed')
    return acts
  }
  if (state === 'completed' && inHand(operation)) acts.push('cash_in_drawer')
  if (GIVE_BACK.has(state) && (inHand(operation) || cash === 'owed')) acts.push('cash_returned')
  if (cash === 'received' && state !== 'intent' && state !== 'sent' && state !== 'completed')
    acts.push('cash_aside')
  if (GIVE_BACK.has(state) && cash === 'aside') acts.push('cash_owed')
  if (state === 'completed' && (change === 'due' || change === 'owed')) acts.push('change_given')
  if (state === 'completed' && change === 'due') acts.push('change_owed')
  return acts
}

/**
 * The cash events of one act, which cashActs must have offered. Change leaves the drawer, so money still in
 * hand goes into it first.
 */
export function cashFacts(
  operation: Operation,
  act: CashAct,
  identity: Parameters<typeof paid>[1],
): readonly Fact[] {
  switch (act) {
    case 'cash_paid':
      return [paid(operation, identity)]
    case 'cash_returned':
      return [returned(operation)]
    case 'cash_in_drawer':
      return [inDrawer(operation)]
    case 'cash_aside':
      return [aside(operation)]
    case 'cash_owed':
      return [owed(operation)]
    case 'change_given':
      return [...(inHand(operation) ? [inDrawer(operation)] : []), changeGiven(operation)]
    case 'change_owed':
      return [...(inHand(operation) ? [inDrawer(operation)] : []), changeOwed(operation)]
  }
}
