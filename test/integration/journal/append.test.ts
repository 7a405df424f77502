import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { openJournalReader } from '../../../electron/journal/reader'
import type { StoredEvent } from '../../../electron/journal/types'
import { AMINA, heldClock, openTestJournal, tempFolder } from '../../support/journal'
import { noted, sampleKinds, sampleProjection } from './samples'

const deps = { kinds: sampleKinds, projections: [sampleProjection] }

describe('append', () => {
  it('numbers without gaps, chains, projects and moves the head outside', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    const events = journal.append(AMINA, (tx) => [
      noted(`first ${tx.next('operation')}`, { operation: 'op-1', amount: 100 }),
      noted(`second ${tx.next('operation')}`, { operation: 'op-1', amount: -40 }),
    ])
    // The key stands first.
    expect(events.map(({ sequence }) => sequence)).toEqual([2, 3])
    expect(events[1]?.previousHash).toBe(events[0]?.hash)
    expect(events.map(({ payload }) => payload.text)).toEqual(['first 1', 'second 2'])
    expect(events[0]).toMatchObject({ terminal: 'CASA1', cashier: 'Amina', shift: null, version: '0.1.0' })
    expect(journal.db.prepare('SELECT amount, events FROM sample').all()).toEqual([{ amount: 60, events: 2 }])
    const head = { sequence: 3, hash: events[1]?.hash }
    expect(journal.verify()).toMatchObject({ events: 3, head, broken: null })
    expect(readFileSync(join(folder, 'journal.head'), 'utf8')).toBe(
      `${'3'.padStart(16, '0')} ${events[1]?.hash}\n`,
    )
  })

  it('goes on where it stopped, numbers included', () => {
    const folder = tempFolder()
    const first = openTestJournal(folder, deps)
    first.append(AMINA, (tx) => [noted(String(tx.next('operation')))])
    first.close()
    const second = openTestJournal(folder, deps)
    const [event] = second.append(AMINA, (tx) => [noted(String(tx.next('operation')))])
    // After the key, the first event and the seal of the close.
    expect(event).toMatchObject({ sequence: 4, payload: { text: '2' } })
    expect(second.verify().broken).toBeNull()
  })

  it('stores nothing of an append that fails, and gives its numbers again', () => {
    const journal = openTestJournal(tempFolder(), deps)
    const failing = [
      () =>
        journal.append(AMINA, (tx) => [
          noted('kept?', { operation: String(tx.next('operation')) }),
          { kind: 'sample.sent', operation: null, payload: { text: 5 } },
        ]),
      () => journal.append(AMINA, () => [{ kind: 'sample.unknown', operation: null, payload: {} }]),
      () => journal.append(AMINA, () => [noted('a'), noted('b', { amount: 1.5 })]),
      () =>
        journal.append(AMINA, () => [
          { ...noted('half'), payload: { ...(noted('x').payload as object), text: '\ud800' } },
        ]),
      () => journal.append(AMINA, () => journal.append(AMINA, () => [noted('inside')]).map(() => noted('x'))),
    ]
    for (const act of failing) expect(act).toThrow(TypeError)
    expect(() =>
      journal.append(AMINA, () => {
        throw new RangeError('the room changed its mind')
      }),
    ).toThrow(RangeError)
    expect(journal.events({ limit: 10 })).toEqual([])
    expect(journal.db.prepare('SELECT count(*) AS n FROM sample').get()).toEqual({ n: 0 })
    const [event] = journal.append(AMINA, (tx) => [noted(String(tx.next('operation')))])
    expect(event).toMatchObject({ sequence: 2, payload: { text: '1' } })
    expect(journal.verify().broken).toBeNull()
  })

  it('reads what it has just numbered and projected, inside the transaction', () => {
    const journal = openTestJournal(tempFolder(), deps)
    journal.append(AMINA, () => [noted('a', { operation: 'op-1', amount: 7 })])
    journal.append(AMINA, (tx) => {
      expect(tx.db.prepare("SELECT amount FROM sample WHERE operation = 'op-1'").get()).toEqual({ amount: 7 })
      expect(() => tx.db.prepare('UPDATE sample SET amount = 0')).toThrow(TypeError)
      return []
    })
    expect(() => journal.db.prepare('DELETE FROM event')).toThrow(TypeError)
  })

  it('tells the rest of the house only what is durable', () => {
    const folder = tempFolder()
    const seen: StoredEvent[] = []
    const afterCommit = vi.fn((_events: readonly StoredEvent[]) => {
      const reader = openJournalReader({ file: join(folder, 'journal.db'), headFile: null })
      seen.push(...reader.events({ limit: 10 }))
      reader.close()
      if (seen.length > 2) throw new Error('somebody else is broken')
    })
    const log = vi.fn()
    const journal = openTestJournal(folder, { ...deps, afterCommit, log })
    journal.append(AMINA, () => [noted('a')])
    expect(journal.append(AMINA, () => [noted('b'), noted('c')])).toHaveLength(2)
    journal.append(AMINA, () => [])
    expect(afterCommit.mock.calls.map(([events]) => events.map(({ kind }) => kind))).toEqual([
      ['journal.key', 'sample.noted'],
      ['sample.noted', 'sample.noted'],
    ])
    expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2, 1, 2, 3, 4])
    expect(log).toHaveBeenCalledWith('journal.after_commit_failed', expect.anything())
  })

  it.each(['sample.sent', 'sent'])('halts right after %s is durable, before anything else', (haltAt) => {
    const folder = tempFolder()
    const order: string[] = []
    const journal = openTestJournal(folder, {
      ...deps,
      haltAt,
      onHalt: () => {
        const db = new Database(join(folder, 'journal.db'), { readonly: true })
        order.push(`halt at ${db.prepare('SELECT max(sequence) FROM event').pluck().get()}`)
        db.close()
      },
      afterCommit: () => order.push('told'),
    })
    journal.append(AMINA, () => [noted('a')])
    journal.append(AMINA, () => [{ kind: 'sample.sent', operation: null, payload: { text: 'b' } }])
    expect(order).toEqual(['told', 'halt at 3', 'told'])
  })

  it('pages by keyset, and finds by operation and kind', () => {
    const journal = openTestJournal(tempFolder(), deps)
    for (let n = 1; n <= 6; n += 1)
      journal.append(AMINA, () => [
        noted(String(n), { operation: n % 2 ? 'odd' : 'even' }),
        { kind: 'sample.sent', operation: 'odd', payload: { text: 'x' } },
      ])
    const sequences = (filter: Parameters<typeof journal.events>[0]) =>
      journal.events(filter).map(({ sequence }) => sequence)
    expect(sequences({ limit: 3 })).toEqual([1, 2, 3])
    expect(sequences({ after: 10, limit: 10 })).toEqual([11, 12, 13])
    expect(sequences({ operation: 'even', limit: 10 })).toEqual([4, 8, 12])
    expect(sequences({ operation: null, limit: 10 })).toEqual([1])
    expect(sequences({ kinds: ['sample.noted', 'none'], after: 6, limit: 2 })).toEqual([8, 10])
    expect(sequences({ kinds: [], limit: 10 })).toEqual([])
  })
})

