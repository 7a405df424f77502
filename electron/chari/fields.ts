import type { ChariStatus, Direction } from '../domain/codes'
import { type Centimes, readDecimal } from '../domain/money'
import { readPhone } from '../domain/phone'
import { field, foldKey, type Json, type JsonObject, scalarText } from './json'

/** A field that stands there and says nothing usable. Caught at the doors of reading.ts. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** `1.5E+2` of a decimal writer, as plain digits; anything else as it is. Exact, on the text. */
function plainDigits(raw: string): string {
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?[eE]([+-]?\d{1,2})$/.exec(raw)
  if (!match) return raw
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (Math.abs(point) > 40) return raw
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  const shown = left.replace(/^0+(?=\d)/, '')
  return sign + (right === '' ? shown : `${shown}.${right}`)
}

/** Whole centimes. Throws Unreadable for three decimals, words, or anything beyond a counter. */
export function amountOf(json: Json, name: string): Centimes {
  const text = json.kind === 'number' ? plainDigits(json.raw) : json.kind === 'string' ? json.value : ''
  const read = readDecimal(text)
  if (!read.ok) throw new Unreadable(`amount ${name}`)
  return read.value
}

/** As amountOf; null when absent. */
export function amountField(object: JsonObject, names: readonly string[]): Centimes | null {
  const found = field(object, names)
  return found ? amountOf(found, names[0] ?? '') : null
}

const BALANCE = ['availableBalance', 'balance', 'float', 'solde'] as const

