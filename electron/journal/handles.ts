import type { Database, Statement } from 'better-sqlite3'
import type { ReadDb, WriteDb } from './types'

/** A handle that refuses statements which write. */
export function readHandle(db: Database): ReadDb {
  const prepare = (sql: string): Statement => {
    const statement = db.prepare(sql)
    if (!statement.readonly) throw new TypeError('the journal is written by append and projections only')
    return statement
  }
  return { prepare } as unknown as ReadDb
}

/** A handle for one projection: statements are kept by their text, so `apply` may prepare each time. */
export function writeHandle(db: Database): WriteDb {
  const kept = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const known = kept.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    kept.set(sql, statement)
    return statement
  }
  return { prepare } as unknown as WriteDb
}
