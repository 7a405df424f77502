import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { PeriodClosing, ZReport } from '../../../electron/domain/closing'
import { CLOSING_PREFIX } from '../../../electron/journal/closing-signature'
import { createVerifier } from '../../../electron/journal/ed25519'
import { canonical } from '../../../electron/journal/encoding'
import { testSigner } from '../../support/signer'
import { steppedClock } from '../../support/stepped-clock'
import { HAMID, KARIM, SALMA_B } from '../../support/till'
import { got, mad, refusal, type TillShop, tillShop } from '../../support/till-shop'

const holds = (document: object | undefined, signature: string | undefined): boolean => {
  const text = `${CLOSING_PREFIX}${canonical({ ...document }).text}`
  return createVerifier()(testSigner.publicKey, text, signature ?? '')
}

const papers = ({ journal }: TillShop) =>
  journal
    .events({ kinds: ['paper.requested'], limit: 500 })
    .map(({ payload }) => payload as { readonly copy: number; readonly data: { readonly kind: string } })

const period = (shop: TillShop, kind: PeriodClosing['kind'], number: number): PeriodClosing => {
  const stored = shop.till.closing(kind, number)
  if (stored?.kind !== 'period') throw new Error(`no ${kind} ${number}`)
  return stored.document
}

describe('an X', () => {
  it('reads the shift as it stands, closes nothing, and goes on paper as the cashier may see it', async () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    await shop.serve('cash_in', mad(150))
    await shop.serve('cash_out', mad(40), SALMA_B, 'refused')
    await shop.serve('cash_in', mad(80), SALMA_B, 'lost_after')
    got(shop.move({ movement: 'paid_out', reason: 'expense', amount: mad(20) }))
    const x = shop.till.x(id, KARIM)
    expect(x).toMatchObject({
      shift: id,
      day: '2026-06-16',
      sums: { opening: mad(500), cashIn: mad(150), paidOut: mad(20), expected: mad(630) },
      beside: { aside: mad(80) },
      tally: {
        kinds: [
          { kind: 'cash_in', count: 1, amount: mad(150), commission: mad(1.5), commissionEstimated: 1 },
          { kind: 'cash_out', count: 0 },
          { kind: 'card', count: 0 },
        ],
        refused: { count: 1, amount: mad(40) },
        notDone: { count: 0, amount: 0 },
        first: 'CASA1-000001',
        last: 'CASA1-000001',
        cashiers: [{ cashier: 'Salma B.' }],
      },
      pending: [{ number: 'CASA1-000003', state: 'unsure', cash: 'aside', amount: mad(80) }],
      movements: [
        { kind: 'paid_in', count: 0, amount: 0 },
        { kind: 'paid_out', count: 1, amount: mad(20) },
        { kind: 'safe', count: 0, amount: 0 },
        { kind: 'bank', count: 0, amount: 0 },
      ],
    })
    expect(shop.till.printX(id, SALMA_B).ok).toBe(true)
    expect(shop.till.printX(id, KARIM).ok).toBe(true)
    expect(papers(shop).slice(-2)).toMatchObject([
      { data: { kind: 'x_report', hidden: true, report: { sums: { expected: mad(630) } } } },
      { data: { kind: 'x_report', hidden: false } },
    ])
    got(shop.z())
    expect(shop.till.x(id, KARIM)).toBeNull()
    expect(refusal(shop.till.printX(id, KARIM))).toBe('shift_closed')
  })

  it('counts duplicates and openings of the drawer without a sale', async () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    const done = await shop.serve('cash_in', mad(150))
    if (!('id' in done)) throw new Error('not served')
    shop.counter.duplicate(done.id, shop.who(SALMA_B))
    shop.counter.duplicate(done.id, shop.who(SALMA_B))
    const opening = { reason: 'supervised', note: 'Monnaie', approvedBy: 'Karim I.' }
    shop.journal.append(shop.who(SALMA_B), () => [
      { kind: 'drawer.requested', operation: null, payload: opening },
    ])
    expect(shop.till.x(id, KARIM)).toMatchObject({ copies: 2, drawerOpenings: 1 })
  })
})

