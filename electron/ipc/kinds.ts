import * as z from 'zod'
import { JOURNAL_BEGUN, journalBegunSchema } from '../domain/journal-begun'
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

export const TERMINAL_KINDS = {
  started: 'terminal.started',
  stopped: 'terminal.stopped',
  settingsChanged: 'terminal.settings_changed',
  locked: 'terminal.locked',
  backedUp: 'terminal.backed_up',
  journalBegun: JOURNAL_BEGUN,
} as const

export const terminalKinds: readonly EventKind[] = [
  { kind: TERMINAL_KINDS.started, schema: started },
  { kind: TERMINAL_KINDS.stopped, schema: stopped },
  { kind: TERMINAL_KINDS.settingsChanged, schema: settingsChanged },
  { kind: TERMINAL_KINDS.locked, schema: locked },
  { kind: TERMINAL_KINDS.backedUp, schema: backedUp },
  { kind: TERMINAL_KINDS.journalBegun, schema: journalBegunSchema },
]
