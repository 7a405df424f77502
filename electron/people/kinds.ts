import * as z from 'zod'
import { roleSchema, userSchema } from '../domain/people'
import type { EventKind } from '../journal/types'

export const SIGNED_IN = 'people.signed_in'
export const SIGN_IN_FAILED = 'people.sign_in_failed'
export const LOCKED = 'people.locked'
export const APPROVED = 'people.approved'
export const CHANGED = 'people.changed'
export const ADDED = 'people.added'
export const SUSPENDED = 'people.suspended'
export const REINSTATED = 'people.reinstated'
export const ROLE_CHANGED = 'people.role_changed'
export const PIN_CHANGED = 'people.pin_changed'
export const PIN_RESET = 'people.pin_reset'
export const PINS_EXPIRED = 'people.pins_expired'
export const RECOVERED = 'people.recovered'
export const RECOVERY_FAILED = 'people.recovery_failed'

const name = z.string()
/** The supervisor who did it or approved it. */
const by = z.string()

/**
 * What createJournal needs to know of this room's events. Names here are staff, written as they stand on papers; no
 * PIN and no key is ever in one.
 */
export const peopleKinds: readonly EventKind[] = [
  { kind: SIGNED_IN, schema: userSchema },
  {
    kind: SIGN_IN_FAILED,
    schema: z.object({
      name,
      /**
       * wrong_pin; too_low: the PIN was right but the role does not suffice; locked: not even looked at; suspended;
       * temporary: right, but an own one must be chosen first.
       */
      why: z.enum(['wrong_pin', 'too_low', 'locked', 'suspended', 'temporary']),
      triesLeft: z.number().int(),
    }),
  },
  { kind: LOCKED, schema: z.object({ name, forMs: z.number().int() }) },
  /** `what`: the request of the contract that was approved. */
  { kind: APPROVED, schema: userSchema.extend({ least: roleSchema, what: z.string() }) },
  { kind: CHANGED, schema: z.object({ people: z.array(userSchema) }) },
  { kind: ADDED, schema: userSchema.extend({ by }) },
  { kind: SUSPENDED, schema: z.object({ name, by }) },
  { kind: REINSTATED, schema: z.object({ name, by }) },
  { kind: ROLE_CHANGED, schema: z.object({ name, before: roleSchema, after: roleSchema, by }) },
  { kind: PIN_CHANGED, schema: z.object({ name }) },
  { kind: PIN_RESET, schema: z.object({ name, by }) },
  /** Every PIN must be chosen anew: those of training stand on a screen. */
  { kind: PINS_EXPIRED, schema: z.object({ by }) },
  /** A supervisor again, by the API key: a new one, or a new PIN of one that was there. */
  { kind: RECOVERED, schema: z.object({ name, added: z.boolean() }) },
  {
    kind: RECOVERY_FAILED,
    schema: z.object({ why: z.enum(['wrong_key', 'locked']), triesLeft: z.number().int() }),
  },
]
