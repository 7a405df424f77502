import type { Count, ShiftReport } from '../domain/closing'
import { addKinds } from '../domain/kind-totals'
import type { OpenShift, XReport } from '../domain/till'
import type { ShiftRow, TillStore } from './store'
import { addMovements, drawerSums } from './totals'
import type { OperationsSeen } from './types'

/** A shift as it stands up to an event of the journal, whole. */
export function reportOf(
  store: TillStore,
  operations: OperationsSeen,
  shift: ShiftRow,
  through: number,
): ShiftReport {
  const opened = store.payload('till.shift_opened', shift.openedSequence)
  const handOvers = store.handOvers(shift.id)
  return {
    shift: shift.id,
    number: shift.number,
    drawer: shift.drawer,
    day: shift.day,
    openedAt: shift.openedAt,
    openedBy: shift.openedBy,
    cashiers: [...new Set([shift.openedBy, ...handOvers.map(({ to }) => to)])],
    carried: opened.carried,
    openingDifference: opened.difference,
    openingReason: opened.reason,
    sums: drawerSums(opened.counted.total, store.moved(shift.id)),
    movements: addMovements(store.movementTotals(shift.id)),
    handOvers: [...handOvers],
    tally: operations.tally({
      drawer: shift.drawer,
      after: store.lastClosing(shift.drawer),
      through,
      drawerOf: store.drawerOf,
    }),
    beside: store.beside(),
    float: store.float(),
    floatAtOpening: opened.float,
    copies: shift.copies,
    drawerOpenings: shift.drawerOpenings,
  }
}

/** What may be shown of it: what adds up to the cash in the drawer is left out where it is hidden. */
export function xOf(report: ShiftReport, hidden: boolean): XReport {
  const { sums, tally, movements, handOvers, ...rest } = report
  return {
    ...rest,
    hidden,
    sums: hidden ? null : sums,
    tally: hidden ? null : tally,
    movements: hidden ? null : movements,
    handOvers: hidden ? null : handOvers,
    counts: addKinds(tally.kinds).map(({ kind, count }) => ({ kind, count })),
    pending: tally.pending,
  }
}

export const openShiftOf = (shift: ShiftRow, forgotten: boolean): OpenShift => ({
  id: shift.id,
  number: shift.number,
  drawer: shift.drawer,
  day: shift.day,
  openedAt: shift.openedAt,
  openedBy: shift.openedBy,
  holder: shift.holder,
  forgotten,
  counted: shift.countedPurpose,
})

/** A count that is sealed on a shift and still holds. */
export interface Sealed {
  readonly sequence: number
  readonly counted: Count
  readonly firstCount: Count | null
}

export function sealedOf(store: TillStore, shift: ShiftRow): Sealed | null {
  if (shift.countedSequence === null) return null
  const count = (sequence: number): Count => store.payload('till.counted', sequence).counted
  return {
    sequence: shift.countedSequence,
    counted: count(shift.countedSequence),
    firstCount: shift.firstSequence === null ? null : count(shift.firstSequence),
  }
}
