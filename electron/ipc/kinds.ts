import * as z from 'zod'
import { breakSchema } from '../domain/chain-report'
import { chainHeadSchema, perpetualSchema } from '../domain/closing'
import { leftOperationSchema } from '../domain/operation'
import type { EventKind } from '../journal/types'

/** Events of the terminal itself, beside those of operations, till, people and papers (PITFALLS.md J12). */

const started = z.object({
  version: z.string(),
  electron: z.string(),
  fallback: z.boolean(),
  environment: z.string(),
  host: z.string(),
})
const stopped = z.object({ why: z.string() })
const settingsChanged = z.object({
  key: z.string(),
  /** JSON text of the old and the new value; `…` for what is not to be shown. */
  before: z.string(),
  after: z.string(),
  by: z.string(),
})
const locked = z.object({ name: z.string(), why: z.enum(['asked', 'idle']) })
const backedUp = z.object({ folder: z.string(), file: z.string() })
/** A journal that goes on for a damaged one: what that was, and what is taken over from it. */
export const journalBegunSchema = z.object({
  /** The file of the old one, beside this one. */
  kept: z.string(),
  by: z.string(),
  /** What was wrong with it. */
  fault: z.string(),
  broken: breakSchema.nullable(),
  /** The newest event that could be read of it, or that the head kept outside knew. */
  head: chainHeadSchema.nullable(),
  /** Where its numbers were read from; series go on behind them. */
  numbersFrom: z.enum(['journal', 'copy', 'head', 'nothing']),
  floor: z.number().int(),
  series: z.array(z.object({ name: z.string(), last: z.number().int() })),
  /** Of its last closing whose signature holds; null: none could be read. */
  perpetual: perpetualSchema.nullable(),
  unsettled: z.array(leftOperationSchema),
})
export type JournalBegun = z.infer<typeof journalBegunSchema>

export const TERMINAL_KINDS = {
  started: 'terminal.started',
  stopped: 'terminal.stopped',
  settingsChanged: 'terminal.settings_changed',
  locked: 'terminal.locked',
  backedUp: 'terminal.backed_up',
  journalBegun: 'terminal.journal_begun',
} as const

export const terminalKinds: readonly EventKind[] = [
  { kind: TERMINAL_KINDS.started, schema: started },
  { kind: TERMINAL_KINDS.stopped, schema: stopped },
  { kind: TERMINAL_KINDS.settingsChanged, schema: settingsChanged },
  { kind: TERMINAL_KINDS.locked, schema: locked },
  { kind: TERMINAL_KINDS.backedUp, schema: backedUp },
  { kind: TERMINAL_KINDS.journalBegun, schema: journalBegunSchema },
]
