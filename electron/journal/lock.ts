import Database from 'better-sqlite3'
import { JournalError } from './types'

/** Lets go of the lock; the operating system does so for a killed process. */
export type Unlock = () => void

/**
 * Makes this the only writer of `file`, readers beside it. The lock is SQLite's exclusive lock on a small file
 * next to it: held by the operating system for the process, on every platform, so it never outlives a crash.
 * Throws JournalError `journal_locked`.
 */
export function lockFile(file: string, nativeBinding?: string): Unlock {
  const held = new Database(`${file}.lock`, { timeout: 0, ...(nativeBinding ? { nativeBinding } : {}) })
  try {
    held.pragma('journal_mode = MEMORY')
    held.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    held.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new JournalError('journal_locked', `another Guichet writes ${file}`)
    throw error
  }
  return () => held.close()
}
