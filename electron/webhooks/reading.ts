import {
  amountField,
  cutText,
  idField,
  isObject,
  operationTypeField,
  plainText,
  statusField,
  textField,
  timeField,
  Unreadable,
  wholeTextField,
} from '../chari/fields'
import { field, foldKey, type JsonObject, jsonText, readJson, scalarText, unwrap } from '../chari/json'
import { maskCards } from '../chari/redact'
import type { Centimes } from '../domain/money'
import { readPhone } from '../domain/phone'
import { fail, ok, type Result } from '../domain/result'
import type { About, WebhookEvent } from '../domain/webhook'
import type { Told } from './kinds'

/** A breach of the documentation, in words for Chari's engineers. */
export type Breach = string

const ABOUT_EVENT: Readonly<Record<WebhookEvent, About>> = {
  'customer.level.updated': 'customer_level',
  'cashin.card.authorized': 'card_cash_in',
  'payment.card.authorized': 'card_payment',
  'payment.received': 'payment',
  'bank-transfer.initiated': 'bank_transfer',
  'bank-transfer.completed': 'bank_transfer',
  'bank-transfer.received': 'bank_transfer',
  'transfer.received': 'transfer',
  'cashin.network.executed': 'cash_in',
  'cashout.network.executed': 'cash_out',
}

const ABOUT_TYPE: Readonly<Record<number, About>> = {
  1: 'cash_in',
  2: 'cash_out',
  3: 'transfer',
  5: 'payment',
  9: 'bank_transfer',
  24: 'card_payment',
}

/** Each by the spelling of the documentation, and by what else may mean it. */
const FIELDS = {
  webhookId: ['WebhookId'],
  event: ['EventId', 'event', 'eventName', 'eventType'],
  requestId: ['CRequestId', 'requestId'],
  operationId: ['OperationId'],
  transactionId: ['TransactionId'],
  operationType: ['OperationType', 'type'],
  status: ['OperationStatus', 'status'],
  createdAt: ['CreatedAt'],
  executedAt: ['ExecutedAt'],
  amount: ['Amount'],
  fee: ['FeeAmount'],
  from: ['PrimaryAccountNumber'],
  to: ['SecondaryAccountNumber'],
  method: ['Method'],
  customData: ['CustomData'],
  trackId: ['GatewayTrackId'],
  orderId: ['GatewayOrderId'],
  referenceId: ['GatewayReferenceId'],
  beneficiary: ['BankTransferBeneficiaryName'],
  network: ['NetworkName'],
  reference: ['Reference'],
} as const
const KNOWN: ReadonlySet<string> = new Set(['data', ...Object.values(FIELDS).flat().map(foldKey)])

/** Never kept, wherever Chari might come to write it. */
const SECRET = /(?:pin|cvv|cvc|otp|password|secret|apikey|pan|cardnumber|expiry)$/
const LONGEST_EXTRA = 8_000

const nameOf = (text: string): string => text.toLowerCase().replace(/[_\s]+/g, '-')
const isKnown = (event: string): event is WebhookEvent => Object.hasOwn(ABOUT_EVENT, event)

/** What it is about: Chari's own examples come without a name, and with a type of another table. */
function aboutOf(told: Pick<Told, 'event' | 'operationType' | 'method' | 'gateway'>): About {
  if (told.event !== null) return isKnown(told.event) ? ABOUT_EVENT[told.event] : 'unknown'
  const how = foldKey(told.method ?? '')
  if (how === 'banktransfer') return 'bank_transfer'
  const about = ABOUT_TYPE[told.operationType ?? 0] ?? 'unknown'
  const byCard = how === 'card' || Object.values(told.gateway).some((id) => id !== null)
  return about === 'cash_in' && byCard ? 'card_cash_in' : about
}

/** Cut only once it is masked: half a card number would be known as none. */
const maskedField = (object: JsonObject, names: readonly string[]): string | null => {
  const text = wholeTextField(object, names)
  return text === null ? null : cutText(maskCards(text), 200)
}

/** A wallet by its phone where it is one. */
function accountField(object: JsonObject, names: readonly string[]): string | null {
  const text = maskedField(object, names)
  const phone = readPhone(text ?? '')
  return phone.ok ? phone.value : text
}

