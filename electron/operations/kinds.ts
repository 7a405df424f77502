import * as z from 'zod'
import { SCHEMES } from '../domain/card'
import { cashMoveSchema, centimesSchema } from '../domain/cash'
import { cardHintSchema, cardWaySchema, creditedToSchema, directionSchema } from '../domain/operation'
import type { EventKind } from '../journal/types'

/**
 * What the journal says of operations: one schema for each kind of event. The machine decides in these words,
 * the fold (operation.ts) reads them back, and nothing else about an operation is remembered.
 */

const text = z.string()
const textOrNull = z.string().nullable()
const numberOrNull = z.number().nullable()

/** Our own look-up that read "open" before anything was sent: ids and Chari's own time. */
const openLookUp = z.object({
  requestId: text,
  httpStatus: numberOrNull,
  serverDate: textOrNull,
})

/** Identity characters are sealed; no name or number of a document is kept beyond the last characters. */
const identity = z.object({ document: textOrNull, lastCharacters: textOrNull }).nullable()

const customer = z.object({
  name: textOrNull,
  phone: textOrNull,
  /** Last four digits of the phone: searched by digest, as the cashier reads them from a paper. */
  lastFour: textOrNull,
  level: numberOrNull,
  active: z.boolean().nullable(),
})

/** By what the card gateway knows a deposit. */
const gatewayIds = z.array(text)

const cash = z.array(cashMoveSchema)
const moves = z.object({ cash })

