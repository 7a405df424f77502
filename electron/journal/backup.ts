import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import Database from 'better-sqlite3'
import { journalError } from './faults'
import { JournalError } from './types'

/** `20260616T143241123Z`: sorts as time does. */
const stampOf = (at: string): string => at.replace(/[-:.]/g, '')

function flush(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

/** Makes the copy one file of its own, and proves that it can be read whole. */
function checkCopy(path: string, nativeBinding: string | undefined): void {
  const copy = new Database(path, { fileMustExist: true, ...(nativeBinding ? { nativeBinding } : {}) })
  try {
    copy.pragma('journal_mode = DELETE')
    const found = copy.pragma('integrity_check(1)', { simple: true })
    if (found !== 'ok') throw new JournalError('journal_corrupt', `the copy: ${String(found)}`)
  } finally {
    copy.close()
  }
}

/** What failed first is what is told: a half copy that cannot be removed adds nothing to it. */
function discard(partial: string): void {
  try {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true })
  } catch {
    // The next copy has another name.
  }
}

/**
 * Copies an open journal into `folder` while it goes on being written, and keeps the newest `keep` copies.
 * Gives the copy's path. Throws JournalError; then no half copy is left.
 */
export async function backUp(
  db: Database.Database,
  options: {
    readonly folder: string
    readonly keep: number
    readonly at: string
    readonly file: string
    readonly nativeBinding: string | undefined
  },
): Promise<string> {
  const stem = basename(options.file, extname(options.file))
  const name = `${stem}-${stampOf(options.at)}.db`
  const target = join(options.folder, name)
  const partial = `${target}.partial`
  try {
    mkdirSync(options.folder, { recursive: true })
    rmSync(partial, { force: true })
    await db.backup(partial)
    checkCopy(partial, options.nativeBinding)
    flush(partial)
    renameSync(partial, target)
  } catch (error) {
    discard(partial)
    throw journalError(error)
  }
  const copies = readdirSync(options.folder)
    .filter((entry) => new RegExp(`^${stem}-\\d{8}T\\d{9}Z\\.db$`).test(entry) && entry !== name)
    .sort()
    .reverse()
  for (const old of copies.slice(Math.max(0, options.keep - 1)))
    rmSync(join(options.folder, old), { force: true })
  return target
}
