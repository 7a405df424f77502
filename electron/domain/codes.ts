/** Numbers of Chari's API documentation, "Types & References". */

export type Direction = 'cash_in' | 'cash_out'
export const directionOfType = (type: number): Direction | undefined =>
  type === 1 ? 'cash_in' : type === 2 ? 'cash_out' : undefined

/** Operation and transaction statuses 1 to 4; anything else is unknown, never success. */
export type ChariStatus = 'open' | 'completed' | 'failed' | 'canceled' | 'unknown'

/** Chari's documented error codes ("Chari Error Codes"). A code outside this list is shown raw. */
export const CHARI_ERROR_CODES = [
  10001, 20000, 20005, 20006, 20007, 20008, 20009, 20017, 26001, 26004, 26005, 27000, 27001, 32000,
] as const

/** "The request is pending confirmation": on an execute it is unsure, never a refusal. */
export const PENDING_CONFIRMATION = 20009
