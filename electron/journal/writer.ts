import type { Database } from 'better-sqlite3'
import { canonical, ENCODING, GENESIS, hashOf } from './encoding'
import { readHandle } from './handles'
import type { Head } from './head-file'
import { EVENT_COLUMNS, type EventRow } from './rows'
import { type Sealing, sealPayload } from './sealing'
import type { AppendTx, Author, EventKind, JournalDeps, NewEvent, StoredEvent } from './types'

/** Where a series begins that has given no number yet: the name of a row that is no series. */
export const FLOOR = '*'

export interface Writer {
  /** Validates, seals, chains and inserts, inside the caller's transaction; the head moves on by `settle`. */
  readonly insert: (at: string, author: Author, events: readonly NewEvent[]) => readonly StoredEvent[]
  readonly tx: AppendTx
  readonly following: (series: string) => number
  readonly head: () => Head
  /** Takes the head from the database again, after a commit or a rollback. */
  readonly settle: () => void
}

function byName(kinds: readonly EventKind[]): ReadonlyMap<string, EventKind> {
  const map = new Map<string, EventKind>()
  for (const kind of kinds) {
    if (map.has(kind.kind)) throw new TypeError(`event kind ${kind.kind} is declared twice`)
    map.set(kind.kind, kind)
  }
  return map
}

function parsed(kind: EventKind, payload: unknown): Record<string, unknown> {
  const read = kind.schema.safeParse(payload)
  if (!read.success)
    throw new TypeError(
      `${kind.kind}: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
    )
  if (typeof read.data !== 'object' || read.data === null || Array.isArray(read.data))
    throw new TypeError(`${kind.kind}: a payload is an object`)
  return read.data as Record<string, unknown>
}

/** Turns new events into rows of the chain. */
export function createWriter(
  db: Database,
  deps: Pick<JournalDeps, 'terminal' | 'version' | 'zone' | 'kinds'>,
  sealing: Sealing,
): Writer {
  const kinds = byName(deps.kinds)
  // By place, not by name: naming thirteen values costs as much as storing them.
  const insert = db.prepare(
    `INSERT INTO event (sequence, terminal, at, zone, shift, cashier, kind, operation, version, encoding, payload,
       previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const newest = db.prepare<[], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event ORDER BY sequence DESC LIMIT 1`)
  const number = db
    .prepare<[string], number>(
      `INSERT INTO series (name, last) VALUES (?, 1 + coalesce((SELECT last FROM series WHERE name = '${FLOOR}'), 0))
       ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
    )
    .pluck()
  const following = db
    .prepare<[string], number>(
      `SELECT 1 + coalesce((SELECT last FROM series WHERE name = ?), (SELECT last FROM series WHERE name = '${FLOOR}'), 0)`,
    )
    .pluck()
  const begun = db.prepare<[], number>('SELECT count(*) FROM series').pluck()
  const carried = db.prepare<[string, number]>('INSERT INTO series (name, last) VALUES (?, ?)')
  const newestHead = (): Head => {
    const row = newest.get()
    return row ? { sequence: row.sequence, hash: row.hash } : { sequence: 0, hash: GENESIS }
  }
  let head = newestHead()

  return {
    head: () => head,
    settle: () => {
      head = newestHead()
    },
    tx: {
      db: readHandle(db),
      next: (series) => number.get(series) as number,
      carry: ({ floor, series }) => {
        if (begun.get() !== 0) throw new TypeError('numbers are carried over before the first is given')
        if (floor > 0) carried.run(FLOOR, floor)
        for (const { name, last } of series) carried.run(name, last)
      },
      head: () => head,
    },
    following: (series) => following.get(series) as number,
    insert: (at, author, events) =>
      events.map(({ kind: name, operation, payload }) => {
        const kind = kinds.get(name)
        if (!kind) throw new TypeError(`event kind ${name} is not declared`)
        const plain = parsed(kind, payload)
        const stored = canonical(kind.sealed ? sealPayload(plain, kind.sealed, sealing) : plain)
        const fields = {
          sequence: head.sequence + 1,
          terminal: deps.terminal,
          at,
          zone: deps.zone,
          shift: author.shift,
          cashier: author.cashier,
          kind: name,
          operation,
          version: deps.version,
          encoding: ENCODING,
          payload: stored.text,
          previousHash: head.hash,
        }
        const row: EventRow = { ...fields, hash: hashOf(fields) }
        insert.run(
          row.sequence,
          row.terminal,
          row.at,
          row.zone,
          row.shift,
          row.cashier,
          row.kind,
          row.operation,
          row.version,
          row.encoding,
          row.payload,
          row.previousHash,
          row.hash,
        )
        head = { sequence: row.sequence, hash: row.hash }
        // As it is read back from what is stored: a projection sees the same now and in a rebuild.
        return { ...row, payload: stored.value }
      }),
  }
}
