import { setImmediate } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { ChainReport } from '../domain/chain-report'
import { type AnnouncedKey, createChainCheck } from './chain-check'
import type { Head } from './head-file'
import { EVENT_COLUMNS, type EventRow } from './rows'
import { KEY_ANNOUNCED, keyAnnouncedSchema } from './seals'
import type { CheckOptions } from './types'

const PAGE = 2_000

export interface VerifyOptions {
  /** Kept outside of the database. */
  readonly heads: readonly Head[]
  /** Only the newest so many events. */
  readonly last?: number | undefined
  readonly signatures?: 'every' | 'newest'
  readonly trusted?: readonly string[] | undefined
}

/** The keys announced before `sequence`; what cannot be read is left to the check of that event. */
function keysBefore(db: Database, sequence: number): readonly AnnouncedKey[] {
  const rows = db
    .prepare<[string, number], { sequence: number; payload: string }>(
      'SELECT sequence, payload FROM event WHERE kind = ? AND operation IS NULL AND sequence < ? ORDER BY sequence',
    )
    .all(KEY_ANNOUNCED, sequence)
  return rows.flatMap((row) => {
    const said = keyAnnouncedSchema.safeParse(JSON.parse(row.payload))
    return said.success ? [{ ...said.data, sequence: row.sequence }] : []
  })
}

/** Checks a journal page by page; gives after each how many events are read, and the report at the end. */
function* verifying(
  db: Database,
  { heads, last, signatures, trusted }: VerifyOptions,
): Generator<{ readonly done: number; readonly of: number }, ChainReport> {
  const newest = db.prepare<[], number>('SELECT max(sequence) FROM event').pluck().get() ?? 0
  const first = last === undefined ? 1 : Math.max(1, newest - last + 1)
  const page = db.prepare<[number, number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`,
  )
  const hashAt = db.prepare<[number], string>('SELECT hash FROM event WHERE sequence = ?').pluck()
  const sequenceOf = db.prepare<[string], number>('SELECT sequence FROM event WHERE hash = ?').pluck()

  const anchor = first === 1 ? undefined : hashAt.get(first - 1)
  const check = createChainCheck({
    ...(anchor === undefined ? {} : { start: { sequence: first - 1, hash: anchor } }),
    keys: anchor === undefined ? [] : keysBefore(db, first),
    signatures,
    trusted,
    heads,
  })
  let through = anchor === undefined ? 0 : first - 1
  let wanted = true
  while (wanted) {
    const rows = page.all(through, newest, PAGE)
    for (const row of rows) if (wanted) wanted = check.take(row)
    through = rows.at(-1)?.sequence ?? newest
    if (rows.length < PAGE) wanted = false
    else yield { done: through - first + 1, of: newest - first + 1 }
  }
  const asked = check.asks()
  return check.end(
    asked === null
      ? undefined
      : {
          hash: sequenceOf.get(asked.hash) !== undefined,
          sequence: hashAt.get(asked.sequence) !== undefined,
        },
  )
}

/** The same in one go. */
export function verifyChain(db: Database, options: VerifyOptions): ChainReport {
  const work = verifying(db, options)
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Everything there is, other work going on between pages. */
export async function checkWhole(
  db: Database,
  kept: readonly Head[],
  { trusted, heads = [], onProgress, signal }: CheckOptions,
): Promise<ChainReport> {
  const work = verifying(db, { heads: [...kept, ...heads], signatures: 'every', trusted })
  for (;;) {
    signal?.throwIfAborted()
    const step = work.next()
    if (step.done) return step.value
    onProgress?.(step.value.done, step.value.of)
    await setImmediate()
  }
}
