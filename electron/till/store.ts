import type { CashPlace } from '../domain/cash'
import {
  type Beside,
  type Float,
  type HandOver,
  type MovementTotals,
  type PeriodClosing,
  type Perpetual,
  perpetualSchema,
  type ZReport,
} from '../domain/closing'
import { type Centimes, centimes, negate } from '../domain/money'
import type {
  ClosingKind,
  ClosingRow,
  CountPurpose,
  FloatStatement,
  Movement,
  StoredClosing,
  Variance,
} from '../domain/till'
import { NOT_SEALED } from '../journal/seals'
import type { Journal } from '../journal/types'
import type { TillKind, TillPayload } from './kinds'
import type { ZDay } from './periods'
import { MAIN } from './projection'
import { type Moved, nothingYet } from './totals'
import type { Page } from './types'

/** A shift as its row has it. */
export interface ShiftRow {
  readonly id: string
  readonly number: number
  readonly drawer: string
  readonly day: string
  readonly openedAt: string
  readonly openedBy: string
  readonly openedSequence: number
  readonly holder: string
  /** What was counted when it was opened. */
  readonly opening: Centimes
  readonly countedSequence: number | null
  readonly countedPurpose: CountPurpose | null
  readonly firstSequence: number | null
  readonly copies: number
  readonly drawerOpenings: number
}

/** What the till reads of the journal, on the connection that appends: within an append it sees what is there so far. */
export interface TillStore {
  readonly openShifts: () => readonly ShiftRow[]
  /** Open or closed. */
  readonly shift: (id: string) => ShiftRow | null
  /** Drawer of any shift, open or closed. */
  readonly drawerOf: (shift: string | null) => string
  /** Anything was ever in it, or a shift of it opened. */
  readonly knowsDrawer: (drawer: string) => boolean
  readonly held: (drawer: string) => Centimes
  readonly moved: (shift: string) => (why: string) => Moved
  readonly beside: () => Beside
  readonly float: () => Float
  /** What the float should be, whether it was ever stated or not. */
  readonly floatHeld: () => Centimes
  readonly handOvers: (shift: string) => readonly HandOver[]
  readonly movementTotals: (shift: string) => readonly MovementTotals[]
  /** What the corrections of a shift did to its drawer, one by one. */
  readonly corrections: (shift: string) => readonly Centimes[]
  readonly movement: (number: string) => Movement | null
  readonly movementsOf: (shift: string | null, cursor: string | null, limit: number) => Page<Movement>
  readonly movements: (from: string, to: string) => readonly Movement[]
  readonly transits: () => readonly Movement[]
  readonly variances: (from: string, to: string) => readonly Variance[]
  readonly floatStatements: (from: string, to: string) => readonly FloatStatement[]
  /** Sequence of the last closing of a drawer, and of the last of a kind of period; 0: none. */
  readonly lastClosing: (drawer: string) => number
  readonly lastPeriod: (kind: PeriodClosing['kind']) => number
  readonly z: (number: number) => ZReport | null
  readonly zOf: (drawer: string) => ZReport | null
  readonly zs: (from: string, to: string) => readonly ZReport[]
  readonly periods: (kind: PeriodClosing['kind'], period: string) => readonly PeriodClosing[]
  /** As the last Z left them; before the first, as a journal before this one did. */
  readonly perpetual: () => Perpetual
  /** Events of the journals before this one. */
  readonly eventsBefore: () => number
  /** How often, behind this event, no seal could be made when one was due. */
  readonly notSealedAfter: (sequence: number) => number
  /** A Z of this day is in no closing of a day yet. */
  readonly dayWaits: (day: string) => boolean
  /** Zs that a day, a month or a year has yet to close. A year closes last. */
  readonly uncovered: () => readonly ZDay[]
  readonly closings: (kind: ClosingKind, cursor: string | null, limit: number) => Page<ClosingRow>
  readonly closing: (kind: ClosingKind, number: number) => StoredClosing | null
  readonly closingRow: (kind: ClosingKind, number: number) => ClosingRow | null
  /** Closings of periods that follow this event at once, in its append. */
  readonly closedWith: (sequence: number) => readonly ClosingRow[]
  readonly copies: (kind: ClosingKind, number: number) => number
  readonly acted: (id: string) => { readonly inputs: string; readonly sequence: number } | null
  readonly payload: <K extends TillKind>(kind: K, sequence: number) => TillPayload<K>
  readonly at: (sequence: number) => { readonly at: string; readonly cashier: string }
}

