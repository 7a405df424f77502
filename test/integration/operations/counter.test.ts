import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import {
  IDENTITY,
  memoryFolder,
  openCounter,
  openCounterJournal,
  placesOf,
  SALMA,
  SHIFT_EVENTS,
  testSettings,
} from '../../support/counter'
import { toldTo } from '../../support/journal'
import { scriptedChari } from '../../support/scripted-chari'
import { type SteppedClock, steppedClock } from '../../support/stepped-clock'

const REFERENCE = '1122334455'

function shop(change: Parameters<typeof testSettings>[0] = {}, clock: SteppedClock = steppedClock()) {
  const chari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const settings = testSettings(change)
  const made = openCounter(journal, chari, clock, () => settings)
  made.counter.start()
  return { ...made, chari, clock }
}

describe('a cash-in', () => {
  it('is completed, receipted, and leaves exactly its amount in the drawer', async () => {
    const { chari, quote, confirm, counter, events, kinds } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    const answer = await confirm(await quote(REFERENCE), 20_000)
    expect(answer).toMatchObject({
      ok: true,
      value: {
        state: 'completed',
        cash: 'received',
        change: 'due',
        changeDue: 5_000,
        number: 'CASA1-000001',
      },
    })
    if (!answer.ok) return
    const { id } = answer.value
    expect(kinds(id)).toEqual([
      'operation.intent',
      'cash.received',
      'operation.sent',
      'operation.answered',
      'operation.completed',
      'cash.change_due',
      'drawer.requested',
      'paper.requested',
    ])
    const done = counter.nextCustomer(id, SALMA)
    expect(done).toMatchObject({
      ok: true,
      value: { cash: 'in_drawer', change: 'given', changeDue: 0, unsettled: false },
    })
    expect(placesOf(events(id))).toEqual({ drawer: 15_000, float: -15_000 })
    expect(counter.counts()).toEqual({ unsettled: 0, nextCheckInMs: null })
  })

  it('refuses too little money before anything is sent', async () => {
    const { chari, quote, confirm } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    expect(await confirm(await quote(REFERENCE), 14_999)).toMatchObject({
      ok: false,
      message: { code: 'received_too_little', params: { missing: 1 } },
    })
    expect(chari.calls.filter(({ what }) => what === 'execute')).toEqual([])
  })

  it('takes and leaves a fee in cash where the shop says so', async () => {
    const { chari, sell, counter, events } = shop({ feeInCash: { cash_in: true, cash_out: true } })
    chari.order('cash_in', REFERENCE, 15_000).fee = centimes(300)
    chari.order('cash_out', '9988776655', 15_000).fee = centimes(300)
    const deposit = await sell(REFERENCE, 20_000)
    counter.nextCustomer(deposit.id, SALMA)
    expect(placesOf(events(deposit.id))).toEqual({ drawer: 15_300, float: -15_000 })
    const withdrawal = await sell('9988776655')
    counter.nextCustomer(withdrawal.id, SALMA)
    expect(placesOf(events(withdrawal.id))).toEqual({ drawer: -14_700, float: 15_000 })
  })
})

describe('a cash-out', () => {
  it('asks for the identity, pays on completed only, and prints with paid', async () => {
    const { chari, quote, confirm, counter, kinds, events } = shop()
    chari.order('cash_out', REFERENCE, 40_000)
    const wanted = await quote(REFERENCE)
    const bare = await counter.confirm(
      { confirmId: randomUUID(), quoteId: wanted.quoteId, received: null, identity: null },
      SALMA,
    )
    expect(bare).toMatchObject({ ok: false, message: { code: 'identity_needed' } })
    const answer = await confirm(wanted)
    expect(answer).toMatchObject({ ok: true, value: { state: 'completed', cash: 'due' } })
    if (!answer.ok) return
    const { id } = answer.value
    expect(kinds(id)).not.toContain('paper.requested')
    expect(counter.duplicate(id, SALMA)).toMatchObject({ ok: false })
    expect(counter.nextCustomer(id, SALMA)).toMatchObject({ ok: true, value: { cash: 'paid' } })
    expect(kinds(id)).toContain('paper.requested')
    expect(placesOf(events(id))).toEqual({ drawer: -40_000, float: 40_000 })
    // A second press changes nothing.
    counter.nextCustomer(id, SALMA)
    expect(placesOf(events(id))).toEqual({ drawer: -40_000, float: 40_000 })
    expect(counter.duplicate(id, SALMA)).toMatchObject({
      ok: true,
      value: { printed: [{ kind: 'receipt', copies: 2 }] },
    })
  })

  it('left before it was paid is paid later, against the identity', async () => {
    const { chari, sell, counter, kinds } = shop()
    chari.order('cash_out', REFERENCE, 40_000)
    const { id } = await sell(REFERENCE)
    counter.park(id, SALMA)
    expect(counter.nextCustomer(id, SALMA)).toMatchObject({ ok: true, value: { cash: 'due' } })
    expect(counter.cash(id, 'cash_paid', null, SALMA)).toMatchObject({
      ok: false,
      message: { code: 'identity_needed' },
    })
    expect(counter.cash(id, 'cash_paid', IDENTITY, SALMA)).toMatchObject({
      ok: true,
      value: { cash: 'paid' },
    })
    expect(counter.cash(id, 'cash_paid', IDENTITY, SALMA)).toMatchObject({ ok: false })
    expect(kinds(id).filter((kind) => kind === 'cash.paid')).toHaveLength(1)
    expect(kinds(id).slice(-3)).toEqual(['cash.paid', 'drawer.requested', 'paper.requested'])
  })
})

