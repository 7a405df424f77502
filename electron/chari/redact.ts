import { luhn } from '../domain/card'
import { maskPhone } from '../domain/phone'
import { foldKey, type Json, readJson, scalarText } from './json'

/** Fields whose value may stand in a log or be kept for support. Everything else is replaced by its kind. */
const PLAIN = new Set(
  [
    'errorCode',
    'errorDescription',
    'status',
    'operationStatus',
    'transactionStatus',
    'customerStatus',
    'type',
    'operationType',
    'transactionType',
    'sens',
    'method',
    'networkName',
    'currency',
    'accountLevel',
    'amount',
    'feeAmount',
    'fee',
    'fees',
    'totalAmount',
    'total',
    'count',
    'pageSize',
    'pageNumber',
    'id',
    'operationId',
    'transactionId',
    'reference',
    'operationReference',
    'requestReference',
    'transactionReference',
    'cRequestId',
    'requestId',
    'agentCode',
    'agent',
    'executedBy',
    'createdAt',
    'creationDate',
    'requestedAt',
    'executedAt',
    'executionDate',
    'completedAt',
    'expiresAt',
    'expirationDate',
    'expiryDate',
    'isExpired',
    'expired',
    'active',
    'isActive',
    'walletType',
  ].map(foldKey),
)
const CONTAINERS = new Set(
  ['data', 'collection', 'items', 'operations', 'error', 'agent', 'customer'].map(foldKey),
)
const PHONES = new Set(
  [
    'phoneNumber',
    'phone',
    'customerPhoneNumber',
    'accountNumber',
    'primaryAccountNumber',
    'secondaryAccountNumber',
    'recipientPhoneNumber',
    'sourcePhoneNumber',
    'destinationPhoneNumber',
  ].map(foldKey),
)
const NAMES = new Set(
  ['name', 'firstName', 'lastName', 'fullName', 'customerName', 'cardName', 'beneficiaryName'].map(foldKey),
)

/** What is kept of one body. */
const LONGEST = 4_000

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text
  for (const secret of secrets) {
    // A security code is three or four digits: only where they stand alone, or a reference would be torn.
    if (/^\d{3,4}$/.test(secret)) clean = clean.replace(new RegExp(`(?<!\\d)${secret}(?!\\d)`, 'g'), '[code]')
    else if (secret.length >= 4) clean = clean.replaceAll(secret, '[key]')
  }
  return clean
}

/** Text in which card numbers keep their first 6 and last 4 digits. */
export const maskCards = (text: string): string =>
  text.replace(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, (run) => {
    const digits = run.replace(/\D/g, '')
    return luhn(digits) ? `${digits.slice(0, 6)}******${digits.slice(-4)}` : run
  })

/**
 * Free text made harmless: card numbers keep 6 and 4, phones are masked, a given secret disappears, line breaks
 * and control characters go.
 */
export function scrubText(text: string, secrets: readonly string[] = []): string {
  return maskCards(withoutSecrets(text, secrets).replace(/\p{Cc}/gu, ' ')).replace(
    /(?<![\d.])(?:\+|00)?212[ -]?[5-8]\d{8}(?!\d)|(?<![\d.])0[5-7]\d{8}(?!\d)/g,
    (phone) => maskPhone(phone.replace(/[ -]/g, '').replace(/^(?:00)?212/, '+212')),
  )
}

const maskName = (name: string): string => name.replace(/(\p{L})[\p{L}\p{M}]*/gu, '$1***')

function show(json: Json, key: string, secrets: readonly string[]): unknown {
  if (json.kind === 'null') return null
  if (json.kind === 'array')
    return json.items.length > 20
      ? [
          ...json.items.slice(0, 20).map((item) => show(item, key, secrets)),
          `[${json.items.length - 20} more]`,
        ]
      : json.items.map((item) => show(item, key, secrets))
  if (json.kind === 'object') {
    if (key !== '' && !CONTAINERS.has(key)) return '[object]'
    return Object.fromEntries(
      [...json.exact].map(([name, inner]) => [
        scrubText(name.slice(0, 60), secrets),
        show(inner, foldKey(name), secrets),
      ]),
    )
  }
  const text = scalarText(json) ?? ''
  if (json.kind === 'boolean') return json.value
  if (PHONES.has(key)) return maskPhone(withoutSecrets(text, secrets).slice(0, 40))
  // Cut only once it is clean: half a number would be known as none.
  const clean = (longest: number): string => scrubText(text.slice(0, LONGEST), secrets).slice(0, longest)
  if (NAMES.has(key)) return maskName(clean(100))
  if (PLAIN.has(key)) return clean(300)
  return `[${json.kind}]`
}

/**
 * A body for support: only fields of the allow-list keep their value, phones and names are masked, at most
 * 4,000 characters. A body that is no JSON keeps its size, and the title of a page.
 */
export function redactBody(bytes: Uint8Array, secrets: readonly string[] = []): string {
  const json = readJson(bytes)
  if (json.ok) return JSON.stringify(show(json.value, '', secrets)).slice(0, LONGEST)
  if (bytes.length === 0) return ''
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 4_096))
  const title = /<title[^>]*>([^<]{1,1000})</i.exec(start)?.[1]?.trim()
  return `[${bytes.length} bytes, ${json.error}]${title ? ` ${scrubText(title, secrets).slice(0, 200)}` : ''}`.slice(
    0,
    LONGEST,
  )
}
