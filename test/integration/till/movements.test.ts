import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { operationProjection } from '../../../electron/operations/projection'
import { tillKinds } from '../../../electron/till/kinds'
import { tillProjection } from '../../../electron/till/projection'
import { memoryFolder } from '../../support/counter'
import { openTestJournal, toldTo } from '../../support/journal'
import { steppedClock } from '../../support/stepped-clock'
import { KARIM, openTill, SALMA_B } from '../../support/till'
import { got, mad, refusal, type TillShop, tillShop } from '../../support/till-shop'

const correct = (
  shop: TillShop,
  number: string,
  approvedBy: string | null = 'Karim I.',
  moveId = randomUUID(),
) => shop.till.correct({ moveId, number, note: 'Mal tapé', approvedBy }, shop.who(SALMA_B))

const sums = (shop: TillShop) => shop.till.current('main')?.sums
const slips = ({ journal }: TillShop) =>
  journal
    .events({ kinds: ['paper.requested'], limit: 500 })
    .map(({ payload }) => payload.data as { readonly kind: string })
    .filter(({ kind }) => kind === 'cash_movement')

function opened(): TillShop {
  const shop = tillShop()
  got(shop.open(mad(1_000), SALMA_B, { float: { source: 'typed', amount: mad(5_000) } }))
  return shop
}

describe('cash that moves without an operation', () => {
  it('has a number of its own series, a slip, and moves its places', () => {
    const shop = opened()
    expect(got(shop.move({ movement: 'paid_in', reason: 'owner', amount: mad(200) }))).toMatchObject({
      number: 'CASA1-M000001',
      day: '2026-06-16',
      shift: 'CASA1-S000001',
      cashier: 'Salma B.',
      note: null,
      transit: 'none',
    })
    got(shop.move({ movement: 'paid_out', reason: 'expense', amount: mad(35.5), note: 'Rouleaux' }))
    got(shop.move({ movement: 'safe', reason: 'too_much_cash', amount: mad(300) }))
    got(shop.move({ movement: 'bank', reason: 'deposit', amount: mad(400) }))
    expect(sums(shop)).toEqual({
      opening: mad(1_000),
      cashIn: 0,
      cashOut: 0,
      change: 0,
      paidIn: mad(200),
      paidOut: mad(35.5),
      safe: mad(300),
      bank: mad(400),
      differences: 0,
      expected: mad(464.5),
    })
    expect(shop.till.status(SALMA_B).beside).toMatchObject({ safe: mad(300), transit: mad(400) })
    expect(slips(shop)).toMatchObject([
      { number: 'CASA1-M000001', movement: 'paid_in', by: 'Salma B.', transit: false },
      { number: 'CASA1-M000002', note: 'Rouleaux', amount: mad(35.5) },
      { number: 'CASA1-M000003', movement: 'safe' },
      { number: 'CASA1-M000004', movement: 'bank', transit: true },
    ])
    expect(shop.till.movementsOf('CASA1-S000001', null, 3)).toMatchObject({
      rows: [{ number: 'CASA1-M000004' }, { number: 'CASA1-M000003' }, { number: 'CASA1-M000002' }],
      cursor: expect.any(String),
    })
    const { cursor } = shop.till.movementsOf('CASA1-S000001', null, 3)
    expect(shop.till.movementsOf(null, cursor, 3)).toMatchObject({
      rows: [{ number: 'CASA1-M000001' }],
      cursor: null,
    })
  })

  it('is recorded once, however often the key is pressed', () => {
    const shop = opened()
    const moveId = randomUUID()
    const first = got(shop.move({ moveId, amount: mad(20) }))
    expect(got(shop.move({ moveId, amount: mad(20) }))).toEqual(first)
    expect(refusal(shop.move({ moveId, amount: mad(21) }))).toBe('same_confirm_other_inputs')
    expect(sums(shop)?.paidOut).toBe(mad(20))
    expect(slips(shop)).toHaveLength(1)
  })

  it('exchanges cash for float and safe without gain or loss', () => {
    const shop = opened()
    const wealth = (): number => {
      const { beside, float } = shop.till.status(KARIM)
      return (sums(shop)?.expected ?? 0) + beside.safe + beside.transit + (float.amount ?? 0)
    }
    const before = wealth()
    const { number } = got(shop.move({ movement: 'paid_out', reason: 'float_bought', amount: mad(600) }))
    expect(wealth()).toBe(before)
    expect(shop.till.status(KARIM).float).toMatchObject({ amount: mad(5_000), source: 'typed' })
    expect(got(shop.till.confirmTransit(number, shop.who(KARIM)))).toMatchObject({
      transit: 'confirmed',
      confirmedBy: 'Karim I.',
    })
    expect(shop.till.status(KARIM).float).toMatchObject({ amount: mad(5_600), source: 'estimate' })
    got(shop.move({ movement: 'safe', reason: 'too_much_cash', amount: mad(100) }))
    got(shop.move({ movement: 'paid_in', reason: 'from_safe', amount: mad(50) }))
    got(shop.move({ movement: 'paid_in', reason: 'float_sold', amount: mad(80) }))
    expect(wealth()).toBe(before)
    expect(shop.till.status(KARIM)).toMatchObject({
      beside: { safe: mad(50), transit: 0 },
      float: { amount: mad(5_520) },
    })
  })
})

