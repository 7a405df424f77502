import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { signatureSchema } from '../domain/closing'
import { operationKindSchema } from '../domain/operation'
import {
  breakCodeSchema,
  daySchema,
  dayVerdictSchema,
  decisionSchema,
  severitySchema,
} from '../domain/reconciliation'
import type { EventKind } from '../journal/types'
import { dayDocumentSchema } from './document'

/**
 * What the journal says of the reconciliation: the rows that were read, each reading, each verdict with what it rests
 * on, each decision, each document (docs/decisions/0010).
 */

const textOrNull = z.string().nullable()
const numberOrNull = z.number().int().nullable()

export const keptRowSchema = z.object({
  /** Of everything else in the row, the phone as its keyed digest. */
  hash: z.string(),
  operationId: textOrNull,
  transactionId: textOrNull,
  reference: textOrNull,
  operationType: numberOrNull,
  transactionType: numberOrNull,
  sens: z.union([z.literal(1), z.literal(2)]).nullable(),
  status: z.enum(['open', 'completed', 'failed', 'canceled', 'unknown']),
  amount: centimesSchema.nullable(),
  fee: centimesSchema.nullable(),
  total: centimesSchema.nullable(),
  commission: centimesSchema.nullable(),
  agentCode: textOrNull,
  requestId: textOrNull,
  /** Sealed, found by its digest. */
  phone: textOrNull,
  createdAt: textOrNull,
  executedAt: textOrNull,
  /** Where it is filed, a time in UTC. */
  at: z.string(),
})

export const rowsSchema = z.object({
  pull: z.string(),
  /** Id of the first row; the others follow. */
  first: z.number().int(),
  rows: z.array(keptRowSchema),
})

export const pulledSchema = z.object({
  pull: z.string(),
  source: z.enum(['chari', 'file']),
  file: z
    .object({
      name: z.string(),
      sha256: z.string(),
      format: z.enum(['csv', 'json']),
      unreadable: z.number().int(),
      /** A person stated that it holds everything of these days. */
      whole: z.boolean(),
    })
    .nullable(),
  /** The days that were asked for, and the wider window that was read for them. */
  days: z.object({ from: daySchema, to: daySchema }),
  from: z.string(),
  to: z.string(),
  readAt: z.string(),
  environment: z.string(),
  agentCode: z.string(),
  complete: z.boolean(),
  count: numberOrNull,
  rows: z.number().int(),
  /** Ids of all its rows, as ranges: `12-80,95`. */
  members: z.string(),
  /** SHA-256 over the hashes of its rows, sorted, one a line. */
  digest: z.string(),
  attempts: z.number().int(),
})

const countedSchema = z.object({
  code: breakCodeSchema,
  open: z.number().int(),
  closed: z.number().int(),
  amount: centimesSchema,
})

export const judgedBreakSchema = z.object({
  key: z.string(),
  name: z.string(),
  code: breakCodeSchema,
  severity: severitySchema,
  amount: centimesSchema,
  since: z.string(),
  evidence: z.string(),
  state: z.enum(['open', 'waiting', 'closed']),
})

export const judgedSchema = z.object({
  day: daySchema,
  verdict: dayVerdictSchema,
  provisional: z.boolean(),
  /** What it rests on: the readings, and the journal up to this event. */
  basis: z.object({ pulls: z.array(z.string()), sequence: z.number().int() }),
  /** SHA-256 of everything below: the same verdict is not written twice. */
  digest: z.string(),
  operations: z.number().int(),
  matched: z.number().int(),
  rows: z.number().int(),
  readAt: textOrNull,
  totals: z.array(
    z.object({
      label: operationKindSchema,
      journal: z.object({ count: z.number().int(), amount: centimesSchema }),
      chari: z.object({ count: z.number().int(), amount: centimesSchema }).nullable(),
    }),
  ),
  classes: z.array(countedSchema),
  breaks: z.array(judgedBreakSchema),
})

export const workedOffEventSchema = z.object({
  key: z.string(),
  day: daySchema,
  name: z.string(),
  code: breakCodeSchema,
  decision: decisionSchema,
  reason: z.string(),
  ticket: textOrNull,
  by: z.string(),
  approvedBy: textOrNull,
  evidence: z.string(),
  /** The operation and the row that a person says are one; null: nothing was linked. */
  link: z.object({ operation: z.string(), row: z.string() }).nullable(),
})

export const dayClosedSchema = z.object({
  document: dayDocumentSchema,
  /** null: it could not be signed then. */
  signature: signatureSchema.nullable(),
})

export const writtenSchema = z.object({
  format: z.enum(['pdf', 'csv', 'json']),
  from: daySchema,
  to: daySchema,
  file: z.string(),
  sha256: z.string(),
  bytes: z.number().int(),
})

export const ROWS = 'reconciliation.rows'
export const PULLED = 'reconciliation.pulled'
export const JUDGED = 'reconciliation.judged'
export const WORKED_OFF = 'reconciliation.worked_off'
export const DAY_CLOSED = 'reconciliation.day_closed'
/** A report left as a file (PITFALLS.md J12). */
export const WRITTEN = 'reconciliation.written'

export const reconciliationKinds: readonly EventKind[] = [
  { kind: ROWS, schema: rowsSchema, sealed: [{ path: 'rows.*.phone', digest: 'phone' }] },
  { kind: PULLED, schema: pulledSchema },
  { kind: JUDGED, schema: judgedSchema },
  { kind: WORKED_OFF, schema: workedOffEventSchema },
  { kind: DAY_CLOSED, schema: dayClosedSchema },
  { kind: WRITTEN, schema: writtenSchema },
]
