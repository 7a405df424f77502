import type { Database } from 'better-sqlite3'
import { JournalError } from './types'

/** `GUIC`: tells a journal from any other SQLite file. */
export const APPLICATION_ID = 0x47554943

/** Forward only. A landed step is never edited: its successor is appended. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    terminal TEXT NOT NULL,
    at TEXT NOT NULL,
    zone TEXT NOT NULL,
    shift TEXT,
    cashier TEXT NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT,
    version TEXT NOT NULL,
    encoding INTEGER NOT NULL,
    payload TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX event_operation ON event (operation, sequence) WHERE operation IS NOT NULL;
  CREATE INDEX event_kind ON event (kind, sequence);

  CREATE TRIGGER event_is_gapless BEFORE INSERT ON event
  WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
  BEGIN SELECT RAISE(ABORT, 'the journal has no gaps: this is not the next sequence'); END;
  CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an event is never changed'); END;
  CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an event is never removed'); END;

  CREATE TABLE series (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE projection (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    tables TEXT NOT NULL
  ) STRICT;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  // Events of an operation are found by it. An index of their kinds would dirty one more page for each kind of an
  // append, and nothing asks for it.
  `
  DROP INDEX event_kind;
  CREATE INDEX event_kind ON event (kind, sequence) WHERE operation IS NULL;
  `,
]

export const NEWEST_SCHEMA = STEPS.length

/** Throws JournalError for a file that is not a journal, or that a newer Guichet has written. */
export function checkSchema(db: Database): number {
  const version = Number(db.pragma('user_version', { simple: true }))
  const application = Number(db.pragma('application_id', { simple: true }))
  const empty = version === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (!empty && application !== APPLICATION_ID)
    throw new JournalError('journal_corrupt', 'this file is not a Guichet journal')
  if (version > NEWEST_SCHEMA)
    throw new JournalError(
      'journal_newer',
      `written by a newer Guichet (${version}, this one reads ${NEWEST_SCHEMA})`,
    )
  return version
}

/** Brings the tables up to date; each step and its number are one transaction. */
export function migrate(db: Database): void {
  const from = checkSchema(db)
  for (const [index, step] of STEPS.entries()) {
    if (index < from) continue
    db.transaction(() => {
      db.exec(step)
      db.pragma(`application_id = ${APPLICATION_ID}`)
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}