describe('cash of another room', () => {
  it('that cannot be read is refused, with everything beside it', () => {
    const clock = steppedClock()
    const journal = openTestJournal(memoryFolder(), {
      clock,
      kinds: [...tillKinds, { kind: 'cash.broken', schema: z.object({ cash: z.array(z.unknown()) }) }],
      projections: [operationProjection, tillProjection],
    })
    const till = openTill(journal, clock)
    for (const cash of [[{ place: 'pocket', amount: 1, why: 'operation' }], [{ place: 'drawer', amount: 1 }]])
      expect(() =>
        journal.append({ cashier: 'Salma B.', shift: null }, () => [
          { kind: 'cash.broken', operation: null, payload: { cash } },
        ]),
      ).toThrow()
    expect(toldTo(journal)).toEqual([])
    expect(till.proposal(SALMA_B, null).carried).toBe(0)
  })
})

describe('money on its way', () => {
  it('stays on its way until a person confirms it, once, also after the shift is closed', () => {
    const shop = opened()
    const { number } = got(shop.move({ movement: 'bank', reason: 'deposit', amount: mad(400) }))
    got(shop.z(SALMA_B, { counted: mad(600), left: mad(600) }))
    expect(shop.till.transits()).toMatchObject([{ number, transit: 'open', amount: mad(400) }])
    expect(shop.till.confirmTransit(number, shop.who(KARIM)).ok).toBe(true)
    expect(refusal(shop.till.confirmTransit(number, shop.who(KARIM)))).toBe('nothing_to_do')
    expect(refusal(shop.till.confirmTransit('CASA1-M000099', shop.who(KARIM)))).toBe('nothing_to_do')
    expect(shop.till.transits()).toEqual([])
    expect(shop.till.status(KARIM).beside.transit).toBe(0)
  })
})

describe('a correction', () => {
  it('is an opposite movement that points at the wrong one, with a supervisor', () => {
    const shop = opened()
    const wrong = got(shop.move({ movement: 'bank', reason: 'deposit', amount: mad(300) }))
    expect(refusal(correct(shop, wrong.number, null))).toBe('supervisor_needed')
    const moveId = randomUUID()
    const right = got(correct(shop, wrong.number, 'Karim I.', moveId))
    expect(right).toMatchObject({
      number: 'CASA1-M000002',
      movement: 'bank',
      amount: mad(300),
      corrects: wrong.number,
      approvedBy: 'Karim I.',
      note: 'Mal tapé',
      transit: 'none',
    })
    expect(got(correct(shop, wrong.number, 'Karim I.', moveId))).toEqual(right)
    expect(shop.till.movementsOf(null, null, 5).rows[1]).toMatchObject({
      number: wrong.number,
      amount: mad(300),
      correctedBy: right.number,
      transit: 'none',
    })
    expect(sums(shop)).toMatchObject({ bank: 0, expected: mad(1_000) })
    expect(shop.till.status(KARIM).beside.transit).toBe(0)
    expect(shop.till.current('main')?.movements).toContainEqual({ kind: 'bank', count: 2, amount: 0 })
    expect(slips(shop).at(-1)).toMatchObject({ corrects: wrong.number, transit: false })
    // Both stay for ever; neither is corrected again.
    expect(refusal(correct(shop, wrong.number))).toBe('nothing_to_do')
    expect(refusal(correct(shop, right.number))).toBe('nothing_to_do')
  })

  it('undoes what was confirmed with it', () => {
    const shop = opened()
    const wrong = got(shop.move({ movement: 'paid_out', reason: 'float_bought', amount: mad(300) }))
    got(shop.till.confirmTransit(wrong.number, shop.who(SALMA_B)))
    got(correct(shop, wrong.number))
    expect(shop.till.status(KARIM)).toMatchObject({
      sums: { expected: mad(1_000) },
      beside: { transit: 0 },
      float: { amount: mad(5_000) },
    })
  })

  it('is of the open shift alone: what was counted since is a difference of that count', () => {
    const shop = opened()
    const { number } = got(shop.move({ amount: mad(30) }))
    got(shop.z())
    got(shop.open(mad(970)))
    expect(refusal(correct(shop, number))).toBe('nothing_to_do')
    expect(refusal(correct(shop, 'CASA1-M000099'))).toBe('nothing_to_do')
  })

  it('stands in the perpetual totals, with its sign and without', () => {
    const shop = opened()
    const out = got(shop.move({ movement: 'paid_out', reason: 'expense', amount: mad(30) }))
    const into = got(shop.move({ movement: 'paid_in', reason: 'owner', amount: mad(100) }))
    got(correct(shop, out.number))
    got(correct(shop, into.number))
    const { report } = got(shop.z())
    expect(report.perpetual.corrections).toEqual({ count: 2, signed: -mad(70), absolute: mad(130) })
    expect(report.perpetual.movements).toContainEqual({ kind: 'paid_in', count: 2, amount: 0 })
  })
})

