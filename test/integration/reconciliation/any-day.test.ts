import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MOVEMENT_REASONS } from '../../../electron/domain/closing'
import { centimes } from '../../../electron/domain/money'
import { createLedger } from '../../../electron/operations/ledger'
import { DAY, dayShop, HOUR, TODAY } from '../../support/day-shop'
import { seededRandom } from '../../support/seeded-random'

const FAULTS = [
  null,
  null,
  null,
  { kind: 'reset_after' as const, times: 1 },
  { kind: 'reset_before' as const, times: 1 },
  { kind: 'refuse' as const, times: 1 },
  { kind: 'status_1_then_2' as const, times: 1 },
  { kind: 'elsewhere' as const, times: 1 },
]
const MISBOOKINGS = [
  [null],
  [null],
  ['hide'],
  ['double'],
  ['reverse'],
  ['fee', '1,5'],
  ['amount', '1'],
  ['commission', '0,1'],
] as const

/** A day as luck makes it: operations with faults, rows told otherwise, cash that moves, a count that may be wrong. */
async function anyDay(seed: number) {
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const shop = await dayShop()
  shop.openShift(300_000)
  for (let n = 0; n < 14; n++) {
    const direction = pick(['cash_in', 'cash_out'] as const)
    const reference = shop.sandbox.createReference({
      direction,
      amount: centimes(1_000 * (1 + Math.floor(random() * 20))),
    })
    const fault = pick(FAULTS)
    const call = direction === 'cash_in' ? 'cashin.agent.execute' : 'cashout.agent.execute'
    if (fault) shop.sandbox.addFault({ ...fault, call, reference })
    const { id } = await shop.sell(reference)
    await shop.clock.pass(20_000)
    const view = shop.counter.get(id)
    if (view?.state === 'unsure' || view?.state === 'review') shop.counter.park(id, shop.who())
    else shop.counter.nextCustomer(id, shop.who(), view?.state)
    if (view?.state === 'completed') {
      const [how, value] = pick(MISBOOKINGS)
      if (how !== null) await shop.misbook(reference, how, value).catch(() => undefined)
    }
    if (random() < 0.3) {
      const movement = pick(['paid_in', 'paid_out', 'safe', 'bank'] as const)
      shop.till.move(
        {
          moveId: randomUUID(),
          movement,
          reason: pick(MOVEMENT_REASONS[movement]),
          amount: centimes(100 * (1 + Math.floor(random() * 200))),
          note: 'au hasard',
        },
        shop.who(),
      )
    }
    await shop.clock.pass(60_000)
  }
  await shop.clock.pass(2 * HOUR)
  return { shop, random }
}

describe('Any day of operations, faults and cash movements', () => {
  it.each([1, 2, 3, 4, 5, 6])('adds up, and puts everything into one class (seed %i)', async (seed) => {
    const { shop, random } = await anyDay(seed)
    const drawer = (): number => {
      const [open] = shop.till.openShifts()
      const current = open && shop.till.current(open.drawer)
      if (!current) throw new Error('no shift is open')
      return current.sums.expected
    }
    const report = await shop.pullTwice()
    const { cash, capital } = report.proof

    // The master check: what this room sums is what the till sums, and nothing moved without a line.
    expect(cash.expected).toBe(drawer())
    expect(cash.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(cash.expected)
    expect(capital.remainder).toBe(0)
    expect(capital.opening + capital.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(capital.closing)

    // Every operation is matched, or in the evidence of exactly one break.
    const ledger = createLedger(shop.journal.db).page(TODAY, 0, 1_000)
    const inBreaks = report.breaks.flatMap(({ journal }) => journal.map(({ id }) => id))
    expect(new Set(inBreaks).size).toBe(inBreaks.length)
    expect(report.matched + inBreaks.length).toBe(report.operations)
    expect(report.operations).toBe(ledger.length)
    for (const label of ['cash_in', 'cash_out'] as const) {
      const done = ledger.filter(({ direction, state }) => direction === label && state === 'completed')
      expect(report.totals.find((row) => row.label === label)?.journal).toEqual({
        count: done.length,
        amount: done.reduce((sum, { amount }) => sum + amount, 0),
      })
    }
    const open = report.breaks.filter(({ state, severity }) => state !== 'closed' && severity !== 'none')
    for (const [label, way] of [
      ['cash_in', 'cashIn'],
      ['cash_out', 'cashOut'],
    ] as const)
      expect(
        report.cashiers.reduce(
          ({ count, amount }, { [way]: one }) => ({ count: count + one.count, amount: amount + one.amount }),
          { count: 0, amount: 0 },
        ),
      ).toEqual(report.totals.find((row) => row.label === label)?.journal)
    expect(report.verdict).toBe(open.length === 0 ? 'fair' : 'open')
    expect(report.openCount).toBe(open.length)

    // Whatever is counted, the difference is the break and nothing else is.
    const wrong = Math.floor(random() * 3) * 100
    shop.closeShift(Math.max(0, drawer() - wrong), { left: 0 })
    const closed = await shop.reconciliation.report(TODAY)
    expect(closed.proof.cash.variance).toBe(wrong === 0 ? 0 : -wrong)
    expect(closed.proof.capital.remainder).toBe(0)
    expect(closed.breaks.filter(({ code }) => code === 'R14')).toHaveLength(wrong === 0 ? 0 : 1)
    expect(shop.journal.verify().broken).toBe(null)

    // And the next day begins with what this one left.
    const next = await shop.reconciliation.report({ from: '2026-06-17', to: '2026-06-17' })
    expect(next.proof.capital.opening).toBe(closed.proof.capital.closing)
    expect(next.breaks.map(({ name }) => name).toSorted()).toEqual(
      closed.breaks
        .filter(({ state }) => state !== 'closed')
        .map(({ name }) => name)
        .toSorted(),
    )
    expect(DAY).toBe(report.from)
  })
})
