import * as z from 'zod'
import { centimesSchema } from './cash'
import { signatureSchema } from './closing'
import { cashStateSchema, directionSchema, operationKindSchema, operationStateSchema } from './operation'

/**
 * The day in three ways: this terminal's journal, Chari's listing, the cash. Shapes that screens, papers, files and
 * the reconciliation room share. The classes are those of PITFALLS.md part (d).
 */

/** Civil day in Africa/Casablanca, `2026-06-16`. */
export const daySchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Days, both ends included, at most a year. One day: both are equal. */
export const daySpanSchema = z
  .object({ from: daySchema, to: daySchema })
  .refine(
    ({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 366 * 86_400_000,
    'a span of days begins before it ends, and is a year at most',
  )
export type DaySpan = z.infer<typeof daySpanSchema>

/**
 * fair: everything agrees, or its difference was worked off. open: breaks are open. incomplete: something could not be
 * read, so that nobody can say. not_read: nobody has Chari's listing yet.
 */
export const dayVerdictSchema = z.enum(['fair', 'open', 'incomplete', 'not_read'])
export type DayVerdict = z.infer<typeof dayVerdictSchema>

/**
 * R0 matched (also: both sides say that nothing was done). R1 days differ. R2 unsure here, done at Chari. R3 unsure
 * here, not done at Chari. R4 pending on both sides. R5 only in the journal. R6 only at Chari. R7 amount. R8 fee.
 * R9 status. R10 duplicate. R11 customer or direction. R12 done elsewhere. R13 reversed later. R14 cash over or short.
 * R15 float. R16 commission. R17 in transit. R18 out of scope. R19 not read whole.
 */
export const BREAK_CODES = [
  'R0',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
  'R17',
  'R18',
  'R19',
] as const
export const breakCodeSchema = z.enum(BREAK_CODES)
export type BreakCode = z.infer<typeof breakCodeSchema>

/** critical: money of a customer or of the shop is at stake, and closing it needs Chari's ticket. */
export const severitySchema = z.enum(['none', 'low', 'high', 'critical'])
export type Severity = z.infer<typeof severitySchema>

/** T0 under 15 minutes. T1 the same day. T2 the next day. T3 up to seven days. T4 older. */
export const AGES = ['T0', 'T1', 'T2', 'T3', 'T4'] as const
export const ageSchema = z.enum(AGES)
export type Age = z.infer<typeof ageSchema>

/**
 * What a person decides of a break. accepted: what is proposed, or the difference as it is. explained: the reason is
 * known and nothing needs correcting. corrected: it was put right (by a correction in the till, by settling the
 * operation). ticket: Chari was told; the break stays open and waits. written_off: the shop bears it.
 * Deciding moves no money: what moves money is done where money is moved.
 */
export const DECISIONS = ['accepted', 'explained', 'corrected', 'ticket', 'written_off'] as const
export const decisionSchema = z.enum(DECISIONS)
export type Decision = z.infer<typeof decisionSchema>

/** waiting: a ticket is open at Chari, which is an open break all the same. */
export const breakStateSchema = z.enum(['open', 'waiting', 'closed'])
export type BreakState = z.infer<typeof breakStateSchema>

/** By what the two sides were found to be one, best first. `person`: a proposal that somebody accepted. */
export const MATCH_KEYS = ['person', 'operation_id', 'reference', 'request_id', 'proposal'] as const
export const matchKeySchema = z.enum(MATCH_KEYS)
export type MatchKey = z.infer<typeof matchKeySchema>

/** The journal's side of a break. */
export const journalSideSchema = z.object({
  id: z.string(),
  number: z.string(),
  direction: operationKindSchema,
  reference: z.string(),
  amount: centimesSchema,
  fee: centimesSchema.nullable(),
  /** What the shop earns, by Chari's word or by the table of commissions; null: not known. */
  commission: centimesSchema.nullable(),
  state: operationStateSchema,
  cash: cashStateSchema,
  changeDue: centimesSchema,
  createdAt: z.string(),
  settledAt: z.string().nullable(),
  cashier: z.string(),
  shift: z.string().nullable(),
  agentCode: z.string(),
  chariOperationId: z.string().nullable(),
  requestIds: z.array(z.string()),
  /** Masked. */
  phone: z.string().nullable(),
})
export type JournalSide = z.infer<typeof journalSideSchema>

/** Chari's side: the transactions of one operation of its listing. */
export const chariSideSchema = z.object({
  /** How this row is named in a decision. */
  row: z.string(),
  operationId: z.string().nullable(),
  transactionIds: z.array(z.string()),
  reference: z.string().nullable(),
  /** Chari's operation type; 1 cash-in, 2 cash-out. */
  type: z.number().int().nullable(),
  direction: directionSchema.nullable(),
  status: z.enum(['open', 'completed', 'failed', 'canceled', 'unknown']),
  amount: centimesSchema.nullable(),
  fee: centimesSchema.nullable(),
  commission: centimesSchema.nullable(),
  agentCode: z.string().nullable(),
  requestId: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  /** A time without Z came without a zone: it is shown, and matches nothing. */
  createdAt: z.string().nullable(),
  executedAt: z.string().nullable(),
  source: z.enum(['chari', 'file']),
  /** When the listing that holds it was read. */
  readAt: z.string(),
  /** A newer listing, read whole, does not have it any more. */
  vanished: z.boolean(),
})
export type ChariSide = z.infer<typeof chariSideSchema>

/** The money's side: a count, a word about the float, cash on its way. */
export const moneySideSchema = z.object({
  what: z.enum(['opening', 'hand_over', 'closing', 'float', 'transit', 'capital']),
  at: z.string(),
  by: z.string(),
  /** What should have been there; of a transit: what left. */
  expected: centimesSchema.nullable(),
  /** What was counted, or told by Chari; null: nothing yet. */
  found: centimesSchema.nullable(),
  difference: centimesSchema,
  reason: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** `CASA1-S000012` */
  shift: z.string().nullable(),
  z: z.number().int().nullable(),
})
export type MoneySide = z.infer<typeof moneySideSchema>

/** Why something could not be read or proven: only of R19. */
export const UNREAD_REASONS = [
  'not_whole',
  'not_covered',
  'not_proven',
  'unreadable_row',
  'no_scope_time',
] as const
export const unreadReasonSchema = z.enum(UNREAD_REASONS)
export type UnreadReason = z.infer<typeof unreadReasonSchema>

/** Why something is out of scope: only of R18. */
export const SCOPE_REASONS = ['environment', 'other_agent', 'other_kind'] as const
export const scopeReasonSchema = z.enum(SCOPE_REASONS)
export type ScopeReason = z.infer<typeof scopeReasonSchema>

export const workedOffSchema = z.object({
  at: z.string(),
  decision: decisionSchema,
  reason: z.string(),
  ticket: z.string().nullable(),
  by: z.string(),
  approvedBy: z.string().nullable(),
})
export type WorkedOff = z.infer<typeof workedOffSchema>

/** One difference between the three ways, by the name under which it is carried from day to day until it is closed. */
export const dayBreakSchema = z.object({
  /** The same as long as it lives: `operation:…`, `chari:…`, `row:…`, `count:…`, `float:…`, `transit:…`, `read:…`. */
  key: z.string(),
  /** As people and the Z name it: `R5 CASA1-000724`. */
  name: z.string(),
  code: breakCodeSchema,
  severity: severitySchema,
  /** Classes that also hold of it, less grave than `code`. */
  also: z.array(breakCodeSchema),
  state: breakStateSchema,
  age: ageSchema,
  /** The day it is of; earlier than the report's: it was carried. */
  day: daySchema,
  carried: z.boolean(),
  /** What is at stake, signed where it is a difference. */
  amount: centimesSchema,
  /** Key of the sentence that says what is to be done: `reconciliation.action.<action>`. */
  action: z.string(),
  /** More exactly: why it could not be read, or why it is out of scope. */
  because: z.union([unreadReasonSchema, scopeReasonSchema]).nullable(),
  /** Decisions that would be taken now; empty: none is needed. */
  decisions: z.array(decisionSchema),
  /** These need a supervisor's PIN. */
  supervisor: z.boolean(),
  /** A closing decision needs the number of Chari's ticket. */
  ticketNeeded: z.boolean(),
  journal: z.array(journalSideSchema),
  chari: z.array(chariSideSchema),
  money: moneySideSchema.nullable(),
  /** What joined the two sides; null: nothing did. */
  matchedBy: matchKeySchema.nullable(),
  /** Rows that may be the missing side; a person accepts one of them (`choice` of the decision is its `row`). */
  proposals: z.array(chariSideSchema),
  /** Every decision of it, oldest first. */
  history: z.array(workedOffSchema),
  /** Of the evidence shown: a decision of other evidence is refused. */
  evidence: z.string(),
})
export type DayBreak = z.infer<typeof dayBreakSchema>

const countAndAmount = z.object({ count: z.number().int(), amount: centimesSchema })
/** Completed operations of one person. */
export const cashierSumsSchema = z.object({
  cashier: z.string(),
  cashIn: countAndAmount,
  cashOut: countAndAmount,
  card: countAndAmount,
})
export type CashierSums = z.infer<typeof cashierSumsSchema>

/** `count` null: a balance, which counts nothing. */
const sideSchema = z.object({ count: z.number().int().nullable(), amount: centimesSchema.nullable() })

export const totalsRowSchema = z.object({
  label: z.enum(['cash_in', 'cash_out', 'card', 'float', 'cash']),
  journal: sideSchema,
  /** null: Chari tells nothing of this, or was not read. */
  chari: sideSchema.nullable(),
  /** null: not counted. */
  counted: centimesSchema.nullable(),
  /** null: one side is missing; else the second side less the journal, signed. */
  gap: centimesSchema.nullable(),
  /** none: there is no gap. explained: each break of it is closed, or the two sides lie on two days. */
  gapState: z.enum(['none', 'explained', 'open', 'unknown']),
})
export type TotalsRow = z.infer<typeof totalsRowSchema>

/** Key of a line: `reconciliation.proof.<code>`. Together the lines before a sum are that sum. */
export const proofLineSchema = z.object({ code: z.string(), amount: centimesSchema })
export type ProofLine = z.infer<typeof proofLineSchema>

/** The master check: nothing that moved is without a line. */
export const dayProofSchema = z.object({
  /** Opening and typed rows = expected = counted less variance. */
  cash: z.object({
    lines: z.array(proofLineSchema),
    expected: centimesSchema,
    counted: centimesSchema.nullable(),
    variance: centimesSchema.nullable(),
  }),
  /** Opening, operations and the rest = estimate, against what Chari last said. */
  float: z.object({
    lines: z.array(proofLineSchema),
    /** null: the float was never told. */
    estimate: centimesSchema.nullable(),
    truth: centimesSchema.nullable(),
    truthAt: z.string().nullable(),
    difference: centimesSchema.nullable(),
  }),
  /** Cash, float and what is on its way; its change, line by line. */
  capital: z.object({
    opening: centimesSchema,
    lines: z.array(proofLineSchema),
    closing: centimesSchema,
    /** closing - opening - lines: anything but 0 is itself a break. */
    remainder: centimesSchema,
    /** The float was never told, so that capital is cash and movements of float alone. */
    floatUnknown: z.boolean(),
  }),
})
export type DayProof = z.infer<typeof dayProofSchema>

/** The little picture of the day; each hour that had something, and the drawer each time it changed by much. */
export const dayPictureSchema = z.object({
  hours: z.array(
    z.object({
      /** 0 to 23, in Africa/Casablanca. */
      hour: z.number().int().min(0).max(23),
      cashIn: countAndAmount,
      cashOut: countAndAmount,
    }),
  ),
  /** What the drawer held from then on; at most 200 points. */
  cash: z.array(z.object({ at: z.string(), amount: centimesSchema })),
})
export type DayPicture = z.infer<typeof dayPictureSchema>

/** One reading of Chari's listing. */
export const pullSchema = z.object({
  pull: z.string(),
  source: z.enum(['chari', 'file']),
  /** Name of the file; null: Chari itself was asked. */
  file: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  /** What it holds is as of then. */
  readAt: z.string(),
  rows: z.number().int(),
  count: z.number().int().nullable(),
  complete: z.boolean(),
  by: z.string(),
})
export type Pull = z.infer<typeof pullSchema>

/** A day's document as it was signed. */
export const dayClosedSchema = z.object({
  /** `CASA1-J000012` and 12. */
  number: z.string(),
  sequence: z.number().int(),
  at: z.string(),
  by: z.string(),
  verdict: dayVerdictSchema,
  openBreaks: z.array(z.string()),
  /** null: it could not be signed then. */
  signature: signatureSchema.nullable(),
})

/** Everything that a screen, a paper or a file tells of a span of days. */
export const dayReportSchema = z.object({
  from: daySchema,
  to: daySchema,
  /** The gravest of its days. */
  verdict: dayVerdictSchema,
  /**
   * The shop counts blind, a drawer is open today, and whoever asks may not know what should be in it: `proof.cash`
   * and `proof.capital` have no lines and figures of 0 that mean nothing, and the picture has no drawer.
   */
  hidden: z.boolean(),
  /** Fair so far: the span was not over when the listing was read, and the next reading looks again. */
  provisional: z.boolean(),
  totals: z.array(totalsRowSchema),
  /** Operations that both sides tell alike, of `operations`. */
  matched: z.number().int(),
  operations: z.number().int(),
  /** Rows of the listing, grouped by Chari's operation id. */
  rows: z.number().int(),
  /** Operations in "À régler" now. */
  unsettled: z.number().int(),
  /** One for each class that holds of anything, in order; a day's break only, none of R0. */
  classes: z.array(
    z.object({
      code: breakCodeSchema,
      open: z.number().int(),
      closed: z.number().int(),
      amount: centimesSchema,
    }),
  ),
  /** Of open breaks, carried ones too; five rows. */
  ages: z.array(z.object({ age: ageSchema, count: z.number().int(), amount: centimesSchema })),
  /** Open ones first, gravest first; the first 100 of `breakCount`. The rest: `reconciliation.breaks`. */
  breaks: z.array(dayBreakSchema),
  breakCount: z.number().int(),
  openCount: z.number().int(),
  proof: dayProofSchema,
  picture: dayPictureSchema,
  /** Completed operations by who served them, by name; none where `hidden`. */
  cashiers: z.array(cashierSumsSchema),
  /** Closings of the till in the span. */
  zs: z.array(
    z.object({ z: z.number().int(), shift: z.string(), at: z.string(), difference: centimesSchema }),
  ),
  /** Newest first; at most ten. */
  pulls: z.array(pullSchema),
  /** The newest document of the day; null: not closed, or a span of several days. */
  closed: dayClosedSchema.nullable(),
  /** Chari's listing cannot be asked for: the agent's phone is not known. A file can be read. */
  noPhone: z.boolean(),
})
export type DayReport = z.infer<typeof dayReportSchema>

/** A day of the calendar. `verdict` null: nothing happened on it. */
export const calendarDaySchema = z.object({
  day: daySchema,
  verdict: dayVerdictSchema.nullable(),
  operations: z.number().int(),
  openBreaks: z.number().int(),
  readAt: z.string().nullable(),
  /** Number of its document. */
  closed: z.string().nullable(),
})
export type CalendarDay = z.infer<typeof calendarDaySchema>
