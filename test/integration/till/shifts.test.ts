import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { User } from '../../../electron/domain/people'
import { type Journal, JournalError } from '../../../electron/journal/types'
import { IDENTITY } from '../../support/counter'
import { steppedClock } from '../../support/stepped-clock'
import { HAMID, KARIM, SALMA_B } from '../../support/till'
import { got, mad, refusal, type TillShop, tillShop, total } from '../../support/till-shop'

const papers = ({ journal }: TillShop) =>
  journal
    .events({ kinds: ['paper.requested'], limit: 500 })
    .map(({ payload }) => payload as { readonly data: unknown })

describe('without an open shift', () => {
  it('nobody is served, and the reference is not even asked for', async () => {
    const shop = tillShop()
    expect(await shop.serve('cash_in', mad(150))).toEqual({ code: 'shift_closed', params: {} })
    expect(shop.chari.calls).toEqual([])
    expect(shop.kinds()).toEqual([])
  })

  it('a quote of before the Z is not confirmed after it', async () => {
    const shop = tillShop()
    const { counter, chari, who } = shop
    got(shop.open(mad(500)))
    chari.order('cash_in', '1122334455', 15_000)
    const found = await counter.lookUp(
      { text: '1122334455', want: 'automatic', source: 'typed' },
      who(SALMA_B),
    )
    if (found.kind !== 'quote') throw new Error('no quote')
    // The key is pressed with the shift open, and answered with it closed.
    const author = who(SALMA_B)
    got(shop.z())
    const answer = await counter.confirm(
      { confirmId: randomUUID(), quoteId: found.quote.quoteId, received: found.quote.cash, identity: null },
      author,
    )
    expect(refusal(answer)).toBe('shift_closed')
    expect(shop.kinds()).not.toContain('operation.intent')
    expect(chari.calls.some(({ what }) => what === 'execute')).toBe(false)
  })

  it('no cash of an operation is moved, and what is not known yet may still be left', async () => {
    const shop = tillShop()
    const { counter, clock, who } = shop
    got(shop.open(mad(500)))
    const unsure = await shop.serve('cash_in', mad(150), SALMA_B, 'lost_after')
    if (!('id' in unsure)) throw new Error('not served')
    const { id } = unsure
    got(shop.z())
    await clock.pass(60_000)
    expect(counter.get(id)).toMatchObject({ state: 'completed', cash: 'aside' })
    expect(refusal(counter.cash(id, 'cash_in_drawer', null, who(SALMA_B)))).toBe('shift_closed')
    expect(refusal(counter.nextCustomer(id, who(SALMA_B)))).toBe('shift_closed')
    expect(counter.park(id, who(SALMA_B)).ok).toBe(true)

    got(shop.open(mad(500)))
    expect(counter.cash(id, 'cash_in_drawer', null, who(SALMA_B))).toMatchObject({ ok: true })
    expect(shop.till.current('main')?.sums).toMatchObject({ cashIn: mad(150), expected: mad(650) })
  })

  it('nothing is paid in or out, and no waiting operation is tried again', async () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    const failed = await shop.serve('cash_out', mad(100), SALMA_B, 'name')
    if (!('id' in failed)) throw new Error('not served')
    expect(failed.state).toBe('not_sent')
    got(shop.z())
    expect(refusal(shop.move({}))).toBe('shift_closed')
    const again = await shop.counter.tryAgain(failed.id, randomUUID(), shop.who(SALMA_B))
    expect(refusal(again)).toBe('shift_closed')
  })
})

