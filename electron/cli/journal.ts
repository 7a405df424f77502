import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { PAPER_REQUESTED } from '../domain/paper'
import { openJournalReader } from '../journal/reader'
import { JournalError, type ReadDb } from '../journal/types'
import type { CommandOutput } from './output'
import { journalOf } from './profile'

const rowSchema = z.object({
  id: z.string(),
  number: z.string(),
  direction: z.string(),
  reference: z.string().nullable(),
  state: z.string(),
  cash: z.string(),
  change_due: z.number(),
  amount: z.number(),
  chari_operation_id: z.string().nullable(),
  attempts: z.string(),
  shift: z.string().nullable(),
  cashier: z.string(),
})

const PAGE = 500

/** Every operation in order, as `npm run journal` prints it (DESIGN.md section 11). */
function* operations(db: ReadDb): Generator<Record<string, unknown>> {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'operation'").get()
  if (!table) return
  const page = db.prepare(
    `SELECT id, number, direction, reference, state, cash, change_due, amount, chari_operation_id, attempts, shift,
       cashier, created_sequence AS place
     FROM operation WHERE created_sequence > ? ORDER BY created_sequence LIMIT ${PAGE}`,
  )
  const printed = db.prepare(
    `SELECT payload ->> '$.data.kind' AS kind, count(*) AS copies FROM event
     WHERE operation = ? AND kind = '${PAPER_REQUESTED}' GROUP BY 1 ORDER BY min(sequence)`,
  )
  let rows = page.all(0)
  while (rows.length > 0) {
    for (const raw of rows) {
      const row = rowSchema.parse(raw)
      yield {
        number: row.number,
        kind: row.direction,
        reference: row.reference,
        state: row.state,
        cash: row.cash,
        changeDue: row.change_due,
        amount: row.amount,
        operationId: row.chari_operation_id,
        attempts: JSON.parse(row.attempts),
        shift: row.shift,
        cashier: row.cashier,
        printed: printed.all(row.id),
      }
    }
    rows = page.all((rows.at(-1) as { place: number }).place)
  }
}

/**
 * `npm run -s journal -- DIR`: the operations of a profile, one JSON line each, also while the terminal is open.
 * Gives the exit code: 0, or 2 with one sentence on `err`. Nothing personal is read.
 */
export function journalCommand(args: readonly string[], { out, err, nativeBinding }: CommandOutput): number {
  const [given, ...more] = args
  if (given === undefined || more.length > 0) {
    err.write('usage: npm run -s journal -- DIR (the folder of a profile)\n')
    return 2
  }
  const file = journalOf(resolve(given))
  if (!existsSync(file)) {
    err.write(`there is no journal in ${given}\n`)
    return 2
  }
  try {
    const reader = openJournalReader({ file, headFile: null, ...(nativeBinding ? { nativeBinding } : {}) })
    try {
      for (const operation of operations(reader.db)) out.write(`${JSON.stringify(operation)}\n`)
    } finally {
      reader.close()
    }
    return 0
  } catch (error) {
    if (!(error instanceof JournalError)) throw error
    err.write(`the journal cannot be read: ${error.message}\n`)
    return 2
  }
}
