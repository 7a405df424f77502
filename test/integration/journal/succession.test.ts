import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Perpetual } from '../../../electron/domain/closing'
import { signClosing } from '../../../electron/journal/closing-signature'
import { createJournal } from '../../../electron/journal/journal'
import { openJournalReader } from '../../../electron/journal/reader'
import { type Journal, JournalError, type NewEvent } from '../../../electron/journal/types'
import { openJournal } from '../../../electron/parts'
import { DEFAULT_TIMERS } from '../../../electron/settings/timers'
import { type Settings, settingsSchema } from '../../../electron/settings/types'
import { orderSuccession } from '../../../electron/succession'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'
import { AMINA, heldClock, SEAL_KEY, tempFolder, testJournalDeps } from '../../support/journal'
import { testSigner } from '../../support/signer'
import { tamper } from '../../support/tampering'
import { ours } from '../../support/verifiers'
import { noted, sampleKinds } from './samples'

const SETTINGS: Settings = {
  ...settingsSchema.parse({
    environment: 'production',
    host: 'https://chari.invalid',
    terminal: 'CASA1',
    shop: {},
    printer: { transport: 'none' },
    feeInCash: {},
    timers: DEFAULT_TIMERS,
  }),
  timers: DEFAULT_TIMERS,
}

/** The journal of a shop's profile, as the terminal opens it. */
function open(folder: string): Journal {
  const clock = heldClock('2026-06-17T09:00:00.000Z')
  const world = {
    folder,
    version: '0.1.0',
    nativeBinding: null,
    clock,
    randomBytes,
    words: { fr, ar, en },
    halt: null,
    log: () => undefined,
  }
  const opening = { world, settings: () => SETTINGS, sealKey: SEAL_KEY, signer: testSigner }
  const journal = openJournal(opening, () => undefined)
  let closed = false
  const closing: Journal = {
    ...journal,
    close: () => {
      if (!closed) journal.close()
      closed = true
    },
  }
  onTestFinished(closing.close)
  return closing
}

const perpetual = (shifts: number): Perpetual =>
  ({
    kinds: [],
    movements: [],
    differences: { count: 0, signed: 0, absolute: 0 },
    corrections: { count: 0, signed: 0, absolute: 0 },
    shifts,
    events: 12,
  }) as unknown as Perpetual

function closing(shifts: number, signed = true): NewEvent {
  const document = { z: shifts, perpetual: perpetual(shifts) } as Record<string, unknown>
  const signature = signed ? signClosing(testSigner, document) : { key: testSigner.key, signature: 'AAAA' }
  return { kind: 'sample.closed', operation: null, payload: { document, signature } }
}

/** Writes days into a profile's journal with kinds of our own, and copies it once between them. */
async function someDays(folder: string): Promise<void> {
  const deps = testJournalDeps(folder, { kinds: sampleKinds, projections: [] })
  const journal = createJournal(deps)
  const write = (count: number): void => {
    for (let n = 0; n < count; n += 1)
      journal.append(AMINA, (tx) => [noted(`operation ${tx.next('operation')}`)])
  }
  write(3)
  journal.append(AMINA, (tx) => [closing(tx.next('z'))])
  await journal.backup(join(folder, 'backups'), 7)
  write(4)
  journal.append(AMINA, (tx) => [closing(tx.next('z'))])
  journal.append(AMINA, () => [closing(99, false)])
  journal.close()
}

/** What opening says; the journal has to be damaged. */
function faultOf(folder: string): { code: string; detail: string; broken: JournalError['broken'] } {
  try {
    open(folder).close()
  } catch (error) {
    if (error instanceof JournalError)
      return { code: error.code, detail: error.message, broken: error.broken }
    throw error
  }
  throw new Error('it opened')
}

const order = (folder: string, at = '2026-06-17T09:00:00.000Z') =>
  orderSuccession(
    { folder, environment: 'production' },
    { by: 'Karim', at, fault: faultOf(folder), nativeBinding: null },
  )
const KEPT = 'journal.db.kept-20260617T090000000Z'
const begunOf = (journal: Journal) =>
  journal.events({ kinds: ['terminal.journal_begun'], limit: 5 }).map(({ sequence, payload }) => ({
    sequence,
    ...payload,
  }))
const nextOf = (journal: Journal, series: string): number => {
  let given = 0
  journal.append({ cashier: 'system', shift: null }, (tx) => {
    given = tx.next(series)
    return [{ kind: 'terminal.stopped', operation: null, payload: { why: 'test' } }]
  })
  return given
}
const alter = (folder: string): void =>
  tamper(join(folder, 'journal.db'), (db) =>
    db.exec("UPDATE event SET cashier = 'nobody' WHERE sequence = 3"),
  )