describe('an opening', () => {
  it('takes what is found in a new drawer as its fund, and asks no questions', () => {
    const shop = tillShop()
    expect(shop.till.proposal(SALMA_B, null)).toMatchObject({ carried: 0, first: true, last: null })
    const shift = got(shop.open(mad(2_000)))
    expect(shift).toMatchObject({
      id: 'CASA1-S000001',
      number: 1,
      drawer: 'main',
      day: '2026-06-16',
      openedBy: 'Salma B.',
      holder: 'Salma B.',
      forgotten: false,
      counted: null,
    })
    expect(shop.till.current('main')).toMatchObject({
      carried: mad(2_000),
      openingDifference: 0,
      sums: { opening: mad(2_000), expected: mad(2_000) },
    })
    expect(papers(shop).map(({ data }) => data)).toMatchObject([
      { kind: 'shift_opening', shift: 'CASA1-S000001', counted: { total: mad(2_000) }, difference: 0 },
    ])
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toEqual([])
  })

  it('begins from what the last closing left, shown beside', () => {
    const shop = tillShop()
    got(shop.open(mad(2_000)))
    got(shop.z(SALMA_B, { left: mad(1_500) }))
    expect(shop.till.status(SALMA_B)).toMatchObject({ shift: null, carried: mad(1_500), sums: null })
    expect(shop.till.proposal(HAMID, null)).toMatchObject({
      carried: mad(1_500),
      first: false,
      last: {
        z: 1,
        closedBy: 'Salma B.',
        counted: { total: mad(2_000) },
        left: mad(1_500),
        toSafe: mad(500),
      },
    })
    expect(got(shop.open(mad(1_500), HAMID))).toMatchObject({ number: 2, holder: 'Hamid T.' })
  })

  it('writes a difference as a row of its own, with a reason, and a supervisor beyond the tolerance', () => {
    const shop = tillShop()
    got(shop.open(mad(1_000)))
    got(shop.z())
    expect(refusal(shop.open(mad(980)))).toBe('reason_needed')
    expect(refusal(shop.open(mad(900)))).toBe('supervisor_needed')
    expect(refusal(shop.open(mad(900), SALMA_B, { approvedBy: 'Karim I.' }))).toBe('reason_needed')
    expect(shop.till.openShifts()).toEqual([])

    const given = { reason: 'Billet rendu hier', approvedBy: 'Karim I.' }
    got(shop.open(mad(900), SALMA_B, given))
    expect(shop.till.current('main')).toMatchObject({
      carried: mad(1_000),
      openingDifference: -mad(100),
      openingReason: 'Billet rendu hier',
      sums: { opening: mad(900), expected: mad(900), differences: 0 },
    })
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toMatchObject([
      {
        what: 'opening',
        shift: 'CASA1-S000002',
        expected: mad(1_000),
        counted: mad(900),
        difference: -mad(100),
        reason: 'Billet rendu hier',
        approvedBy: 'Karim I.',
      },
    ])
  })

  it('names no supervisor where none was needed', () => {
    const shop = tillShop()
    got(shop.open(mad(1_000)))
    got(shop.z())
    got(shop.open(mad(980), KARIM, { reason: 'Pourboire', approvedBy: 'Karim I.' }))
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toMatchObject([
      { difference: -mad(20), reason: 'Pourboire', approvedBy: null },
    ])
  })

  it('is one a drawer, and a repeat gets the first answer', () => {
    const shop = tillShop()
    const openId = randomUUID()
    const shift = got(shop.open(mad(100), SALMA_B, { openId }))
    expect(got(shop.open(mad(100), SALMA_B, { openId }))).toEqual(shift)
    expect(refusal(shop.open(mad(200), SALMA_B, { openId }))).toBe('same_confirm_other_inputs')
    expect(refusal(shop.open(mad(100)))).toBe('shift_open')
    expect(refusal(shop.open(mad(100), HAMID))).toBe('shift_open')
    expect(shop.kinds().filter((kind) => kind === 'till.shift_opened')).toHaveLength(1)
  })

  it('takes over what the days of before shifts left in the drawer', () => {
    const shop = tillShop()
    // As the till of the first version wrote it.
    shop.journal.append({ cashier: 'Salma B.', shift: null }, () => [
      {
        kind: 'cash.in_drawer',
        operation: null,
        payload: {
          cash: [
            { place: 'counter', amount: -mad(300), why: 'operation' },
            { place: 'drawer', amount: mad(300), why: 'operation' },
          ],
        },
      },
    ])
    expect(shop.till.proposal(SALMA_B, null)).toMatchObject({ carried: mad(300), first: false })
    got(shop.open(mad(300)))
    expect(shop.till.current('main')?.sums.expected).toBe(mad(300))
  })

  it('is told, and nothing is kept, where the journal cannot be written', () => {
    const { journal, clock } = tillShop()
    const full: Journal = {
      ...journal,
      append: () => {
        throw new JournalError('disk_full', 'no room')
      },
    }
    const shop = tillShop({}, { journal: full, clock })
    expect(refusal(shop.open(mad(100)))).toBe('journal_unwritable')
    expect(shop.till.openShifts()).toEqual([])
  })
})

