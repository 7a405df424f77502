import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { OperationView } from '../../../electron/domain/operation'
import { type Band, type Tariff, withVersion } from '../../../electron/domain/tariff'
import { commissionsOf } from '../../../electron/operations/commission'
import {
  IDENTITY,
  memoryFolder,
  openCounter,
  openCounterJournal,
  SALMA,
  type TestCounter,
  testSettings,
} from '../../support/counter'
import { type Order, scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const band = (fixed: number, rate: number): Band => ({
  above: centimes(0),
  upTo: null,
  fee: null,
  commission: { fixed: centimes(fixed), rate },
})
const CASH_OUT_ONLY: Tariff = withVersion([], {
  kind: 'cash_out',
  from: '2026-01-01',
  bands: [band(0, 30)],
})

interface Sale {
  readonly by: string
  readonly direction: 'cash_in' | 'cash_out'
  readonly amount: number
  readonly change?: (order: Order) => void
}

/** A counter of 16 June, a quarter past nine in the evening. */
function shop(tariff: Tariff = CASH_OUT_ONLY) {
  const clock = steppedClock('2026-06-16T20:15:00.000Z')
  const chari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const made = openCounter(journal, chari, clock, () => testSettings({ tariff: [...tariff] }))
  let next = 5_000_000_000
  const sell = async ({ by, direction, amount, change }: Sale): Promise<OperationView> => {
    const reference = String(next++)
    const order = chari.order(direction, reference, amount)
    change?.(order)
    const quote = await made.quote(reference)
    const answer = await made.counter.confirm(
      {
        confirmId: randomUUID(),
        quoteId: quote.quoteId,
        received: direction === 'cash_in' ? quote.cash : null,
        identity: direction === 'cash_out' ? IDENTITY : null,
      },
      { ...SALMA, cashier: by },
    )
    if (!answer.ok) throw new Error(answer.message.code)
    made.counter.nextCustomer(answer.value.id, { ...SALMA, cashier: by })
    return answer.value
  }
  return { ...made, clock, chari, sell, tariff }
}

const kind = (
  { journal, tariff }: Pick<TestCounter, 'journal'> & { readonly tariff: Tariff },
  name: string,
  from = '2026-06-16',
  to = from,
) => commissionsOf(journal.db, tariff, { from, to }).kinds.find((one) => one.kind === name)

describe('The commission of an operation', () => {
  it('is what Chari told, in its reply or in the look-up before it', async () => {
    const { sell } = shop()
    const told = await sell({
      by: 'Salma B.',
      direction: 'cash_out',
      amount: 80_000,
      change: (order) => {
        order.commission = centimes(315)
      },
    })
    expect(told.commission).toEqual({ amount: 315, estimated: false })
  })

  it('is estimated from the table where Chari told none', async () => {
    const { sell } = shop()
    const view = await sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    expect(view.commission).toEqual({ amount: 240, estimated: true })
  })

  it('is not known where the table says nothing, and none of an operation that was not done', async () => {
    const { sell, chari } = shop()
    const unknown = await sell({ by: 'Salma B.', direction: 'cash_in', amount: 80_000 })
    expect(unknown.commission).toEqual({ amount: null, estimated: false })
    chari.script.execute = 'denied'
    const refused = await sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    expect(refused).toMatchObject({ state: 'refused', commission: null })
  })

  it('is journaled only as Chari told it', async () => {
    const { sell, events } = shop()
    const { id } = await sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    const completed = events(id).find((event) => event.kind === 'operation.completed')
    expect(completed?.payload).toMatchObject({ commission: null })
  })
})

describe('The commissions of a period', () => {
  it('tell what is Chari’s, what is estimated, and how many are not known', async () => {
    const made = shop()
    await made.sell({
      by: 'Salma B.',
      direction: 'cash_out',
      amount: 80_000,
      change: (order) => {
        order.commission = centimes(315)
      },
    })
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    await made.sell({ by: 'Hamza O.', direction: 'cash_out', amount: 20_000 })
    await made.sell({ by: 'Hamza O.', direction: 'cash_in', amount: 50_000 })
    made.chari.script.execute = 'denied'
    await made.sell({ by: 'Hamza O.', direction: 'cash_out', amount: 90_000 })

    expect(kind(made, 'cash_out')).toEqual({
      kind: 'cash_out',
      count: 3,
      amount: 180_000,
      fees: 0,
      feesUnknown: 0,
      commission: 315 + 240 + 60,
      commissionEstimated: 2,
      commissionUnknown: 0,
    })
    expect(kind(made, 'cash_in')).toMatchObject({ count: 1, commission: 0, commissionUnknown: 1 })
    expect(kind(made, 'card')).toMatchObject({ count: 0, commission: 0, commissionUnknown: 0 })
    const { cashiers } = commissionsOf(made.journal.db, made.tariff, { from: '2026-06-16', to: '2026-06-16' })
    expect(
      cashiers.map(({ cashier, kinds }) => [cashier, kinds.map(({ commission }) => commission)]),
    ).toEqual([
      ['Hamza O.', [0, 60, 0]],
      ['Salma B.', [0, 555, 0]],
    ])
  })

  it('are of the civil day in Morocco, and by the table of that day', async () => {
    const made = shop(
      withVersion(CASH_OUT_ONLY, { kind: 'cash_out', from: '2026-06-17', bands: [band(100, 0)] }),
    )
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    // 22:59 UTC is 23:59 at the counter; two minutes later it is the 17th.
    await made.clock.pass(164 * 60_000)
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    await made.clock.pass(2 * 60_000)
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 80_000 })
    const { days, kinds } = commissionsOf(made.journal.db, made.tariff, {
      from: '2026-06-01',
      to: '2026-06-30',
    })
    expect(days.map(({ day, kinds: of }) => [day, of[1]?.commission])).toEqual([
      ['2026-06-16', 480],
      ['2026-06-17', 100],
    ])
    expect(kinds[1]?.commission).toBe(580)
  })

  it('of no operation are nothing, by every kind', () => {
    const { journal, tariff } = shop()
    const empty = commissionsOf(journal.db, tariff, { from: '2026-06-01', to: '2026-06-30' })
    expect(empty).toMatchObject({ days: [], cashiers: [] })
    expect(empty.kinds.map(({ kind: name, count }) => [name, count])).toEqual([
      ['cash_in', 0],
      ['cash_out', 0],
      ['card', 0],
    ])
  })
})

