import { describe, expect, it } from 'vitest'
import type { Journal } from '../../../electron/journal/types'
import { appendsOf, operation } from '../../bench/support/shop'
import { memoryFolder, openCounterJournal, SALMA } from '../../support/counter'
import { seededRandom } from '../../support/seeded-random'

const TABLES = ['operation', 'operation_confirm', 'operation_total', 'operation_amount', 'operation_foreign']

const tables = (journal: Journal) => TABLES.map((table) => journal.db.prepare(`SELECT * FROM ${table}`).all())

describe('a rebuild of operations', () => {
  it('is what was written, also where events come long after their operation', () => {
    const journal = openCounterJournal(memoryFolder())
    const random = seededRandom(20260616)
    const first = Date.parse('2026-06-16T08:00:00.000Z')
    const ids: string[] = []
    // More operations than a rebuild holds open.
    for (let n = 1; n <= 2_100; n += 1) {
      const op = operation(n, new Date(first + n * 60_000), random)
      ids.push(op.id)
      let paper = 0
      for (const { who, events } of appendsOf(op, random)) {
        const stored = journal.append(who, () => events(paper))
        paper = stored.find(({ kind }) => kind === 'paper.requested')?.sequence ?? paper
      }
    }
    const late = ids
      .slice(0, 3)
      .map((id) => ({ kind: 'operation.review', operation: id, payload: { code: 'late' } }))
    journal.append(SALMA, () => late)
    const foreign = { reference: '1122334455', operationId: null, executedAt: null }
    journal.append(SALMA, () => [{ kind: 'operation.foreign_row', operation: null, payload: foreign }])
    const written = tables(journal)
    expect(written.map((rows) => rows.length > 0)).toEqual([true, true, true, true, true])
    journal.rebuild()
    expect(tables(journal)).toEqual(written)
    expect(journal.events({ operation: null, kinds: ['operation.foreign_row'], limit: 5 })).toHaveLength(1)
  })
})
