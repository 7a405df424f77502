import type { Clock } from '../domain/clock'
import type { OperationKind } from '../domain/closing'
import type { Direction } from '../domain/codes'
import { civilDay } from '../domain/day'
import { add, type Centimes, centimes, negate, subtract, ZERO } from '../domain/money'
import { type Band, feeFrom, ruleFor, type Tariff, withVersion } from '../domain/tariff'
import type { Agent, BookedReference, Books, BooksFile, Wallet } from './books'
import { addRow, CHARGEBACK, FEE, type Misbooking, retell, rowAgain } from './ledger'
import { invalid, isRefusal, NO_REQUEST, type Refusal, UNKNOWN_USER } from './refusals'
import { ceilingOf } from './town'
import type { NewReference } from './types'

const HALF_HOUR_MS = 1_800_000
export const NETWORK = 'NETWORK'
export const OTHER_AGENT = 'AG30999'

/**
 * Fees of this sandbox where the shop has typed no table: a cash-in is free, a cash-out costs 5, 10 or 20 MAD by
 * amount, taken from the wallet, and a deposit by card 1,5 %, taken from the card.
 */
export const SANDBOX_TARIFF: Tariff = [
  ...withVersion([], { kind: 'cash_in', from: '2020-01-01', bands: [bandOf(0, null, 0)] }),
  ...withVersion([], {
    kind: 'cash_out',
    from: '2020-01-01',
    bands: [bandOf(0, 50_000, 500), bandOf(50_000, 200_000, 1_000), bandOf(200_000, null, 2_000)],
  }),
  ...withVersion([], { kind: 'card', from: '2020-01-01', bands: [bandOf(0, null, 0, 150)] }),
]

function bandOf(above: number, upTo: number | null, fixed: number, rate = 0): Band {
  return {
    above: centimes(above),
    upTo: upTo === null ? null : centimes(upTo),
    fee: { fixed: centimes(fixed), rate },
    commission: null,
  }
}

/** What Chari takes here: the table's fee, nothing where the table does not say. */
export function feeOf(tariff: Tariff, kind: OperationKind, amount: Centimes, at: string): Centimes {
  const rule = ruleFor(tariff, kind, amount, civilDay(at))
  return (rule && feeFrom(rule, amount)) ?? ZERO
}

/** Why a wallet cannot take the amount now; null when it can. */
export function noRoom(who: Wallet, amount: Centimes): Refusal | null {
  if (who.status !== 3) return invalid('the wallet is not active.')
  return add(who.balance, amount) > ceilingOf(who.level)
    ? invalid('balance ceiling of the level exceeded.')
    : null
}

export interface Bank {
  readonly books: Books
  readonly wallet: (phone: string) => Wallet | undefined
  readonly agent: (code: string) => Agent | undefined
  readonly addAgent: (agent: { readonly code: string; readonly phone: string; readonly name: string }) => void
  /** Someone of the town whose wallet has room, or money, for the amount. */
  readonly anyone: (direction: Direction, amount: Centimes) => Wallet | undefined
  readonly create: (wanted: NewReference) => BookedReference | Refusal
  /** Reads a reference; one that is accepted but not executed may be executed by this look. */
  readonly look: (reference: string) => BookedReference | Refusal
  readonly isExpired: (reference: BookedReference) => boolean
  /** Executes once; `accept` only notes that it will be, after so many look-ups (null: never). */
  readonly execute: (
    order: {
      readonly direction: Direction
      readonly agent: string
      readonly reference: string
      readonly requestId: string
    },
    accept?: { readonly lookUps: number | null },
  ) => BookedReference | Refusal
  readonly simulate: (direction: Direction, reference: string, requestId: string) => BookedReference | Refusal
  /** Another agent executes it, in the direction that it has. */
  readonly elsewhere: (reference: string, agent?: string) => BookedReference | Refusal
  readonly mark: (reference: string, as: 'canceled' | 'failed' | 'expired') => BookedReference | Refusal
  /**
   * An executed reference told otherwise by the listing than it was done. `double` and `hide` change the listing
   * alone, `fee`, `amount` and `commission` a figure in it; `reverse` is a chargeback and takes the money back.
   */
  readonly misbook: (reference: string, how: Misbooking, value: Centimes | null) => BookedReference | Refusal
}

