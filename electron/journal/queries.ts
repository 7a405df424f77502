import type { Database, Statement } from 'better-sqlite3'
import { EVENT_COLUMNS, type EventRow, storedEvent } from './rows'
import type { Journal } from './types'

/** Events in order, by operation, kinds and keyset (`after` a sequence). */
export function createEventQuery(db: Database): Journal['events'] {
  const kept = new Map<string, Statement<unknown[], EventRow>>()
  return ({ operation, kinds, after, limit }) => {
    const where: string[] = []
    const values: unknown[] = []
    if (operation === null) where.push('operation IS NULL')
    else if (operation !== undefined) {
      where.push('operation = ?')
      values.push(operation)
    }
    if (kinds !== undefined) {
      where.push(`kind IN (${kinds.map(() => '?').join(', ')})`)
      values.push(...kinds)
    }
    if (after !== undefined) {
      where.push('sequence > ?')
      values.push(after)
    }
    const sql = `SELECT ${EVENT_COLUMNS} FROM event ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY sequence LIMIT ?`
    const statement = kept.get(sql) ?? db.prepare<unknown[], EventRow>(sql)
    kept.set(sql, statement)
    return statement.all(...values, limit).map(storedEvent)
  }
}
