import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf, rowOf } from '../../../electron/journal/archive/lines'
import { createJournal } from '../../../electron/journal/journal'
import type { EventRow } from '../../../electron/journal/rows'
import { signerOf } from '../../../electron/settings/terminal-key'
import { archiverOf, pack, unpack } from '../../support/archives'
import { AMINA, heldClock, tempFolder, testJournalDeps } from '../../support/journal'
import { seededRandom } from '../../support/seeded-random'
import { testSigner } from '../../support/signer'
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
  swapped,
  tamper,
  type WholeJournal,
  wholeJournal,
  writeJournal,
} from '../../support/tampering'
import { both, ours, theirs, type Verdict } from '../../support/verifiers'
import { noted, sampleKinds } from './samples'

type Rows = readonly EventRow[]
type Files = ReadonlyMap<string, Buffer>

const SEED = { seed: 20260616 }
const sampleDeps = { kinds: sampleKinds, projections: [] }
const first = (verdict: Verdict) => verdict.report?.findings[0]
const anEvent = (sequence: number, how: string) => expect.objectContaining({ what: 'event', sequence, how })
const aFile = (name: string, how: string) => ({ what: 'file', name, how })

let whole: WholeJournal
let archived: Files
let home: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  whole = wholeJournal()
  archived = await archive(home, whole.rows.length)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The archive of the day of that journal, its files. */
async function archive(folder: string, events: number): Promise<Files> {
  writeFileSync(join(folder, 'journal.db'), whole.db)
  writeFileSync(join(folder, 'journal.head'), whole.head)
  const journal = createJournal(testJournalDeps(folder, sampleDeps))
  try {
    const made = await archiverOf(journal, folder).make({
      from: '2026-06-16',
      to: '2026-06-16',
      folder,
      who: AMINA,
      by: 'Karim',
    })
    expect(made.events).toBe(events)
    return await unpack(made.file)
  } finally {
    journal.close()
  }
}

/** A journal of these events, and a head beside it. */
function journalOf(rows: Rows, head: string | null = whole.head.toString()): string {
  const folder = tempFolder()
  const file = join(folder, 'journal.db')
  writeFileSync(file, whole.db)
  if (head !== null) writeFileSync(join(folder, 'journal.head'), head)
  tamper(file, (db) => putRows(db, rows))
  return file
}

/** That archive with some of its files changed. */
async function archiveOf(change: (files: Map<string, Buffer>) => void): Promise<string> {
  const files = new Map(archived)
  change(files)
  const file = join(tempFolder(), 'archive.zip')
  await pack(file, files)
  return file
}

const withRows = (rows: Rows) => (files: Map<string, Buffer>) =>
  void files.set('events.jsonl', Buffer.from(rows.map((row) => `${lineOf(row)}\n`).join('')))

interface Case {
  readonly rows: Rows
  readonly sequence: number
  readonly how: string
}

/** What can be done to an event, each some times, and what it is to be called. */
function cases(): readonly Case[] {
  const { rows } = whole
  const last = rows.length
  const at = fc.integer({ min: 1, max: last })
  const beforeLast = fc.integer({ min: 1, max: last - 1 })
  const pick = <T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] =>
    fc.sample(arbitrary, { ...SEED, numRuns: count })
  return [
    ...pick(fc.tuple(at, fc.constantFrom(...FIELDS)), 14).map(([sequence, field]) => ({
      rows: altered(rows, sequence, field),
      sequence,
      how: 'altered',
    })),
    ...pick(beforeLast, 6).map((sequence) => ({ rows: rewritten(rows, sequence), sequence, how: 'altered' })),
    ...pick(fc.tuple(beforeLast, fc.boolean()), 8).map(([sequence, renumbered]) => ({
      rows: removed(rows, sequence, renumbered),
      sequence,
      how: 'missing',
    })),
    ...pick(fc.tuple(at, at), 12)
      .filter(([a, b]) => a < b)
      .map(([a, b]) => ({ rows: swapped(rows, a, b), sequence: a, how: 'order' })),
    ...pick(fc.tuple(at, fc.boolean()), 8).map(([sequence, forged]) => ({
      rows: inserted(rows, sequence, forged),
      sequence,
      how: 'inserted',
    })),
    ...pick(at, 6).map((sequence) => ({ rows: cut(rows, sequence), sequence, how: 'tail_cut' })),
  ]
}

