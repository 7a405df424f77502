import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Break } from '../../domain/chain-report'
import type { Clock } from '../../domain/clock'
import { ZONE } from '../../domain/day'
import type { Signer } from '../../domain/signer'
import { type AnnouncedKey, createChainCheck } from '../chain-check'
import { GENESIS } from '../encoding'
import { openJournalReader } from '../reader'
import { EVENT_COLUMNS, type EventRow } from '../rows'
import { ARCHIVED, KEY_ANNOUNCED, keyAnnouncedSchema } from '../seals'
import type { Author, Journal, ReadDb, ReaderDeps } from '../types'
import { FILES, FORMAT, type Manifest } from './format'
import { LINE_SCHEMA, lineOf } from './lines'
import { type NoticeWords, noticeText } from './notice'
import { closesWithin, findPeriod, isPeriod, type Period, type PeriodEvents } from './period'
import { openZipWriter, type Written, ZipTooLarge, type ZipWriter } from './zip-write'

export type ArchiveFault =
  | 'archive_period'
  | 'archive_empty'
  | 'archive_too_large'
  | 'archive_broken'
  | 'archive_not_written'

/** Thrown by plan and make; `code` is for the sentence `errors.<code>`. */
export class ArchiveError extends Error {
  readonly code: ArchiveFault
  /** Of `archive_broken`. */
  readonly broken: Break | null
  constructor(code: ArchiveFault, detail: string, broken: Break | null = null) {
    super(`${code}: ${detail}`)
    this.name = 'ArchiveError'
    this.code = code
    this.broken = broken
  }
}

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

const PAGE = 1_000

const json = (value: unknown): readonly Uint8Array[] => [Buffer.from(`${JSON.stringify(value, null, 2)}\n`)]

function keysOf(db: ReadDb): readonly AnnouncedKey[] {
  const rows = db
    .prepare('SELECT sequence, payload FROM event WHERE kind = ? AND operation IS NULL ORDER BY sequence')
    .all(KEY_ANNOUNCED) as { sequence: number; payload: string }[]
  return rows.map(({ sequence, payload }) => {
    const { key, publicKey } = keyAnnouncedSchema.parse(JSON.parse(payload))
    return { key, publicKey, sequence }
  })
}

