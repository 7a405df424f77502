import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import { fail, ok, type Result } from '../domain/result'
import {
  agentField,
  amountField,
  amountOf,
  balanceField,
  commissionField,
  directionField,
  gatewayIdsField,
  idField,
  isObject,
  nameField,
  operationTypeField,
  phoneField,
  sensField,
  statusField,
  textField,
  timeField,
  transactionTypeField,
  Unreadable,
} from './fields'
import { field, type Json, type JsonObject, scalarText, unwrap } from './json'
import type { AgentSheet, CustomerSheet, ExecuteReply, OperationRecord, RequestSheet } from './outcome'

const REFERENCE = ['reference', 'operationReference', 'requestReference']
const TRANSACTION_REFERENCE = ['transactionReference']
export const FEE = ['feeAmount', 'feesAmount', 'fees', 'fee']
export const TOTAL = ['totalAmount', 'total']
const CREATED = ['createdAt', 'creationDate', 'requestedAt', 'date']
const EXECUTED = ['executedAt', 'executionDate', 'completedAt']
const REQUEST_ID = ['cRequestId', 'requestId']

/** Runs a reading; a field that stands there unreadable makes the whole unreadable. */
export function attempt<T>(read: () => T): Result<T, 'unreadable'> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof Unreadable) return fail('unreadable')
    throw error
  }
}

/** The one object that a body is about, out of its `data` wrapper and, where Chari wrapped it so, a list of one. */
export function subject(body: Json): JsonObject {
  const data = unwrap(body)
  const one = data.kind === 'array' && data.items.length === 1 ? data.items[0] : data
  if (!isObject(one)) throw new Unreadable('no object')
  return one
}

/**
 * A reference as text. One that came as a JSON number has lost its leading zeros: it is taken for `asked` when
 * only those differ. A transaction's own reference counts where it is the one asked for, and contradicts nothing.
 */
function referenceField(object: JsonObject, asked: string | null): string | null {
  const own = textField(object, REFERENCE)
  if (own === null) {
    const other = textField(object, TRANSACTION_REFERENCE)
    return other === asked ? other : null
  }
  const number = field(object, REFERENCE)?.kind === 'number'
  return number && asked !== null && asked.replace(/^0+/, '') === own ? asked : own
}

/** Reads a body of `cashin|cashout/request`. `reference` is the one asked for, if one was. */
export const readRequestSheet = (
  body: Json,
  asked: Direction,
  reference: string | null,
): Result<RequestSheet, 'unreadable'> =>
  attempt(() => {
    const object = subject(body)
    const sheet: RequestSheet = {
      asked,
      direction: directionField(object),
      reference: referenceField(object, reference),
      ...statusField(object),
      amount: amountField(object, ['amount']),
      fee: amountField(object, FEE),
      total: amountField(object, TOTAL),
      commission: commissionField(object),
      operationId: idField(object, ['operationId', 'id']),
      agentCode: agentField(object),
      requestId: idField(object, REQUEST_ID),
      customerName: nameField(object),
      customerPhone: phoneField(object),
      requestedAt: timeField(object, ['createdAt', 'creationDate', 'requestedAt']),
      expiresAt: timeField(object, ['expiresAt', 'expirationDate', 'expiryDate', 'expireAt']),
      executedAt: timeField(object, EXECUTED),
    }
    if (sheet.status === 'unknown' && sheet.reference === null && sheet.amount === null)
      throw new Unreadable('nothing of a request')
    if (sheet.amount !== null && sheet.amount <= 0) throw new Unreadable('amount not positive')
    return sheet
  })

/** What the body of an execute says, plus the direction it names. */
export const readExecuteReply = (
  body: Json,
  reference: string,
): Result<ExecuteReply & { readonly direction: Direction | null }, 'unreadable'> =>
  attempt(() => {
    const object = subject(body)
    return {
      status: statusField(object).status,
      direction: directionField(object),
      operationId: idField(object, ['operationId', 'id']),
      reference: referenceField(object, reference),
      amount: amountField(object, ['amount']),
      fee: amountField(object, FEE),
      total: amountField(object, TOTAL),
      commission: commissionField(object),
    }
  })

/** A row of a list. Throws Unreadable. */
export const readRecord = (object: JsonObject): OperationRecord => ({
  ...withGateway(gatewayIdsField(object)),
  operationId: idField(object, ['operationId', 'id']),
  transactionId: idField(object, ['transactionId']),
  reference: textField(object, REFERENCE) ?? textField(object, TRANSACTION_REFERENCE),
  operationType: operationTypeField(object),
  transactionType: transactionTypeField(object),
  sens: sensField(object),
  status: statusField(object).status,
  amount: amountField(object, ['amount']),
  fee: amountField(object, FEE),
  total: amountField(object, TOTAL),
  commission: commissionField(object),
  agentCode: agentField(object),
  requestId: idField(object, REQUEST_ID),
  phone: phoneField(object),
  createdAt: timeField(object, CREATED),
  executedAt: timeField(object, EXECUTED),
})

const withGateway = (gatewayIds: readonly string[]): Pick<OperationRecord, 'gatewayIds'> =>
  gatewayIds.length === 0 ? {} : { gatewayIds }

/** A time of a row that stands there and cannot be read; the year 1 that .NET writes for "never" is none. */
export const hasUnreadableTime = (object: JsonObject): boolean =>
  [CREATED, EXECUTED].some((names) => {
    const text = textField(object, names)
    return text !== null && !text.startsWith('0001-') && timeField(object, names) === null
  })

