import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { amountOf, paperOf, settlePlan } from '../../../renderer/screens/unsettled/plan'

const view: OperationView = {
  id: 'o1',
  number: 'CASA1-000724',
  direction: 'cash_in',
  reference: '1122334455',
  customer: { name: null, phone: null, level: null, active: null },
  amount: centimes(35_000),
  fee: null,
  total: null,
  state: 'unsure',
  cash: 'aside',
  change: 'none',
  changeDue: centimes(0),
  received: centimes(40_000),
  parked: true,
  unsettled: true,
  createdAt: '2026-06-16T13:32:00.000Z',
  updatedAt: '2026-06-16T13:32:00.000Z',
  cashier: 'Salma B.',
  cashAmount: centimes(35_000),
  commission: null,
  chariOperationId: null,
  reason: null,
  settledAt: null,
  attempts: [],
  nextCheckInMs: 18_000,
  notDoneFrom: null,
  envelope: 'CASA1-000724',
  actions: ['next_customer', 'check_now', 'print_slip'],
  timeline: [],
  printed: [],
}

describe('What is to settle', () => {
  it('keeps doubtful money aside, looks again under Enter, prints under F7', () => {
    const plan = settlePlan(view)
    expect(plan).toMatchObject({
      edge: 'unsure',
      order: 'unsettled.do_unsure_cash_in',
      main: 'check_now',
      others: [],
    })
    expect(plan.values.received).toBe('400,00\u00a0MAD')
    expect(paperOf(view)).toBe('print_slip')
  })

  it('never puts a second attempt under Enter', () => {
    const plan = settlePlan({
      ...view,
      state: 'not_done',
      actions: ['try_again', 'cash_returned', 'cash_owed'],
    })
    expect(plan).toMatchObject({ main: 'cash_returned', others: ['try_again', 'cash_owed'] })
    expect(settlePlan({ ...view, state: 'not_done', actions: ['try_again'] }).main).toBeNull()
  })

  it('gives the change once, money in hand going into the drawer with it', () => {
    const plan = settlePlan({
      ...view,
      state: 'completed',
      change: 'owed',
      changeDue: centimes(5_000),
      actions: ['cash_in_drawer', 'change_given'],
    })
    expect(plan).toMatchObject({ order: 'unsettled.do_change', main: 'change_given', others: [] })
    expect(amountOf('change_given', plan)).toBe('50,00\u00a0MAD')
  })

  it('pays what is due by its own amount, and says that a customer left', () => {
    const paid = { ...view, direction: 'cash_out', state: 'completed', received: null } as const
    const plan = settlePlan({ ...paid, cash: 'owed', actions: ['cash_paid'] })
    expect(plan).toMatchObject({ edge: 'out', why: 'unsettled.why_pay_owed', main: 'cash_paid' })
    expect(amountOf('cash_paid', plan)).toBe('350,00\u00a0MAD')
  })

  it('asks a supervisor in review', () => {
    const plan = settlePlan({
      ...view,
      state: 'review',
      actions: ['check_now', 'print_slip', 'review_decide', 'claim'],
    })
    expect(plan).toMatchObject({ main: 'review_decide', others: ['check_now', 'claim'] })
  })
})
