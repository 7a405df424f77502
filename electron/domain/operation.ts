import * as z from 'zod'
import { SCHEMES } from './card'
import { centimesSchema } from './cash'

/** One counter operation as screens, commands and papers see it. Its machine is in operations/. */

export const directionSchema = z.enum(['cash_in', 'cash_out'])

/** Kinds of operation that a counter makes and a closing counts: by reference in one direction, or by card. */
export const OPERATION_KINDS = ['cash_in', 'cash_out', 'card'] as const
export const operationKindSchema = z.enum(OPERATION_KINDS)
export type OperationKind = z.infer<typeof operationKindSchema>

/**
 * DESIGN.md section 4; `operation-state` of section 11 shows all but intent and sent. challenge, accepted, declined and
 * abandoned are of a card: the last three are what its window seemed to say, and settle nothing.
 */
export const operationStateSchema = z.enum([
  'intent',
  'sent',
  'challenge',
  'accepted',
  'declined',
  'abandoned',
  'completed',
  'refused',
  'not_sent',
  'unsure',
  'elsewhere',
  'not_done',
  'review',
])
export type OperationState = z.infer<typeof operationStateSchema>

const SETTLED: ReadonlySet<OperationState> = new Set([
  'completed',
  'refused',
  'not_sent',
  'elsewhere',
  'not_done',
])
/** Its outcome is known. */
export const isSettled = (state: OperationState): boolean => SETTLED.has(state)

export const cashStateSchema = z.enum([
  'none',
  'received',
  'in_drawer',
  'aside',
  'returned',
  'due',
  'paid',
  'owed',
])
export type CashState = z.infer<typeof cashStateSchema>

export const changeStateSchema = z.enum(['none', 'due', 'given', 'owed'])
export type ChangeState = z.infer<typeof changeStateSchema>

export const customerSchema = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  level: z.number().int().nullable(),
  active: z.boolean().nullable(),
})
export type Customer = z.infer<typeof customerSchema>

/** What Chari said of a reference, held by main for 60 s; the renderer confirms it by its id. */
export const quoteSchema = z.object({
  quoteId: z.string(),
  direction: directionSchema,
  reference: z.string(),
  amount: centimesSchema,
  fee: centimesSchema.nullable(),
  total: centimesSchema.nullable(),
  /** What the customer hands over or is handed: amount, plus or minus a fee taken in cash where a setting says so. */
  cash: centimesSchema,
  customer: customerSchema,
  requestedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  /** How many milliseconds of freshness are left; at 0 confirming looks the reference up again. */
  freshForMs: z.number(),
  /** Document kind and last characters demanded by the shop's settings (cash-out). */
  identityDetails: z.boolean(),
  /** This one and the same customer's of the last quarter of an hour look like one, cut at an edge of the tariff. */
  split: z.object({ count: z.number().int(), amount: centimesSchema }).nullable(),
})
export type Quote = z.infer<typeof quoteSchema>

/** An answer on the home screen that is not a quote; `message` of DESIGN.md section 11. */
export const MESSAGE_CODES = [
  'reference_invalid',
  'reference_unknown',
  'reference_expired',
  'reference_used',
  'reference_canceled',
  'reference_failed',
  'reference_other_direction',
  'reference_busy',
  'reference_unclear',
  'offline',
  'not_answering',
  'denied',
  'throttled',
  'journal_unwritable',
  'quote_changed',
  'quote_stale',
  'received_too_little',
  'identity_needed',
  'not_allowed',
  'pin_wrong',
  'pin_locked',
  'nothing_to_do',
  'same_confirm_other_inputs',
  'shift_closed',
  'shift_open',
  'shift_forgotten',
  'cash_low_stop',
  'float_low_stop',
  'reason_needed',
  'supervisor_needed',
  'operation_in_flight',
  'count_needed',
  'float_not_read',
  'agent_phone_missing',
  'listing_busy',
  'listing_cancelled',
  'file_unreadable',
  'file_too_large',
  'why_needed',
  'ticket_needed',
  'break_changed',
  'pin_weak',
  'pin_same',
  'pin_temporary',
  'name_bad',
  'name_taken',
  'last_supervisor',
  'person_changed',
  'key_wrong',
  'key_locked',
  'key_none',
  'webhook_key_needed',
  'webhook_key_bad',
  'webhook_address_bad',
  'tariff_invalid',
  'archive_period',
  'archive_empty',
  'archive_too_large',
  'archive_broken',
  'archive_not_written',
  'journal_busy',
  'work_stopped',
  'card_invalid',
  'card_busy',
  'card_refused',
] as const
export const messageSchema = z.object({
  code: z.enum(MESSAGE_CODES),
  /** Values for the sentence: `time`, `length`, `seconds`, `direction`, `detail`… */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type MessageCode = (typeof MESSAGE_CODES)[number]
export type Message = z.infer<typeof messageSchema>

export const lookUpResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quote'), quote: quoteSchema }),
  /** The reference answers open in both directions: the cashier chooses. */
  z.object({ kind: z.literal('choose'), quotes: z.array(quoteSchema) }),
  /** This terminal already has a live operation for it, or the scan was our own receipt. */
  z.object({ kind: z.literal('existing'), operation: z.string() }),
  z.object({ kind: z.literal('message'), message: messageSchema }),
])
export type LookUpResult = z.infer<typeof lookUpResultSchema>

