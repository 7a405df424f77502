import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import DatabaseFile from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChainReport } from '../../../electron/domain/chain-report'
import { openJournalReader } from '../../../electron/journal/reader'
import type { EventRow } from '../../../electron/journal/rows'
import { AMINA, heldClock, openTestJournal, tempFolder } from '../../support/journal'
import {
  altered,
  cut,
  FIELDS,
  headLine,
  inserted,
  putRows,
  rechained,
  removed,
  rewritten,
  rowsOf,
  swapped,
  tamper,
  wholeJournal,
} from '../../support/tampering'
import { noted, sampleKinds } from './samples'

const { db: DB, head: HEAD, rows: ROWS } = wholeJournal()
const LAST = ROWS.length
/** The last event is the seal of the close. */
const BEFORE_LAST = LAST - 1

/** What the app's own check says of a journal with these events. */
function checked(
  rows: readonly EventRow[],
  { head = HEAD.toString() }: { readonly head?: string | null } = {},
): ChainReport {
  const folder = tempFolder()
  const file = join(folder, 'journal.db')
  writeFileSync(file, DB)
  if (head !== null) writeFileSync(join(folder, 'journal.head'), head)
  tamper(file, (db) => putRows(db, rows))
  const reader = openJournalReader({ file, headFile: join(folder, 'journal.head') })
  try {
    return reader.verify()
  } finally {
    reader.close()
  }
}
const broken = (...args: Parameters<typeof checked>) => checked(...args).broken
const named = (sequence: number, how: string) => expect.objectContaining({ sequence, how })

const anEvent = fc.integer({ min: 1, max: LAST })
const notTheLast = fc.integer({ min: 1, max: BEFORE_LAST })
const runs = { seed: 20260616, numRuns: 25 }

describe('the append-only table', () => {
  it('refuses changes, removals and gaps with a sentence', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, { kinds: sampleKinds, projections: [] })
    journal.append(AMINA, () => [noted('a'), noted('b')])
    journal.close()
    const file = join(folder, 'journal.db')
    const refused: [RegExp, string][] = [
      [/never changed/, "UPDATE event SET cashier = 'x' WHERE sequence = 1"],
      [/never removed/, 'DELETE FROM event WHERE sequence = 2'],
      [
        /no gaps/,
        "INSERT OR REPLACE INTO event SELECT 1, terminal, at, zone, shift, 'x', kind, operation, version, encoding, payload, previous_hash, hash FROM event WHERE sequence = 1",
      ],
      [
        /no gaps/,
        'INSERT INTO event SELECT 9, terminal, at, zone, shift, cashier, kind, operation, version, encoding, payload, previous_hash, hash FROM event WHERE sequence = 1',
      ],
    ]
    const raw = new DatabaseFile(file)
    for (const [reason, sql] of refused) expect(() => raw.exec(sql)).toThrow(reason)
    raw.close()
  })
})

describe('the check of the chain names', () => {
  it('nothing where nothing was done', () => {
    expect(checked(ROWS)).toMatchObject({
      events: LAST,
      broken: null,
      seals: { proven: { sequence: BEFORE_LAST } },
    })
  })

  it('the event with a changed field', () => {
    fc.assert(
      fc.property(anEvent, fc.constantFrom(...FIELDS), (sequence, field) => {
        expect(broken(altered(ROWS, sequence, field))).toEqual(named(sequence, 'altered'))
      }),
      runs,
    )
  })

  it('a removed event', () => {
    fc.assert(
      fc.property(notTheLast, fc.boolean(), (sequence, renumbered) => {
        expect(broken(removed(ROWS, sequence, renumbered))).toEqual(named(sequence, 'missing'))
      }),
      runs,
    )
  })

  it('events that changed places', () => {
    fc.assert(
      fc.property(anEvent, anEvent, (a, b) => {
        fc.pre(a < b)
        expect(broken(swapped(ROWS, a, b))).toEqual(named(a, 'order'))
      }),
      runs,
    )
  })

  it('an inserted event, even with a right hash of its own', () => {
    fc.assert(
      fc.property(anEvent, fc.boolean(), (sequence, forged) => {
        expect(broken(inserted(ROWS, sequence, forged))).toEqual(named(sequence, 'inserted'))
      }),
      runs,
    )
  })

  it('a rewritten event, hash and all, and what it was', () => {
    fc.assert(
      fc.property(notTheLast, (sequence) => {
        const { kind, at } = ROWS[sequence - 1] ?? {}
        expect(broken(rewritten(ROWS, sequence))).toEqual({ sequence, how: 'altered', kind, at })
      }),
      runs,
    )
  })

  it('a tail cut off, by the head kept outside', () => {
    fc.assert(
      fc.property(anEvent, (sequence) => {
        expect(broken(cut(ROWS, sequence))).toEqual(named(sequence, 'tail_cut'))
      }),
      { ...runs, numRuns: 8 },
    )
  })

  it('a tail cut off behind the last seal, whose line is kept outside, though the head was made to fit', () => {
    const [, seal] = HEAD.toString().split('\n')
    fc.assert(
      fc.property(fc.integer({ min: 2, max: BEFORE_LAST }), (sequence) => {
        const left = cut(ROWS, sequence)
        expect(broken(left, { head: `${headLine(left)}${seal}\n` })).toEqual(named(sequence, 'tail_cut'))
      }),
      { ...runs, numRuns: 8 },
    )
  })

  it('a seal that vouches for something else, when all hashes were made to fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: BEFORE_LAST }), (sequence) => {
        const rows = rechained(altered(ROWS, sequence, 'cashier'))
        const found = checked(rows, { head: headLine(rows) })
        expect(found.broken).toEqual(named(LAST, 'seal'))
        expect(found.seals.proven).toBeNull()
      }),
      { ...runs, numRuns: 8 },
    )
  })

  it('events without the seals that were taken out, when all hashes were made to fit', () => {
    const rows = rechained(ROWS.filter(({ kind, sequence }) => kind !== 'journal.sealed' || sequence < 6))
    const found = broken(rows, { head: headLine(rows) })
    expect(found?.how).toBe('unsealed')
    expect(broken(rechained(ROWS.filter(({ kind }) => kind !== 'journal.sealed')), { head: null })).toEqual(
      named(1, 'unsealed'),
    )
  })

  it('a key that is not announced as it should be', () => {
    const [first] = ROWS
    const key = JSON.parse(first?.payload ?? '') as Record<string, unknown>
    for (const other of [{ key: '0'.repeat(16) }, { publicKey: 'AAAA' }, { previous: '1'.repeat(16) }]) {
      const rows = rechained(
        ROWS.map((row) => (row === first ? { ...row, payload: JSON.stringify({ ...key, ...other }) } : row)),
      )
      expect(broken(rows, { head: null })).toEqual(named(1, 'key'))
    }
  })

  it('the head of a tail rewritten whole', () => {
    const rows = rechained(altered(ROWS, LAST, 'cashier'))
    expect(broken(rows)).toEqual(named(LAST, 'altered'))
  })
})