describe('a journal with an altered row', () => {
  it('is kept, named, and gone on for: numbers and totals are those that it had', async () => {
    const folder = tempFolder()
    await someDays(folder)
    alter(folder)
    expect(faultOf(folder).broken).toMatchObject({ sequence: 3, how: 'altered', kind: 'sample.noted' })
    order(folder)
    const journal = open(folder)
    expect(begunOf(journal)).toEqual([
      expect.objectContaining({
        sequence: 2,
        kept: KEPT,
        by: 'Karim',
        fault: expect.stringContaining('event 3: altered'),
        broken: expect.objectContaining({ sequence: 3, how: 'altered' }),
        numbersFrom: 'journal',
        // The second Z's: the third one's signature does not hold.
        perpetual: expect.objectContaining({ shifts: 2 }),
        unsettled: [],
      }),
    ])
    const old = openJournalReader({ file: join(folder, KEPT), headFile: null })
    const newest = old.events({ limit: 100 }).at(-1)
    old.close()
    expect(begunOf(journal)[0]).toMatchObject({ head: { sequence: newest?.sequence, hash: newest?.hash } })
    expect([nextOf(journal, 'operation'), nextOf(journal, 'z'), nextOf(journal, 'movement')]).toEqual([
      8, 3, 1,
    ])
    expect(journal.verify().broken).toBeNull()
    journal.close()

    const verdict = await ours(join(folder, KEPT))
    expect(verdict.report).toMatchObject({
      whole: false,
      heads: ['journal.head.kept-20260617T090000000Z'],
      findings: [{ sequence: 3, how: 'altered' }],
    })
    // The new one is whole, though the copies are still those of the old one.
    expect((await ours(folder)).report).toMatchObject({ whole: true, heads: ['journal.head'] })
  })

  it('leaves nothing half done, wherever the power goes', async () => {
    const folder = tempFolder()
    await someDays(folder)
    alter(folder)
    order(folder)
    const told = readFileSync(join(folder, 'journal.db.begin'))
    // Ordered, nothing moved: the next start carries it out.
    open(folder).close()
    expect(existsSync(join(folder, 'journal.db.begin'))).toBe(false)
    // Told, the order not taken away yet.
    writeFileSync(join(folder, 'journal.db.begin'), told)
    const again = open(folder)
    expect(begunOf(again)).toHaveLength(1)
    expect(nextOf(again, 'operation')).toBe(8)
    again.close()
    // Moved, the new journal not there yet.
    writeFileSync(join(folder, 'journal.db.begin'), told)
    for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm', 'journal.head'])
      rmSync(join(folder, name), { force: true })
    const third = open(folder)
    expect(begunOf(third)).toHaveLength(1)
    expect(nextOf(third, 'operation')).toBe(8)
    expect(readdirSync(folder).filter((name) => /^journal\.db\.kept-\w+$/.test(name))).toEqual([KEPT])
  })

  it('can be followed by another one, and that by a third', async () => {
    const folder = tempFolder()
    await someDays(folder)
    writeFileSync(join(folder, 'journal.db'), Buffer.alloc(8_192, 0x5a))
    rmSync(join(folder, 'backups'), { recursive: true })
    order(folder)
    const second = open(folder)
    // Nothing but the head kept outside: as many numbers are left out as there were events.
    const events = (begunOf(second)[0] as unknown as { head: { sequence: number } }).head.sequence
    expect(begunOf(second)[0]).toMatchObject({
      numbersFrom: 'head',
      floor: events,
      series: [],
      perpetual: null,
    })
    expect(nextOf(second, 'operation')).toBe(events + 1)
    second.close()
    alter(folder)
    order(folder, '2026-06-18T09:00:00.000Z')
    const third = open(folder)
    expect([nextOf(third, 'operation'), nextOf(third, 'z')]).toEqual([events + 2, events + 1])
  })
})

describe('a journal of which nothing can be read', () => {
  it('is gone on for from its newest copy, over the numbers given since', async () => {
    const folder = tempFolder()
    await someDays(folder)
    writeFileSync(join(folder, 'journal.db'), 'no database')
    order(folder)
    const journal = open(folder)
    const [begun] = begunOf(journal)
    // Three operations and a Z in the copy; seven events since, with its seal.
    expect(begun).toMatchObject({ numbersFrom: 'copy', series: [{ name: 'operation' }, { name: 'z' }] })
    const given = nextOf(journal, 'operation')
    expect(given).toBeGreaterThan(7)
    expect(given).toBeLessThan(20)
    expect(nextOf(journal, 'z')).toBeGreaterThan(2)
  })

  it('leaps where not even the head tells how many numbers were given', async () => {
    const folder = tempFolder()
    await someDays(folder)
    writeFileSync(join(folder, 'journal.db'), 'no database')
    rmSync(join(folder, 'journal.head'))
    order(folder)
    expect(nextOf(open(folder), 'operation')).toBe(10_004)
  })

  it('begins anew where there is nothing at all, and says so', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'journal.db'), 'no database')
    order(folder)
    const journal = open(folder)
    expect(begunOf(journal)[0]).toMatchObject({ numbersFrom: 'nothing', head: null, floor: 0 })
    expect(nextOf(journal, 'operation')).toBe(1)
  })

  it('passes over a copy that is damaged too', async () => {
    const folder = tempFolder()
    await someDays(folder)
    const copies = join(folder, 'backups')
    const [copy = ''] = readdirSync(copies)
    copyFileSync(join(copies, copy), join(copies, copy.replace('T09', 'T08')))
    writeFileSync(join(copies, copy), 'no copy')
    writeFileSync(join(folder, 'journal.db'), 'no database')
    order(folder)
    expect(begunOf(open(folder))[0]).toMatchObject({ numbersFrom: 'copy' })
  })
})

describe('numbers carried over', () => {
  it('are refused once a number was given', () => {
    const journal = open(tempFolder())
    nextOf(journal, 'operation')
    expect(() =>
      journal.append(AMINA, (tx) => {
        tx.carry({ floor: 5, series: [] })
        return []
      }),
    ).toThrow(TypeError)
  })
})
