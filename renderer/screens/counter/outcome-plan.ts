import { type Centimes, formatMad } from '../../../electron/domain/money'
import type { OperationAction, OperationView } from '../../../electron/domain/operation'

/** Buttons of an outcome; `next` is on every one of them. */
export type OutcomeAct = 'next' | 'check_now' | 'try_again' | 'print_slip' | 'duplicate' | 'settle'

export interface OutcomePlan {
  readonly edge: 'ok' | 'out' | 'unsure' | 'stop' | 'neutral'
  /** Words: what it is, as `outcome.title_…`. */
  readonly title: string
  /** The order to the cashier, as `outcome.order_…`; null where a hero amount is the order. */
  readonly order: string | null
  /** What the cashier hands over now; once a screen. */
  readonly hero: { readonly label: string; readonly amount: Centimes } | null
  /** What stands on the way out: `outcome.next_…`. */
  readonly next: string
  /** The main action, under Enter. */
  readonly main: OutcomeAct
  readonly others: readonly OutcomeAct[]
  readonly values: { readonly received: string; readonly amount: string; readonly change: string }
}

const can = (operation: OperationView, action: OperationAction): boolean => operation.actions.includes(action)

/**
 * True while `next-customer` records what this screen orders of a customer who stands there. An operation that
 * was left, or found after a restart, is settled act by act from "À régler".
 */
export const nextRecords = (operation: OperationView): boolean =>
  !operation.parked && can(operation, 'next_customer')

const DONE_TITLES = {
  cash_in: 'outcome.title_cash_in',
  cash_out: 'outcome.title_paid',
  card: 'outcome.title_card',
} as const
const ORDERED = { cash_in: 'in', cash_out: 'out', card: 'card' } as const

/** What an outcome orders and offers. It only reads what main says; main alone decides what is allowed. */
export function outcomePlan(operation: OperationView): OutcomePlan {
  const { state, direction, cash, cashAmount } = operation
  const received = operation.received ?? cashAmount
  const values = {
    received: formatMad(received),
    amount: formatMad(cashAmount),
    change: formatMad(operation.changeDue),
  }
  const records = nextRecords(operation)
  const papers: readonly OutcomeAct[] = can(operation, 'print_slip')
    ? ['print_slip']
    : can(operation, 'duplicate')
      ? ['duplicate']
      : []
  const settles = DECIDED_ELSEWHERE.some((action) => can(operation, action))
  const settlesCash = operation.parked && CASH_ACTS.some((action) => can(operation, action))
  const settle: readonly OutcomeAct[] = settles || settlesCash ? ['settle'] : []
  const leave = { next: 'outcome.next', main: 'next', others: [...papers, ...settle], values } as const
  const returns = cash === 'received' || cash === 'aside'

  switch (state) {
    case 'completed': {
      if (direction === 'cash_out' && (cash === 'due' || cash === 'owed'))
        return {
          ...leave,
          edge: 'out',
          title: 'outcome.title_pay',
          order: null,
          hero: { label: 'outcome.hand_to', amount: cashAmount },
          next: records ? 'outcome.next_paid' : 'outcome.next',
        }
      const change = operation.changeDue > 0
      return {
        ...leave,
        edge: 'ok',
        title: DONE_TITLES[direction],
        order: null,
        hero: change
          ? { label: 'outcome.give_change', amount: operation.changeDue }
          : {
              label: direction === 'cash_out' ? 'outcome.was_paid' : 'outcome.deposited',
              amount: operation.amount,
            },
        next: change && records ? 'outcome.next_change' : 'outcome.next',
      }
    }
    case 'unsure':
    case 'accepted':
    case 'declined':
    case 'abandoned':
      return {
        ...leave,
        edge: 'unsure',
        title: `outcome.title_${state}`,
        order: null,
        hero: null,
        next: 'outcome.next',
        main: can(operation, 'check_now') ? 'check_now' : 'next',
      }
    case 'review':
      return {
        ...leave,
        edge: 'unsure',
        title: 'outcome.title_review',
        order: `outcome.order_review_${ORDERED[direction]}`,
        hero: null,
        main: 'next',
        others: [...(can(operation, 'check_now') ? (['check_now'] as const) : []), ...papers, ...settle],
      }
    case 'refused':
      return settledWithoutMoney('stop', 'refused', false)
    case 'not_sent':
      return settledWithoutMoney('neutral', 'not_sent', can(operation, 'try_again'))
    case 'not_done':
      return settledWithoutMoney('neutral', 'not_done', can(operation, 'try_again'))
    case 'elsewhere':
      return settledWithoutMoney('stop', 'elsewhere', false)
    case 'intent':
    case 'sent':
    case 'challenge':
      return { ...leave, edge: 'neutral', title: 'outcome.title_sent', order: null, hero: null }
  }

  function settledWithoutMoney(edge: 'stop' | 'neutral', name: string, again: boolean): OutcomePlan {
    const back = direction === 'cash_in' && returns && records
    return {
      ...leave,
      edge,
      title: `outcome.title_${name}`,
      order: `outcome.order_${name}_${ORDERED[direction]}`,
      hero: null,
      next: back ? 'outcome.next_returned' : 'outcome.next',
      main: again ? 'try_again' : 'next',
    }
  }
}

/** A PIN or a choice is needed: they are done from "À régler". */
const DECIDED_ELSEWHERE: readonly OperationAction[] = ['review_decide', 'claim']
const CASH_ACTS: readonly OperationAction[] = ['cash_paid', 'cash_returned', 'cash_in_drawer', 'change_given']
