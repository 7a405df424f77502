import type { EndpointName } from '../chari/endpoints'
import type { Direction } from '../domain/codes'
import { add, readDecimal } from '../domain/money'
import { readPhone } from '../domain/phone'
import { type Bank, isRefusal, type Refusal } from './bank'
import type { Agent, BookedReference, Transaction, Wallet } from './books'
import { Amount, type Json } from './json'
import type { Manner } from './types'

/** How a list goes wrong. */
export interface ListingFaults {
  /** The last row of a page stands there twice. */
  readonly twice: boolean
  /** A row came on top between two pages: each page after the first begins with the last row of the one before. */
  readonly slides: boolean
  readonly unsorted: boolean
  /** `count` says one more than there are. */
  readonly countOff: boolean
}

/** One request as a call reads it. Names of parameters are looked up whatever their case. */
export interface Asked {
  readonly parameter: (name: string) => string | null
  readonly list: (name: string) => readonly string[]
  readonly requestId: string
  /** An execute that is only accepted, see Bank.execute. */
  readonly accept: { readonly lookUps: number | null } | null
  readonly manner: Manner
  /** A list that goes wrong on purpose. */
  readonly listing: ListingFaults
}
export interface Reply {
  readonly status: number
  readonly body: Json
}

const done = (body: Json, status = 200): Reply => ({ status, body })
const refused = (no: Refusal): Reply => ({ status: 400, body: { ...no } })
const missing = (name: string): Reply =>
  refused({ errorCode: 10001, errorDescription: `Missing Parameters. (${name})` })
const BAD_PHONE: Refusal = { errorCode: 20000, errorDescription: 'The phone number format is invalid.' }
const BAD_AMOUNT: Refusal = {
  errorCode: 20006,
  errorDescription: 'The initial parameters provided are incorrect or invalid: Amount.',
}
const NO_USER: Refusal = { errorCode: 20005, errorDescription: 'The specified user could not be found.' }

/** A phone number in Chari's own format, `+212` and nine digits; nothing else is taken. */
function phoneOf(asked: Asked): { readonly phone: string } | Reply {
  const text = asked.parameter('PhoneNumber')
  if (text === null || text === '') return missing('PhoneNumber')
  const read = readPhone(text)
  return read.ok && read.value === text ? { phone: text } : refused(BAD_PHONE)
}

function sheet(one: BookedReference, bank: Bank, status = one.status): Json {
  const who = bank.wallet(one.phone)
  const executed = status === 2
  return {
    operationId: executed ? one.operationId : undefined,
    reference: one.reference,
    type: one.direction === 'cash_in' ? 1 : 2,
    status,
    amount: new Amount(one.amount),
    feeAmount: new Amount(one.fee),
    totalAmount: new Amount(add(one.amount, one.fee)),
    customerName: who ? `${who.firstName} ${who.lastName}` : undefined,
    phoneNumber: one.phone,
    createdAt: one.createdAt,
    expiresAt: one.expiresAt,
    isExpired: bank.isExpired(one),
    executedAt: executed ? (one.executedAt ?? undefined) : undefined,
    agentCode: executed ? (one.executedBy ?? undefined) : undefined,
    cRequestId: executed && one.requestId ? one.requestId : undefined,
  }
}

/** 1 credits the wallet, 2 debits it. */
const sensOf = (one: Transaction): number => (one.operationType === 1 ? 1 : 2)

function row(one: Transaction): Json {
  return {
    operationId: one.operationId,
    transactionId: one.transactionId,
    transactionReference: one.reference,
    reference: one.reference,
    operationType: one.operationType,
    transactionType: one.transactionType,
    status: one.status,
    transactionStatus: one.status,
    sens: sensOf(one),
    transactionDate: one.executedAt,
    amount: new Amount(one.amount),
    feeAmount: new Amount(one.fee),
    totalAmount: new Amount(add(one.amount, one.fee)),
    accountNumber: one.phone,
    agentCode: one.agent,
    cRequestId: one.requestId || undefined,
    commissionAmount: one.commission === null ? undefined : new Amount(one.commission),
    createdAt: one.createdAt,
    executedAt: one.executedAt,
  }
}

function paged(rows: readonly Transaction[], asked: Asked): Reply {
  const whole = (name: string, otherwise: number): number =>
    Math.max(1, Number.parseInt(asked.parameter(name) ?? '', 10) || otherwise)
  const size = Math.min(100, whole('PageSize', 10))
  const types = new Set(asked.list('OperationType'))
  const status = asked.parameter('TransactionStatus')
  const from = Date.parse(asked.parameter('From') ?? '')
  const to = Date.parse(asked.parameter('To') ?? '')
  const sens = asked.parameter('Sens')
  const kept = rows
    .filter((one) => types.size === 0 || types.has(String(one.operationType)))
    .filter((one) => !status || status === String(one.status))
    .filter((one) => !sens || sens === String(sensOf(one)))
    .filter((one) => Number.isNaN(from) || Date.parse(one.executedAt) >= from)
    .filter((one) => Number.isNaN(to) || Date.parse(one.executedAt) <= to)
    .sort((a, b) => b.transactionId - a.transactionId)
  const { twice, slides, unsorted, countOff } = asked.listing
  const number = whole('PageNumber', 1)
  const first = (number - 1) * size - (slides && number > 1 ? 1 : 0)
  const page = kept.slice(first, first + size)
  const last = page.at(-1)
  const told = [...page, ...(twice && last ? [last] : [])]
  return done({
    collection: (unsorted ? told.reverse() : told).map(row),
    count: kept.length + (countOff ? 1 : 0),
  })
}

