import { fail, ok, type Result } from './result'

declare const brand: unique symbol

/** An amount of Moroccan dirhams in whole centimes. Made only by the functions of this file. */
export type Centimes = number & { readonly [brand]: 'Centimes' }

/** 10 billion MAD: far above any counter, far below where integer arithmetic on numbers stops being exact. */
const LIMIT = 1_000_000_000_000

/** Takes whole centimes. Throws RangeError for a fraction, NaN, or an amount beyond 10 billion MAD. */
export function centimes(value: number): Centimes {
  if (!Number.isSafeInteger(value) || Math.abs(value) > LIMIT)
    throw new RangeError(`not whole centimes: ${value}`)
  return (value === 0 ? 0 : value) as Centimes
}

export const ZERO = centimes(0)
export const add = (a: Centimes, b: Centimes): Centimes => centimes(a + b)
export const subtract = (a: Centimes, b: Centimes): Centimes => centimes(a - b)
export const negate = (a: Centimes): Centimes => centimes(-a)
export const sum = (amounts: Iterable<Centimes>): Centimes => {
  let total = ZERO
  for (const amount of amounts) total = add(total, amount)
  return total
}

/**
 * Reads a decimal amount from text, exactly.
 *
 * Takes an optional sign, digits and at most two decimals after a dot or a comma: `150`, `150.5`, `1250,50`.
 * Gives an error for anything else; no float is involved. A third decimal is an error, even a zero
 * (DESIGN.md section 3: more than two decimals is unreadable).
 */
export function readDecimal(text: string): Result<Centimes, 'not_an_amount'> {
  const match = /^([+-]?)(\d{1,11})(?:[.,](\d{1,2}))?$/.exec(text.trim())
  if (!match) return fail('not_an_amount')
  const [, sign, whole = '', decimals = ''] = match
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return Math.abs(value) > LIMIT ? fail('not_an_amount') : ok(centimes(sign === '-' ? -value : value))
}

/** Reads what a cashier typed: as readDecimal, also with spaces between thousands; never negative. */
export function readTypedAmount(text: string): Result<Centimes, 'not_an_amount'> {
  const read = readDecimal(text.replace(/[\s\u00a0\u202f]/g, ''))
  return read.ok && read.value < 0 ? fail('not_an_amount') : read
}

/** `12550` gives `125.50`: a JSON number as Chari's API takes it, written from centimes without a float. */
export function toDecimal(amount: Centimes): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Drawer's view of an amount: `+` comes in, `-` goes out, none shows the bare amount. */
export type Sign = 'plus' | 'minus' | 'none'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, '\u00a0')

/** `48 913`: a number of things, with U+00A0 between thousands. */
export const formatCount = (count: number): string => grouped(String(count))

/** One format in all languages and on paper: `1 234,50`, U+00A0 between thousands, U+2212 for minus. */
export function formatAmount(amount: Centimes, sign: Sign = 'none'): string {
  const [whole = '0', decimals = '00'] = toDecimal(centimes(Math.abs(amount))).split('.')
  const negative = amount < 0
  const mark = sign === 'plus' && !negative ? '+' : sign === 'minus' || negative ? '\u2212' : ''
  return `${mark}${grouped(whole)},${decimals}`
}

/** `1 234,50 MAD`, kept on one line by U+00A0. */
export const formatMad = (amount: Centimes, sign: Sign = 'none'): string =>
  `${formatAmount(amount, sign)}\u00a0MAD`
