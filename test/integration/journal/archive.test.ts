import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { manifestSchema } from '../../../electron/journal/archive/format'
import { rowOf } from '../../../electron/journal/archive/lines'
import { signClosing } from '../../../electron/journal/closing-signature'
import type { Journal } from '../../../electron/journal/types'
import { archiverOf, unpack } from '../../support/archives'
import { AMINA, type HeldClock, heldClock, openTestJournal, tempFolder } from '../../support/journal'
import { testSigner } from '../../support/signer'
import { tamper } from '../../support/tampering'
import { both } from '../../support/verifiers'
import { noted, sampleKinds } from './samples'

const ORDER = { who: AMINA, by: 'Karim' } as const
const IN_SHIFT = { ...AMINA, shift: 'CASA1-S000001' }

interface Shop {
  readonly folder: string
  readonly journal: Journal
  readonly clock: HeldClock
  readonly at: (iso: string, text: string) => void
  /** A closing of a day, a month or a year, made at that time. */
  readonly close: (iso: string, kind: string, period: string) => void
}

function shop(): Shop {
  const folder = tempFolder()
  const clock = heldClock('2026-06-01T09:00:00.000Z')
  const journal = openTestJournal(folder, { kinds: sampleKinds, projections: [], clock })
  return {
    folder,
    journal,
    clock,
    at: (iso, text) => {
      clock.set(iso)
      journal.append(IN_SHIFT, () => [noted(text, { operation: `op-${text}` })])
    },
    close: (iso, kind, period) => {
      clock.set(iso)
      journal.append(IN_SHIFT, (tx) => {
        const document = { kind, period, head: tx.head() }
        const signature = signClosing(testSigner, document)
        return [{ kind: 'sample.closed', operation: null, payload: { document, signature } }]
      })
    },
  }
}

/** Three days of June, and the first of July. */
function june(): Shop {
  const made = shop()
  made.at('2026-06-01T09:00:00.000Z', 'first')
  made.close('2026-06-01T19:00:00.000Z', 'day', '2026-06-01')
  made.at('2026-06-15T10:00:00.000Z', 'second')
  // Half past midnight in Casablanca: the sixteenth.
  made.at('2026-06-15T23:30:00.000Z', 'third')
  made.close('2026-06-16T19:00:00.000Z', 'day', '2026-06-16')
  made.at('2026-07-01T09:00:00.000Z', 'after')
  made.close('2026-07-01T10:00:00.000Z', 'day', '2026-06-15')
  made.close('2026-07-01T10:01:00.000Z', 'month', '2026-06')
  made.close('2026-07-01T10:02:00.000Z', 'day', '2026-07-01')
  return made
}

const JUNE = { from: '2026-06-01', to: '2026-06-30' }
const json = (files: ReadonlyMap<string, Buffer>, name: string) =>
  JSON.parse(String(files.get(name))) as Record<string, unknown>
const linesOf = (files: ReadonlyMap<string, Buffer>, name = 'events.jsonl') =>
  String(files.get(name)).trimEnd().split('\n')
const fault = (code: string) => expect.objectContaining({ name: 'ArchiveError', code })