describe('personal fields', () => {
  it('are nowhere in any file of the folder in clear, and open with the key', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    const [event] = journal.append(AMINA, () => [noted('plain text stays', { operation: 'op-1' })])
    if (!event) throw new Error('nothing stored')
    const { customer } = event.payload as {
      customer: { name: { $sealed: string }; phone: { $sealed: string } }
    }
    expect(journal.open(customer.name)).toBe('Fatima Zahra El Idrissi')
    const byPhone = journal.db.prepare('SELECT operation FROM sample WHERE phone = ?')
    expect(byPhone.all(journal.digest('phone', '+212 6 61 24 87 30'))).toEqual([{ operation: 'op-1' }])
    const look = () => {
      const bytes = readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('')
      expect(bytes).toContain('plain text stays')
      for (const secret of ['Fatima', 'Idrissi', '661248730', 'AB12', 'CD34'])
        expect(bytes).not.toContain(secret)
    }
    look()
    journal.close()
    look()
  })

  it('are not written under another key', () => {
    const folder = tempFolder()
    openTestJournal(folder, deps).close()
    expect(() => openTestJournal(folder, { ...deps, sealKey: Buffer.alloc(32, 9) })).toThrow(
      expect.objectContaining({ code: 'journal_corrupt', message: expect.stringContaining('another key') }),
    )
    openTestJournal(folder, deps)
  })
})

