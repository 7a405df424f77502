import * as z from 'zod'
import { userSchema } from '../domain/people'
import type { EventKind } from '../journal/types'

export const SIGNED_IN = 'people.signed_in'
export const SIGN_IN_FAILED = 'people.sign_in_failed'
export const LOCKED = 'people.locked'
export const APPROVED = 'people.approved'
export const CHANGED = 'people.changed'

/** What createJournal needs to know of this room's events. Names here are staff, written as they stand on papers. */
export const peopleKinds: readonly EventKind[] = [
  { kind: SIGNED_IN, schema: userSchema },
  {
    kind: SIGN_IN_FAILED,
    schema: z.object({
      name: z.string(),
      /** wrong_pin, too_low: the PIN was right but the role does not suffice, locked: not even looked at. */
      why: z.enum(['wrong_pin', 'too_low', 'locked']),
      triesLeft: z.number().int(),
    }),
  },
  { kind: LOCKED, schema: z.object({ name: z.string(), forMs: z.number().int() }) },
  { kind: APPROVED, schema: userSchema.extend({ least: userSchema.shape.role }) },
  { kind: CHANGED, schema: z.object({ people: z.array(userSchema) }) },
]
