import { cashEventSchema } from '../domain/cash'
import { civilDay } from '../domain/day'
import type { Projection, Sealed, StoredEvent, WriteDb } from '../journal/types'
import { DAY_CLOSED, JUDGED, PULLED, ROWS, WORKED_OFF } from './kinds'
import { rangesOf } from './members'

/** The tables by which days are judged, listed and carried. All of it is derived from events. */

const CREATE = `
CREATE TABLE reconciliation_row (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  operation_id TEXT,
  reference TEXT,
  group_key TEXT NOT NULL,
  phone TEXT,
  last_pull INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX reconciliation_row_at ON reconciliation_row (at);
CREATE INDEX reconciliation_row_operation ON reconciliation_row (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX reconciliation_row_reference ON reconciliation_row (reference) WHERE reference IS NOT NULL;
CREATE INDEX reconciliation_row_group ON reconciliation_row (group_key);
CREATE TABLE reconciliation_pull (
  sequence INTEGER PRIMARY KEY,
  pull TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  file TEXT,
  from_at TEXT NOT NULL,
  to_at TEXT NOT NULL,
  read_at TEXT NOT NULL,
  environment TEXT NOT NULL,
  complete INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  count INTEGER,
  cashier TEXT NOT NULL
) STRICT;
CREATE INDEX reconciliation_pull_to ON reconciliation_pull (to_at);
CREATE TABLE reconciliation_day (
  day TEXT PRIMARY KEY,
  verdict TEXT NOT NULL,
  operations INTEGER NOT NULL,
  read_at TEXT,
  digest TEXT NOT NULL,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliation_break (
  key TEXT NOT NULL,
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  amount INTEGER NOT NULL,
  since TEXT NOT NULL,
  evidence TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (day, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX reconciliation_break_open ON reconciliation_break (day) WHERE state <> 'closed';
CREATE TABLE reconciliation_decision (
  sequence INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX reconciliation_decision_key ON reconciliation_decision (key);
CREATE TABLE reconciliation_link (
  operation TEXT PRIMARY KEY,
  row TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reconciliation_link_row ON reconciliation_link (row);
CREATE TABLE reconciliation_document (
  sequence INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX reconciliation_document_day ON reconciliation_document (day);
`

interface RowPayload {
  readonly hash: string
  readonly at: string
  readonly operationId: string | null
  readonly reference: string | null
  readonly phone: Sealed | null
}

function rows(db: WriteDb, { payload }: StoredEvent): void {
  const { first, rows: list } = payload as { first: number; rows: readonly RowPayload[] }
  const insert = db.prepare(
    `INSERT INTO reconciliation_row (id, hash, at, operation_id, reference, group_key, phone, last_pull, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)`,
  )
  for (const [index, row] of list.entries()) {
    const { phone, ...rest } = row
    const group =
      row.operationId !== null
        ? `chari:${row.operationId}`
        : row.reference !== null
          ? `reference:${row.reference}`
          : `row:${row.hash}`
    insert.run(
      first + index,
      row.hash,
      row.at,
      row.operationId,
      row.reference,
      group,
      phone === null ? null : JSON.stringify(phone),
      JSON.stringify({ ...rest, phone: phone?.$digest ?? null }),
    )
  }
}