describe('an archive', () => {
  it('holds the days that were asked for, whole, with what others need to check it', async () => {
    const { folder, journal } = june()
    const made = await archiverOf(journal, folder).make({ ...ORDER, ...JUNE, folder })
    const bytes = readFileSync(made.file)
    expect(made).toMatchObject({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      openDays: [],
      key: testSigner.key,
      publicKey: testSigner.publicKey,
    })
    const files = await unpack(made.file)
    expect([...files.keys()]).toEqual([
      'events.jsonl',
      'later-closings.jsonl',
      'chain.json',
      'public-keys.json',
      'totals.json',
      'schema.json',
      'LISEZMOI.txt',
      'manifest.json',
      'manifest.sig',
    ])
    const rows = linesOf(files).map(rowOf)
    expect(rows).toHaveLength(made.events)
    const texts = linesOf(files).flatMap((line) => /"text":"(\w+)"/.exec(line)?.[1] ?? [])
    expect(texts).toEqual(['first', 'second', 'third'])
    expect(rows[0]).toMatchObject({ sequence: 1, kind: 'journal.key' })

    expect(manifestSchema.parse(json(files, 'manifest.json'))).toMatchObject({
      terminal: 'CASA1',
      training: false,
      period: { ...JUNE, zone: 'Africa/Casablanca' },
      made: { by: 'Karim', version: '0.1.0' },
      events: { first: 1, count: made.events },
    })
    const { closings } = json(files, 'totals.json') as {
      closings: Record<string, { document: { period: string } }[]>
    }
    // The days and the month of June, also those closed in July; not July's.
    expect(closings['sample.closed']?.map(({ document }) => document.period)).toEqual([
      '2026-06-01',
      '2026-06-16',
      '2026-06-15',
      '2026-06',
    ])
    expect(linesOf(files, 'later-closings.jsonl')).toHaveLength(2)
    const [verdict] = await both([[made.file, '--key', testSigner.publicKey]])
    expect(verdict).toMatchObject({ code: 0, report: { closings: { checked: 2 } } })
  })

  it('is told in the journal, and sealed as anything else', async () => {
    const { folder, journal } = june()
    const made = await archiverOf(journal, folder).make({
      ...ORDER,
      ...JUNE,
      folder: join(folder, 'archives'),
    })
    const event = journal.events({ kinds: ['journal.archived'], limit: 5 })
    expect(event.map(({ payload }) => payload)).toEqual([
      { ...JUNE, file: made.file, sha256: made.sha256, events: made.events, by: 'Karim' },
    ])
    expect(event[0]?.cashier).toBe('Amina')
    expect(readdirSync(join(folder, 'archives'))).toEqual([
      'guichet-CASA1-2026-06-01-2026-06-30-20260701T080000000Z.zip',
    ])
  })

  it('names the days of work without a closing, before and after it is made', async () => {
    const { folder, journal, at } = shop()
    at('2026-06-01T09:00:00.000Z', 'first')
    at('2026-06-02T09:00:00.000Z', 'second')
    const archiver = archiverOf(journal, folder)
    const openDays = ['2026-06-01', '2026-06-02']
    expect(await archiver.plan(JUNE)).toMatchObject({ first: 1, openDays })
    const made = await archiver.make({ ...ORDER, ...JUNE, folder })
    expect(made.openDays).toEqual(openDays)
    const files = await unpack(made.file)
    expect(json(files, 'manifest.json')).toMatchObject({ openDays })
    expect(String(files.get('LISEZMOI.txt'))).toContain('2026-06-01, 2026-06-02')
  })

  it('of half a period joins the other half', async () => {
    const { folder, journal } = june()
    const archiver = archiverOf(journal, folder)
    const first = await archiver.make({ ...ORDER, from: '2026-06-01', to: '2026-06-15', folder })
    const second = await archiver.make({ ...ORDER, from: '2026-06-16', to: '2026-06-30', folder })
    expect(first.openDays).toEqual([])
    const [a, b] = [await unpack(first.file), await unpack(second.file)]
    const last = json(a, 'chain.json').last as { sequence: number; hash: string }
    expect(json(b, 'chain.json')).toMatchObject({
      previousHash: last.hash,
      first: { sequence: last.sequence + 1 },
    })
    const verdicts = await both([[first.file], [second.file]])
    expect(verdicts.map(({ code }) => code)).toEqual([0, 0])
  })

  it('keeps personal fields sealed, and says what it is in three languages', async () => {
    const { folder, journal } = june()
    const made = await archiverOf(journal, folder, { training: true }).make({ ...ORDER, ...JUNE, folder })
    const files = await unpack(made.file)
    for (const secret of ['Fatima', 'Idrissi', '661248730', 'AB12'])
      for (const bytes of files.values()) expect(bytes.includes(secret)).toBe(false)
    const notice = String(files.get('LISEZMOI.txt'))
    for (const part of ['FORMATION', 'ARCHIVE DU JOURNAL', 'أرشيف', 'JOURNAL ARCHIVE', testSigner.publicKey])
      expect(notice).toContain(part)
    expect(notice).not.toMatch(/[{}]/)
    expect(json(files, 'manifest.json')).toMatchObject({ training: true })
  })

  it('is made while the counter goes on, and says how far it is', async () => {
    const { folder, journal, at } = shop()
    at('2026-06-01T09:00:00.000Z', 'first')
    journal.append(IN_SHIFT, () => Array.from({ length: 3_500 }, (_, n) => noted(`more ${n}`)))
    const told: number[] = []
    const making = archiverOf(journal, folder).make({
      ...ORDER,
      ...JUNE,
      folder,
      onProgress: (done, of) => told.push(done / of),
    })
    journal.append(IN_SHIFT, () => [noted('meanwhile')])
    const made = await making
    expect(told.length).toBeGreaterThan(2)
    expect(told.at(-1)).toBe(1)
    expect((await both([[made.file]]))[0]?.code).toBe(0)
    expect(journal.events({ after: 3_500, limit: 20 }).map(({ payload }) => payload.text)).toContain(
      'meanwhile',
    )
  })
})