describe('confirming', () => {
  it('gives a repeat the first answer, in this run and after a restart, and refuses other inputs', async () => {
    const { chari, quote, confirm, counter, journal, clock } = shop()
    chari.order('cash_in', REFERENCE, 15_000)
    const wanted = await quote(REFERENCE)
    const confirmId = randomUUID()
    const [first, second] = await Promise.all([
      confirm(wanted, 15_000, confirmId),
      confirm(wanted, 15_000, confirmId),
    ])
    expect(second).toEqual(first)
    expect(await confirm(wanted, 16_000, confirmId)).toMatchObject({
      ok: false,
      message: { code: 'same_confirm_other_inputs' },
    })
    counter.stop()
    const again = openCounter(journal, chari, clock)
    expect(await again.confirm(wanted, 15_000, confirmId)).toMatchObject({
      ok: true,
      value: { state: 'completed' },
    })
    expect(await again.confirm(wanted, 17_000, confirmId)).toMatchObject({
      ok: false,
      message: { code: 'same_confirm_other_inputs' },
    })
    expect(chari.calls.filter(({ what }) => what === 'execute')).toHaveLength(1)
  })

  it('executes once where two confirms of one reference race', async () => {
    const { chari, quote, confirm } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    const [a, b] = [await quote(REFERENCE), await quote(REFERENCE)]
    const answers = await Promise.all([confirm(a), confirm(b)])
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(order.executions).toBe(1)
    expect(chari.calls.filter(({ what }) => what === 'execute')).toHaveLength(1)
  })

  it('looks an old quote up again, and stops where Chari now says otherwise', async () => {
    const { chari, quote, confirm, clock } = shop()
    const order = chari.order('cash_in', REFERENCE, 15_000)
    const same = await quote(REFERENCE)
    await clock.pass(61_000)
    const looks = chari.calls.length
    expect(await confirm(same)).toMatchObject({ ok: true, value: { state: 'completed' } })
    expect(chari.calls.slice(looks).map(({ what }) => what)).toEqual(['request', 'execute'])

    chari.order('cash_in', '9988776655', 10_000)
    const old = await quote('9988776655')
    chari.order('cash_in', '9988776655', 12_000)
    await clock.pass(61_000)
    expect(await confirm(old)).toMatchObject({ ok: false, message: { code: 'quote_changed' } })
    expect(order.executions).toBe(1)
  })

  it('does not start where the journal cannot be written', async () => {
    const clock = steppedClock()
    const chari = scriptedChari(clock)
    const journal = openCounterJournal(memoryFolder(), { clock })
    const broken = {
      ...journal,
      reserve: () => {
        throw new Error('full')
      },
    }
    const { quote, confirm } = openCounter(broken, chari, clock)
    chari.order('cash_in', REFERENCE, 15_000)
    expect(await confirm(await quote(REFERENCE))).toMatchObject({
      ok: false,
      message: { code: 'journal_unwritable' },
    })
    expect(chari.calls.filter(({ what }) => what === 'execute')).toEqual([])
  })

  it('shows an outcome that cannot be written as unsure, pays nothing on it, and writes it later', async () => {
    const clock = steppedClock()
    const chari = scriptedChari(clock)
    const journal = openCounterJournal(memoryFolder(), { clock })
    let full = false
    const filling: typeof journal = {
      ...journal,
      append: (author, build) => {
        if (full) throw new Error('SQLITE_FULL')
        return journal.append(author, build)
      },
    }
    const { quote, confirm, counter, view } = openCounter(filling, chari, clock)
    chari.order('cash_out', REFERENCE, 15_000)
    const wanted = await quote(REFERENCE)
    let go = (): void => undefined
    chari.hold = new Promise((resolve) => {
      go = resolve
    })
    const answer = confirm(wanted)
    await clock.settle()
    full = true
    go()
    const shown = await answer
    expect(shown).toMatchObject({
      ok: true,
      value: { state: 'unsure', cash: 'none', reason: { code: 'journal_unwritable' } },
    })
    if (!shown.ok) return
    const { id } = shown.value
    expect(counter.nextCustomer(id, SALMA)).toMatchObject({
      ok: false,
      message: { code: 'journal_unwritable' },
    })
    full = false
    await clock.pass(10_000)
    expect(view(id)).toMatchObject({ state: 'completed', cash: 'due' })
  })

  it('sends nothing where `sent` cannot be made durable', async () => {
    const clock = steppedClock()
    const chari = scriptedChari(clock)
    const journal = openCounterJournal(memoryFolder(), { clock })
    let appends = 0
    const failing: typeof journal = {
      ...journal,
      append: (author, build) => {
        appends += 1
        if (appends === 2) throw new Error('SQLITE_IOERR')
        return journal.append(author, build)
      },
    }
    const { quote, confirm } = openCounter(failing, chari, clock)
    const order = chari.order('cash_in', REFERENCE, 15_000)
    expect(await confirm(await quote(REFERENCE))).toMatchObject({ ok: true, value: { state: 'not_sent' } })
    expect(order.executions).toBe(0)
  })
})

