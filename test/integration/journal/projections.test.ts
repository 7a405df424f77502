import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Journal, Projection } from '../../../electron/journal/types'
import { AMINA, openTestJournal, tempFolder } from '../../support/journal'
import { noted, sampleKinds, sampleProjection } from './samples'

const rows = (journal: Journal) => journal.db.prepare('SELECT * FROM sample ORDER BY operation').all()

describe('projections', () => {
  it('rebuild to the same as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -9_999, max: 9_999 })), {
            maxLength: 3,
          }),
          { maxLength: 12 },
        ),
        (appends) => {
          const journal = openTestJournal(tempFolder(), {
            kinds: sampleKinds,
            projections: [sampleProjection],
          })
          for (const events of appends)
            journal.append(AMINA, () =>
              events.map(([operation, amount]) => noted('x', { operation, amount })),
            )
          const before = rows(journal)
          journal.rebuild()
          expect(rows(journal)).toEqual(before)
          expect(journal.verify().broken).toBeNull()
          journal.close()
        },
      ),
      { seed: 20260616, numRuns: 20 },
    )
  })

  it('are built anew when their version changes, old tables gone', () => {
    const folder = tempFolder()
    const old: Projection = {
      name: 'sample',
      version: 1,
      tables: ['older'],
      create: 'CREATE TABLE older (n INTEGER) STRICT',
      apply: (db) => {
        db.prepare('INSERT INTO older VALUES (1)').run()
      },
    }
    const first = openTestJournal(folder, { kinds: sampleKinds, projections: [old] })
    first.append(AMINA, () => [noted('a', { operation: 'op-1', amount: 5 })])
    first.close()
    const second = openTestJournal(folder, {
      kinds: sampleKinds,
      projections: [{ ...sampleProjection, version: 2 }],
    })
    expect(rows(second)).toMatchObject([{ operation: 'op-1', amount: 5, events: 1 }])
    expect(() => second.db.prepare('SELECT * FROM older')).toThrow(/no such table/)
  })

  it('catch up on events written while they were not there', () => {
    const folder = tempFolder()
    const known = { kinds: sampleKinds, projections: [sampleProjection] }
    const first = openTestJournal(folder, known)
    first.append(AMINA, () => [noted('a', { operation: 'op-1', amount: 5 })])
    first.close()
    const without = openTestJournal(folder, { kinds: sampleKinds, projections: [] })
    without.append(AMINA, () => [noted('b', { operation: 'op-1', amount: 6 })])
    without.close()
    expect(rows(openTestJournal(folder, known))).toMatchObject([{ amount: 11, events: 2 }])
  })

  it('that fail take the append with them', () => {
    let failing = false
    const journal = openTestJournal(tempFolder(), {
      kinds: sampleKinds,
      projections: [
        sampleProjection,
        {
          name: 'failing',
          version: 1,
          tables: [],
          create: '',
          apply: () => {
            if (failing) throw new RangeError('a mistake of the room')
          },
        },
      ],
    })
    journal.append(AMINA, () => [noted('a', { operation: 'op-1', amount: 5 })])
    failing = true
    expect(() => journal.append(AMINA, () => [noted('b', { operation: 'op-1', amount: 6 })])).toThrow(
      RangeError,
    )
    expect(() => journal.rebuild()).toThrow(RangeError)
    failing = false
    expect(rows(journal)).toMatchObject([{ amount: 5, events: 1 }])
    expect(journal.append(AMINA, () => [noted('c')])[0]?.sequence).toBe(3)
  })
})
