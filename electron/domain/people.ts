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
