import { describe, expect, it } from 'vitest'
import { centimes, ZERO } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { outcomePlan } from '../../../renderer/screens/counter/outcome-plan'

const operation = (more: Partial<OperationView>): OperationView => ({
  id: 'o1',
  number: 'CASA1-000724',
  direction: 'cash_in',
  reference: '1122334455',
  customer: { name: 'Amina Rachidi', phone: null, level: null, active: null },
  amount: centimes(50_000),
  fee: null,
  total: null,
  state: 'completed',
  cash: 'in_drawer',
  change: 'none',
  changeDue: ZERO,
  received: centimes(60_000),
  parked: false,
  unsettled: false,
  createdAt: '2026-06-16T13:32:00.000Z',
  updatedAt: '2026-06-16T13:32:00.000Z',
  cashier: 'Salma B.',
  cashAmount: centimes(50_000),
  commission: null,
  chariOperationId: null,
  reason: null,
  settledAt: null,
  attempts: [],
  nextCheckInMs: null,
  notDoneFrom: null,
  envelope: null,
  actions: ['next_customer'],
  timeline: [],
  printed: [],
  ...more,
})

describe('What an outcome orders', () => {
  it('gives the change due as the biggest thing, and records it on the way out', () => {
    const plan = outcomePlan(operation({ change: 'due', changeDue: centimes(10_000) }))
    expect(plan).toMatchObject({ edge: 'ok', main: 'next', next: 'outcome.next_change' })
    expect(plan.hero?.amount).toBe(10_000)
  })

  it('pays a completed cash-out, in the colour of the cash', () => {
    const plan = outcomePlan(operation({ direction: 'cash_out', cash: 'due' }))
    expect(plan).toMatchObject({ edge: 'out', main: 'next', next: 'outcome.next_paid' })
    expect(plan.hero?.amount).toBe(50_000)
  })

  it('claims nothing about cash for an operation that was left: it is settled from "À régler"', () => {
    const left = operation({
      direction: 'cash_out',
      cash: 'due',
      parked: true,
      actions: ['next_customer', 'cash_paid', 'cash_owed'],
    })
    expect(outcomePlan(left)).toMatchObject({ next: 'outcome.next', others: ['settle'] })
  })

  it('checks an unsure one under Enter and leaves it under Escape, with no total and no hero', () => {
    const plan = outcomePlan(
      operation({ state: 'unsure', cash: 'received', actions: ['next_customer', 'check_now', 'print_slip'] }),
    )
    expect(plan).toMatchObject({ edge: 'unsure', main: 'check_now', others: ['print_slip'], hero: null })
  })

  it.each([
    ['refused', 'cash_in', 'outcome.order_refused_in', 'outcome.next_returned'],
    ['refused', 'cash_out', 'outcome.order_refused_out', 'outcome.next'],
    ['not_sent', 'cash_in', 'outcome.order_not_sent_in', 'outcome.next_returned'],
    ['elsewhere', 'cash_in', 'outcome.order_elsewhere_in', 'outcome.next_returned'],
    ['elsewhere', 'cash_out', 'outcome.order_elsewhere_out', 'outcome.next'],
  ] as const)('%s %s orders %s', (state, direction, order, next) => {
    const cash = direction === 'cash_in' ? 'received' : 'none'
    expect(outcomePlan(operation({ state, direction, cash }))).toMatchObject({ order, next, main: 'next' })
  })

  it('tries again under Enter only where main allows it', () => {
    const notDone = operation({ state: 'not_done', cash: 'received' })
    expect(outcomePlan(notDone).main).toBe('next')
    const again = { ...notDone, actions: ['next_customer', 'try_again'] as OperationView['actions'] }
    expect(outcomePlan(again).main).toBe('try_again')
  })

  it('sends a decision to the supervisor', () => {
    const plan = outcomePlan(
      operation({
        state: 'review',
        cash: 'received',
        actions: ['next_customer', 'check_now', 'review_decide'],
      }),
    )
    expect(plan).toMatchObject({ main: 'next', others: ['check_now', 'settle'], edge: 'unsure' })
  })
})
