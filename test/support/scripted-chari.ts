import type { ChariClient, ExecuteOptions } from '../../electron/chari/client'
import type {
  AnswerMeta,
  CardOutcome,
  CardReply,
  LookUpOutcome,
  MoneyOutcome,
  OperationRecord,
  RequestSheet,
  SavedCard,
} from '../../electron/chari/outcome'
import type { CardData, Payee } from '../../electron/chari/types'
import type { ChariStatus, Direction } from '../../electron/domain/codes'
import { type Centimes, centimes } from '../../electron/domain/money'
import type { SteppedClock } from './stepped-clock'

/**
 * Chari at the client's door, for tests of the machine and the runner: a bank that truly executes, once, and a
 * script of what the network does to each call. The wire itself is tested against the sandbox over HTTP.
 */

export type ExecuteFault =
  | 'none'
  | 'name'
  | 'lost_before'
  | 'lost_after'
  | 'late'
  | 'server_error'
  | 'server_error_after'
  | 'refused'
  | 'refused_after'
  | 'pending'
  | 'pending_after'
  | 'denied'
  | 'throttled'
  | 'one_then_two'
  | 'one_never'
  | 'bare_done'
  | 'other_agent'
  | 'failed_later'
export type LookFault =
  | 'none'
  | 'no_answer'
  | 'unreachable'
  | 'denied'
  | 'throttled'
  | 'error'
  | 'unknown'
  | 'no_agent'
  | 'no_type'

export interface Order {
  readonly direction: Direction
  readonly reference: string
  readonly amount: Centimes
  fee: Centimes
  /** What it tells of the agent's earning; null: nothing. */
  commission: Centimes | null
  status: ChariStatus
  expired: boolean
  agentCode: string | null
  requestId: string | null
  operationId: string | null
  executedAt: string | null
  /** Accepted with status 1 for this request: Chari executes it for nobody else. */
  takenBy: string | null
  /** How often money moved; more than once is the disaster. */
  executions: number
}

export type CardFault =
  | 'challenge'
  /** An address, and no id of any kind. */
  | 'bare_challenge'
  | 'unusable'
  | 'completed'
  | 'open'
  | 'failed'
  | 'refused'
  | 'denied'
  | 'pending'
  | 'name'
  | 'lost_before'
  | 'lost_open'
  | 'lost_after'

/** A card deposit in Chari's books. */
export interface BookedDeposit {
  readonly operationId: string
  readonly requestId: string | null
  readonly gatewayId: string
  readonly amount: Centimes
  readonly phone: string | null
  readonly agentCode: string | null
  readonly createdAt: string
  status: ChariStatus
  executedAt: string | null
  executions: number
}

export interface ScriptedChari extends ChariClient {
  /** Card deposits, oldest first. */
  readonly deposits: BookedDeposit[]
  /** A deposit that nobody of ours made. */
  readonly deposit: (facts: Partial<BookedDeposit> & { readonly amount: Centimes }) => BookedDeposit
  /** The bank has decided. */
  readonly settle: (deposit: BookedDeposit, status: 'completed' | 'failed' | 'canceled') => void
  /** Every card that was sent. */
  readonly sentCards: { readonly payee: Payee; readonly card: CardData; readonly requestId: string }[]
  readonly saved: SavedCard[]
  credited: { readonly name: string | null; readonly phone: string | null }

  readonly orders: Map<string, Order>
  readonly order: (direction: Direction, reference: string, amount: number) => Order
  /** Money moves at Chari for this order, if it still can. */
  readonly execute: (order: Order, agentCode: string, requestId: string | null) => boolean
  /** Faults of the calls to come; `execute` is used up by one call. */
  readonly script: {
    execute: ExecuteFault
    look: LookFault
    list: LookFault
    listing: 'whole' | 'none' | 'part'
    /** Used up by one call. */
    card: CardFault
  }
  readonly calls: {
    what: 'request' | 'execute' | 'list' | 'customer' | 'preview' | 'card' | 'operation'
    at: string
  }[]
  /** Holds the next execute after its first byte until released. */
  hold: Promise<void> | null
  /** Rows name the request id of the execution. */
  showRequestIds: boolean
}

let operations = 900_000