const SHIFT = `SELECT id, number, drawer, day, opened_at AS openedAt, opened_by AS openedBy,
    opened_sequence AS openedSequence, holder, opening, counted_sequence AS countedSequence, counted_purpose AS countedPurpose,
    first_sequence AS firstSequence, copies, drawer_openings AS drawerOpenings
  FROM till_shift`
const MOVEMENT = `SELECT sequence, number, at, day, shift, cashier, movement, reason, note, amount,
    approved_by AS approvedBy, corrects, corrected_by AS correctedBy, transit, confirmed_at AS confirmedAt,
    confirmed_by AS confirmedBy
  FROM till_movement`
const CLOSING = `SELECT kind, number, sequence, period, closed_at AS closedAt, closed_by AS closedBy, shift, drawer,
    difference, signed
  FROM till_closing`

type MovementRow = Movement & { readonly sequence: number }
const asMovement = ({ sequence: _, ...row }: MovementRow): Movement => row

interface ClosingStored extends Omit<ClosingRow, 'signed'> {
  readonly sequence: number
  readonly signed: number
}
const asClosing = ({ sequence: _, signed, ...row }: ClosingStored): ClosingRow => ({
  ...row,
  signed: signed === 1,
})

const BOTTOM = Number.MAX_SAFE_INTEGER

/** Rows of a page, and the key of its last where more follow. */
function paged<R, T>(
  rows: readonly R[],
  limit: number,
  key: (row: R) => number,
  read: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown.map(read), cursor: rows.length > limit && last ? String(key(last)) : null }
}

const before = (cursor: string | null): number => {
  const at = cursor === null ? BOTTOM : Number(cursor)
  return Number.isSafeInteger(at) ? at : BOTTOM
}