describe('one drawer each', () => {
  it('lets each cashier open, work and close alone', async () => {
    const shop = tillShop({ drawers: 'each' })
    got(shop.open(mad(500), SALMA_B))
    got(shop.open(mad(300), HAMID))
    await shop.serve('cash_in', mad(100), SALMA_B)
    await shop.serve('cash_out', mad(50), HAMID)
    expect(shop.till.current('Salma B.')?.sums.expected).toBe(mad(600))
    expect(shop.till.current('Hamid T.')?.sums.expected).toBe(mad(250))
    expect(shop.till.status(SALMA_B)).toMatchObject({
      drawer: 'Salma B.',
      shift: { holder: 'Salma B.' },
      others: [{ holder: 'Hamid T.' }],
    })
    // Each Z counts its own drawer's operations.
    const { report } = got(shop.z(HAMID))
    expect(report.tally.kinds[1]).toMatchObject({ kind: 'cash_out', count: 1, amount: mad(50) })
    expect(report.tally.kinds[0]).toMatchObject({ kind: 'cash_in', count: 0 })
    expect(got(shop.z(SALMA_B)).report).toMatchObject({ z: 2, tally: { first: 'CASA1-000001' } })
  })

  it('leaves the drawer of another to a supervisor', () => {
    const shop = tillShop({ drawers: 'each' })
    const { id } = got(shop.open(mad(500), SALMA_B))
    const count = (user: User) =>
      shop.till.count({ countId: randomUUID(), shift: id, purpose: 'closing', count: total(mad(500)) }, user)
    expect(refusal(count(HAMID))).toBe('not_allowed')
    expect(refusal(shop.z(HAMID, { shift: id }))).toBe('not_allowed')
    expect(got(shop.z(KARIM, { shift: id, left: mad(500), counted: mad(500) })).report.closedBy).toBe(
      'Karim I.',
    )
    // And opens it again, to take out what lies in it, when its cashier is gone.
    expect(refusal(shop.open(mad(500), HAMID, { drawer: 'Salma B.' }))).toBe('not_allowed')
    expect(refusal(shop.open(mad(500), KARIM, { drawer: 'Nobody' }))).toBe('not_allowed')
    expect(got(shop.open(mad(500), KARIM, { drawer: 'Salma B.' }))).toMatchObject({
      drawer: 'Salma B.',
      holder: 'Karim I.',
    })
  })

  it('never stands beside a drawer for all: the other way of sharing is closed first', () => {
    const shop = tillShop()
    got(shop.open(mad(500), SALMA_B))
    shop.settings = { ...shop.settings, drawers: 'each' }
    expect(shop.till.shiftOf('Salma B.')).toBeNull()
    expect(shop.open(mad(100), HAMID)).toMatchObject({
      ok: false,
      message: { code: 'shift_open', params: { name: 'Salma B.' } },
    })
    expect(shop.till.status(HAMID)).toMatchObject({ shift: null, others: [{ drawer: 'main' }] })
    got(shop.z(HAMID, { shift: 'CASA1-S000001', counted: mad(500), left: mad(0) }))
    got(shop.open(mad(100), HAMID))
    shop.settings = { ...shop.settings, drawers: 'shared' }
    expect(refusal(shop.open(mad(100), SALMA_B))).toBe('shift_open')
  })
})