function pulled(db: WriteDb, event: StoredEvent): void {
  const payload = event.payload as Record<string, string | number | boolean | null> & {
    file: { name: string } | null
  }
  db.prepare(
    `INSERT INTO reconciliation_pull (sequence, pull, source, file, from_at, to_at, read_at, environment, complete,
       rows, count, cashier)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    event.sequence,
    payload.pull,
    payload.source,
    payload.file?.name ?? null,
    payload.from,
    payload.to,
    payload.readAt,
    payload.environment,
    payload.complete ? 1 : 0,
    payload.rows,
    payload.count,
    event.cashier,
  )
  const seen = db.prepare('UPDATE reconciliation_row SET last_pull = ? WHERE id BETWEEN ? AND ?')
  for (const [from, to] of rangesOf(String(payload.members))) seen.run(event.sequence, from, to)
}

interface JudgedPayload {
  readonly day: string
  readonly verdict: string
  readonly operations: number
  readonly readAt: string | null
  readonly digest: string
  readonly breaks: readonly {
    readonly key: string
    readonly name: string
    readonly code: string
    readonly severity: string
    readonly amount: number
    readonly since: string
    readonly evidence: string
    readonly state: string
  }[]
}

function judged(db: WriteDb, { sequence, payload }: StoredEvent): void {
  const { day, verdict, operations, readAt, digest, breaks } = payload as unknown as JudgedPayload
  db.prepare(
    `INSERT INTO reconciliation_day (day, verdict, operations, read_at, digest, sequence) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (day) DO UPDATE SET verdict = excluded.verdict, operations = excluded.operations,
       read_at = excluded.read_at, digest = excluded.digest, sequence = excluded.sequence`,
  ).run(day, verdict, operations, readAt, digest, sequence)
  db.prepare('DELETE FROM reconciliation_break WHERE day = ?').run(day)
  const insert = db.prepare(
    `INSERT INTO reconciliation_break (key, day, name, code, severity, amount, since, evidence, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { key, name, code, severity, amount, since, evidence, state } of breaks)
    insert.run(key, day, name, code, severity, amount, since, evidence, state)
}

function workedOff(db: WriteDb, { sequence, at, payload }: StoredEvent): void {
  const { key, link, ...rest } = payload as {
    key: string
    day: string
    decision: string
    evidence: string
    link: { operation: string; row: string } | null
  }
  db.prepare('INSERT INTO reconciliation_decision (sequence, key, data) VALUES (?, ?, ?)').run(
    sequence,
    key,
    JSON.stringify({ at, ...rest }),
  )
  db.prepare('UPDATE reconciliation_break SET state = ? WHERE day = ? AND key = ? AND evidence = ?').run(
    rest.decision === 'ticket' ? 'waiting' : 'closed',
    rest.day,
    key,
    rest.evidence,
  )
  if (link)
    db.prepare(
      `INSERT INTO reconciliation_link (operation, row) VALUES (?, ?)
       ON CONFLICT (operation) DO UPDATE SET row = excluded.row`,
    ).run(link.operation, link.row)
}

function closed(db: WriteDb, { sequence, payload }: StoredEvent): void {
  const { document } = payload as { document: { day: string } }
  db.prepare('INSERT INTO reconciliation_document (sequence, day, data) VALUES (?, ?, ?)').run(
    sequence,
    document.day,
    JSON.stringify(payload),
  )
}

const APPLY: Readonly<Record<string, (db: WriteDb, event: StoredEvent) => void>> = {
  [ROWS]: rows,
  [PULLED]: pulled,
  [JUDGED]: judged,
  [WORKED_OFF]: workedOff,
  [DAY_CLOSED]: closed,
}

export const reconciliationProjection: Projection = {
  name: 'reconciliation',
  version: 1,
  create: CREATE,
  tables: [
    'reconciliation_row',
    'reconciliation_pull',
    'reconciliation_day',
    'reconciliation_break',
    'reconciliation_decision',
    'reconciliation_link',
    'reconciliation_document',
  ],
  apply: (db, event) => APPLY[event.kind]?.(db, event),
}

const CASH = `
CREATE TABLE reconciliation_move (
  day TEXT NOT NULL,
  place TEXT NOT NULL,
  why TEXT NOT NULL,
  came INTEGER NOT NULL,
  went INTEGER NOT NULL,
  PRIMARY KEY (day, place, why)
) STRICT, WITHOUT ROWID;
CREATE TABLE reconciliation_drawer (
  sequence INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  amount INTEGER NOT NULL
) STRICT;
CREATE INDEX reconciliation_drawer_day ON reconciliation_drawer (day);
`
const PUT_MOVE = `INSERT INTO reconciliation_move (day, place, why, came, went) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (day, place, why) DO UPDATE SET came = came + excluded.came, went = went + excluded.went`
const PUT_STEP = 'INSERT INTO reconciliation_drawer (sequence, day, at, amount) VALUES (?, ?, ?, ?)'

/**
 * Every move of cash and of e-money, whatever room wrote it, summed by civil day: counted here a second time, apart
 * from the till, so that the master check compares two sums and not one with itself.
 */
export const cashDaysProjection: Projection = {
  name: 'reconciliation_cash',
  version: 1,
  create: CASH,
  tables: ['reconciliation_move', 'reconciliation_drawer'],
  apply: (db, { sequence, at, operation, payload }) => {
    if (payload.cash === undefined) return
    const { cash } = cashEventSchema.parse(payload)
    const day = civilDay(at)
    let step = 0
    for (const { place, amount, why } of cash) {
      db.prepare(PUT_MOVE).run(day, place, why, Math.max(0, amount), Math.max(0, -amount))
      if (place === 'drawer') step += amount
    }
    if (operation === null && step !== 0) db.prepare(PUT_STEP).run(sequence, day, at, step)
  },
}