/** What an account holds, where a reply tells it; null where it tells none, or nothing usable. */
export function balanceField(object: JsonObject): Centimes | null {
  const own = field(object, BALANCE)
  try {
    if (own && !isObject(own)) return amountOf(own, 'balance')
    return inner(object, ['account', 'wallet', 'balance'], balanceField)
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

const COMMISSION = [
  'commissionAmount',
  'agentCommission',
  'agentCommissionAmount',
  'retailerCommission',
  'commission',
] as const

/**
 * What the agent earns, where a reply tells it; null where it tells none, or nothing usable: no word about money
 * that has moved becomes unsure for it.
 */
export function commissionField(object: JsonObject): Centimes | null {
  try {
    const told = amountField(object, COMMISSION)
    return told !== null && told >= 0 ? told : null
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

const STATUS_NAMES: Readonly<Record<string, ChariStatus | 'expired'>> = {
  '1': 'open',
  '2': 'completed',
  '3': 'failed',
  '4': 'canceled',
  open: 'open',
  pending: 'open',
  completed: 'completed',
  success: 'completed',
  failed: 'failed',
  canceled: 'canceled',
  cancelled: 'canceled',
  expired: 'expired',
}

const ownStatus = (text: string | undefined): ChariStatus | 'expired' => {
  const key = (text ?? '').trim().toLowerCase()
  return Object.hasOwn(STATUS_NAMES, key) ? (STATUS_NAMES[key] ?? 'unknown') : 'unknown'
}

/**
 * A status by number, numeric text or name. 0, a stranger, nothing, or two fields that disagree: unknown.
 * The transaction's own status counts only where the operation's is absent.
 */
export function statusField(object: JsonObject): { status: ChariStatus; expired: boolean } {
  const said = [field(object, ['operationStatus']), field(object, ['status'])].filter(
    (one) => one !== undefined,
  )
  const found = said.length > 0 ? said : [field(object, ['transactionStatus'])]
  const readings = new Set(found.map((one) => ownStatus(scalarText(one))))
  const [reading = 'unknown'] = readings
  const flagged = ['true', '1'].includes(
    scalarText(field(object, ['isExpired', 'expired']))?.toLowerCase() ?? '',
  )
  if (readings.size !== 1) return { status: 'unknown', expired: flagged }
  if (reading === 'expired') return { status: 'open', expired: true }
  return { status: reading, expired: flagged }
}

/** "Operation Types" and "Transaction Types" of the documentation, by name; 9 and 16 are told apart by the caller. */
const OPERATION_TYPES: Readonly<Record<string, number>> = {
  cashin: 1,
  cashout: 2,
  transfer: 3,
  mobilepayment: 5,
  paymentrefund: 7,
  banktransfer: 9,
  recharge: 10,
  chargeback: 12,
  cardpayment: 24,
  billpayment: 25,
}
const TRANSACTION_TYPES: Readonly<Record<string, number>> = {
  cashin: 1,
  cashout: 2,
  transfer: 3,
  mobilepayment: 5,
  transactionfees: 6,
  paymentrefund: 7,
  chargeback: 9,
  chargebackcancellation: 10,
  banktransfer: 16,
  recharge: 17,
  cashback: 18,
  cardpayment: 24,
  billpayment: 25,
}

function typeField(
  object: JsonObject,
  names: readonly string[],
  known: Readonly<Record<string, number>>,
): number | null {
  const text = scalarText(field(object, names))?.trim() ?? ''
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const key = foldKey(text)
  return Object.hasOwn(known, key) ? (known[key] ?? null) : null
}
export const operationTypeField = (object: JsonObject): number | null =>
  typeField(object, ['operationType', 'type'], OPERATION_TYPES)
export const transactionTypeField = (object: JsonObject): number | null =>
  typeField(object, ['transactionType'], TRANSACTION_TYPES)

/** "Transaction Direction (Sens)": 1 or CREDIT, 2 or DEBIT. */
export function sensField(object: JsonObject): 1 | 2 | null {
  const text = scalarText(field(object, ['sens']))
    ?.trim()
    .toLowerCase()
  if (text === '1' || text === 'credit') return 1
  return text === '2' || text === 'debit' ? 2 : null
}

export const directionField = (object: JsonObject): Direction | null => {
  const type = operationTypeField(object)
  return type === 1 ? 'cash_in' : type === 2 ? 'cash_out' : null
}

/** Control and direction-changing characters: never part of a name, and able to disguise one on screen; and halves. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu

/** The first `length` units of it, none of them half a character. */
export const cutText = (text: string, length: number): string => text.slice(0, length).replace(/\p{Cs}/gu, '')

/** Text on one line, without what is not seen. */
export const plainText = (text: string): string => text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()

/** Text for people: one line; null when absent, empty, or not a scalar. */
export function wholeTextField(object: JsonObject, names: readonly string[]): string | null {
  const found = field(object, names)
  if (!found || found.kind === 'boolean') return null
  const text = plainText(scalarText(found) ?? '')
  return text === '' ? null : text
}

/** The same, at most 200 characters. */
export function textField(object: JsonObject, names: readonly string[]): string | null {
  const text = wholeTextField(object, names)
  return text === null ? null : cutText(text, 200)
}

/** An id as text; null when absent, empty or 0 (Chari: "0 when no operation was created"). */
export function idField(object: JsonObject, names: readonly string[]): string | null {
  const text = textField(object, names)
  return text === null || /^0+$/.test(text) || text.length > 64 ? null : text
}

/** Each under its name of the documentation, then under the one that replies are known to use. */
const GATEWAY_IDS = [
  ['gatewayTrackId', 'transactionTrackId'],
  ['gatewayOrderId', 'orderId'],
  ['gatewayReferenceId', 'transactionReferenceId'],
] as const

/** By what the card gateway knows an operation: "Cash-in Card specific". */
export const gatewayIdsField = (object: JsonObject): readonly string[] =>
  GATEWAY_IDS.flatMap((names) => idField(object, names) ?? [])

/** A phone in Chari's form where it is one, else the text as it came (an account number may be a RIB). */
export function phoneField(object: JsonObject): string | null {
  const text =
    textField(object, [
      'phoneNumber',
      'customerPhoneNumber',
      'accountNumber',
      'primaryAccountNumber',
      'phone',
    ]) ?? inner(object, ['customer', 'client'], (customer) => phoneField(customer))
  if (text === null) return null
  const read = readPhone(text)
  return read.ok ? read.value : text.slice(0, 40)
}

/** A name whole, or first and last name, on the body or on the customer in it. */
export function nameField(object: JsonObject): string | null {
  const whole = textField(object, ['customerName', 'fullName', 'customerFullName'])
  if (whole) return whole
  const parts = [
    textField(object, ['firstName', 'customerFirstName']),
    textField(object, ['lastName', 'customerLastName']),
  ].filter((part) => part !== null)
  if (parts.length > 0) return parts.join(' ')
  return inner(
    object,
    ['customer', 'client'],
    (customer) => nameField(customer) ?? textField(customer, ['name']),
  )
}

/** Words that a field named `code` may hold in an operation and that are not an agent. */
const NOT_AGENTS = new Set([...Object.keys(OPERATION_TYPES), ...Object.keys(STATUS_NAMES), 'mad'])

/** The agent who executed, by code. */
export function agentField(object: JsonObject): string | null {
  const named =
    textField(object, ['agentCode', 'executedBy']) ??
    inner(object, ['agent', 'executedBy'], (agent) => textField(agent, ['code', 'agentCode'])) ??
    textField(object, ['agent', 'code'])
  return named === null || NOT_AGENTS.has(foldKey(named)) ? null : named.slice(0, 64)
}

function inner<T>(
  object: JsonObject,
  names: readonly string[],
  read: (inner: JsonObject) => T | null,
): T | null {
  const found = field(object, names)
  return found?.kind === 'object' ? read(found) : null
}

/**
 * A time. With an offset: UTC ISO, ending in Z. Without: the local text with no Z, which says that its zone is
 * unknown. Null when absent, unreadable, or the year 1 that .NET writes for "never".
 */
export function timeField(object: JsonObject, names: readonly string[]): string | null {
  const text = field(object, names)
  return text?.kind === 'string' ? readTime(text.value) : null
}

export function readTime(text: string): string | null {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d:?\d\d)?$/i.exec(
      text.trim(),
    )
  if (!match) return null
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone] =
    match
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  const asUtc = new Date(`${local}Z`)
  // A 31 February would be taken for a day in March.
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString() !== `${local}Z` || Number(year) < 2000) return null
  if (zone === undefined) return local
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (!offset) return asUtc.toISOString()
  const minutes = Number(offset[2]) * 60 + Number(offset[3])
  if (minutes > 15 * 60) return null
  return new Date(asUtc.getTime() - (offset[1] === '-' ? -1 : 1) * minutes * 60_000).toISOString()
}

export const isObject = (json: Json | undefined): json is JsonObject => json?.kind === 'object'