describe('the float', () => {
  const asked = (amount: number | null, source: 'sheet' | 'balance' = 'balance') =>
    tillShop(
      {},
      { till: { askFloat: () => Promise.resolve(amount === null ? null : { amount: mad(amount), source }) } },
    )

  it('is unknown until somebody tells it, whatever was done', async () => {
    const shop = asked(null)
    got(shop.open(mad(500)))
    await shop.serve('cash_in', mad(100))
    const unknown = { amount: null, source: 'unknown', statedAt: null }
    expect(shop.till.status(SALMA_B).float).toEqual(unknown)
    expect(await shop.till.readFloat()).toEqual(unknown)
    expect(got(shop.z()).report).toMatchObject({ float: unknown, floatAtOpening: unknown })
  })

  it('is read from Chari for an opening, and follows the operations from there as an estimate', async () => {
    const shop = asked(12_000, 'sheet')
    expect(await shop.till.readFloat()).toMatchObject({ amount: mad(12_000), source: 'sheet' })
    // Nothing is stated by reading: a person takes it over.
    expect(shop.till.status(SALMA_B).float.source).toBe('unknown')
    got(shop.open(mad(500), SALMA_B, { float: { source: 'read' } }))
    const read = { amount: mad(12_000), source: 'sheet', statedAt: '2026-06-16T09:00:00.000Z' }
    expect(shop.till.status(SALMA_B).float).toEqual(read)
    expect(shop.till.current('main')?.floatAtOpening).toEqual(read)
    await shop.serve('cash_in', mad(400))
    await shop.serve('cash_out', mad(100))
    expect(shop.till.status(SALMA_B).float).toEqual({ ...read, amount: mad(11_700), source: 'estimate' })
    expect(shop.till.floatStatements('2026-06-16', '2026-06-16')).toMatchObject([
      { amount: mad(12_000), source: 'sheet', expected: null, difference: null },
    ])
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toEqual([])
  })

  it('stated anew gives the difference to what was expected', async () => {
    const shop = asked(11_950)
    got(shop.open(mad(500), SALMA_B, { float: { source: 'typed', amount: mad(12_000) } }))
    await shop.serve('cash_in', mad(100))
    await shop.till.readFloat()
    const stateId = randomUUID()
    const told = { stateId, float: { source: 'read' as const } }
    const after = got(shop.till.stateFloat(told, shop.who(SALMA_B)))
    expect(after).toMatchObject({ amount: mad(11_950), source: 'balance' })
    expect(got(shop.till.stateFloat(told, shop.who(SALMA_B)))).toEqual(after)
    expect(shop.till.floatStatements('2026-06-16', '2026-06-16')[1]).toMatchObject({
      expected: mad(11_900),
      difference: mad(50),
      source: 'balance',
    })
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toMatchObject([
      { what: 'float', expected: mad(11_900), counted: mad(11_950), difference: mad(50) },
    ])
    // E-money is no cash: the drawer knows nothing of it.
    expect(sums(shop)?.expected).toBe(mad(600))
  })

  it('counts what is done between the reading and the person who takes it over', async () => {
    const shop = asked(12_000)
    got(shop.open(mad(500), SALMA_B, { float: { source: 'typed', amount: mad(12_000) } }))
    await shop.till.readFloat()
    await shop.serve('cash_in', mad(300))
    const told = { stateId: randomUUID(), float: { source: 'read' as const } }
    expect(got(shop.till.stateFloat(told, shop.who(SALMA_B)))).toMatchObject({
      amount: mad(11_700),
      source: 'estimate',
    })
    expect(shop.till.variances('2026-06-16', '2026-06-16')).toEqual([])
  })

  it('of a reading that is old, or was never made, is not taken', async () => {
    const shop = asked(12_000)
    expect(refusal(shop.open(mad(500), SALMA_B, { float: { source: 'read' } }))).toBe('float_not_read')
    await shop.till.readFloat()
    await shop.clock.pass(16 * 60_000)
    expect(refusal(shop.open(mad(500), SALMA_B, { float: { source: 'read' } }))).toBe('float_not_read')
    expect(shop.till.openShifts()).toEqual([])
  })
})