function moneyField(object: JsonObject, names: readonly string[]): Centimes | null {
  const amount = amountField(object, names)
  if (amount !== null && amount < 0) throw new Unreadable(`amount ${names[0]}`)
  return amount
}

/** What stands in the body and in its wrapper beside the fields that are known. */
function extraOf(...objects: readonly JsonObject[]): string | null {
  const left = new Map(
    objects.flatMap((object) => [...object.exact].filter(([key]) => !KNOWN.has(foldKey(key)))),
  )
  if (left.size === 0) return null
  const text = jsonText({ kind: 'object', exact: left, folded: new Map() }, (key) =>
    SECRET.test(foldKey(key)),
  )
  return cutText(maskCards(plainText(text)), LONGEST_EXTRA)
}

/** The object that a body is about, and what wraps it. */
function subject(
  body: Uint8Array,
): Result<{ readonly inner: JsonObject; readonly outer: JsonObject }, Breach> {
  const json = readJson(body)
  if (!json.ok) return fail(`The body is not one JSON object (${json.error})`)
  const data = unwrap(json.value)
  const inner = data.kind === 'array' && data.items.length === 1 ? data.items[0] : data
  if (!isObject(inner)) return fail('The body is not one JSON object')
  return ok({ inner, outer: isObject(json.value) ? json.value : inner })
}

/**
 * Reads one event. Tolerant of what Chari's documentation and its examples leave open; a breach is a body that is no
 * object, one that nothing names, and a number that is none. Of an event that this program does not know, only the
 * first two are: the rest is kept as it came. Never throws.
 */
export function readWebhook(body: Uint8Array, header: string | undefined): Result<Told, Breach> {
  const read = subject(body)
  if (!read.ok) return read
  const { inner, outer } = read.value
  const either = <T>(of: (object: JsonObject) => T | null): T | null => of(inner) ?? of(outer)

  const headerId = header === undefined ? '' : header.trim().slice(0, 200)
  const webhookId = either((object) => idField(object, FIELDS.webhookId))
  const name = either((object) => maskedField(object, FIELDS.event))
  const event = name === null ? null : nameOf(name)
  const operation = scalarText(field(inner, FIELDS.operationId))?.trim() ?? ''
  const numbered = /^\d{1,20}$/.test(operation)
  if (headerId === '' && webhookId === null && event === null && operation === '')
    return fail('Nothing names this event: no C-Webhook-Id, WebhookId, EventId or OperationId')

  const gateway = {
    trackId: idField(inner, FIELDS.trackId),
    orderId: idField(inner, FIELDS.orderId),
    referenceId: idField(inner, FIELDS.referenceId),
  }
  const operationType = operationTypeField(inner)
  const method = maskedField(inner, FIELDS.method)
  const about = aboutOf({ event, operationType, method, gateway })
  const strict = about !== 'unknown'
  if (strict && operation !== '' && !numbered) return fail('OperationId is not a whole number')

  const money = (names: readonly string[]): Result<Centimes | null, Breach> => {
    try {
      return ok(moneyField(inner, names))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return strict ? fail(`${names[0]} is not an amount with two decimals`) : ok(null)
    }
  }
  const amount = money(FIELDS.amount)
  if (!amount.ok) return amount
  const fee = money(FIELDS.fee)
  if (!fee.ok) return fee

  return ok({
    headerId: headerId === '' ? null : headerId,
    webhookId,
    event,
    about,
    operationId: idField(inner, FIELDS.operationId),
    transactionId: idField(inner, FIELDS.transactionId),
    requestId: either((object) => idField(object, FIELDS.requestId)),
    gateway,
    operationType,
    method,
    status: statusField(inner).status,
    statusAs: maskedField(inner, FIELDS.status),
    amount: amount.value,
    fee: fee.value,
    reference: textField(inner, FIELDS.reference),
    network: maskedField(inner, FIELDS.network),
    createdAt: timeField(inner, FIELDS.createdAt),
    executedAt: timeField(inner, FIELDS.executedAt),
    from: accountField(inner, FIELDS.from),
    to: accountField(inner, FIELDS.to),
    beneficiary: maskedField(inner, FIELDS.beneficiary),
    customData: maskedField(inner, FIELDS.customData),
    extra: extraOf(inner, outer),
  })
}
