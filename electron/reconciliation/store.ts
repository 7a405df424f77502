import { type Centimes, centimes } from '../domain/money'
import type { BreakCode, BreakState, DayVerdict, Severity, WorkedOff } from '../domain/reconciliation'
import type { Journal, Sealed } from '../journal/types'
import type { DayDocument } from './document'
import type { Link } from './match'
import type { KeptRow, PullFact } from './types'

/** A break as the last verdict of its day left it. */
export interface KeptBreak {
  readonly key: string
  readonly day: string
  readonly name: string
  readonly code: BreakCode
  readonly severity: Severity
  readonly amount: Centimes
  readonly since: string
  readonly evidence: string
  readonly state: BreakState
}

export interface KeptDay {
  readonly day: string
  readonly verdict: DayVerdict
  readonly operations: number
  readonly readAt: string | null
  readonly digest: string
  readonly sequence: number
}

export type KeptDecision = WorkedOff & { readonly evidence: string }

export interface KeptDocument {
  readonly document: DayDocument
  readonly signature: { readonly key: string; readonly signature: string } | null
}

/** What the reconciliation reads of its own tables. */
export interface ReconciliationStore {
  /** Rows filed in a window, after a place in it, in order. */
  readonly rows: (
    window: { readonly from: string; readonly to: string },
    after: { readonly at: string; readonly id: number } | null,
    limit: number,
  ) => readonly KeptRow[]
  /** Every row that one of Chari's ids or of the references names. At most a few thousand names. */
  readonly rowsNamed: (by: {
    readonly operationIds: readonly string[]
    readonly references: readonly string[]
  }) => readonly KeptRow[]
  readonly rowsOfGroups: (keys: readonly string[]) => readonly KeptRow[]
  readonly idOfHash: (hash: string) => number | null
  /** Of a row of this operation at Chari; null: none tells one. */
  readonly phoneOf: (ids: readonly number[]) => Sealed | null
  readonly lastId: () => number
  /** Readings whose window touches this one, oldest first. */
  readonly pulls: (window: { readonly from: string; readonly to: string }) => readonly PullFact[]
  /** Where the newest complete reading before this day ended; null: there is none. */
  readonly readUntil: (before: string) => string | null
  readonly day: (day: string) => KeptDay | null
  readonly days: (from: string, to: string) => readonly KeptDay[]
  /** Open and waiting ones of the days before this one, oldest day first. */
  readonly openBreaks: (before: string) => readonly KeptBreak[]
  readonly break: (day: string, key: string) => KeptBreak | null
  readonly openDays: (before: string) => readonly string[]
  /** Open ones that spoil a verdict, of each day that has any. */
  readonly openCounts: (
    from: string,
    to: string,
  ) => ReadonlyMap<string, { readonly open: number; readonly unread: number }>
  readonly decisions: (key: string) => readonly KeptDecision[]
  readonly links: (by: {
    readonly operations: readonly string[]
    readonly rows: readonly string[]
  }) => readonly Link[]
  readonly document: (day: string) => KeptDocument | null
  readonly documents: (from: string, to: string) => ReadonlyMap<string, string>
  /** Sequence of the newest event of the journal. */
  readonly head: () => number
}

interface RowData {
  readonly id: number
  readonly last_pull: number
  readonly data: string
}

type Data = Omit<KeptRow, 'id' | 'lastPull'>

const rowOf = ({ id, last_pull, data }: RowData): KeptRow => {
  const read = JSON.parse(data) as Data
  return { ...read, id, lastPull: last_pull }
}

interface PullRow {
  readonly sequence: number
  readonly pull: string
  readonly source: 'chari' | 'file'
  readonly file: string | null
  readonly from_at: string
  readonly to_at: string
  readonly read_at: string
  readonly environment: string
  readonly complete: number
  readonly rows: number
  readonly count: number | null
  readonly cashier: string
}

const pullOf = (row: PullRow): PullFact => ({
  order: row.sequence,
  pull: row.pull,
  source: row.source,
  file: row.file,
  from: row.from_at,
  to: row.to_at,
  readAt: row.read_at,
  complete: row.complete === 1,
  rows: row.rows,
  count: row.count,
  by: row.cashier,
  environment: row.environment,
})

type BreakRow = Omit<KeptBreak, 'amount'> & { readonly amount: number }
const breakOf = (row: BreakRow): KeptBreak => ({ ...row, amount: centimes(row.amount) })
const BREAK = 'key, day, name, code, severity, amount, since, evidence, state'

