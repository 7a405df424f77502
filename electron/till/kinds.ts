import * as z from 'zod'
import { cashMoveSchema, centimesSchema } from '../domain/cash'
import type { EventKind } from '../journal/types'

export const OPENING_COUNTED = 'till.opening_counted'

export const openingCountedSchema = z.object({
  /** Civil day in Africa/Casablanca. */
  day: z.string(),
  /** Cash in the drawer as the day began, as counted. */
  amount: centimesSchema,
  /** What the drawer was expected to hold then; the difference is the move in `cash`. */
  carried: centimesSchema,
  cash: z.array(cashMoveSchema),
})

/** What createJournal needs to know of this room's events. A slip is a `paper.requested`, declared by receipts. */
export const tillKinds: readonly EventKind[] = [{ kind: OPENING_COUNTED, schema: openingCountedSchema }]
