import { describe, expect, it } from 'vitest'
import type { DayReport } from '../../../electron/domain/reconciliation'
import { DAY, dayShop, HOUR, MINUTE, namesOf, TODAY } from '../../support/day-shop'

const row = (report: DayReport, label: string) => {
  const found = report.totals.find((one) => one.label === label)
  if (!found) throw new Error(`no row ${label}`)
  return found
}

describe("A shop's day in three ways", () => {
  it('is not read until somebody reads it, and says so', async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 50_000)
    const report = await shop.reconciliation.report(TODAY)
    expect([report.verdict, report.operations, row(report, 'cash_in').chari]).toEqual(['not_read', 1, null])
    expect(shop.reconciliation.calendar('2026-06').at(-1)).toMatchObject({ day: DAY, verdict: 'not_read' })
  })

  it('is fair where journal, listing and count agree', async () => {
    const shop = await dayShop()
    shop.openShift()
    for (let n = 1; n <= 5; n++) await shop.serve('cash_in', 10_000 * n)
    await shop.serve('cash_out', 20_000)
    shop.closeShift(200_000 + 150_000 - 20_000)
    const report = await shop.pull()
    expect(report.verdict).toBe('fair')
    expect([report.matched, report.operations, report.rows]).toEqual([6, 6, 6])
    expect(row(report, 'cash_in')).toMatchObject({
      journal: { count: 5, amount: 150_000 },
      chari: { count: 5, amount: 150_000 },
      gap: 0,
      gapState: 'none',
    })
    expect(row(report, 'cash')).toMatchObject({ counted: 330_000, gap: 0 })
    expect(report.proof.capital.remainder).toBe(0)
    expect(report.zs).toHaveLength(1)
    expect(report.picture.hours).toEqual([
      { hour: 10, cashIn: { count: 5, amount: 150_000 }, cashOut: { count: 1, amount: 20_000 } },
    ])
    // The day is not over: the next reading looks again.
    expect(report.provisional).toBe(true)
  })

  it("is fair for good once the next day's reading has seen its evening", async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 50_000)
    await shop.clock.pass(HOUR)
    await shop.pull()
    await shop.clock.pass(24 * HOUR)
    await shop.pull({ from: '2026-06-17', to: '2026-06-17' })
    const report = await shop.reconciliation.report(TODAY)
    expect([report.verdict, report.provisional]).toEqual(['fair', false])
  })

  it('finds in the next reading what was done after the last one', async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 50_000)
    await shop.pull()
    // An hour later somebody uses our code; nobody reads until the morning.
    await shop.clock.pass(HOUR)
    const foreign = shop.sandbox.createReference({ direction: 'cash_in', amount: 20_000 as never })
    const { status } = await fetch(`${shop.sandbox.host}/sandbox/references/${foreign}/execute-elsewhere`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ agentCode: 'AG20417' }),
    })
    expect(status).toBe(200)
    await shop.clock.pass(22 * HOUR)
    const next = await shop.pull({ from: '2026-06-17', to: '2026-06-17' })
    expect(namesOf(next)).toEqual(['R6 open'])
    expect(next.breaks[0]).toMatchObject({ carried: true, day: DAY, age: 'T2' })
    expect((await shop.reconciliation.report(TODAY)).verdict).toBe('open')
  })

  it('names each thing that goes wrong, once each', async () => {
    const shop = await dayShop()
    shop.openShift()
    const references: string[] = []
    for (let n = 1; n <= 8; n++) references.push(await shop.serve('cash_in', 10_000))
    const [hidden = '', doubled = '', reversed = '', fee = '', amount = '', earned = ''] = references
    await shop.clock.pass(2 * HOUR)
    await shop.pull()
    await shop.misbook(hidden, 'hide')
    await shop.misbook(doubled, 'double')
    await shop.misbook(reversed, 'reverse')
    await shop.misbook(fee, 'fee', '1')
    await shop.misbook(amount, 'amount', '100,01')
    await shop.misbook(earned, 'commission', '0,50')
    const report = await shop.pull()
    expect(namesOf(report).toSorted()).toEqual(
      ['R10 open', 'R13 open', 'R16 open', 'R5 open', 'R7 open', 'R8 open'].toSorted(),
    )
    expect(report.verdict).toBe('open')
    expect(report.matched).toBe(2)
    const of = (code: string) => report.breaks.find((one) => one.code === code)
    // What vanished was seen before: its evidence stays.
    expect(of('R5')?.chari[0]).toMatchObject({ reference: hidden, status: 'completed' })
    expect(of('R7')).toMatchObject({ amount: 1, severity: 'critical', ticketNeeded: true })
    expect(of('R8')?.amount).toBe(100)
    expect(of('R16')?.amount).toBe(-50)
    expect(of('R10')?.chari).toHaveLength(2)
    expect(of('R13')?.journal[0]?.reference).toBe(reversed)
    expect(of('R13')?.journal[0]?.phone).toMatch(/^\+212 6\*\* \*\* \d\d \d\d$/)
    expect(row(report, 'cash_in').gapState).toBe('open')
  })

  it('waits for a second reading before it misses what was done in the last hour, and makes it by itself', async () => {
    const shop = await dayShop()
    shop.openShift()
    const hidden = await shop.serve('cash_in', 50_000)
    await shop.misbook(hidden, 'hide')
    const first = await shop.pull()
    expect([first.verdict, first.breaks.map(({ because }) => because)]).toEqual([
      'incomplete',
      ['not_proven'],
    ])
    await shop.clock.pass(11 * MINUTE)
    await shop.clock.settle()
    for (let tries = 0; tries < 100 && shop.progress.at(-1) !== null; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    const report = await shop.reconciliation.report(TODAY)
    expect(namesOf(report)).toEqual(['R5 open'])
  })

  it('knows an unsure operation that Chari has done, and closes the break when it is settled', async () => {
    const shop = await dayShop()
    shop.openShift()
    const reference = shop.sandbox.createReference({ direction: 'cash_in', amount: 50_000 as never })
    shop.sandbox.addFault({ call: 'cashin.agent.execute', reference, kind: 'reset_after', times: 1 })
    const { id } = await shop.sell(reference, () =>
      shop.sandbox.addFault({ call: 'cashin.request.read', reference, kind: 'error_500_before' }),
    )
    shop.counter.park(id, shop.who())
    const unsure = await shop.pull()
    expect(namesOf(unsure)).toEqual(['R2 open'])
    expect(unsure.unsettled).toBe(1)
    expect(shop.reconciliation.openBreaks(DAY)).toEqual([expect.stringMatching(/^R2 CASA1-\d{6}$/)])
    shop.sandbox.clearFaults()
    await shop.counter.checkNow(id, shop.who())
    shop.counter.cash(id, 'cash_in_drawer', null, shop.who())
    const settled = await shop.reconciliation.report(TODAY)
    expect([settled.verdict, namesOf(settled)]).toEqual(['fair', []])
  })

  it('counts money of before midnight to the day on which it was begun', async () => {
    const shop = await dayShop({ start: '2026-06-16T22:59:59.800Z' })
    shop.openShift()
    const reference = shop.sandbox.createReference({ direction: 'cash_in', amount: 50_000 as never })
    shop.sandbox.addFault({ call: 'cashin.agent.execute', reference, kind: 'status_1_then_2', times: 1 })
    const { id } = await shop.sell(reference)
    await shop.clock.pass(3_000)
    shop.counter.nextCustomer(id, shop.who(), shop.counter.get(id)?.state)
    expect(shop.counter.get(id)?.state).toBe('completed')
    await shop.clock.pass(2 * HOUR)
    const report = await shop.pull({ from: DAY, to: '2026-06-17' })
    expect(namesOf(report)).toEqual(['R1 closed'])
    expect(report.verdict).toBe('fair')
    const [first, second] = await Promise.all([
      shop.reconciliation.report(TODAY),
      shop.reconciliation.report({ from: '2026-06-17', to: '2026-06-17' }),
    ])
    expect([row(first, 'cash_in').gap, row(first, 'cash_in').gapState]).toEqual([-50_000, 'explained'])
    expect([row(second, 'cash_in').gap, row(second, 'cash_in').gapState]).toEqual([50_000, 'explained'])
  })
})
