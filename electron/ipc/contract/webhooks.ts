import * as z from 'zod'
import { approvalSchema } from '../../domain/people'
import { incomingMoneySchema, receiverStatusSchema, webhookSettingsSchema } from '../../domain/webhook'
import { answer, nothing, request } from './row'

const webhooksSchema = z.object({
  settings: webhookSettingsSchema,
  /** A key lies in the vault; which one is never shown. */
  keySet: z.boolean(),
  status: receiverStatusSchema,
})

/** What Chari tells by itself: the receiver, and the money that it announced. */
export const webhookRequests = {
  'webhooks.read': request('cashier', nothing, webhooksSchema),
  /**
   * A supervisor, signed in or approving in place. `key` empty keeps the stored one. `webhook_address_bad`: neither
   * this machine nor the shop's network; `webhook_key_bad`: not 16 to 256 characters that a header carries;
   * `webhook_key_needed`: switched on without one. Whether it then listens is in `status`.
   */
  'webhooks.save': request(
    'cashier',
    z.object({
      settings: z.object({
        on: z.boolean(),
        address: z.string().max(60),
        port: z.number().int().min(1).max(65_535),
      }),
      key: z.string().max(4_096),
      approval: approvalSchema.nullable(),
    }),
    answer(webhooksSchema),
  ),
  /** Money that has come in for this shop, newest first. */
  'webhooks.incoming': request(
    'cashier',
    z.object({ cursor: z.string().nullable(), limit: z.number().int().min(1).max(200) }),
    z.object({ rows: z.array(incomingMoneySchema), cursor: z.string().nullable() }),
  ),
} as const

export const webhookEvents = {
  /** The receiver listens, does not, or has heard something: ask again. */
  webhooks: nothing,
  /** Money has come in. */
  incomingMoney: incomingMoneySchema,
} as const
