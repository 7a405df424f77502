import type { Pan } from '../domain/card'
import { isLoopbackName } from '../domain/loopback'
import type { Centimes } from '../domain/money'
import { fail, ok, type Result } from '../domain/result'
import type { Caller } from './caller'
import {
  amountField,
  commissionField,
  gatewayIdsField,
  idField,
  isObject,
  nameField,
  phoneField,
  statusField,
  textField,
  Unreadable,
} from './fields'
import { field, type Json, type JsonObject, scalarText, unwrap } from './json'
import { PAGE_SIZE } from './listing'
import type { CardPreview, CardReply, SavedCard, SavedCards, UnsureReason } from './outcome'
import { attempt, FEE, readCount, subject, TOTAL } from './reading'
import type { CardCalls } from './types'

/** The documented `redirectionURL` first, then spellings that the same word takes elsewhere. */
const REDIRECT = ['redirectionURL', 'redirectURL', 'redirectionLink', 'redirectLink', 'acsURL', '3dsURL']
const LONGEST_ADDRESS = 4_000

/** https, or http to this machine alone (the sandbox); nothing that hides another host behind a name and an @. */
function usable(text: string): string | null {
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return null
  const url = new URL(text)
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))
  return safe && url.username === '' && url.password === '' ? url.href : null
}

/** A wallet by whatever name it stands under, or on the body itself. */
function wallet(object: JsonObject): Pick<CardPreview, 'creditedName' | 'creditedPhone'> {
  const inner = field(object, ['operation', 'wallet', 'beneficiary', 'recipient', 'agent', 'account'])
  const holders = isObject(inner) ? [inner, object] : [object]
  const first = (read: (holder: JsonObject) => string | null): string | null =>
    holders.map(read).find((text) => text !== null) ?? null
  return {
    creditedName: first((holder) => nameField(holder) ?? textField(holder, ['name', 'businessName'])),
    creditedPhone: first(phoneField),
  }
}

/** What a preview says. One that names another amount says nothing of ours. */
export function readCardPreview(body: Json, amount: Centimes): Result<CardPreview, UnsureReason> {
  const read = attempt(() => {
    const object = subject(body)
    const fee = amountField(object, FEE)
    if (fee !== null && fee < 0) throw new Unreadable('fee below nothing')
    return {
      told: amountField(object, ['amount']),
      preview: { fee, total: amountField(object, TOTAL), ...wallet(object) },
    }
  })
  if (!read.ok) return read
  const { told, preview } = read.value
  return told === null || told === amount ? ok(preview) : fail('mismatch')
}

/**
 * What the reply to a card deposit says. Ids are read whatever the status: by them it is settled later. A body with
 * neither a status, an id nor an address says nothing.
 */
export function readCardReply(body: Json, amount: Centimes): Result<CardReply, UnsureReason> {
  const read = attempt((): CardReply => {
    const object = subject(body)
    const inner = field(object, ['operation'])
    const holders = isObject(inner) ? [object, inner] : [object]
    const first = <T>(read: (holder: JsonObject) => T | null): T | null =>
      holders.map(read).find((value) => value !== null) ?? null
    const address = first((holder) => scalarText(field(holder, REDIRECT))?.trim() || null)
    const reply: CardReply = {
      status: first((holder) => told(statusField(holder).status)) ?? 'unknown',
      operationId:
        idField(object, ['operationId', 'id']) ?? (isObject(inner) ? idField(inner, ['id']) : null),
      gatewayIds: [...new Set(holders.flatMap(gatewayIdsField))],
      amount: first((holder) => amountField(holder, ['amount'])),
      fee: first((holder) => amountField(holder, FEE)),
      total: first((holder) => amountField(holder, TOTAL)),
      commission: first(commissionField),
      redirect: address === null ? null : usable(address),
      redirectUnusable: address !== null && usable(address) === null,
    }
    const named = reply.operationId !== null || reply.gatewayIds.length > 0
    if (reply.status === 'unknown' && !named && address === null) throw new Unreadable('nothing of a deposit')
    return reply
  })
  if (!read.ok) return read
  return read.value.amount === null || read.value.amount === amount ? read : fail('mismatch')
}

/** An id that is the card's own number is journaled by nobody: it is no id. */
function withoutPan(reply: CardReply, pan: Pan): CardReply {
  const harmless = (id: string): boolean => !id.replace(/\D/g, '').includes(pan)
  const { operationId, gatewayIds } = reply
  return {
    ...reply,
    operationId: operationId !== null && harmless(operationId) ? operationId : null,
    gatewayIds: gatewayIds.filter(harmless),
  }
}

const told = (status: CardReply['status']): CardReply['status'] | null =>
  status === 'unknown' ? null : status

