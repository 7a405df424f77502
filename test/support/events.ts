import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Events of a profile's journal as they stand in it, oldest first; those of a real shop, not of training. */
export function eventsOf(profile: string): readonly Readonly<Record<string, unknown>>[] {
  const db = new Database(join(profile, 'journal.db'), { readonly: true })
  try {
    const rows = db.prepare('SELECT kind, payload FROM event ORDER BY sequence').all() as {
      kind: string
      payload: string
    }[]
    return rows.map(({ kind, payload }) => ({ kind, ...(JSON.parse(payload) as object) }))
  } finally {
    db.close()
  }
}
