import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { migrate } from './migrations'
import { JournalError } from './types'

/** Above this size the pages are checked on the daily copy instead, so that a start stays quick. */
const CHECKED_AT_OPEN = 128 * 1024 * 1024

/** Opens and brings up to date the database of a journal. Throws JournalError, or an error of SQLite. */
export function openDatabase(file: string, nativeBinding?: string): Database.Database {
  const db = new Database(file, { timeout: 2_000, ...(nativeBinding ? { nativeBinding } : {}) })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    // Pages are carried over into the file four times as seldom as SQLite would; until then the log holds them.
    db.pragma('wal_autocheckpoint = 4000')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    if (statSync(file).size <= CHECKED_AT_OPEN) {
      const found = db.pragma('quick_check(1)', { simple: true })
      if (found !== 'ok') throw new JournalError('journal_corrupt', String(found))
    }
    migrate(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
