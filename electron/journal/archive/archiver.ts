import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../domain/clock'
import type { Signer } from '../../domain/signer'
import { ARCHIVED } from '../kinds'
import { openJournalReader } from '../reader'
import type { Author, Journal, ReadDb, ReaderDeps } from '../types'
import { ArchiveError } from './fault'
import type { NoticeWords } from './notice'
import { findPeriod, isPeriod, type Period, type PeriodEvents } from './period'
import { writeArchive } from './write'
import { openZipWriter, ZipTooLarge, type ZipWriter } from './zip-write'

export interface ArchivePlan {
  readonly events: number
  readonly first: number
  readonly last: number
  readonly openDays: readonly string[]
}

export interface ArchiveMade {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly events: number
  readonly openDays: readonly string[]
  readonly key: string
  readonly publicKey: string
}

export interface ArchiveOrder extends Period {
  /** Made if it is not there. */
  readonly folder: string
  /** What the file is called there; by default it says terminal, days and time. */
  readonly name?: string
  /** Whose archive it is. */
  readonly who: Author
  /** The supervisor who asked for it. */
  readonly by: string
  readonly onProgress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

export interface Archiver {
  /** Throws ArchiveError. */
  readonly plan: (period: Period, signal?: AbortSignal) => Promise<ArchivePlan>
  /** Makes the archive and tells the journal. Throws ArchiveError; then no file is left. */
  readonly make: (order: ArchiveOrder) => Promise<ArchiveMade>
  /** Ends what is under way, and resolves when nothing of it is left. */
  readonly close: () => Promise<void>
}

export interface ArchiverDeps {
  readonly journal: Pick<Journal, 'append' | 'seal' | 'terminal'>
  /** Read beside the journal, which goes on being written. */
  readonly file: ReaderDeps['file']
  readonly nativeBinding?: string
  readonly signer: Signer
  readonly version: string
  readonly training: boolean
  readonly words: NoticeWords
  readonly clock: Pick<Clock, 'now'>
}

const notWritten = (error: unknown, folder: string): ArchiveError => {
  const failed =
    error instanceof ZipTooLarge
      ? new ArchiveError('archive_too_large', error.message)
      : new ArchiveError(
          'archive_not_written',
          `${folder}: ${error instanceof Error ? error.message : error}`,
        )
  failed.cause = error
  return failed
}

/** Makes signed archives of periods of a journal, while it goes on being written. */
export function createArchiver(deps: ArchiverDeps): Archiver {
  const { journal, signer, version, training, words, clock } = deps
  const closing = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const orClosing = (signal?: AbortSignal): AbortSignal =>
    AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])

  function reading<T>(act: (db: ReadDb) => Promise<T>): Promise<T> {
    const work = read(act)
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  async function read<T>(act: (db: ReadDb) => Promise<T>): Promise<T> {
    const reader = openJournalReader({
      file: deps.file,
      headFile: null,
      ...(deps.nativeBinding === undefined ? {} : { nativeBinding: deps.nativeBinding }),
    })
    try {
      return await act(reader.db)
    } finally {
      reader.close()
    }
  }

  async function found(db: ReadDb, period: Period, signal?: AbortSignal): Promise<PeriodEvents> {
    if (!isPeriod(period)) throw new ArchiveError('archive_period', `${period.from} to ${period.to}`)
    const events = await findPeriod(db, period, signal)
    if (!events) throw new ArchiveError('archive_empty', `${period.from} to ${period.to}`)
    return events
  }

  return {
    plan: (period, signal) =>
      reading(async (db) => {
        const { first, last, openDays } = await found(db, period, orClosing(signal))
        return { events: last - first + 1, first, last, openDays }
      }),
    make: (order) =>
      reading(async (db) => {
        const { from, to, folder, who, by } = order
        const signal = orClosing(order.signal)
        journal.seal()
        const events = await found(db, order, signal)
        const at = clock.now()
        const stamp = at.replace(/[-:.]/g, '')
        const name = order.name ?? `guichet-${journal.terminal}-${from}-${to}-${stamp}.zip`
        const file = join(folder, name)
        if (existsSync(file)) throw new ArchiveError('archive_not_written', `${file} is there already`)
        const partial = `${file}.partial`
        let zip: ZipWriter | null = null
        try {
          await mkdir(folder, { recursive: true })
          zip = await openZipWriter(partial)
          const facts = { from, to, terminal: journal.terminal, training, at, version, by, signer, words }
          const { bytes, sha256 } = await writeArchive(db, zip, events, facts, {
            signal,
            onProgress: order.onProgress,
          })
          await zip.close()
          zip = null
          signal.throwIfAborted()
          await rename(partial, file)
          const count = events.last - events.first + 1
          const payload = { from, to, file, sha256, events: count, by }
          journal.append(who, () => [{ kind: ARCHIVED, operation: null, payload }])
          const { key, publicKey } = signer
          return { file, bytes, sha256, events: count, openDays: events.openDays, key, publicKey }
        } catch (error) {
          await zip?.close()
          // What failed first is what is told: a file that cannot be removed adds nothing to it.
          for (const left of [partial, file]) await rm(left, { force: true }).catch(() => undefined)
          throw error instanceof ArchiveError || signal.aborted ? error : notWritten(error, folder)
        }
      }),
    close: async () => {
      closing.abort()
      await Promise.allSettled(underWay)
    },
  }
}
