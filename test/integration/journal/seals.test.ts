import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Signer } from '../../../electron/domain/signer'
import { signClosing } from '../../../electron/journal/closing-signature'
import { readHead } from '../../../electron/journal/head-file'
import { openJournalReader } from '../../../electron/journal/reader'
import type { CheckOptions, Journal } from '../../../electron/journal/types'
import { signerOf } from '../../../electron/settings/terminal-key'
import { AMINA, heldClock, openTestJournal, tempFolder } from '../../support/journal'
import { testSigner } from '../../support/signer'
import { steppedClock } from '../../support/stepped-clock'
import { putRows, rechained, tamper, wholeJournal } from '../../support/tampering'
import { noted, sampleKinds } from './samples'

const deps = { kinds: sampleKinds, projections: [] }
const kindsOf = (journal: Pick<Journal, 'events'>) =>
  journal.events({ limit: 100 }).map(({ kind }) => kind.split('.')[1])
const otherSigner = (): Signer => signerOf(generateKeyPairSync('ed25519').privateKey)

async function check(folder: string, options: CheckOptions = {}) {
  const reader = openJournalReader({
    file: join(folder, 'journal.db'),
    headFile: join(folder, 'journal.head'),
  })
  try {
    return await reader.check(options)
  } finally {
    reader.close()
  }
}

describe('a seal', () => {
  it('comes by itself within a minute of what is written, once, and signs all of it', async () => {
    const clock = steppedClock()
    const journal = openTestJournal(tempFolder(), { ...deps, clock })
    journal.append(AMINA, () => [noted('a')])
    await clock.pass(30_000)
    journal.append(AMINA, () => [noted('b')])
    expect(kindsOf(journal)).toEqual(['key', 'noted', 'noted'])
    await clock.pass(30_000)
    expect(kindsOf(journal)).toEqual(['key', 'noted', 'noted', 'sealed'])
    await clock.pass(3_600_000)
    expect(kindsOf(journal)).toHaveLength(4)
    const [, , head, seal] = journal.events({ limit: 5 })
    expect(seal).toMatchObject({ cashier: 'system', shift: null, operation: null })
    expect(seal?.payload).toMatchObject({ sequence: 3, hash: head?.hash, key: testSigner.key })
    expect(journal.verify()).toMatchObject({
      broken: null,
      seals: { checked: 1, proven: { sequence: 3, key: testSigner.key }, missed: 0 },
      keys: [{ key: testSigner.key, publicKey: testSigner.publicKey, sequence: 1 }],
    })
    journal.append(AMINA, () => [noted('c')])
    await clock.pass(60_000)
    expect(kindsOf(journal).slice(4)).toEqual(['noted', 'sealed'])
  })

  it('stands in front of what is written after a minute in which no timer ran', () => {
    const clock = heldClock()
    const journal = openTestJournal(tempFolder(), { ...deps, clock })
    journal.append(AMINA, () => [noted('a')])
    clock.pass(60_000)
    journal.append(AMINA, () => [noted('b')])
    expect(kindsOf(journal)).toEqual(['key', 'noted', 'noted'])
    clock.pass(1)
    const events = journal.append(AMINA, (tx) => [noted(String(tx.head().sequence))])
    // The caller gets what he asked for; the head that he saw has the seal in it.
    expect(events.map(({ payload }) => payload.text)).toEqual(['4'])
    expect(kindsOf(journal)).toEqual(['key', 'noted', 'noted', 'sealed', 'noted'])
    expect(journal.verify().broken).toBeNull()
  })

  it('is made at a backup and at close, and nowhere when nothing was written', async () => {
    const folder = tempFolder()
    openTestJournal(folder, deps).close()
    const journal = openTestJournal(folder, deps)
    expect(kindsOf(journal)).toEqual([])
    journal.seal()
    journal.append(AMINA, () => [noted('a')])
    const copy = await journal.backup(join(folder, 'copies'), 2)
    const reader = openJournalReader({ file: copy, headFile: null })
    expect(kindsOf(reader)).toEqual(['key', 'noted', 'sealed'])
    reader.close()
    journal.append(AMINA, () => [noted('b')])
    journal.close()
    const again = openTestJournal(folder, deps)
    expect(kindsOf(again)).toEqual(['key', 'noted', 'sealed', 'noted', 'sealed'])
    again.seal()
    again.close()
    expect(kindsOf(openTestJournal(folder, deps))).toHaveLength(5)
  })

  it('covers what a power cut left unsealed, by the first write after it', () => {
    const folder = tempFolder()
    const clock = heldClock()
    const journal = openTestJournal(folder, { ...deps, clock })
    journal.append(AMINA, () => [noted('a'), noted('b')])
    const left = join(folder, 'left')
    mkdirSync(left)
    for (const name of ['journal.db', 'journal.db-wal', 'journal.head'])
      copyFileSync(join(folder, name), join(left, name))
    clock.pass(300_000)
    const after = openTestJournal(left, { ...deps, clock })
    after.append(AMINA, () => [noted('c')])
    expect(kindsOf(after)).toEqual(['key', 'noted', 'noted', 'sealed', 'noted'])
    expect(after.verify().broken).toBeNull()
  })

  it('is kept outside as well, where it proves the head without the database', () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    journal.append(AMINA, () => [noted('a')])
    expect(readHead(join(folder, 'journal.head'))).toMatchObject({ sequence: 2, seal: null })
    journal.seal()
    const seal = journal.events({ kinds: ['journal.sealed'], limit: 1 })[0]
    expect(readHead(join(folder, 'journal.head'))).toEqual({
      sequence: 3,
      hash: seal?.hash,
      seal: seal?.payload,
    })
    const text = readFileSync(join(folder, 'journal.head'), 'utf8')
    writeFileSync(join(folder, 'journal.head'), text.slice(0, -9))
    expect(readHead(join(folder, 'journal.head'))).toMatchObject({ sequence: 3, seal: null })
  })
})

