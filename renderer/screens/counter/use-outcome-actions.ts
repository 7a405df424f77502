import type { Action, Key } from '../../actions/types'
import { useActions } from '../../actions/use-actions'
import { useJustChanged } from '../../lib/use-just-changed'
import { useApp } from '../../stores/app'
import type { Step } from '../../stores/counter'
import * as flow from '../../stores/flow'
import { type OutcomeAct, type OutcomePlan, outcomePlan } from './outcome-plan'

/** Offers the buttons of an outcome with their keys, and says what the screen shows. */
export function useOutcomeActions(step: Extract<Step, { name: 'operation' }>): OutcomePlan {
  const { operation, busy } = step
  const go = useApp((state) => state.go)
  const plan = outcomePlan(operation)
  const changed = useJustChanged(operation.id, `${operation.state} ${plan.main}`, true)
  /** Asking again and leaving an unsure operation change no cash: they are never held. */
  const held = (act: OutcomeAct): boolean =>
    changed && (act === 'try_again' || (act === 'next' && plan.main === 'next'))
  const busyOff = busy ? 'counter.off_busy' : null
  const off = (act: OutcomeAct): string | null => (held(act) ? 'counter.off_changed' : busyOff)
  const perform: Record<OutcomeAct, () => void | Promise<void>> = {
    next: flow.nextCustomer,
    check_now: flow.checkNow,
    try_again: flow.tryAgain,
    print_slip: flow.printSlip,
    duplicate: flow.duplicate,
    settle: () => go('unsettled', operation.id),
  }
  const label: Record<OutcomeAct, string> = {
    next: plan.next,
    check_now: 'outcome.check_now',
    try_again: 'outcome.try_again',
    print_slip: 'outcome.print_slip',
    duplicate: 'keys.duplicate',
    settle: 'outcome.settle',
  }
  const paperKey = plan.others.find((act) => act === 'print_slip' || act === 'duplicate')
  const keyOf = (act: OutcomeAct): Key | null =>
    act === plan.main ? 'Enter' : act === 'next' ? 'Escape' : act === paperKey ? 'F7' : null
  const acts = new Set<OutcomeAct>(['next', plan.main, ...plan.others])
  const actions: Action[] = [...acts].map((act) => ({
    id: act,
    key: keyOf(act),
    label: label[act],
    ...(act === 'print_slip' ? { short: 'keys.waiting' } : {}),
    off: off(act),
    perform: perform[act],
  }))
  if (plan.main === 'next')
    actions.push({ id: 'leave', key: 'Escape', label: 'counter.back', off: busyOff, perform: flow.leave })
  useActions(actions)
  return plan
}
