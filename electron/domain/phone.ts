import { fail, ok, type Result } from './result'

declare const brand: unique symbol
/** A Moroccan number as Chari writes it: `+212` and nine digits. It names a wallet (MSISDN). */
export type Phone = string & { readonly [brand]: 'Phone' }

/** Reads 06…, 6…, 2126…, +2126…, 00212… (5, 6, 7 or 8 as first digit) with any spaces, dots or dashes. */
export function readPhone(text: string): Result<Phone, 'not_a_phone'> {
  const bare = text.replace(/[\s\u00a0\u202f.()-]/g, '')
  const match = /^(?:\+212|00212|212|0)?([5-8]\d{8})$/.exec(bare)
  return match ? ok(`+212${match[1]}` as Phone) : fail('not_a_phone')
}

/** `+212661248730` gives `+212 6 61 24 87 30`. */
export const formatPhone = (phone: string): string =>
  phone.replace(/^\+212(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '+212 $1 $2 $3 $4 $5')

/** For paper: `+212661248730` gives `+212 6** ** 87 30`. Anything unknown is masked but for its last four. */
export function maskPhone(phone: string): string {
  const masked = phone.replace(/^\+212(\d)\d{4}(\d\d)(\d\d)$/, '+212 $1** ** $2 $3')
  return masked === phone ? phone.replace(/.(?=.{4})/g, '*') : masked
}
