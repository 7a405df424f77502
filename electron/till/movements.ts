import { movementNumber } from '../domain/ids'
import type { Movement } from '../domain/till'
import type { Author } from '../journal/types'
import { type Desk, event, no, paper, told } from './desk'
import type { TillPayload } from './kinds'
import { arrivalOf, isTransit, movesOf, opposite } from './moves'
import { SERIES } from './series'
import type { Till, Told } from './types'

export type Movements = Pick<Till, 'move' | 'correct' | 'confirmTransit'>

/** Cash that moves without an operation. Nothing recorded is edited: what was wrong is undone by its opposite. */
export function createMovements(desk: Desk): Movements {
  const { deps, store } = desk
  const { journal } = deps

  const byNumber = (number: string): Told<Movement> => {
    const found = store.movement(number)
    if (!found) throw new Error(`no movement ${number}`)
    return told(found)
  }
  const again = (sequence: number): Told<Movement> => byNumber(store.payload('till.moved', sequence).number)

  function record(
    payload: Omit<TillPayload<'till.moved'>, 'number' | 'sequence'>,
    who: Author,
  ): Told<Movement> {
    const [stored] = journal.append(who, (tx) => {
      const sequence = tx.next(SERIES.movement)
      const number = movementNumber(journal.terminal, sequence)
      const { act: _, cash: __, ...facts } = payload
      return [
        event({ kind: 'till.moved', payload: { ...payload, number, sequence } }),
        paper(desk, {
          kind: 'cash_movement',
          head: deps.paperHead(who.cashier),
          ...facts,
          number,
          by: who.cashier,
        }),
      ]
    })
    if (!stored) throw new Error('a movement was not stored')
    return again(stored.sequence)
  }

  return {
    move: (input, who) =>
      desk.once(
        input.moveId,
        ['move', input.movement, input.reason, input.amount, input.note],
        again,
        (act) => {
          const closed = desk.closedFor(who)
          if (closed) return no(closed.code)
          const { movement, reason, amount, note } = input
          return record(
            {
              act,
              movement,
              reason,
              amount,
              note: note === '' ? null : note,
              approvedBy: null,
              corrects: null,
              transit: isTransit(movement, reason),
              cash: movesOf(movement, reason, amount),
            },
            who,
          )
        },
      ),

    correct: (input, who) =>
      desk.once(input.moveId, ['correct', input.number, input.note], again, (act) => {
        const closed = desk.closedFor(who)
        if (closed) return no(closed.code)
        const wrong = store.movement(input.number)
        // Another shift has been counted since: what is wrong there is a difference of that count.
        const stands = wrong && wrong.shift === who.shift && !wrong.corrects && !wrong.correctedBy
        if (!stands) return no('nothing_to_do')
        if (input.approvedBy === null) return no('supervisor_needed')
        const { movement, reason, amount } = wrong
        const done = [
          ...movesOf(movement, reason, amount),
          ...(wrong.transit === 'confirmed' ? arrivalOf(reason, amount) : []),
        ]
        return record(
          {
            act,
            movement,
            reason,
            amount,
            note: input.note,
            approvedBy: input.approvedBy,
            corrects: wrong.number,
            transit: false,
            cash: opposite(done),
          },
          who,
        )
      }),

    confirmTransit: (number, who) =>
      desk.written(() => {
        const moving = store.movement(number)
        if (moving?.transit !== 'open') return no('nothing_to_do')
        const cash = arrivalOf(moving.reason, moving.amount)
        journal.append(who, () => [event({ kind: 'till.transit_confirmed', payload: { number, cash } })])
        return byNumber(number)
      }),
  }
}