describe('both verifiers', () => {
  it('take a whole journal for whole, with its key, and say what proves it', async () => {
    const file = journalOf(whole.rows)
    const [verdict] = await both([
      [file],
      [file, '--key', testSigner.publicKey],
      [file, '--key', testSigner.key],
    ])
    expect(verdict).toMatchObject({
      code: 0,
      report: {
        kind: 'journal',
        whole: true,
        terminal: 'CASA1',
        events: whole.rows.length,
        seals: { missed: 0, proven: { sequence: whole.rows.length - 1, key: testSigner.key } },
        closings: { checked: 3, unsigned: 0 },
        heads: ['journal.head'],
        findings: [],
      },
    })
  })

  it('take a whole archive for whole, wherever it lies', async () => {
    const file = await archiveOf(() => undefined)
    const [verdict] = await both([[file], [file, '--key', testSigner.publicKey]])
    expect(verdict).toMatchObject({
      code: 0,
      report: {
        kind: 'archive',
        terminal: 'CASA1',
        training: false,
        period: { from: '2026-06-16', to: '2026-06-16' },
        events: whole.rows.length,
        closings: { checked: 3 },
        findings: [],
      },
    })
  })

  it('name whatever is done to an event of a journal', async () => {
    const all = cases()
    const verdicts = await both(all.map(({ rows }) => [journalOf(rows)]))
    for (const [index, { sequence, how }] of all.entries()) {
      const verdict = verdicts[index] as Verdict
      expect(verdict.code).toBe(1)
      expect(verdict.report?.findings).toEqual([anEvent(sequence, how)])
    }
  })

  it('name whatever is done to an event of an archive', async () => {
    const all = cases()
    const files = await Promise.all(all.map(({ rows }) => archiveOf(withRows(rows))))
    const verdicts = await both(files.map((file) => [file]))
    for (const [index, { sequence, how }] of all.entries()) {
      const verdict = verdicts[index] as Verdict
      expect(verdict.code).toBe(1)
      expect(verdict.report?.findings).toEqual([anEvent(sequence, how), aFile('events.jsonl', 'altered')])
    }
  })

  it('name lines of an archive that changed places, were doubled, or hold no event', async () => {
    const lines = (archived.get('events.jsonl') as Buffer).toString().trimEnd().split('\n')
    const put = (next: readonly string[]) =>
      archiveOf((files) => files.set('events.jsonl', Buffer.from(`${next.join('\n')}\n`)))
    const [a = '', b = '', c = '', ...rest] = lines
    const verdicts = await both([
      [await put([a, c, b, ...rest])],
      [await put([a, b, b, c, ...rest])],
      [await put([a, c, ...rest])],
      [await put([a, `${b} `, c, ...rest])],
      [await put([a, '', b, c, ...rest])],
      [await put([a, b.replace('"cashier":"Amina"', '"cashier":"Amina","cashier":"Amina"'), c, ...rest])],
    ])
    expect(verdicts.map(first)).toEqual([
      anEvent(2, 'order'),
      anEvent(2, 'inserted'),
      anEvent(2, 'missing'),
      anEvent(2, 'altered'),
      anEvent(2, 'altered'),
      anEvent(2, 'altered'),
    ])
  })

  it('name a tail cut off behind the last seal, whose line lies beside, though the head was made to fit', async () => {
    const [, seal] = whole.head.toString().split('\n')
    const places = fc.sample(fc.integer({ min: 2, max: whole.rows.length - 1 }), { ...SEED, numRuns: 8 })
    const verdicts = await both(
      places.map((sequence) => {
        const left = cut(whole.rows, sequence)
        return [journalOf(left, `${headLine(left)}${seal}\n`)]
      }),
    )
    for (const [index, sequence] of places.entries())
      expect(verdicts[index]?.report?.findings).toEqual([anEvent(sequence, 'tail_cut')])
  })

  it('name a tail cut off behind a head kept on paper', async () => {
    const { sequence = 0, hash = '' } = whole.rows.at(-2) ?? {}
    const file = journalOf(cut(whole.rows, sequence), null)
    const paper = `${sequence}:${hash.slice(0, 12)}`
    const good = journalOf(whole.rows, null)
    const verdicts = await both([
      [file, '--head', paper],
      [good, '--head', paper],
      [good, '--head', `${sequence}:${'0'.repeat(12)}`],
    ])
    expect(verdicts.map(first)).toEqual([
      anEvent(sequence, 'tail_cut'),
      undefined,
      anEvent(sequence, 'altered'),
    ])
  })

  it('name the seal when everything that needs no key was made to fit', async () => {
    const places = fc.sample(fc.integer({ min: 2, max: whole.rows.length - 2 }), { ...SEED, numRuns: 8 })
    const verdicts = await both(
      places.map((sequence) => {
        const rows = rechained(altered(whole.rows, sequence, 'shift'))
        return [journalOf(rows, headLine(rows))]
      }),
    )
    for (const [index, sequence] of places.entries()) {
      const { report } = verdicts[index] as Verdict
      expect(report?.findings).toEqual([
        expect.objectContaining({ how: expect.stringMatching(/^(seal|closing)$/) }),
      ])
      expect(report?.seals.proven?.sequence ?? 0).toBeLessThan(sequence)
    }
  })

  it('name events whose seals were taken out', async () => {
    const rows = rechained(
      whole.rows.filter(({ kind }) => kind !== 'journal.sealed' && kind !== 'sample.closed'),
    )
    const [open, keyed] = await both([
      [journalOf(rows, null)],
      [journalOf(rows.slice(0, 2), null), '--key', testSigner.key],
    ])
    expect(first(open as Verdict)).toEqual(anEvent(1, 'unsealed'))
    expect(first(keyed as Verdict)).toEqual(anEvent(1, 'unsealed'))
  })
})