describe('no archive is made', () => {
  it('of days that are none, are backwards, or are more than a year', async () => {
    const { folder, journal } = june()
    const archiver = archiverOf(journal, folder)
    for (const period of [
      { from: '2026-06-02', to: '2026-06-01' },
      { from: '2025-06-01', to: '2026-06-02' },
      { from: '2026-06-31', to: '2026-07-01' },
    ])
      await expect(archiver.plan(period)).rejects.toEqual(fault('archive_period'))
    await expect(archiver.plan({ from: '2025-07-01', to: '2026-06-30' })).resolves.toMatchObject({ first: 1 })
    await expect(archiver.plan({ from: '2024-02-01', to: '2024-02-28' })).rejects.toEqual(
      fault('archive_empty'),
    )
  })

  it('of events that do not fit, which are named', async () => {
    const { folder, journal } = june()
    const archiver = archiverOf(journal, folder)
    tamper(join(folder, 'journal.db'), (db) => db.exec("UPDATE event SET shift = 'x' WHERE sequence = 4"))
    await expect(
      archiver.make({ ...ORDER, ...JUNE, folder: join(folder, 'archives') }),
    ).rejects.toMatchObject({
      code: 'archive_broken',
      broken: { sequence: 4, how: 'altered' },
    })
    expect(readdirSync(join(folder, 'archives'))).toEqual([])
  })

  it('where it cannot be written, and nothing is left or told', async () => {
    const { folder, journal } = june()
    const archiver = archiverOf(journal, folder)
    writeFileSync(join(folder, 'file'), '')
    await expect(archiver.make({ ...ORDER, ...JUNE, folder: join(folder, 'file', 'below') })).rejects.toEqual(
      fault('archive_not_written'),
    )
    expect(journal.events({ kinds: ['journal.archived'], limit: 1 })).toEqual([])
  })

  it('by a terminal that cannot sign', async () => {
    const { folder, journal } = june()
    const sign = () => {
      throw new Error('the key store is away')
    }
    const archiver = archiverOf(journal, folder, { signer: { ...testSigner, sign } })
    await expect(archiver.make({ ...ORDER, ...JUNE, folder: join(folder, 'archives') })).rejects.toEqual(
      fault('archive_not_written'),
    )
    expect(readdirSync(join(folder, 'archives'))).toEqual([])
  })

  it('when it is stopped on the way', async () => {
    const { folder, journal } = june()
    journal.append(IN_SHIFT, () => Array.from({ length: 3_000 }, (_, n) => noted(`more ${n}`)))
    const stop = new AbortController()
    const making = archiverOf(journal, folder).make({
      ...ORDER,
      from: '2026-06-01',
      to: '2026-07-01',
      folder: join(folder, 'archives'),
      onProgress: () => stop.abort(),
      signal: stop.signal,
    })
    await expect(making).rejects.toMatchObject({ name: 'AbortError' })
    expect(readdirSync(join(folder, 'archives'))).toEqual([])
    expect(journal.events({ kinds: ['journal.archived'], limit: 1 })).toEqual([])
  })
})
