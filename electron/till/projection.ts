import { cashEventSchema } from '../domain/cash'
import { civilDay } from '../domain/day'
import { JOURNAL_BEGUN, journalBegunSchema } from '../domain/journal-begun'
import { DRAWER_REQUESTED, PAPER_REQUESTED } from '../domain/paper'
import type { Variance } from '../domain/till'
import type { Projection, StoredEvent, WriteDb } from '../journal/types'
import { isTillKind, type TillFact } from './kinds'
import { INDEXES, TABLE_NAMES, TABLES } from './tables'

/** Drawer of what was done before there were shifts, and of a shop that shares one. */
export const MAIN = 'main'

/** Only the drawer's cash is of one drawer; the rest is the terminal's. */
export const drawerOf = (db: Pick<WriteDb, 'prepare'>, shift: string | null): string => {
  const drawer =
    shift === null
      ? undefined
      : db.prepare<[string], string>('SELECT drawer FROM till_shift WHERE id = ?').pluck().get(shift)
  return drawer ?? MAIN
}

const BALANCE = `INSERT INTO till_balance (place, drawer, amount) VALUES (?, ?, ?)
  ON CONFLICT (place, drawer) DO UPDATE SET amount = amount + excluded.amount`
const CASH = `INSERT INTO till_cash (shift, why, came, went) VALUES (?, ?, ?, ?)
  ON CONFLICT (shift, why) DO UPDATE SET came = came + excluded.came, went = went + excluded.went`

/** Sums every cash move of every room, once each, whatever event carries it. */
function sumCash(db: WriteDb, event: StoredEvent): void {
  const { cash } = cashEventSchema.parse(event.payload)
  for (const { place, amount, why } of cash) {
    const ofDrawer = place === 'drawer'
    db.prepare(BALANCE).run(place, ofDrawer ? drawerOf(db, event.shift) : '', amount)
    if (place === 'float')
      db.prepare(
        'UPDATE till_float SET moved = 1 WHERE sequence = (SELECT max(sequence) FROM till_float) AND moved = 0',
      ).run()
    if (!ofDrawer) continue
    db.prepare(CASH).run(event.shift ?? '', why, Math.max(0, amount), Math.max(0, -amount))
    // A sealed count is of a drawer that has not moved since.
    if (event.shift === null) continue
    db.prepare(
      `UPDATE till_shift SET counted_sequence = NULL, counted_purpose = NULL, first_sequence = NULL
       WHERE id = ? AND counted_sequence IS NOT NULL`,
    ).run(event.shift)
  }
}

type Found = Omit<Variance, 'sequence' | 'at' | 'day' | 'cashier'>

function vary(db: WriteDb, event: StoredEvent, found: Found): void {
  if (found.difference === 0) return
  db.prepare(
    `INSERT INTO till_variance (sequence, at, day, what, shift, drawer, cashier, expected, counted, difference, reason,
       approved_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    event.sequence,
    event.at,
    civilDay(event.at),
    found.what,
    found.shift,
    found.drawer,
    event.cashier,
    found.expected,
    found.counted,
    found.difference,
    found.reason,
    found.approvedBy,
  )
}

const COVER = {
  day: "UPDATE till_closing SET in_day = ? WHERE kind = 'shift' AND number = ?",
  month: "UPDATE till_closing SET in_month = ? WHERE kind = 'shift' AND number = ?",
  year: "UPDATE till_closing SET in_year = ? WHERE kind = 'shift' AND number = ?",
} as const

interface Row {
  readonly kind: string
  readonly number: number
  readonly period: string
  readonly shift: string | null
  readonly drawer: string | null
  readonly difference: number
  readonly signed: boolean
}

function insertClosing(db: WriteDb, event: StoredEvent, row: Row): void {
  db.prepare(
    `INSERT INTO till_closing (kind, number, sequence, period, closed_at, closed_by, shift, drawer, difference, signed,
       copies)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  ).run(
    row.kind,
    row.number,
    event.sequence,
    row.period,
    event.at,
    event.cashier,
    row.shift,
    row.drawer,
    row.difference,
    Number(row.signed),
  )
}

function acted(db: WriteDb, event: StoredEvent, act: { readonly id: string; readonly inputs: string }): void {
  db.prepare('INSERT INTO till_act (id, inputs, sequence) VALUES (?, ?, ?)').run(
    act.id,
    act.inputs,
    event.sequence,
  )
}

