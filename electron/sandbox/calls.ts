import type { EndpointName } from '../chari/endpoints'
import type { Direction } from '../domain/codes'
import { add, readDecimal } from '../domain/money'
import { type Asked, BAD_AMOUNT, done, pageOf, phoneOf, type Reply, refused } from './asked'
import type { Bank } from './bank'
import type { Agent, BookedReference, Transaction, Wallet } from './books'
import { CARD_CALLS, type CardDesk } from './card-calls'
import { Amount, type Json } from './json'
import { isRefusal, missing, UNKNOWN_USER } from './refusals'

/** What a call answers from. */
export interface Desk extends CardDesk {
  readonly bank: Bank
}

type Call = (desk: Desk, asked: Asked) => Reply
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
const sensOf = (one: Transaction): number => one.sens ?? (one.operationType === 1 ? 1 : 2)
/** When it moved money, or began to. */
const timeOf = (one: Transaction): string => one.executedAt ?? one.createdAt

function row(one: Transaction): Json {
  return {
    operationId: one.operationId,
    transactionId: one.transactionId,
    transactionReference: one.gateway?.reference ?? one.reference,
    reference: one.gateway ? undefined : one.reference,
    operationType: one.operationType,
    transactionType: one.transactionType,
    status: one.status,
    transactionStatus: one.status,
    sens: sensOf(one),
    transactionDate: timeOf(one),
    amount: new Amount(one.amount),
    feeAmount: new Amount(one.fee),
    totalAmount: new Amount(add(one.amount, one.fee)),
    accountNumber: one.phone,
    agentCode: one.agent || undefined,
    cRequestId: one.requestId || undefined,
    method: one.gateway ? 'Card' : undefined,
    gatewayTrackId: one.gateway?.track,
    gatewayOrderId: one.gateway?.order,
    gatewayReferenceId: one.gateway?.reference,
    commissionAmount: one.commission === null ? undefined : new Amount(one.commission),
    createdAt: one.createdAt,
    executedAt: one.executedAt ?? undefined,
  }
}

function paged(rows: readonly Transaction[], asked: Asked): Reply {
  const types = new Set(asked.list('OperationType'))
  const status = asked.parameter('TransactionStatus')
  const from = Date.parse(asked.parameter('From') ?? '')
  const to = Date.parse(asked.parameter('To') ?? '')
  const sens = asked.parameter('Sens')
  const kept = rows
    .filter((one) => types.size === 0 || types.has(String(one.operationType)))
    .filter((one) => !status || status === String(one.status))
    .filter((one) => !sens || sens === String(sensOf(one)))
    .filter((one) => Number.isNaN(from) || Date.parse(timeOf(one)) >= from)
    .filter((one) => Number.isNaN(to) || Date.parse(timeOf(one)) <= to)
    .sort((a, b) => b.transactionId - a.transactionId)
  const { twice, slides, unsorted, countOff } = asked.listing
  const { size, number } = pageOf(asked)
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
  if (isRefusal(read)) return refused(read)
  const who = bank.wallet(read.phone)
  return who ? done(tell(who)) : refused(UNKNOWN_USER)
}

const readRequest = ({ bank }: Desk, asked: Asked): Reply => {
  const reference = asked.parameter('Reference')
  if (!reference) return refused(missing('Reference'))
  const one = bank.look(reference)
  return isRefusal(one) ? refused(one) : done(sheet(one, bank))
}

const createRequest =
  (direction: Direction) =>
  ({ bank }: Desk, asked: Asked): Reply => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const text = asked.parameter('Amount')
    if (!text) return refused(missing('Amount'))
    const amount = readDecimal(text)
    if (!amount.ok) return refused(BAD_AMOUNT)
    const one = bank.create({ direction, phone: read.phone, amount: amount.value })
    return isRefusal(one) ? refused(one) : done(sheet(one, bank))
  }

const execute =
  (direction: Direction) =>
  ({ bank }: Desk, asked: Asked): Reply => {
    const agent = asked.parameter('Code')
    const reference = asked.parameter('Reference')
    if (!agent) return refused(missing('Code'))
    if (!reference) return refused(missing('Reference'))
    const order = { direction, agent, reference, requestId: asked.requestId }
    const one = bank.execute(order, asked.accept ?? undefined)
    if (isRefusal(one)) return refused(one)
    return done(
      (one.manner ?? asked.manner) === 'one_first' || asked.accept ? sheet(one, bank, 1) : sheet(one, bank),
    )
  }

const simulate =
  (direction: Direction) =>
  ({ bank }: Desk, asked: Asked): Reply => {
    const reference = asked.parameter('reference')
    if (!reference) return refused(missing('reference'))
    const one = bank.simulate(direction, reference, asked.requestId)
    return isRefusal(one) ? refused(one) : done(sheet(one, bank))
  }

/** What this sandbox answers, by row of the endpoint table. Any other row it does not offer, and says so. */
export const CALLS: { readonly [N in EndpointName]?: Call } = {
  ...CARD_CALLS,
  'cashin.request.read': readRequest,
  'cashout.request.read': readRequest,
  'cashin.request.create': createRequest('cash_in'),
  'cashout.request.create': createRequest('cash_out'),
  'cashin.agent.execute': execute('cash_in'),
  'cashout.agent.execute': execute('cash_out'),
  'simulate.cashin': simulate('cash_in'),
  'simulate.cashout': simulate('cash_out'),
  'operations.all': ({ bank, deposits }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const codes = new Set(
      bank.books.agents.filter(({ phone }) => phone === read.phone).map(({ code }) => code),
    )
    // An empty list would say that nothing was executed, which nobody may learn of a number that is nobody's.
    if (codes.size === 0 && !bank.wallet(read.phone)) return refused(UNKNOWN_USER)
    deposits.looked(({ agent, phone }) => (agent && codes.has(agent)) || phone === read.phone)
    return paged(
      bank.books.transactions.filter(({ agent, phone }) => codes.has(agent) || phone === read.phone),
      asked,
    )
  },
  'operations.customer': ({ bank, deposits }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    if (!bank.wallet(read.phone)) return refused(UNKNOWN_USER)
    deposits.looked(({ phone }) => phone === read.phone)
    return paged(
      bank.books.transactions.filter(({ phone }) => phone === read.phone),
      asked,
    )
  },
  'operations.one': ({ bank, deposits }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const isAsked = (one: { readonly operationId: number; readonly phone: string }): boolean =>
      String(one.operationId) === asked.parameter('id') && one.phone === read.phone
    deposits.looked(isAsked)
    const one = bank.books.transactions.find(isAsked)
    return one ? done(row(one)) : refused(UNKNOWN_USER)
  },
  'agents.retail.one': ({ bank }, asked) => {
    const one = bank.agent(asked.parameter('code') ?? '')
    return one ? done(agentSheet(one)) : refused(UNKNOWN_USER)
  },
  'agents.retail.list': ({ bank }, asked) => {
    const code = asked.parameter('Code')
    const all = bank.books.agents.filter((one) => !code || one.code === code)
    return done({ collection: all.map(agentSheet), count: all.length })
  },
  'customers.status': ({ bank }, asked) => {
    const read = phoneOf(asked)
    return isRefusal(read) ? refused(read) : done({ status: bank.wallet(read.phone)?.status ?? 0 })
  },
  'customers.info': ({ bank }, asked) =>
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
  'customers.balance': ({ bank }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const agent = bank.books.agents.find(({ phone }) => phone === read.phone)
    const balance = bank.wallet(read.phone)?.balance ?? agent?.float
    return balance === undefined ? refused(UNKNOWN_USER) : done({ balance: new Amount(balance) })
  },
}
