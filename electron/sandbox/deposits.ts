import { randomUUID } from 'node:crypto'
import type { Cancel, Clock } from '../domain/clock'
import { add, type Centimes, centimes } from '../domain/money'
import type { Tariff } from '../domain/tariff'
import { type Bank, feeOf, noRoom, SANDBOX_TARIFF } from './bank'
import type { BooksFile, Deposit, SavedCard } from './books'
import { createDepositLife, isRowOf } from './deposit-life'
import { type Misbooking, retell } from './ledger'
import { invalid, isRefusal, NO_REQUEST, type Refusal, UNKNOWN_USER } from './refusals'
import { type Decline, knownCard, THREE_DS_CODE } from './test-cards'
import type { CardManner } from './types'

/** Whose account a deposit credits: an agent's own, or a customer's. */
export type Destination = { readonly agent: string } | { readonly phone: string }

export interface DepositOrder {
  readonly to: Destination
  readonly saved: boolean
  readonly amount: Centimes
  readonly first6: string
  readonly last4: string
  /** Weighed here and kept nowhere. */
  readonly cvv: string
  readonly keepAs: { readonly name: string | null } | null
  readonly requestId: string
}

export interface Deposits {
  readonly preview: (
    to: Destination,
    amount: Centimes,
  ) => { readonly phone: string; readonly agent: string | null; readonly fee: Centimes } | Refusal
  /** Begins one; `accept` asks for no page and completes it after so many look-ups (null: never). */
  readonly open: (
    order: DepositOrder,
    manner: CardManner,
    accept: { readonly lookUps: number | null } | null,
  ) => Deposit | Refusal
  readonly find: (trackId: string) => Deposit | undefined
  /** By the address of the bank's page. */
  readonly challenged: (token: string) => Deposit | undefined
  /** The holder typed a code, or (null) gave up. A deposit that is over stays as it is. */
  readonly answer: (token: string, code: string | null) => Deposit | undefined
  /** Somebody asked for the operations of these accounts: ends what time or look-ups have ended. */
  readonly looked: (isAsked: (one: Deposit) => unknown) => void
  /** The bank ends an open one by itself, without a redirect. */
  readonly end: (trackId: string, as: 'completed' | 'canceled' | Decline) => Deposit | Refusal
  /** As Bank.misbook. */
  readonly misbook: (trackId: string, how: Misbooking, value: Centimes | null) => Deposit | Refusal
  readonly card: (phone: string, id: number) => SavedCard | undefined
  readonly cards: (phone: string) => readonly SavedCard[]
  readonly forget: (id: number) => boolean
  /** What was to settle later settles after the next start. */
  readonly close: () => void
}

export interface DepositsDeps {
  readonly file: BooksFile
  readonly bank: Pick<Bank, 'wallet' | 'agent'>
  readonly clock: Clock
  readonly random: () => number
  readonly tariff?: (() => Tariff) | undefined
  /** Hears of each completion once it is durable. */
  readonly completed?: (one: Deposit) => void
  readonly log?: ((what: string, facts: Record<string, unknown>) => void) | undefined
}

const CHALLENGE_MS = 900_000
const WRONG_CODES = 3
/** What a card from abroad costs more: 1 % of the amount. */
const ABROAD_PERCENT = 1

const hex = (random: () => number): string =>
  Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')