export function createReconciliationStore({ db }: Pick<Journal, 'db'>): ReconciliationStore {
  const DATA = 'id, last_pull, data'
  const rows = db.prepare<[string, string, string, number, number], RowData>(
    `SELECT ${DATA} FROM reconciliation_row WHERE at >= ? AND at <= ? AND (at, id) > (?, ?)
     ORDER BY at, id LIMIT ?`,
  )
  const rowsNamed = db.prepare<[string, string], RowData>(
    `SELECT ${DATA} FROM reconciliation_row WHERE id IN (
       SELECT row.id FROM json_each(?) AS one JOIN reconciliation_row AS row ON row.operation_id = one.value
       UNION SELECT row.id FROM json_each(?) AS one JOIN reconciliation_row AS row ON row.reference = one.value
     ) ORDER BY id`,
  )
  const rowsOfGroups = db.prepare<[string], RowData>(
    `SELECT ${DATA} FROM reconciliation_row
     WHERE id IN (
       SELECT row.id FROM json_each(?) AS one JOIN reconciliation_row AS row ON row.group_key = one.value
     ) ORDER BY id`,
  )
  const idOfHash = db.prepare<[string], number>('SELECT id FROM reconciliation_row WHERE hash = ?').pluck()
  const phone = db
    .prepare<[string], string>(
      `SELECT phone FROM reconciliation_row
       WHERE id IN (SELECT value FROM json_each(?)) AND phone IS NOT NULL LIMIT 1`,
    )
    .pluck()
  const lastId = db.prepare<[], number | null>('SELECT max(id) FROM reconciliation_row').pluck()
  const pulls = db.prepare<[string, string], PullRow>(
    'SELECT * FROM reconciliation_pull WHERE to_at >= ? AND from_at <= ? ORDER BY sequence',
  )
  const readUntil = db
    .prepare<[string], string | null>(
      'SELECT max(min(to_at, read_at)) FROM reconciliation_pull WHERE complete = 1 AND from_at < ?',
    )
    .pluck()
  const DAY = 'day, verdict, operations, read_at AS readAt, digest, sequence'
  const day = db.prepare<[string], KeptDay>(`SELECT ${DAY} FROM reconciliation_day WHERE day = ?`)
  const days = db.prepare<[string, string], KeptDay>(
    `SELECT ${DAY} FROM reconciliation_day WHERE day >= ? AND day <= ? ORDER BY day`,
  )
  const open = db.prepare<[string], BreakRow>(
    `SELECT ${BREAK} FROM reconciliation_break WHERE state <> 'closed' AND day < ? ORDER BY day, since, key`,
  )
  const oneBreak = db.prepare<[string, string], BreakRow>(
    `SELECT ${BREAK} FROM reconciliation_break WHERE day = ? AND key = ?`,
  )
  const openDays = db
    .prepare<[string], string>(
      "SELECT DISTINCT day FROM reconciliation_break WHERE state <> 'closed' AND day < ? ORDER BY day",
    )
    .pluck()
  const openCounts = db.prepare<[string, string], { day: string; open: number; unread: number }>(
    `SELECT day, count(*) AS open, sum(code = 'R19') AS unread FROM reconciliation_break
     WHERE state <> 'closed' AND severity <> 'none' AND day >= ? AND day <= ? GROUP BY day`,
  )
  const decisions = db
    .prepare<[string], string>('SELECT data FROM reconciliation_decision WHERE key = ? ORDER BY sequence')
    .pluck()
  const links = db.prepare<[string, string], Link>(
    `SELECT operation, row FROM reconciliation_link
     WHERE operation IN (SELECT value FROM json_each(?)) OR row IN (SELECT value FROM json_each(?))`,
  )
  const anyLink = db.prepare<[], number>('SELECT 1 FROM reconciliation_link LIMIT 1').pluck()
  const document = db
    .prepare<[string], string>(
      'SELECT data FROM reconciliation_document WHERE day = ? ORDER BY sequence DESC LIMIT 1',
    )
    .pluck()
  const documents = db.prepare<[string, string], { day: string; number: string }>(
    `SELECT day, data ->> '$.document.number' AS number FROM reconciliation_document
     WHERE day >= ? AND day <= ? ORDER BY sequence`,
  )
  const head = db.prepare<[], number | null>('SELECT max(sequence) FROM event').pluck()

  return {
    rows: ({ from, to }, after, limit) =>
      rows.all(from, to, after?.at ?? '', after?.id ?? 0, limit).map(rowOf),
    rowsNamed: ({ operationIds, references }) =>
      rowsNamed.all(JSON.stringify(operationIds), JSON.stringify(references)).map(rowOf),
    rowsOfGroups: (keys) => rowsOfGroups.all(JSON.stringify(keys)).map(rowOf),
    idOfHash: (hash) => idOfHash.get(hash) ?? null,
    phoneOf: (ids) => {
      const text = phone.get(JSON.stringify(ids))
      return text === undefined ? null : (JSON.parse(text) as Sealed)
    },
    lastId: () => lastId.get() ?? 0,
    pulls: ({ from, to }) => pulls.all(from, to).map(pullOf),
    readUntil: (before) => readUntil.get(before) ?? null,
    day: (asked) => day.get(asked) ?? null,
    days: (from, to) => days.all(from, to),
    openBreaks: (before) => open.all(before).map(breakOf),
    break: (asked, key) => {
      const row = oneBreak.get(asked, key)
      return row ? breakOf(row) : null
    },
    openDays: (before) => openDays.all(before),
    openCounts: (from, to) =>
      new Map(
        openCounts.all(from, to).map(({ day: on, open: count, unread }) => [on, { open: count, unread }]),
      ),
    decisions: (key) => decisions.all(key).map((text) => JSON.parse(text) as KeptDecision),
    links: ({ operations, rows: keys }) =>
      anyLink.get() === undefined ? [] : links.all(JSON.stringify(operations), JSON.stringify(keys)),
    document: (asked) => {
      const text = document.get(asked)
      return text === undefined ? null : (JSON.parse(text) as KeptDocument)
    },
    documents: (from, to) => new Map(documents.all(from, to).map(({ day: on, number }) => [on, number])),
    head: () => head.get() ?? 0,
  }
}