const schemas = {
  'operation.intent': z.object({
    /** `TERMINAL-000724` and 724. */
    number: text,
    sequence: z.number().int(),
    direction: directionSchema,
    reference: text,
    amount: centimesSchema,
    fee: centimesSchema.nullable(),
    total: centimesSchema.nullable(),
    /** Told by Chari before anything was sent. */
    commission: centimesSchema.nullable().optional(),
    cashAmount: centimesSchema,
    /** The cashier was warned that it looks like a part of one operation (PITFALLS.md b17). */
    split: z.object({ count: z.number().int(), amount: centimesSchema }).optional(),
    received: centimesSchema.nullable(),
    agentCode: text,
    requestId: text,
    confirmId: text,
    /** Keyed digest of what the cashier confirmed: the same id with other inputs is told by it. */
    inputHash: text,
    openLookUp,
    requestedAt: textOrNull,
    expiresAt: textOrNull,
    customer,
    identity,
  }),
  /**
   * Chari told of it by itself. It decides nothing: a look-up follows. `requestId`: of the attempt that Chari named
   * as the one it executed, for this reference and amount; null: none.
   */
  'operation.heard': z.object({
    /** Sequence of what was heard. */
    webhook: z.number().int(),
    said: text,
    requestId: textOrNull,
    operationId: textOrNull,
  }),
  /** A second attempt of the same operation, by the cashier's choice. */
  'operation.again': z.object({
    attempt: z.number().int(),
    requestId: text,
    confirmId: text,
    inputHash: text,
    openLookUp,
  }),
  'operation.sent': z.object({ requestId: text }),
  'operation.answered': z.object({
    requestId: text,
    outcome: z.enum(['done', 'refused', 'unsure']),
    /** Status of a readable reply, a refusal's code, or why it is not known. */
    code: text,
    chariCode: numberOrNull,
    /** A readable 2xx with status 1 or 2 to our own execute for this reference and amount: our sign. */
    ours: z.boolean(),
    /** Status 1, or 20009: "open" proves nothing from now on. */
    accepted: z.boolean(),
    operationId: textOrNull,
    gatewayIds: gatewayIds.optional(),
    httpStatus: numberOrNull,
    serverDate: textOrNull,
    echo: textOrNull,
    tookMs: numberOrNull,
  }),
  'operation.completed': z.object({
    by: z.enum(['reply', 'look_up', 'listing', 'decision']),
    sign: z.enum([
      'own_answer',
      'request_id',
      'operation_id',
      'gateway_id',
      'sole_terminal',
      'claim',
      'decision',
    ]),
    operationId: textOrNull,
    fee: centimesSchema.nullable(),
    total: centimesSchema.nullable(),
    /** What it does to the e-money; events of before shifts have none. */
    cash: cash.optional(),
    /** As Chari told it; an estimate is never journaled. */
    commission: centimesSchema.nullable().default(null),
  }),
  'operation.refused': z.object({ code: text, chariCode: numberOrNull }),
  'operation.not_sent': z.object({ code: text }),
  'operation.unsure': z.object({ code: text, chariCode: numberOrNull }),
  /** A probe and what it said. */
  'operation.checked': z.object({
    what: z.enum(['look_up', 'listing']),
    said: text,
    agentCode: textOrNull,
    operationId: textOrNull,
    requestId: textOrNull,
    httpStatus: numberOrNull,
    serverDate: textOrNull,
    /** A listing read whole; null for a look-up. */
    complete: z.boolean().nullable(),
  }),
  'operation.elsewhere': z.object({
    by: z.enum(['look_up', 'listing', 'decision']),
    agentCode: textOrNull,
    operationId: textOrNull,
    executedAt: textOrNull,
  }),
  'operation.not_done': z.object({ code: text }),
  'operation.review': z.object({ code: text }),
  'operation.decided': z.object({
    decision: z.enum(['completed', 'elsewhere', 'not_done']),
    ticket: text,
    note: text,
    supervisor: text,
    second: textOrNull,
  }),
  'operation.parked': z.object({ why: z.enum(['left', 'next_customer', 'restart']) }),
  /** A supervisor states that each other terminal of this agent code does not know the reference. */
  'operation.claimed': z.object({ otherTerminals: z.array(text), supervisor: text }),
  'operation.identity_refused': z.object({
    reference: text,
    direction: directionSchema,
    amount: centimesSchema,
  }),
  /** A completed row under our agent code that this journal does not know: another terminal uses the code. */
  'operation.foreign_row': z.object({
    reference: textOrNull,
    operationId: textOrNull,
    executedAt: textOrNull,
  }),
  /** A card deposit: of the card no more than its first six and last four. */
  'card.intent': z.object({
    number: text,
    sequence: z.number().int(),
    by: cardWaySchema,
    firstSix: z
      .string()
      .regex(/^\d{6}$/)
      .nullable(),
    lastFour: z.string().regex(/^\d{4}$/),
    scheme: z.enum(SCHEMES),
    amount: centimesSchema,
    fee: centimesSchema.nullable(),
    total: centimesSchema.nullable(),
    creditedTo: creditedToSchema,
    agentCode: text,
    requestId: text,
    confirmId: text,
    inputHash: text,
    preview: openLookUp,
    /** Whose wallet the preview showed, or for whose phone it was asked. */
    customer,
  }),
  /** The holder said that Chari may keep the card. */
  'card.consent': z.object({ spoken: z.literal(true) }),
  /** The bank asks the holder to prove who they are: where, and never the address itself. */
  'card.challenge': z.object({ host: text }),
  /** What the bank's window seemed to say; nothing is settled by it. */
  'card.hint': cardHintSchema,
  /** Ids that a webhook or a listing gave; alone they complete nothing. */
  'card.heard': z.object({ operationId: textOrNull, requestId: textOrNull, gatewayIds }),
  /** Operations of Chari's without a sign of ours that may be this one: a person says. */
  'card.proposed': z.object({
    operationId: textOrNull,
    executedAt: textOrNull,
    fee: centimesSchema.nullable(),
    total: centimesSchema.nullable(),
    candidates: z.number().int(),
  }),
  'cash.received': moves,
  'cash.in_drawer': moves,
  'cash.aside': z.object({ cash, envelope: text }),
  'cash.returned': moves,
  'cash.due': moves,
  'cash.paid': z.object({ cash, identity }),
  'cash.owed': moves,
  'cash.change_due': moves,
  'cash.change_given': moves,
  'cash.change_owed': moves,
} as const

type Schemas = typeof schemas
export type JournaledKind = keyof Schemas
export type Payload<K extends JournaledKind> = z.infer<Schemas[K]>
export type Journaled = {
  readonly [K in JournaledKind]: { readonly kind: K; readonly payload: Payload<K> }
}[JournaledKind]

const SEALED_CUSTOMER: NonNullable<EventKind['sealed']> = [
  { path: 'customer.name', digest: 'text' },
  { path: 'customer.phone', digest: 'phone' },
  { path: 'customer.lastFour', digest: 'text' },
]

const SEALED: Partial<Record<JournaledKind, NonNullable<EventKind['sealed']>>> = {
  'operation.intent': [...SEALED_CUSTOMER, { path: 'identity.lastCharacters' }],
  'card.intent': SEALED_CUSTOMER,
  'cash.paid': [{ path: 'identity.lastCharacters' }],
}

/** For createJournal: every kind that this room writes, papers and drawer requests apart (receipts declares those). */
export const operationKinds: readonly EventKind[] = (Object.keys(schemas) as JournaledKind[]).map((kind) => {
  const sealed = SEALED[kind]
  return sealed ? { kind, schema: schemas[kind], sealed } : { kind, schema: schemas[kind] }
})

export const isJournaled = (kind: string): kind is JournaledKind => Object.hasOwn(schemas, kind)
