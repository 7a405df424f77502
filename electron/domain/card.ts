import { fail, ok, type Result } from './result'

/** A payment card as it is typed. Nothing here keeps, logs or shows a whole number. */

declare const brand: unique symbol
/** The digits of a whole card number. Lives in the one request that carries it, and nowhere else. */
export type Pan = string & { readonly [brand]: 'Pan' }

/** All that may be kept of a card. `firstSix` is null of a saved card whose number Chari shows without them. */
export interface MaskedCard {
  readonly firstSix: string | null
  readonly lastFour: string
}

/** Ranges that the schemes themselves publish; a purely domestic card has none that is certain, so it is unknown. */
export const SCHEMES = ['visa', 'mastercard', 'amex', 'unknown'] as const
export type Scheme = (typeof SCHEMES)[number]

export type PanFault = 'pan_not_digits' | 'pan_length' | 'pan_checksum'
export type ExpiryFault = 'expiry_unreadable' | 'expiry_past'
export type CardFault = PanFault | ExpiryFault | 'cvv_length' | 'holder_short' | 'holder_not_latin'

/** Spaces and dashes as they stand on a card or between groups typed. */
const bare = (text: string): string => text.replace(/[\s\u00a0\u202f-]/g, '')

/** The check digit of ISO/IEC 7812; false for anything but digits. */
export function luhn(digits: string): boolean {
  if (!/^\d+$/.test(digits)) return false
  let total = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const weighed = place % 2 === 1 ? digit * 2 : digit
    total += weighed > 9 ? weighed - 9 : weighed
  }
  return total % 10 === 0
}

/** By its first digits, also while it is being typed. */
export function schemeOf(text: string): Scheme {
  const digits = bare(text)
  if (/^4/.test(digits)) return 'visa'
  if (/^3[47]/.test(digits)) return 'amex'
  if (/^5[1-5]/.test(digits)) return 'mastercard'
  const range = Number(digits.slice(0, 4))
  return /^\d{4}/.test(digits) && range >= 2221 && range <= 2720 ? 'mastercard' : 'unknown'
}

/** Digits that a number of this scheme may have. */
const LENGTHS: Readonly<Record<Scheme, readonly number[]>> = {
  visa: [13, 16, 19],
  mastercard: [16],
  amex: [15],
  unknown: [13, 14, 15, 16, 17, 18, 19],
}

export function readPan(text: string): Result<Pan, PanFault> {
  const digits = bare(text)
  if (!/^\d*$/.test(digits)) return fail('pan_not_digits')
  if (!LENGTHS[schemeOf(digits)].includes(digits.length)) return fail('pan_length')
  return luhn(digits) ? ok(digits as Pan) : fail('pan_checksum')
}

export const maskCard = (pan: Pan): MaskedCard => ({ firstSix: pan.slice(0, 6), lastFour: pan.slice(-4) })

/** `491891******5005`; `******5005` where the first six are not known. */
export const showMasked = ({ firstSix, lastFour }: MaskedCard): string => `${firstSix ?? ''}******${lastFour}`

/** The same as a screen shows it: `4918 91•• •••• 5005`; `•••• 5005` where the first six are not known. */
export function groupMasked(masked: string): string {
  const [firstSix = '', lastFour = ''] = masked.split('******')
  return firstSix === ''
    ? `•••• ${lastFour}`
    : `${firstSix.slice(0, 4)} ${firstSix.slice(4)}•• •••• ${lastFour}`
}

/** The same card, as far as what is kept can tell: six digits that are not known contradict nothing. */
export const sameCard = (a: MaskedCard, b: MaskedCard): boolean =>
  a.lastFour === b.lastFour && (a.firstSix === null || b.firstSix === null || a.firstSix === b.firstSix)

/** As it stands on the card: groups of four; 4, 6 and 5 on American Express. */
export function groupPan(text: string): string {
  const digits = bare(text)
  const groups = schemeOf(digits) === 'amex' ? /^(\d{1,4})(\d{1,6})?(\d*)$/ : null
  if (!groups) return digits.replace(/(\d{4})(?=\d)/g, '$1 ')
  return (groups.exec(digits) ?? [digits, digits])
    .slice(1)
    .filter((group) => group !== undefined && group !== '')
    .join(' ')
}

export interface Expiry {
  /** As Chari takes it. */
  readonly yymm: string
  /** `08/26`. */
  readonly shown: string
}

/** Reads MM/YY or MMYY; `today` is a civil day. A card is good to the end of its month. */
export function readExpiry(text: string, today: string): Result<Expiry, ExpiryFault> {
  const match = /^(0[1-9]|1[0-2])\/?(\d\d)$/.exec(bare(text))
  if (!match) return fail('expiry_unreadable')
  const [, month = '', year = ''] = match
  if (`20${year}-${month}` < today.slice(0, 7)) return fail('expiry_past')
  return ok({ yymm: `${year}${month}`, shown: `${month}/${year}` })
}

/** Digits of the security code; of an unknown scheme either length may be right. */
export const cvvLengths = (scheme: Scheme): readonly number[] =>
  scheme === 'amex' ? [4] : scheme === 'unknown' ? [3, 4] : [3]

export const readCvv = (text: string, scheme: Scheme): Result<string, 'cvv_length'> =>
  /^\d+$/.test(text) && cvvLengths(scheme).includes(text.length) ? ok(text) : fail('cvv_length')

const LONGEST_NAME = 60

/** One of the holder's names: at least two Latin letters, with the signs that names have. */
export function readHolderName(text: string): Result<string, 'holder_short' | 'holder_not_latin'> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name !== '' && !/^[\p{Script=Latin} '’.-]+$/u.test(name)) return fail('holder_not_latin')
  const letters = name.match(/\p{L}/gu)?.length ?? 0
  return letters < 2 || name.length > LONGEST_NAME ? fail('holder_short') : ok(name)
}
