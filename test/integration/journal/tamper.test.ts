import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import DatabaseFile, { type Database } from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../../../electron/journal/encoding'
import { openJournalReader } from '../../../electron/journal/reader'
import { EVENT_COLUMNS, type EventRow } from '../../../electron/journal/rows'
import type { ChainReport } from '../../../electron/journal/types'
import { AMINA, openTestJournal, tempFolder } from '../../support/journal'
import { noted, sampleKinds, tamper } from './samples'

const EVENTS = 12
const COLUMNS = [
  'terminal',
  'at',
  'zone',
  'shift',
  'cashier',
  'kind',
  'operation',
  'version',
  'payload',
  'hash',
  'previous_hash',
]

let whole: { readonly db: Buffer; readonly head: Buffer } | undefined

/** The files of a journal of twelve events, written once. */
function twelve() {
  if (whole) return whole
  const folder = tempFolder()
  const journal = openTestJournal(folder, { kinds: sampleKinds, projections: [] })
  for (let n = 1; n <= EVENTS; n += 1)
    journal.append({ ...AMINA, shift: 'S1' }, () => [noted(`event ${n}`, { operation: `op-${n % 3}` })])
  journal.close()
  whole = { db: readFileSync(join(folder, 'journal.db')), head: readFileSync(join(folder, 'journal.head')) }
  return whole
}

/** What the check says of that journal once `act` was done to it. */
function checked(act: (db: Database) => void, head = true): ChainReport['broken'] {
  const files = twelve()
  const folder = tempFolder()
  const file = join(folder, 'journal.db')
  writeFileSync(file, files.db)
  writeFileSync(join(folder, 'journal.head'), files.head)
  tamper(file, act)
  const reader = openJournalReader({ file, headFile: head ? join(folder, 'journal.head') : null })
  try {
    return reader.verify().broken
  } finally {
    reader.close()
  }
}

