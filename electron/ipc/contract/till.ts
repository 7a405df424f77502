import * as z from 'zod'
import { centimesSchema } from '../../domain/cash'
import {
  countSchema,
  floatSchema,
  handOverSchema,
  MOVEMENT_REASONS,
  movementKindSchema,
  movementReasonSchema,
  signatureSchema,
  zReportSchema,
} from '../../domain/closing'
import { approvalSchema, pinSchema } from '../../domain/people'
import {
  closingKindSchema,
  closingRowSchema,
  countPurposeSchema,
  movementSchema,
  openingProposalSchema,
  openShiftSchema,
  pageOf,
  sealedCountSchema,
  storedClosingSchema,
  xReportSchema,
} from '../../domain/till'
import { answer, nothing, request } from './row'

/**
 * Shift and till. An act carries an id made by the renderer once for it: a repeat with the same inputs gets the
 * first answer, one with other inputs is refused (`same_confirm_other_inputs`).
 *
 * A difference that asks for a reason, or for a supervisor, answers `reason_needed` or `supervisor_needed` and
 * records nothing. `approval` is a supervisor's PIN in place; a supervisor who is signed in needs none.
 */

const id = z.string().uuid()
const reason = z.string().trim().min(1).max(200).nullable()
const approval = approvalSchema.nullable()
/** 100 million MAD: far above any drawer. */
const amount = centimesSchema.refine((value) => value >= 0 && value <= 10_000_000_000, 'an amount of cash')
const positive = amount.refine((value) => value > 0, 'more than nothing')
const page = { cursor: z.string().nullable(), limit: z.number().int().min(1).max(200) }

/** `read`: what the last `till.readFloat` gave; main keeps it, so that nobody types what Chari is said to have told. */
const floatTold = z.discriminatedUnion('source', [
  z.object({ source: z.literal('read') }),
  z.object({ source: z.literal('typed'), amount }),
])

export const tillRequests = {
  /**
   * What an opening begins from. `drawer`: another than that of the person signed in, for a supervisor who opens it
   * to count and close it; null: one's own.
   */
  'till.proposal': request('cashier', z.object({ drawer: z.string().nullable() }), openingProposalSchema),
  /** Asks Chari for the float; `unknown` where neither the agent's sheet nor the balance answers within seconds. */
  'till.readFloat': request('cashier', nothing, z.object({ float: floatSchema })),
  /**
   * Opens a shift. `shift_forgotten`: this drawer has one of an earlier day. `shift_open`: it has one, or one of the
   * other way of sharing drawers is still open (then with its `name`).
   */
  'till.open': request(
    'cashier',
    z.object({
      openId: id,
      drawer: z.string().nullable(),
      count: countSchema,
      float: z.union([floatTold, z.object({ source: z.literal('unknown') })]),
      reason,
      approval,
    }),
    answer(openShiftSchema),
  ),
  /** A truth about the float between openings. */
  'till.stateFloat': request('cashier', z.object({ stateId: id, float: floatTold }), answer(floatSchema)),

  'till.move': request(
    'cashier',
    z
      .object({
        moveId: id,
        movement: movementKindSchema,
        reason: movementReasonSchema,
        amount: positive,
        note: z.string().trim().max(200),
      })
      .refine(
        ({ movement, reason }) => (MOVEMENT_REASONS[movement] as readonly string[]).includes(reason),
        'a reason of this movement',
      )
      .refine(({ reason, note }) => reason !== 'other' || note !== '', 'another reason needs a note'),
    answer(movementSchema),
  ),
  /** Undoes a movement by its opposite, whole. Asks for a supervisor. `number`: of the movement that was wrong. */
  'till.correct': request(
    'cashier',
    z.object({ moveId: id, number: z.string(), note: z.string().trim().min(1).max(200), approval }),
    answer(movementSchema),
  ),
  /** Newest first. `shift` null: of all shifts. */
  'till.movements': request(
    'cashier',
    z.object({ shift: z.string().nullable(), ...page }),
    pageOf(movementSchema),
  ),
  /** On its way and not confirmed, oldest first. */
  'till.transits': request('cashier', nothing, z.object({ rows: z.array(movementSchema) })),
  /** The bank has it, or the float has come. */
  'till.confirmTransit': request('cashier', z.object({ number: z.string() }), answer(movementSchema)),

  /**
   * Seals a count of an open shift; only its answer says what the drawer should hold. Once more is allowed, and both
   * are kept; a movement of cash in between begins anew. `operation_in_flight`: a money call is under way.
   */
  'till.count': request(
    'cashier',
    z.object({ countId: id, shift: z.string(), purpose: countPurposeSchema, count: countSchema }),
    answer(sealedCountSchema),
  ),
  /** The sealed count of a shift that still holds, for a screen that comes back to it. */
  'till.sealed': request(
    'cashier',
    z.object({ shift: z.string() }),
    z.object({ sealed: sealedCountSchema.nullable() }),
  ),
  /**
   * From the person signed in to the next, on a sealed count for `hand_over`. Afterwards the receiver is signed in
   * (`boot`). `pin_wrong`, `pin_locked`: the receiver's. Only of a shared drawer.
   */
  'till.handOver': request(
    'cashier',
    z.object({ handOverId: id, shift: z.string(), to: z.string(), pin: pinSchema, reason, approval }),
    answer(handOverSchema),
  ),
  /**
   * The Z, on a sealed count for `closing` (`count_needed`: there is none that still holds). `left` stays in the
   * drawer, the rest goes to the safe. `closed`: days, months and years that it closed with it.
   */
  'till.close': request(
    'cashier',
    z.object({ closeId: id, shift: z.string(), left: amount, reason, approval }),
    answer(
      z.object({
        report: zReportSchema,
        signature: signatureSchema.nullable(),
        closed: z.array(closingRowSchema),
      }),
    ),
  ),

  /** A reading of a shift that is open; null: it is not. */
  'till.x': request('cashier', z.object({ shift: z.string() }), z.object({ x: xReportSchema.nullable() })),
  'till.printX': request('cashier', z.object({ shift: z.string() }), answer(nothing)),

  /** Newest first. */
  'till.closings': request(
    'cashier',
    z.object({ kind: closingKindSchema, ...page }),
    pageOf(closingRowSchema),
  ),
  'till.closing': request(
    'cashier',
    z.object({ kind: closingKindSchema, number: z.number().int() }),
    z.object({ closing: storedClosingSchema.nullable() }),
  ),
  /** Prints a closing from its document; what was printed before says DUPLICATA. */
  'till.printClosing': request(
    'cashier',
    z.object({ kind: closingKindSchema, number: z.number().int() }),
    answer(nothing),
  ),
  /** Closes today before it is over. `shift_open`: a shift of it still is. */
  'till.closeDay': request('cashier', nothing, answer(z.object({ closed: z.array(closingRowSchema) }))),
} as const