describe('both verifiers, of the files of an archive', () => {
  /** One bit of one byte is another. */
  const flipped = (bytes: Buffer, at: number, bit: number): Buffer => {
    const other = Buffer.from(bytes)
    other[at] = (other[at] ?? 0) ^ (1 << bit)
    return other
  }

  it('name the one in which a byte was flipped', async () => {
    const random = seededRandom(SEED.seed)
    const flips = [...archived].flatMap(([name, bytes]) =>
      Array.from({ length: name === 'events.jsonl' ? 12 : 5 }, () => ({
        name,
        bytes: flipped(bytes, Math.floor(random() * bytes.length), Math.floor(random() * 8)),
      })),
    )
    const files = await Promise.all(flips.map(({ name, bytes }) => archiveOf((all) => all.set(name, bytes))))
    const verdicts = await both(files.map((file) => [file]))
    for (const [index, { name }] of flips.entries()) {
      const { code, report } = verdicts[index] as Verdict
      expect(code).toBe(1)
      // A flipped manifest is told by its signature, unless it is no manifest any more.
      const named = report?.findings.filter(({ what }) => what === 'file') ?? []
      expect(named).toContainEqual(
        name === 'manifest.json'
          ? expect.objectContaining({ name: expect.stringMatching(/^manifest\.(json|sig)$/) })
          : name === 'manifest.sig'
            ? expect.objectContaining({ name })
            : aFile(name, 'altered'),
      )
      if (name === 'events.jsonl') expect(report?.findings[0]).toMatchObject({ what: 'event' })
    }
  })

  it('never take a file for whole in which a byte was flipped, unless it unpacks to the same', async () => {
    const file = await archiveOf(() => undefined)
    const bytes = readFileSync(file)
    const random = seededRandom(SEED.seed)
    const flips = Array.from({ length: 60 }, () => {
      const other = join(tempFolder(), 'archive.zip')
      writeFileSync(other, flipped(bytes, Math.floor(random() * bytes.length), Math.floor(random() * 8)))
      return other
    })
    const verdicts = await both(flips.map((one) => [one]))
    for (const [index, { code }] of verdicts.entries())
      if (code === 0) expect(await unpack(flips[index] ?? '')).toEqual(archived)
    expect(verdicts.filter(({ code }) => code === 0).length).toBeLessThan(3)
  })

  it('name those that are missing, or should not be there, and an archive that ends too early', async () => {
    const taken = await Promise.all(
      [...archived.keys()].map((name) => archiveOf((files) => files.delete(name))),
    )
    const verdicts = await both(taken.map((file) => [file]))
    for (const [index, name] of [...archived.keys()].entries())
      expect(verdicts[index]?.report?.findings).toContainEqual(aFile(name, 'missing'))

    const more = await archiveOf((files) => files.set('more.txt', Buffer.from('?')))
    const short = join(tempFolder(), 'short.zip')
    writeFileSync(short, readFileSync(more).subarray(0, -40))
    const [unexpected, ended] = await both([[more], [short]])
    expect(unexpected?.report?.findings).toEqual([aFile('more.txt', 'unexpected')])
    expect(ended).toMatchObject({ code: 1, report: { findings: [aFile('', 'altered')] } })
  })

  it('name the signature of a manifest that was made to fit what was altered', async () => {
    const file = await archiveOf((files) => {
      withRows(rechained(altered(whole.rows, 5, 'shift')))(files)
      const manifest = JSON.parse(String(files.get('manifest.json'))) as {
        files: { name: string; bytes: number; sha256: string }[]
      }
      const events = files.get('events.jsonl') as Buffer
      const listed = manifest.files.find(({ name }) => name === 'events.jsonl')
      if (listed)
        Object.assign(listed, {
          bytes: events.length,
          sha256: createHash('sha256').update(events).digest('hex'),
        })
      files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
    })
    const [verdict] = await both([[file]])
    expect(verdict?.report?.findings).toEqual([
      expect.objectContaining({ what: 'event' }),
      aFile('manifest.sig', 'signature'),
    ])
  })
})

