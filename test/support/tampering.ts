import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { signClosing } from '../../electron/journal/closing-signature'
import { GENESIS, hashOf } from '../../electron/journal/encoding'
import { createJournal } from '../../electron/journal/journal'
import { EVENT_COLUMNS, type EventRow } from '../../electron/journal/rows'
import type { JournalDeps } from '../../electron/journal/types'
import { noted, sampleKinds } from '../integration/journal/samples'
import { AMINA, heldClock, testJournalDeps } from './journal'
import { testSigner } from './signer'

/** What somebody with the file, SQLite and this program's source can do to a journal, without the terminal's key. */

/** A journal of some minutes: notes, seals and closings, sealed at its close. */
export function writeJournal(folder: string, deps: Partial<JournalDeps> = {}): void {
  const clock = heldClock()
  const journal = createJournal(
    testJournalDeps(folder, { kinds: sampleKinds, projections: [], clock, ...deps }),
  )
  for (let n = 1; n <= 9; n += 1) {
    journal.append({ ...AMINA, shift: 'S1' }, (tx) => {
      const document = { kind: 'day', period: `2026-06-${10 + n}`, number: n, head: tx.head() }
      const closing = {
        kind: 'sample.closed',
        operation: null,
        payload: { document, signature: signClosing(deps.signer ?? testSigner, document) },
      }
      return [noted(`event ${n}`, { operation: `op-${n % 3}` }), ...(n % 3 === 0 ? [closing] : [])]
    })
    clock.pass(25_000)
  }
  journal.close()
}

/** That journal: its files, and its events. */
export interface WholeJournal {
  readonly db: Buffer
  readonly head: Buffer
  readonly rows: readonly EventRow[]
}

/** Written once a test file, before its tests. */
export function wholeJournal(deps: Partial<JournalDeps> = {}): WholeJournal {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  try {
    writeJournal(folder, deps)
    const file = join(folder, 'journal.db')
    const opened = new Database(file, { readonly: true })
    const rows = rowsOf(opened)
    opened.close()
    return { db: readFileSync(file), head: readFileSync(join(folder, 'journal.head')), rows }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The file as somebody with a copy of SQLite has it: no trigger keeps it. */
export function tamper(file: string, act: (db: Database.Database) => void): void {
  const db = new Database(file)
  try {
    // These tests are about what is read afterwards, not about the disk.
    db.pragma('synchronous = OFF')
    const triggers = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'")
      .pluck()
      .all() as string[]
    for (const name of triggers) db.exec(`DROP TRIGGER ${name}`)
    act(db)
  } finally {
    db.close()
  }
}

export const rowsOf = (db: Database.Database): readonly EventRow[] =>
  db.prepare<[], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event ORDER BY sequence`).all()

/** Replaces all events by `rows`. */
export function putRows(db: Database.Database, rows: readonly EventRow[]): void {
  db.exec('DELETE FROM event')
  const insert = db.prepare(
    `INSERT INTO event VALUES (@sequence, @terminal, @at, @zone, @shift, @cashier, @kind, @operation, @version,
      @encoding, @payload, @previousHash, @hash)`,
  )
  for (const row of rows) insert.run(row)
}

type Rows = readonly EventRow[]

export const FIELDS = [
  'terminal',
  'at',
  'zone',
  'shift',
  'cashier',
  'kind',
  'operation',
  'version',
  'payload',
  'hash',
  'previousHash',
] as const

const numbered = (rows: Rows): Rows => rows.map((row, index) => ({ ...row, sequence: index + 1 }))

/** One field of one event is another. */
export const altered = (rows: Rows, sequence: number, field: (typeof FIELDS)[number]): Rows =>
  rows.map((row) => (row.sequence === sequence ? { ...row, [field]: `${row[field] ?? ''}x` } : row))

/** The same, its own hash made to fit. */
export const rewritten = (rows: Rows, sequence: number): Rows =>
  rows.map((row) => {
    if (row.sequence !== sequence) return row
    const other = { ...row, cashier: 'nobody' }
    return { ...other, hash: hashOf(other) }
  })

/** One event is gone; `renumbered`: the others close the gap. */
export const removed = (rows: Rows, sequence: number, renumbered: boolean): Rows => {
  const rest = rows.filter((row) => row.sequence !== sequence)
  return renumbered ? numbered(rest) : rest
}

/** Two events in each other's place. */
export const swapped = (rows: Rows, a: number, b: number): Rows =>
  numbered(
    rows.map((row) => (row.sequence === a ? rows[b - 1] : row.sequence === b ? rows[a - 1] : row) ?? row),
  )

/** An event that never happened stands at `sequence`; `forged`: with a right hash, on a right link. */
export function inserted(rows: Rows, sequence: number, forged: boolean): Rows {
  const model = rows[sequence - 1] ?? rows.at(-1)
  if (!model) throw new Error('no rows')
  const event = {
    ...model,
    sequence,
    kind: 'sample.sent',
    operation: null,
    payload: '{"text":"never happened"}',
  }
  return numbered([
    ...rows.slice(0, sequence - 1),
    forged ? { ...event, hash: hashOf(event) } : event,
    ...rows.slice(sequence - 1),
  ])
}

/** Everything from `sequence` on is gone. */
export const cut = (rows: Rows, sequence: number): Rows => rows.slice(0, sequence - 1)

/** All hashes and links made to fit what the rows say now; `alter` changes one before. */
export function rechained(rows: Rows): Rows {
  let previousHash = GENESIS
  return numbered(rows).map((row) => {
    const event = { ...row, previousHash }
    previousHash = hashOf(event)
    return { ...event, hash: previousHash }
  })
}

/** The line of `journal.head` for an end like this, as the app writes it. */
export const headLine = (rows: Rows): string =>
  `${String(rows.at(-1)?.sequence ?? 0).padStart(16, '0')} ${rows.at(-1)?.hash ?? GENESIS}\n`