/** `orders`: the books of another door of the same Chari, for two terminals. */
export function scriptedChari(
  clock: SteppedClock,
  orders: Map<string, Order> = new Map<string, Order>(),
): ScriptedChari {
  let requests = 0
  const script: ScriptedChari['script'] = {
    execute: 'none',
    look: 'none',
    list: 'none',
    listing: 'whole',
    card: 'challenge',
  }
  const calls: ScriptedChari['calls'] = []

  const meta = (requestId: string, httpStatus = 200): AnswerMeta => ({
    requestId,
    echo: 'same',
    httpStatus,
    serverDate: clock.now(),
    tookMs: 12,
    body: '',
  })
  const fresh = (): string => `look-${++requests}`
  const key = (direction: Direction, reference: string): string => `${direction} ${reference}`

  const fault = <T>(how: LookFault): LookUpOutcome<T> | null => {
    const requestId = fresh()
    switch (how) {
      case 'no_answer':
        return { kind: 'no_answer', reason: 'timeout', requestId, meta: null }
      case 'unreachable':
        return { kind: 'unreachable', reason: 'connect', requestId }
      case 'denied':
        return { kind: 'denied', meta: meta(requestId, 403) }
      case 'throttled':
        return { kind: 'throttled', retryAfterMs: 2_000, meta: meta(requestId, 429) }
      case 'error':
        return { kind: 'error', errorCode: 10001, description: '', meta: meta(requestId, 400) }
      default:
        return null
    }
  }

  const execute: ScriptedChari['execute'] = (order, agentCode, requestId) => {
    if (order.status !== 'open' || order.expired) return false
    if (order.takenBy !== null && order.takenBy !== requestId) return false
    order.status = 'completed'
    order.agentCode = agentCode
    order.requestId = requestId
    order.operationId = String(++operations)
    order.executedAt = clock.now()
    order.executions += 1
    return true
  }

  const sheet = (order: Order): RequestSheet => ({
    asked: order.direction,
    direction: script.look === 'no_type' ? null : order.direction,
    reference: order.reference,
    status: script.look === 'unknown' ? 'unknown' : order.status,
    expired: order.expired,
    amount: order.amount,
    fee: order.fee,
    total: order.amount,
    commission: order.commission,
    operationId: order.operationId,
    agentCode: script.look === 'no_agent' ? null : order.agentCode,
    requestId: null,
    customerName: 'Khadija Alaoui',
    customerPhone: '+212661248730',
    requestedAt: null,
    expiresAt: null,
    executedAt: order.executedAt,
  })

  const money = (order: Order, agentCode: string, requestId: string): MoneyOutcome => {
    const how = script.execute
    script.execute = 'none'
    const ours = (): boolean => execute(order, agentCode, requestId)
    const refusedWith = (code: number): MoneyOutcome => ({
      kind: 'refused',
      code,
      retryAfterMs: null,
      meta: meta(requestId, 400),
    })
    const unsure = (reason: 'timeout' | 'server_error' | 'pending_confirmation'): MoneyOutcome => ({
      kind: 'unsure',
      reason,
      requestId,
      meta: reason === 'timeout' ? null : meta(requestId, reason === 'server_error' ? 500 : 400),
    })
    const reply = (status: ChariStatus, whole: boolean): MoneyOutcome => ({
      kind: 'done',
      reply: {
        status,
        operationId: whole ? order.operationId : null,
        reference: whole ? order.reference : null,
        amount: whole ? order.amount : null,
        fee: null,
        total: null,
        commission: whole ? order.commission : null,
      },
      meta: meta(requestId),
    })
    if (how === 'other_agent') execute(order, 'AG99999', null)
    const open = order.status === 'open' && !order.expired && order.takenBy === null
    switch (how) {
      case 'lost_before':
        return unsure('timeout')
      case 'server_error':
        return unsure('server_error')
      case 'pending':
        return unsure('pending_confirmation')
      case 'refused':
        return refusedWith(20006)
      case 'denied':
      case 'throttled':
        return { kind: 'refused', code: how, retryAfterMs: null, meta: meta(requestId, 403) }
      default:
        if (!open) return refusedWith(20006)
    }
    switch (how) {
      case 'lost_after':
        ours()
        return unsure('timeout')
      case 'server_error_after':
        ours()
        return unsure('server_error')
      case 'pending_after':
        ours()
        return unsure('pending_confirmation')
      case 'refused_after':
        ours()
        return refusedWith(20006)
      case 'late':
        clock.after(1_000, ours)
        return unsure('timeout')
      case 'one_then_two':
        order.takenBy = requestId
        clock.after(1_500, ours)
        return reply('open', false)
      case 'one_never':
        order.takenBy = requestId
        return reply('open', false)
      case 'failed_later':
        clock.after(1_500, () => {
          order.status = 'failed'
        })
        return reply('open', false)
      case 'bare_done':
        ours()
        return reply('completed', false)
      default:
        ours()
        return reply('completed', true)
    }
  }

  const deposits: BookedDeposit[] = []
  const deposit: ScriptedChari['deposit'] = (facts) => {
    const operationId = String(++operations)
    const made: BookedDeposit = {
      operationId,
      requestId: null,
      gatewayId: `GW-${operationId}`,
      phone: null,
      agentCode: null,
      createdAt: clock.now(),
      status: 'open',
      executedAt: null,
      executions: 0,
      ...facts,
    }
    deposits.push(made)
    if (made.status === 'completed') {
      made.executions = 1
      made.executedAt ??= clock.now()
    }
    return made
  }
  const settle: ScriptedChari['settle'] = (made, status) => {
    if (made.status !== 'open') return
    made.status = status
    made.executedAt = clock.now()
    if (status === 'completed') made.executions += 1
  }

  const rowOf = (made: BookedDeposit): OperationRecord => ({
    operationId: made.operationId,
    transactionId: null,
    reference: null,
    operationType: 1,
    transactionType: null,
    sens: null,
    status: made.status,
    amount: made.amount,
    fee: null,
    total: null,
    commission: null,
    agentCode: made.agentCode,
    requestId: chari.showRequestIds ? made.requestId : null,
    ...(chari.showRequestIds ? { gatewayIds: [made.gatewayId] } : {}),
    phone: made.phone,
    createdAt: made.createdAt,
    executedAt: made.executedAt,
  })

  const paid = (payee: Payee, amount: Centimes, requestId: string): CardOutcome => {
    const how = script.card
    script.card = 'challenge'
    const book = (status: ChariStatus): BookedDeposit =>
      deposit({
        amount,
        requestId,
        status,
        phone: payee.by === 'phone' ? payee.phone : null,
        agentCode: payee.by === 'agent' ? payee.agentCode : null,
      })
    const unsure = (reason: 'timeout' | 'pending_confirmation'): CardOutcome => ({
      kind: 'unsure',
      reason,
      requestId,
      meta: reason === 'timeout' ? null : meta(requestId, 400),
    })
    const reply = (facts: Partial<CardReply>): CardOutcome => ({
      kind: 'done',
      reply: {
        status: 'unknown',
        operationId: null,
        gatewayIds: [],
        amount: null,
        fee: null,
        total: null,
        commission: null,
        redirect: null,
        redirectUnusable: false,
        ...facts,
      },
      meta: meta(requestId),
    })
    const address = 'https://acs.bank.test/challenge?session=0123456789'
    const told = (made: BookedDeposit): Partial<CardReply> => ({
      status: made.status,
      operationId: made.operationId,
      gatewayIds: [made.gatewayId],
      amount,
    })
    switch (how) {
      case 'challenge':
        return reply({ ...told(book('open')), redirect: address })
      case 'bare_challenge':
        book('open')
        return reply({ redirect: address })
      case 'unusable':
        return reply({ ...told(book('open')), redirectUnusable: true })
      case 'completed':
      case 'open':
      case 'failed':
        return reply(told(book(how)))
      case 'refused':
        return { kind: 'refused', code: 26001, retryAfterMs: null, meta: meta(requestId, 400) }
      case 'denied':
        return { kind: 'refused', code: 'denied', retryAfterMs: null, meta: meta(requestId, 403) }
      case 'pending':
        book('open')
        return unsure('pending_confirmation')
      case 'lost_open':
        book('open')
        return unsure('timeout')
      case 'lost_after':
        book('completed')
        return unsure('timeout')
      default:
        return unsure('timeout')
    }
  }

  const depositRows = (wanted: (made: BookedDeposit) => boolean): readonly OperationRecord[] =>
    script.listing === 'none' ? [] : deposits.filter(wanted).map(rowOf)

  const answerLater = async <T>(outcome: LookUpOutcome<T>): Promise<LookUpOutcome<T>> => outcome

  const chari: ScriptedChari = {
    deposits,
    deposit,
    settle,
    sentCards: [],
    saved: [],
    credited: { name: null, phone: null },
    cardPreview: () => {
      calls.push({ what: 'preview', at: clock.now() })
      const failed = fault<never>(script.look)
      if (failed) return answerLater(failed)
      const { name, phone } = chari.credited
      return answerLater({
        kind: 'answer',
        value: { fee: centimes(150), total: null, creditedName: name, creditedPhone: phone },
        meta: meta(fresh()),
      })
    },
    cardExecute: async (payee, card, options) => {
      calls.push({ what: 'card', at: clock.now() })
      const { requestId } = options
      if (script.card === 'name') {
        script.card = 'challenge'
        return { kind: 'unreachable', reason: 'name', requestId }
      }
      try {
        options.beforeFirstByte()
      } catch {
        return { kind: 'unreachable', reason: 'not_written', requestId }
      }
      chari.sentCards.push({ payee, card, requestId })
      if (chari.hold) await chari.hold
      return paid(payee, options.amount, requestId)
    },
    savedCards: () =>
      answerLater({ kind: 'answer', value: { cards: chari.saved, complete: true }, meta: meta(fresh()) }),
    operation: (id) => {
      calls.push({ what: 'operation', at: clock.now() })
      const failed = fault<never>(script.look)
      if (failed) return answerLater(failed)
      const made = deposits.find(({ operationId }) => operationId === String(id))
      return answerLater(
        made
          ? { kind: 'answer', value: rowOf(made), meta: meta(fresh()) }
          : { kind: 'error', errorCode: 20017, description: '', meta: meta(fresh(), 400) },
      )
    },
    listCustomer: (phone) => {
      calls.push({ what: 'list', at: clock.now() })
      const failed = fault<never>(script.list)
      if (failed) return answerLater(failed)
      const rows = depositRows((made) => made.phone === phone)
      return answerLater({
        kind: 'answer',
        value: { rows, complete: script.listing !== 'part', count: rows.length },
        meta: meta(fresh()),
      })
    },
    orders,
    script,
    calls,
    hold: null,
    showRequestIds: false,
    order: (direction, reference, amount) => {
      const order: Order = {
        direction,
        reference,
        amount: centimes(amount),
        fee: centimes(0),
        commission: null,
        status: 'open',
        expired: false,
        agentCode: null,
        requestId: null,
        operationId: null,
        executedAt: null,
        takenBy: null,
        executions: 0,
      }
      orders.set(key(direction, reference), order)
      return order
    },
    execute,
    request: (direction, reference) => {
      calls.push({ what: 'request', at: clock.now() })
      const order = orders.get(key(direction, reference))
      if (!order && script.look === 'none')
        return answerLater({
          kind: 'error',
          errorCode: 20017,
          description: 'There is no pending request',
          meta: meta(fresh(), 400),
        })
      const failed = fault<RequestSheet>(script.look)
      if (failed) return answerLater(failed)
      if (order) return answerLater({ kind: 'answer', value: sheet(order), meta: meta(fresh()) })
      return answerLater({ kind: 'error', errorCode: 20017, description: '', meta: meta(fresh(), 400) })
    },
    executeRequest: async (direction, agentCode, reference, options: ExecuteOptions) => {
      calls.push({ what: 'execute', at: clock.now() })
      const { requestId } = options
      if (script.execute === 'name') {
        script.execute = 'none'
        return { kind: 'unreachable', reason: 'name', requestId }
      }
      try {
        options.beforeFirstByte()
      } catch {
        return { kind: 'unreachable', reason: 'not_written', requestId }
      }
      if (chari.hold) await chari.hold
      const order = orders.get(key(direction, reference))
      if (!order) return { kind: 'refused', code: 20017, retryAfterMs: null, meta: meta(requestId, 400) }
      return money(order, agentCode, requestId)
    },
    listAll: () => {
      calls.push({ what: 'list', at: clock.now() })
      const failed = fault<never>(script.list)
      if (failed) return answerLater(failed)
      const ordered =
        script.listing === 'none'
          ? []
          : [...orders.values()]
              .filter(({ status }) => status === 'completed')
              .map(
                (order): OperationRecord => ({
                  operationId: order.operationId,
                  transactionId: null,
                  reference: order.reference,
                  operationType: order.direction === 'cash_in' ? 1 : 2,
                  transactionType: null,
                  sens: null,
                  status: order.status,
                  amount: order.amount,
                  fee: null,
                  total: null,
                  commission: order.commission,
                  agentCode: order.agentCode,
                  requestId: chari.showRequestIds ? order.requestId : null,
                  phone: null,
                  createdAt: null,
                  executedAt: order.executedAt,
                }),
              )
      const rows = [...ordered, ...depositRows(({ phone }) => phone === null)]
      return answerLater({
        kind: 'answer',
        value: { rows, complete: script.listing !== 'part', count: rows.length },
        meta: meta(fresh()),
      })
    },
    agent: () => answerLater({ kind: 'unreachable', reason: 'connect', requestId: fresh() }),
    customer: () => {
      calls.push({ what: 'customer', at: clock.now() })
      return answerLater({
        kind: 'answer',
        value: { name: 'Khadija Alaoui', level: 2, status: 3 },
        meta: meta(fresh()),
      })
    },
    createRequest: () => answerLater({ kind: 'unreachable', reason: 'connect', requestId: fresh() }),
    simulate: () => answerLater({ kind: 'unreachable', reason: 'connect', requestId: fresh() }),
    close: () => undefined,
  }
  return chari
}
