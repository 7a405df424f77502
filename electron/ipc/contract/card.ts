import * as z from 'zod'
import {
  cardAskedSchema,
  cardGivenSchema,
  cardQuoteSchema,
  cardWarningSchema,
  savedCardSchema,
} from '../../domain/card-deposit'
import { centimesSchema } from '../../domain/cash'
import { operationViewSchema } from '../../domain/operation'
import { approvalSchema } from '../../domain/people'
import { answer, nothing, request } from './row'

/**
 * Card deposits. The card is in `card.confirm` alone: from the form to the one request that carries it. What else is
 * done with the operation goes by the requests of every operation.
 */

export const cardRequests = {
  /** The amount first: fees, and whose wallet Chari credits. */
  'card.preview': request('cashier', cardAskedSchema, answer(cardQuoteSchema)),
  /** Cards that this customer has left with Chari. */
  'card.saved': request(
    'cashier',
    z.object({ phone: z.string().max(40) }),
    answer(z.object({ cards: z.array(savedCardSchema), complete: z.boolean() })),
  ),
  /** Other cards with this amount that have no outcome yet; asked once the number is typed. */
  'card.warnings': request(
    'cashier',
    z.object({
      firstSix: z
        .string()
        .regex(/^\d{6}$/)
        .nullable(),
      lastFour: z.string().regex(/^\d{4}$/),
      amount: centimesSchema,
    }),
    z.object({ open: z.array(cardWarningSchema) }),
  ),
  /** Answers once Chari has: `challenge` means that the bank's window opens. */
  'card.confirm': request(
    'cashier',
    z.object({ confirmId: z.string(), previewId: z.string(), card: cardGivenSchema }),
    answer(operationViewSchema),
  ),
  /** A card is being typed: the system is asked to keep the window out of pictures and recordings meanwhile. */
  'card.shown': request('cashier', z.object({ shown: z.boolean() }), nothing),
  /** The cashier closes the bank's window. */
  'card.abandon': request('cashier', z.object({ id: z.string() }), answer(operationViewSchema)),
  /**
   * What a supervisor decides. Chari's ticket may be missing only where the deposit was absent from two whole listings
   * and is confirmed as not done.
   */
  'card.review': request(
    'cashier',
    z.object({
      id: z.string(),
      decision: z.enum(['completed', 'not_done']),
      ticket: z.string().max(40),
      note: z.string().max(500),
      approval: approvalSchema,
      second: approvalSchema.nullable(),
    }),
    answer(operationViewSchema),
  ),
}
