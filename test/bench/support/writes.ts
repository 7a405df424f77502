import Database from 'better-sqlite3'

/** One statement that changed a database, with its values. */
export interface Write {
  readonly sql: string
  readonly values: readonly unknown[]
}

interface Runs {
  run: (...values: unknown[]) => unknown
  get: (...values: unknown[]) => unknown
}

/** What every statement of better-sqlite3 inherits its calls from. */
const statements = (): Runs => {
  const db = new Database(':memory:')
  const shared = Object.getPrototypeOf(db.prepare('SELECT 1')) as Runs
  db.close()
  return shared
}

/** Every write that `work` makes through better-sqlite3, in order, BEGIN and COMMIT among them. */
export function writesOf(work: () => void): readonly Write[] {
  const shared = statements()
  const { run, get } = shared
  const writes: Write[] = []
  const note = (
    statement: { readonly source: string; readonly readonly: boolean },
    values: unknown[],
  ): void => {
    const bounds = /^(BEGIN|COMMIT)/.test(statement.source)
    if (bounds || !statement.readonly) writes.push({ sql: statement.source, values })
  }
  shared.run = function (this: Runs & { source: string; readonly: boolean }, ...values) {
    note(this, values)
    return run.apply(this, values)
  }
  shared.get = function (this: Runs & { source: string; readonly: boolean }, ...values) {
    note(this, values)
    return get.apply(this, values)
  }
  try {
    work()
  } finally {
    shared.run = run
    shared.get = get
  }
  return writes
}

/** better-sqlite3 alone on a file, durable, its statements prepared once. */
export function openRaw(file: string): {
  readonly db: Database.Database
  readonly write: (writes: readonly Write[]) => void
} {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const prepared = new Map<string, Database.Statement>()
  return {
    db,
    write: (writes) => {
      for (const { sql, values } of writes) {
        let statement = prepared.get(sql)
        if (!statement) {
          statement = db.prepare(sql)
          prepared.set(sql, statement)
        }
        if (statement.reader) statement.get(...values)
        else statement.run(...values)
      }
    },
  }
}
