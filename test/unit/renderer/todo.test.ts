import { describe, expect, it } from 'vitest'
import { type OperationView, operationStateSchema } from '../../../electron/domain/operation'
import { todoOf } from '../../../renderer/screens/counter/unsettled'

/** What the list beside the counter asks the cashier to do. */

const of = (change: Partial<OperationView>) =>
  todoOf({ cash: 'none', change: 'none', cashAmount: 0, received: null, ...change } as OperationView).key

describe('what is left to do', () => {
  it.each(operationStateSchema.options)('of a card never asks for cash: %s', (state) => {
    expect(['todo.review_card', 'todo.card_bank', 'todo.card_wait']).toContain(
      of({ direction: 'card', state }),
    )
  })

  it('of an answer that is not known keeps money aside, or pays none', () => {
    expect(of({ direction: 'cash_in', state: 'unsure' })).toBe('todo.keep_aside')
    expect(of({ direction: 'cash_out', state: 'unsure' })).toBe('todo.do_not_pay')
  })
})
