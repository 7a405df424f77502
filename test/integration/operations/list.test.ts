import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OperationSearch } from '../../../electron/operations/types'
import { memoryFolder, openCounter, openCounterJournal, SALMA } from '../../support/counter'
import { scriptedChari } from '../../support/scripted-chari'
import { steppedClock } from '../../support/stepped-clock'

const ANY: OperationSearch = { search: '', day: null, direction: null, state: null, cashier: null }

async function morning() {
  const clock = steppedClock('2026-06-15T22:30:00.000Z')
  const chari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const made = openCounter(journal, chari, clock)
  for (let index = 0; index < 12; index++) {
    const reference = String(5_000_000_000 + index)
    chari.order(index % 3 === 0 ? 'cash_out' : 'cash_in', reference, 10_000 + (index % 4) * 100)
    if (index === 5) chari.script.execute = 'refused'
    const { id } = await made.sell(reference)
    made.counter.nextCustomer(id, SALMA)
    // Midnight in Morocco falls between the first and the second half.
    await clock.pass(6 * 60_000)
  }
  return { ...made, chari }
}

describe('the list of operations', () => {
  it('is paged by keyset, newest first, without gap or repeat', async () => {
    const { counter } = await morning()
    const numbers: string[] = []
    let cursor: string | null = null
    do {
      const page: ReturnType<typeof counter.list> = counter.list(ANY, cursor, 5)
      numbers.push(...page.rows.map(({ number }) => number))
      expect(page.totals).toEqual({ count: 11, cashIn: 71_100, cashOut: 40_600, card: 0 })
      cursor = page.cursor
    } while (cursor !== null)
    const expected = Array.from({ length: 12 }, (_, index) => `CASA1-${String(12 - index).padStart(6, '0')}`)
    expect(numbers).toEqual(expected)
  })

  it('finds by reference, number, amount, phone, its last four digits, and name', async () => {
    const { counter } = await morning()
    const found = (search: string) =>
      counter.list({ ...ANY, search }, null, 50).rows.map(({ number }) => number)
    expect(found('5000 000 003')).toEqual(['CASA1-000004'])
    expect(found('casa1-000007')).toEqual(['CASA1-000007'])
    expect(found('102')).toEqual(['CASA1-000011', 'CASA1-000007', 'CASA1-000003'])
    expect(found('0661248730')).toHaveLength(12)
    expect(found('8730')).toHaveLength(12)
    expect(found('khadija  ALAOUI')).toHaveLength(12)
    expect(found('0661000000')).toEqual([])
    expect(counter.list({ ...ANY, search: '102' }, null, 2)).toMatchObject({
      totals: { count: 3, cashIn: 20_400, cashOut: 10_200, card: 0 },
    })
  })

  it('narrows by day in Morocco, direction and state', async () => {
    const { counter } = await morning()
    const days = ['2026-06-15', '2026-06-16'].map((day) => counter.list({ ...ANY, day }, null, 50))
    expect(days.map(({ rows }) => rows.length)).toEqual([5, 7])
    expect(counter.list({ ...ANY, direction: 'cash_out' }, null, 50).rows).toHaveLength(4)
    expect(counter.list({ ...ANY, direction: 'cash_out' }, null, 50).totals).toMatchObject({
      count: 4,
      cashIn: 0,
    })
    const refused = counter.list({ ...ANY, state: 'refused' }, null, 50)
    expect(refused.rows.map(({ number }) => number)).toEqual(['CASA1-000006'])
    expect(refused.totals).toEqual({ count: 0, cashIn: 0, cashOut: 0, card: 0 })
  })

  it('narrows by cashier, alone and with anything else, and its totals with it', async () => {
    const made = await morning()
    const { counter, chari } = made
    const hamza = { ...SALMA, cashier: 'Hamza O.' }
    for (const [reference, amount] of [
      ['6000000001', 10_200],
      ['6000000002', 99_900],
    ] as const) {
      chari.order('cash_in', reference, amount)
      const quote = await made.quote(reference)
      const answer = await counter.confirm(
        { confirmId: randomUUID(), quoteId: quote.quoteId, received: quote.cash, identity: null },
        hamza,
      )
      if (!answer.ok) throw new Error(answer.message.code)
      counter.nextCustomer(answer.value.id, hamza)
    }
    const page = (change: Partial<OperationSearch>) => counter.list({ ...ANY, ...change }, null, 50)
    expect(page({ cashier: 'Hamza O.' })).toMatchObject({
      rows: [{ number: 'CASA1-000014' }, { number: 'CASA1-000013' }],
      totals: { count: 2, cashIn: 110_100, cashOut: 0, card: 0 },
    })
    expect(page({ cashier: 'Salma B.' }).totals).toEqual({
      count: 11,
      cashIn: 71_100,
      cashOut: 40_600,
      card: 0,
    })
    expect(page({ cashier: 'Salma B.', day: '2026-06-15' }).totals).toEqual({
      count: 5,
      cashIn: 30_300,
      cashOut: 20_300,
      card: 0,
    })
    expect(page({ cashier: 'Hamza O.', search: '102' })).toMatchObject({
      rows: [{ number: 'CASA1-000013' }],
      totals: { count: 1, cashIn: 10_200, cashOut: 0, card: 0 },
    })
    expect(page({ cashier: 'Hamza O.', search: '8730' }).totals.count).toBe(2)
    expect(page({ cashier: 'Salma B.', state: 'refused' }).rows).toHaveLength(1)
    expect(page({ cashier: 'Hamza O.', state: 'refused' }).rows).toEqual([])
    expect(page({ cashier: 'Hamza O.', state: 'completed' }).rows).toHaveLength(2)
    expect(page({ cashier: 'Nobody' })).toMatchObject({ rows: [], totals: { count: 0 } })
    expect(counter.cashiers()).toEqual(['Hamza O.', 'Salma B.'])
  })

  it('opens the customer’s name, which the file itself does not show', async () => {
    const { counter, journal } = await morning()
    expect(counter.list(ANY, null, 1).rows[0]?.customer).toEqual({
      name: 'Khadija Alaoui',
      phone: '+212661248730',
      level: 2,
      active: true,
    })
    const stored = JSON.stringify([
      journal.db.prepare('SELECT payload FROM event').all(),
      journal.db.prepare('SELECT * FROM operation').all(),
    ])
    expect(stored).not.toMatch(/Khadija|661248730|"8730"/)
  })

  it('uses an index for every reading of a search', async () => {
    const { journal } = await morning()
    for (const column of [
      'reference',
      'amount',
      'phone_digest',
      'last_four_digest',
      'name_digest',
      'state',
      'day',
      'cashier',
    ]) {
      const plan = journal.db
        .prepare(
          `EXPLAIN QUERY PLAN SELECT folded FROM operation WHERE ${column} = 1 AND created_sequence < 9
           ORDER BY created_sequence DESC LIMIT 10`,
        )
        .all()
      expect(JSON.stringify(plan)).toMatch(/USING INDEX operation_/)
      expect(JSON.stringify(plan)).not.toMatch(/TEMP B-TREE/)
    }
  })
})
