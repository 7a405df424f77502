import { existsSync, readdirSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import Database from 'better-sqlite3'
import { closingHolds, readClosing } from './closing-signature'
import { createVerifier } from './ed25519'
import { type Head, readHead } from './head-file'
import { KEY_ANNOUNCED, keyAnnouncedSchema } from './seals'
import { lastSetAside } from './set-aside'
import type { Numbers } from './types'
import { FLOOR } from './writer'

/** What can be read of a journal that does not read whole any more. */
export interface Predecessor {
  /** The newest event that is there, or that the head kept outside knows; null: neither. */
  readonly head: Head | null
  /** So that no number is ever given twice. */
  readonly numbers: Numbers & {
    /** What they were read from; `head`: no number is there, only how many events there were. */
    readonly from: 'journal' | 'copy' | 'head' | 'nothing'
  }
  /** Signed documents whose signature holds, the newest first. */
  readonly documents: readonly Record<string, unknown>[]
  /** What a query of a room gives; nothing where it fails. */
  readonly rows: (sql: string) => readonly unknown[]
}

export interface PredecessorDeps {
  readonly file: string
  readonly headFile: string
  /** The folder of its copies. */
  readonly copies: string
  readonly nativeBinding?: string
}

/** Documents are looked for among so many of the newest that there are. */
const DOCUMENTS = 50
/** Where nothing tells how many numbers were given since the newest copy: more than a shop gives in its days. */
const LEAP = 10_000

type Rows = (sql: string) => readonly unknown[]

/** Reads without trust: a query that fails, for whatever reason, gives nothing. */
function openLeniently(
  file: string,
  nativeBinding: string | undefined,
): { readonly rows: Rows; readonly close: () => void } {
  let db: Database.Database | null = null
  try {
    db = new Database(file, {
      readonly: true,
      fileMustExist: true,
      ...(nativeBinding ? { nativeBinding } : {}),
    })
  } catch {
    // Then nothing of it can be read.
  }
  return {
    rows: (sql) => {
      try {
        return db?.prepare(sql).all() ?? []
      } catch {
        return []
      }
    },
    close: () => db?.close(),
  }
}

const headOf = (rows: Rows): Head | null =>
  (rows('SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1')[0] as Head | undefined) ?? null
const seriesOf = (rows: Rows): Numbers['series'] =>
  rows('SELECT name, last FROM series ORDER BY name') as { name: string; last: number }[]

/** Numbers and head of the newest copy that can be read; `own`: of this journal, not of one that was set aside. */
function newestCopy({ copies, file, nativeBinding }: PredecessorDeps) {
  const aside = lastSetAside(file)
  const stem = `${basename(file, extname(file))}-`
  const names = existsSync(copies) ? readdirSync(copies) : []
  for (const name of names
    .filter((one) => one.startsWith(stem) && one.endsWith('.db'))
    .sort()
    .reverse()) {
    const { rows, close } = openLeniently(join(copies, name), nativeBinding)
    const found = { head: headOf(rows), series: seriesOf(rows) }
    close()
    const own = name.slice(stem.length) > aside
    if (found.head) return { head: found.head, series: found.series, own }
  }
  return null
}

/** The highest number of each series, `more` further on. */
function furthest(all: Numbers['series'], more: number): Numbers {
  const last = new Map<string, number>([[FLOOR, more]])
  for (const one of all) last.set(one.name, Math.max(last.get(one.name) ?? 0, one.last + more))
  const floor = last.get(FLOOR) ?? 0
  last.delete(FLOOR)
  return { floor, series: [...last].map(([name, of]) => ({ name, last: of })) }
}

/** A number costs an event at least: where none can be read, as many are left out as there were events since. */
function numbersOf(
  series: Numbers['series'],
  copy: ReturnType<typeof newestCopy>,
  outside: Head | null,
): Predecessor['numbers'] {
  if (series.length > 0) return { from: 'journal', ...furthest([...(copy?.series ?? []), ...series], 0) }
  if (copy) {
    const since = outside && copy.own ? Math.max(0, outside.sequence - copy.head.sequence) : LEAP
    return { from: 'copy', ...furthest(copy.series, since) }
  }
  return { from: outside ? 'head' : 'nothing', ...furthest([], outside?.sequence ?? 0) }
}

function documentsOf(rows: Rows): Predecessor['documents'] {
  const keys = rows(
    `SELECT payload FROM event WHERE kind = '${KEY_ANNOUNCED}' AND operation IS NULL ORDER BY sequence`,
  ).flatMap((row) => {
    try {
      return [keyAnnouncedSchema.parse(JSON.parse((row as { payload: string }).payload))]
    } catch {
      return []
    }
  })
  const verifies = createVerifier()
  return rows(
    `SELECT payload FROM event WHERE operation IS NULL AND payload LIKE '%"document":{%"signature":{%'
     ORDER BY sequence DESC LIMIT ${DOCUMENTS}`,
  ).flatMap((row) => {
    const closing = readClosing((row as { payload: string }).payload)
    return closing && closingHolds(closing, keys, verifies) ? [closing.document] : []
  })
}

/** Reads what is left of a damaged journal, its copies and the head kept outside, and hands it to `use`. */
export function readPredecessor<T>(deps: PredecessorDeps, use: (left: Predecessor) => T): T {
  const { rows, close } = openLeniently(deps.file, deps.nativeBinding)
  try {
    const outside = readHead(deps.headFile)
    return use({
      head: headOf(rows) ?? (outside && { sequence: outside.sequence, hash: outside.hash }),
      numbers: numbersOf(seriesOf(rows), newestCopy(deps), outside),
      documents: documentsOf(rows),
      rows,
    })
  } finally {
    close()
  }
}
