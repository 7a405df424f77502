import type { EndpointName } from '../chari/endpoints'
import { add, type Centimes, readDecimal } from '../domain/money'
import { type Asked, BAD_AMOUNT, done, pageOf, phoneOf, type Reply, refused } from './asked'
import type { Deposit, SavedCard } from './books'
import type { Deposits, Destination } from './deposits'
import { Amount, type Json } from './json'
import { invalid, isRefusal, missing, type Refusal, UNKNOWN_USER } from './refusals'
import { faceOf, isCardNumber, isExpiry, schemeOf } from './test-cards'
import type { CardManner } from './types'

/** What a call by card needs beside its parameters. */
export interface CardDesk {
  readonly deposits: Deposits
  /** `http://127.0.0.1:PORT`, where the bank's page is. */
  readonly host: () => string
  readonly now: () => string
}

export const RETURNS = { accepted: '/3ds/return/accept', declined: '/3ds/return/decline' } as const

function amountOf(asked: Asked): Centimes | Refusal {
  const text = asked.parameter('Amount')
  if (!text) return missing('Amount')
  const read = readDecimal(text)
  return read.ok ? read.value : BAD_AMOUNT
}

/** The agent by code, the customer by phone. */
function destination(asked: Asked, agentName: 'code' | 'agent' | null): Destination | Refusal {
  if (agentName === null) return phoneOf(asked)
  const code = asked.parameter(agentName)
  if (!code) return missing(agentName)
  const other = asked.parameter(agentName === 'agent' ? 'code' : 'agent')
  return other === null || other === code ? { agent: code } : invalid('two agents are named.')
}

const preview =
  (agentName: 'code' | null) =>
  (desk: CardDesk, asked: Asked): Reply => {
    const to = destination(asked, agentName)
    if (isRefusal(to)) return refused(to)
    const amount = amountOf(asked)
    if (typeof amount !== 'number') return refused(amount)
    const found = desk.deposits.preview(to, amount)
    if (isRefusal(found)) return refused(found)
    return done({
      type: 1,
      operation: {
        code: found.agent ?? undefined,
        phoneNumber: found.phone,
        amount: new Amount(amount),
        method: 2,
      },
      feesAmount: new Amount(found.fee),
      totalAmount: new Amount(add(amount, found.fee)),
      checkedAt: desk.now(),
      openLoop: false,
    })
  }

/** The answer to an execute. `redirectionURL` is the documentation's word, the rest that of public client code. */
function answer(one: Deposit, { ids, urlKey }: CardManner, host: string): Json {
  const address = one.challenge && {
    ...(urlKey === null ? {} : { [urlKey]: `${host}/3ds/${one.challenge.token}` }),
    acceptURL: `${host}${RETURNS.accepted}`,
    declineURL: `${host}${RETURNS.declined}`,
  }
  const named = ids === 'all' || ids === 'gateway'
  return {
    redirect: one.challenge !== null,
    operationId: ids === 'all' || ids === 'operation' ? one.operationId : undefined,
    status: one.status,
    amount: new Amount(one.amount),
    feesAmount: new Amount(one.fee),
    totalAmount: new Amount(add(one.amount, one.fee)),
    transactionTrackId: named ? one.gateway.track : undefined,
    orderId: named ? one.gateway.order : undefined,
    transactionReferenceId: named ? one.gateway.reference : undefined,
    ...address,
  }
}

interface Paid {
  readonly first6: string
  readonly last4: string
  readonly keepAs: { readonly name: string | null } | null
}

const NAME = /^(?=(?:.*\p{Script=Latin}){2})[\p{Script=Latin}\p{M} .'’-]+$/u

/** The card as it was typed. A refusal names the parameter and never what stood in it. */
function typedCard(asked: Asked, now: string): Paid | Refusal {
  for (const name of ['FirstName', 'LastName', 'Pan', 'ExpiryDate', 'KeepAlive'])
    if (!asked.parameter(name)) return missing(name)
  for (const name of ['FirstName', 'LastName'])
    if (!NAME.test(asked.parameter(name) ?? '')) return invalid(`${name}.`)
  const pan = asked.parameter('Pan') ?? ''
  if (!isCardNumber(pan)) return invalid('Pan.')
  if (!isExpiry(asked.parameter('ExpiryDate') ?? '', now)) return invalid('ExpiryDate.')
  const keep = asked.parameter('KeepAlive')
  if (keep !== 'true' && keep !== 'false') return invalid('KeepAlive.')
  if ((asked.parameter('Currency') ?? 'MAD') !== 'MAD') return invalid('Currency.')
  return { ...faceOf(pan), keepAs: keep === 'true' ? { name: asked.parameter('CardName') } : null }
}

function savedCard(asked: Asked, phone: string, deposits: Deposits): Paid | Refusal {
  const card = deposits.card(phone, Number(asked.parameter('CardId')))
  return card ? { first6: card.first6, last4: card.last4, keepAs: null } : UNKNOWN_USER
}

const execute =
  (agentName: 'agent' | null, saved = false) =>
  (desk: CardDesk, asked: Asked): Reply => {
    const to = destination(asked, agentName)
    if (isRefusal(to)) return refused(to)
    const amount = amountOf(asked)
    if (typeof amount !== 'number') return refused(amount)
    const cvv = asked.parameter('Cvv')
    if (!cvv) return refused(missing('Cvv'))
    if (!/^\d{3}$/.test(cvv)) return refused(invalid('Cvv.'))
    const card =
      saved && 'phone' in to ? savedCard(asked, to.phone, desk.deposits) : typedCard(asked, desk.now())
    if (isRefusal(card)) return refused(card)
    const order = { to, saved, amount, cvv, ...card, requestId: asked.requestId }
    const one = desk.deposits.open(order, asked.cardManner, asked.accept)
    return isRefusal(one) ? refused(one) : done(answer(one, asked.cardManner, desk.host()))
  }

const cardSheet = (one: SavedCard): Json => ({
  customerBankCardId: one.id,
  maskedPan: `************${one.last4}`,
  issuer: 'Banque d’essai',
  scheme: schemeOf(one.first6),
  cardName: one.name ?? undefined,
})

/** What this sandbox answers of cards, by row of the endpoint table. */
export const CARD_CALLS: { readonly [N in EndpointName]?: (desk: CardDesk, asked: Asked) => Reply } = {
  'cashin.card.preview': preview(null),
  'cashin.card.execute': execute(null),
  'cashin.card.saved': execute(null, true),
  'cashin.card.agent.preview': preview('code'),
  'cashin.card.agent.execute': execute('agent'),
  'cards.list': ({ deposits }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const all = deposits.cards(read.phone)
    const { size, number } = pageOf(asked)
    const page = all.slice((number - 1) * size, number * size)
    return done({ collection: page.map(cardSheet), count: all.length })
  },
  'cards.one': ({ deposits }, asked) => {
    const read = phoneOf(asked)
    if (isRefusal(read)) return refused(read)
    const card = deposits.card(read.phone, Number(asked.parameter('Id')))
    return card ? done(cardSheet(card)) : refused(UNKNOWN_USER)
  },
}
