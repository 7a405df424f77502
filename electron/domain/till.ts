import * as z from 'zod'
import { centimesSchema } from './cash'
import {
  besideSchema,
  countSchema,
  drawerSumsSchema,
  floatSchema,
  handOverSchema,
  movementKindSchema,
  movementReasonSchema,
  operationKindSchema,
  pendingSchema,
  periodClosingSchema,
  perpetualSchema,
  shiftReportSchema,
  signatureSchema,
  tallySchema,
  zReportSchema,
} from './closing'

/** The till as screens and other rooms see it. Its stored documents are in closing.ts. */

/** Why a drawer is counted while its shift is open: to close it, or to hand it to the next cashier. */
export const countPurposeSchema = z.enum(['closing', 'hand_over'])
export type CountPurpose = z.infer<typeof countPurposeSchema>

/** A shift that is open. */
export const openShiftSchema = z.object({
  /** `CASA1-S000012` and 12. */
  id: z.string(),
  number: z.number().int(),
  /** `main` where the shop shares one drawer, else the cashier whose own it is. */
  drawer: z.string(),
  /** Civil day in Africa/Casablanca on which it was opened; its Z belongs to that day. */
  day: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  /** Who has the drawer: who opened it, or took it over last. */
  holder: z.string(),
  /** Of an earlier day and open for long: it must be counted and closed before anything new begins. */
  forgotten: z.boolean(),
  /** A count is sealed, and no cash has moved since; null: none. */
  counted: countPurposeSchema.nullable(),
})
export type OpenShift = z.infer<typeof openShiftSchema>

/** `low`: at or below the shop's warning. `stop`: at or below its stop, and nothing more is served. */
export const levelSchema = z.enum(['ok', 'low', 'stop'])
export type Level = z.infer<typeof levelSchema>

/** What the status bar, the banners and the home screen show of the till, for the person signed in. */
export const tillStatusSchema = z.object({
  /** Today, in Africa/Casablanca. */
  day: z.string(),
  drawers: z.enum(['shared', 'each']),
  /** Drawer of the person signed in. */
  drawer: z.string(),
  /** The open shift of that drawer; null: no money moves here until one is opened. */
  shift: openShiftSchema.nullable(),
  /** Every other open shift of this terminal. */
  others: z.array(openShiftSchema),
  /** What is in the drawer between two shifts, as the last closing left it; null while a shift is open. */
  carried: centimesSchema.nullable(),
  /** Blind for the person signed in: `sums` and `serves.cashOut` are null, whatever the drawer holds. */
  hidden: z.boolean(),
  /** The open shift's drawer, as it should be now; null: none is open, or hidden. */
  sums: drawerSumsSchema.nullable(),
  beside: besideSchema,
  float: floatSchema,
  /** null: no shift is open. */
  cashLevel: levelSchema.nullable(),
  /** null: the float is not known. */
  floatLevel: levelSchema.nullable(),
  /** What the next customer can still be served, up to; null: not known, or hidden. */
  serves: z.object({ cashIn: centimesSchema.nullable(), cashOut: centimesSchema.nullable() }),
  /** Every shift of today is closed, and the day itself may be. */
  dayToClose: z.boolean(),
})
export type TillStatus = z.infer<typeof tillStatusSchema>

/** What the opening of a shift begins from. */
export const openingProposalSchema = z.object({
  drawer: z.string(),
  /** What the last closing left: the count that is proposed. */
  carried: centimesSchema,
  /** Nothing was ever in this drawer: whatever is counted is its fund, and no difference. */
  first: z.boolean(),
  /** The last closing of this drawer, shown beside; null: none yet. */
  last: z
    .object({
      z: z.number().int(),
      closedAt: z.string(),
      closedBy: z.string(),
      counted: countSchema,
      left: centimesSchema,
      toSafe: centimesSchema,
    })
    .nullable(),
  /** What this terminal knows of the float without asking Chari. */
  float: floatSchema,
})
export type OpeningProposal = z.infer<typeof openingProposalSchema>

/** Cash that moved without an operation, as one row. */
export const movementSchema = z.object({
  /** `CASA1-M000012` */
  number: z.string(),
  at: z.string(),
  day: z.string(),
  shift: z.string(),
  cashier: z.string(),
  movement: movementKindSchema,
  reason: movementReasonSchema,
  note: z.string().nullable(),
  /** What moved, without a sign: the kind says which way. Of a correction: what was put back. */
  amount: centimesSchema,
  approvedBy: z.string().nullable(),
  /** Number of the movement that this one undoes. */
  corrects: z.string().nullable(),
  /** Number of the movement that undid this one. */
  correctedBy: z.string().nullable(),
  /** `open`: on its way to the bank, or paid for float, and not confirmed yet. */
  transit: z.enum(['none', 'open', 'confirmed']),
  confirmedAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
})
export type Movement = z.infer<typeof movementSchema>

