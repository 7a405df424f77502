import type { Database } from 'better-sqlite3'
import { writeHandle } from './handles'
import { EVENT_COLUMNS, type EventRow, storedEvent } from './rows'
import type { Projection, StoredEvent, WriteDb } from './types'

const PAGE = 2_000

interface Known {
  readonly version: number
  readonly tables: string
  readonly through: number
}

export interface Projections {
  /** Inside the append's transaction. */
  readonly apply: (events: readonly StoredEvent[]) => void
  readonly rebuild: () => void
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Keeps the derived tables. At open, those whose version changed, or which missed events because an older
 * Guichet without them wrote here, are built anew.
 */
export function createProjections(db: Database, list: readonly Projection[]): Projections {
  const known = db.prepare<[string], Known>('SELECT version, tables, through FROM projection WHERE name = ?')
  const register = db.prepare(
    `INSERT INTO projection (name, version, tables, through) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET version = excluded.version, tables = excluded.tables,
     through = excluded.through`,
  )
  const names = list.map(({ name }) => `'${name.replaceAll("'", "''")}'`).join(', ')
  const reached = db.prepare(`UPDATE projection SET through = ? WHERE name IN (${names})`)
  const page = db.prepare<[number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  const newest = db.prepare('SELECT coalesce(max(sequence), 0) FROM event').pluck()
  const handles = new Map<string, WriteDb>(list.map(({ name }) => [name, writeHandle(db)]))

  const run = (projection: Projection, event: StoredEvent): void => {
    const handle = handles.get(projection.name)
    if (handle) projection.apply(handle, event)
  }

  const build = (wanted: readonly Projection[]): void => {
    if (wanted.length === 0) return
    for (const projection of wanted) {
      const before = known.get(projection.name)
      const tables = new Set([
        ...projection.tables,
        ...(before ? (JSON.parse(before.tables) as string[]) : []),
      ])
      for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${quoted(table)}`)
      db.exec(projection.create)
      handles.set(projection.name, writeHandle(db))
    }
    let through = 0
    for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(through, PAGE))
      for (const row of rows) {
        const event = storedEvent(row)
        for (const projection of wanted) run(projection, event)
        through = row.sequence
      }
    for (const { name, version, tables } of wanted)
      register.run(name, version, JSON.stringify(tables), through)
  }

  db.transaction(() => {
    const last = newest.get() as number
    build(
      list.filter(({ name, version }) => {
        const before = known.get(name)
        return before?.version !== version || before.through !== last
      }),
    )
  }).immediate()

  return {
    apply: (events) => {
      for (const event of events) for (const projection of list) run(projection, event)
      const last = events.at(-1)
      if (last && list.length > 0) reached.run(last.sequence)
    },
    rebuild: () => db.transaction(() => build(list)).immediate(),
  }
}
