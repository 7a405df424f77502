import type { CashPlace, CashReason } from '../domain/cash'
import type { Clock } from '../domain/clock'
import { civilDay } from '../domain/day'
import type { Ids } from '../domain/ids'
import { add, type Centimes, centimes, subtract } from '../domain/money'
import { PAPER_REQUESTED, type PaperData, type PaperRequest } from '../domain/paper'
import type { AppendTx, Journal, ReadDb } from '../journal/types'
import { OPENING_COUNTED } from './kinds'
import type { DayCash, Till } from './types'

export interface TillDeps {
  readonly journal: Pick<Journal, 'db' | 'append'>
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Ids
  /** Head of a paper asked for now by this cashier. */
  readonly paperHead: (cashier: string) => PaperData['head']
}

interface Movement {
  readonly why: CashReason
  readonly came: number
  readonly went: number
}

/** The day's cash as the tables have it, on whichever handle. */
function createReading(db: ReadDb): (day: string) => DayCash {
  const movements = db.prepare("SELECT why, came, went FROM till_move WHERE day = ? AND place = 'drawer'")
  const balances = db.prepare('SELECT place, amount FROM till_balance')
  const openings = db.prepare('SELECT 1 FROM till_opening WHERE day = ?')
  return (day) => {
    const rows = movements.all(day) as Movement[]
    const moved = (reason: CashReason) => rows.find(({ why }) => why === reason) ?? { came: 0, went: 0 }
    const held = new Map(
      (balances.all() as { place: CashPlace; amount: number }[]).map(({ place, amount }) => [place, amount]),
    )
    const at = (place: CashPlace): Centimes => centimes(held.get(place) ?? 0)
    const counted = openings.get(day) !== undefined

    const cashIn = centimes(moved('operation').came)
    const cashOut = centimes(moved('operation').went)
    const change = centimes(moved('change').went - moved('change').came)
    const expected = at('drawer')
    // As the day began: what is there now, less what the day's operations brought. Once counted it is the count,
    // and stays in step with the rest when the clock was wound back over a day and another day was counted there.
    const began = add(subtract(expected, cashIn), add(cashOut, change))
    return {
      day,
      opening: counted ? began : null,
      proposedOpening: counted ? null : began,
      cashIn,
      cashOut,
      change,
      counter: at('counter'),
      aside: at('aside'),
      due: at('due'),
      changeDue: at('change_due'),
      owed: at('owed'),
      expected,
    }
  }
}

/**
 * The drawer of this terminal, as the sum of typed rows. It carries over from day to day; an opening count says
 * what was in it as the day began and corrects it by the difference, so that
 * opening + cashIn - cashOut - change = expected at every moment, whenever in the day it was counted.
 */
export function createTill({ journal, clock, ids, paperHead }: TillDeps): Till {
  const read = createReading(journal.db)
  const within = (tx: AppendTx, day: string): DayCash => createReading(tx.db)(day)

  return {
    today: () => read(civilDay(clock.now())),
    setOpening: (amount, who) => {
      const day = civilDay(clock.now())
      const stored = journal.append(who, (tx) => {
        const carried = within(tx, day).proposedOpening
        if (carried === null || amount < 0) return []
        const difference = subtract(amount, carried)
        const cash = difference === 0 ? [] : [{ place: 'drawer', amount: difference, why: 'opening' }]
        return [{ kind: OPENING_COUNTED, operation: null, payload: { day, amount, carried, cash } }]
      })
      return { ok: stored.length > 0 }
    },
    printSlip: (who) => {
      journal.append(who, (tx) => {
        const now = within(tx, civilDay(clock.now()))
        const payload: PaperRequest = {
          paper: ids.uuid(),
          copy: 0,
          data: {
            kind: 'day_cash',
            head: paperHead(who.cashier),
            day: now.day,
            opening: now.opening,
            cashIn: now.cashIn,
            cashOut: now.cashOut,
            change: now.change,
            aside: now.aside,
            due: now.due,
            changeDue: now.changeDue,
            owed: now.owed,
            expected: now.expected,
          },
        }
        return [{ kind: PAPER_REQUESTED, operation: null, payload }]
      })
    },
  }
}
