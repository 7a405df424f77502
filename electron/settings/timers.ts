import type * as z from 'zod'
import { type Timers, timersSchema } from './types'

/** Fills what is absent: agreeMs is a quarter of notDoneMs. */
export function resolveTimers(given: z.input<typeof timersSchema>): Timers {
  const timers = timersSchema.parse(given)
  return { ...timers, agreeMs: timers.agreeMs ?? Math.max(1, Math.round(timers.notDoneMs / 4)) }
}

export const DEFAULT_TIMERS: Timers = resolveTimers({})
