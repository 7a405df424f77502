import { CASH_PLACES, type CashPlace } from '../domain/cash'
import { addDays, civilDay } from '../domain/day'
import { add, type Centimes, centimes, ZERO } from '../domain/money'
import type { Journal } from '../journal/types'
import type { Till } from '../till/types'
import type { CashDay, CashLeg, MoneyFact, Move } from './types'

export type TillSeen = Pick<Till, 'variances' | 'floatStatements' | 'movements' | 'zsOf'>

/** The float was told at least this often; else the whole journal is asked. */
const RECENT_DAYS = 60
const FIRST_DAY = '2000-01-01'

/** The cash leg: sums of this room's own table, and the facts of the till. */
export function createCashLeg({ db }: Pick<Journal, 'db'>, till: TillSeen): CashLeg {
  const before = db.prepare<[string], { place: CashPlace; amount: number }>(
    'SELECT place, sum(came - went) AS amount FROM reconciliation_move WHERE day < ? GROUP BY place',
  )
  const moves = db.prepare<[string], Move>(
    'SELECT place, why, came, went FROM reconciliation_move WHERE day = ?',
  )
  const steps = db.prepare<[string], { at: string; amount: Centimes }>(
    'SELECT at, amount FROM reconciliation_drawer WHERE day = ? ORDER BY sequence',
  )

  const began = (day: string): CashDay['began'] => {
    const held = new Map(before.all(day).map(({ place, amount }) => [place, amount]))
    return Object.fromEntries(CASH_PLACES.map((place) => [place, centimes(held.get(place) ?? 0)])) as Record<
      CashPlace,
      Centimes
    >
  }

  const lastFloat = (day: string): CashDay['float'] => {
    const last =
      till.floatStatements(addDays(day, -RECENT_DAYS), day).at(-1) ??
      till.floatStatements(FIRST_DAY, day).at(-1)
    return last ? { amount: last.amount, at: last.at } : null
  }

  return {
    day: (day) => {
      // A shift of the evening may be closed after midnight: its Z is of its own day, what it moved is of this one.
      const zs = till.zsOf(addDays(day, -14), day)
      const closedToday = zs.filter(({ closedAt }) => civilDay(closedAt) === day)
      const zOfShift = new Map(zs.map(({ shift, z }) => [shift, z]))
      return {
        began: began(day),
        moves: moves.all(day),
        differences: till.variances(day, day).map(
          (found): MoneyFact => ({
            key: `${found.what === 'float' ? 'float' : 'count'}:${found.sequence}`,
            what: found.what,
            at: found.at,
            by: found.cashier,
            expected: found.expected,
            found: found.counted,
            difference: found.difference,
            reason: found.reason,
            approvedBy: found.approvedBy,
            shift: found.shift,
            z: found.what === 'closing' && found.shift !== null ? (zOfShift.get(found.shift) ?? null) : null,
          }),
        ),
        counted: closedToday.length > 0,
        float: lastFloat(day),
        floatsToday: till.floatStatements(day, day).length,
        transits: till
          .movements(day, day)
          .filter(({ transit }) => transit === 'open')
          .map(({ number, at, cashier, amount, note, shift }) => ({
            number,
            at,
            by: cashier,
            amount,
            note,
            shift,
          })),
        movements: steps.all(day),
        zs: zs
          .filter((z) => z.day === day)
          .map(({ z, shift, closedAt, difference }) => ({ z, shift, at: closedAt, difference })),
        putAway: closedToday.reduce((total, { toSafe }) => add(total, toSafe), ZERO),
      }
    },
  }
}