describe('a Z', () => {
  it('is one append: the document, its signature, the cash that it moves and its paper', async () => {
    const shop = tillShop()
    const { id } = got(shop.open(mad(500)))
    await shop.serve('cash_in', mad(250))
    await shop.serve('cash_out', mad(100))
    const before = shop.journal.events({ limit: 10_000 }).at(-1)
    got(shop.count(mad(640)))
    const closeId = randomUUID()
    const closing = { closeId, shift: id, left: mad(400), reason: 'Erreur de monnaie', approvedBy: null }
    const { report, signature, closed } = got(shop.till.close(closing, SALMA_B))
    expect(report).toMatchObject({
      z: 1,
      shift: id,
      sums: { cashIn: mad(250), cashOut: mad(100), expected: mad(650) },
      counted: { total: mad(640) },
      firstCount: null,
      difference: -mad(10),
      reason: 'Erreur de monnaie',
      approvedBy: null,
      left: mad(400),
      toSafe: mad(240),
      firstEvent: 1,
      openBreaks: [],
      perpetual: {
        shifts: 1,
        differences: { count: 1, signed: -mad(10), absolute: mad(10) },
        kinds: [{ kind: 'cash_in', count: 1, amount: mad(250) }, { kind: 'cash_out', amount: mad(100) }, {}],
      },
    })
    expect(closed).toEqual([])
    const [z, paper] = shop.journal.events({ after: (before?.sequence ?? 0) + 1, limit: 10 })
    expect([z?.kind, paper?.kind]).toEqual(['till.shift_closed', 'paper.requested'])
    expect(z).toMatchObject({ shift: id, cashier: 'Salma B.' })
    // It holds on to the newest event before it: the count.
    expect(report.head).toEqual({ sequence: (z?.sequence ?? 0) - 1, hash: z?.previousHash })
    expect(z?.payload.document).toEqual(report)
    expect(z?.payload.cash).toEqual([
      { place: 'drawer', amount: -mad(10), why: 'closing' },
      { place: 'drawer', amount: -mad(240), why: 'safe' },
      { place: 'safe', amount: mad(240), why: 'safe' },
    ])
    expect(signature?.key).toBe(testSigner.key)
    expect(holds(report, signature?.signature ?? '')).toBe(true)
    expect(holds({ ...report, left: mad(401) }, signature?.signature ?? '')).toBe(false)
    expect(paper?.payload).toMatchObject({ copy: 0, data: { kind: 'z_report', report, signature } })
    expect(shop.till.status(SALMA_B)).toMatchObject({
      shift: null,
      carried: mad(400),
      beside: { safe: mad(240) },
      dayToClose: true,
    })
    // Pressed twice: the same Z.
    expect(got(shop.till.close(closing, SALMA_B))).toEqual({ report, signature, closed })
    expect(refusal(shop.till.close({ ...closing, left: mad(1) }, SALMA_B))).toBe('same_confirm_other_inputs')
    // Two at once, from two screens: one wins.
    expect(refusal(shop.till.close({ ...closing, closeId: randomUUID() }, SALMA_B))).toBe('shift_closed')
    expect(shop.till.closings('shift', null, 10).rows).toHaveLength(1)
  })

  it('asks for a reason above the tolerance, and for a supervisor beyond the next', () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    expect(refusal(shop.z(SALMA_B, { counted: mad(480) }))).toBe('reason_needed')
    expect(shop.till.openShifts()).toHaveLength(1)
    const other = tillShop()
    got(other.open(mad(500)))
    const way = { counted: mad(400), reason: 'Inconnu' }
    expect(other.z(SALMA_B, way)).toMatchObject({
      message: { code: 'supervisor_needed', params: { difference: '\u2212100,00\u00a0MAD' } },
    })
    expect(got(other.z(SALMA_B, { ...way, approvedBy: 'Karim I.' })).report.approvedBy).toBe('Karim I.')
    const third = tillShop()
    got(third.open(mad(500)))
    expect(got(third.z(SALMA_B, { counted: mad(504) })).report).toMatchObject({
      difference: mad(4),
      reason: null,
    })
  })

  it('leaves no more in the drawer than is there', () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    expect(refusal(shop.z(SALMA_B, { left: mad(501) }))).toBe('not_allowed')
  })

  it('lists what is pending, and the next one counts it when it is settled', async () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    const unsure = await shop.serve('cash_in', mad(150), SALMA_B, 'lost_after')
    if (!('id' in unsure)) throw new Error('not served')
    const first = got(shop.z()).report
    expect(first.tally).toMatchObject({
      pending: [{ number: 'CASA1-000001', direction: 'cash_in', state: 'unsure', cash: 'aside' }],
      first: null,
    })
    expect(first.tally.kinds[0]?.count).toBe(0)
    await shop.clock.pass(60_000)
    expect(shop.counter.get(unsure.id)?.state).toBe('completed')
    // What nobody did belongs to the shift in which it was begun, also after its Z.
    const completed = shop.journal
      .events({ operation: unsure.id, limit: 100 })
      .find(({ kind }) => kind === 'operation.completed')
    expect(completed).toMatchObject({ cashier: 'system', shift: 'CASA1-S000001' })

    got(shop.open(mad(500), HAMID))
    shop.counter.cash(unsure.id, 'cash_in_drawer', null, shop.who(HAMID))
    const second = got(shop.z(HAMID)).report
    expect(second).toMatchObject({
      z: 2,
      sums: { cashIn: mad(150) },
      firstEvent: first.head.sequence + 2,
      tally: { first: 'CASA1-000001', cashiers: [{ cashier: 'Salma B.' }], pending: [] },
      perpetual: { shifts: 2 },
    })
    expect(second.tally.kinds[0]).toMatchObject({ count: 1, amount: mad(150) })
  })

  it('works with Chari away', async () => {
    const shop = tillShop({}, { till: { askFloat: () => new Promise(() => undefined) } })
    shop.chari.script.look = 'unreachable'
    got(shop.open(mad(500)))
    expect(await shop.serve('cash_in', mad(100))).toMatchObject({ code: 'offline' })
    got(shop.move({ amount: mad(10) }))
    expect(got(shop.z()).report.sums.expected).toBe(mad(490))
  })

  it('stands without a signature where the key cannot be used', () => {
    const shop = tillShop(
      {},
      {
        till: {
          signer: {
            ...testSigner,
            sign: () => {
              throw new Error('the vault is closed')
            },
          },
        },
      },
    )
    got(shop.open(mad(500)))
    expect(got(shop.z())).toMatchObject({ report: { z: 1 }, signature: null })
    expect(shop.till.closings('shift', null, 1).rows).toMatchObject([{ number: 1, signed: false }])
  })

  it('names the open breaks of its day', () => {
    const shop = tillShop({}, { till: { openBreaks: (day) => [`R5 CASA1-000001 ${day}`] } })
    got(shop.open(mad(500)))
    expect(got(shop.z()).report.openBreaks).toEqual(['R5 CASA1-000001 2026-06-16'])
  })

  it('of nothing at all leaves a record too', () => {
    const shop = tillShop()
    got(shop.open(mad(0)))
    expect(got(shop.z()).report).toMatchObject({ z: 1, sums: { expected: 0 }, left: 0, toSafe: 0 })
    // The drawer is known now: money found in it is a difference.
    expect(refusal(shop.open(mad(100)))).toBe('supervisor_needed')
  })

  it('prints the same for ever, as a numbered duplicate', () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    const { report, signature } = got(shop.z())
    expect(shop.till.printClosing('shift', 1, shop.who(KARIM)).ok).toBe(true)
    expect(shop.till.printClosing('shift', 1, shop.who(KARIM)).ok).toBe(true)
    const prints = papers(shop).filter(({ data }) => data.kind === 'z_report')
    expect(prints).toMatchObject([0, 1, 2].map((copy) => ({ copy, data: { report, signature } })))
    expect(refusal(shop.till.printClosing('shift', 2, shop.who(KARIM)))).toBe('nothing_to_do')
    expect(shop.till.closing('shift', 1)).toEqual({ kind: 'shift', document: report, signature })
    expect(shop.till.closing('shift', 2)).toBeNull()
  })
})

