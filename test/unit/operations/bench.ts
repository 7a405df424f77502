import { expect } from 'vitest'
import type { Listing, LookUpOutcome, MoneyOutcome, RequestSheet } from '../../../electron/chari/outcome'
import type { Direction } from '../../../electron/domain/codes'
import { centimes } from '../../../electron/domain/money'
import type { Identity } from '../../../electron/domain/operation'
import { PAPER_REQUESTED } from '../../../electron/domain/paper'
import {
  type Acted,
  canTryAgain,
  cashAct,
  claim,
  decide,
  duplicate,
  nextCustomer,
  park,
  printSlip,
} from '../../../electron/operations/acts'
import { receivedFact } from '../../../electron/operations/cash-machine'
import type { Fact } from '../../../electron/operations/facts'
import {
  type FoldedEvent,
  fold,
  isUnsettled,
  lastAttempt,
  type Operation,
} from '../../../electron/operations/operation'
import { type Marks, noMarks, type Rules } from '../../../electron/operations/proof'
import { step } from '../../../electron/operations/reference-machine'
import type { Input } from '../../../electron/operations/step'
import type { CashAct } from '../../../electron/operations/types'

/**
 * The machine without a runner: it feeds it inputs, keeps its events, and checks after each step what must always
 * hold. What it checks is reckoned from the inputs alone, never from the machine's own state.
 */

export const AGENT = 'AG20417'
const AMOUNT = centimes(15_000)
const TIMES = {
  notDoneMs: 120_000,
  agreeMs: 30_000,
  acceptedMs: 900_000,
  listingMs: 600_000,
  challengeMs: 300_000,
  settleMs: [0, 1_000],
}
const START = Date.parse('2026-06-16T09:00:00.000Z')
const IDENTITY: Identity = { checked: true, document: null, lastCharacters: null }

export type Act =
  | { readonly kind: 'next' | 'park' | 'slip' | 'duplicate' | 'claim' }
  | { readonly kind: 'cash'; readonly act: CashAct }
  | { readonly kind: 'decide'; readonly decision: 'completed' | 'elsewhere' | 'not_done' }

export interface Bench {
  readonly operation: () => Operation
  readonly executing: () => boolean
  readonly sent: () => void
  readonly outcome: (outcome: MoneyOutcome) => void
  readonly lookUp: (outcome: LookUpOutcome<RequestSheet>) => void
  readonly list: (outcome: LookUpOutcome<Listing>, claimed: boolean) => void
  readonly pass: (ms: number) => void
  readonly restart: () => void
  readonly again: () => boolean
  readonly act: (act: Act) => void
  readonly end: () => void
}

const FINAL = new Set(['completed', 'elsewhere'])

