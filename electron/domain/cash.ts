import * as z from 'zod'
import type { Centimes } from './money'
import { centimes } from './money'

/** Whole centimes, as they stand in events and IPC messages. */
export const centimesSchema: z.ZodType<Centimes, Centimes> = z
  .number()
  .int()
  .transform((value) => centimes(value)) as unknown as z.ZodType<Centimes, Centimes>

/**
 * Where cash, or a debt of cash, is. Together they are the day's cash on screen and on the slip.
 *
 * counter: received from a customer, no outcome yet. drawer: in the till. aside: in a numbered envelope.
 * due: a completed cash-out not yet handed over. change_due: change not yet given. owed: the shop's debt
 * to a customer who left. The first three are notes and coins; the last three are promises.
 */
export const CASH_PLACES = ['counter', 'drawer', 'aside', 'due', 'change_due', 'owed'] as const
export type CashPlace = (typeof CASH_PLACES)[number]

/** One change of one place, signed centimes. An event that moves cash carries a list of them as `cash`. */
export interface CashMove {
  readonly place: CashPlace
  readonly amount: Centimes
}
export const cashMoveSchema = z.object({ place: z.enum(CASH_PLACES), amount: centimesSchema })

/** The one shape by which the till knows a cash event, whatever room wrote it: a payload with `cash`. */
export const cashEventSchema = z.looseObject({ cash: z.array(cashMoveSchema) })
