import * as z from 'zod'
import { kindTotalsSchema, operationKindSchema } from '../../domain/closing'
import { isDay } from '../../domain/day'
import { laidPaperSchema, languageSchema } from '../../domain/paper'
import { approvalSchema } from '../../domain/people'
import { tariffRuleSchema } from '../../domain/tariff'
import { answer, nothing, request } from './row'

/**
 * Fees and commissions. Every change of the table is a supervisor's, signed in or approving in place, and is
 * journaled with the old and the new table. A table that cannot be used answers `tariff_invalid` with the `fault`.
 */

const day = z.string().refine(isDay, 'a civil day')
const approval = approvalSchema.nullable()
const version = z.object({ kind: operationKindSchema, from: day })
const kinds = z.array(kindTotalsSchema)

const tariff = z.object({
  rules: z.array(tariffRuleSchema),
  /** Of the shop: what begins later may still be altered. */
  today: z.string(),
})

export const tariffRequests = {
  'tariff.read': request('cashier', nothing, tariff),
  /** Bands of one kind from a day on, in the place of those that begin on it. */
  'tariff.save': request(
    'cashier',
    version.extend({
      bands: z
        .array(tariffRuleSchema.pick({ above: true, upTo: true, fee: true, commission: true }))
        .min(1)
        .max(30),
      approval,
    }),
    answer(tariff),
  ),
  /** Takes away bands that have not begun; what they would have ended goes on. */
  'tariff.remove': request('cashier', version.extend({ approval }), answer(tariff)),
  /** The fees of today as they print, to hang up in the shop. */
  'tariff.sheet': request(
    'cashier',
    z.object({ language: languageSchema }),
    z.object({ laid: laidPaperSchema }),
  ),
  'tariff.print': request('cashier', z.object({ language: languageSchema }), nothing),
  /** What the shop earned on these civil days, both included. */
  'tariff.commissions': request(
    'cashier',
    z.object({ from: day, to: day }),
    z.object({
      from: z.string(),
      to: z.string(),
      kinds,
      days: z.array(z.object({ day: z.string(), kinds })),
      cashiers: z.array(z.object({ cashier: z.string(), kinds })),
      /** Operations that looked like a part of one, cut in several around an edge of the tariff. */
      splits: z.number().int(),
    }),
  ),
}
