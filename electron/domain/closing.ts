import * as z from 'zod'
import { centimesSchema } from './cash'
import { centimes } from './money'
import { cashStateSchema, operationKindSchema, operationStateSchema } from './operation'

export { OPERATION_KINDS, type OperationKind, operationKindSchema } from './operation'

/**
 * The documents of a till: counts, X and Z reports, closings of days, months and years. They are stored whole in the
 * journal, and every screen, paper and file is made from the stored document, so that it says the same for ever.
 */

/** Notes and coins of the dirham, in centimes, as a drawer is counted. */
export const NOTES = [20_000, 10_000, 5_000, 2_000] as const
export const COINS = [1_000, 500, 200, 100, 50, 20, 10] as const
export const DENOMINATIONS = [...NOTES, ...COINS] as const

/** What was counted in a drawer; `lines` is null where only the total was typed, else they add up to it. */
export const countSchema = z
  .object({
    total: centimesSchema,
    lines: z
      .array(z.object({ value: z.number().int().positive(), quantity: z.number().int().min(0).max(99_999) }))
      .nullable(),
  })
  .refine(
    ({ total, lines }) =>
      total >= 0 &&
      (lines === null || lines.reduce((sum, { value, quantity }) => sum + value * quantity, 0) === total),
    'the lines of a count add up to its total',
  )
export type Count = z.infer<typeof countSchema>

/** Completed operations of one kind. */
export const kindTotalsSchema = z.object({
  kind: operationKindSchema,
  count: z.number().int(),
  amount: centimesSchema,
  /** Of those where Chari told a fee. */
  fees: centimesSchema,
  /** How many of them had no fee told. */
  feesUnknown: z.number().int(),
  /** Of those where Chari or the shop's table tells one. */
  commission: centimesSchema,
  /** How many commissions come from the shop's table, not from Chari. */
  commissionEstimated: z.number().int(),
  /** How many operations have no commission told: none of it is in the sum. */
  commissionUnknown: z.number().int(),
})
export type KindTotals = z.infer<typeof kindTotalsSchema>

const countAndAmount = z.object({ count: z.number().int(), amount: centimesSchema })

/** An operation that is not settled when a report is made. */
export const pendingSchema = z.object({
  number: z.string(),
  direction: operationKindSchema,
  reference: z.string(),
  amount: centimesSchema,
  state: operationStateSchema,
  cash: cashStateSchema,
  changeDue: centimesSchema,
  since: z.string(),
})
export type Pending = z.infer<typeof pendingSchema>