describe('a terminal that cannot sign', () => {
  it('says so in the journal once a minute, goes on, and seals everything later', () => {
    const folder = tempFolder()
    const clock = heldClock()
    let able = false
    const signer: Signer = {
      ...testSigner,
      sign: (text) => {
        if (!able) throw new Error('the key store is away')
        return testSigner.sign(text)
      },
    }
    const journal = openTestJournal(folder, { ...deps, clock, signer })
    for (let n = 0; n < 8; n += 1) {
      journal.append(AMINA, () => [noted(String(n))])
      clock.pass(25_000)
    }
    expect(kindsOf(journal)).toEqual([
      ...['key', 'noted', 'noted', 'noted', 'not_sealed', 'noted', 'noted', 'noted'],
      ...['not_sealed', 'noted', 'noted'],
    ])
    expect(journal.events({ kinds: ['journal.not_sealed'], limit: 1 })[0]?.payload).toMatchObject({
      sequence: 4,
      cause: expect.stringContaining('key store'),
    })
    expect(journal.verify()).toMatchObject({ broken: null, seals: { checked: 0, proven: null, missed: 2 } })
    journal.close()
    able = true
    const later = openTestJournal(folder, { ...deps, clock, signer })
    later.append(AMINA, () => [noted('at last')])
    later.seal()
    expect(later.verify()).toMatchObject({
      broken: null,
      seals: { checked: 1, missed: 3, proven: { sequence: 13 } },
    })
  })

  it('never throws out of a seal, also when the journal cannot be written', () => {
    const log = vi.fn()
    const journal = openTestJournal(tempFolder(), { ...deps, log })
    journal.append(AMINA, () => [noted('a')])
    expect(() =>
      journal.append(AMINA, () => {
        journal.seal()
        return [noted('b')]
      }),
    ).not.toThrow()
    expect(log).toHaveBeenCalledWith('journal.not_sealed', expect.anything())
    journal.seal()
    expect(kindsOf(journal)).toEqual(['key', 'noted', 'noted', 'sealed'])
  })
})

describe('a change of the key', () => {
  it('is a line of the chain, and everybody who knows both keys can check both parts', async () => {
    const folder = tempFolder()
    const first = openTestJournal(folder, deps)
    first.append(AMINA, () => [noted('a')])
    first.close()
    const signer = otherSigner()
    const second = openTestJournal(folder, { ...deps, signer })
    second.append(AMINA, () => [noted('b')])
    expect(kindsOf(second)).toEqual(['key', 'noted', 'sealed', 'key', 'noted'])
    expect(second.events({ after: 3, limit: 1 })[0]?.payload).toEqual({
      key: signer.key,
      publicKey: signer.publicKey,
      previous: testSigner.key,
    })
    second.close()
    expect(await check(folder)).toMatchObject({
      broken: null,
      seals: { checked: 2 },
      keys: [
        { key: testSigner.key, sequence: 1 },
        { key: signer.key, sequence: 4 },
      ],
    })
    expect(await check(folder, { trusted: [testSigner.publicKey, signer.key] })).toMatchObject({
      broken: null,
    })
    expect((await check(folder, { trusted: [testSigner.key] })).broken).toMatchObject({
      sequence: 4,
      how: 'key',
    })
    expect((await check(folder, { trusted: [signer.publicKey] })).broken).toMatchObject({
      sequence: 1,
      how: 'key',
    })
    // The newest events alone are checked with the key that was announced before them.
    const reader = openJournalReader({ file: join(folder, 'journal.db'), headFile: null })
    expect(reader.verify(2)).toMatchObject({ broken: null, seals: { checked: 1 } })
    reader.close()
  })
})

