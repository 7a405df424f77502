import { cashEventSchema } from '../domain/cash'
import { civilDay } from '../domain/day'
import type { Projection } from '../journal/types'
import { OPENING_COUNTED, openingCountedSchema } from './kinds'

const PUT = `INSERT INTO till_move (day, place, why, came, went) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (day, place, why) DO UPDATE SET came = came + excluded.came, went = went + excluded.went`
const MOVE = `INSERT INTO till_balance (place, amount) VALUES (?, ?)
  ON CONFLICT (place) DO UPDATE SET amount = amount + excluded.amount`
const OPEN = 'INSERT INTO till_opening (day) VALUES (?)'

/** The day of an instant, remembered by its hour: zones change on the hour, and rebuilds ask very often. */
function dayReader(): (at: string) => string {
  let hour = ''
  let day = ''
  return (at) => {
    const asked = at.slice(0, 13)
    if (asked !== hour) {
      hour = asked
      day = civilDay(at)
    }
    return day
  }
}

const dayOf = dayReader()

/** Sums every cash move of every room, by civil day, place and reason; once each, whatever event carries it. */
export const tillProjection: Projection = {
  name: 'till',
  version: 1,
  tables: ['till_move', 'till_balance', 'till_opening'],
  create: `
    CREATE TABLE till_move (
      day TEXT NOT NULL,
      place TEXT NOT NULL,
      why TEXT NOT NULL,
      came INTEGER NOT NULL,
      went INTEGER NOT NULL,
      PRIMARY KEY (day, place, why)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE till_balance (place TEXT PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE till_opening (day TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  apply: (db, { at, kind, payload }) => {
    if (payload.cash === undefined) return
    const { cash } = cashEventSchema.parse(payload)
    for (const { place, amount, why } of cash) {
      db.prepare(PUT).run(dayOf(at), place, why, Math.max(0, amount), Math.max(0, -amount))
      db.prepare(MOVE).run(place, amount)
    }
    if (kind !== OPENING_COUNTED) return
    db.prepare(OPEN).run(openingCountedSchema.parse(payload).day)
  },
}