describe('a forgotten shift', () => {
  it('is found the next morning, serves nobody, and is counted and closed for its own day', async () => {
    const clock = steppedClock('2026-06-16T08:00:00.000Z')
    const shop = tillShop({}, { clock })
    got(shop.open(mad(500)))
    await shop.serve('cash_in', mad(100))
    clock.set('2026-06-17T07:30:00.000Z')
    shop.till.start()
    expect(shop.till.status(SALMA_B).shift).toMatchObject({ forgotten: true, day: '2026-06-16' })
    expect(await shop.serve('cash_in', mad(50))).toMatchObject({ code: 'shift_forgotten' })
    expect(refusal(shop.open(mad(500)))).toBe('shift_forgotten')
    expect(shop.till.closings('day', null, 10).rows).toEqual([])

    const { report, closed } = got(shop.z())
    expect(report).toMatchObject({ day: '2026-06-16', sums: { expected: mad(600) } })
    expect(closed).toMatchObject([{ kind: 'day', number: 1, period: '2026-06-16' }])
    expect(got(shop.open(mad(600)))).toMatchObject({ day: '2026-06-17' })
    expect(await shop.serve('cash_in', mad(50))).toMatchObject({ state: 'completed' })
    shop.till.stop()
  })

  it('is not one of a shop that serves past midnight', async () => {
    const clock = steppedClock('2026-06-16T13:00:00.000Z')
    const shop = tillShop({}, { clock })
    got(shop.open(mad(500)))
    clock.set('2026-06-17T01:30:00.000Z')
    expect(shop.till.status(SALMA_B).shift).toMatchObject({ forgotten: false })
    expect(await shop.serve('cash_in', mad(50))).toMatchObject({ state: 'completed' })
  })
})

describe('a count', () => {
  it('is blind for a cashier until it is sealed', () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    expect(shop.till.status(SALMA_B)).toMatchObject({ hidden: true, sums: null, serves: { cashOut: null } })
    expect(shop.till.x(id, SALMA_B)).toMatchObject({
      hidden: true,
      sums: null,
      tally: null,
      movements: null,
      handOvers: null,
      counts: [{ kind: 'cash_in' }, { kind: 'cash_out' }, { kind: 'card' }],
    })
    expect(JSON.stringify(shop.till.x(id, SALMA_B))).not.toContain('"expected"')
    expect(shop.till.status(KARIM)).toMatchObject({ hidden: false, sums: { expected: mad(500) } })
    expect(shop.till.x(id, KARIM)).toMatchObject({ hidden: false, sums: { expected: mad(500) } })
    expect(shop.till.sealed(id, SALMA_B)).toBeNull()

    const sealed = got(shop.count(mad(480)))
    expect(sealed).toMatchObject({ expected: mad(500), difference: -mad(20), needs: 'reason', z: 1 })
    expect(shop.till.sealed(id, SALMA_B)).toEqual(sealed)
    // What it should hold stays out of the bar.
    expect(shop.till.status(SALMA_B)).toMatchObject({ sums: null, shift: { counted: 'closing' } })
  })

  it('shows everything where the shop does not count blind', () => {
    const shop = tillShop({ blind: false })
    got(shop.open(mad(500)))
    expect(shop.till.status(SALMA_B)).toMatchObject({
      hidden: false,
      sums: { expected: mad(500) },
      serves: { cashOut: mad(500) },
    })
  })

  it('may be made once more, and the first is kept beside it', () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    const countId = randomUUID()
    const first = { countId, shift: id, purpose: 'closing' as const, count: total(mad(400)) }
    expect(got(shop.till.count(first, SALMA_B))).toMatchObject({ recount: true, firstCount: null })
    // A repeat is no recount.
    expect(got(shop.till.count(first, SALMA_B))).toMatchObject({ recount: true, firstCount: null })
    expect(got(shop.count(mad(500)))).toMatchObject({
      recount: false,
      firstCount: { total: mad(400) },
      counted: { total: mad(500) },
      difference: 0,
    })
    expect(refusal(shop.count(mad(500)))).toBe('nothing_to_do')
    const closing = { closeId: randomUUID(), shift: id, left: mad(500), reason: null, approvedBy: null }
    expect(got(shop.till.close(closing, SALMA_B)).report).toMatchObject({
      firstCount: { total: mad(400) },
      difference: 0,
    })
  })

  it('holds until cash moves', () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    got(shop.count(mad(500)))
    got(shop.move({ amount: mad(20) }))
    expect(shop.till.sealed(id, SALMA_B)).toBeNull()
    const closing = { closeId: randomUUID(), shift: id, left: mad(480), reason: null, approvedBy: null }
    expect(refusal(shop.till.close(closing, SALMA_B))).toBe('count_needed')
    expect(got(shop.count(mad(480)))).toMatchObject({ recount: true, firstCount: null, difference: 0 })
    expect(shop.till.close(closing, SALMA_B).ok).toBe(true)
  })

  it('waits for a money call that is under way, and for nothing else', async () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    let release: () => void = () => undefined
    shop.chari.hold = new Promise((resolve) => {
      release = resolve
    })
    const serving = shop.serve('cash_out', mad(100))
    await shop.clock.settle()
    expect(refusal(shop.count(mad(500)))).toBe('operation_in_flight')
    expect(refusal(shop.z())).toBe('operation_in_flight')
    release()
    expect(await serving).toMatchObject({ state: 'completed' })
    expect(got(shop.z()).report.sums).toMatchObject({ cashOut: mad(100), expected: mad(400) })
  })
})

