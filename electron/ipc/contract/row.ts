import * as z from 'zod'
import { messageSchema } from '../../domain/operation'

/** What the tables of the contract are written with. */

export const nothing = z.object({})

/** A value, or the sentence that says why not. */
export const answer = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), message: messageSchema }),
  ])

/** One row: least role, input, output. */
export const request = <I extends z.ZodType, O extends z.ZodType>(
  role: 'anyone' | 'cashier' | 'supervisor',
  input: I,
  output: O,
) => ({ role, input, output })