/** A single operation (`operations/{id}`). */
export const readOperation = (body: Json): Result<OperationRecord, 'unreadable'> =>
  attempt(() => {
    const record = readRecord(subject(body))
    if (record.status === 'unknown' && record.operationId === null && record.transactionId === null)
      throw new Unreadable('nothing of an operation')
    return record
  })

/** Under which a page holds its rows. */
export const LIST_NAMES = ['collection', 'items', 'operations']

/** How many rows there are on all pages together; null: it does not say. */
export function readCount(holder: JsonObject): number | null {
  const text = scalarText(field(holder, ['count', 'totalCount', 'totalItems']))
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}

export interface Page {
  readonly rows: readonly OperationRecord[]
  readonly count: number | null
}

/** One page of a list. A row that is unreadable makes the page unreadable: nothing is left out in silence. */
export const readPage = (body: Json): Result<Page, 'unreadable'> =>
  attempt(() => {
    const data = unwrap(body)
    const holder = isObject(data) ? data : isObject(body) ? body : undefined
    const listed = data.kind === 'array' ? data : holder && field(holder, LIST_NAMES)
    if (listed?.kind !== 'array') throw new Unreadable('no collection')
    return {
      rows: listed.items.map((item) => {
        if (!isObject(item)) throw new Unreadable('a row is no object')
        return readRecord(item)
      }),
      count: holder ? readCount(holder) : null,
    }
  })

/** A retail agent, bare or under `agent`. */
export const readAgentSheet = (body: Json): Result<AgentSheet, 'unreadable'> =>
  attempt(() => {
    const outer = subject(body)
    const nested = field(outer, ['agent'])
    const object = isObject(nested) ? nested : outer
    const sheet: AgentSheet = {
      code: textField(object, ['code', 'agentCode']),
      name: textField(object, ['name', 'businessName', 'commercialName']) ?? nameField(object),
      phone: phoneField(object),
      active: activeField(object),
      balance: balanceField(object),
    }
    if (sheet.code === null && sheet.name === null && sheet.phone === null)
      throw new Unreadable('nothing of an agent')
    return sheet
  })

function activeField(object: JsonObject): boolean | null {
  const text = scalarText(field(object, ['isActive', 'active', 'enabled', 'status']))
    ?.trim()
    .toLowerCase()
  if (text === 'true' || text === 'active' || text === 'enabled') return true
  if (text === 'false' || text === 'inactive' || text === 'disabled' || text === 'blocked') return false
  return null
}

const CUSTOMER_STATUSES = ['not_exists', 'not_confirmed', 'confirmed', 'active', 'locked_temporary', 'locked']

function customerStatus(json: Json | undefined): number | null {
  const text = scalarText(json)?.trim().toLowerCase() ?? ''
  if (/^[0-5]$/.test(text)) return Number(text)
  const named = CUSTOMER_STATUSES.indexOf(text.replace(/[\s-]/g, '_'))
  return named < 0 ? null : named
}

function accountLevel(json: Json | undefined): number | null {
  const text = scalarText(json)?.trim().toLowerCase() ?? ''
  const match = /^(?:level[_ ]?)?([1-5])$/.exec(text)
  return match ? Number(match[1]) : text === 'merchant' ? 5 : null
}

/** `customers/info`. */
export const readCustomerSheet = (body: Json): Result<CustomerSheet, 'unreadable'> =>
  attempt(() => {
    const object = subject(body)
    const sheet: CustomerSheet = {
      name: nameField(object) ?? textField(object, ['name']),
      level: accountLevel(field(object, ['accountLevel', 'level'])),
      status: customerStatus(field(object, ['customerStatus', 'status'])),
    }
    if (sheet.name === null && sheet.level === null && sheet.status === null)
      throw new Unreadable('nothing of a customer')
    return sheet
  })

/** `customers/status`: 0 to 5, in an object or bare. */
export const readCustomerStatus = (body: Json): Result<number, 'unreadable'> =>
  attempt(() => {
    const data = unwrap(body)
    const status = customerStatus(isObject(data) ? field(data, ['customerStatus', 'status']) : data)
    if (status === null) throw new Unreadable('no customer status')
    return status
  })

/** `customers/balance`: an amount in an object, or bare. */
export const readBalance = (body: Json): Result<Centimes, 'unreadable'> =>
  attempt(() => {
    const data = unwrap(body)
    const balance = isObject(data) ? balanceField(data) : amountOf(data, 'balance')
    if (balance === null) throw new Unreadable('no balance')
    return balance
  })

export interface ErrorBody {
  /** null: something stands in errorCode that is no code. */
  readonly code: number | null
  readonly description: string
}

/**
 * The documented `{errorCode, errorDescription}`, on the body, in its `data` or its `error`. Undefined when
 * there is no error code; null, 0 and an empty text count as none.
 */
export function readErrorBody(body: Json): ErrorBody | undefined {
  if (!isObject(body)) return undefined
  for (const holder of [body, field(body, ['data']), field(body, ['error'])]) {
    if (!isObject(holder)) continue
    const found = field(holder, ['errorCode'])
    if (!found) continue
    const text = scalarText(found)?.trim() ?? '?'
    if (text === '' || /^0+$/.test(text)) continue
    return {
      code: /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null,
      description: textField(holder, ['errorDescription', 'errorMessage', 'description', 'message']) ?? '',
    }
  }
  return undefined
}
