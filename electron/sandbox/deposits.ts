import { randomUUID } from 'node:crypto'
import type { Cancel, Clock } from '../domain/clock'
import { add, type Centimes, centimes, subtract } from '../domain/money'
import type { Tariff } from '../domain/tariff'
import { type Bank, feeOf, noRoom, SANDBOX_TARIFF } from './bank'
import type { BooksFile, Deposit, SavedCard } from './books'
import { addRow, CHARGEBACK, FEE, type Misbooking, retell, rowAgain } from './ledger'
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
  const isDue = (at: string | null | undefined): boolean =>
    at !== null && at !== undefined && Date.parse(at) <= Date.parse(clock.now())

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

  const isOwn =
    (one: Deposit) =>
    ({ gateway }: { readonly gateway: Deposit['gateway'] | null }): boolean =>
      gateway?.track === one.gateway.track

  function addRowOf(one: Deposit, transactionType = 1, amount = one.amount): void {
    addRow(books, {
      operationId: one.operationId,
      reference: '',
      operationType: 1,
      transactionType,
      status: one.status,
      amount,
      fee: one.fee,
      commission: null,
      phone: one.phone,
      agent: one.agent ?? '',
      requestId: one.requestId,
      createdAt: one.createdAt,
      executedAt: one.executedAt,
      gateway: one.gateway,
      sens: 1,
    })
  }

  /** Its row in the lists as the deposit now is. */
  function listAgain(one: Deposit): void {
    const row = books.transactions.find(isOwn(one))
    if (row) Object.assign(row, { status: one.status, executedAt: one.executedAt })
    else if (one.listed === 'when_done') addRowOf(one)
  }

  function fail(one: Deposit, reason: Decline, status = 3): void {
    one.status = status
    one.reason = reason
    one.pending = null
    one.settlesAt = null
    if (one.challenge) one.challenge.told ??= reason
    listAgain(one)
  }

  function keepCard(one: Deposit): void {
    const { phone, first6, last4, keepAs } = one
    const known = books.cards.some(
      (card) => card.phone === phone && card.first6 === first6 && card.last4 === last4,
    )
    if (!keepAs || known) return
    const token = `tok_${randomUUID()}`
    books.cards.push({ id: books.next.card, phone, token, first6, last4, ...keepAs, savedAt: clock.now() })
    books.next.card += 1
  }

  function complete(one: Deposit): void {
    if (one.executions > 0) throw new Error(`deposit ${one.gateway.track} would be executed twice`)
    const agent = one.agent === null ? undefined : bank.agent(one.agent)
    const who = agent ? undefined : bank.wallet(one.phone)
    if (!agent && (!who || noRoom(who, one.amount))) {
      fail(one, 'limit_exceeded')
      return
    }
    if (agent) agent.float = add(agent.float, one.amount)
    if (who) who.balance = add(who.balance, one.amount)
    one.status = 2
    one.executedAt = clock.now()
    one.pending = null
    one.settlesAt = null
    one.executions += 1
    listAgain(one)
    if (one.fee > 0) addRowOf(one, FEE, one.fee)
    keepCard(one)
    fresh = [...fresh, one]
  }

  /** The holder is known to be the holder: the bank says yes or no. */
  function authorise(one: Deposit): void {
    if (one.verdict) fail(one, one.verdict)
    else if (one.settlesInMs === 0) complete(one)
    else {
      one.settlesAt = later(one.settlesInMs)
      settleLater(one)
    }
  }

  const timers = new Set<Cancel>()
  function settleLater({ settlesAt, gateway }: Deposit): void {
    const wait = Date.parse(settlesAt ?? clock.now()) - Date.parse(clock.now())
    const cancel = clock.after(Math.max(0, wait), () => {
      timers.delete(cancel)
      try {
        // By its name: the books may have been read anew since.
        const one = find(gateway.track)
        if (one && settle(one)) keep()
      } catch (error) {
        // The next look settles it.
        deps.log?.('sandbox.settle', { error: String(error) })
      }
    })
    timers.add(cancel)
  }

  /** Ends what time has ended; true: the books changed. */
  function settle(one: Deposit): boolean {
    if (one.status !== 1) return false
    if (isDue(one.settlesAt)) complete(one)
    else if (one.challenge && one.settlesAt === null && isDue(one.challenge.expiresAt)) fail(one, 'timeout')
    else return false
    return true
  }

  /** What the right code does, by the manner of the page. */
  function identified(one: Deposit, challenge: NonNullable<Deposit['challenge']>): void {
    challenge.right = true
    // The page that never ends has never asked the bank.
    if (challenge.page === 'endless') return
    if (challenge.page === 'lies_accepted') fail(one, one.verdict ?? 'do_not_honour')
    else authorise(one)
    challenge.told =
      challenge.page === 'lies_declined'
        ? 'do_not_honour'
        : challenge.page === 'lies_accepted'
          ? 'accepted'
          : (one.reason ?? 'accepted')
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
    if (one.listed === 'from_start') addRowOf(one)
    if (!asks && !accept) authorise(one)
    keep()
    return one
  }

  function lookAt(one: Deposit): boolean {
    if (settle(one)) return true
    const left = one.pending?.lookUpsLeft
    if (one.status !== 1 || !one.pending || left === null || left === undefined) return false
    if (left > 0) one.pending.lookUpsLeft = left - 1
    else authorise(one)
    return true
  }

  function reverse(one: Deposit): Refusal | null {
    const agent = one.agent === null ? undefined : bank.agent(one.agent)
    const who = bank.wallet(one.phone)
    if (agent) agent.float = subtract(agent.float, one.amount)
    else if (who && who.balance >= one.amount) who.balance = subtract(who.balance, one.amount)
    else return invalid('insufficient balance.')
    rowAgain(books, isOwn(one), { transactionType: CHARGEBACK, executedAt: clock.now(), sens: 2 })
    return null
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
      if (settle(one)) keep()
      if (one.status !== 1 || one.challenge.right) return one
      if (code === null) fail(one, 'canceled_by_customer')
      else if (code.trim() === THREE_DS_CODE) identified(one, one.challenge)
      else {
        one.challenge.wrong += 1
        if (one.challenge.wrong >= WRONG_CODES) fail(one, 'authentication_failed')
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
      if (as === 'completed') complete(one)
      else if (as === 'canceled') fail(one, 'canceled_by_customer', 4)
      else fail(one, as)
      if (one.challenge) one.challenge.told ??= 'accepted'
      keep()
      return one
    },
    misbook: (trackId, how, value) => {
      const one = find(trackId)
      if (!one) return NO_REQUEST
      if (one.status !== 2) return invalid('the deposit was not executed.')
      const no = how === 'reverse' ? reverse(one) : retell(books, isOwn(one), how, value)
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
