import { ZONE } from '../../domain/day'
import type { Signer } from '../../domain/signer'
import { type AnnouncedKey, createChainCheck } from '../chain-check'
import { GENESIS } from '../encoding'
import { EVENT_COLUMNS, type EventRow } from '../rows'
import { KEY_ANNOUNCED, keyAnnouncedSchema } from '../seals'
import type { ReadDb } from '../types'
import { ArchiveError } from './fault'
import { FILES, FORMAT, type Manifest } from './format'
import { LINE_SCHEMA, lineOf } from './lines'
import { type NoticeWords, noticeText } from './notice'
import { type ClosingRow, closesWithin, type Period, type PeriodEvents } from './period'
import type { Written, ZipWriter } from './zip-write'

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

/** The closings by kind of event, each as it stands there. */
function totalsOf(closings: readonly ClosingRow[]): { readonly closings: Record<string, unknown[]> } {
  const byKind: Record<string, unknown[]> = {}
  for (const { row, closing } of closings) {
    byKind[row.kind] ??= []
    byKind[row.kind]?.push({
      sequence: row.sequence,
      at: row.at,
      document: closing.document,
      signature: closing.signature,
    })
  }
  return { closings: byKind }
}

/** Whose archive it is, of what, and who makes it. */
export interface ArchiveFacts extends Period {
  readonly terminal: string
  readonly training: boolean
  readonly at: string
  readonly version: string
  readonly by: string
  readonly signer: Signer
  readonly words: NoticeWords
}

/** Writes every file of an archive, the signature last. Throws ArchiveError where an event does not fit. */
export async function writeArchive(
  db: ReadDb,
  zip: ZipWriter,
  events: PeriodEvents,
  { from, to, terminal, training, at, version, by, signer, words }: ArchiveFacts,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress?: ((done: number, of: number) => void) | undefined },
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
      terminal,
      encoding: 1,
      events: count,
      first: { sequence: first.sequence, at: first.at },
      last: { sequence: last.sequence, at: last.at, hash: last.hash },
      previousHash: chain.previousHash,
    }),
  )
  await add(FILES.keys, json({ algorithm: 'Ed25519', keys }))
  await add(FILES.totals, json(totalsOf([...inside, ...later])))
  await add(FILES.schema, json(LINE_SCHEMA))

  const facts: Omit<Manifest, 'files'> = {
    format: FORMAT,
    made: { at, version: version, by },
    terminal,
    training,
    period: { from, to, zone: ZONE },
    events: { first: events.first, last: events.last, count },
    openDays: [...events.openDays],
    key: signer.key,
    publicKey: signer.publicKey,
  }
  await add(FILES.notice, [Buffer.from(noticeText(words, facts))])
  const manifest = `${JSON.stringify({ ...facts, files }, null, 2)}\n`
  await zip.add(FILES.manifest, [Buffer.from(manifest)])
  const signature = { algorithm: 'Ed25519', key: signer.key, signature: signer.sign(manifest) }
  await zip.add(FILES.signature, json(signature))
  return zip.end()
}
