import * as z from 'zod'
import { breakSchema } from './chain-report'
import { chainHeadSchema, perpetualSchema } from './closing'
import { leftOperationSchema } from './operation'

/** First event of a journal that goes on for a damaged one. */
export const JOURNAL_BEGUN = 'terminal.journal_begun'

/** What that one was, and what is taken over from it. */
export const journalBegunSchema = z.object({
  /** The file of the old one, beside this one. */
  kept: z.string(),
  by: z.string(),
  /** What was wrong with it. */
  fault: z.string(),
  broken: breakSchema.nullable(),
  /** The newest event that could be read of it, or that the head kept outside knew. */
  head: chainHeadSchema.nullable(),
  /** Where its numbers were read from; series go on behind them. */
  numbersFrom: z.enum(['journal', 'copy', 'head', 'nothing']),
  floor: z.number().int(),
  series: z.array(z.object({ name: z.string(), last: z.number().int() })),
  /** Of its last closing whose signature holds; null: none could be read. */
  perpetual: perpetualSchema.nullable(),
  unsettled: z.array(leftOperationSchema),
})
export type JournalBegun = z.infer<typeof journalBegunSchema>