/**
 * The bank of the town: wallets, agents, references, and each reference executed at most once. `executed` hears of
 * each execution once it is durable.
 */
export function createBank(
  { books, keep: write }: BooksFile,
  clock: Pick<Clock, 'now'>,
  random: () => number,
  tariff: () => Tariff = () => SANDBOX_TARIFF,
  executed: (one: BookedReference) => void = () => undefined,
): Bank {
  let fresh: readonly BookedReference[] = []
  function keep(): void {
    const told = fresh
    fresh = []
    write()
    for (const one of told) executed(one)
  }

  const fee = (direction: Direction, amount: Centimes): Centimes =>
    feeOf(tariff(), direction, amount, clock.now())

  const wallet = (phone: string): Wallet | undefined => books.wallets.find((one) => one.phone === phone)
  const agent = (code: string): Agent | undefined =>
    books.agents.find((one) => one.code.toLowerCase() === code.toLowerCase())
  const find = (reference: string): BookedReference | undefined =>
    books.references.find((one) => one.reference === reference)
  const isExpired = (one: BookedReference): boolean =>
    one.status === 1 && one.pending === null && Date.parse(one.expiresAt) <= Date.parse(clock.now())

  /** Why this wallet cannot take or give the amount now; null when it can. */
  function barred(who: Wallet, direction: Direction, amount: Centimes): Refusal | null {
    if (direction === 'cash_in') return noRoom(who, amount)
    if (who.status !== 3) return invalid('the wallet is not active.')
    return add(amount, fee(direction, amount)) > who.balance ? invalid('insufficient balance.') : null
  }

  function newNumber(): string {
    for (;;) {
      const digits = String(1_000_000_000 + Math.floor(random() * 9_000_000_000))
      if (!find(digits)) return digits
    }
  }

  function book(one: BookedReference, by: string, requestId: string): BookedReference | Refusal {
    const who = wallet(one.phone)
    if (!who) return UNKNOWN_USER
    const no = barred(who, one.direction, one.amount)
    if (no) return no
    if (one.executions > 0) throw new Error(`reference ${one.reference} would be executed twice`)
    const now = clock.now()
    const incoming = one.direction === 'cash_in'
    const total = add(one.amount, one.fee)
    who.balance = incoming ? add(who.balance, one.amount) : subtract(who.balance, total)
    const till = agent(by)
    if (till) till.float = add(till.float, incoming ? negate(one.amount) : one.amount)
    one.status = 2
    one.executedAt = now
    one.executedBy = by
    one.requestId = requestId
    one.pending = null
    one.executions += 1
    const type = incoming ? 1 : 2
    const rows = [
      { transactionType: type, amount: one.amount },
      ...(one.fee > 0 ? [{ transactionType: FEE, amount: one.fee }] : []),
    ]
    for (const row of rows) {
      addRow(books, {
        ...row,
        operationId: one.operationId,
        reference: one.reference,
        operationType: type,
        status: 2,
        fee: one.fee,
        commission: null,
        phone: one.phone,
        agent: by,
        requestId,
        createdAt: one.createdAt,
        executedAt: now,
        gateway: null,
        sens: null,
      })
    }
    fresh = [...fresh, one]
    return one
  }

  function open(direction: Direction, reference: string): BookedReference | Refusal {
    const one = find(reference)
    if (!one) return NO_REQUEST
    if (one.direction !== direction) return invalid('the reference is of the other direction.')
    if (isExpired(one)) return invalid('the reference has expired.')
    if (one.status !== 1 || one.pending) return invalid('the reference has already been used.')
    return one
  }

  function execute(
    { direction, agent: code, reference, requestId }: Parameters<Bank['execute']>[0],
    accept?: { readonly lookUps: number | null },
  ): BookedReference | Refusal {
    const by = agent(code)
    if (!by) return UNKNOWN_USER
    find(reference)?.asked.push(requestId)
    const one = open(direction, reference)
    if (isRefusal(one)) {
      keep()
      return one
    }
    if (accept) one.pending = { agent: by.code, requestId, lookUpsLeft: accept.lookUps }
    const booked = accept ? one : book(one, by.code, requestId)
    keep()
    return booked
  }

  /** Executes what was accepted; what the wallet no longer allows has failed. */
  function settle(one: BookedReference, pending: NonNullable<BookedReference['pending']>): void {
    if (!isRefusal(book(one, pending.agent, pending.requestId))) return
    one.status = 3
    one.pending = null
  }

  function reverse(one: BookedReference): Refusal | null {
    const who = wallet(one.phone)
    const incoming = one.direction === 'cash_in'
    if (!who || (incoming && who.balance < one.amount)) return invalid('insufficient balance.')
    who.balance = incoming ? subtract(who.balance, one.amount) : add(who.balance, one.amount)
    const till = one.executedBy === null ? undefined : agent(one.executedBy)
    if (till) till.float = add(till.float, incoming ? one.amount : negate(one.amount))
    rowAgain(books, (row) => row.reference === one.reference, {
      transactionType: CHARGEBACK,
      executedAt: clock.now(),
    })
    return null
  }

  function misbook(reference: string, how: Misbooking, value: Centimes | null): BookedReference | Refusal {
    const one = find(reference)
    if (!one) return NO_REQUEST
    if (one.status !== 2) return invalid('the reference was not executed.')
    const no =
      how === 'reverse' ? reverse(one) : retell(books, (row) => row.reference === reference, how, value)
    if (no) return no
    keep()
    return one
  }

  return {
    books,
    misbook,
    wallet,
    agent,
    isExpired,
    addAgent: (wanted) => {
      const known = agent(wanted.code)
      if (known?.phone === wanted.phone && known.name === wanted.name) return
      if (known) Object.assign(known, { phone: wanted.phone, name: wanted.name })
      else books.agents.push({ ...wanted, float: centimes(2_000_000) })
      keep()
    },
    anyone: (direction, amount) => {
      const able = books.wallets.filter((one) => barred(one, direction, amount) === null)
      return able[Math.floor(random() * able.length)]
    },
    create: ({ direction, phone, amount, expiresInMs, manner }) => {
      const who = phone === undefined ? undefined : wallet(phone)
      if (!who) return UNKNOWN_USER
      if (amount <= 0) return invalid('the amount must be positive.')
      const no = barred(who, direction, amount)
      if (no) return no
      const now = clock.now()
      const one: BookedReference = {
        reference: newNumber(),
        direction,
        phone: who.phone,
        amount,
        fee: fee(direction, amount),
        status: 1,
        createdAt: now,
        expiresAt: new Date(Date.parse(now) + (expiresInMs ?? HALF_HOUR_MS)).toISOString(),
        operationId: books.next.operation,
        executedAt: null,
        executedBy: null,
        requestId: null,
        manner: manner ?? null,
        pending: null,
        asked: [],
        executions: 0,
      }
      books.next.operation += 1
      books.references.push(one)
      keep()
      return one
    },
    look: (reference) => {
      const one = find(reference)
      if (!one) return NO_REQUEST
      if (one.pending && one.pending.lookUpsLeft !== null) {
        if (one.pending.lookUpsLeft > 0) one.pending.lookUpsLeft -= 1
        else settle(one, one.pending)
        keep()
      }
      return one
    },
    execute,
    simulate: (direction, reference, requestId) => {
      const one = open(direction, reference)
      if (isRefusal(one)) return one
      const booked = book(one, NETWORK, requestId)
      keep()
      return booked
    },
    elsewhere: (reference, code = OTHER_AGENT) => {
      const one = find(reference)
      return one ? execute({ direction: one.direction, agent: code, reference, requestId: '' }) : NO_REQUEST
    },
    mark: (reference, as) => {
      const one = find(reference)
      if (!one) return NO_REQUEST
      if (one.status !== 1) return invalid('the reference is no longer open.')
      if (as === 'expired' && one.pending) return invalid('the reference is being executed.')
      if (as === 'expired') one.expiresAt = clock.now()
      else {
        one.status = as === 'failed' ? 3 : 4
        one.pending = null
      }
      keep()
      return one
    },
  }
}