describe('The same customer, again within minutes', () => {
  const EDGE = withVersion([], {
    kind: 'cash_out',
    from: '2026-01-01',
    bands: [
      {
        above: centimes(0),
        upTo: centimes(50_000),
        fee: null,
        commission: { fixed: centimes(200), rate: 0 },
      },
      { above: centimes(50_000), upTo: null, fee: null, commission: { fixed: centimes(300), rate: 0 } },
    ],
  })

  it('is told to the cashier before anything is sent, and reported', async () => {
    const made = shop(EDGE)
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 40_000 })
    await made.clock.pass(10 * 60_000)
    made.chari.order('cash_out', '6000000001', 40_000)
    expect((await made.quote('6000000001')).split).toEqual({ count: 2, amount: 80_000 })
    const second = await made.sell({ by: 'Hamza O.', direction: 'cash_out', amount: 40_000 })
    expect(made.events(second.id)[0]?.payload).toMatchObject({ split: { count: 2, amount: 80_000 } })
    const { splits } = commissionsOf(made.journal.db, EDGE, { from: '2026-06-16', to: '2026-06-16' })
    expect(splits).toBe(1)
  })

  it('is nobody’s business after a quarter of an hour, in the other direction, or without an edge', async () => {
    const made = shop(EDGE)
    const split = async (direction: 'cash_in' | 'cash_out', reference: string, amount: number) => {
      made.chari.order(direction, reference, amount)
      return (await made.quote(reference)).split
    }
    await made.sell({ by: 'Salma B.', direction: 'cash_out', amount: 40_000 })
    expect(await split('cash_in', '6000000001', 40_000)).toBeNull()
    expect(await split('cash_out', '6000000002', 5_000)).toBeNull()
    await made.clock.pass(16 * 60_000)
    expect(await split('cash_out', '6000000003', 40_000)).toBeNull()
  })
})