export function createBench(direction: Direction, received: number | null, soleTerminal: boolean): Bench {
  const events: FoldedEvent[] = []
  let nowMs = 1_000
  let startMs = nowMs
  let marks: Marks = noMarks
  let executing = true
  let attempt = 1

  // What the inputs alone prove.
  const proven = { answer: false, requestId: false, agent: false, decided: false, claimed: false }
  let accepted = false
  let opens: number[] = []
  let sentMs: number | null = null

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

  const intent: Fact = {
    kind: 'operation.intent',
    payload: {
      number: 'CASA1-000001',
      sequence: 1,
      direction,
      reference: '1122334455',
      amount: AMOUNT,
      fee: null,
      total: null,
      cashAmount: AMOUNT,
      received: received === null ? null : centimes(received),
      agentCode: AGENT,
      requestId: 'request-1',
      confirmId: 'confirm-1',
      inputHash: '',
      openLookUp: { requestId: 'look', httpStatus: 200, serverDate: null },
      requestedAt: null,
      expiresAt: null,
      customer: { name: null, phone: null, lastFour: null, level: null, active: null },
      identity: null,
    },
  }
  events.push(event(intent.kind, intent.payload))
  if (received !== null) {
    const fact = receivedFact(centimes(received))
    events.push(event(fact.kind, fact.payload))
  }
  const begun = fold(events)
  if (!begun) throw new Error('no operation')
  let operation = begun

  const places = (): Record<string, number> => {
    const sums: Record<string, number> = {}
    for (const { payload } of events)
      for (const { place, amount } of (payload as { cash?: { place: string; amount: number }[] }).cash ?? [])
        sums[place] = (sums[place] ?? 0) + amount
    return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
  }

  const count = (kind: string): number => events.filter((one) => one.kind === kind).length

  const checkMoney = (): void => {
    const at = places()
    for (const place of ['counter', 'aside', 'due', 'change_due', 'owed'])
      expect(at[place] ?? 0, place).toBeGreaterThanOrEqual(0)
    expect(count('cash.paid'), 'paid').toBeLessThanOrEqual(1)
    expect(count('cash.due'), 'due').toBeLessThanOrEqual(1)
    expect(count('cash.in_drawer') + count('cash.returned'), 'in drawer or returned').toBeLessThanOrEqual(1)
    expect(count('cash.change_given'), 'change').toBeLessThanOrEqual(1)
    if (isUnsettled(operation)) return
    const kept = operation.cash === 'in_drawer' ? AMOUNT : operation.cash === 'paid' ? -AMOUNT : 0
    // Executed after all, when the money had been given back: a person decided so, and the shop bears it.
    if (operation.state === 'completed' && operation.cash === 'returned') {
      expect({ decided: proven.decided, at }).toEqual({ decided: true, at: { float: -AMOUNT } })
      return
    }
    expect(at).toEqual(kept === 0 ? {} : { drawer: kept, float: -kept })
  }

  const checkTransition = (before: Operation, fact: Fact, byPerson: boolean): void => {
    const { state, direction: way } = before
    switch (fact.kind) {
      case 'operation.sent':
        expect(state).toBe('intent')
        expect(lastAttempt(before).sentAt).toBeNull()
        break
      case 'operation.completed':
        expect(FINAL.has(state), `completed from ${state}`).toBe(false)
        expect({ ...proven, sole: soleTerminal }, `completed by ${fact.payload.sign}`).toMatchObject(
          {
            own_answer: { answer: true },
            request_id: { requestId: true },
            // Of a card alone.
            operation_id: { decided: 'never' },
            gateway_id: { decided: 'never' },
            sole_terminal: { agent: true, sole: true },
            claim: { agent: true, claimed: true },
            decision: { decided: true },
          }[fact.payload.sign],
        )
        break
      case 'operation.not_done':
        if (fact.payload.code !== 'open' && fact.payload.code !== 'expired') break
        expect(accepted, 'open never proves after an accepted attempt').toBe(false)
        expect(state).toBe('unsure')
        expect(opens.length).toBeGreaterThan(1)
        expect((opens.at(-1) ?? 0) - (opens[0] ?? 0)).toBeGreaterThanOrEqual(TIMES.agreeMs)
        expect((opens.at(-1) ?? 0) - Math.max(sentMs ?? 0, startMs)).toBeGreaterThanOrEqual(TIMES.notDoneMs)
        break
      case 'operation.refused':
      case 'operation.not_sent':
        expect(['intent', 'sent']).toContain(state)
        break
      case 'operation.unsure':
        expect(['intent', 'sent']).toContain(state)
        break
      case 'operation.elsewhere':
        expect(['unsure', 'review']).toContain(state)
        if (state === 'review') expect(proven.decided).toBe(true)
        break
      case 'operation.review':
        expect(['unsure', 'refused', 'not_done']).toContain(state)
        break
      case 'cash.paid':
        expect([way, state]).toEqual(['cash_out', 'completed'])
        break
      case 'cash.in_drawer':
      case 'cash.change_given':
      case 'cash.change_due':
        expect([way, state]).toEqual(['cash_in', 'completed'])
        break
      case 'cash.returned':
        expect(['refused', 'not_sent', 'not_done', 'elsewhere']).toContain(state)
        break
      case 'paper':
        expect(state === 'completed').toBe(fact.paper === 'receipt')
        expect(byPerson || !before.parked, 'a parked operation prints nothing by itself').toBe(true)
        break
      case 'drawer':
        expect(byPerson || !before.parked, 'a parked operation opens no drawer by itself').toBe(true)
        break
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
      if (FINAL.has(before.state)) expect(operation.state, 'a final state never changes').toBe(before.state)
      if (before.state === 'review' && operation.state !== 'review' && !proven.decided)
        expect(operation.state, 'review leaves by itself only on our sign').toBe('completed')
    }
    expect(operation.attempts.length).toBeLessThanOrEqual(2)
    expect(count('operation.sent')).toBeLessThanOrEqual(2)
    checkMoney()
  }

  const feed = (input: Input): void => {
    const before = operation.state
    const result = step(operation, input, marks, rules())
    marks = result.marks
    take(result.facts, false)
    if (operation.state === 'unsure' && before !== 'unsure') marks = { ...marks, settleFromMs: nowMs }
  }

  const learn = (seen: { agentCode: string | null; requestId: string | null }, listing: boolean): void => {
    if (operation.attempts.some(({ requestId }) => requestId === seen.requestId)) proven.requestId = true
    const sentOnce = operation.attempts.some(({ sentAt }) => sentAt !== null)
    if (sentOnce && (seen.agentCode === AGENT || (listing && seen.agentCode === null))) proven.agent = true
  }

  const acted = (act: Act): Acted => {
    switch (act.kind) {
      case 'next':
        return nextCustomer(operation)
      case 'park':
        return park(operation)
      case 'slip':
        return printSlip(operation)
      case 'duplicate':
        return duplicate(operation)
      case 'claim':
        return claim(operation, soleTerminal, { otherTerminals: [], supervisor: 'Karim I.' }, [])
      case 'cash':
        return cashAct(operation, act.act, IDENTITY, false)
      case 'decide':
        return decide(operation, { ...act, ticket: 'CH-1', note: '', supervisor: 'Karim I.', second: null })
    }
  }

  return {
    operation: () => operation,
    executing: () => executing,
    sent: () => {
      if (operation.state === 'intent') sentMs = nowMs
      feed({ kind: 'sent' })
    },
    outcome: (outcome) => {
      executing = false
      if (outcome.kind === 'done' && outcome.reply.amount !== 9 && outcome.reply.reference !== '999999') {
        const { status } = outcome.reply
        if (status === 'open' || status === 'completed') {
          proven.answer = true
          accepted = true
        }
      }
      if (outcome.kind === 'unsure' && outcome.reason === 'pending_confirmation') accepted = true
      feed({ kind: 'outcome', outcome })
    },
    lookUp: (outcome) => {
      // The runner looks up while a call is under way only where the machine asked for it.
      if (executing) return
      if (outcome.kind === 'answer' && outcome.value.amount === AMOUNT) {
        const { status, expired } = outcome.value
        if (status === 'completed') learn(outcome.value, false)
        if (status === 'open' || (expired && status === 'unknown')) opens.push(nowMs)
        else opens = []
      } else if (outcome.kind === 'answer') opens = []
      feed({ kind: 'looked_up', outcome })
    },
    list: (outcome, claimed) => {
      if (executing) return
      if (outcome.kind === 'answer')
        for (const row of outcome.value.rows)
          if (row.status === 'completed' && row.amount === AMOUNT) learn(row, true)
      feed({ kind: 'listed', outcome, claimed })
    },
    pass: (ms) => {
      nowMs += ms
    },
    restart: () => {
      startMs = nowMs
      marks = noMarks
      opens = []
      sentMs = null
      executing = false
      feed({ kind: 'started' })
      expect(operation.parked || !isUnsettled(operation), 'nobody stands before it').toBe(true)
    },
    again: () => {
      if (!canTryAgain(operation)) return false
      expect(executing, 'never two executes in flight').toBe(false)
      expect(accepted && operation.reason?.code === 'open', 'no second attempt on "open" alone').toBe(false)
      attempt += 1
      const ids = { requestId: `request-${attempt}`, confirmId: `confirm-${attempt}`, inputHash: '' }
      const openLookUp = { requestId: 'look', httpStatus: 200, serverDate: null }
      take([{ kind: 'operation.again', payload: { attempt, ...ids, openLookUp } }], true)
      marks = noMarks
      opens = []
      sentMs = null
      executing = true
      return true
    },
    act: (act) => {
      if (act.kind === 'decide' && operation.state === 'review') proven.decided = true
      const result = acted(act)
      if (act.kind === 'claim' && result.ok) proven.claimed = true
      if (result.ok) take(result.facts, true)
    },
    end: () => {
      expect(fold(events)).toEqual(operation)
    },
  }
}
