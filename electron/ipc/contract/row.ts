import * as z from 'zod'
import { messageSchema } from '../../domain/operation'

/** One request of the contract: who may ask it, what is asked, what is answered. */
export const request = <I extends z.ZodType, O extends z.ZodType>(
  role: 'anyone' | 'cashier' | 'supervisor',
  input: I,
  output: O,
) => ({ role, input, output })

/** A value, or the message of an expected failure. */
export const answer = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), message: messageSchema }),
  ])

export const nothing = z.object({})
