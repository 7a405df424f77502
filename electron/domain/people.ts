import * as z from 'zod'

/** cashier: the counter. supervisor: also decisions, set-up, the drawer without a sale. support: diagnostics only. */
export const roleSchema = z.enum(['cashier', 'supervisor', 'support'])
export type Role = z.infer<typeof roleSchema>

export const userSchema = z.object({ name: z.string(), role: roleSchema })
export type User = z.infer<typeof userSchema>

/** A supervisor's name and PIN, typed in place without signing the cashier out. */
export const approvalSchema = z.object({ name: z.string(), pin: z.string() })
export type Approval = z.infer<typeof approvalSchema>

/** 4 to 8 digits. */
export const pinSchema = z.string().regex(/^\d{4,8}$/)

/** One block again and again: `0000`, `1212`, `123123`. */
const REPEATED = /^(\d{1,4})\1+$/

/** Each digit follows the one before it, upward or downward, also over 9 and 0: `1234`, `8901`, `4321`. */
function isRun(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10))
  return steps.size === 1 && (steps.has(1) || steps.has(9))
}

/** What anybody would try first. Takes 4 to 8 digits. */
export const isWeakPin = (pin: string): boolean => REPEATED.test(pin) || isRun(pin)

/** One line of 1 to 60 characters that can be seen: it stands on papers and in the journal for ever. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u)

/** Two names that people would take for one. */
export const sameName = (a: string, b: string): boolean =>
  a.normalize('NFKC').trim().toLowerCase() === b.normalize('NFKC').trim().toLowerCase()

/** A person as a supervisor sees them. */
export const personSchema = userSchema.extend({
  /** false: suspended. Neither signs in nor approves. */
  active: z.boolean(),
  /** The PIN was given by a supervisor: it opens nothing but the choice of an own one. */
  temporary: z.boolean(),
  /** Milliseconds until a PIN is looked at again, after too many wrong ones; 0: at once. */
  lockedForMs: z.number(),
})
export type Person = z.infer<typeof personSchema>

/** Why main refuses what somebody asked once the terminal is locked. */
export const NOBODY = 'nobody is signed in'