describe('a hand-over', () => {
  const handing = (shift: string, to: string, more: { reason?: string; approvedBy?: string } = {}) => ({
    handOverId: randomUUID(),
    shift,
    to,
    reason: more.reason ?? null,
    approvedBy: more.approvedBy ?? null,
  })

  it('is made on a sealed count, with its difference as a row, and the shift goes on', async () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    await shop.serve('cash_in', mad(100))
    expect(shop.till.handOverRefused(handing(id, 'Hamid T.'), SALMA_B)?.code).toBe('count_needed')
    got(shop.count(mad(590), 'hand_over'))
    expect(refusal(shop.till.handOver(handing(id, 'Hamid T.'), SALMA_B))).toBe('reason_needed')
    const act = handing(id, 'Hamid T.', { reason: 'Monnaie mal rendue' })
    const done = got(shop.till.handOver(act, SALMA_B))
    expect(done).toMatchObject({ from: 'Salma B.', to: 'Hamid T.', difference: -mad(10), approvedBy: null })
    expect(got(shop.till.handOver(act, SALMA_B))).toEqual(done)

    await shop.serve('cash_in', mad(50), HAMID)
    expect(shop.till.current('main')).toMatchObject({
      cashiers: ['Salma B.', 'Hamid T.'],
      handOvers: [done],
      sums: { opening: mad(500), cashIn: mad(150), differences: -mad(10), expected: mad(640) },
      tally: { cashiers: [{ cashier: 'Salma B.' }, { cashier: 'Hamid T.' }] },
    })
    expect(shop.till.openShifts()).toMatchObject([{ holder: 'Hamid T.', counted: null }])
    expect(papers(shop).at(-2)?.data).toMatchObject({ kind: 'hand_over', shift: 1, handOver: done })
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toMatchObject([
      {
        what: 'hand_over',
        expected: mad(600),
        counted: mad(590),
        drawer: 'main',
        reason: 'Monnaie mal rendue',
      },
    ])
  })

  it('goes from who has the drawer, or by a supervisor, to somebody else', () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    got(shop.count(mad(500), 'hand_over'))
    expect(shop.till.handOverRefused(handing(id, 'Salma B.'), SALMA_B)?.code).toBe('not_allowed')
    expect(shop.till.handOverRefused(handing(id, 'Karim I.'), HAMID)?.code).toBe('not_allowed')
    expect(shop.till.handOverRefused(handing(id, 'Hamid T.'), KARIM)).toBeNull()
    expect(got(shop.till.handOver(handing(id, 'Hamid T.'), KARIM)).from).toBe('Salma B.')
  })

  it('is of a shared drawer only, and never of a count for closing', () => {
    const shop = tillShop({ drawers: 'each' })
    const { id } = got(shop.open(mad(500)))
    got(shop.count(mad(500), 'hand_over'))
    expect(shop.till.handOverRefused(handing(id, 'Hamid T.'), SALMA_B)?.code).toBe('not_allowed')
    const other = tillShop()
    const shared = got(other.open(mad(500)))
    got(other.count(mad(500), 'closing'))
    expect(other.till.handOverRefused(handing(shared.id, 'Hamid T.'), SALMA_B)?.code).toBe('count_needed')
  })
})