describe('the check of everything', () => {
  /** The whole journal with `payloadOf` put in place of some payloads, and all hashes made to fit. */
  async function forged(payloadOf: (kind: string, payload: Record<string, unknown>) => unknown) {
    const { db, rows } = wholeJournal()
    const folder = tempFolder()
    writeFileSync(join(folder, 'journal.db'), db)
    tamper(join(folder, 'journal.db'), (open) =>
      putRows(
        open,
        rechained(
          rows.map((row) => {
            const payload = JSON.parse(row.payload) as Record<string, unknown>
            return { ...row, payload: JSON.stringify(payloadOf(row.kind, payload) ?? payload) }
          }),
        ),
      ),
    )
    return { found: await check(folder), rows }
  }
  const sequenceOf = (rows: ReturnType<typeof wholeJournal>['rows'], kind: string) =>
    rows.find((row) => row.kind === kind)?.sequence

  it('reads every seal and closing', async () => {
    const { found, rows } = await forged(() => null)
    expect(found).toMatchObject({
      events: rows.length,
      broken: null,
      closings: { checked: 3, unsigned: 0 },
      seals: { checked: rows.filter(({ kind }) => kind === 'journal.sealed').length },
    })
  })

  it('names the first seal that does not fit, and what the one before it vouches for', async () => {
    let seals = 0
    const { found, rows } = await forged((kind, payload) => {
      if (kind !== 'journal.sealed') return null
      seals += 1
      return seals === 2 ? { ...payload, at: '2026-06-16T09:00:00.000Z' } : payload
    })
    const second = rows.filter(({ kind }) => kind === 'journal.sealed')[1]?.sequence
    expect(found.broken).toMatchObject({ sequence: second, how: 'seal', kind: 'journal.sealed' })
    expect(found.seals.checked).toBe(1)
    expect(found.seals.proven?.sequence).toBeLessThan(second ?? 0)
  })

  it.each([
    ['another figure', { number: 99 }],
    ['a head that is another', { head: { sequence: 2, hash: '0'.repeat(64) } }],
  ])('names a closing with %s', async (_what, change) => {
    const { found, rows } = await forged((kind, payload) =>
      kind === 'sample.closed'
        ? { ...payload, document: { ...(payload.document as object), ...change } }
        : null,
    )
    expect(found.broken).toMatchObject({ sequence: sequenceOf(rows, 'sample.closed'), how: 'closing' })
  })

  it('names a closing whose signature is right, but whose head never stood in this journal', async () => {
    const folder = tempFolder()
    const document = { number: 1, head: { sequence: 1, hash: '0'.repeat(64) } }
    const journal = openTestJournal(folder, deps)
    journal.append(AMINA, () => [noted('a')])
    journal.append(AMINA, () => [
      {
        kind: 'sample.closed',
        operation: null,
        payload: { document, signature: signClosing(testSigner, document) },
      },
    ])
    journal.close()
    expect((await check(folder)).broken).toMatchObject({ sequence: 3, how: 'closing' })
  })

  it('counts a closing that could not be signed, and takes it for no fault', async () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    journal.append(AMINA, () => [
      { kind: 'sample.closed', operation: null, payload: { document: { number: 1 }, signature: null } },
    ])
    journal.close()
    expect(await check(folder)).toMatchObject({ broken: null, closings: { checked: 0, unsigned: 1 } })
  })

  it('leaves the app its turn, says how far it is, and can be ended', async () => {
    const folder = tempFolder()
    const journal = openTestJournal(folder, deps)
    journal.append(AMINA, () => Array.from({ length: 4_500 }, (_, n) => noted(String(n))))
    const told: number[] = []
    const checking = journal.check({ onProgress: (done) => told.push(done) })
    journal.append(AMINA, () => [noted('meanwhile')])
    expect(await checking).toMatchObject({ broken: null, events: 4_501 })
    expect(told).toEqual([2_000, 4_000])
    await expect(journal.check({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  })
})
