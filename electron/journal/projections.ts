import type { Database } from 'better-sqlite3'
import { writeHandle } from './handles'
import { EVENT_COLUMNS, type EventRow, storedEvent } from './rows'
import type { Projection, StoredEvent, WriteDb } from './types'

const PAGE = 2_000

interface Known {
  readonly version: number
  readonly tables: string
}

export interface Projections {
  /** Inside the append's transaction. */
  readonly apply: (events: readonly StoredEvent[]) => void
  readonly rebuild: () => void
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Of a projection that this Guichet does not write: it is built anew by the next one that does. */
const STALE = -1

/**
 * Keeps the derived tables. At open, those whose version changed, or which may have missed events because an older
 * Guichet without them wrote here, are built anew.
 */
export function createProjections(db: Database, list: readonly Projection[]): Projections {
  const known = db.prepare<[string], Known>('SELECT version, tables FROM projection WHERE name = ?')
  const register = db.prepare(
    `INSERT INTO projection (name, version, tables) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET version = excluded.version, tables = excluded.tables`,
  )
  const page = db.prepare<[number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
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
    const builders = wanted.map((projection) => {
      const handle = handles.get(projection.name) ?? writeHandle(db)
      return (
        projection.rebuilding?.(handle) ?? {
          apply: (event: StoredEvent) => projection.apply(handle, event),
          end: () => undefined,
        }
      )
    })
    let through = 0
    for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(through, PAGE))
      for (const row of rows) {
        const event = storedEvent(row)
        for (const builder of builders) builder.apply(event)
        through = row.sequence
      }
    for (const builder of builders) builder.end()
    for (const { name, version, tables, indexes } of wanted) {
      if (indexes) db.exec(indexes)
      register.run(name, version, JSON.stringify(tables))
    }
  }

  db.transaction(() => {
    const names = JSON.stringify(list.map(({ name }) => name))
    db.prepare('UPDATE projection SET version = ? WHERE name NOT IN (SELECT value FROM json_each(?))').run(
      STALE,
      names,
    )
    build(list.filter(({ name, version }) => known.get(name)?.version !== version))
  }).immediate()

  return {
    apply: (events) => {
      for (const event of events) for (const projection of list) run(projection, event)
    },
    rebuild: () => db.transaction(() => build(list)).immediate(),
  }
}
