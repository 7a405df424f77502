import { randomUUID } from 'node:crypto'
import type { Clock } from '../domain/clock'
import { add, subtract } from '../domain/money'
import { type Bank, noRoom } from './bank'
import type { Books, Deposit, Transaction } from './books'
import { addRow, CHARGEBACK, FEE, rowAgain } from './ledger'
import { invalid, type Refusal } from './refusals'
import type { Decline } from './test-cards'

export interface DepositLifeDeps {
  readonly books: Books
  readonly bank: Pick<Bank, 'wallet' | 'agent'>
  readonly clock: Pick<Clock, 'now'>
  /** Money has moved, in books that are still to be kept. */
  readonly completed: (one: Deposit) => void
  /** Its `settlesAt` is set: somebody is to look at it then. */
  readonly settlesLater: (one: Deposit) => void
}

/** What may become of a deposit. Each changes the books in memory; whoever calls keeps them. */
export interface DepositLife {
  /** Its first row in the lists. */
  readonly list: (one: Deposit) => void
  readonly fail: (one: Deposit, reason: Decline, status?: number) => void
  readonly complete: (one: Deposit) => void
  /** The holder is known to be the holder, or was not asked: the bank says yes or no. */
  readonly authorise: (one: Deposit) => void
  /** The right code was typed on a page that is still open. */
  readonly identified: (one: Deposit, challenge: NonNullable<Deposit['challenge']>) => void
  /** Ends what time has ended; true: the books changed. */
  readonly settle: (one: Deposit) => boolean
  readonly reverse: (one: Deposit) => Refusal | null
}

export const isRowOf =
  (one: Deposit) =>
  ({ gateway }: Transaction): boolean =>
    gateway?.track === one.gateway.track

export function createDepositLife(deps: DepositLifeDeps): DepositLife {
  const { books, bank, clock } = deps
  const isDue = (at: string | null | undefined): boolean =>
    at !== null && at !== undefined && Date.parse(at) <= Date.parse(clock.now())

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
    const row = books.transactions.find(isRowOf(one))
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
    deps.completed(one)
  }

  function authorise(one: Deposit): void {
    one.pending = null
    if (one.verdict) fail(one, one.verdict)
    else if (one.settlesInMs === 0) complete(one)
    else {
      one.settlesAt = new Date(Date.parse(clock.now()) + one.settlesInMs).toISOString()
      deps.settlesLater(one)
    }
  }

  function settle(one: Deposit): boolean {
    if (one.status !== 1) return false
    if (isDue(one.settlesAt)) complete(one)
    else if (one.challenge && one.settlesAt === null && isDue(one.challenge.expiresAt)) fail(one, 'timeout')
    else return false
    return true
  }

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

  function reverse(one: Deposit): Refusal | null {
    const agent = one.agent === null ? undefined : bank.agent(one.agent)
    const who = bank.wallet(one.phone)
    if (agent) agent.float = subtract(agent.float, one.amount)
    else if (who && who.balance >= one.amount) who.balance = subtract(who.balance, one.amount)
    else return invalid('insufficient balance.')
    rowAgain(books, isRowOf(one), { transactionType: CHARGEBACK, executedAt: clock.now(), sens: 2 })
    return null
  }

  return { list: addRowOf, fail, complete, authorise, identified, settle, reverse }
}
