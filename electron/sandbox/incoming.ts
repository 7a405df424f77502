import type { Clock } from '../domain/clock'
import { add, type Centimes, centimes, negate, ZERO } from '../domain/money'
import type { WebhookEvent } from '../domain/webhook'
import { type Bank, noRoom, OTHER_AGENT } from './bank'
import type { BooksFile } from './books'
import { addRow } from './ledger'
import { invalid, type Refusal, UNKNOWN_USER } from './refusals'
import type { WebhookOrder } from './types'
import { type Happening, happeningOf } from './webhook-body'

interface Kind {
  /** "Operation Types" and "Transaction Types" of the documentation. */
  readonly operation: number
  readonly transaction: number
  /** 1 credits the account, 2 debits it. */
  readonly sens: 1 | 2
  /** false: the money moved with an earlier event. */
  readonly moves: boolean
  readonly method: string | null
  /** Somebody of the town sends it: the sender comes first, the account that it names second. */
  readonly sent: boolean
}

const kind = (
  operation: number,
  sens: Kind['sens'],
  more: Partial<Omit<Kind, 'operation' | 'sens'>> = {},
): Kind => ({ operation, transaction: operation, sens, moves: true, method: null, sent: false, ...more })

const BANK_TRANSFER = { transaction: 16 }
const KINDS: Readonly<Record<WebhookEvent, Kind | null>> = {
  'customer.level.updated': null,
  'cashin.card.authorized': kind(1, 1, { method: 'Card' }),
  'payment.card.authorized': kind(24, 1, { method: 'Card' }),
  'payment.received': kind(5, 1, { sent: true }),
  'bank-transfer.initiated': kind(9, 2, BANK_TRANSFER),
  'bank-transfer.completed': kind(9, 2, { ...BANK_TRANSFER, moves: false }),
  'bank-transfer.received': kind(9, 1, BANK_TRANSFER),
  'transfer.received': kind(3, 1, { sent: true }),
  'cashin.network.executed': kind(1, 1, { method: 'Network' }),
  'cashout.network.executed': kind(2, 2, { method: 'Network' }),
}

const DEFAULT_AMOUNT = centimes(10_000)

/** Does what a webhook will tell of, where it is to stand in the books; gives what the webhook tells. */
export function happen(
  { books, keep }: BooksFile,
  bank: Pick<Bank, 'wallet' | 'agent'>,
  clock: Pick<Clock, 'now'>,
  order: WebhookOrder,
): Happening | Refusal {
  const known = books.agents.filter(({ code }) => code !== OTHER_AGENT)
  const agent = order.phone === undefined ? known[0] : books.agents.find(({ phone }) => phone === order.phone)
  const who = agent ? undefined : bank.wallet(order.phone ?? '')
  const phone = agent?.phone ?? who?.phone
  if (phone === undefined) return UNKNOWN_USER
  const what = KINDS[order.event]
  const now = clock.now()
  const amount = what ? (order.amount ?? DEFAULT_AMOUNT) : ZERO
  const status = order.status ?? 2
  const booked = what !== null && order.booked !== false
  if (booked) {
    const no = what.moves && status === 2 ? move(amount, what.sens) : null
    if (no) return no
  }
  const operationId = booked ? books.next.operation : 0
  const transactionId = booked ? books.next.transaction : null
  if (booked) {
    addRow(books, {
      operationId,
      reference: '',
      operationType: what.operation,
      transactionType: what.transaction,
      status,
      amount,
      fee: ZERO,
      commission: null,
      phone,
      agent: agent?.code ?? '',
      requestId: '',
      createdAt: now,
      executedAt: status === 2 ? now : null,
      gateway: null,
      sens: what.sens,
    })
    books.next.operation += 1
  }
  if (order.event === 'customer.level.updated' && who && who.level < 4) who.level += 1
  keep()

  function move(value: Centimes, sens: Kind['sens']): Refusal | null {
    const signed = sens === 1 ? value : negate(value)
    if (agent) agent.float = add(agent.float, signed)
    else if (who) {
      const no = sens === 1 ? noRoom(who, value) : null
      if (no) return no
      if (who.balance + signed < 0) return invalid('insufficient balance.')
      who.balance = add(who.balance, signed)
    }
    return null
  }

  const sender = order.from ?? books.wallets.find((one) => one.phone !== phone)?.phone
  const parties =
    what?.sent && sender !== undefined
      ? { primary: sender, secondary: phone }
      : { primary: phone, secondary: null }

  return happeningOf({
    event: order.event,
    operationId,
    transactionId,
    operationType: what?.operation ?? 0,
    status,
    createdAt: now,
    executedAt: now,
    amount,
    fee: ZERO,
    ...parties,
    requestId: '',
    method: what?.method ?? null,
    ...(order.event.startsWith('bank-transfer.')
      ? { beneficiary: 'Aminata Diop', reference: `BANK-REF-${operationId}` }
      : {}),
    fields: order.fields ?? {},
  })
}
