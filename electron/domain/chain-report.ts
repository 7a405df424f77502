import * as z from 'zod'

/**
 * How an event does not fit. altered: its content was changed, or rewritten, hash and all. missing: one was taken
 * out before it. inserted: it was put in. order: it stands in another's place. tail_cut: events after it are gone
 * that a head kept outside knows. seal, closing: a signature does not fit what it signs. key: sealed by another
 * terminal's key. unsealed: longer without a seal than a journal ever is.
 */
export const BREAKS = [
  'altered',
  'missing',
  'inserted',
  'order',
  'tail_cut',
  'seal',
  'closing',
  'key',
  'unsealed',
] as const
export const breakSchema = z.object({
  sequence: z.number().int(),
  how: z.enum(BREAKS),
  /** Of the event that stands there; null: none does, or it cannot be read. */
  kind: z.string().nullable(),
  at: z.string().nullable(),
})
export type Break = z.infer<typeof breakSchema>

/** What a check of the journal found. */
export const chainReportSchema = z.object({
  /** How many events were read. */
  events: z.number().int(),
  /** Sequence and hash of the newest event. */
  head: z.object({ sequence: z.number().int(), hash: z.string() }),
  seals: z.object({
    /** Seals whose signature was checked, and is good. */
    checked: z.number().int(),
    /** Every event up to this one is vouched for by a signature; null: none is. */
    proven: z.object({ sequence: z.number().int(), at: z.string(), key: z.string() }).nullable(),
    /** Times that the terminal could not sign, and said so. */
    missed: z.number().int(),
  }),
  /** Keys that the journal announces, in order; after the first each is a change of key. */
  keys: z.array(z.object({ key: z.string(), publicKey: z.string(), sequence: z.number().int() })),
  closings: z.object({ checked: z.number().int(), unsigned: z.number().int() }),
  /** null: whole. Else the first event that does not fit, and how. */
  broken: breakSchema.nullable(),
})
export type ChainReport = z.infer<typeof chainReportSchema>
