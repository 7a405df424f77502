import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod'
import type { Break } from './domain/chain-report'
import { perpetualSchema } from './domain/closing'
import { JOURNAL_BEGUN, type JournalBegun, journalBegunSchema } from './domain/journal-begun'
import { type LeftOperation, leftOperationSchema } from './domain/operation'
import { type Predecessor, readPredecessor } from './journal/predecessor'
import type { Journal } from './journal/types'
import { readIfThere, writeAtomic } from './settings/atomic'
import { journalFile, journalHeadFile } from './settings/profile'
import type { Environment } from './settings/types'

/**
 * A new journal for a damaged one. What a supervisor ordered is written down before the first file is moved, so that a
 * power cut at any moment leaves either the old journal where it was, or an order that the next start carries out.
 */

export interface SuccessionDeps {
  readonly folder: string
  readonly environment: Environment
}

export interface SuccessionOrder {
  readonly by: string
  readonly at: string
  readonly fault: { readonly code: string; readonly detail: string; readonly broken: Break | null }
  readonly nativeBinding: string | null
}

/** An order that is not carried out yet. */
export interface Succession {
  /** Puts the old journal aside, with everything that belongs to it; what is done already is left. */
  readonly setAside: () => void
  /** The first thing that the new journal is told. */
  readonly tell: (journal: Pick<Journal, 'append' | 'events'>) => void
}

const orderSchema = z.object({ keptHead: z.string(), begun: journalBegunSchema })

const orderFile = ({ folder, environment }: SuccessionDeps): string =>
  `${journalFile(folder, environment)}.begin`

/** The totals that never begin again, of the newest closing that has them. */
function perpetualOf({ documents }: Predecessor): JournalBegun['perpetual'] {
  for (const document of documents) {
    const read = perpetualSchema.safeParse(document.perpetual)
    if (read.success) return read.data
  }
  return null
}

const unsettledOf = ({ rows }: Predecessor): JournalBegun['unsettled'] =>
  rows(
    'SELECT number, direction, reference, amount, state, cash FROM operation WHERE unsettled = 1 ORDER BY sequence',
  ).flatMap((row) => {
    const read = leftOperationSchema.safeParse(row)
    return read.success ? [read.data] : []
  })

/** Writes down what a supervisor ordered; gives what the old journal leaves unsettled. */
export function orderSuccession(
  deps: SuccessionDeps,
  { by, at, fault, nativeBinding }: SuccessionOrder,
): readonly LeftOperation[] {
  const file = journalFile(deps.folder, deps.environment)
  const headFile = journalHeadFile(deps.folder, deps.environment)
  const end = `kept-${at.replace(/[-:.]/g, '')}`
  const begun = readPredecessor(
    {
      file,
      headFile,
      copies: join(deps.folder, 'backups'),
      ...(nativeBinding === null ? {} : { nativeBinding }),
    },
    (left): JournalBegun => ({
      kept: `${basename(file)}.${end}`,
      by,
      fault: `${fault.code}: ${fault.detail}`,
      broken: fault.broken,
      head: left.head,
      numbersFrom: left.numbers.from,
      floor: left.numbers.floor,
      series: [...left.numbers.series],
      perpetual: perpetualOf(left),
      unsettled: unsettledOf(left),
    }),
  )
  writeAtomic(orderFile(deps), JSON.stringify({ keptHead: `${basename(headFile)}.${end}`, begun }))
  return begun.unsettled
}

function move(from: string, to: string): void {
  if (existsSync(from) && !existsSync(to)) renameSync(from, to)
}

/** null: nothing was ordered. */
export function pendingSuccession(deps: SuccessionDeps): Succession | null {
  const text = readIfThere(orderFile(deps))
  if (text === null) return null
  const { keptHead, begun } = orderSchema.parse(JSON.parse(text))
  const file = journalFile(deps.folder, deps.environment)
  const kept = join(deps.folder, begun.kept)
  return {
    setAside: () => {
      // The file itself goes last: where it is aside, what has its name is the new journal's.
      if (existsSync(kept)) return
      for (const tail of ['-wal', '-shm']) move(`${file}${tail}`, `${kept}${tail}`)
      move(journalHeadFile(deps.folder, deps.environment), join(deps.folder, keptHead))
      move(file, kept)
    },
    tell: (journal) => {
      const told = journal
        .events({ kinds: [JOURNAL_BEGUN], operation: null, limit: 100 })
        .some(({ payload }) => payload.kept === begun.kept)
      if (!told)
        journal.append({ cashier: 'system', shift: null }, (tx) => {
          tx.carry(begun)
          return [{ kind: JOURNAL_BEGUN, operation: null, payload: begun }]
        })
      rmSync(orderFile(deps), { force: true })
    },
  }
}
