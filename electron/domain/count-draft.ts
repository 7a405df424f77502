import * as z from 'zod'

/** A count as it is being typed: a quantity by denomination, or the total alone. */
export const countDraftSchema = z.object({
  /** By denomination in centimes, as typed; one that is absent was not counted. */
  quantities: z.record(z.string(), z.string().max(24)),
  /** The total typed instead of the grid; null: the grid is used. */
  total: z.string().max(24).nullable(),
})
export type CountDraft = z.infer<typeof countDraftSchema>

/** The draft that a terminal keeps, so that a crash costs nobody a count. One at a time: there is one screen. */
export const keptCountSchema = z.object({
  /** Drawer of an opening, id of the shift of any other count. */
  of: z.string().max(80),
  purpose: z.enum(['opening', 'closing', 'hand_over']),
  draft: countDraftSchema,
  /** It is on the screen, and comes back to it after a crash. */
  showing: z.boolean(),
})
export type KeptCount = z.infer<typeof keptCountSchema>