/** What a difference between count and expectation asks for, by the shop's tolerances. */
export const differenceNeedsSchema = z.enum(['nothing', 'reason', 'supervisor'])
export type DifferenceNeeds = z.infer<typeof differenceNeedsSchema>

/** A sealed count: from here on what the drawer should hold is shown, also by a blind till. */
export const sealedCountSchema = z.object({
  shift: z.string(),
  purpose: countPurposeSchema,
  at: z.string(),
  by: z.string(),
  counted: countSchema,
  /** The count before the recount; null: none was made. */
  firstCount: countSchema.nullable(),
  /** It may be counted once more. */
  recount: z.boolean(),
  expected: centimesSchema,
  /** counted - expected, signed. */
  difference: centimesSchema,
  needs: differenceNeedsSchema,
  /** The shift as it stands, whole. */
  report: shiftReportSchema,
  /** Number that the Z will have if it is the next, and the totals that it will carry. */
  z: z.number().int(),
  perpetual: perpetualSchema,
})
export type SealedCount = z.infer<typeof sealedCountSchema>

/** An X as the person signed in may see it: what adds up to the cash in the drawer is null where it is hidden. */
export const xReportSchema = shiftReportSchema
  .omit({ sums: true, tally: true, movements: true, handOvers: true })
  .extend({
    hidden: z.boolean(),
    sums: drawerSumsSchema.nullable(),
    tally: tallySchema.nullable(),
    movements: shiftReportSchema.shape.movements.nullable(),
    handOvers: z.array(handOverSchema).nullable(),
    /** Never hidden: how many, and what is not settled. */
    counts: z.array(z.object({ kind: operationKindSchema, count: z.number().int() })),
    pending: z.array(pendingSchema),
  })
export type XReport = z.infer<typeof xReportSchema>

export const closingKindSchema = z.enum(['shift', 'day', 'month', 'year'])
export type ClosingKind = z.infer<typeof closingKindSchema>

/** A closing in a list. */
export const closingRowSchema = z.object({
  kind: closingKindSchema,
  /** Of its own series: a shift's is the number of its Z. */
  number: z.number().int(),
  /** `2026-06-16` (of a shift: its day), `2026-06`, `2026`. A late Z gives a period a closing more. */
  period: z.string(),
  closedAt: z.string(),
  /** `system` where nobody was asked. */
  closedBy: z.string(),
  /** Of a shift; else null. */
  shift: z.string().nullable(),
  drawer: z.string().nullable(),
  /** Difference of the closing count; of a period: the signed sum of every difference in it. */
  difference: centimesSchema,
  signed: z.boolean(),
})
export type ClosingRow = z.infer<typeof closingRowSchema>

/** A stored closing: the document, and the terminal's signature over it; null: it could not be signed then. */
export const storedClosingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('shift'), document: zReportSchema, signature: signatureSchema.nullable() }),
  z.object({
    kind: z.literal('period'),
    document: periodClosingSchema,
    signature: signatureSchema.nullable(),
  }),
])
export type StoredClosing = z.infer<typeof storedClosingSchema>

/** Keyset-paged: pass `cursor` back for older rows; null at the end. */
export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), cursor: z.string().nullable() })

/** A difference between what was counted, or told, and what was expected. */
export const varianceSchema = z.object({
  /** Sequence of its event in the journal. */
  sequence: z.number().int(),
  at: z.string(),
  day: z.string(),
  what: z.enum(['opening', 'hand_over', 'closing', 'float']),
  shift: z.string().nullable(),
  drawer: z.string().nullable(),
  cashier: z.string(),
  expected: centimesSchema,
  counted: centimesSchema,
  /** counted - expected, signed, never 0. */
  difference: centimesSchema,
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
})
export type Variance = z.infer<typeof varianceSchema>

/** A truth about the float: what Chari or a person told, beside what this terminal expected. */
export const floatStatementSchema = z.object({
  sequence: z.number().int(),
  /** When it was told. */
  at: z.string(),
  day: z.string(),
  shift: z.string().nullable(),
  cashier: z.string(),
  amount: centimesSchema,
  source: z.enum(['sheet', 'balance', 'typed']),
  /** null: the first one. */
  expected: centimesSchema.nullable(),
  difference: centimesSchema.nullable(),
})
export type FloatStatement = z.infer<typeof floatStatementSchema>
