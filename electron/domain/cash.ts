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
 * to a customer who left. The first three are notes and coins at the counter; the next three are promises.
 * safe: the shop's safe. transit: brought to the bank and not confirmed yet. float: e-money at Chari, as far as this
 * terminal's own operations tell; no notes.
 */
export const CASH_PLACES = [
  'counter',
  'drawer',
  'aside',
  'due',
  'change_due',
  'owed',
  'safe',
  'transit',
  'float',
] as const
export type CashPlace = (typeof CASH_PLACES)[number]

/**
 * What a move is for. The day's cash splits the drawer by it: `operation` by sign into cash in and cash out,
 * `change` apart.
 *
 * operation: the customer's money: received, kept, put aside, paid out, given back. change: change, given or
 * promised. Of the till alone: opening, handover, closing: the difference between a count and what the drawer was
 * expected to hold; paid_in, paid_out, safe, bank: cash that moves without an operation; transit: the bank confirmed;
 * float: the difference between what Chari says of the float and what was expected.
 */
export const CASH_REASONS = [
  'operation',
  'change',
  'opening',
  'handover',
  'closing',
  'paid_in',
  'paid_out',
  'safe',
  'bank',
  'transit',
  'float',
] as const
export type CashReason = (typeof CASH_REASONS)[number]

/**
 * One change of one place, signed centimes. An event that moves cash carries a list of them as `cash`.
 *
 * Notes that change place are two moves, so that counter + drawer + aside are always the notes at hand:
 *
 * received 150: counter +150. To the drawer: counter -150, drawer +150. Aside: counter -150, aside +150.
 * Change of 20 not yet given: change_due +20 (`change`); given: change_due -20, drawer -20 (both `change`);
 * given at once: drawer -20 (`change`); the customer left: change_due -20, owed +20 (both `change`).
 * Aside, then owed: aside -150, drawer +150, owed +150. Owed, then given back: owed -150, drawer -150.
 * Given back out of the envelope: aside -150. Cash-out completed: due +150; paid: due -150, drawer -150;
 * the customer left: due -150, owed +150; paid later: owed -150, drawer -150.
 */
export interface CashMove {
  readonly place: CashPlace
  readonly amount: Centimes
  readonly why: CashReason
}
export const cashMoveSchema = z.object({
  place: z.enum(CASH_PLACES),
  amount: centimesSchema,
  why: z.enum(CASH_REASONS),
})

/** The one shape by which the till knows a cash event, whatever room wrote it: a payload with `cash`. */
export const cashEventSchema = z.looseObject({ cash: z.array(cashMoveSchema) })