export function createStore(journal: Pick<Journal, 'db' | 'events'>): TillStore {
  const { db } = journal
  const openShifts = db.prepare<[], ShiftRow>(`${SHIFT} WHERE z IS NULL ORDER BY number`)
  const shift = db.prepare<[string], ShiftRow>(`${SHIFT} WHERE id = ?`)
  const anyShift = db.prepare<[string], number>('SELECT 1 FROM till_shift WHERE drawer = ? LIMIT 1').pluck()
  const drawer = db.prepare<[string], string>('SELECT drawer FROM till_shift WHERE id = ?').pluck()
  const balance = db
    .prepare<[string, string], number>('SELECT amount FROM till_balance WHERE place = ? AND drawer = ?')
    .pluck()
  const places = db.prepare<[], { place: CashPlace; amount: number }>(
    'SELECT place, sum(amount) AS amount FROM till_balance GROUP BY place',
  )
  const cash = db.prepare<[string], Moved & { readonly why: string }>(
    'SELECT why, came, went FROM till_cash WHERE shift = ?',
  )
  const stated = db.prepare<[], { amount: number; source: Float['source']; at: string; moved: number }>(
    'SELECT amount, source, at, moved FROM till_float ORDER BY sequence DESC LIMIT 1',
  )
  const handOvers = db
    .prepare<[string], number>('SELECT sequence FROM till_hand_over WHERE shift = ? ORDER BY sequence')
    .pluck()
  const totals = db.prepare<[string], MovementTotals>(
    `SELECT movement AS kind, count(*) AS count, sum(CASE WHEN corrects IS NULL THEN amount ELSE -amount END) AS amount
     FROM till_movement WHERE shift = ? GROUP BY movement`,
  )
  const corrections = db.prepare<[string], Pick<Movement, 'movement' | 'amount'>>(
    'SELECT movement, amount FROM till_movement WHERE shift = ? AND corrects IS NOT NULL ORDER BY sequence',
  )
  const movement = db.prepare<[string], MovementRow>(`${MOVEMENT} WHERE number = ?`)
  const movementsOf = db.prepare<[string, number, number], MovementRow>(
    `${MOVEMENT} WHERE shift = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
  )
  const allMovements = db.prepare<[number, number], MovementRow>(
    `${MOVEMENT} WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`,
  )
  const movements = db.prepare<[string, string], MovementRow>(
    `${MOVEMENT} WHERE day BETWEEN ? AND ? ORDER BY sequence`,
  )
  const transits = db.prepare<[], MovementRow>(`${MOVEMENT} WHERE transit = 'open' ORDER BY sequence`)
  const variances = db.prepare<[string, string], Variance>(
    `SELECT sequence, at, day, what, shift, drawer, cashier, expected, counted, difference, reason,
       approved_by AS approvedBy
     FROM till_variance WHERE day BETWEEN ? AND ? ORDER BY sequence`,
  )
  const statements = db.prepare<[string, string], FloatStatement>(
    `SELECT sequence, at, day, shift, cashier, amount, source, expected, difference
     FROM till_float WHERE day BETWEEN ? AND ? ORDER BY sequence`,
  )
  const lastOfDrawer = db.prepare<[string], { number: number; sequence: number }>(
    "SELECT number, sequence FROM till_closing WHERE kind = 'shift' AND drawer = ? ORDER BY number DESC LIMIT 1",
  )
  const lastOf = db.prepare<[string], { number: number; sequence: number }>(
    'SELECT number, sequence FROM till_closing WHERE kind = ? ORDER BY number DESC LIMIT 1',
  )
  const placeOf = db
    .prepare<[string, number], number>('SELECT sequence FROM till_closing WHERE kind = ? AND number = ?')
    .pluck()
  const within = db
    .prepare<[string, string, string], number>(
      'SELECT sequence FROM till_closing WHERE kind = ? AND period BETWEEN ? AND ? ORDER BY number',
    )
    .pluck()
  const waits = db
    .prepare<[string], number>(
      "SELECT 1 FROM till_closing WHERE kind = 'shift' AND in_day IS NULL AND period = ? LIMIT 1",
    )
    .pluck()
  const uncovered = db.prepare<[], Record<'z' | 'inDay' | 'inMonth' | 'inYear', number> & { day: string }>(
    `SELECT number AS z, period AS day, in_day IS NOT NULL AS inDay, in_month IS NOT NULL AS inMonth,
       in_year IS NOT NULL AS inYear
     FROM till_closing WHERE kind = 'shift' AND in_year IS NULL ORDER BY number`,
  )
  const closings = db.prepare<[string, number, number], ClosingStored>(
    `${CLOSING} WHERE kind = ? AND number < ? ORDER BY number DESC LIMIT ?`,
  )
  const closingRow = db.prepare<[string, number], ClosingStored>(`${CLOSING} WHERE kind = ? AND number = ?`)
  const after = db.prepare<[number], ClosingStored>(
    `${CLOSING} WHERE kind <> 'shift' AND sequence > ? ORDER BY sequence LIMIT 100`,
  )
  const copies = db
    .prepare<[string, number], number>('SELECT copies FROM till_closing WHERE kind = ? AND number = ?')
    .pluck()
  const acted = db.prepare<[string], { inputs: string; sequence: number }>(
    'SELECT inputs, sequence FROM till_act WHERE id = ?',
  )
  const begun = db.prepare<[], { perpetual: string | null; events: number }>(
    'SELECT perpetual, events FROM till_begun ORDER BY sequence DESC LIMIT 1',
  )
  const notSealed = db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM event WHERE kind = ? AND operation IS NULL AND sequence > ?',
    )
    .pluck()

  /** Drawers of closed and open shifts never change. */
  const drawers = new Map<string, string>()

  const stored = (sequence: number) => {
    const [event] = journal.events({ after: sequence - 1, limit: 1 })
    if (event?.sequence !== sequence) throw new Error(`no event ${sequence}`)
    return event
  }
  const payload: TillStore['payload'] = (kind, sequence) => {
    const event = stored(sequence)
    if (event.kind !== kind) throw new Error(`event ${sequence} is a ${event.kind}, not a ${kind}`)
    return event.payload as unknown as TillPayload<typeof kind>
  }
  const zAt = (sequence: number): ZReport => payload('till.shift_closed', sequence).document
  const z = (number: number): ZReport | null => {
    const sequence = placeOf.get('shift', number)
    return sequence === undefined ? null : zAt(sequence)
  }
  const lastZ = (): ZReport | null => {
    const last = lastOf.get('shift')
    return last ? zAt(last.sequence) : null
  }
  const carried = (): Perpetual => {
    const text = begun.get()?.perpetual ?? null
    return text === null ? nothingYet : perpetualSchema.parse(JSON.parse(text))
  }
  const amountAt = (place: CashPlace, of = ''): Centimes => centimes(balance.get(place, of) ?? 0)

  return {
    openShifts: () => openShifts.all(),
    shift: (id) => shift.get(id) ?? null,
    drawerOf: (id) => {
      if (id === null) return MAIN
      const known = drawers.get(id) ?? drawer.get(id)
      if (known === undefined) return MAIN
      drawers.set(id, known)
      return known
    },
    knowsDrawer: (name) => balance.get('drawer', name) !== undefined || anyShift.get(name) !== undefined,
    held: (name) => amountAt('drawer', name),
    moved: (id) => {
      const rows = cash.all(id)
      return (why) => rows.find((row) => row.why === why) ?? { came: 0, went: 0 }
    },
    beside: () => {
      const held = new Map(places.all().map(({ place, amount }) => [place, amount]))
      const at = (place: CashPlace): Centimes => centimes(held.get(place) ?? 0)
      return {
        counter: at('counter'),
        aside: at('aside'),
        due: at('due'),
        changeDue: at('change_due'),
        owed: at('owed'),
        safe: at('safe'),
        transit: at('transit'),
      }
    },
    float: () => {
      const last = stated.get()
      if (!last) return { amount: null, source: 'unknown', statedAt: null }
      return {
        amount: amountAt('float'),
        source: last.moved === 1 ? 'estimate' : last.source,
        statedAt: last.at,
      }
    },
    floatHeld: () => amountAt('float'),
    handOvers: (id) => handOvers.all(id).map((sequence) => payload('till.handed_over', sequence).handOver),
    movementTotals: (id) => totals.all(id),
    corrections: (id) =>
      corrections.all(id).map(({ movement: kind, amount }) => (kind === 'paid_in' ? negate(amount) : amount)),
    movement: (number) => {
      const row = movement.get(number)
      return row ? asMovement(row) : null
    },
    movementsOf: (id, cursor, limit) =>
      paged(
        id === null
          ? allMovements.all(before(cursor), limit + 1)
          : movementsOf.all(id, before(cursor), limit + 1),
        limit,
        ({ sequence }) => sequence,
        asMovement,
      ),
    movements: (from, to) => movements.all(from, to).map(asMovement),
    transits: () => transits.all().map(asMovement),
    variances: (from, to) => variances.all(from, to),
    floatStatements: (from, to) => statements.all(from, to),
    lastClosing: (name) => lastOfDrawer.get(name)?.sequence ?? 0,
    lastPeriod: (kind) => lastOf.get(kind)?.sequence ?? 0,
    z,
    zOf: (name) => {
      const last = lastOfDrawer.get(name)
      return last ? zAt(last.sequence) : null
    },
    zs: (from, to) => within.all('shift', from, to).map(zAt),
    periods: (kind, period) =>
      within.all(kind, period, period).map((sequence) => payload('till.period_closed', sequence).document),
    perpetual: () => lastZ()?.perpetual ?? carried(),
    eventsBefore: () => begun.get()?.events ?? 0,
    notSealedAfter: (sequence) => notSealed.get(NOT_SEALED, sequence) ?? 0,
    dayWaits: (day) => waits.get(day) !== undefined,
    uncovered: () =>
      uncovered.all().map((row) => ({
        z: row.z,
        day: row.day,
        inDay: row.inDay === 1,
        inMonth: row.inMonth === 1,
        inYear: row.inYear === 1,
      })),
    closings: (kind, cursor, limit) =>
      paged(closings.all(kind, before(cursor), limit + 1), limit, ({ number }) => number, asClosing),
    closing: (kind, number) => {
      const sequence = placeOf.get(kind, number)
      if (sequence === undefined) return null
      return kind === 'shift'
        ? { kind: 'shift', ...signed(payload('till.shift_closed', sequence)) }
        : { kind: 'period', ...signed(payload('till.period_closed', sequence)) }
    },
    closingRow: (kind, number) => {
      const row = closingRow.get(kind, number)
      return row ? asClosing(row) : null
    },
    closedWith: (sequence) =>
      after
        .all(sequence)
        .filter((row, index) => row.sequence === sequence + 1 + index)
        .map(asClosing),
    copies: (kind, number) => copies.get(kind, number) ?? 0,
    acted: (id) => acted.get(id) ?? null,
    payload,
    at: (sequence) => {
      const { at, cashier } = stored(sequence)
      return { at, cashier }
    },
  }
}

const signed = <D, S>({ document, signature }: { readonly document: D; readonly signature: S }) => ({
  document,
  signature,
})
