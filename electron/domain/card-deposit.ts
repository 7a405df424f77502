import * as z from 'zod'
import { SCHEMES } from './card'
import { centimesSchema } from './cash'
import { cardWaySchema, creditedToSchema } from './operation'

/** What a card deposit is asked for and confirmed with. Amount first, the card last. */

/** A phone as it was typed; main reads it. */
const phone = z.string().max(40)
const amount = centimesSchema

export const cardAskedSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('agent'), amount }),
  z.object({ by: z.literal('phone'), amount, phone }),
  z.object({ by: z.literal('saved'), amount, phone, cardId: z.number().int().positive() }),
])
export type CardAsked = z.infer<typeof cardAskedSchema>

const shownCard = z.object({ masked: z.string(), scheme: z.enum(SCHEMES) })

/** What Chari's preview said, held by main while it is fresh; the renderer confirms it by its id. */
export const cardQuoteSchema = z.object({
  previewId: z.string(),
  by: cardWaySchema,
  amount,
  /** null where Chari gave none. */
  fee: centimesSchema.nullable(),
  total: centimesSchema.nullable(),
  /** Whose wallet Chari credits, as its preview shows it. */
  credited: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
  creditedTo: creditedToSchema,
  /** Of a saved card; null: the card is still to be typed. */
  card: shownCard.nullable(),
  freshForMs: z.number(),
})
export type CardQuote = z.infer<typeof cardQuoteSchema>

export const savedCardSchema = shownCard.extend({
  cardId: z.number().int(),
  issuer: z.string().nullable(),
  /** What the customer calls it. */
  name: z.string().nullable(),
})
export type SavedCardRow = z.infer<typeof savedCardSchema>

const secret = z.string().max(40)

/**
 * The card, from the form to the one request that carries it. `save`: the holder said aloud that Chari may keep it.
 * A saved card needs its security code alone.
 */
export const cardTypedSchema = z.object({
  kind: z.literal('typed'),
  pan: secret,
  /** MM/YY. */
  expiry: secret,
  cvv: secret,
  firstName: z.string().max(80),
  lastName: z.string().max(80),
  save: z.object({ consent: z.literal(true), name: z.string().max(40).nullable() }).nullable(),
})
export const cardGivenSchema = z.discriminatedUnion('kind', [
  cardTypedSchema,
  z.object({ kind: z.literal('saved'), cvv: secret }),
])
export type CardGiven = z.infer<typeof cardGivenSchema>

/** Another card deposit of the same amount that has no outcome yet: a warning, and no more. */
export const cardWarningSchema = z.object({ number: z.string(), masked: z.string(), amount })
export type CardWarning = z.infer<typeof cardWarningSchema>