/** The events of a period as lines, checked as they go by. */
function createEventLines(db: ReadDb, { first, last }: PeriodEvents, keys: readonly AnnouncedKey[]) {
  const page = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ${PAGE}`,
  )
  const before = db.prepare('SELECT hash FROM event WHERE sequence = ?').get(first - 1) as
    | { hash: string }
    | undefined
  const previousHash = before?.hash ?? GENESIS
  const check = createChainCheck({
    start: { sequence: first - 1, hash: previousHash },
    keys: keys.filter(({ sequence }) => sequence < first),
  })
  const ends: { first?: EventRow; last?: EventRow } = {}
  return {
    previousHash,
    ends,
    *lines(onPage: (through: number) => void): Generator<Uint8Array> {
      for (let through = first - 1; through < last; ) {
        const rows = page.all(through, last) as EventRow[]
        const fits = rows.every((row) => check.take(row))
        if (!fits || rows.length === 0) break
        yield Buffer.from(rows.map((row) => `${lineOf(row)}\n`).join(''))
        ends.first ??= rows[0] as EventRow
        ends.last = rows.at(-1) as EventRow
        through = ends.last.sequence
        onPage(through)
      }
      const { broken } = check.end()
      if (broken) throw new ArchiveError('archive_broken', `event ${broken.sequence}: ${broken.how}`, broken)
    },
  }
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
  const { journal, signer, clock } = deps

  async function reading<T>(act: (db: ReadDb) => Promise<T>): Promise<T> {
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

  /** Everything but the name of the file. */
  async function write(
    db: ReadDb,
    zip: ZipWriter,
    events: PeriodEvents,
    { from, to, by, signal, onProgress }: ArchiveOrder,
  ): Promise<Awaited<ReturnType<ZipWriter['end']>>> {
    const count = events.last - events.first + 1
    const keys = keysOf(db)
    const later = events.closings.filter(
      ({ row, closing }) => row.sequence > events.last && closesWithin({ from, to }, closing),
    )
    const inside = events.closings.filter(({ row }) => row.sequence <= events.last)
    const files: Written[] = []
    const add = async (name: string, chunks: Parameters<ZipWriter['add']>[1]): Promise<void> => {
      files.push(await zip.add(name, chunks, signal))
    }

    const chain = createEventLines(db, events, keys)
    await add(
      FILES.events,
      chain.lines((through) => onProgress?.(through - events.first + 1, count)),
    )
    if (later.length > 0)
      await add(
        FILES.later,
        later.map(({ row }) => Buffer.from(`${lineOf(row)}\n`)),
      )
    const { first, last } = chain.ends as { first: EventRow; last: EventRow }
    await add(
      FILES.chain,
      json({
        terminal: journal.terminal,
        encoding: 1,
        events: count,
        first: { sequence: first.sequence, at: first.at },
        last: { sequence: last.sequence, at: last.at, hash: last.hash },
        previousHash: chain.previousHash,
      }),
    )
    await add(FILES.keys, json({ algorithm: 'Ed25519', keys }))
    const closings: Record<string, unknown[]> = {}
    for (const { row, closing } of [...inside, ...later]) {
      closings[row.kind] ??= []
      closings[row.kind]?.push({
        sequence: row.sequence,
        at: row.at,
        document: closing.document,
        signature: closing.signature,
      })
    }
    await add(FILES.totals, json({ closings }))
    await add(FILES.schema, json(LINE_SCHEMA))

    const facts: Omit<Manifest, 'files'> = {
      format: FORMAT,
      made: { at: clock.now(), version: deps.version, by },
      terminal: journal.terminal,
      training: deps.training,
      period: { from, to, zone: ZONE },
      events: { first: events.first, last: events.last, count },
      openDays: [...events.openDays],
      key: signer.key,
      publicKey: signer.publicKey,
    }
    await add(FILES.notice, [Buffer.from(noticeText(deps.words, facts))])
    const manifest = `${JSON.stringify({ ...facts, files }, null, 2)}\n`
    await zip.add(FILES.manifest, [Buffer.from(manifest)])
    const signature = { algorithm: 'Ed25519', key: signer.key, signature: signer.sign(manifest) }
    await zip.add(FILES.signature, json(signature))
    return zip.end()
  }

  return {
    plan: (period, signal) =>
      reading(async (db) => {
        const { first, last, openDays } = await found(db, period, signal)
        return { events: last - first + 1, first, last, openDays }
      }),
    make: (order) =>
      reading(async (db) => {
        const { from, to, folder, who, by, signal } = order
        journal.seal()
        const events = await found(db, order, signal)
        const stamp = clock.now().replace(/[-:.]/g, '')
        const file = join(folder, `guichet-${journal.terminal}-${from}-${to}-${stamp}.zip`)
        const partial = `${file}.partial`
        let written: Awaited<ReturnType<ZipWriter['end']>>
        let zip: ZipWriter | null = null
        try {
          await mkdir(folder, { recursive: true })
          zip = await openZipWriter(partial)
          written = await write(db, zip, events, order)
          await zip.close()
          zip = null
          await rename(partial, file)
        } catch (error) {
          await zip?.close()
          // What failed first is what is told: a half file that cannot be removed adds nothing to it.
          await rm(partial, { force: true }).catch(() => undefined)
          throw error instanceof ArchiveError || signal?.aborted ? error : notWritten(error, folder)
        }
        const made = { file, ...written, events: events.last - events.first + 1 }
        journal.append(who, () => [
          {
            kind: ARCHIVED,
            operation: null,
            payload: { from, to, file, sha256: made.sha256, events: made.events, by },
          },
        ])
        return { ...made, openDays: events.openDays, key: signer.key, publicKey: signer.publicKey }
      }),
  }
}
