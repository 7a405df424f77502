import * as z from 'zod'
import { chainReportSchema } from '../../domain/chain-report'
import { approvalSchema } from '../../domain/people'
import { answer, nothing, request } from './row'

/** Civil days in Africa/Casablanca, both within it; at most one year. */
const periodSchema = z.object({ from: z.iso.date(), to: z.iso.date() })

const planSchema = z.object({
  events: z.number().int(),
  /** First and last event of the period. */
  first: z.number().int(),
  last: z.number().int(),
  /** Days with events that no day closing covers: closing them first is advised, not demanded. */
  openDays: z.array(z.string()),
  /** Where the file will lie: the shop's backup folder, else the profile's `archives`. */
  folder: z.string(),
})

const madeSchema = z.object({
  /** Whole path. */
  file: z.string(),
  bytes: z.number().int(),
  /** SHA-256 of the file, lower-case hexadecimal. */
  sha256: z.string(),
  events: z.number().int(),
  openDays: z.array(z.string()),
  /** The key that signed it, as on the Z slip. */
  key: z.string(),
  publicKey: z.string(),
})

/** The archive of a period, and the check of the whole journal. */
export const archiveRequests = {
  /** What an archive of this period would hold. `archive_period` and `archive_empty` say why there is none. */
  'archive.plan': request('cashier', periodSchema, answer(planSchema)),
  /**
   * Makes it, in the folder of the plan, and writes an event. A supervisor, signed in or approving in place. One at
   * a time (`journal_busy`); `journalWork` events tell how far it is. `stopped`: by `journal.stopWork`.
   */
  'archive.make': request(
    'cashier',
    periodSchema.extend({ approval: approvalSchema.nullable() }),
    answer(madeSchema),
  ),
  /** Reads the whole journal: chain, seals, closings, and the head kept outside. */
  'journal.check': request('cashier', nothing, answer(chainReportSchema)),
  /** Ends the archive or the check that is under way; what was made of it is removed. */
  'journal.stopWork': request('cashier', nothing, nothing),
}

export const archiveEvents = {
  /** How far a long reading of the journal is. */
  journalWork: z.object({
    what: z.enum(['archive', 'check']),
    done: z.number().int(),
    of: z.number().int(),
  }),
}
