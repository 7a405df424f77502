import type { HandOver } from '../domain/closing'
import { shiftNumber } from '../domain/ids'
import { subtract, ZERO } from '../domain/money'
import type { Message } from '../domain/operation'
import type { User } from '../domain/people'
import type { OpeningProposal, SealedCount } from '../domain/till'
import { type Desk, event, no, paper, told } from './desk'
import type { Floats } from './float'
import { foundMove } from './moves'
import { MAIN } from './projection'
import { reportOf, sealedOf } from './report'
import { SERIES } from './series'
import type { ShiftRow } from './store'
import { differencesOf, needsOf, perpetualAfter } from './totals'
import type { HandingOver, Opening, Till, Told } from './types'

export type Shifts = Pick<Till, 'proposal' | 'open' | 'count' | 'sealed' | 'handOverRefused' | 'handOver'>

/** Opening, counting and handing over a drawer. */
export function createShifts(desk: Desk, floats: Floats): Shifts {
  const { deps, store } = desk
  const { journal, clock } = deps

  /** Why this drawer cannot be opened by this person; null: it can. */
  function barred(drawer: string, user: User): Message | null {
    const own = desk.drawerFor(user.name)
    if (drawer !== own && (user.role !== 'supervisor' || !store.knowsDrawer(drawer)))
      return no('not_allowed').message
    const open = store.openShifts()
    const same = open.find((shift) => shift.drawer === drawer)
    if (same) return no(desk.shown(same).forgotten ? 'shift_forgotten' : 'shift_open').message
    // One drawer for all and one each never hold cash side by side.
    const other = deps.settings().drawers === 'shared' ? open[0] : open.find((shift) => shift.drawer === MAIN)
    return other ? no('shift_open', { name: other.holder }).message : null
  }

  function opened(input: Opening, user: User, act: { readonly id: string; readonly inputs: string }) {
    const drawer = input.drawer ?? desk.drawerFor(user.name)
    const bar = barred(drawer, user)
    if (bar) return no(bar.code, bar.params)
    const held = store.held(drawer)
    const first = !store.knowsDrawer(drawer)
    const carried = first ? input.count.total : held
    const difference = subtract(input.count.total, carried)
    const lacks = desk.lacks(difference, input)
    if (lacks) return no(lacks.code, lacks.params)
    const stated = input.float.source === 'unknown' ? null : floats.stated(input.float)
    if (stated && !stated.ok) return stated

    // The author of an append is known before its numbers: nothing else writes between here and there.
    const number = journal.following(SERIES.opening)
    const shift = shiftNumber(journal.terminal, number)
    const facts = {
      shift,
      number,
      drawer,
      day: desk.today(),
      counted: input.count,
      carried,
      difference,
      reason: difference === 0 ? null : input.reason,
      approvedBy: desk.approver(difference, input.approvedBy),
      float: stated ? stated.value.after : store.float(),
    }
    journal.append({ cashier: user.name, shift }, (tx) => {
      if (tx.next(SERIES.opening) !== number) throw new Error(`shift ${number} is taken`)
      const cash = foundMove(subtract(input.count.total, held), 'opening')
      return [
        event({ kind: 'till.shift_opened', payload: { act, ...facts, cash } }),
        ...(stated
          ? [event({ kind: 'till.float_stated', payload: { act: null, ...stated.value.statement } })]
          : []),
        paper(desk, {
          kind: 'shift_opening',
          head: deps.paperHead(user.name),
          ...facts,
          openedAt: clock.now(),
          openedBy: user.name,
        }),
      ]
    })
    return shiftOf(shift)
  }

  function shiftOf(id: string) {
    const row = store.shift(id)
    if (!row) throw new Error(`no shift ${id}`)
    return told(desk.shown(row))
  }

  /** A shift that this person may count now. */
  function countable(id: string, user: User): Told<ShiftRow> {
    const shift = desk.open(id)
    if (!shift) return no('shift_closed')
    if (!desk.mayClose(user, shift)) return no('not_allowed')
    return deps.operations.inFlight(shift.drawer, store.drawerOf) > 0
      ? no('operation_in_flight')
      : told(shift)
  }

  function sealed(id: string, user: User): SealedCount | null {
    const shift = desk.open(id)
    if (!shift || shift.countedPurpose === null || !desk.mayClose(user, shift)) return null
    const count = sealedOf(store, shift)
    if (!count) return null
    const report = reportOf(store, deps.operations, shift, Number.MAX_SAFE_INTEGER)
    const difference = subtract(count.counted.total, report.sums.expected)
    const { at, cashier } = store.at(count.sequence)
    return {
      shift: shift.id,
      purpose: shift.countedPurpose,
      at,
      by: cashier,
      counted: count.counted,
      firstCount: count.firstCount,
      recount: count.firstCount === null,
      expected: report.sums.expected,
      difference,
      needs: needsOf(difference, deps.settings()),
      report,
      z: journal.following(SERIES.shift),
      perpetual: perpetualAfter(store.perpetual(), {
        ...report,
        difference,
        corrections: differencesOf(store.corrections(shift.id)),
        events: store.eventsBefore() + count.sequence,
      }),
    }
  }
  const resealed = (id: string, user: User): Told<SealedCount> => {
    const found = sealed(id, user)
    return found ? told(found) : no('count_needed')
  }

  /** A hand-over that may be done now, with what was found in the drawer. */
  function givable(input: HandingOver, from: User) {
    const found = countable(input.shift, from)
    if (!found.ok) return found
    const { value: shift } = found
    const gives = shift.holder === from.name || from.role === 'supervisor'
    if (shift.drawer !== MAIN || shift.holder === input.to || !gives) return no('not_allowed')
    const count = shift.countedPurpose === 'hand_over' ? sealedOf(store, shift) : null
    if (!count) return no('count_needed')
    const expected = store.held(shift.drawer)
    const difference = subtract(count.counted.total, expected)
    const lacks = desk.lacks(difference, input)
    return lacks
      ? no(lacks.code, lacks.params)
      : told({ shift, counted: count.counted, expected, difference })
  }

  return {
    proposal: (user, asked): OpeningProposal => {
      const drawer = asked ?? desk.drawerFor(user.name)
      const last = store.zOf(drawer)
      return {
        drawer,
        carried: store.held(drawer),
        first: !store.knowsDrawer(drawer),
        last: last && {
          z: last.z,
          closedAt: last.closedAt,
          closedBy: last.closedBy,
          counted: last.counted,
          left: last.left,
          toSafe: last.toSafe,
        },
        float: store.float(),
      }
    },

    open: (input, user) =>
      desk.once(
        input.openId,
        ['open', user.name, input.drawer, input.count, input.float],
        (sequence) => shiftOf(store.payload('till.shift_opened', sequence).shift),
        (act) => opened(input, user, act),
      ),

    count: (input, user) =>
      desk.once(
        input.countId,
        ['count', input.shift, input.purpose, input.count],
        () => resealed(input.shift, user),
        (act) => {
          const found = countable(input.shift, user)
          if (!found.ok) return found
          const { value: shift } = found
          if (shift.countedPurpose === input.purpose && shift.firstSequence !== null)
            return no('nothing_to_do')
          const expected = store.held(shift.drawer)
          const payload = {
            act,
            shift: shift.id,
            purpose: input.purpose,
            counted: input.count,
            expected,
            difference: subtract(input.count.total, expected),
          }
          journal.append({ cashier: user.name, shift: shift.id }, () => [
            event({ kind: 'till.counted', payload }),
          ])
          return resealed(shift.id, user)
        },
      ),

    sealed,

    handOverRefused: (input, from) => {
      const found = store.acted(input.handOverId) ? null : givable(input, from)
      return found === null || found.ok ? null : found.message
    },

    handOver: (input, from) =>
      desk.once(
        input.handOverId,
        ['hand_over', input.shift, input.to],
        (sequence) => told(store.payload('till.handed_over', sequence).handOver),
        (act) => {
          const found = givable(input, from)
          if (!found.ok) return found
          const { shift, counted, expected, difference } = found.value
          const handOver: HandOver = {
            at: clock.now(),
            from: shift.holder,
            to: input.to,
            counted: counted.total,
            expected,
            difference,
            reason: difference === ZERO ? null : input.reason,
            approvedBy: desk.approver(difference, input.approvedBy),
          }
          const payload = {
            act,
            shift: shift.id,
            handOver,
            counted,
            cash: foundMove(difference, 'handover'),
          }
          journal.append({ cashier: from.name, shift: shift.id }, () => [
            event({ kind: 'till.handed_over', payload }),
            paper(desk, {
              kind: 'hand_over',
              head: deps.paperHead(from.name),
              shift: shift.number,
              handOver,
            }),
          ])
          return told(handOver)
        },
      ),
  }
}
