import Database from 'better-sqlite3'
import { journalError, named } from './faults'
import { readHandle } from './handles'
import { headsOf, readHead } from './head-file'
import { checkSchema } from './migrations'
import { createEventQuery } from './queries'
import type { JournalReader, ReaderDeps } from './types'
import { checkWhole, verifyChain } from './verify'

/** Opens a journal to read it, also while the terminal writes it. Throws JournalError. */
export function openJournalReader({ file, nativeBinding, headFile }: ReaderDeps): JournalReader {
  return named(() => {
    const db = new Database(file, {
      readonly: true,
      fileMustExist: true,
      ...(nativeBinding ? { nativeBinding } : {}),
    })
    try {
      checkSchema(db)
    } catch (error) {
      db.close()
      throw error
    }
    // Read before the events: the database may be ahead of it, never behind.
    const heads = () => (headFile === null ? [] : headsOf(readHead(headFile)))
    return {
      db: readHandle(db),
      events: createEventQuery(db),
      verify: (last) => {
        const kept = heads()
        return named(() => db.transaction(() => verifyChain(db, { heads: kept, last }))())
      },
      check: async (options = {}) => {
        try {
          return await checkWhole(db, heads(), options)
        } catch (error) {
          throw journalError(error)
        }
      },
      close: () => {
        db.close()
      },
    }
  })
}
