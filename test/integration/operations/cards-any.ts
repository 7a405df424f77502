import fc from 'fast-check'
import { expect } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { isSettled } from '../../../electron/domain/operation'
import { CUSTOMER, cardShop, typed } from '../../support/cards'
import { AGENT, quickSettings, SALMA } from '../../support/counter'
import type { CardFault, LookFault } from '../../support/scripted-chari'

/**
 * Everything that may happen to one card deposit, in any order, on a real journal: the answer, the bank's page, the
 * bank itself, webhooks, listings, faults, a cashier who leaves, kills and restarts. What Chari's books say at the end
 * is the truth that the terminal is held against.
 */

const AMOUNT = centimes(15_000)
const MINUTE = 60_000

type Happening =
  | 'page_accepts'
  | 'page_declines'
  | 'page_crashes'
  | 'cashier_closes'
  | 'bank_pays'
  | 'bank_fails'
  | 'webhook'
  | 'webhook_of_another'
  | 'stranger'
  | 'other_amount'
  | 'restart'
  | 'leave'
  | 'check'
  | 'books_silent'
  | 'books_part'
  | 'books_whole'
  | 'look_fails'
  | 'look_works'
  | 'a_second'
  | 'some_seconds'
  | 'a_minute'

const HAPPENINGS: readonly Happening[] = [
  'page_accepts',
  'page_declines',
  'page_crashes',
  'cashier_closes',
  'bank_pays',
  'bank_pays',
  'bank_fails',
  'webhook',
  'webhook_of_another',
  'stranger',
  'stranger',
  'other_amount',
  'restart',
  'leave',
  'check',
  'books_silent',
  'books_part',
  'books_whole',
  'look_fails',
  'look_works',
  'a_second',
  'some_seconds',
  'a_minute',
]
const FAULTS: readonly CardFault[] = [
  'challenge',
  'challenge',
  'bare_challenge',
  'unusable',
  'completed',
  'open',
  'failed',
  'refused',
  'pending',
  'name',
  'lost_before',
  'lost_before',
  'lost_open',
  'lost_after',
]
const LOOKS: readonly LookFault[] = ['no_answer', 'unreachable', 'throttled', 'error']

interface Run {
  readonly fault: CardFault
  readonly by: 'agent' | 'phone'
  readonly sole: boolean
  /** Rows name the request and the gateway's ids. */
  readonly ids: boolean
  readonly happenings: readonly Happening[]
  readonly look: LookFault
}

const runs: fc.Arbitrary<Run> = fc.record({
  fault: fc.constantFrom(...FAULTS),
  by: fc.constantFrom('agent' as const, 'agent' as const, 'phone' as const),
  sole: fc.boolean(),
  ids: fc.boolean(),
  happenings: fc.array(fc.constantFrom(...HAPPENINGS), { minLength: 3, maxLength: 14, size: 'max' }),
  look: fc.constantFrom(...LOOKS),
})

async function play({ fault, by, sole, ids, happenings, look }: Run): Promise<string> {
  const quick = quickSettings({ soleTerminal: sole })
  const shop = cardShop({}, { ...quick, timers: { ...quick.timers, challengeMs: 30_000 } })
  const { chari, clock, here, restart } = shop
  chari.showRequestIds = ids
  chari.script.card = fault
  const { id, attempts } = await shop.pay(typed(), by === 'agent' ? {} : { by, phone: CUSTOMER })
  const ours = chari.deposits.at(0)
  const requestId = attempts[0]?.requestId ?? ''
  const { card } = here().counter

  const happens = async (what: Happening): Promise<void> => {
    const { counter } = here()
    switch (what) {
      case 'page_accepts':
        return counter.card.hint(id, { responseCode: '0', reasonCode: 'SUCCESS', operation: null })
      case 'page_declines':
        return counter.card.hint(id, { responseCode: '51', reasonCode: 'DECLINED', operation: null })
      case 'page_crashes':
        return counter.card.abandoned(id, 'crashed')
      case 'cashier_closes':
        return void counter.card.abandon(id, SALMA)
      case 'bank_pays':
        return ours && chari.settle(ours, 'completed')
      case 'bank_fails':
        return ours && chari.settle(ours, 'failed')
      case 'webhook':
        return void counter.heard({
          operationId: ours?.operationId ?? null,
          gatewayIds: ours ? [ours.gatewayId] : [],
          requestId,
          reference: null,
        })
      case 'webhook_of_another':
        return void counter.heard({
          operationId: '1',
          gatewayIds: ['GW-1'],
          requestId: 'of-another',
          reference: null,
        })
      case 'stranger':
        // Where this terminal is the only one there is nobody else with its code.
        return void chari.deposit({
          amount: AMOUNT,
          status: 'completed',
          ...(sole ? { agentCode: 'AG99999' } : { agentCode: AGENT }),
        })
      case 'other_amount':
        return void chari.deposit({ amount: centimes(9_900), agentCode: AGENT, status: 'completed' })
      case 'restart':
        return restart()
      case 'leave':
        return void counter.nextCustomer(id, SALMA)
      case 'check':
        return void (await counter.checkNow(id, SALMA))
      case 'books_silent':
        chari.script.list = 'no_answer'
        return
      case 'books_part':
        chari.script.listing = 'part'
        return
      case 'books_whole':
        chari.script.list = 'none'
        chari.script.listing = 'whole'
        return
      case 'look_fails':
        chari.script.look = look
        return
      case 'look_works':
        chari.script.look = 'none'
        return
      case 'a_second':
        return clock.pass(1_000)
      case 'some_seconds':
        return clock.pass(7_000)
      case 'a_minute':
        return clock.pass(MINUTE)
    }
  }

  const moved = (): number => ours?.executions ?? 0
  const check = (): void => {
    const { state, printed, card: facts } = shop.view(id)
    const receipts = printed.filter(({ kind }) => kind === 'receipt').length
    if (state === 'completed') expect(moved(), 'counted, and executed once').toBe(1)
    if (state !== 'completed') expect(receipts, 'no receipt before completed').toBe(0)
    if (state === 'not_done' || state === 'refused' || state === 'not_sent')
      expect(moved(), `${state}, and nothing executed`).toBe(0)
    expect(receipts).toBeLessThanOrEqual(1)
    expect(chari.sentCards.length, 'sent once at most').toBeLessThanOrEqual(1)
    expect((facts?.challengeUntil ?? null) !== null).toBe(here().counter.card.challenge(id) !== null)
  }

  check()
  for (const what of happenings) {
    await happens(what)
    check()
  }
  chari.script.list = 'none'
  chari.script.listing = 'whole'
  chari.script.look = 'none'
  // Everything heals, and a quarter of an hour by quick clocks goes by.
  await clock.pass(5 * MINUTE)
  check()
  const { state } = shop.view(id)
  const decided = ours === undefined || ours.status !== 'open'
  if (decided)
    expect(isSettled(state) || state === 'review', `decided at Chari, and left ${state}`).toBe(true)
  expect(shop.journal.verify().broken).toBeNull()
  expect(card).toBeDefined()
  shop.here().counter.stop()
  return state
}

/** Gives how often it ended how. */
export async function playMany(seed: number, numRuns: number): Promise<ReadonlyMap<string, number>> {
  const ends = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(runs, async (run) => {
      const state = await play(run)
      ends.set(state, (ends.get(state) ?? 0) + 1)
    }),
    { seed, numRuns },
  )
  return ends
}
