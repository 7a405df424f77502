import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { Heard } from '../../../electron/domain/webhook'
import type { Settings } from '../../../electron/settings/types'
import words from '../../../resources/words/fr.json' with { type: 'json' }
import { memoryFolder, openCounter, openCounterJournal, placesOf, testSettings } from '../../support/counter'
import { scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const REFERENCE = '1122334455'

function shop(change: Partial<Settings> = {}) {
  const clock = steppedClock()
  const chari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const settings = testSettings(change)
  const made = openCounter(journal, chari, clock, () => settings)
  made.counter.start()
  return {
    ...made,
    chari,
    clock,
    settings,
    looks: () => chari.calls.filter(({ what }) => what === 'request').length,
  }
}

/** "CashIn by reference executed", as the receiver tells it. */
const executed = (change: Partial<Heard> = {}): Heard => ({
  sequence: 1_000,
  at: '2026-06-16T09:00:00.000Z',
  event: 'cashin.network.executed',
  about: 'cash_in',
  webhookId: '1',
  operationId: '900900',
  transactionId: null,
  requestId: null,
  gateway: { trackId: null, orderId: null, referenceId: null },
  operationType: 1,
  method: 'Agent',
  status: 'completed',
  amount: centimes(15_000),
  fee: null,
  reference: REFERENCE,
  network: null,
  createdAt: null,
  executedAt: null,
  ...change,
})

/** An unsure cash-in whose look-ups give no answer until they are let. */
async function unsure(change: Partial<Settings> = {}) {
  const made = shop(change)
  const order = made.chari.order('cash_in', REFERENCE, 15_000)
  made.chari.script.execute = 'lost_after'
  const wanted = await made.quote(REFERENCE)
  made.chari.script.look = 'no_answer'
  made.chari.script.list = 'no_answer'
  const confirmed = await made.confirm(wanted)
  if (!confirmed.ok) throw new Error(confirmed.message.code)
  const { id } = confirmed.value
  await made.clock.pass(5 * 60_000)
  return { ...made, order, id }
}

describe('what Chari tells of an operation by itself', () => {
  it('triggers the look-up at once, which alone settles it', async () => {
    const { counter, chari, clock, view, id, looks, events } = await unsure()
    expect(view(id).state).toBe('unsure')
    chari.script.look = 'none'
    const before = looks()
    counter.announced(executed())
    await clock.settle()
    expect(looks()).toBe(before + 1)
    expect(view(id)).toMatchObject({ state: 'completed' })
    expect(events(id).find(({ kind }) => kind === 'operation.heard')?.payload).toEqual({
      webhook: 1_000,
      said: 'completed',
      requestId: null,
      operationId: '900900',
    })
    for (const { code } of view(id).timeline) expect(Object.keys(words.timeline)).toContain(code)
  })

  it('releases no cash while the look-up does not say so, whatever the webhook claims', async () => {
    const { counter, clock, view, id, events, order } = await unsure()
    const requestId = order.requestId
    counter.announced(executed({ requestId }))
    await clock.settle()
    expect(view(id)).toMatchObject({ state: 'unsure', cash: 'received' })
    expect(Object.keys(placesOf(events(id)))).not.toContain('drawer')
  })

  it('by our own request id is the sign that several terminals need', async () => {
    const many = { soleTerminal: false, otherTerminals: ['CASA2'] }
    const without = await unsure(many)
    without.chari.script.look = 'none'
    without.counter.announced(executed())
    await without.clock.settle()
    expect(without.view(without.id).state).toBe('unsure')

    const withId = await unsure(many)
    withId.chari.script.look = 'none'
    withId.counter.announced(executed({ requestId: withId.order.requestId?.toUpperCase() ?? null }))
    await withId.clock.settle()
    expect(withId.view(withId.id)).toMatchObject({ state: 'completed' })
    const completed = withId.events(withId.id).find(({ kind }) => kind === 'operation.completed')
    expect(completed?.payload).toMatchObject({ by: 'look_up', sign: 'request_id' })
  })

  it('and Chari’s look-up names another agent: neither is believed, a person will decide', async () => {
    const { counter, chari, clock, view, id, order } = await unsure()
    counter.announced(executed({ requestId: order.requestId }))
    await clock.settle()
    order.agentCode = 'AG99999'
    chari.script.look = 'none'
    await counter.checkNow(id, { cashier: 'Salma B.', shift: null })
    expect(view(id).state).toBe('unsure')
  })

  it.each([
    ['another reference', { reference: '9988776655' }],
    ['another amount', { amount: centimes(15_001) }],
    ['the other direction', { about: 'cash_out', event: 'cashout.network.executed' } as const],
    ['a deposit by card', { about: 'card_cash_in', event: 'cashin.card.authorized' } as const],
    ['nothing that names it', { reference: null }],
    ['a request of somebody else', { reference: null, requestId: 'c0ffee00-0000-4000-8000-000000000000' }],
  ])('with %s concerns it not', async (_what, change) => {
    const { counter, clock, id, kinds, looks } = await unsure()
    const before = looks()
    counter.announced(executed(change))
    await clock.settle()
    expect(looks()).toBe(before)
    expect(kinds(id)).not.toContain('operation.heard')
  })

  it('a failure proves nothing by itself either; without an amount no request id counts', async () => {
    const { counter, clock, view, id, events, order } = await unsure()
    counter.announced(executed({ status: 'failed' }))
    await clock.settle()
    counter.announced(executed({ sequence: 1_001, amount: null, requestId: order.requestId }))
    await clock.settle()
    expect(view(id).state).toBe('unsure')
    const heard = events(id).filter(({ kind }) => kind === 'operation.heard')
    expect(heard.map(({ payload }) => payload.requestId)).toEqual([null, null])
  })

  it('while a look-up is under way brings one more after it', async () => {
    const { counter, chari, clock, view, id } = await unsure()
    const first = counter.checkNow(id, { cashier: 'Salma B.', shift: null })
    counter.announced(executed())
    chari.script.look = 'none'
    await first
    await clock.settle()
    expect(view(id).state).toBe('completed')
  })

  it('while our own request is still under way is remembered, and interrupts nothing', async () => {
    const { counter, chari, clock, quote, confirm, view, journal, looks } = shop({ soleTerminal: false })
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_after'
    let release: () => void = () => undefined
    chari.hold = new Promise((resolve) => {
      release = resolve
    })
    const confirming = confirm(await quote(REFERENCE))
    await clock.settle()
    const [sent] = journal.events({ kinds: ['operation.sent'], limit: 1 })
    const before = looks()
    counter.announced(executed({ requestId: String(sent?.payload.requestId) }))
    await clock.settle()
    expect([view(sent?.operation ?? '').state, looks()]).toEqual(['sent', before])
    release()
    await confirming
    await clock.pass(10)
    expect(view(sent?.operation ?? '').state).toBe('completed')
  })

  it('is remembered across a restart', async () => {
    const many = { soleTerminal: false, otherTerminals: ['CASA2'] }
    const { counter, chari, clock, id, order, journal, settings } = await unsure(many)
    counter.announced(executed({ requestId: order.requestId }))
    await clock.settle()
    counter.stop()
    chari.script.look = 'none'
    const again = openCounter(journal, chari, clock, () => settings)
    again.counter.start()
    await clock.pass(2_000)
    expect(again.view(id)).toMatchObject({ state: 'completed' })
  })

  it('completed after all, of one that was refused, is shown to a person at once', async () => {
    const { counter, chari, clock, sell, view } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'refused'
    const { id } = await sell(REFERENCE)
    expect(view(id).state).toBe('refused')
    await clock.settle()
    chari.execute(order, 'AG20417', null)
    counter.announced(executed())
    await clock.settle()
    await clock.settle()
    expect(view(id)).toMatchObject({ state: 'review', reason: { code: 'completed_late' } })
  })

  it('of what is settled, or of nothing here, changes nothing', async () => {
    const { counter, chari, clock, sell, kinds, looks } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    const { id } = await sell(REFERENCE)
    const before = [kinds(id), looks()]
    counter.announced(executed())
    counter.announced(executed({ reference: 'no reference', about: 'unknown' }))
    await clock.settle()
    expect([kinds(id), looks()]).toEqual(before)
  })
})