/** Of a number shown in part: never more than the first six and the last four, whatever stands there. */
function shown(object: JsonObject): Pick<SavedCard, 'firstSix' | 'lastFour'> {
  const text = (textField(object, ['maskedPan', 'maskedNumber', 'pan', 'cardNumber']) ?? '').replace(
    /[\s-]/g,
    '',
  )
  const lastFour = /(\d{4})$/.exec(text)?.[1]
  if (lastFour === undefined) throw new Unreadable('no last four')
  return { firstSix: /^(\d{6})\S*[^\d]/.exec(text)?.[1] ?? null, lastFour }
}

function savedCard(json: Json): SavedCard {
  if (!isObject(json)) throw new Unreadable('a card is no object')
  const id = idField(json, ['customerBankCardId', 'cardId', 'id'])
  if (id === null || !/^\d{1,15}$/.test(id)) throw new Unreadable('a card without an id')
  return {
    cardId: Number(id),
    ...shown(json),
    scheme: textField(json, ['scheme', 'brand', 'network']),
    issuer: textField(json, ['issuer', 'bank', 'bankName']),
    name: textField(json, ['cardName', 'label']),
  }
}

interface CardPage extends SavedCards {
  readonly count: number | null
  readonly rows: number
}

/** One page of saved cards. A card that cannot be read is left out, and the page then says that it is not whole. */
export const readSavedCards = (body: Json): Result<CardPage, 'unreadable'> =>
  attempt(() => {
    const data = unwrap(body)
    const holder = isObject(data) ? data : isObject(body) ? body : undefined
    const listed = data.kind === 'array' ? data : holder && field(holder, ['collection', 'items', 'cards'])
    if (listed?.kind !== 'array') throw new Unreadable('no collection')
    const read = listed.items.map((item) => attempt(() => savedCard(item)))
    return {
      cards: read.flatMap((card) => (card.ok ? [card.value] : [])),
      complete: read.every((card) => card.ok),
      count: holder ? readCount(holder) : null,
      rows: read.length,
    }
  })

/** Far above what anybody leaves with Chari. */
const MOST_PAGES = 10

/** The card deposits of one Chari. */
export function createCardCalls({ lookUp, execute }: Pick<Caller, 'lookUp' | 'execute'>): CardCalls {
  return {
    cardPreview: (payee, amount, options) => {
      const read = (body: Json): Result<CardPreview, UnsureReason> => readCardPreview(body, amount)
      return payee.by === 'agent'
        ? lookUp(
            'cashin.card.agent.preview',
            { query: { code: payee.agentCode }, body: { Amount: amount } },
            read,
            options,
          )
        : lookUp(
            'cashin.card.preview',
            { query: { PhoneNumber: payee.phone }, body: { Amount: amount } },
            read,
            options,
          )
    },

    cardExecute: (payee, card, { amount, ...options }) => {
      const believe = (body: Json): Result<CardReply, UnsureReason> => {
        const read = readCardReply(body, amount)
        return read.ok && card.kind === 'typed' ? ok(withoutPan(read.value, card.pan)) : read
      }
      if (card.kind === 'saved') {
        if (payee.by === 'agent') throw new TypeError('a saved card is its holder’s, not an agent’s')
        return execute(
          'cashin.card.saved',
          {
            query: { PhoneNumber: payee.phone },
            route: { CardId: card.cardId },
            body: { Cvv: card.cvv, Amount: amount },
          },
          believe,
          { ...options, secrets: [card.cvv] },
        )
      }
      const body = {
        FirstName: card.firstName,
        LastName: card.lastName,
        Cvv: card.cvv,
        Amount: amount,
        Pan: card.pan,
        ExpiryDate: card.yymm,
        KeepAlive: card.keep !== null,
        ...(card.keep?.name ? { CardName: card.keep.name } : {}),
      }
      const sent = { ...options, secrets: [card.pan, card.cvv] }
      return payee.by === 'agent'
        ? execute('cashin.card.agent.execute', { query: { agent: payee.agentCode }, body }, believe, sent)
        : execute('cashin.card.execute', { query: { PhoneNumber: payee.phone }, body }, believe, sent)
    },

    savedCards: async (phone, options) => {
      const cards: SavedCard[] = []
      let whole = true
      let seen = 0
      for (let number = 1; ; number++) {
        const outcome = await lookUp(
          'cards.list',
          { query: { PhoneNumber: phone, PageSize: PAGE_SIZE, PageNumber: number } },
          readSavedCards,
          options,
        )
        if (outcome.kind !== 'answer') return outcome
        const { value } = outcome
        const fresh = value.cards.filter(({ cardId }) => cards.every((one) => one.cardId !== cardId))
        cards.push(...fresh)
        whole &&= value.complete
        seen += value.rows
        const last = value.rows < PAGE_SIZE && seen >= (value.count ?? 0)
        if (last || fresh.length === 0 || number === MOST_PAGES)
          return { ...outcome, value: { cards, complete: whole && last } }
      }
    },
  }
}