describe('the check of the newest events', () => {
  it('finds what is among them, and what they stand on', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, { kinds: sampleKinds, projections: [] })
    for (let n = 1; n <= 12; n += 1) journal.append(AMINA, () => [noted(`event ${n}`)])
    expect(journal.verify(5)).toMatchObject({ events: 5, broken: null })
    expect(journal.verify(500)).toMatchObject({ events: 13, broken: null })
    journal.close()
    const file = join(folder, 'journal.db')
    tamper(file, (db) => db.prepare("UPDATE event SET cashier = 'x' WHERE sequence = 4").run())
    const reader = openJournalReader({ file, headFile: null })
    // Fourteen events with the seal of the close.
    expect(reader.verify(10).broken).toBeNull()
    expect(reader.verify(11).broken).toEqual(named(4, 'altered'))
    expect(reader.verify(10).seals).toMatchObject({ checked: 1, proven: { sequence: 13 } })
    reader.close()
  })
})

describe('opening', () => {
  const prepared = () => {
    const at = tempFolder()
    const clock = heldClock()
    const journal = openTestJournal(at, { kinds: sampleKinds, projections: [], clock })
    for (const text of ['a', 'b', 'c', 'd']) {
      journal.append(AMINA, () => [noted(text)])
      clock.pass(25_000)
    }
    return { at, journal }
  }
  const reopen = (at: string) => () => openTestJournal(at, { kinds: sampleKinds, projections: [] })

  it('refuses an altered journal and one that is behind its head', () => {
    const { at, journal } = prepared()
    journal.close()
    copyFileSync(join(at, 'journal.db'), join(at, 'whole.db'))
    tamper(join(at, 'journal.db'), (db) => db.prepare("UPDATE event SET zone = 'x' WHERE sequence = 2").run())
    expect(reopen(at)).toThrow(
      expect.objectContaining({
        code: 'journal_corrupt',
        message: expect.stringContaining('event 2: altered'),
        broken: { sequence: 2, how: 'altered', kind: 'sample.noted', at: '2026-06-16T09:00:00.000Z' },
      }),
    )
    copyFileSync(join(at, 'whole.db'), join(at, 'journal.db'))
    tamper(join(at, 'journal.db'), (db) => db.prepare('DELETE FROM event WHERE sequence > 2').run())
    expect(reopen(at)).toThrow(
      expect.objectContaining({ code: 'journal_corrupt', message: expect.stringContaining('tail_cut') }),
    )
    rmSync(join(at, 'journal.db'))
    expect(reopen(at)).toThrow(expect.objectContaining({ code: 'journal_corrupt' }))
  })

  it('refuses one whose seals were taken out, though everything else was made to fit', () => {
    const { at, journal } = prepared()
    journal.close()
    tamper(join(at, 'journal.db'), (db) => {
      const rows = rechained(rowsOf(db).filter(({ kind }) => kind !== 'journal.sealed'))
      putRows(db, rows)
      writeFileSync(join(at, 'journal.head'), headLine(rows))
    })
    expect(reopen(at)).toThrow(expect.objectContaining({ message: expect.stringContaining('unsealed') }))
  })

  it('goes on from a journal that is ahead of its head, or whose head was torn', () => {
    const { at, journal } = prepared()
    const old = readFileSync(join(at, 'journal.head'))
    journal.append(AMINA, () => [noted('e')])
    journal.close()
    writeFileSync(join(at, 'journal.head'), old)
    reopen(at)().close()
    writeFileSync(join(at, 'journal.head'), '00000')
    const again = reopen(at)()
    const [event] = again.append(AMINA, () => [noted('f')])
    expect(again.verify()).toMatchObject({ events: event?.sequence, broken: null })
  })
})