function note(db: WriteDb, event: StoredEvent, fact: TillFact): void {
  if ('act' in fact.payload && fact.payload.act) acted(db, event, fact.payload.act)
  switch (fact.kind) {
    case 'till.shift_opened': {
      const { shift, number, drawer, day, counted, carried, difference, reason, approvedBy } = fact.payload
      db.prepare(
        `INSERT INTO till_shift (id, number, drawer, day, opened_at, opened_by, opened_sequence, holder, opening,
           copies, drawer_openings)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
      ).run(shift, number, drawer, day, event.at, event.cashier, event.sequence, event.cashier, counted.total)
      vary(db, event, {
        what: 'opening',
        shift,
        drawer,
        expected: carried,
        counted: counted.total,
        difference,
        reason,
        approvedBy,
      })
      return
    }
    case 'till.float_stated': {
      const { amount, source, toldAt, expected, difference } = fact.payload
      // What was done between the reading and its event has moved it already.
      db.prepare(
        `INSERT INTO till_float (sequence, at, day, shift, cashier, amount, source, expected, difference, moved)
         VALUES (@sequence, @at, @day, @shift, @cashier, @amount, @source, @expected, @difference,
           @amount <> coalesce((SELECT amount FROM till_balance WHERE place = 'float' AND drawer = ''), 0))`,
      ).run({
        sequence: event.sequence,
        at: toldAt,
        day: civilDay(toldAt),
        shift: event.shift,
        cashier: event.cashier,
        amount,
        source,
        expected,
        difference,
      })
      if (expected !== null && difference !== null)
        vary(db, event, {
          what: 'float',
          shift: event.shift,
          drawer: null,
          expected,
          counted: amount,
          difference,
          reason: null,
          approvedBy: null,
        })
      return
    }
    case 'till.moved': {
      const { number, movement, reason, amount, approvedBy, corrects, transit } = fact.payload
      db.prepare(
        `INSERT INTO till_movement (sequence, number, at, day, shift, cashier, movement, reason, note, amount,
           approved_by, corrects, transit)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        event.sequence,
        number,
        event.at,
        civilDay(event.at),
        event.shift,
        event.cashier,
        movement,
        reason,
        fact.payload.note,
        amount,
        approvedBy,
        corrects,
        transit ? 'open' : 'none',
      )
      if (corrects !== null)
        db.prepare("UPDATE till_movement SET corrected_by = ?, transit = 'none' WHERE number = ?").run(
          number,
          corrects,
        )
      return
    }
    case 'till.transit_confirmed':
      db.prepare(
        "UPDATE till_movement SET transit = 'confirmed', confirmed_at = ?, confirmed_by = ? WHERE number = ?",
      ).run(event.at, event.cashier, fact.payload.number)
      return
    case 'till.counted': {
      const { shift, purpose } = fact.payload
      // A count for another purpose begins anew; the second of one purpose keeps the first beside it.
      db.prepare(
        `UPDATE till_shift SET first_sequence = CASE WHEN counted_purpose = @purpose THEN counted_sequence END,
           counted_sequence = @sequence, counted_purpose = @purpose WHERE id = @shift`,
      ).run({ purpose, sequence: event.sequence, shift })
      return
    }
    case 'till.handed_over': {
      const { shift, handOver } = fact.payload
      db.prepare('INSERT INTO till_hand_over (sequence, shift) VALUES (?, ?)').run(event.sequence, shift)
      db.prepare(
        `UPDATE till_shift SET holder = ?, counted_sequence = NULL, counted_purpose = NULL, first_sequence = NULL
         WHERE id = ?`,
      ).run(handOver.to, shift)
      vary(db, event, { ...handOver, what: 'hand_over', shift, drawer: drawerOf(db, shift) })
      return
    }
    case 'till.shift_closed': {
      const { document, signature } = fact.payload
      const { z, shift, drawer, day, difference, counted, sums, reason, approvedBy } = document
      insertClosing(db, event, {
        kind: 'shift',
        number: z,
        period: day,
        shift,
        drawer,
        difference,
        signed: signature !== null,
      })
      db.prepare('UPDATE till_shift SET z = ? WHERE id = ?').run(z, shift)
      vary(db, event, {
        what: 'closing',
        shift,
        drawer,
        expected: sums.expected,
        counted: counted.total,
        difference,
        reason,
        approvedBy,
      })
      return
    }
    case 'till.period_closed': {
      const { document, signature } = fact.payload
      const { kind, number, period, differences, zs } = document
      insertClosing(db, event, {
        kind,
        number,
        period,
        shift: null,
        drawer: null,
        difference: differences.signed,
        signed: signature !== null,
      })
      for (const z of zs) db.prepare(COVER[kind]).run(number, z)
      return
    }
  }
}

interface Copied {
  readonly copy?: number
  readonly data?: {
    readonly kind?: string
    readonly report?: { readonly z?: number }
    readonly closing?: { readonly kind?: string; readonly number?: number }
  }
}

/** Duplicates of a shift, and how often a closing was printed. */
function printed(db: WriteDb, event: StoredEvent, { copy = 0, data = {} }: Copied): void {
  if (copy > 0) db.prepare('UPDATE till_shift SET copies = copies + 1 WHERE id = ?').run(event.shift)
  const [kind, number] =
    data.kind === 'z_report'
      ? ['shift', data.report?.z]
      : data.kind === 'period_closing'
        ? [data.closing?.kind, data.closing?.number]
        : []
  if (kind !== undefined && number !== undefined)
    db.prepare('UPDATE till_closing SET copies = copies + 1 WHERE kind = ? AND number = ?').run(kind, number)
}

/** Totals go on behind those of the journal before this one. */
function begun(db: WriteDb, event: StoredEvent): void {
  const { perpetual, head } = journalBegunSchema.parse(event.payload)
  db.prepare('INSERT INTO till_begun (sequence, perpetual, events) VALUES (?, ?, ?)').run(
    event.sequence,
    perpetual && JSON.stringify(perpetual),
    head?.sequence ?? 0,
  )
}

/** Sums, open shifts, movements, differences and where each closing lies. Every column is derived from events. */
export const tillProjection: Projection = {
  name: 'till',
  version: 3,
  create: TABLES,
  indexes: INDEXES,
  tables: TABLE_NAMES,
  apply: (db, event) => {
    const { kind, payload } = event
    const fact = isTillKind(kind) ? ({ kind, payload } as unknown as TillFact) : null
    // A shift is there before the cash that its opening moves, and still open for that of its closing.
    if (fact?.kind === 'till.shift_opened') note(db, event, fact)
    if (payload.cash !== undefined) sumCash(db, event)
    if (fact) {
      if (fact.kind !== 'till.shift_opened') note(db, event, fact)
    } else if (kind === JOURNAL_BEGUN) begun(db, event)
    else if (kind === PAPER_REQUESTED) printed(db, event, payload as Copied)
    else if (kind === DRAWER_REQUESTED && payload.reason === 'supervised')
      db.prepare('UPDATE till_shift SET drawer_openings = drawer_openings + 1 WHERE id = ?').run(event.shift)
  },
}