describe('both verifiers, of keys', () => {
  const otherSigner = signerOf(generateKeyPairSync('ed25519').privateKey)

  it('name a journal and an archive of another key than the one given', async () => {
    const other = otherSigner.publicKey
    const [journal, zip] = await both([
      [journalOf(whole.rows), '--key', other],
      [await archiveOf(() => undefined), '--key', other],
    ])
    expect(journal?.report?.findings).toEqual([anEvent(1, 'key')])
    expect(zip?.report?.findings).toEqual([anEvent(1, 'key'), aFile('manifest.sig', 'key')])
  })

  it('follow a key that changed in the middle, and name the change to one that was not given', async () => {
    const folder = tempFolder()
    writeJournal(folder)
    const clock = heldClock('2026-06-17T09:00:00.000Z')
    const journal = createJournal(testJournalDeps(folder, { ...sampleDeps, clock, signer: otherSigner }))
    journal.append(AMINA, () => [noted('under the new key')])
    const order = { folder, who: AMINA, by: 'Karim' } as const
    const archiver = archiverOf(journal, folder, { signer: otherSigner })
    const old = await archiver.make({ ...order, from: '2026-06-16', to: '2026-06-16' })
    const next = await archiver.make({ ...order, from: '2026-06-17', to: '2026-06-17' })
    journal.close()
    const change = whole.rows.length + 1
    const file = join(folder, 'journal.db')
    const keys = ['--key', testSigner.key, '--key', otherSigner.publicKey]
    const verdicts = await both([
      [file],
      [file, ...keys],
      [file, '--key', testSigner.key],
      [old.file, ...keys],
      [next.file, ...keys],
      [next.file, '--key', otherSigner.key],
      [next.file, '--key', testSigner.key],
    ])
    expect(verdicts.map(({ code }) => code)).toEqual([0, 0, 1, 0, 0, 1, 1])
    expect(first(verdicts[2] as Verdict)).toEqual(anEvent(change, 'key'))
    expect(first(verdicts[6] as Verdict)).toEqual(anEvent(change, 'key'))
  })

  it('name where the events of another terminal were spliced in', async () => {
    const other = wholeJournal({ signer: otherSigner, terminal: 'CASA2' })
    const rows = rechained([...whole.rows.slice(0, 8), ...other.rows.slice(3)])
    const [joined, raw] = await both([
      [journalOf(rows, null)],
      [journalOf([...whole.rows.slice(0, 8), ...other.rows.slice(8)], null)],
    ])
    expect(first(joined as Verdict)?.how).toMatch(/^(seal|closing)$/)
    expect(first(raw as Verdict)).toEqual(anEvent(8, 'altered'))
  })
})

