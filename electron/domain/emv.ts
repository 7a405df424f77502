import { type Centimes, readDecimal } from './money'
import { fail, ok, type Result } from './result'

/** EMVCo merchant QR codes: a text of id, length and value, closed by a checksum (DEVICES.md 5.5). */

export interface EmvField {
  /** Two digits. */
  readonly id: string
  readonly value: string
}

/** One way to pay the merchant: field 02 to 51. */
export interface MerchantAccount {
  readonly id: string
  /** Sub-field 00 of a template: whose scheme it is; null where the field is no template. */
  readonly scheme: string | null
  readonly fields: readonly EmvField[]
}

export interface MerchantQr {
  readonly name: string
  readonly city: string
  /** Two letters. */
  readonly country: string
  /** ISO 4217, three digits: 504 is the dirham. */
  readonly currency: string
  /** The amount that the code asks for, where it asks in dirhams; null: none, or another currency. */
  readonly amount: Centimes | null
  readonly accounts: readonly MerchantAccount[]
  /** What its encoder counted. Only a text beyond ASCII tells; else characters. */
  readonly lengths: 'characters' | 'bytes'
}

/** not_emv: another kind of code. damaged: read wrongly, or changed: nothing in it may be believed. */
export type EmvFault = 'not_emv' | 'damaged'

/** A code of more fields than this was not made for a merchant. */
const MAX_FIELDS = 100

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, nothing reflected, nothing added. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1
  }
  return crc
}

/** Units that a length may count: characters, or bytes in UTF-8. Encoders differ where they are not the same. */
type Units = readonly { readonly text: string; readonly width: number }[]

const utf8 = new TextEncoder()
const inCharacters = (text: string): Units => Array.from(text, (one) => ({ text: one, width: 1 }))
const inBytes = (text: string): Units =>
  Array.from(text, (one) => ({ text: one, width: utf8.encode(one).length }))

/** Fields of a text, or null where its lengths do not come out. */
function fieldsOf(text: string, unitsOf: (text: string) => Units): readonly EmvField[] | null {
  const units = unitsOf(text)
  const fields: EmvField[] = []
  let at = 0
  const take = (width: number): string | null => {
    let taken = ''
    let left = width
    while (left > 0) {
      const unit = units[at]
      if (!unit || unit.width > left) return null
      taken += unit.text
      left -= unit.width
      at += 1
    }
    return taken
  }
  while (at < units.length && fields.length < MAX_FIELDS) {
    const id = take(2)
    const length = take(2)
    if (id === null || length === null || !/^\d\d$/.test(id) || !/^\d\d$/.test(length)) return null
    const value = take(Number(length))
    if (value === null) return null
    fields.push({ id, value })
  }
  return at === units.length ? fields : null
}

const CLOSE = /6304([0-9A-F]{4})$/i

/** Encoders take the checksum over UTF-8; some over one byte a character. */
function sumHolds(text: string): boolean {
  const told = Number.parseInt(text.slice(-4), 16)
  const covered = text.slice(0, -4)
  const single = Array.from(covered, (one) => one.codePointAt(0) ?? 0)
  return (
    crc16(utf8.encode(covered)) === told || (single.every((code) => code < 0x100) && crc16(single) === told)
  )
}

function accountOf({ id, value }: EmvField, unitsOf: (text: string) => Units): MerchantAccount {
  // 02 to 25 are numbers of card schemes, plain; the rest are templates.
  const fields = Number(id) >= 26 ? fieldsOf(value, unitsOf) : null
  const scheme = fields?.find((field) => field.id === '00')?.value ?? null
  return { id, scheme, fields: fields ?? [{ id, value }] }
}

/** True where a code says of itself that it is a merchant's. */
export const looksLikeMerchantQr = (text: string): boolean => text.startsWith('000201')

/** Reads a merchant's code whole. Nothing of it is given unless its checksum holds and its lengths come out. */
export function readMerchantQr(text: string): Result<MerchantQr, EmvFault> {
  if (!looksLikeMerchantQr(text)) return fail('not_emv')
  if (!CLOSE.test(text) || !sumHolds(text)) return fail('damaged')
  const characters = fieldsOf(text, inCharacters)
  const unitsOf = characters ? inCharacters : inBytes
  const fields = characters ?? fieldsOf(text, inBytes)
  if (fields === null || fields.at(-1)?.id !== '63') return fail('damaged')
  const value = (id: string): string => fields.find((field) => field.id === id)?.value ?? ''
  const currency = value('53')
  const amount = readDecimal(value('54'))
  return ok({
    name: value('59').trim(),
    city: value('60').trim(),
    country: value('58'),
    currency,
    amount: currency === '504' && amount.ok && amount.value >= 0 ? amount.value : null,
    accounts: fields
      .filter(({ id }) => Number(id) >= 2 && Number(id) <= 51)
      .map((field) => accountOf(field, unitsOf)),
    lengths: characters ? 'characters' : 'bytes',
  })
}