describe('low cash and low float', () => {
  it('warn at the thresholds of the shop, and block nothing', async () => {
    const shop = tillShop({ blind: false, cashWarn: mad(200), floatWarn: mad(1_000) })
    got(shop.open(mad(250), SALMA_B, { float: { source: 'typed', amount: mad(1_050) } }))
    expect(shop.till.status(SALMA_B)).toMatchObject({
      cashLevel: 'ok',
      floatLevel: 'ok',
      serves: { cashIn: mad(1_050), cashOut: mad(250) },
    })
    await shop.serve('cash_out', mad(50))
    await shop.serve('cash_in', mad(200))
    await shop.serve('cash_out', mad(200))
    expect(shop.till.status(SALMA_B)).toMatchObject({ cashLevel: 'low', floatLevel: 'ok' })
    expect(await shop.serve('cash_out', mad(900))).toMatchObject({ state: 'completed' })
    expect(shop.till.status(SALMA_B)).toMatchObject({ cashLevel: 'low', serves: { cashOut: 0 } })
  })

  it('stop before cash is touched where the shop says so, and name what must stay', async () => {
    const shop = tillShop({ cashStop: mad(100), floatStop: mad(500) })
    got(shop.open(mad(300), SALMA_B, { float: { source: 'typed', amount: mad(800) } }))
    expect(await shop.serve('cash_out', mad(201))).toMatchObject({
      code: 'cash_low_stop',
      params: { least: '100,00\u00a0MAD' },
    })
    expect(await shop.serve('cash_in', mad(301))).toMatchObject({ code: 'float_low_stop' })
    expect(await shop.serve('cash_out', mad(200))).toMatchObject({ state: 'completed' })
    expect(shop.till.status(SALMA_B)).toMatchObject({ cashLevel: 'stop' })
    expect(await shop.serve('cash_in', mad(500))).toMatchObject({ state: 'completed' })
    expect(shop.till.status(SALMA_B)).toMatchObject({ floatLevel: 'stop', cashLevel: 'ok' })
  })

  it('keeps what is promised to a customer who stands there', async () => {
    const shop = tillShop({ blind: false, cashStop: mad(0) })
    got(shop.open(mad(300)))
    shop.chari.order('cash_out', '1122334455', mad(200))
    const author = shop.who(SALMA_B)
    const found = await shop.counter.lookUp(
      { text: '1122334455', want: 'automatic', source: 'typed' },
      author,
    )
    if (found.kind !== 'quote') throw new Error('no quote')
    await shop.counter.confirm(
      { confirmId: randomUUID(), quoteId: found.quote.quoteId, received: null, identity: IDENTITY },
      author,
    )
    expect(shop.till.status(SALMA_B)).toMatchObject({
      beside: { due: mad(200) },
      sums: { expected: mad(300) },
      serves: { cashOut: mad(100) },
    })
    expect(await shop.serve('cash_out', mad(150))).toMatchObject({ code: 'cash_low_stop' })
  })

  it('stops nothing on a float that is not known', async () => {
    const shop = tillShop({ floatStop: mad(500) })
    got(shop.open(mad(300)))
    expect(shop.till.status(SALMA_B)).toMatchObject({ floatLevel: null, serves: { cashIn: null } })
    expect(await shop.serve('cash_in', mad(10_000))).toMatchObject({ state: 'completed' })
  })
})
