import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { certainDay, grouping } from '../../../electron/reconciliation/group'
import { atOnce } from '../../../electron/reconciliation/match'
import type { KeptRow } from '../../../electron/reconciliation/types'
import { BOTH_PULLS, pullOf } from './generator'

const AT = '2026-06-16T10:00:00.000Z'

const row = (id: number, change: Partial<KeptRow> = {}): KeptRow => ({
  id,
  operationId: '924001',
  transactionId: String(1_840_000 + id),
  reference: '1122334455',
  operationType: 2,
  transactionType: 2,
  sens: null,
  status: 'completed',
  amount: centimes(20_000),
  fee: null,
  total: null,
  commission: null,
  agentCode: 'AG20417',
  requestId: null,
  phone: null,
  createdAt: AT,
  executedAt: AT,
  at: AT,
  hash: `hash-${id}`,
  lastPull: 2,
  ...change,
})

const group = (rows: readonly KeptRow[], pulls = BOTH_PULLS) =>
  atOnce(grouping(rows, pulls)).toSorted((a, b) => (a.key < b.key ? -1 : 1))
const one = (rows: readonly KeptRow[], pulls = BOTH_PULLS) => {
  const all = group(rows, pulls)
  if (all.length !== 1 || !all[0]) throw new Error(`${all.length} operations`)
  return all[0]
}

describe('Rows of one operation of Chari', () => {
  it('are its movement and its fee', () => {
    const made = one([row(1), row(2, { transactionType: 6, amount: centimes(500) })])
    expect([made.amount, made.fee, made.transactionIds.length]).toEqual([20_000, 500, 2])
  })

  it('are the debit and the credit of one movement, told apart by their direction or not', () => {
    expect(one([row(1, { sens: 1 }), row(2, { sens: 2 })]).doubled).toBe(false)
    expect(one([row(1), row(2)]).doubled).toBe(false)
  })

  it('are the same movement twice where direction, type and amount are one', () => {
    expect(one([row(1, { sens: 1 }), row(2, { sens: 1 })]).doubled).toBe(true)
    expect(one([row(1, { sens: 1 }), row(2, { sens: 1, status: 'failed' })]).doubled).toBe(false)
  })

  it('count as their newest reading shows them', () => {
    const before = row(1, { status: 'open', executedAt: null, lastPull: 1 })
    const now = row(2, { transactionId: before.transactionId })
    expect(one([now, before])).toMatchObject({ status: 'completed', reversed: false, rows: [1, 2] })
  })

  it('are reversed where an older reading showed them completed', () => {
    const before = row(1, { lastPull: 1 })
    const now = row(2, { transactionId: before.transactionId, status: 'canceled' })
    expect(one([before, now])).toMatchObject({ status: 'canceled', reversed: true })
  })

  it('are reversed by a chargeback, and no longer when that is canceled', () => {
    const back = row(2, { transactionType: 9 })
    expect(one([row(1), back]).reversed).toBe(true)
    expect(one([row(1), back, row(3, { transactionType: 10 })]).reversed).toBe(false)
  })

  it('are reversed by an operation of its own that bears their reference', () => {
    const refund = row(2, { operationId: '924002', operationType: 7, transactionType: 7 })
    const made = one([row(1), refund])
    expect(made).toMatchObject({ key: 'chari:924001', reversed: true, status: 'completed' })
    expect(made.rows).toEqual([1, 2])
  })

  it('stay two where a refund names nothing', () => {
    const refund = row(2, { operationId: '924002', operationType: 7, transactionType: 7, reference: null })
    expect(group([row(1), refund]).map(({ key, reversed }) => [key, reversed])).toEqual([
      ['chari:924001', false],
      ['chari:924002', false],
    ])
  })

  it('have vanished when a later whole reading of their time does not hold them', () => {
    expect(one([row(1, { lastPull: 1 })]).vanished).toBe(true)
    expect(one([row(1, { lastPull: 2 })]).vanished).toBe(false)
    expect(one([row(1, { lastPull: 1 })], [pullOf(1), pullOf(2, { complete: false })]).vanished).toBe(false)
    expect(one([row(1, { lastPull: 1 })], [pullOf(1), pullOf(2, { source: 'file' })]).vanished).toBe(false)
    expect(one([row(1, { lastPull: 1, status: 'failed' })]).vanished).toBe(false)
  })

  it('are told apart by reference where Chari gives no id, else each for itself', () => {
    const bare = { operationId: null, transactionId: null }
    const keys = group([
      row(1, bare),
      row(2, { ...bare, transactionType: 6 }),
      row(3, { ...bare, reference: null }),
      row(4, { ...bare, reference: null }),
    ]).map(({ key }) => key)
    expect(keys).toEqual(['reference:1122334455', 'row:hash-3', 'row:hash-4'])
  })
})

describe('The day of a row', () => {
  it.each([
    ['2026-06-16T22:59:59.000Z', '2026-06-16'],
    ['2026-06-16T23:00:00.000Z', '2026-06-17'],
    // Ramadan: Casablanca stands at UTC.
    ['2026-02-25T23:30:00.000Z', '2026-02-25'],
    ['2026-06-16T14:08:00.000', '2026-06-16'],
    // Without a zone it is certain only where UTC and Casablanca agree.
    ['2026-06-16T23:30:00.000', null],
  ])('%s is %s', (time, day) => {
    expect(certainDay(time)).toBe(day)
  })

  it('is unknown without a time', () => {
    expect(certainDay(null)).toBe(null)
  })
})
