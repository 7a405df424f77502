import { centimes } from '../../../electron/domain/money'
import type { PaperData } from '../../../electron/domain/paper'
import type { Author, NewEvent } from '../../../electron/journal/types'

/** What one shop does, made up from a seed: the same operations at every run, with the events that the app writes. */

export const TERMINAL = 'CASA1'
export const AGENT = 'AG20417'
const CASHIERS = ['Salma B.', 'Karim I.', 'Nadia O.'] as const
const FIRST = [
  'Amina',
  'Youssef',
  'Khadija',
  'Mehdi',
  'Fatima Zahra',
  'Omar',
  'Leïla',
  'Hamza',
  'Imane',
  'Rachid',
]
const LAST = [
  'Rachidi',
  'El Idrissi',
  'Alaoui',
  'Benjelloun',
  'Tazi',
  'Amrani',
  'Chraïbi',
  'Ouazzani',
  'Berrada',
]
/** Customers of the shop; a few of them come far more often than the others. */
const CUSTOMERS = 40_000
/** Round sums are what people bring. */
const AMOUNTS = [100, 200, 200, 300, 500, 500, 500, 1_000, 1_000, 2_000]

export type Random = () => number

export const pick = <T>(from: readonly T[], random: Random): T =>
  from[Math.floor(random() * from.length)] as T

