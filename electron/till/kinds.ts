import * as z from 'zod'
import { cashMoveSchema, centimesSchema } from '../domain/cash'
import {
  countSchema,
  floatSchema,
  handOverSchema,
  movementKindSchema,
  movementReasonSchema,
  periodClosingSchema,
  signatureSchema,
  zReportSchema,
} from '../domain/closing'
import { countPurposeSchema } from '../domain/till'
import type { EventKind } from '../journal/types'

/** What the journal says of the till: one schema for each kind of event. A slip is a `paper.requested` beside it. */

const cash = z.array(cashMoveSchema)
/** The id that the renderer made for this act, and a keyed digest of what was asked with it. */
const act = z.object({ id: z.string(), inputs: z.string() })

const schemas = {
  'till.shift_opened': z.object({
    act,
    shift: z.string(),
    number: z.number().int(),
    drawer: z.string(),
    /** Civil day in Africa/Casablanca. */
    day: z.string(),
    counted: countSchema,
    /** What the last closing left; of a drawer in which nothing ever was: what was counted. */
    carried: centimesSchema,
    /** counted - carried. */
    difference: centimesSchema,
    reason: z.string().nullable(),
    approvedBy: z.string().nullable(),
    float: floatSchema,
    cash,
  }),
  /** A truth about the float; the difference to what was expected is the move in `cash`. */
  'till.float_stated': z.object({
    act: act.nullable(),
    amount: centimesSchema,
    source: z.enum(['sheet', 'balance', 'typed']),
    /** When it was told. */
    toldAt: z.string(),
    /** null: it was never stated before, and what was done since the beginning says nothing of it. */
    expected: centimesSchema.nullable(),
    difference: centimesSchema.nullable(),
    cash,
  }),
  'till.moved': z.object({
    act,
    /** `CASA1-M000012` and 12. */
    number: z.string(),
    sequence: z.number().int(),
    movement: movementKindSchema,
    reason: movementReasonSchema,
    note: z.string().nullable(),
    amount: centimesSchema,
    approvedBy: z.string().nullable(),
    /** Number of the movement that this one undoes, whole. */
    corrects: z.string().nullable(),
    transit: z.boolean(),
    cash,
  }),
  'till.transit_confirmed': z.object({ number: z.string(), cash }),
  /** Sealed: from here on the person knows what was expected. */
  'till.counted': z.object({
    act,
    shift: z.string(),
    purpose: countPurposeSchema,
    counted: countSchema,
    expected: centimesSchema,
    difference: centimesSchema,
  }),
  'till.handed_over': z.object({
    act,
    shift: z.string(),
    handOver: handOverSchema,
    counted: countSchema,
    cash,
  }),
  /** The Z, with the cash that it moves: the difference, and what goes to the safe. */
  'till.shift_closed': z.object({
    act,
    document: zReportSchema,
    signature: signatureSchema.nullable(),
    cash,
  }),
  'till.period_closed': z.object({ document: periodClosingSchema, signature: signatureSchema.nullable() }),
} as const

type Schemas = typeof schemas
export type TillKind = keyof Schemas
export type TillPayload<K extends TillKind> = z.infer<Schemas[K]>
export type TillFact = {
  readonly [K in TillKind]: { readonly kind: K; readonly payload: TillPayload<K> }
}[TillKind]

/** What createJournal needs to know of this room's events. */
export const tillKinds: readonly EventKind[] = (Object.keys(schemas) as TillKind[]).map((kind) => ({
  kind,
  schema: schemas[kind],
}))

export const isTillKind = (kind: string): kind is TillKind => Object.hasOwn(schemas, kind)
