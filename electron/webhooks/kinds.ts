import * as z from 'zod'
import { centimesSchema } from '../domain/cash'
import { ABOUT } from '../domain/webhook'
import type { EventKind } from '../journal/types'

/** What the journal keeps of one event of Chari's, as it was told: nothing in it is believed alone. */

const textOrNull = z.string().nullable()

export const toldSchema = z.object({
  /** `C-Webhook-Id` of the request; null: it came without. */
  headerId: textOrNull,
  webhookId: textOrNull,
  event: textOrNull,
  about: z.enum(ABOUT),
  operationId: textOrNull,
  transactionId: textOrNull,
  requestId: textOrNull,
  gateway: z.object({ trackId: textOrNull, orderId: textOrNull, referenceId: textOrNull }),
  operationType: z.number().int().nullable(),
  method: textOrNull,
  status: z.enum(['open', 'completed', 'failed', 'canceled', 'unknown']),
  /** As Chari wrote it. */
  statusAs: textOrNull,
  amount: centimesSchema.nullable(),
  fee: centimesSchema.nullable(),
  reference: textOrNull,
  network: textOrNull,
  createdAt: textOrNull,
  executedAt: textOrNull,
  /** `PrimaryAccountNumber`: whose money it was; `SecondaryAccountNumber`: who was to have it. Phones, as a rule. */
  from: textOrNull,
  to: textOrNull,
  beneficiary: textOrNull,
  customData: textOrNull,
  /** Fields that this program does not know, as JSON text. */
  extra: textOrNull,
})
/** One event as it was read, before it is in the journal. */
export type Told = z.infer<typeof toldSchema>

export const HEARD = 'webhook.heard'

export const heardSchema = toldSchema.extend({
  /** Keyed digest of all that it says, its own ids apart: a repeat under new ids is known by it. */
  content: z.string(),
})

/** For createJournal. */
export const webhookKinds: readonly EventKind[] = [
  {
    kind: HEARD,
    schema: heardSchema,
    sealed: [
      { path: 'from', digest: 'phone' },
      { path: 'to', digest: 'phone' },
      { path: 'beneficiary' },
      { path: 'customData' },
      { path: 'extra' },
    ],
  },
]