/** Deposits by card: each completes at most once, and the books hold of a card its face alone. */
export function createDeposits(deps: DepositsDeps): Deposits {
  const { bank, clock, random } = deps
  const { books } = deps.file
  let fresh: readonly Deposit[] = []
  function keep(): void {
    const told = fresh
    fresh = []
    deps.file.keep()
    for (const one of told) deps.completed?.(one)
  }

  const find = (trackId: string): Deposit | undefined =>
    books.deposits.find(({ gateway }) => gateway.track === trackId)
  const challenged = (token: string): Deposit | undefined =>
    books.deposits.find(({ challenge }) => challenge?.token === token)
  const later = (ms: number): string => new Date(Date.parse(clock.now()) + ms).toISOString()
  function fee(amount: Centimes, international: boolean): Centimes {
    const now = clock.now()
    const shop = deps.tariff?.() ?? []
    const table = shop.some(({ kind }) => kind === 'card') ? shop : SANDBOX_TARIFF
    const extra = centimes(international ? Math.floor((amount * ABROAD_PERCENT + 50) / 100) : 0)
    return add(feeOf(table, 'card', amount, now), extra)
  }

  function account(
    to: Destination,
    amount: Centimes,
  ): { readonly phone: string; readonly agent: string | null } | Refusal {
    if (amount <= 0) return invalid('the amount must be positive.')
    if ('agent' in to) {
      const agent = bank.agent(to.agent)
      return agent ? { phone: agent.phone, agent: agent.code } : UNKNOWN_USER
    }
    const who = bank.wallet(to.phone)
    if (!who) return UNKNOWN_USER
    return noRoom(who, amount) ?? { phone: who.phone, agent: null }
  }

  const timers = new Set<Cancel>()
  const life = createDepositLife({
    books,
    bank,
    clock,
    completed: (one) => {
      fresh = [...fresh, one]
    },
    settlesLater: settleLater,
  })
  function settleLater({ settlesAt, gateway }: Deposit): void {
    const wait = Date.parse(settlesAt ?? clock.now()) - Date.parse(clock.now())
    const cancel = clock.after(Math.max(0, wait), () => {
      timers.delete(cancel)
      try {
        // By its name: the books may have been read anew since.
        const one = find(gateway.track)
        if (one && life.settle(one)) keep()
      } catch (error) {
        // The next look settles it.
        deps.log?.('sandbox.settle', { error: String(error) })
      }
    })
    timers.add(cancel)
  }

  function newGateway(): Deposit['gateway'] {
    for (;;) {
      const track = hex(random)
      if (find(track)) continue
      const order = `${clock.now().slice(0, 10).replaceAll('-', '')}_${String(books.deposits.length + 1).padStart(5, '0')}`
      return { track, order, reference: hex(random) }
    }
  }

  /** The bank's no, so far as it can be known before its page. */
  function verdictOn(order: DepositOrder, manner: CardManner): Decline | null {
    const { ends, cvv } = knownCard(order)
    if (manner.decline) return manner.decline
    if (ends !== 'completed') return ends
    return cvv !== null && cvv !== order.cvv ? 'wrong_cvv' : null
  }

  function open(
    order: DepositOrder,
    manner: CardManner,
    accept: { readonly lookUps: number | null } | null,
  ): Deposit | Refusal {
    const to = account(order.to, order.amount)
    if (isRefusal(to)) return to
    const { challenge, international } = knownCard(order)
    const asks = challenge && manner.page !== 'none' && accept === null
    const one: Deposit = {
      gateway: newGateway(),
      operationId: books.next.operation,
      way: order.saved ? 'saved' : 'agent' in order.to ? 'agent' : 'phone',
      ...to,
      amount: order.amount,
      fee: fee(order.amount, international),
      first6: order.first6,
      last4: order.last4,
      international,
      status: 1,
      verdict: verdictOn(order, manner),
      reason: null,
      challenge: asks
        ? {
            token: randomUUID(),
            page: manner.page,
            slowMs: manner.slowMs,
            wrong: 0,
            right: false,
            told: null,
            expiresAt: later(CHALLENGE_MS),
          }
        : null,
      settlesInMs: manner.settlesInMs,
      settlesAt: null,
      pending: accept && { lookUpsLeft: accept.lookUps },
      listed: manner.listed,
      keepAs: order.keepAs,
      requestId: order.requestId,
      createdAt: clock.now(),
      executedAt: null,
      executions: 0,
    }
    books.next.operation += 1
    books.deposits.push(one)
    if (one.listed === 'from_start') life.list(one)
    if (!asks && !accept) life.authorise(one)
    keep()
    return one
  }

  function lookAt(one: Deposit): boolean {
    if (life.settle(one)) return true
    const left = one.pending?.lookUpsLeft
    if (one.status !== 1 || !one.pending || left === null || left === undefined) return false
    if (left > 0) one.pending.lookUpsLeft = left - 1
    else life.authorise(one)
    return true
  }

  for (const one of books.deposits) if (one.settlesAt !== null) settleLater(one)

  return {
    find,
    challenged,
    open,
    preview: (to, amount) => {
      const found = account(to, amount)
      return isRefusal(found) ? found : { ...found, fee: fee(amount, false) }
    },
    answer: (token, code) => {
      const one = challenged(token)
      if (!one?.challenge) return undefined
      if (life.settle(one)) keep()
      if (one.status !== 1 || one.challenge.right) return one
      if (code === null) life.fail(one, 'canceled_by_customer')
      else if (code.trim() === THREE_DS_CODE) life.identified(one, one.challenge)
      else {
        one.challenge.wrong += 1
        if (one.challenge.wrong >= WRONG_CODES) life.fail(one, 'authentication_failed')
      }
      keep()
      return one
    },
    looked: (isAsked) => {
      const changed = books.deposits.filter((one) => one.status === 1 && isAsked(one)).map(lookAt)
      if (changed.includes(true)) keep()
    },
    end: (trackId, as) => {
      const one = find(trackId)
      if (!one) return NO_REQUEST
      if (one.status !== 1) return invalid('the deposit is no longer open.')
      if (as === 'completed') life.complete(one)
      else if (as === 'canceled') life.fail(one, 'canceled_by_customer', 4)
      else life.fail(one, as)
      if (one.challenge) one.challenge.told ??= 'accepted'
      keep()
      return one
    },
    misbook: (trackId, how, value) => {
      const one = find(trackId)
      if (!one) return NO_REQUEST
      if (one.status !== 2) return invalid('the deposit was not executed.')
      const no = how === 'reverse' ? life.reverse(one) : retell(books, isRowOf(one), how, value)
      if (no) return no
      keep()
      return one
    },
    card: (phone, id) => books.cards.find((card) => card.phone === phone && card.id === id),
    cards: (phone) => books.cards.filter((card) => card.phone === phone),
    forget: (id) => {
      const left = books.cards.filter((card) => card.id !== id)
      if (left.length === books.cards.length) return false
      books.cards = left
      keep()
      return true
    },
    close: () => {
      for (const cancel of timers) cancel()
      timers.clear()
    },
  }
}
