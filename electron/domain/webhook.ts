import * as z from 'zod'
import { centimesSchema } from './cash'
import type { ChariStatus } from './codes'
import { isLoopbackName } from './loopback'
import type { Centimes } from './money'

/** What Chari tells by itself, as every room and the screens see it. Its receiver is in webhooks/. */

/** "Events" of Chari's documentation. */
export const WEBHOOK_EVENTS = [
  'customer.level.updated',
  'cashin.card.authorized',
  'payment.card.authorized',
  'payment.received',
  'bank-transfer.initiated',
  'bank-transfer.completed',
  'bank-transfer.received',
  'transfer.received',
  'cashin.network.executed',
  'cashout.network.executed',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Those that say that money has come in. */
export const INCOMING_EVENTS = [
  'payment.received',
  'bank-transfer.received',
  'transfer.received',
] as const satisfies readonly WebhookEvent[]
export type IncomingEvent = (typeof INCOMING_EVENTS)[number]

/** What an event is about: by its name, or by type and method where Chari left the name out. */
export const ABOUT = [
  'customer_level',
  'card_cash_in',
  'card_payment',
  'payment',
  'bank_transfer',
  'transfer',
  'cash_in',
  'cash_out',
  'unknown',
] as const
export type About = (typeof ABOUT)[number]

/** One event of Chari's, after it is durable. It triggers look-ups and supplies ids; alone it proves nothing. */
export interface Heard {
  /** Of its event in the journal. */
  readonly sequence: number
  /** When it was heard. */
  readonly at: string
  /** As Chari named it; null: it did not. */
  readonly event: string | null
  readonly about: About
  readonly webhookId: string | null
  /** null also where Chari wrote 0: no operation was created. */
  readonly operationId: string | null
  readonly transactionId: string | null
  /** `CRequestId`: the id of our own request, where it was ours. */
  readonly requestId: string | null
  readonly gateway: {
    readonly trackId: string | null
    readonly orderId: string | null
    readonly referenceId: string | null
  }
  readonly operationType: number | null
  readonly method: string | null
  readonly status: ChariStatus
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly reference: string | null
  readonly network: string | null
  readonly createdAt: string | null
  readonly executedAt: string | null
}

/** Four groups of an IPv4 address that stays within a shop: RFC 1918, and 100.64.0.0/10 of tunnels and carriers. */
const PRIVATE =
  /^(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d+\.\d+$/

/**
 * An address that the receiver may listen on: this machine, or one of a network of the shop's own, written in digits.
 * Never all addresses at once, and none that the internet reaches.
 */
export function isShopAddress(address: string): boolean {
  if (/^\d+(?:\.\d+){3}$/.test(address))
    return (
      address.split('.').every((group) => Number(group) <= 255) &&
      (isLoopbackName(address) || PRIVATE.test(address))
    )
  return address === '::1' || /^f[cd][0-9a-f]{2}:[0-9a-f:]{1,35}$/i.test(address)
}

/** The receiver of webhooks: off until the shop has told Chari an address and a key. */
export const webhookSettingsSchema = z.object({
  on: z.boolean().default(false),
  address: z
    .string()
    .trim()
    .refine(isShopAddress, 'an address of this machine or of the shop’s network')
    .default('127.0.0.1'),
  port: z.number().int().min(1).max(65_535).default(8790),
})
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>

/** A key that the shop makes and gives to Chari: what a header can carry, too long to be tried. */
export const isWebhookKey = (key: string): boolean => /^[\x21-\x7e]{16,256}$/.test(key)

/** Why the receiver does not listen. */
export const LISTEN_FAULTS = [
  'port_taken',
  'port_denied',
  'address_absent',
  'key_missing',
  'unknown',
] as const
export type ListenFault = (typeof LISTEN_FAULTS)[number]

/** Why a request was not taken. */
export const REFUSALS = ['key', 'breach', 'too_large', 'too_many', 'unwritable'] as const
export type Refusal = (typeof REFUSALS)[number]

/** How the receiver does. Counts are of this run of the app. */
export const receiverStatusSchema = z.object({
  state: z.enum(['off', 'listening', 'failed']),
  code: z.enum(LISTEN_FAULTS).nullable(),
  /** Where a reverse proxy reaches it; null: it does not listen. */
  url: z.string().nullable(),
  /** The last event or repeat of one, of earlier runs too. */
  lastHeardAt: z.string().nullable(),
  kept: z.number().int(),
  repeated: z.number().int(),
  refused: z.number().int(),
  lastRefusal: z.object({ at: z.string(), why: z.enum(REFUSALS) }).nullable(),
})
export type ReceiverStatus = z.infer<typeof receiverStatusSchema>

/** Money that has come in, as the cashier sees it. */
export const incomingMoneySchema = z.object({
  /** Sequence of its event in the journal. */
  id: z.number().int(),
  at: z.string(),
  event: z.enum(INCOMING_EVENTS),
  status: z.enum(['open', 'completed', 'failed', 'canceled', 'unknown']),
  amount: centimesSchema.nullable(),
  fee: centimesSchema.nullable(),
  operationId: z.string().nullable(),
  reference: z.string().nullable(),
  /** Who sent it, masked as on paper. */
  from: z.string().nullable(),
  /** Whom a bank transfer names as its receiver. */
  beneficiary: z.string().nullable(),
  createdAt: z.string().nullable(),
  executedAt: z.string().nullable(),
})
export type IncomingMoney = z.infer<typeof incomingMoneySchema>