const agentSheet = (one: Agent): Json => ({
  code: one.code,
  name: one.name,
  phoneNumber: one.phone,
  status: 'ACTIVE',
  isActive: true,
})

function customer(bank: Bank, asked: Asked, tell: (who: Wallet) => Json): Reply {
  const read = phoneOf(asked)
  if (!('phone' in read)) return read
  const who = bank.wallet(read.phone)
  return who ? done(tell(who)) : refused(NO_USER)
}

const readRequest = (bank: Bank, asked: Asked): Reply => {
  const reference = asked.parameter('Reference')
  if (!reference) return missing('Reference')
  const one = bank.look(reference)
  return isRefusal(one) ? refused(one) : done(sheet(one, bank))
}

const createRequest =
  (direction: Direction) =>
  (bank: Bank, asked: Asked): Reply => {
    const read = phoneOf(asked)
    if (!('phone' in read)) return read
    const text = asked.parameter('Amount')
    if (!text) return missing('Amount')
    const amount = readDecimal(text)
    if (!amount.ok) return refused(BAD_AMOUNT)
    const one = bank.create({ direction, phone: read.phone, amount: amount.value })
    return isRefusal(one) ? refused(one) : done(sheet(one, bank))
  }

const execute =
  (direction: Direction) =>
  (bank: Bank, asked: Asked): Reply => {
    const agent = asked.parameter('Code')
    const reference = asked.parameter('Reference')
    if (!agent) return missing('Code')
    if (!reference) return missing('Reference')
    const order = { direction, agent, reference, requestId: asked.requestId }
    const one = bank.execute(order, asked.accept ?? undefined)
    if (isRefusal(one)) return refused(one)
    return done(
      (one.manner ?? asked.manner) === 'one_first' || asked.accept ? sheet(one, bank, 1) : sheet(one, bank),
    )
  }

const simulate =
  (direction: Direction) =>
  (bank: Bank, asked: Asked): Reply => {
    const reference = asked.parameter('reference')
    if (!reference) return missing('reference')
    const one = bank.simulate(direction, reference, asked.requestId)
    return isRefusal(one) ? refused(one) : done(sheet(one, bank))
  }

/** What this sandbox answers, by row of the endpoint table. Any other row it does not offer, and says so. */
export const CALLS: { readonly [N in EndpointName]?: (bank: Bank, asked: Asked) => Reply } = {
  'cashin.request.read': readRequest,
  'cashout.request.read': readRequest,
  'cashin.request.create': createRequest('cash_in'),
  'cashout.request.create': createRequest('cash_out'),
  'cashin.agent.execute': execute('cash_in'),
  'cashout.agent.execute': execute('cash_out'),
  'simulate.cashin': simulate('cash_in'),
  'simulate.cashout': simulate('cash_out'),
  'operations.all': (bank, asked) => {
    const read = phoneOf(asked)
    if (!('phone' in read)) return read
    const codes = new Set(
      bank.books.agents.filter(({ phone }) => phone === read.phone).map(({ code }) => code),
    )
    // An empty list would say that nothing was executed, which nobody may learn of a number that is nobody's.
    if (codes.size === 0 && !bank.wallet(read.phone)) return refused(NO_USER)
    return paged(
      bank.books.transactions.filter(({ agent, phone }) => codes.has(agent) || phone === read.phone),
      asked,
    )
  },
  'operations.customer': (bank, asked) => {
    const read = phoneOf(asked)
    if (!('phone' in read)) return read
    if (!bank.wallet(read.phone)) return refused(NO_USER)
    return paged(
      bank.books.transactions.filter(({ phone }) => phone === read.phone),
      asked,
    )
  },
  'operations.one': (bank, asked) => {
    const read = phoneOf(asked)
    if (!('phone' in read)) return read
    const one = bank.books.transactions.find(
      ({ operationId, phone }) => String(operationId) === asked.parameter('id') && phone === read.phone,
    )
    return one ? done(row(one)) : refused(NO_USER)
  },
  'agents.retail.one': (bank, asked) => {
    const one = bank.agent(asked.parameter('code') ?? '')
    return one ? done(agentSheet(one)) : refused(NO_USER)
  },
  'agents.retail.list': (bank, asked) => {
    const code = asked.parameter('Code')
    const all = bank.books.agents.filter((one) => !code || one.code === code)
    return done({ collection: all.map(agentSheet), count: all.length })
  },
  'customers.status': (bank, asked) => {
    const read = phoneOf(asked)
    return 'phone' in read ? done({ status: bank.wallet(read.phone)?.status ?? 0 }) : read
  },
  'customers.info': (bank, asked) =>
    customer(bank, asked, ({ phone, firstName, lastName, level, status, rib, balance }) => ({
      phoneNumber: phone,
      fullName: `${firstName} ${lastName}`,
      firstName,
      lastName,
      accountLevel: level,
      customerStatus: status,
      balance: new Amount(balance),
      rib,
    })),
  /** An agent's own number tells its e-money. */
  'customers.balance': (bank, asked) => {
    const read = phoneOf(asked)
    if (!('phone' in read)) return read
    const agent = bank.books.agents.find(({ phone }) => phone === read.phone)
    const balance = bank.wallet(read.phone)?.balance ?? agent?.float
    return balance === undefined ? refused(NO_USER) : done({ balance: new Amount(balance) })
  },
}
