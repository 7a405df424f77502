import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { OperationAction, OperationView } from '../../../electron/domain/operation'

/** Acts of this screen: what main offers, without the ways out of the counter's own screens. */
export type Act = Exclude<OperationAction, 'next_customer' | 'park'>

export interface SettlePlan {
  readonly edge: 'unsure' | 'out' | 'in' | 'stop' | 'neutral' | 'ok'
  /** The order to the cashier: `unsettled.do_…`. */
  readonly order: string
  /** The reason after it: `unsettled.why_…`. */
  readonly why: string
  readonly values: Readonly<Record<'received' | 'change' | 'cash' | 'time', string>>
  /** Under Enter; null where there is nothing to push. */
  readonly main: Act | null
  readonly others: readonly Act[]
}

/** What comes first where several acts are allowed. A second attempt is never under Enter. */
const MAIN: readonly Act[] = [
  'cash_paid',
  'change_given',
  'cash_in_drawer',
  'cash_returned',
  'review_decide',
  'check_now',
]
/** Where Enter may be pushed twice without harm, F7 holds the paper. */
const PAPERS: readonly Act[] = ['print_slip', 'duplicate']

const isAct = (action: OperationAction): action is Act => action !== 'next_customer' && action !== 'park'

/** The paper of F7: the waiting ticket while nothing is sure, else the receipt again. */
export const paperOf = (operation: OperationView): Act | null =>
  PAPERS.find((act) => operation.actions.includes(act)) ?? null

function told(operation: OperationView): Pick<SettlePlan, 'edge' | 'order' | 'why'> {
  const { state, direction, cash, change } = operation
  switch (state) {
    case 'intent':
    case 'sent':
    case 'challenge':
    case 'accepted':
    case 'declined':
    case 'abandoned':
    case 'unsure':
      return {
        edge: 'unsure',
        order: `unsettled.do_unsure_${direction}`,
        why: `unsettled.why_unsure_${direction}`,
      }
    case 'review':
      return { edge: 'unsure', order: `unsettled.do_review_${direction}`, why: 'unsettled.why_review' }
    case 'completed':
      if (cash === 'due' || cash === 'owed')
        return { edge: 'out', order: 'unsettled.do_pay', why: `unsettled.why_pay_${cash}` }
      if (change === 'due') return { edge: 'ok', order: 'unsettled.do_change', why: 'unsettled.why_change' }
      if (change === 'owed')
        return { edge: 'ok', order: 'unsettled.do_change', why: 'unsettled.why_change_owed' }
      if (cash === 'aside')
        return { edge: 'in', order: 'unsettled.do_done_in_drawer', why: 'unsettled.why_done_in_drawer' }
      if (cash === 'received')
        return { edge: 'in', order: 'unsettled.do_done_in_drawer', why: 'unsettled.why_done_counter' }
      return { edge: 'ok', order: 'unsettled.do_nothing', why: 'unsettled.why_nothing' }
    case 'refused':
    case 'not_done':
    case 'not_sent':
    case 'elsewhere':
      if (cash === 'owed')
        return { edge: 'stop', order: 'unsettled.do_return', why: 'unsettled.why_return_owed' }
      if (cash === 'received' || cash === 'aside')
        return {
          edge: state === 'refused' || state === 'elsewhere' ? 'stop' : 'neutral',
          order: 'unsettled.do_return',
          why: `unsettled.why_return_${state}`,
        }
      return { edge: 'neutral', order: 'unsettled.do_nothing', why: 'unsettled.why_nothing' }
  }
}

/** What is to do about one unsettled operation. It only orders what main allows. */
export function settlePlan(operation: OperationView): SettlePlan {
  const acts = operation.actions.filter(isAct)
  const main = MAIN.find((act) => acts.includes(act)) ?? null
  // Giving the change puts the money in the drawer first: no button of its own while change is due.
  const beside = (act: Act): boolean =>
    act !== main && !PAPERS.includes(act) && !(main === 'change_given' && act === 'cash_in_drawer')
  return {
    ...told(operation),
    values: {
      received: formatMad(operation.received ?? operation.cashAmount),
      change: formatMad(operation.changeDue),
      cash: formatMad(operation.cashAmount),
      time: formatTime(operation.settledAt ?? operation.updatedAt),
    },
    main,
    others: acts.filter(beside),
  }
}

/** The amount that the words of an act name. */
export const amountOf = (act: Act, plan: SettlePlan): string =>
  act === 'cash_paid' ? plan.values.cash : act === 'change_given' ? plan.values.change : plan.values.received

export const TEST_ID: Readonly<Record<Act, string>> = {
  check_now: 'check-now',
  try_again: 'try-again',
  cash_paid: 'cash-paid',
  cash_returned: 'cash-returned',
  cash_in_drawer: 'cash-in-drawer',
  cash_aside: 'cash-aside',
  cash_owed: 'cash-owed',
  change_given: 'change-given',
  change_owed: 'change-owed',
  print_slip: 'print-slip',
  duplicate: 'duplicate',
  review_decide: 'review-decide',
  claim: 'claim',
}
