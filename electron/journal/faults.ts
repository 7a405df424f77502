import { JournalError, type JournalFault } from './types'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What an error of SQLite or of the file system means for the shop; null for a mistake of the program. */
function faultOf(error: unknown): JournalFault | null {
  const code = codeOf(error)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk_full'
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'journal_corrupt'
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'journal_locked'
  if (/^SQLITE_(READONLY|CANTOPEN|IOERR|PERM|AUTH|PROTOCOL|NOLFS)/.test(code)) return 'journal_unwritable'
  if (/^E(ACCES|PERM|ROFS|IO|NOENT|NOTDIR|ISDIR|MFILE|NFILE)$/.test(code)) return 'journal_unwritable'
  // better-sqlite3's own word for a folder that is not there
  if (error instanceof TypeError && /directory does not exist/.test(error.message))
    return 'journal_unwritable'
  return null
}

/** The error to throw: a JournalError where it is one of the disk or the file, else itself. */
export function journalError(error: unknown): unknown {
  if (error instanceof JournalError) return error
  const fault = faultOf(error)
  if (fault === null) return error
  const failed = new JournalError(
    fault,
    `${codeOf(error)} ${error instanceof Error ? error.message : ''}`.trim(),
  )
  failed.cause = error
  return failed
}

/** Runs `act`; errors of the disk or the file come out as JournalError. */
export function named<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw journalError(error)
  }
}