const hex = (random: Random, digits: number): string => {
  let text = ''
  while (text.length < digits)
    text += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  return text.slice(0, digits)
}
const uuid = (random: Random): string => {
  const h = hex(random, 32)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`
}

export interface Person {
  readonly name: string
  readonly phone: string
}

export function customer(index: number): Person {
  const last = `${LAST[index % LAST.length]}${index < 90 ? '' : ` ${(index * 7_919).toString(36).toUpperCase()}`}`
  return {
    name: `${FIRST[index % FIRST.length]} ${last}`,
    phone: `+2126${String((index * 2_654_435_761) % 100_000_000).padStart(8, '0')}`,
  }
}

export type Ending = 'completed' | 'refused' | 'not_sent' | 'not_done' | 'unsure'

export interface Operation {
  readonly id: string
  readonly number: string
  readonly sequence: number
  readonly direction: 'cash_in' | 'cash_out'
  readonly reference: string
  readonly amount: number
  readonly customer: Person
  readonly ending: Ending
  readonly who: Author
  readonly at: Date
}

/** One append. `events` is asked with the sequence that the paper's request was given, once it was. */
export interface Append {
  readonly afterMs: number
  readonly who: Author
  readonly events: (paper: number) => readonly NewEvent[]
}

const SYSTEM: Author = { cashier: 'system', shift: null }

function endingOf(random: Random): Ending {
  const lot = random()
  if (lot < 0.965) return 'completed'
  if (lot < 0.985) return 'refused'
  return lot < 0.995 ? 'not_sent' : 'not_done'
}

/** The `sequence`th operation of the shop, begun at `at`. */
export function operation(sequence: number, at: Date, random: Random): Operation {
  const amount = random() < 0.8 ? pick(AMOUNTS, random) * 100 : 1_000 * (1 + Math.floor(random() * 500))
  return {
    id: uuid(random),
    number: `${TERMINAL}-${String(sequence).padStart(6, '0')}`,
    sequence,
    direction: random() < 0.65 ? 'cash_in' : 'cash_out',
    // Distinct, and in no order.
    reference: String(1_000_000_000 + ((sequence * 5_851_429_741) % 8_999_999_989)),
    amount,
    customer: customer(Math.floor(random() ** 3 * CUSTOMERS)),
    ending: endingOf(random),
    who: { cashier: pick(CASHIERS, random), shift: null },
    at,
  }
}

/** The appends by which the app writes this operation, in order. */
export function appendsOf(op: Operation, random: Random): readonly Append[] {
  const { id, direction, reference, number } = op
  const amount = centimes(op.amount)
  const cashIn = direction === 'cash_in'
  const received = cashIn ? centimes(op.amount + (random() < 0.3 ? 5_000 : 0)) : null
  const change = received === null ? 0 : received - amount
  const requestId = uuid(random)
  const operationId = String(900_000 + op.sequence)
  const serverDate = op.at.toISOString().replace(/\d{3}Z$/, '000Z')
  const event = (kind: string, payload: unknown): NewEvent => ({ kind, operation: id, payload })
  const move = (place: string, by: number, why = 'operation') => ({ place, amount: by, why })
  const append = (afterMs: number, who: Author, ...events: readonly NewEvent[]): Append => ({
    afterMs,
    who,
    events: () => events,
  })

  const intent = event('operation.intent', {
    number,
    sequence: op.sequence,
    direction,
    reference,
    amount,
    fee: 500,
    total: op.amount + 500,
    cashAmount: amount,
    received,
    agentCode: AGENT,
    requestId,
    confirmId: uuid(random),
    inputHash: hex(random, 43),
    openLookUp: { requestId: uuid(random), httpStatus: 200, serverDate },
    requestedAt: serverDate,
    expiresAt: serverDate,
    customer: { ...op.customer, lastFour: op.customer.phone.slice(-4), level: 2, active: true },
    identity: cashIn ? null : { document: 'cin', lastCharacters: hex(random, 4) },
  })
  const begun = append(
    0,
    op.who,
    intent,
    ...(cashIn ? [event('cash.received', { cash: [move('counter', received ?? 0)] })] : []),
  )
  const returned = cashIn
    ? [append(8_000, op.who, event('cash.returned', { cash: [move('counter', -(received ?? 0))] }))]
    : []
  if (op.ending === 'not_sent')
    return [
      begun,
      append(20, op.who, event('operation.not_sent', { code: 'refused_connection' })),
      ...returned,
    ]
  const sent = append(12, op.who, event('operation.sent', { requestId }))
  const answered = (outcome: 'done' | 'refused' | 'unsure'): NewEvent =>
    event('operation.answered', {
      requestId,
      outcome,
      code: { done: 'status_2', refused: '20004', unsure: 'timeout' }[outcome],
      chariCode: outcome === 'refused' ? 20_004 : null,
      ours: outcome === 'done',
      accepted: false,
      operationId: outcome === 'done' ? operationId : null,
      httpStatus: { done: 200, refused: 400, unsure: null }[outcome],
      serverDate: outcome === 'unsure' ? null : serverDate,
      echo: outcome === 'unsure' ? null : requestId,
      tookMs: 180,
    })
  if (op.ending === 'refused')
    return [
      begun,
      sent,
      append(190, op.who, answered('refused')),
      append(260, op.who, event('operation.refused', { code: '20004', chariCode: 20_004 })),
      ...returned,
    ]
  const unsure = append(
    15_000,
    op.who,
    answered('unsure'),
    event('operation.unsure', { code: 'timeout', chariCode: null }),
  )
  if (op.ending === 'unsure') return [begun, sent, unsure]
  if (op.ending === 'not_done')
    return [
      begun,
      sent,
      unsure,
      append(140_000, SYSTEM, event('operation.not_done', { code: 'open_twice' })),
      ...(cashIn
        ? [append(150_000, op.who, event('cash.returned', { cash: [move('counter', -(received ?? 0))] }))]
        : []),
    ]

  const data: PaperData = {
    kind: 'receipt',
    head: {
      shopName: 'Épicerie Al Amal',
      shopAddress: '14, rue Ibn Batouta, Casablanca',
      shopPhone: '0522 30 40 50',
      agentCode: AGENT,
      terminal: TERMINAL,
      cashier: op.who.cashier,
      at: serverDate,
      version: '0.1.0',
      training: false,
      language: 'fr',
    },
    direction,
    number,
    reference,
    customerName: op.customer.name,
    customerPhone: op.customer.phone,
    amount,
    fee: centimes(500),
    requestId,
    shortHash: hex(random, 12),
    chariOperationId: operationId,
    received,
    change: received === null ? null : centimes(change),
    completedAt: serverDate,
  }
  const paper = event('paper.requested', { paper: uuid(random), copy: 0, data })
  const drawer = event('drawer.requested', { reason: direction, note: null, approvedBy: null })
  const completed = event('operation.completed', {
    by: 'reply',
    sign: 'own_answer',
    operationId,
    fee: 500,
    total: op.amount + 500,
    cash: [move('float', cashIn ? -op.amount : op.amount)],
  })
  const printed: readonly Append[] = [
    { afterMs: 320, who: SYSTEM, events: (job) => [event('print.started', { job, attempt: 1 })] },
    {
      afterMs: 1_200,
      who: SYSTEM,
      events: (job) => [event('print.printed', { job, confirmed: true, interrupted: false })],
    },
  ]
  if (!cashIn)
    return [
      begun,
      sent,
      append(
        200,
        op.who,
        answered('done'),
        completed,
        event('cash.due', { cash: [move('due', amount)] }),
        drawer,
      ),
      append(
        9_000,
        op.who,
        event('cash.paid', { cash: [move('due', -amount), move('drawer', -amount)], identity: null }),
        paper,
      ),
      ...printed.map((one) => ({ ...one, afterMs: 9_000 + one.afterMs })),
    ]
  return [
    begun,
    sent,
    append(
      200,
      op.who,
      answered('done'),
      completed,
      ...(change > 0 ? [event('cash.change_due', { cash: [move('change_due', change, 'change')] })] : []),
      paper,
      drawer,
    ),
    ...printed,
    append(
      9_000,
      op.who,
      event('cash.in_drawer', { cash: [move('counter', -(received ?? 0)), move('drawer', received ?? 0)] }),
      ...(change > 0
        ? [
            event('cash.change_given', {
              cash: [move('change_due', -change, 'change'), move('drawer', -change, 'change')],
            }),
          ]
        : []),
    ),
  ]
}
