import * as z from 'zod'
import { nothing, request } from './row'

/** The 3-D Secure window, as far as the counter's screens have to do with it. */
export const challengeRequests = {
  /** Brings the bank's window to the front; `shown` false: none is open. */
  'challenge.focus': request('cashier', nothing, z.object({ shown: z.boolean() })),
}

export const challengeEvents = {
  /** Each second while the bank's window is open: its customer is served, though no key is pressed at the counter. */
  challengeOpen: z.object({ operation: z.string() }),
}
