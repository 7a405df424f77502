import * as z from 'zod'
import { readDecimal } from '../domain/money'

/** Decimal text or number: `500`, `"500,50"`. */
export const amountSchema = z.union([z.string(), z.number()]).transform((value, context) => {
  const read = readDecimal(String(value))
  if (read.ok) return read.value
  context.addIssue('not an amount')
  return z.NEVER
})