describe('the second verifier without the package for Ed25519', () => {
  it('says that signatures were not checked, and names by hashes whatever was done', async () => {
    const all = cases().filter((_, index) => index % 3 === 0)
    const files = [
      journalOf(whole.rows),
      await archiveOf(() => undefined),
      ...all.map(({ rows }) => journalOf(rows)),
      ...(await Promise.all(all.map(({ rows }) => archiveOf(withRows(rows))))),
    ]
    const [journal, zip, ...verdicts] = theirs(
      files.map((file) => [file]),
      { bare: true },
    )
    for (const verdict of [journal, zip])
      expect(verdict).toMatchObject({
        code: 0,
        report: { signatures: 'not checked', seals: { checked: 0, proven: null } },
      })
    for (const [index, { sequence, how }] of [...all, ...all].entries()) {
      expect(verdicts[index]?.code).toBe(1)
      expect(first(verdicts[index] as Verdict)).toEqual(anEvent(sequence, how))
    }
  })
})

describe('what cannot be read', () => {
  it('ends with 2 and one sentence, in both', async () => {
    const folder = tempFolder()
    const file = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const good = journalOf(whole.rows)
    const verdicts = await both([
      [file('note.txt', 'no journal')],
      [file('empty.db', '')],
      [good, '--head', 'not-a-head'],
      [good, '--head', file('other.head', 'xyz')],
    ]).then((all) => all.map(({ code }) => code))
    expect(verdicts).toEqual([2, 2, 2, 2])
    expect((await ours(join(folder, 'nothing.zip'))).err).toMatch(/there is no /)
    expect(theirs([[join(folder, 'nothing.zip')]])[0]?.code).toBe(2)
    expect((await ours()).err).toMatch(/usage/)
    expect((await ours(good, '--key', 'abc')).err).toMatch(/no public key/)
    const empty = join(folder, 'profile')
    mkdirSync(empty)
    expect((await ours(empty)).err).toMatch(/no journal/)
  })

  it('is a journal with damaged pages, and both say that it is damaged', async () => {
    const file = journalOf(whole.rows)
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 4_096, 4_096 * 6)
    writeFileSync(file, bytes)
    const [verdict] = await both([[file]])
    expect(verdict?.code).toBe(1)
  })
})

describe('a profile', () => {
  it('is checked against its newest copy as well, also while the terminal is open', async () => {
    const folder = tempFolder()
    const clock = heldClock()
    const journal = createJournal(testJournalDeps(folder, { ...sampleDeps, clock }))
    journal.append(AMINA, () => [noted('a')])
    await journal.backup(join(folder, 'backups'), 7)
    journal.append(AMINA, () => [noted('b')])
    const open = await ours(folder)
    journal.close()
    expect(open).toMatchObject({
      code: 0,
      report: {
        heads: ['journal.head', 'journal-20260616T090000000Z.db'],
        seals: { proven: { sequence: 2 } },
      },
    })
    const file = join(folder, 'journal.db')
    rmSync(join(folder, 'journal.head'))
    tamper(file, (db) => db.exec('DELETE FROM event WHERE sequence > 1'))
    const cutOff = await ours(folder)
    expect(cutOff.code).toBe(1)
    expect(first(cutOff)).toEqual(anEvent(2, 'tail_cut'))
  })
})

describe('a line of an archive', () => {
  it('gives back the row that it was made of, and no other line does', () => {
    for (const row of whole.rows) {
      const line = lineOf(row)
      expect(rowOf(line)).toEqual(row)
      expect(rowOf(`${line} `)).toBeNull()
      expect(rowOf(line.replace('"zone"', '"zoné"'))).toBeNull()
    }
    expect(rowOf('[]')).toBeNull()
  })
})
