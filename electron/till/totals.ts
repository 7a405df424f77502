import {
  type DifferenceTotals,
  type DrawerSums,
  type KindTotals,
  MOVEMENT_KINDS,
  type MovementTotals,
  type PeriodClosing,
  type Perpetual,
  type ShiftReport,
  type TillSettings,
  type ZReport,
} from '../domain/closing'
import { addKinds } from '../domain/kind-totals'
import { add, type Centimes, centimes, subtract, ZERO } from '../domain/money'
import type { DifferenceNeeds, Level } from '../domain/till'

/** Sums of a till, pure: everything that a closing adds up is added up here. */

/** What came into and went out of a drawer for one reason. */
export interface Moved {
  readonly came: number
  readonly went: number
}

/** opening + everything in - everything out = expected. `of` gives the moves of one reason. */
export function drawerSums(opening: Centimes, of: (why: string) => Moved): DrawerSums {
  const cashIn = centimes(of('operation').came)
  const cashOut = centimes(of('operation').went)
  const out = (why: string): Centimes => centimes(of(why).went - of(why).came)
  const change = out('change')
  const paidIn = centimes(of('paid_in').came - of('paid_in').went)
  const paidOut = out('paid_out')
  const safe = out('safe')
  const bank = out('bank')
  const differences = centimes(of('handover').came - of('handover').went)
  const expected = centimes(
    opening + cashIn - cashOut - change + paidIn - paidOut - safe - bank + differences,
  )
  return { opening, cashIn, cashOut, change, paidIn, paidOut, safe, bank, differences, expected }
}

/** A difference up to the first tolerance needs nothing, up to the second a reason, beyond it a supervisor too. */
export function needsOf(difference: Centimes, settings: TillSettings): DifferenceNeeds {
  const size = Math.abs(difference)
  if (size <= settings.reasonFrom) return 'nothing'
  return size <= settings.supervisorFrom ? 'reason' : 'supervisor'
}

/** Where a pocket stands between the shop's warning and its stop, both included. */
export function levelOf(amount: Centimes, warn: Centimes | null, stop: Centimes | null): Level {
  if (stop !== null && amount <= stop) return 'stop'
  return warn !== null && amount <= warn ? 'low' : 'ok'
}

export const addMovements = (...lists: readonly (readonly MovementTotals[])[]): MovementTotals[] =>
  MOVEMENT_KINDS.map((kind) =>
    lists
      .flatMap((list) => list.filter((one) => one.kind === kind))
      .reduce((sum, one) => ({ kind, count: sum.count + one.count, amount: add(sum.amount, one.amount) }), {
        kind,
        count: 0,
        amount: ZERO,
      }),
  )

export const noDifferences: DifferenceTotals = { count: 0, signed: ZERO, absolute: ZERO }

export const addDifferences = (...all: readonly DifferenceTotals[]): DifferenceTotals =>
  all.reduce(
    (sum, one) => ({
      count: sum.count + one.count,
      signed: add(sum.signed, one.signed),
      absolute: add(sum.absolute, one.absolute),
    }),
    noDifferences,
  )

/** Counts those that are not zero. */
export const differencesOf = (amounts: readonly Centimes[]): DifferenceTotals =>
  addDifferences(
    ...amounts
      .filter((amount) => amount !== 0)
      .map((amount) => ({ count: 1, signed: amount, absolute: centimes(Math.abs(amount)) })),
  )

/** Of the counts at opening, hand-overs and closing. */
export const differencesOfZ = (
  z: Pick<ZReport, 'openingDifference' | 'handOvers' | 'difference'>,
): DifferenceTotals =>
  differencesOf([z.openingDifference, ...z.handOvers.map(({ difference }) => difference), z.difference])

export const nothingYet: Perpetual = {
  kinds: addKinds(),
  movements: addMovements(),
  differences: noDifferences,
  corrections: noDifferences,
  shifts: 0,
  events: 0,
}

/** The totals that never begin again, as the last Z left them and this shift adds to them. */
export const perpetualAfter = (
  before: Perpetual,
  shift: Pick<ShiftReport, 'tally' | 'movements' | 'openingDifference' | 'handOvers'> & {
    readonly difference: Centimes
    readonly corrections: DifferenceTotals
    /** Sequence of the newest event. */
    readonly events: number
  },
): Perpetual => ({
  kinds: addKinds(before.kinds, shift.tally.kinds),
  movements: addMovements(before.movements, shift.movements),
  differences: addDifferences(before.differences, differencesOfZ(shift)),
  corrections: addDifferences(before.corrections, shift.corrections),
  shifts: before.shifts + 1,
  events: shift.events,
})

/** What the Zs of a period come to. */
export function sumOfZs(
  zs: readonly ZReport[],
): Pick<PeriodClosing, 'zs' | 'kinds' | 'movements' | 'differences' | 'cashiers'> {
  const cashiers = new Map<string, KindTotals[]>()
  for (const { tally } of zs)
    for (const { cashier, kinds } of tally.cashiers)
      cashiers.set(cashier, addKinds(cashiers.get(cashier) ?? [], kinds))
  return {
    zs: zs.map(({ z }) => z),
    kinds: addKinds(...zs.map(({ tally }) => tally.kinds)),
    movements: addMovements(...zs.map(({ movements }) => movements)),
    differences: addDifferences(...zs.map(differencesOfZ)),
    cashiers: [...cashiers].map(([cashier, kinds]) => ({ cashier, kinds })),
  }
}

/** What may still be paid out of a pocket, or into it, above what must stay. */
export const servable = (amount: Centimes, stop: Centimes | null): Centimes =>
  centimes(Math.max(0, subtract(amount, stop ?? ZERO)))
