import { PAPER_REQUESTED } from '../domain/paper'
import type { Projection, ReadDb, StoredEvent } from '../journal/types'
import {
  PRINT_DROPPED,
  PRINT_HELD,
  PRINT_PRINTED,
  PRINT_RELEASED,
  PRINT_RESOLVED,
  PRINT_STARTED,
  PRINT_UNKNOWN,
} from './kinds'
import type { JobState } from './types'

/** One paper asked for, and how far it got. */
export interface JobRow {
  readonly job: number
  readonly paper: string
  readonly copy: number
  readonly kind: string
  readonly operation: string | null
  readonly number: string | null
  readonly at: string
  readonly state: JobState
  readonly attempts: number
  /** 1: its last printing was held up in the midst, so it may lie in two parts. */
  readonly interrupted: 0 | 1
}

const COLUMNS = 'job, paper, copy, kind, operation, number, at, state, attempts, interrupted'
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The state that an event of the queue brings its job to; null: none of these. */
function stateAfter({ kind, payload }: StoredEvent): JobState | null {
  switch (kind) {
    case PRINT_STARTED:
      return 'printing'
    case PRINT_PRINTED:
      return payload.confirmed === true ? 'printed' : 'assumed'
    case PRINT_UNKNOWN:
      return 'unknown'
    case PRINT_RESOLVED:
      return payload.answer === 'came_out' ? 'printed' : 'waiting'
    case PRINT_HELD:
      return 'held'
    case PRINT_RELEASED:
      return 'waiting'
    case PRINT_DROPPED:
      return 'dropped'
    default:
      return null
  }
}

/** The print queue as a table: what waits, what ended, what is asked. Holds no personal field. */
export const printProjection: Projection = {
  name: 'print',
  version: 2,
  tables: ['print_job'],
  create: `
    CREATE TABLE print_job (
      job INTEGER PRIMARY KEY,
      paper TEXT NOT NULL,
      copy INTEGER NOT NULL,
      kind TEXT NOT NULL,
      operation TEXT,
      number TEXT,
      at TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      interrupted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX print_job_open ON print_job (state, job) WHERE state NOT IN ('printed', 'assumed', 'dropped');
    CREATE INDEX print_job_operation ON print_job (operation, job);
  `,
  apply: (db, event) => {
    const { payload } = event
    if (event.kind === PAPER_REQUESTED) {
      const data = payload.data as Record<string, unknown>
      db.prepare(`INSERT INTO print_job (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, 0)`).run(
        event.sequence,
        text(payload.paper),
        payload.copy,
        text(data.kind),
        event.operation,
        text(data.number),
        event.at,
      )
      return
    }
    const state = stateAfter(event)
    if (state === null) return
    db.prepare('UPDATE print_job SET state = ?, attempts = attempts + ?, interrupted = ? WHERE job = ?').run(
      state,
      event.kind === PRINT_STARTED ? 1 : 0,
      event.kind === PRINT_PRINTED && payload.interrupted === true ? 1 : 0,
      payload.job,
    )
  },
}

/** Reads of the projection. */
export interface JobTable {
  readonly get: (job: number) => JobRow | null
  /** Oldest first. */
  readonly inState: (state: JobState) => readonly JobRow[]
  readonly newest: (limit: number) => readonly JobRow[]
  readonly newestOf: (operation: string) => JobRow | null
}

export function createJobTable(db: ReadDb): JobTable {
  const one = db.prepare<[number], JobRow>(`SELECT ${COLUMNS} FROM print_job WHERE job = ?`)
  const byState = db.prepare<[string], JobRow>(
    `SELECT ${COLUMNS} FROM print_job WHERE state NOT IN ('printed', 'assumed', 'dropped') AND state = ? ORDER BY job`,
  )
  const last = db.prepare<[number], JobRow>(`SELECT ${COLUMNS} FROM print_job ORDER BY job DESC LIMIT ?`)
  const lastOf = db.prepare<[string], JobRow>(
    `SELECT ${COLUMNS} FROM print_job WHERE operation = ? ORDER BY job DESC LIMIT 1`,
  )
  return {
    get: (job) => one.get(job) ?? null,
    inState: (state) => byState.all(state),
    newest: (limit) => last.all(limit),
    newestOf: (operation) => lastOf.get(operation) ?? null,
  }
}