describe('looking up', () => {
  const say = async (
    made: ReturnType<typeof shop>,
    text: string,
    want: 'automatic' | 'cash_in' | 'cash_out' = 'automatic',
  ) => made.counter.lookUp({ text, want, source: 'typed' }, SALMA)

  it('says of each bad reference what it is, and asks nothing that need not be', async () => {
    const made = shop()
    for (const [text, fault] of [
      ['12345', 'too_short'],
      ['1'.repeat(21), 'too_long'],
      ['ABC!!', 'characters'],
      ['', 'empty'],
    ] as const)
      expect(await say(made, text)).toMatchObject({
        kind: 'message',
        message: { code: 'reference_invalid', params: { fault } },
      })
    expect(made.chari.calls).toEqual([])
    expect(await say(made, REFERENCE)).toMatchObject({ message: { code: 'reference_unknown' } })
  })

  it('tells closed references apart', async () => {
    const made = shop()
    const order = made.chari.order('cash_out', REFERENCE, 10_000)
    order.expired = true
    expect(await say(made, REFERENCE)).toMatchObject({ message: { code: 'reference_expired' } })
    order.expired = false
    order.status = 'canceled'
    expect(await say(made, REFERENCE)).toMatchObject({ message: { code: 'reference_canceled' } })
    order.status = 'failed'
    expect(await say(made, REFERENCE)).toMatchObject({ message: { code: 'reference_failed' } })
    order.status = 'open'
    made.chari.execute(order, 'AG99999', null)
    expect(await say(made, REFERENCE)).toMatchObject({
      message: { code: 'reference_used', params: { direction: 'cash_out', time: '10:00' } },
    })
  })

  it('says where a reference is of the other direction', async () => {
    const made = shop()
    made.chari.order('cash_out', REFERENCE, 10_000)
    expect(await say(made, REFERENCE, 'cash_in')).toMatchObject({
      message: { code: 'reference_other_direction', params: { direction: 'cash_out' } },
    })
    expect(await say(made, REFERENCE, 'cash_out')).toMatchObject({ kind: 'quote' })
  })

  it('lets the cashier choose between two different open answers', async () => {
    const made = shop()
    made.chari.order('cash_out', REFERENCE, 10_000)
    made.chari.order('cash_in', REFERENCE, 12_000)
    const answer = await say(made, REFERENCE)
    expect(answer).toMatchObject({
      kind: 'choose',
      quotes: [
        { direction: 'cash_in', amount: 12_000 },
        { direction: 'cash_out', amount: 10_000 },
      ],
    })
  })

  it.each([
    ['unreachable', 'offline'],
    ['no_answer', 'not_answering'],
    ['denied', 'denied'],
    ['throttled', 'throttled'],
  ] as const)('says %s as %s', async (fault, code) => {
    const made = shop()
    made.chari.order('cash_in', REFERENCE, 12_000)
    made.chari.script.look = fault
    expect(await say(made, REFERENCE)).toMatchObject({ kind: 'message', message: { code } })
  })

  it('opens what this terminal already handles, by reference, number or paper', async () => {
    const made = shop()
    made.chari.order('cash_in', REFERENCE, 12_000)
    made.chari.script.execute = 'lost_before'
    const { id, number } = await made.sell(REFERENCE)
    const existing = { kind: 'existing', operation: id }
    const looks = made.chari.calls.length
    expect(await say(made, REFERENCE)).toEqual(existing)
    expect(await say(made, number.toLowerCase())).toEqual(existing)
    const hash = made.events(id)[0]?.hash.slice(0, 12)
    const scan = { text: `GUICHET:${number}:${hash}`, want: 'automatic', source: 'scan' } as const
    expect(await made.counter.lookUp(scan, SALMA)).toEqual(existing)
    expect(
      await made.counter.lookUp({ ...scan, text: `GUICHET:${number}:000000000000` }, SALMA),
    ).toMatchObject({
      kind: 'message',
    })
    expect(made.chari.calls).toHaveLength(looks)
  })
})

describe('an identity refused', () => {
  it('is journaled without an intent', async () => {
    const made = shop()
    made.chari.order('cash_out', REFERENCE, 12_000)
    const wanted = await made.quote(REFERENCE)
    made.counter.identityRefused(wanted.quoteId, SALMA)
    const events = toldTo(made.journal).slice(SHIFT_EVENTS)
    expect(events.map(({ kind, payload }) => [kind, payload.amount])).toEqual([
      ['operation.identity_refused', centimes(12_000)],
    ])
    expect(await made.confirm(wanted)).toMatchObject({ ok: false, message: { code: 'quote_stale' } })
  })
})
