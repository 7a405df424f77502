import * as z from 'zod'
import { languageSchema } from '../../domain/paper'
import { approvalSchema } from '../../domain/people'
import {
  breakCodeSchema,
  breakStateSchema,
  calendarDaySchema,
  dayBreakSchema,
  dayReportSchema,
  daySchema,
  daySpanSchema,
  decisionSchema,
} from '../../domain/reconciliation'
import { answer, nothing, request } from './row'

/** At most this of a file that was exported from Chari. */
export const LISTING_FILE_BYTES = 40_000_000

/** A row of a listing file that could not be read: `reconciliation.unreadable.<why>`. */
const unreadableRowSchema = z.object({
  /** In a CSV the line in the file, in JSON the place in the list; both from 1. */
  line: z.number().int(),
  why: z.enum(['columns', 'amount', 'time', 'nothing', 'not_an_object']),
  /** What stands there, at most 80 characters. */
  text: z.string(),
})

const listingFileSchema = z.object({
  format: z.enum(['csv', 'json']),
  rows: z.number().int(),
  /** Columns that were understood, as the file spells them. */
  columns: z.array(z.string()),
  ignored: z.array(z.string()),
  /** The first 100 of `unreadableCount`. */
  unreadable: z.array(unreadableRowSchema),
  unreadableCount: z.number().int(),
  /** Times of the rows, oldest and newest; null: none has a time with a zone. */
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
})

/**
 * The reconciliation of days. Nothing here moves money. Refusals: `agent_phone_missing` (no listing without it),
 * `listing_busy` (one is being read), `listing_cancelled`, `file_unreadable` (`detail`: `empty`, `encoding`, `columns`,
 * `syntax`, `no_list`), `file_too_large`,
 * `why_needed`, `ticket_needed`, `supervisor_needed`, `break_changed` (the evidence is another by now), `not_allowed`
 * (`detail`: `decision`, `choice`), `pin_wrong`, `pin_locked`, `offline`, `not_answering`, `denied`, `throttled`,
 * `nothing_to_do`.
 */
export const reconciliationRequests = {
  /** What is known now; asks Chari nothing. */
  'reconciliation.report': request('cashier', daySpanSchema, dayReportSchema),
  /** Breaks of the report beyond those it shows, in the same order. */
  'reconciliation.breaks': request(
    'cashier',
    z.object({
      span: daySpanSchema,
      code: breakCodeSchema.nullable(),
      state: breakStateSchema.nullable(),
      cursor: z.string().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    z.object({ rows: z.array(dayBreakSchema), cursor: z.string().nullable() }),
  ),
  /** Each day of a month, `2026-06`, that is not in the future. */
  'reconciliation.calendar': request(
    'cashier',
    z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    z.object({ days: z.array(calendarDaySchema) }),
  ),
  /** Reads Chari's listing, all pages, then matches. At most 31 days. Answers at the end; see the event for how far. */
  'reconciliation.pull': request('cashier', daySpanSchema, answer(dayReportSchema)),
  /** Ends a reading that is under way; what it read is kept as an incomplete one. */
  'reconciliation.cancel': request('cashier', nothing, nothing),
  /**
   * Reads Chari's listing from a file, when Chari cannot be asked. `keep` false only says what is in it.
   * `whole`: a person states that the file holds everything of these days; without it absence proves nothing.
   */
  'reconciliation.importFile': request(
    'cashier',
    z.object({
      span: daySpanSchema,
      name: z.string().max(200),
      /** When the file was written last (`File.lastModified` as UTC ISO): what it holds is as of then. */
      modifiedAt: z.string().datetime(),
      /** base64 */
      content: z.string().max(Math.ceil(LISTING_FILE_BYTES / 3) * 4),
      whole: z.boolean(),
      keep: z.boolean(),
    }),
    answer(z.object({ file: listingFileSchema, report: dayReportSchema.nullable() })),
  ),
  /** Decides breaks, several at once where they are alike. `evidence` is each break's own, as it was shown. */
  'reconciliation.workOff': request(
    'cashier',
    z.object({
      span: daySpanSchema,
      breaks: z
        .array(z.object({ key: z.string(), evidence: z.string() }))
        .min(1)
        .max(200),
      decision: decisionSchema,
      reason: z.string().max(400),
      ticket: z.string().max(60).nullable(),
      /** `row` of the proposal that is accepted, where there are several; null: the only one, or none. */
      choice: z.string().nullable(),
      approval: approvalSchema.nullable(),
    }),
    answer(dayReportSchema),
  ),
  /** Signs the day's document. Always possible; open breaks stand in it by name and go on to the next day. */
  'reconciliation.closeDay': request('cashier', z.object({ day: daySchema }), answer(dayReportSchema)),
  /** The slip of the receipt printer. */
  'reconciliation.print': request('cashier', daySpanSchema, answer(nothing)),
  /** Writes a file into the profile's `reports` folder and tells its path. */
  'reconciliation.export': request(
    'cashier',
    z.object({ span: daySpanSchema, format: z.enum(['pdf', 'csv', 'json']), language: languageSchema }),
    answer(z.object({ path: z.string(), bytes: z.number().int() })),
  ),
} as const

export const reconciliationEvents = {
  /** A reading is under way (`reading`: of Chari, `keeping`: into the journal, `matching`), or has just ended. */
  reconciling: z
    .object({
      from: daySchema,
      to: daySchema,
      phase: z.enum(['reading', 'keeping', 'matching']),
      rows: z.number().int(),
      /** null: Chari has not said yet how many there are. */
      count: z.number().int().nullable(),
    })
    .nullable(),
  /** Verdicts changed: ask again. */
  reconciled: nothing,
} as const

export type ListingFile = z.infer<typeof listingFileSchema>
