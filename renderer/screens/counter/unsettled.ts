import { useEffect, useState } from 'react'
import { formatMad } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { on, request } from '../../client'

/** Operations that need somebody, oldest first as main orders them; null until read. */
export function useUnsettled(): readonly OperationView[] | null {
  const [rows, setRows] = useState<readonly OperationView[] | null>(null)
  useEffect(() => {
    let here = true
    const read = async () => {
      const page = await request('operation.unsettled', {})
      if (here) setRows(page.rows)
    }
    void read()
    const stop = on('operation', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  return rows
}

/** What the cashier has to do or keep in mind about an unsettled operation. */
export function todoOf(operation: OperationView): {
  readonly key: string
  readonly values: { amount: string }
} {
  const { state, direction, cash, change } = operation
  const say = (key: string, centimes = operation.cashAmount) => ({
    key: `todo.${key}`,
    values: { amount: formatMad(centimes) },
  })
  // No cash lies aside and none is given back: the card pays, or pays nothing.
  if (direction === 'card')
    return say(state === 'review' ? 'review_card' : state === 'challenge' ? 'card_bank' : 'card_wait')
  const received = operation.received ?? operation.cashAmount
  if (state === 'unsure' || state === 'review' || state === 'sent' || state === 'intent')
    return direction === 'cash_in'
      ? say(state === 'review' ? 'review_in' : 'keep_aside', received)
      : say(state === 'review' ? 'review_out' : 'do_not_pay')
  if (cash === 'due') return say('pay')
  if (cash === 'owed') return say('owed', direction === 'cash_in' ? received : operation.cashAmount)
  if (change === 'due' || change === 'owed') return say('give_change', operation.changeDue)
  if (state === 'completed') return say('to_drawer', received)
  return say('give_back', received)
}
