import { expect } from 'vitest'
import type { CardOutcome, Listing, LookUpOutcome, OperationRecord } from '../../../electron/chari/outcome'
import { centimes } from '../../../electron/domain/money'
import { type CardHint, isSettled } from '../../../electron/domain/operation'
import { PAPER_REQUESTED } from '../../../electron/domain/paper'
import {
  type Acted,
  cashAct,
  decide,
  duplicate,
  nextCustomer,
  park,
  printSlip,
} from '../../../electron/operations/acts'
import { cardStep } from '../../../electron/operations/card-machine'
import type { Fact } from '../../../electron/operations/facts'
import {
  type FoldedEvent,
  fold,
  isByCard,
  isUnsettled,
  lastAttempt,
  type Operation,
} from '../../../electron/operations/operation'
import { type Marks, noMarks, type Rules } from '../../../electron/operations/proof'
import type { CardInput, HeardIds } from '../../../electron/operations/step'
import { AGENT } from './bench'

/**
 * The machine of a card deposit without a runner. What it checks is reckoned from the inputs alone, never from the
 * machine's own state: which ids are ours, and what Chari said under them.
 */

export const AMOUNT = centimes(15_000)
const TIMES = {
  notDoneMs: 120_000,
  agreeMs: 30_000,
  acceptedMs: 900_000,
  listingMs: 600_000,
  challengeMs: 300_000,
  settleMs: [0, 1_000],
}
const START = Date.parse('2026-06-16T09:00:00.000Z')

export type CardAct = 'next' | 'park' | 'slip' | 'duplicate' | 'cash' | 'completed' | 'not_done' | 'elsewhere'

export interface CardBench {
  readonly operation: () => Operation
  readonly executing: () => boolean
  readonly sent: () => void
  readonly reply: (outcome: CardOutcome) => void
  readonly hint: (hint: CardHint) => void
  readonly hear: (ids: HeardIds) => void
  readonly probe: (outcome: LookUpOutcome<OperationRecord>) => void
  readonly list: (outcome: LookUpOutcome<Listing>, rivals: boolean) => void
  readonly pass: (ms: number) => void
  readonly restart: () => void
  readonly act: (act: CardAct, ticket: string) => void
  readonly end: () => void
}

