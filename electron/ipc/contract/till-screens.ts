import * as z from 'zod'
import { centimesSchema } from '../../domain/cash'
import { tillSettingsSchema } from '../../domain/closing'
import { keptCountSchema } from '../../domain/count-draft'
import { laidPaperSchema } from '../../domain/paper'
import { approvalSchema } from '../../domain/people'
import { closingKindSchema } from '../../domain/till'
import { answer, nothing, request } from './row'

/** A paper of the till, for the screen: as it prints, or as it would. */
export const tillPaperSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('x'), shift: z.string() }),
  /** The Z of the count that is sealed, before it is signed. */
  z.object({
    what: z.literal('z'),
    shift: z.string(),
    left: centimesSchema,
    reason: z.string().max(200).nullable(),
    approvedBy: z.string().nullable(),
  }),
  z.object({ what: z.literal('closing'), kind: closingKindSchema, number: z.number().int() }),
])

/** What the screens of the till need beside the till itself. */
export const tillScreenRequests = {
  /** The count that the person signed in was typing; null: none. */
  'till.draft': request('cashier', nothing, z.object({ kept: keptCountSchema.nullable() })),
  'till.keepDraft': request('cashier', z.object({ kept: keptCountSchema.nullable() }), nothing),

  'till.settings': request('cashier', nothing, tillSettingsSchema),
  /**
   * A supervisor, signed in or approving in place; each change is an event. `shift_open`: the way of sharing drawers
   * cannot change while a shift is open. A field that cannot be used is named in `detail`.
   */
  'till.saveSettings': request(
    'cashier',
    z.object({ settings: tillSettingsSchema, approval: approvalSchema.nullable() }),
    answer(tillSettingsSchema),
  ),

  /** null: there is no such paper. */
  'till.paper': request(
    'cashier',
    z.object({ paper: tillPaperSchema }),
    z.object({ laid: laidPaperSchema.nullable() }),
  ),
} as const