export const identitySchema = z.object({
  /** The cashier saw a paper whose name and photo match. */
  checked: z.literal(true),
  document: z.enum(['cin', 'passport', 'residence_permit', 'driving_licence']).nullable(),
  lastCharacters: z.string().max(4).nullable(),
})
export type Identity = z.infer<typeof identitySchema>

/** What a person may do with an operation now; the screen offers these and main accepts no others. */
export const operationActionSchema = z.enum([
  'next_customer',
  'park',
  'check_now',
  'try_again',
  'cash_paid',
  'cash_returned',
  'cash_in_drawer',
  'cash_aside',
  'cash_owed',
  'change_given',
  'change_owed',
  'print_slip',
  'duplicate',
  'review_decide',
  'claim',
])
export type OperationAction = z.infer<typeof operationActionSchema>

export const timelineEntrySchema = z.object({
  at: z.string(),
  /** Sequence of the event in the journal. */
  sequence: z.number().int(),
  /** Key of the sentence: `timeline.<code>`. */
  code: z.string(),
  tone: z.enum(['neutral', 'done', 'unsure', 'refused']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

/** Which of the three card deposits; the first is the main one. */
export const cardWaySchema = z.enum(['agent', 'phone', 'saved'])
export type CardWay = z.infer<typeof cardWaySchema>

/** Whose wallet a card deposit credits, as the preview showed it. */
export const creditedToSchema = z.enum(['agent', 'customer', 'unknown'])
export type CreditedTo = z.infer<typeof creditedToSchema>

export const cardHintSchema = z.object({
  said: z.enum(['accepted', 'declined', 'abandoned']),
  /** RESPONSE_CODE, or why it was abandoned. */
  code: z.string().nullable(),
  /** REASON_CODE, where it is a word. */
  reason: z.string().nullable(),
})
export type CardHint = z.infer<typeof cardHintSchema>

/** What an operation by card has of its own. The customer of the operation is whose wallet is credited. */
export const cardFactsSchema = z.object({
  by: cardWaySchema,
  /** `491891******5005`; the first six may be missing. */
  masked: z.string(),
  scheme: z.enum(SCHEMES),
  creditedTo: creditedToSchema,
  /** The holder has said that Chari may keep the card. */
  saved: z.boolean(),
  hint: cardHintSchema.nullable(),
  /** Chari's id of the one operation that may be this one, for a person to say. */
  proposed: z.string().nullable(),
  /** When the window of the bank ends at the latest; null unless it is open. */
  challengeUntil: z.string().nullable(),
})
export type CardFacts = z.infer<typeof cardFactsSchema>

/** A row of a list: home, history, "À régler". */
export const operationRowSchema = z.object({
  id: z.string(),
  number: z.string(),
  direction: operationKindSchema,
  /** Of a card: the card, masked. */
  reference: z.string(),
  customer: customerSchema,
  amount: centimesSchema,
  fee: centimesSchema.nullable(),
  total: centimesSchema.nullable(),
  state: operationStateSchema,
  cash: cashStateSchema,
  change: changeStateSchema,
  /** Centimes of change not given yet; 0 when none. */
  changeDue: centimesSchema,
  received: centimesSchema.nullable(),
  parked: z.boolean(),
  /** Needs somebody: unsure, in review, or cash received, aside, due, owed, or change due or owed. */
  unsettled: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  cashier: z.string(),
  /** Absent of an operation by reference. */
  card: cardFactsSchema.optional(),
})
export type OperationRow = z.infer<typeof operationRowSchema>

export const operationViewSchema = operationRowSchema.extend({
  /** What changes hands in cash. */
  cashAmount: centimesSchema,
  /** What the shop earned; null while it is not completed. An amount of null: neither Chari nor the table says. */
  commission: z.object({ amount: centimesSchema.nullable(), estimated: z.boolean() }).nullable(),
  /** Chari's own id of the operation, when known. */
  chariOperationId: z.string().nullable(),
  /** Why it was refused or not sent, or why it is in review: a message code, or Chari's own code. */
  reason: z.object({ code: z.string(), chariCode: z.number().int().nullable() }).nullable(),
  /** Time Chari's answer that settled it was read. */
  settledAt: z.string().nullable(),
  attempts: z.array(z.object({ requestId: z.string(), sentAt: z.string().nullable() })),
  /** Milliseconds to the next look-up by itself; null when none is planned. 0: one is under way. */
  nextCheckInMs: z.number().nullable(),
  /** When "open" would begin to prove not_done, if Chari still says so; null when it never will. */
  notDoneFrom: z.string().nullable(),
  envelope: z.string().nullable(),
  actions: z.array(operationActionSchema),
  timeline: z.array(timelineEntrySchema),
  printed: z.array(z.object({ kind: z.string(), copies: z.number().int() })),
})
export type OperationView = z.infer<typeof operationViewSchema>

/** An operation that a damaged journal did not see settled, as far as that can still be read. */
export const leftOperationSchema = z.object({
  number: z.string(),
  direction: operationKindSchema,
  reference: z.string(),
  amount: centimesSchema,
  state: operationStateSchema,
  cash: cashStateSchema,
})
export type LeftOperation = z.infer<typeof leftOperationSchema>
