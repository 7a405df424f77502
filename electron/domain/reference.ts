import { fail, ok, type Result } from './result'

declare const brand: unique symbol
/** A reference of Chari, always text: 6 to 20 digits, or an older lettered form such as `OR01-1234ABCD`. */
export type Reference = string & { readonly [brand]: 'Reference' }

export type ReferenceFault = 'empty' | 'too_short' | 'too_long' | 'characters'

/** An older form starts with two letters and two digits and is sent with its dashes. */
const LETTERED = /^[A-Z]{2}\d{2}-[A-Z0-9-]{2,28}$/

/**
 * Reads a reference as typed, pasted or scanned.
 *
 * Spaces and dashes of a numeric reference are dropped, leading zeros kept. Source: Chari's changelog of
 * 2026-04-14 ("CashIn/CashOut reference format is now numeric (e.g. 1122334455)") and DESIGN.md section 3.
 */
export function readReference(text: string): Result<Reference, ReferenceFault> {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').toUpperCase()
  const digits = bare.replace(/-/g, '')
  if (digits === '') return fail('empty')
  if (/^\d+$/.test(digits)) {
    if (digits.length < 6) return fail('too_short')
    if (digits.length > 20) return fail('too_long')
    return ok(digits as Reference)
  }
  return LETTERED.test(bare) ? ok(bare as Reference) : fail('characters')
}

/** `1122334455` gives `1122 334 455`: first four, then threes. A lettered form is shown as it is. */
export function groupReference(reference: string): string {
  if (!/^\d+$/.test(reference)) return reference
  const rest = reference.slice(4).replace(/(\d{3})(?=\d)/g, '$1 ')
  return rest ? `${reference.slice(0, 4)} ${rest}` : reference.slice(0, 4)
}