describe('days, months and years', () => {
  const served = async (shop: TillShop, at: string, amount: number): Promise<ZReport> => {
    shop.clock.set(at)
    got(shop.open(shop.till.proposal(SALMA_B, null).carried))
    await shop.serve('cash_in', mad(amount))
    return got(shop.z()).report
  }

  it('close by themselves when they are over, each with its own totals and the perpetual ones', async () => {
    const shop = tillShop({}, { clock: steppedClock('2026-12-30T09:00:00.000Z') })
    shop.till.start()
    await served(shop, '2026-12-30T09:00:00.000Z', 100)
    await served(shop, '2026-12-30T15:00:00.000Z', 50)
    await served(shop, '2026-12-31T09:00:00.000Z', 30)
    expect(shop.till.closings('day', null, 10).rows).toMatchObject([{ number: 1, period: '2026-12-30' }])
    // Nobody is there at midnight: the terminal looks each minute.
    shop.clock.set('2027-01-01T00:00:30.000Z')
    await shop.clock.pass(60_000)
    expect(shop.till.closings('day', null, 10).rows).toMatchObject([
      { number: 2, period: '2026-12-31', closedBy: 'system' },
      { number: 1, period: '2026-12-30' },
    ])
    expect(period(shop, 'day', 1)).toMatchObject({
      zs: [1, 2],
      kinds: [{ kind: 'cash_in', count: 2, amount: mad(150) }, {}, {}],
      cashiers: [{ cashier: 'Salma B.' }],
      perpetual: { shifts: 2 },
      firstEvent: 1,
    })
    expect(period(shop, 'month', 1)).toMatchObject({
      period: '2026-12',
      zs: [1, 2, 3],
      kinds: [{ count: 3, amount: mad(180) }, {}, {}],
      perpetual: { shifts: 3, kinds: [{ count: 3, amount: mad(180) }, {}, {}] },
    })
    expect(period(shop, 'year', 1)).toMatchObject({ period: '2026', zs: [1, 2, 3] })
    for (const kind of ['day', 'month', 'year'] as const) {
      const stored = shop.till.closing(kind, 1)
      expect(holds(stored?.document, stored?.signature?.signature ?? '')).toBe(true)
    }
    // Three Zs, two days, a month and a year, as the journal's own check finds them, sealed to the last.
    expect(await shop.journal.check()).toMatchObject({ broken: null, closings: { checked: 7, unsigned: 0 } })
    expect(shop.kinds().at(-1)).toBe('journal.sealed')
    expect(shop.till.printClosing('year', 1, shop.who(KARIM)).ok).toBe(true)
    expect(papers(shop).at(-1)).toMatchObject({ copy: 0, data: { kind: 'period_closing' } })
    shop.till.stop()
  })

  it('are closed by a person before they are over, and once more for a late Z', async () => {
    const shop = tillShop()
    got(shop.open(mad(500)))
    expect(refusal(shop.till.closeDay(shop.who(KARIM)))).toBe('shift_open')
    got(shop.z())
    const { closed } = got(shop.till.closeDay({ cashier: 'Karim I.', shift: null }))
    expect(closed).toMatchObject([{ kind: 'day', number: 1, period: '2026-06-16', closedBy: 'Karim I.' }])
    expect(refusal(shop.till.closeDay(shop.who(KARIM)))).toBe('nothing_to_do')
    expect(shop.till.status(KARIM).dayToClose).toBe(false)

    // A customer comes after all.
    await served(shop, '2026-06-16T20:00:00.000Z', 60)
    expect(shop.till.status(KARIM).dayToClose).toBe(true)
    shop.clock.set('2026-06-17T08:00:00.000Z')
    shop.till.start()
    expect(shop.till.periodsOf('day', '2026-06-16')).toMatchObject([{ zs: [1] }, { number: 2, zs: [2] }])
    shop.till.stop()
  })

  it('wait for a shift that is still open, and are closed with its Z', async () => {
    const shop = tillShop({ drawers: 'each' }, { clock: steppedClock('2026-06-30T18:00:00.000Z') })
    got(shop.open(mad(100), SALMA_B))
    got(shop.open(mad(100), HAMID))
    got(shop.z(HAMID))
    shop.clock.set('2026-07-01T07:00:00.000Z')
    shop.till.start()
    expect(shop.till.closings('day', null, 10).rows).toEqual([])
    // Hamid begins his day all the same.
    got(shop.open(mad(100), HAMID))
    got(shop.z(HAMID))
    const { closed } = got(shop.z(SALMA_B))
    expect(closed).toMatchObject([
      { kind: 'day', number: 1, period: '2026-06-30' },
      { kind: 'month', number: 1, period: '2026-06' },
    ])
    expect(period(shop, 'day', 1).zs).toEqual([1, 3])
    shop.till.stop()
  })

  it('are civil days of Casablanca, also where Ramadan changes the offset', async () => {
    // One hour ahead of UTC until 15 February 2026, 3:00; then none until 22 March, 2:00.
    const shop = tillShop({}, { clock: steppedClock('2026-02-14T12:00:00.000Z') })
    const days: string[] = []
    for (const at of [
      '2026-02-14T22:59:00.000Z',
      '2026-02-14T23:01:00.000Z',
      '2026-02-15T23:30:00.000Z',
      '2026-02-16T00:01:00.000Z',
      '2026-03-21T23:59:00.000Z',
      '2026-03-22T22:59:00.000Z',
      '2026-03-22T23:01:00.000Z',
    ])
      days.push((await served(shop, at, 10)).day)
    expect(days).toEqual([
      '2026-02-14',
      '2026-02-15',
      '2026-02-15',
      '2026-02-16',
      '2026-03-21',
      '2026-03-22',
      '2026-03-23',
    ])
    shop.clock.set('2026-04-01T09:00:00.000Z')
    shop.till.start()
    expect(shop.till.periodsOf('day', '2026-02-15')).toMatchObject([{ zs: [2, 3] }])
    expect(shop.till.periodsOf('month', '2026-02')).toMatchObject([{ zs: [1, 2, 3, 4] }])
    expect(shop.till.zsOf('2026-02-15', '2026-02-16').map(({ z }) => z)).toEqual([2, 3, 4])
    shop.till.stop()
  })

  it('lose no Z and count none twice where the clock is wound back', async () => {
    const shop = tillShop({}, { clock: steppedClock('2026-06-16T09:00:00.000Z') })
    shop.till.start()
    await served(shop, '2026-06-16T09:00:00.000Z', 100)
    await served(shop, '2026-06-18T09:00:00.000Z', 20)
    // The battery is flat: the machine believes it is the 16th again.
    await served(shop, '2026-06-16T10:00:00.000Z', 30)
    await served(shop, '2026-06-19T09:00:00.000Z', 40)
    shop.clock.set('2026-06-20T09:00:00.000Z')
    await shop.clock.pass(60_000)
    expect(shop.till.closings('day', null, 10).rows.map(({ number, period }) => [number, period])).toEqual([
      [4, '2026-06-19'],
      [3, '2026-06-18'],
      [2, '2026-06-16'],
      [1, '2026-06-16'],
    ])
    const all = [1, 2, 3, 4].flatMap((number) => period(shop, 'day', number).zs)
    expect(all.sort()).toEqual([1, 2, 3, 4])
    expect(shop.till.perpetual()).toMatchObject({
      shifts: 4,
      kinds: [{ count: 4, amount: mad(190) }, {}, {}],
    })
    shop.till.stop()
  })
})
