import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { PULLED } from '../../../electron/reconciliation/kinds'
import { DAY, type DayShop, dayShop, HOUR, namesOf, TODAY } from '../../support/day-shop'

/** A shop whose listing has several pages. */
async function busyShop(rows = 120): Promise<DayShop> {
  const shop = await dayShop()
  shop.openShift()
  await shop.serve('cash_in', 10_000)
  // Other operations of our code, made by nobody here: 50 rows are a page.
  for (let n = 1; n < rows; n++) {
    const reference = shop.sandbox.createReference({ direction: 'cash_in', amount: centimes(100) })
    await fetch(`${shop.sandbox.host}/sandbox/references/${reference}/execute-elsewhere`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ agentCode: 'AG20417' }),
    })
  }
  await shop.clock.pass(2 * HOUR)
  return shop
}

const pulls = (shop: DayShop) =>
  shop.journal
    .events({ operation: null, kinds: [PULLED], limit: 100 })
    .map(({ payload }) => payload as { complete: boolean; attempts: number; rows: number; count: number })

describe("Reading Chari's listing", () => {
  it('reads every page, and keeps each row once', async () => {
    const shop = await busyShop()
    await shop.pull()
    expect(pulls(shop)).toMatchObject([{ complete: true, attempts: 1, rows: 120, count: 120 }])
    await shop.pull()
    const rows = shop.journal.db.prepare('SELECT count(*) FROM reconciliation_row').pluck().get()
    expect(rows).toBe(120)
    expect(shop.progress).toContainEqual({ ...TODAY, phase: 'reading', rows: 50, count: 120 })
    expect(shop.progress.at(-1)).toBe(null)
  })

  it.each(['sliding_pages', 'row_twice', 'count_off'] as const)(
    'is never taken for whole with %s, however often it is tried',
    async (kind) => {
      const shop = await busyShop(70)
      shop.sandbox.addFault({ call: 'operations.all', kind })
      const report = await shop.pull()
      expect(report.verdict).toBe('incomplete')
      expect(report.breaks.filter(({ code }) => code === 'R19').map(({ because }) => because)).toEqual([
        'not_whole',
      ])
      expect(pulls(shop)).toMatchObject([{ complete: false, attempts: 3 }])
      // What stood there counts all the same.
      expect(report.matched).toBe(1)
      shop.sandbox.clearFaults()
      expect((await shop.pull()).breaks.some(({ code }) => code === 'R19')).toBe(false)
    },
  )

  it('is read again at once when it moved meanwhile', async () => {
    const shop = await busyShop(70)
    shop.sandbox.addFault({ call: 'operations.all', kind: 'sliding_pages', times: 2 })
    await shop.pull()
    expect(pulls(shop)).toMatchObject([{ complete: true, attempts: 2, rows: 70 }])
  })

  it('says the same with its rows in another order', async () => {
    const shop = await busyShop(70)
    const first = await shop.pull()
    shop.sandbox.addFault({ call: 'operations.all', kind: 'unsorted' })
    const second = await shop.pull()
    expect(second.breaks.map(({ evidence }) => evidence)).toEqual(
      first.breaks.map(({ evidence }) => evidence),
    )
  })

  it('waits where Chari asks for patience, and goes on with the same page', async () => {
    const shop = await busyShop(70)
    shop.sandbox.addFault({ call: 'operations.all', kind: 'throttle', ms: 2_000, times: 1 })
    const reading = shop.reconciliation.pull(TODAY, shop.who())
    for (let tries = 0; tries < 200 && pulls(shop).length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await shop.clock.pass(1_000)
    }
    expect((await reading).ok).toBe(true)
    expect(pulls(shop)).toMatchObject([{ complete: true, attempts: 1 }])
  })

  it.each([
    ['offline', { down: true }],
    ['denied', { kind: 'deny' as const }],
    ['not_answering', { kind: 'html' as const }],
  ])('says %s where nothing can be read, and the day stays as it was', async (code, how) => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 10_000)
    if ('down' in how) await shop.sandbox.down()
    else shop.sandbox.addFault({ call: 'operations.all', kind: how.kind })
    const answer = await shop.reconciliation.pull(TODAY, shop.who())
    expect(answer).toMatchObject({ ok: false, message: { code } })
    expect((await shop.reconciliation.report(TODAY)).verdict).toBe('not_read')
    expect(pulls(shop)).toEqual([])
  })

  it('keeps as incomplete what a later page could not add', async () => {
    const shop = await busyShop(120)
    shop.sandbox.addFault({ call: 'operations.all', kind: 'deny', page: 2 })
    const report = await shop.pull()
    expect(report.verdict).toBe('incomplete')
    expect(pulls(shop)).toMatchObject([{ complete: false, rows: 50, count: 120 }])
  })

  it('ends when it is told to, and proves nothing then', async () => {
    const shop = await busyShop(120)
    shop.sandbox.addFault({ call: 'operations.all', kind: 'delay', ms: 30 })
    const reading = shop.reconciliation.pull(TODAY, shop.who())
    expect(await shop.reconciliation.pull(TODAY, shop.who())).toMatchObject({
      ok: false,
      message: { code: 'listing_busy' },
    })
    for (let tries = 0; tries < 400; tries++) {
      await shop.clock.pass(30)
      await new Promise((resolve) => setTimeout(resolve, 2))
      if (shop.progress.some((how) => (how as { rows: number } | null)?.rows === 50)) break
    }
    shop.reconciliation.cancel()
    for (let tries = 0; tries < 50; tries++) {
      await shop.clock.pass(30)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(await reading).toMatchObject({ ok: false, message: { code: 'listing_cancelled' } })
    expect(pulls(shop).every(({ complete }) => !complete)).toBe(true)
    expect((await shop.reconciliation.report(TODAY)).verdict).not.toBe('fair')
  })

  it('is impossible without the phone of the agent, and of days to come', async () => {
    const shop = await dayShop({ settings: { agentPhone: null } })
    expect(await shop.reconciliation.pull(TODAY, shop.who())).toMatchObject({
      message: { code: 'agent_phone_missing' },
    })
    expect((await shop.reconciliation.report(TODAY)).noPhone).toBe(true)
    const morrow = { from: '2026-06-17', to: '2026-06-17' }
    expect(await shop.reconciliation.pull(morrow, shop.who())).toMatchObject({
      message: { code: 'nothing_to_do' },
    })
  })

  it('follows the closing of a shift by itself', async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 10_000)
    shop.reconciliation.afterClosing()
    for (let tries = 0; tries < 200 && pulls(shop).length === 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect(pulls(shop)).toMatchObject([{ complete: true }])
  })

  it('takes what was begun in another environment for what it is', async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 10_000)
    await shop.clock.pass(2 * HOUR)
    shop.settings({ environment: 'sandbox' })
    const report = await shop.pullTwice()
    // The listing of the sandbox holds it, so that it is matched; one that it does not hold would be out of scope.
    expect(namesOf(report)).toEqual([])
  })

  it('reads several days at once, each with its own verdict', async () => {
    const shop = await dayShop()
    shop.openShift()
    await shop.serve('cash_in', 10_000)
    shop.closeShift(210_000)
    await shop.clock.pass(24 * HOUR)
    shop.openShift()
    await shop.serve('cash_in', 20_000)
    const hidden = await shop.serve('cash_in', 30_000)
    await shop.misbook(hidden, 'hide')
    await shop.clock.pass(2 * HOUR)
    const report = await shop.pull({ from: DAY, to: '2026-06-17' })
    expect([report.verdict, report.operations, report.matched]).toEqual(['open', 3, 2])
    expect(
      shop.reconciliation
        .calendar('2026-06')
        .slice(-2)
        .map(({ day, verdict, operations, openBreaks }) => [day, verdict, operations, openBreaks]),
    ).toEqual([
      [DAY, 'fair', 1, 0],
      ['2026-06-17', 'open', 2, 1],
    ])
  })
})
