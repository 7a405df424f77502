import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { chainHeadSchema } from '../domain/closing'
import {
  breakCodeSchema,
  dayProofSchema,
  daySchema,
  dayVerdictSchema,
  totalsRowSchema,
  workedOffSchema,
} from '../domain/reconciliation'

/**
 * The day's proof as it is signed: a later document than the Zs, which it cites. Nothing personal is in it, and what
 * is open stands in it by name (DESIGN.md section 8).
 */
export const dayDocumentSchema = z.object({
  kind: z.literal('reconciliation'),
  /** `CASA1-J000012` and 12. */
  number: z.string(),
  sequence: z.number().int(),
  /** Number of the document of the same day that this one follows; null: the first. */
  replaces: z.string().nullable(),
  terminal: z.string(),
  agentCode: z.string(),
  day: daySchema,
  closedAt: z.string(),
  closedBy: z.string(),
  verdict: dayVerdictSchema,
  provisional: z.boolean(),
  /** The readings of Chari's listing that it rests on. */
  readings: z.array(
    z.object({
      pull: z.string(),
      source: z.enum(['chari', 'file']),
      readAt: z.string(),
      rows: z.number().int(),
      complete: z.boolean(),
    }),
  ),
  totals: z.array(totalsRowSchema),
  operations: z.number().int(),
  matched: z.number().int(),
  rows: z.number().int(),
  classes: z.array(
    z.object({
      code: breakCodeSchema,
      open: z.number().int(),
      closed: z.number().int(),
      amount: centimesSchema,
    }),
  ),
  /** Every break that is open now, of this day and of earlier ones. */
  open: z.array(
    z.object({
      name: z.string(),
      key: z.string(),
      code: breakCodeSchema,
      day: daySchema,
      amount: centimesSchema,
      waiting: z.boolean(),
    }),
  ),
  /** Breaks of the day that people closed. */
  workedOff: z.array(workedOffSchema.extend({ name: z.string(), key: z.string(), code: breakCodeSchema })),
  proof: dayProofSchema,
  /** The closings of the till of this day, by the number of their Z. */
  zs: z.array(
    z.object({ z: z.number().int(), shift: z.string(), at: z.string(), difference: centimesSchema }),
  ),
  head: chainHeadSchema,
})
export type DayDocument = z.infer<typeof dayDocumentSchema>
