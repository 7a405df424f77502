import * as z from 'zod'
import { transportSchema } from '../domain/devices'
import {
  DRAWER_REQUESTED,
  drawerRequestSchema,
  PAPER_REQUESTED,
  paperRequestSchema,
  SEALED_PAPER_FIELDS,
} from '../domain/paper'
import type { EventKind } from '../journal/types'

/** A job is known by the sequence of the event that asked for its paper. */
const job = z.number().int().positive()

/** Durable before the first byte of the paper leaves. */
export const PRINT_STARTED = 'print.started'
/** Paper out, cover open and the like in the midst of a paper. */
export const PRINT_SUSPENDED = 'print.suspended'
/** `confirmed`: the printer itself said so. `interrupted`: it was suspended, the paper may be in two parts. */
export const PRINT_PRINTED = 'print.printed'
/** Bytes left, the end is not known: a person is asked, nothing is sent again by itself. */
export const PRINT_UNKNOWN = 'print.unknown'
/** What a person said of an unknown end. */
export const PRINT_RESOLVED = 'print.resolved'
/** Old when the app started: waits for one key. */
export const PRINT_HELD = 'print.held'
export const PRINT_RELEASED = 'print.released'
/** Stays on screen only. */
export const PRINT_DROPPED = 'print.dropped'
export const DRAWER_OPENED = 'drawer.opened'
/** The pulse could not be sent. */
export const DRAWER_MISSED = 'drawer.missed'
export const PRINTER_TESTED = 'printer.tested'

export const startedSchema = z.object({ job, attempt: z.number().int().positive() })
export const printedSchema = z.object({ job, confirmed: z.boolean(), interrupted: z.boolean() })
export const unknownSchema = z.object({ job, detail: z.string() })
export const resolvedSchema = z.object({ job, answer: z.enum(['came_out', 'print_again']) })
export const jobSchema = z.object({ job })
export const suspendedSchema = z.object({ job, trouble: z.string() })
export const droppedSchema = z.object({ job, reason: z.enum(['no_printer', 'not_drawable']) })
/** `request`: the sequence of the event that asked for the drawer. */
export const drawerSchema = z.object({ request: job })
export const testedSchema = z.object({
  transport: transportSchema,
  host: z.string(),
  port: z.number().int(),
  /** Identity, queue or path where the transport has one; missing in the oldest events. */
  device: z.string().optional(),
  what: z.enum(['page', 'slip', 'codes', 'pages', 'cut']).optional(),
  ok: z.boolean(),
  confirmed: z.boolean(),
  trouble: z.string().nullable(),
})

/** What createJournal needs to know of papers and drawer; the requests too, though other rooms write them. */
export const receiptKinds: readonly EventKind[] = [
  {
    kind: PAPER_REQUESTED,
    schema: paperRequestSchema,
    sealed: SEALED_PAPER_FIELDS.map((path) => ({ path })),
  },
  { kind: DRAWER_REQUESTED, schema: drawerRequestSchema },
  { kind: PRINT_STARTED, schema: startedSchema },
  { kind: PRINT_SUSPENDED, schema: suspendedSchema },
  { kind: PRINT_PRINTED, schema: printedSchema },
  { kind: PRINT_UNKNOWN, schema: unknownSchema },
  { kind: PRINT_RESOLVED, schema: resolvedSchema },
  { kind: PRINT_HELD, schema: jobSchema },
  { kind: PRINT_RELEASED, schema: jobSchema },
  { kind: PRINT_DROPPED, schema: droppedSchema },
  { kind: DRAWER_OPENED, schema: drawerSchema },
  { kind: DRAWER_MISSED, schema: drawerSchema },
  { kind: PRINTER_TESTED, schema: testedSchema },
]
