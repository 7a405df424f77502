import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../electron/settings/types'
import words from '../../../resources/words/fr.json' with { type: 'json' }
import {
  IDENTITY,
  memoryFolder,
  openCounter,
  openCounterJournal,
  placesOf,
  SALMA,
  testSettings,
} from '../../support/counter'
import { type ExecuteFault, scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const REFERENCE = '1122334455'
const HOUR = 3_600_000

function shop(change: Partial<Settings> = {}) {
  const clock = steppedClock()
  const chari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const settings = testSettings(change)
  const made = openCounter(journal, chari, clock, () => settings)
  made.counter.start()
  return { ...made, chari, clock, settings }
}

describe('every fault of an execute', () => {
  /** fault -> state at once, state at the end, and whether Chari moved the money */
  const ends: Readonly<Record<ExecuteFault, readonly [string, string, 0 | 1]>> = {
    none: ['completed', 'completed', 1],
    name: ['not_sent', 'not_sent', 0],
    lost_before: ['unsure', 'not_done', 0],
    lost_after: ['unsure', 'completed', 1],
    late: ['unsure', 'completed', 1],
    server_error: ['unsure', 'not_done', 0],
    server_error_after: ['unsure', 'completed', 1],
    refused: ['refused', 'refused', 0],
    refused_after: ['completed', 'completed', 1],
    pending: ['unsure', 'review', 0],
    pending_after: ['unsure', 'completed', 1],
    denied: ['refused', 'refused', 0],
    throttled: ['refused', 'refused', 0],
    one_then_two: ['unsure', 'completed', 1],
    one_never: ['unsure', 'review', 0],
    bare_done: ['completed', 'completed', 1],
    other_agent: ['elsewhere', 'elsewhere', 1],
    failed_later: ['unsure', 'not_done', 0],
  }

  for (const direction of ['cash_in', 'cash_out'] as const)
    it.each(Object.entries(ends) as [ExecuteFault, (typeof ends)[ExecuteFault]][])(
      `of a ${direction}: %s ends in the true state`,
      async (fault, [first, last, executions]) => {
        const { chari, sell, counter, view, clock, events } = shop()
        const order = chari.order(direction, REFERENCE, 15_000)
        chari.script.execute = fault
        const { id, state } = await sell(REFERENCE)
        expect(state).toBe(first)
        await clock.pass(20 * 60_000)
        const end = view(id)
        expect(end.state).toBe(last)
        expect(order.executions).toBe(executions)
        expect(chari.calls.filter(({ what }) => what === 'execute')).toHaveLength(1)
        // The books agree: our cash moves by exactly what Chari executed for us.
        if (end.state === 'review')
          counter.review(
            { id, decision: 'not_done', ticket: 'CH-1', note: '', supervisor: 'Karim I.', second: null },
            SALMA,
          )
        counter.nextCustomer(id, SALMA)
        const ours = order.executions === 1 && order.agentCode !== 'AG99999'
        const drawer = direction === 'cash_in' ? 15_000 : -15_000
        expect(placesOf(events(id))).toEqual(ours ? { drawer, float: -drawer } : {})
        expect(view(id).unsettled).toBe(false)
        for (const { code } of view(id).timeline) expect(Object.keys(words.timeline)).toContain(code)
      },
    )
})

describe('"open" for an unsure reference', () => {
  it('proves nothing before the window has passed, then not_done', async () => {
    const { chari, sell, view, clock } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    await clock.pass(119_000)
    expect(view(id)).toMatchObject({ state: 'unsure' })
    await clock.pass(2_000)
    expect(view(id)).toMatchObject({ state: 'not_done', cash: 'received' })
  })

  it('needs two answers that agree, at least agreeMs apart', async () => {
    const { chari, sell, view, clock } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    chari.script.look = 'none'
    const wanted = await sell(REFERENCE)
    chari.script.look = 'no_answer'
    await clock.pass(119_000)
    chari.script.look = 'unknown'
    await clock.pass(2_000)
    chari.script.look = 'none'
    await clock.pass(30_000)
    expect(view(wanted.id)).toMatchObject({ state: 'unsure' })
    await clock.pass(90_000)
    expect(view(wanted.id)).toMatchObject({ state: 'not_done' })
  })

  it('begins its window anew at each start of the app', async () => {
    const { chari, sell, counter, clock, journal } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    await clock.pass(110_000)
    counter.stop()
    const again = openCounter(journal, chari, clock)
    again.counter.start()
    await clock.pass(100_000)
    expect(again.view(id)).toMatchObject({ state: 'unsure', parked: true })
    await clock.pass(80_000)
    expect(again.view(id)).toMatchObject({ state: 'not_done' })
  })

  it('is not undone by the wall clock', async () => {
    const { chari, sell, view, clock } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    clock.set('2026-06-16T13:00:00.000Z')
    await clock.pass(60_000)
    expect(view(id)).toMatchObject({ state: 'unsure' })
  })

  it('never proves not_done after an accepted attempt: review, with no second attempt', async () => {
    const { chari, sell, view, clock, counter } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'one_never'
    const { id } = await sell(REFERENCE)
    await clock.pass(899_000)
    expect(view(id)).toMatchObject({ state: 'unsure', notDoneFrom: null })
    await clock.pass(10_000)
    expect(view(id)).toMatchObject({ state: 'review', reason: { code: 'accepted_without_end' } })
    expect(view(id).actions).not.toContain('try_again')
    expect(await counter.tryAgain(id, 'x', SALMA)).toMatchObject({ ok: false })
  })
})

describe('a second attempt', () => {
  it('is the same operation with a new request id, and there is no third', async () => {
    const { chari, sell, view, clock, counter, quote } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    await clock.pass(121_000)
    expect(view(id).actions).toContain('try_again')
    await expect(quote(REFERENCE)).rejects.toThrow('existing')
    chari.script.execute = 'lost_before'
    const second = await counter.tryAgain(id, 'again-1', SALMA)
    expect(second).toMatchObject({ ok: true, value: { state: 'unsure' } })
    // A repeat of the same press sends nothing.
    await counter.tryAgain(id, 'again-1', SALMA)
    await clock.pass(121_000)
    const end = view(id)
    expect(end.state).toBe('not_done')
    expect(new Set(end.attempts.map(({ requestId }) => requestId)).size).toBe(2)
    expect(end.actions).not.toContain('try_again')
    expect(await counter.tryAgain(id, 'again-2', SALMA)).toMatchObject({ ok: false })
    expect(order.executions).toBe(0)
    counter.nextCustomer(id, SALMA)
    expect(view(id)).toMatchObject({ cash: 'returned', unsettled: false })
    expect(await quote(REFERENCE)).toMatchObject({ amount: 15_000 })
  })

  it('refused leaves it not done', async () => {
    const { chari, sell, view, clock, counter } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    await clock.pass(121_000)
    chari.script.execute = 'refused'
    expect(await counter.tryAgain(id, 'again', SALMA)).toMatchObject({
      ok: true,
      value: { state: 'not_done' },
    })
    expect(view(id).reason).toMatchObject({ code: '20006', chariCode: 20006 })
  })

  it('is not sent where the first was executed after all, and that goes to a person', async () => {
    const { chari, sell, view, clock, counter } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    await clock.pass(121_000)
    chari.execute(order, 'AG20417', null)
    expect(await counter.tryAgain(id, 'again', SALMA)).toMatchObject({
      ok: false,
      message: { code: 'reference_used' },
    })
    await clock.pass(31 * 60_000)
    expect(view(id)).toMatchObject({ state: 'review', reason: { code: 'completed_late' } })
    expect(order.executions).toBe(1)
  })

  it('after nothing was sent, goes on with the money that is here', async () => {
    const { chari, sell, counter, events, view } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'name'
    const { id } = await sell(REFERENCE)
    expect(await counter.tryAgain(id, 'again', SALMA)).toMatchObject({
      ok: true,
      value: { state: 'completed' },
    })
    counter.nextCustomer(id, SALMA)
    expect(placesOf(events(id))).toEqual({ drawer: 15_000, float: -15_000 })
    expect(view(id).attempts.map(({ sentAt }) => sentAt === null)).toEqual([true, false])
  })
})

describe('completed, by whom?', () => {
  it('stays unsure without a sign where other terminals use the code, then review; a claim settles it', async () => {
    const { chari, sell, view, clock, counter } = shop({ soleTerminal: false, otherTerminals: ['CASA2'] })
    const order = chari.order('cash_out', REFERENCE, 15_000)
    chari.script.execute = 'lost_after'
    const { id } = await sell(REFERENCE)
    await clock.pass(300_000)
    expect(view(id)).toMatchObject({ state: 'unsure', cash: 'none' })
    expect(view(id).actions).toContain('claim')
    await clock.pass(20 * 60_000)
    expect(view(id)).toMatchObject({ state: 'review', reason: { code: 'completed_without_sign' } })
    const supervisor = 'Karim I.'
    expect(await counter.claim({ id, otherTerminals: [], supervisor }, SALMA)).toMatchObject({ ok: false })
    expect(await counter.claim({ id, otherTerminals: ['CASA2'], supervisor }, SALMA)).toMatchObject({
      ok: true,
      value: { state: 'completed', cash: 'due' },
    })
    expect(order.executions).toBe(1)
  })

  it('is ours by our own request id in the listing, whatever the settings', async () => {
    const { chari, sell, view, clock } = shop({ soleTerminal: false })
    chari.order('cash_out', REFERENCE, 15_000)
    chari.showRequestIds = true
    chari.script.execute = 'lost_after'
    const { id } = await sell(REFERENCE)
    await clock.settle()
    await clock.pass(1_000)
    expect(view(id)).toMatchObject({ state: 'completed' })
  })

  it('is not ours by a look-up that names no agent, without a listing', async () => {
    const { chari, sell, view, clock } = shop({ agentPhone: null })
    chari.order('cash_out', REFERENCE, 15_000)
    chari.script.execute = 'lost_after'
    const { id } = await sell(REFERENCE)
    chari.script.look = 'no_agent'
    await clock.pass(2 * HOUR)
    expect(view(id)).toMatchObject({ state: 'unsure', cash: 'none' })
    await clock.pass(24 * HOUR)
    expect(view(id)).toMatchObject({ state: 'review', reason: { code: 'unsure_24h' } })
    chari.script.look = 'none'
    await clock.pass(HOUR)
    expect(view(id)).toMatchObject({ state: 'completed' })
  })

  it('is elsewhere only by another agent’s code', async () => {
    const { chari, sell, view, clock } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    chari.execute(order, 'AG99999', null)
    await clock.pass(5_000)
    expect(view(id)).toMatchObject({ state: 'elsewhere' })
  })

  it('goes to review where Chari only says unknown through two complete listings', async () => {
    const { chari, sell, view, clock } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const wanted = sell(REFERENCE)
    await wanted
    chari.script.look = 'unknown'
    await clock.pass(25 * 60_000)
    expect(view((await wanted).id)).toMatchObject({ state: 'review', reason: { code: 'only_unknown' } })
  })

  it('turns the only-terminal setting off by a row that this journal does not know', async () => {
    const { chari, sell, view, clock, notAlone, journal } = shop()
    chari.order('cash_in', '2233445566', 1_000)
    await sell('2233445566')
    await clock.pass(1_000)
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_after'
    const strange = chari.order('cash_in', '5566778899', 9_000)
    const { id } = await sell(REFERENCE)
    chari.execute(strange, 'AG20417', null)
    chari.script.look = 'no_agent'
    await clock.pass(5_000)
    expect(notAlone).toEqual(['5566778899'])
    expect(view(id).state).toBe('unsure')
    expect(journal.events({ kinds: ['operation.foreign_row'], limit: 9 })).toHaveLength(1)
  })
})

describe('a refusal', () => {
  it('is not believed until one more look-up answers', async () => {
    const { chari, quote, confirm, clock, view } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    const wanted = await quote(REFERENCE)
    chari.script.execute = 'refused'
    chari.script.look = 'no_answer'
    const answer = await confirm(wanted)
    expect(answer).toMatchObject({
      ok: true,
      value: { state: 'unsure', reason: { code: 'refusal_unconfirmed' } },
    })
    chari.script.look = 'none'
    await clock.pass(150_000)
    if (answer.ok) expect(view(answer.value.id).state).toBe('not_done')
  })

  it('that Chari shows completed within the day goes to review, only if no other operation of ours claims it', async () => {
    const { chari, sell, view, clock, counter } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'refused'
    const first = await sell(REFERENCE)
    counter.nextCustomer(first.id, SALMA)
    const second = await sell(REFERENCE)
    expect(second.state).toBe('completed')
    await clock.pass(31 * 60_000)
    expect(view(first.id).state).toBe('refused')
    expect(order.executions).toBe(1)
  })
})

describe('an order that changes while the hand is on its way', () => {
  it('records no cash for a cashier who saw it unsure: leaving it leaves it', async () => {
    const { chari, sell, counter, clock, view, kinds } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'late'
    const { id } = await sell(REFERENCE, 20_000)
    await clock.pass(60_000)
    expect(view(id)).toMatchObject({ state: 'completed', cash: 'received', change: 'due' })
    expect(counter.nextCustomer(id, SALMA, 'unsure')).toMatchObject({
      ok: true,
      value: { parked: true, cash: 'received', change: 'due', unsettled: true },
    })
    expect(kinds(id)).not.toContain('cash.in_drawer')
  })

  it('refuses what was ordered by another state', async () => {
    const { chari, sell, counter, clock, view } = shop()
    chari.order('cash_out', REFERENCE, 15_000)
    chari.script.execute = 'late'
    const { id } = await sell(REFERENCE)
    await clock.pass(60_000)
    expect(view(id)).toMatchObject({ state: 'completed', cash: 'due' })
    expect(counter.nextCustomer(id, SALMA, 'not_done')).toMatchObject({
      ok: false,
      message: { code: 'nothing_to_do' },
    })
    expect(counter.cash(id, 'cash_paid', IDENTITY, SALMA, 'unsure')).toMatchObject({ ok: false })
    expect(view(id).cash).toBe('due')
    expect(counter.nextCustomer(id, SALMA, 'completed')).toMatchObject({ ok: true, value: { cash: 'paid' } })
  })
})

describe('an operation left', () => {
  it('keeps the money aside, prints a slip, and does nothing by itself when it settles', async () => {
    const { chari, sell, counter, clock, view, kinds } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'late'
    const { id, number } = await sell(REFERENCE, 20_000)
    expect(counter.nextCustomer(id, SALMA)).toMatchObject({
      ok: true,
      value: {
        parked: true,
        cash: 'aside',
        envelope: number,
        printed: [{ kind: 'waiting_slip', copies: 1 }],
      },
    })
    await clock.pass(60_000)
    expect(view(id)).toMatchObject({ state: 'completed', cash: 'aside', change: 'due', unsettled: true })
    expect(kinds(id)).not.toContain('drawer.requested')
    expect(counter.cash(id, 'cash_in_drawer', null, SALMA)).toMatchObject({
      ok: true,
      value: { cash: 'in_drawer', change: 'due' },
    })
    expect(kinds(id).slice(-2)).toEqual(['drawer.requested', 'paper.requested'])
    expect(counter.cash(id, 'change_owed', null, SALMA)).toMatchObject({
      ok: true,
      value: { change: 'owed' },
    })
    expect(counter.cash(id, 'change_given', null, SALMA)).toMatchObject({
      ok: true,
      value: { change: 'given', unsettled: false },
    })
  })

  it('not done and owed is given back later', async () => {
    const { chari, sell, counter, clock, events, view } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    chari.script.execute = 'lost_before'
    const { id } = await sell(REFERENCE)
    counter.park(id, SALMA)
    await clock.pass(125_000)
    counter.cash(id, 'cash_owed', null, SALMA)
    expect(placesOf(events(id))).toEqual({ drawer: 15_000, owed: 15_000 })
    counter.cash(id, 'cash_returned', null, SALMA)
    expect(placesOf(events(id))).toEqual({})
    expect(view(id).unsettled).toBe(false)
  })
})

describe('review', () => {
  it('is decided by a supervisor, in writing, and pays a cash-out only once', async () => {
    const { chari, sell, counter, clock, view, kinds, events } = shop()
    chari.order('cash_out', REFERENCE, 15_000)
    chari.script.execute = 'one_never'
    const { id } = await sell(REFERENCE)
    const decision = { id, ticket: 'CH-77', note: 'au téléphone', supervisor: 'Karim I.', second: null }
    expect(counter.review({ ...decision, decision: 'completed' }, SALMA)).toMatchObject({ ok: false })
    await clock.pass(16 * 60_000)
    expect(counter.review({ ...decision, decision: 'completed' }, SALMA)).toMatchObject({
      ok: true,
      value: { state: 'completed', cash: 'due' },
    })
    expect(counter.review({ ...decision, decision: 'not_done' }, SALMA)).toMatchObject({ ok: false })
    counter.cash(id, 'cash_paid', IDENTITY, SALMA)
    expect(placesOf(events(id))).toEqual({ drawer: -15_000, float: 15_000 })
    expect(kinds(id)).toContain('operation.decided')
    expect(view(id).unsettled).toBe(false)
  })
})
