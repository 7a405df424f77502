import Database from 'better-sqlite3'
import { named } from './faults'
import { readHandle } from './handles'
import { readHead } from './head-file'
import { checkSchema } from './migrations'
import { createEventQuery } from './queries'
import type { JournalReader, ReaderDeps } from './types'
import { verifyChain } from './verify'

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
    return {
      db: readHandle(db),
      events: createEventQuery(db),
      verify: (last) => {
        // The head first: the database may be ahead of it, never behind.
        const head = headFile === null ? null : readHead(headFile)
        return named(() => db.transaction(() => verifyChain(db, head, last))())
      },
      close: () => {
        db.close()
      },
    }
  })
}