export function createCardBench(by: 'agent' | 'phone', soleTerminal: boolean): CardBench {
  const events: FoldedEvent[] = []
  let nowMs = 1_000
  let startMs = nowMs
  let marks: Marks = noMarks
  let executing = true
  let decided: CardAct | null = null

  // What the inputs alone say.
  const ours = { requests: new Set(['request-1']), operations: new Set<string>(), gateway: new Set<string>() }
  let toldCompleted = false
  let toldFailed = false
  let soleRow = false
  /** Times of whole listings in this run that held nothing that could be it, since the bank's window ended. */
  let absences: number[] = []

  const now = (): string => new Date(START + nowMs).toISOString()
  const rules = (): Rules => ({ nowMs, startMs, now: now(), ...TIMES, soleTerminal, hasListing: true })
  const event = (kind: string, payload: unknown): FoldedEvent => ({
    kind,
    payload,
    operation: 'op',
    at: now(),
    sequence: events.length + 1,
    cashier: 'Salma B.',
    shift: null,
    hash: 'abcdef0123456789',
  })

  events.push(
    event('card.intent', {
      number: 'CASA1-000001',
      sequence: 1,
      by,
      firstSix: '491891',
      lastFour: '5005',
      scheme: 'visa',
      amount: AMOUNT,
      fee: null,
      total: null,
      creditedTo: 'unknown',
      agentCode: AGENT,
      requestId: 'request-1',
      confirmId: 'confirm-1',
      inputHash: '',
      preview: { requestId: 'look', httpStatus: 200, serverDate: now() },
      customer: { name: null, phone: null, lastFour: null, level: null, active: null },
    }),
  )
  const begun = fold(events)
  if (!begun) throw new Error('no operation')
  let operation = begun

  const checkTransition = (before: Operation, fact: Fact, byPerson: boolean): void => {
    const { state } = before
    switch (fact.kind) {
      case 'operation.sent':
        expect(state).toBe('intent')
        break
      case 'operation.completed':
        expect(isSettled(state), `completed from ${state}`).toBe(false)
        if (fact.payload.sign === 'decision') expect(decided).toBe('completed')
        else if (fact.payload.sign === 'sole_terminal')
          expect({ soleTerminal, soleRow }).toEqual({ soleTerminal: true, soleRow: true })
        else expect(toldCompleted, `completed by ${fact.payload.sign}`).toBe(true)
        break
      case 'operation.not_done':
        if (fact.payload.code === 'decision') expect(decided).toBe('not_done')
        else expect(toldFailed, 'not done by Chari’s word under an id of ours').toBe(true)
        break
      case 'operation.review':
        if (fact.payload.code !== 'card_absent') break
        expect((absences.at(-1) ?? 0) - (absences[0] ?? 0)).toBeGreaterThanOrEqual(TIMES.listingMs)
        break
      case 'operation.refused':
      case 'operation.unsure':
        expect(['intent', 'sent']).toContain(state)
        break
      case 'operation.not_sent':
        expect(state).toBe('intent')
        break
      case 'card.challenge':
        expect(['intent', 'sent']).toContain(state)
        break
      case 'card.hint':
        expect(state).toBe('challenge')
        break
      case 'paper':
        expect(state === 'completed').toBe(fact.paper === 'receipt')
        expect(byPerson || !before.parked, 'a parked operation prints nothing by itself').toBe(true)
        break
      case 'drawer':
        throw new Error('a card opens no drawer')
      default:
        expect(fact.kind.startsWith('cash.'), 'no cash moves by card').toBe(false)
    }
  }

  const take = (facts: readonly Fact[], byPerson: boolean): void => {
    for (const fact of facts) {
      checkTransition(operation, fact, byPerson)
      if (fact.kind === 'drawer') continue
      events.push(
        fact.kind === 'paper'
          ? event(PAPER_REQUESTED, { data: { kind: fact.paper } })
          : event(fact.kind, fact.payload),
      )
      const before = operation
      operation = fold(events.slice(-1), operation) ?? operation
      if (before.state === 'completed') expect(operation.state, 'completed stays so').toBe('completed')
    }
    expect(events.filter(({ kind }) => kind === 'operation.sent').length).toBeLessThanOrEqual(1)
    expect(operation.attempts).toHaveLength(1)
  }

  const feed = (input: CardInput): void => {
    if (!isByCard(operation)) throw new Error('no card')
    const before = operation.state
    const result = cardStep(operation, input, marks, rules())
    marks = result.marks
    take(result.facts, false)
    if (operation.state !== before) marks = { ...marks, settleFromMs: nowMs }
    if (before === 'challenge' && operation.state !== 'challenge') absences = []
  }

  const isOurs = (row: OperationRecord): boolean =>
    (row.requestId !== null && ours.requests.has(row.requestId)) ||
    (row.operationId !== null && ours.operations.has(row.operationId)) ||
    (row.gatewayIds ?? []).some((id) => ours.gateway.has(id))

  /** Where Chari named two operations for one request, the first is kept: a row of the other may be missed. */
  const isOursForCertain = (row: OperationRecord): boolean =>
    isOurs(ours.operations.size > 1 ? { ...row, operationId: null } : row)

  /** A row that says of itself that it is no deposit of ours, whatever its amount. */
  const isAnother = ({
    operationType,
    transactionType,
    agentCode,
    createdAt,
    operationId,
  }: OperationRecord) =>
    (operationType !== null && operationType !== 1 && operationType !== 24) ||
    (transactionType !== null && transactionType !== 1 && transactionType !== 24) ||
    (agentCode !== null && agentCode !== AGENT) ||
    (createdAt?.endsWith('Z') === true && Date.parse(createdAt) < START) ||
    (operationId !== null && ours.operations.size > 0)

  /** What a record under an id of ours says of our amount. */
  const learn = (row: OperationRecord): void => {
    if (row.operationId !== null) ours.operations.add(row.operationId)
    if (row.status === 'completed' && row.amount === AMOUNT) toldCompleted = true
    if ((row.status === 'failed' || row.status === 'canceled') && row.amount !== centimes(9))
      toldFailed = true
  }

  const acted = (act: CardAct, ticket: string): Acted => {
    switch (act) {
      case 'next':
        return nextCustomer(operation)
      case 'park':
        return park(operation)
      case 'slip':
        return printSlip(operation)
      case 'duplicate':
        return duplicate(operation)
      case 'cash':
        return cashAct(operation, 'cash_in_drawer', null, false)
      default:
        return decide(operation, { decision: act, ticket, note: '', supervisor: 'Karim I.', second: null })
    }
  }

  return {
    operation: () => operation,
    executing: () => executing,
    sent: () => feed({ kind: 'sent' }),
    reply: (outcome) => {
      executing = false
      if (outcome.kind !== 'unreachable' && operation.state === 'intent') feed({ kind: 'sent' })
      if (outcome.kind === 'done') {
        const { operationId, gatewayIds, status, amount, redirect, redirectUnusable } = outcome.reply
        if (operationId !== null) ours.operations.add(operationId)
        for (const id of gatewayIds) ours.gateway.add(id)
        if (
          status === 'completed' &&
          amount === AMOUNT &&
          operationId !== null &&
          redirect === null &&
          !redirectUnusable
        )
          toldCompleted = true
      }
      feed({ kind: 'replied', outcome })
    },
    hint: (hint) => feed({ kind: 'hinted', hint }),
    hear: (ids) => {
      // The counter finds the operation by an id of ours before it tells the machine.
      const named =
        (ids.requestId !== null && ours.requests.has(ids.requestId)) ||
        (ids.operationId !== null && ours.operations.has(ids.operationId)) ||
        ids.gatewayIds.some((id) => ours.gateway.has(id))
      if (!named) return
      if (operation.state !== 'intent' && operation.state !== 'completed') {
        if (ids.operationId !== null) ours.operations.add(ids.operationId)
        for (const id of ids.gatewayIds) ours.gateway.add(id)
      }
      const { state } = operation
      feed({ kind: 'heard', ...ids })
      expect(operation.state, 'a webhook alone changes nothing').toBe(state)
    },
    probe: (outcome) => {
      if (executing || operation.chariOperationId === null) return
      if (outcome.kind === 'answer' && outcome.value.operationId !== operation.chariOperationId) return
      if (outcome.kind === 'answer') learn(outcome.value)
      feed({ kind: 'probed', outcome })
    },
    list: (outcome, rivals) => {
      if (executing) return
      if (outcome.kind === 'answer') {
        const { rows, complete } = outcome.value
        const mine = rows.filter(isOurs)
        const ids = new Set(mine.flatMap(({ operationId }) => operationId ?? []))
        for (const row of rows)
          if (mine.includes(row) || (row.operationId !== null && ids.has(row.operationId))) learn(row)
        const alike = rows.filter((row) => !isOurs(row) && row.amount === AMOUNT && row.requestId === null)
        // Whoever pays into the same wallet by a telephone of their own names no agent.
        const done = alike.filter(({ status, agentCode }) => status === 'completed' && agentCode === AGENT)
        soleRow = mine.length === 0 && done.length >= 1 && !rivals
        const silent = alike.every(
          (row) => row.status === 'failed' || row.status === 'canceled' || isAnother(row),
        )
        if (complete && silent && !rows.some(isOursForCertain) && operation.state !== 'challenge')
          absences.push(nowMs)
      }
      feed({ kind: 'card_listed', outcome, taken: () => false, rivals })
    },
    pass: (ms) => {
      nowMs += ms
    },
    restart: () => {
      startMs = nowMs
      marks = noMarks
      absences = []
      executing = false
      feed({ kind: 'started' })
      expect(operation.parked || !isUnsettled(operation), 'nobody stands before it').toBe(true)
    },
    act: (act, ticket) => {
      const inReview = operation.state === 'review'
      const confirms = operation.reason?.code === 'card_absent' && act === 'not_done'
      const result = acted(act, ticket)
      if (act === 'cash' || act === 'elsewhere') expect(result.ok).toBe(false)
      if (!result.ok) return
      if (act === 'completed' || act === 'not_done') {
        expect(inReview).toBe(true)
        expect(ticket !== '' || confirms, 'decided by Chari’s ticket').toBe(true)
        decided = act
      }
      take(result.facts, true)
    },
    end: () => {
      expect(fold(events)).toEqual(operation)
      expect(lastAttempt(operation).requestId).toBe('request-1')
    },
  }
}