/** The operations that a report covers. Every completed one is in the tally of exactly one Z. */
export const tallySchema = z.object({
  /** One row for each kind of OPERATION_KINDS, zero rows too, so that reports line up. */
  kinds: z.array(kindTotalsSchema),
  refused: countAndAmount,
  /** Not executed, not sent, or done elsewhere. */
  notDone: countAndAmount,
  pending: z.array(pendingSchema),
  /** Numbers of the first and last completed operation. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  cashiers: z.array(z.object({ cashier: z.string(), kinds: z.array(kindTotalsSchema) })),
})
export type Tally = z.infer<typeof tallySchema>

/** Cash that moves without an operation. */
export const MOVEMENT_KINDS = ['paid_in', 'paid_out', 'safe', 'bank'] as const
export const movementKindSchema = z.enum(MOVEMENT_KINDS)
export type MovementKind = z.infer<typeof movementKindSchema>

/** Why it moved: a closed list for each kind; `other` needs a note. */
export const MOVEMENT_REASONS = {
  paid_in: ['change_bought', 'owner', 'bank_withdrawal', 'from_safe', 'float_sold', 'other'],
  paid_out: ['expense', 'owner', 'float_bought', 'change_given_out', 'other'],
  safe: ['too_much_cash', 'end_of_day', 'other'],
  bank: ['deposit', 'float_bought', 'other'],
} as const satisfies Record<MovementKind, readonly string[]>
export const movementReasonSchema = z.enum([
  'change_bought',
  'owner',
  'bank_withdrawal',
  'from_safe',
  'float_sold',
  'expense',
  'float_bought',
  'change_given_out',
  'too_much_cash',
  'end_of_day',
  'deposit',
  'other',
])
export type MovementReason = z.infer<typeof movementReasonSchema>

/** Where a figure of the e-money float comes from; `estimate`: the last truth and what was done since. */
export const floatSourceSchema = z.enum(['sheet', 'balance', 'typed', 'estimate', 'unknown'])
export const floatSchema = z.object({
  /** null: unknown. */
  amount: centimesSchema.nullable(),
  source: floatSourceSchema,
  /** When it was last told by Chari or a person; null: never. */
  statedAt: z.string().nullable(),
})
export type Float = z.infer<typeof floatSchema>

/** The drawer of one shift, as sums of typed rows: opening + everything in - everything out = expected. */
export const drawerSumsSchema = z.object({
  opening: centimesSchema,
  cashIn: centimesSchema,
  cashOut: centimesSchema,
  change: centimesSchema,
  paidIn: centimesSchema,
  paidOut: centimesSchema,
  safe: centimesSchema,
  bank: centimesSchema,
  /** Differences found at hand-overs, signed. */
  differences: centimesSchema,
  expected: centimesSchema,
})
export type DrawerSums = z.infer<typeof drawerSumsSchema>

/** Money and promises that are not in the drawer. */
export const besideSchema = z.object({
  counter: centimesSchema,
  aside: centimesSchema,
  due: centimesSchema,
  changeDue: centimesSchema,
  owed: centimesSchema,
  safe: centimesSchema,
  /** Brought to the bank, or paid for float, and not confirmed yet. */
  transit: centimesSchema,
})
export type Beside = z.infer<typeof besideSchema>

export const handOverSchema = z.object({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  counted: centimesSchema,
  expected: centimesSchema,
  difference: centimesSchema,
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
})
export type HandOver = z.infer<typeof handOverSchema>

/** Movements of one kind; a correction counts as a movement of its own and takes its amount off. */
export const movementTotalsSchema = z.object({
  kind: movementKindSchema,
  count: z.number().int(),
  amount: centimesSchema,
})
export type MovementTotals = z.infer<typeof movementTotalsSchema>

/** Differences that are not zero: how many, what they come to, and what they come to without their signs. */
export const differenceTotalsSchema = z.object({
  count: z.number().int(),
  signed: centimesSchema,
  absolute: centimesSchema,
})
export type DifferenceTotals = z.infer<typeof differenceTotalsSchema>

/** An X: the shift as it stands. A reading; it is not numbered and closes nothing. */
export const shiftReportSchema = z.object({
  /** `CASA1-S000012` and 12. */
  shift: z.string(),
  number: z.number().int(),
  /** `main` where the shop shares one drawer, else the cashier whose own it is. */
  drawer: z.string(),
  /** Civil day in Africa/Casablanca on which it was opened. */
  day: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  /** Everybody who had the drawer, in order. */
  cashiers: z.array(z.string()),
  /** What the last closing left; of a drawer in which nothing ever was: what was counted. */
  carried: centimesSchema,
  /** What was counted, less what was carried. */
  openingDifference: centimesSchema,
  openingReason: z.string().nullable(),
  sums: drawerSumsSchema,
  movements: z.array(movementTotalsSchema),
  handOvers: z.array(handOverSchema),
  tally: tallySchema,
  beside: besideSchema,
  float: floatSchema,
  floatAtOpening: floatSchema,
  /** Duplicates printed, and drawer openings without a sale. */
  copies: z.number().int(),
  drawerOpenings: z.number().int(),
})
export type ShiftReport = z.infer<typeof shiftReportSchema>

/** Totals that never begin again, of this terminal, over versions, restores and new keys (PITFALLS.md J8). */
export const perpetualSchema = z.object({
  kinds: z.array(kindTotalsSchema),
  movements: z.array(movementTotalsSchema),
  /** Differences of counts at opening, hand-over and closing. */
  differences: differenceTotalsSchema,
  corrections: differenceTotalsSchema,
  shifts: z.number().int(),
  events: z.number().int(),
})
export type Perpetual = z.infer<typeof perpetualSchema>

/** Newest event before a closing: what its signature holds on to. */
export const chainHeadSchema = z.object({ sequence: z.number().int(), hash: z.string() })

/** A Z: closes a shift. Numbered without gaps; stored whole. */
export const zReportSchema = shiftReportSchema.extend({
  z: z.number().int(),
  closedAt: z.string(),
  closedBy: z.string(),
  counted: countSchema,
  /** The count before a recount; null: none was made. */
  firstCount: countSchema.nullable(),
  /** counted - expected, signed. */
  difference: centimesSchema,
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** Left in the drawer for the next opening; the rest goes to the safe with this closing. */
  left: centimesSchema,
  toSafe: centimesSchema,
  perpetual: perpetualSchema,
  /** First event that this Z covers; the last is `head`. */
  firstEvent: z.number().int(),
  head: chainHeadSchema,
  /** How often since the last Z no seal could be made when one was due. */
  notSealed: z.number().int(),
  /** Breaks of the day's reconciliation that are open at this moment, by name. */
  openBreaks: z.array(z.string()),
})
export type ZReport = z.infer<typeof zReportSchema>

/** A day, a month or a year, closed: the Zs in it, their sums, and the perpetual totals. Numbered by kind. */
export const periodClosingSchema = z.object({
  kind: z.enum(['day', 'month', 'year']),
  number: z.number().int(),
  /** `2026-06-16`, `2026-06`, `2026`. */
  period: z.string(),
  closedAt: z.string(),
  /** Numbers of the Zs in it. */
  zs: z.array(z.number().int()),
  kinds: z.array(kindTotalsSchema),
  movements: z.array(movementTotalsSchema),
  differences: differenceTotalsSchema,
  cashiers: z.array(z.object({ cashier: z.string(), kinds: z.array(kindTotalsSchema) })),
  perpetual: perpetualSchema,
  firstEvent: z.number().int(),
  head: chainHeadSchema,
})
export type PeriodClosing = z.infer<typeof periodClosingSchema>

/** A document, and the terminal's Ed25519 signature over its canonical JSON (RFC 8785). */
export const signatureSchema = z.object({
  /** Sixteen hexadecimal digits: the start of the SHA-256 of the raw public key. */
  key: z.string(),
  /** base64 of 64 bytes. */
  signature: z.string(),
})
export type Signature = z.infer<typeof signatureSchema>

/** What the shop sets of its till. Amounts in centimes; null: none. */
export const tillSettingsSchema = z.object({
  /** One drawer for all, handed over; or one each. */
  drawers: z.enum(['shared', 'each']).default('shared'),
  /** Cashiers do not see what the drawer should hold. */
  blind: z.boolean().default(true),
  /** A difference up to here needs nothing; up to the second a reason; beyond it a supervisor. */
  reasonFrom: centimesSchema.prefault(centimes(500)),
  supervisorFrom: centimesSchema.prefault(centimes(5_000)),
  cashWarn: centimesSchema.nullable().default(null),
  cashStop: centimesSchema.nullable().default(null),
  floatWarn: centimesSchema.nullable().default(null),
  floatStop: centimesSchema.nullable().default(null),
})
export type TillSettings = z.infer<typeof tillSettingsSchema>