describe('the clock', () => {
  it('wound back becomes an event in front, which the caller does not get', () => {
    const clock = heldClock()
    const journal = openTestJournal(tempFolder(), { ...deps, clock })
    journal.append(AMINA, () => [noted('a')])
    clock.set('2026-06-16T08:00:00.000Z')
    const events = journal.append(AMINA, () => [noted('b')])
    expect(events.map(({ payload }) => payload.text)).toEqual(['b'])
    expect(journal.events({ kinds: ['clock.stepped'], limit: 5 })).toEqual([
      expect.objectContaining({
        sequence: 3,
        cashier: 'system',
        payload: expect.objectContaining({ how: 'backward', byMs: -3_600_000 }),
      }),
    ])
    expect(journal.clockWarning()).toBe('backward')
    expect(journal.verify().broken).toBeNull()
  })

  it('is told as wound back over a restart', () => {
    const folder = tempFolder()
    const first = openTestJournal(folder, deps)
    first.append(AMINA, () => [noted('a')])
    first.close()
    const clock = heldClock('2026-06-15T09:00:00.000Z')
    const second = openTestJournal(folder, { ...deps, clock })
    expect(second.clockWarning()).toBe('backward')
    second.append(AMINA, () => [noted('b')])
    second.close()
    const third = openTestJournal(folder, { ...deps, clock })
    third.append(AMINA, () => [noted('c')])
    expect(third.events({ kinds: ['clock.stepped'], limit: 5 })).toHaveLength(1)
    expect(third.clockWarning()).toBe('backward')
    clock.set('2026-06-16T09:00:01.000Z')
    expect(third.clockWarning()).toBeNull()
  })

  it("over 60 s from Chari's is an event, once", () => {
    const journal = openTestJournal(tempFolder(), deps)
    journal.noteServerDate('2026-06-16T09:00:30.000Z')
    expect(journal.clockWarning()).toBeNull()
    journal.noteServerDate('2026-06-16T09:10:00.000Z')
    journal.noteServerDate('2026-06-16T09:10:01.000Z')
    expect(journal.events({ after: 1, limit: 5 })).toEqual([
      expect.objectContaining({ kind: 'clock.stepped', payload: expect.objectContaining({ how: 'skewed' }) }),
    ])
    expect(journal.clockWarning()).toBe('skewed')
  })
})

describe('backup', () => {
  it('copies whole while writing goes on, and keeps the newest', async () => {
    const folder = tempFolder()
    const copies = join(folder, 'copies')
    const clock = heldClock()
    const journal = openTestJournal(folder, { ...deps, clock })
    const made: string[] = []
    for (let n = 0; n < 4; n += 1) {
      clock.pass(60_000)
      const copying = journal.backup(copies, 2)
      journal.append(AMINA, () => [noted(String(n))])
      made.push(await copying)
    }
    expect(readdirSync(copies).sort()).toEqual([
      'journal-20260616T090300000Z.db',
      'journal-20260616T090400000Z.db',
    ])
    const reader = openJournalReader({ file: made[3] ?? '', headFile: null })
    expect(reader.verify().broken).toBeNull()
    expect(reader.verify().events).toBeGreaterThanOrEqual(3)
    reader.close()
    expect(existsSync(`${made[3]}-wal`)).toBe(false)
  })

  it('leaves no half copy where there is no folder to be had', async () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    await expect(journal.backup(join(folder, 'journal.head', 'below'), 2)).rejects.toMatchObject({
      code: 'journal_unwritable',
    })
  })
})