const anEvent = fc.integer({ min: 1, max: EVENTS })
const runs = { seed: 20260616, numRuns: 25 }
const shift = (db: Database, from: number, by: 1 | -1) => {
  const order = by === 1 ? 'DESC' : 'ASC'
  const all = db
    .prepare(`SELECT sequence FROM event WHERE sequence >= ? ORDER BY sequence ${order}`)
    .pluck()
    .all(from)
  for (const sequence of all)
    db.prepare('UPDATE event SET sequence = sequence + ? WHERE sequence = ?').run(by, sequence)
}
const row = (db: Database, sequence: number) =>
  db.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE sequence = ?`).get(sequence) as EventRow
const put = (db: Database, event: EventRow) =>
  db
    .prepare(
      `INSERT INTO event VALUES (@sequence, @terminal, @at, @zone, @shift, @cashier, @kind, @operation, @version,
        @encoding, @payload, @previousHash, @hash)`,
    )
    .run(event)

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
    expect(checked(() => undefined)).toBeNull()
  })

  it('the event with a changed field', () => {
    fc.assert(
      fc.property(anEvent, fc.constantFrom(...COLUMNS), (sequence, column) => {
        const broken = checked((db) =>
          db
            .prepare(`UPDATE event SET ${column} = coalesce(${column}, '') || 'x' WHERE sequence = ?`)
            .run(sequence),
        )
        expect(broken).toEqual({ sequence, how: 'altered' })
      }),
      runs,
    )
  })

  it('a removed event', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: EVENTS - 1 }), fc.boolean(), (sequence, renumbered) => {
        const broken = checked((db) => {
          db.prepare('DELETE FROM event WHERE sequence = ?').run(sequence)
          if (renumbered) shift(db, sequence, -1)
        })
        expect(broken).toEqual({ sequence, how: 'missing' })
      }),
      runs,
    )
  })

  it('events that changed places', () => {
    fc.assert(
      fc.property(anEvent, anEvent, (a, b) => {
        fc.pre(a < b)
        const broken = checked((db) => {
          const move = db.prepare('UPDATE event SET sequence = ? WHERE sequence = ?')
          move.run(1_000, a)
          move.run(a, b)
          move.run(b, 1_000)
        })
        expect(broken).toEqual({ sequence: a, how: 'order' })
      }),
      runs,
    )
  })

  it('an inserted event, even with a right hash of its own', () => {
    fc.assert(
      fc.property(anEvent, fc.boolean(), (sequence, forged) => {
        const broken = checked((db) => {
          const copy = row(db, sequence)
          shift(db, sequence, 1)
          const event = { ...copy, payload: '{"text":"never happened"}' }
          put(db, forged ? { ...event, hash: hashOf(event) } : event)
        })
        expect(broken).toEqual({ sequence, how: forged ? 'order' : 'altered' })
      }),
      runs,
    )
  })

  it('a rewritten event, hash and all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: EVENTS - 1 }), (sequence) => {
        const broken = checked((db) => {
          const event = { ...row(db, sequence), cashier: 'nobody' }
          db.prepare('UPDATE event SET cashier = ?, hash = ? WHERE sequence = ?').run(
            'nobody',
            hashOf(event),
            sequence,
          )
        })
        expect(broken).toEqual({ sequence, how: 'altered' })
      }),
      runs,
    )
  })

  it('a tail cut off, by the head kept outside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: EVENTS }), (sequence) => {
        const cut = (db: Database) => db.prepare('DELETE FROM event WHERE sequence >= ?').run(sequence)
        expect(checked(cut)).toEqual({ sequence, how: 'tail_cut' })
        expect(checked(cut, false)).toBeNull()
      }),
      { ...runs, numRuns: 6 },
    )
  })

  it('the head of a tail rewritten whole', () => {
    const broken = checked((db) => {
      let previousHash = row(db, EVENTS - 3).hash
      for (let sequence = EVENTS - 2; sequence <= EVENTS; sequence += 1) {
        const event = { ...row(db, sequence), cashier: 'nobody', previousHash }
        previousHash = hashOf(event)
        db.prepare('DELETE FROM event WHERE sequence = ?').run(sequence)
        put(db, { ...event, hash: previousHash })
      }
    })
    expect(broken).toEqual({ sequence: EVENTS, how: 'altered' })
  })
})

describe('the check of the newest events', () => {
  it('finds what is among them, and what they stand on', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, { kinds: sampleKinds, projections: [] })
    for (let n = 1; n <= EVENTS; n += 1) journal.append(AMINA, () => [noted(`event ${n}`)])
    expect(journal.verify(5)).toMatchObject({ events: 5, broken: null })
    expect(journal.verify(500)).toMatchObject({ events: EVENTS, broken: null })
    journal.close()
    const file = join(folder, 'journal.db')
    tamper(file, (db) => db.prepare("UPDATE event SET cashier = 'x' WHERE sequence = 4").run())
    const reader = openJournalReader({ file, headFile: null })
    expect(reader.verify(8).broken).toBeNull()
    expect(reader.verify(9).broken).toEqual({ sequence: 4, how: 'altered' })
    reader.close()
  })
})

describe('opening', () => {
  const prepared = () => {
    const at = tempFolder()
    const journal = openTestJournal(at, { kinds: sampleKinds, projections: [] })
    journal.append(AMINA, () => [noted('a'), noted('b')])
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
      }),
    )
    copyFileSync(join(at, 'whole.db'), join(at, 'journal.db'))
    tamper(join(at, 'journal.db'), (db) => db.prepare('DELETE FROM event WHERE sequence = 2').run())
    expect(reopen(at)).toThrow(
      expect.objectContaining({ code: 'journal_corrupt', message: expect.stringContaining('tail_cut') }),
    )
    rmSync(join(at, 'journal.db'))
    expect(reopen(at)).toThrow(expect.objectContaining({ code: 'journal_corrupt' }))
  })

  it('goes on from a journal that is ahead of its head, or whose head was torn', () => {
    const { at, journal } = prepared()
    const old = readFileSync(join(at, 'journal.head'))
    journal.append(AMINA, () => [noted('c')])
    journal.close()
    writeFileSync(join(at, 'journal.head'), old)
    reopen(at)().close()
    writeFileSync(join(at, 'journal.head'), '00000')
    const again = reopen(at)()
    expect(again.append(AMINA, () => [noted('d')])[0]?.sequence).toBe(4)
    expect(again.verify().broken).toBeNull()
  })
})
