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

/** A reply with what the documentation promises, and no more. */
export function sparse(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => sparse(one))
  if (value === null || typeof value !== 'object' || value instanceof Amount) return value
  const unpromised = 'transactionId' in value ? UNPROMISED_OF_ROWS : UNPROMISED
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !unpromised.has(key))
      .map(([key, field]) => [key, field === undefined ? undefined : sparse(field as Json)]),
  )
}
