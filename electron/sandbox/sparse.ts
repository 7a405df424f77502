import { Amount, type Json } from './json'

/** Fields that no page of the documentation promises: a counter must not need them. */
const UNPROMISED = new Set([
  'customerName',
  'fullName',
  'feeAmount',
  'totalAmount',
  'expiresAt',
  'isExpired',
  'executedAt',
  'agentCode',
  'cRequestId',
  'transactionType',
  'method',
  'checkedAt',
  'openLoop',
  'feesAmount',
  'acceptURL',
  'declineURL',
  'transactionTrackId',
  'orderId',
  'transactionReferenceId',
  'gatewayTrackId',
  'gatewayOrderId',
  'gatewayReferenceId',
])
/** Of a list, the rows that public examples show name no reference either. */
const UNPROMISED_OF_ROWS = new Set([
  ...UNPROMISED,
  'reference',
  'transactionReference',
  'createdAt',
  'status',
])

/** By which a row names the request that made it, or the gateway's payment. */
const NAMES = new Set([
  'cRequestId',
  'transactionReference',
  'gatewayTrackId',
  'gatewayOrderId',
  'gatewayReferenceId',
])

function without(value: Json, left: (object: object) => ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((one: Json) => without(one, left))
  if (value === null || typeof value !== 'object' || value instanceof Amount) return value
  const out = left(value)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !out.has(key))
      .map(([key, field]) => [key, field === undefined ? undefined : without(field as Json, left)]),
  )
}

/** A reply with what the documentation promises, and no more. */
export const sparse = (value: Json): Json =>
  without(value, (object) => ('transactionId' in object ? UNPROMISED_OF_ROWS : UNPROMISED))

/** A reply whose rows tell all but whose request or payment they are. */
export const nameless = (value: Json): Json => without(value, () => NAMES)
