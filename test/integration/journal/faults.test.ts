import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openJournalReader } from '../../../electron/journal/reader'
import type { Journal } from '../../../electron/journal/types'
import { AMINA, openTestJournal, tempFolder } from '../../support/journal'
import { noted, sampleKinds, sampleProjection } from './samples'

const deps = { kinds: sampleKinds, projections: [sampleProjection] }
const open = (folder: string) => openTestJournal(folder, deps)
const fault = (code: string, detail = '') =>
  expect.objectContaining({ name: 'JournalError', code, message: expect.stringContaining(detail) })

describe('one writer, readers beside it', () => {
  it('refuses a second writer, also of another process, until the first is gone', async () => {
    const folder = tempFolder()
    const first = open(folder)
    expect(() => open(folder)).toThrow(fault('journal_locked'))
    first.append(AMINA, () => [noted('a')])
    first.close()

    const child = spawn(process.execPath, ['-e', HOLD_LOCK, join(folder, 'journal.db.lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    await once(child.stdout, 'data')
    expect(() => open(folder)).toThrow(fault('journal_locked'))
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    expect(open(folder).events({ kinds: ['sample.noted'], limit: 5 })).toHaveLength(1)
  })

  it('reads beside it, and sees each append', () => {
    const folder = tempFolder()
    const journal = open(folder)
    const reader = openJournalReader({
      file: join(folder, 'journal.db'),
      headFile: join(folder, 'journal.head'),
    })
    for (let n = 1; n <= 3; n += 1) {
      journal.append(AMINA, () => [noted('a')])
      expect(reader.events({ kinds: ['sample.noted'], limit: 10 })).toHaveLength(n)
      expect(reader.verify()).toMatchObject({ events: n + 1, broken: null })
    }
    expect(() => reader.db.prepare('DELETE FROM event')).toThrow()
    reader.close()
  })

  it('reads what a killed writer left', () => {
    const folder = tempFolder()
    const journal = open(folder)
    journal.append(AMINA, () => [noted('a')])
    const copy = join(folder, 'left')
    mkdirSync(copy)
    for (const name of ['journal.db', 'journal.db-wal']) copyFileSync(join(folder, name), join(copy, name))
    const reader = openJournalReader({ file: join(copy, 'journal.db'), headFile: null })
    expect(reader.events({ kinds: ['sample.noted'], limit: 5 })).toHaveLength(1)
    reader.close()
  })

  it('has a clear word where there is nothing to read', () => {
    expect(() => openJournalReader({ file: join(tempFolder(), 'journal.db'), headFile: null })).toThrow(
      fault('journal_unwritable'),
    )
  })
})

const HOLD_LOCK = `
  const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'))})
  const held = new Database(process.argv[1])
  held.exec('BEGIN EXCLUSIVE')
  process.stdout.write('held')
  setInterval(() => undefined, 1000)
`

describe('a journal that cannot be used', () => {
  it('of a newer Guichet', () => {
    const folder = tempFolder()
    open(folder).close()
    const raw = new Database(join(folder, 'journal.db'))
    raw.pragma('user_version = 99')
    raw.close()
    expect(() => open(folder)).toThrow(fault('journal_newer', '99'))
    expect(() => openJournalReader({ file: join(folder, 'journal.db'), headFile: null })).toThrow(
      fault('journal_newer'),
    )
  })

  it('of somebody else', () => {
    const folder = tempFolder()
    const raw = new Database(join(folder, 'journal.db'))
    raw.exec('CREATE TABLE theirs (n INTEGER)')
    raw.close()
    expect(() => open(folder)).toThrow(fault('journal_corrupt', 'not a Guichet journal'))
  })

  it('without a folder, or with a folder in its place', () => {
    const folder = tempFolder()
    expect(() => open(join(folder, 'not', 'there'))).toThrow(fault('journal_unwritable'))
    mkdirSync(join(folder, 'journal.db'))
    expect(() => open(folder)).toThrow(fault('journal_unwritable'))
  })

  it('that is no database, or ends in the middle', () => {
    const folder = tempFolder()
    const journal = open(folder)
    for (let n = 0; n < 200; n += 1)
      journal.append(AMINA, () => [noted(`event ${n}`, { operation: `op-${n}` })])
    journal.close()
    const file = join(folder, 'journal.db')
    const bytes = readFileSync(file)
    for (const damaged of [
      Buffer.from('not a database, but long enough to look at\n'.repeat(100)),
      bytes.subarray(0, bytes.length / 2),
      bytes.subarray(0, 5_000),
      Buffer.alloc(bytes.length),
    ]) {
      writeFileSync(file, damaged)
      expect(() => open(folder)).toThrow(fault('journal_corrupt'))
    }
    writeFileSync(file, bytes)
    expect(open(folder).verify()).toMatchObject({ events: 202, broken: null })
  })

  it('with damage anywhere in its events is never taken for whole', () => {
    const folder = tempFolder()
    const journal = open(folder)
    for (let n = 0; n < 60; n += 1) journal.append(AMINA, () => [noted(`event ${n} ${'x'.repeat(200)}`)])
    journal.close()
    const file = join(folder, 'journal.db')
    const whole = readFileSync(file)
    for (let n = 3; n < 60; n += 8) {
      const damaged = Buffer.from(whole)
      // Everywhere: SQLite leaves old copies in pages that it has split.
      for (let at = damaged.indexOf(`event ${n} xxx`); at >= 0; at = damaged.indexOf(`event ${n} xxx`))
        damaged.fill(0x7a, at, at + 16)
      writeFileSync(file, damaged)
      expect(() => open(folder)).toThrow(fault('journal_corrupt'))
    }
    for (let page = 1; page * 4_096 < whole.length; page += 3) {
      const damaged = Buffer.from(whole)
      damaged.fill(0xa5, page * 4_096, page * 4_096 + 64)
      writeFileSync(file, damaged)
      let opened: Journal | undefined
      try {
        opened = open(folder)
      } catch (error) {
        expect(error).toEqual(fault('journal_corrupt'))
      }
      // Damage to a page that holds no event (free, or of a projection built anew) may pass; events may not.
      if (opened) expect(opened.verify()).toMatchObject({ events: 62, broken: null })
      opened?.close()
    }
  })
})

describe('a full disk', () => {
  it('is found before the intent, and the reserve is kept ready', () => {
    const folder = tempFolder()
    const journal = open(folder)
    journal.reserve()
    expect(statSync(join(folder, 'journal.db.reserve')).size).toBe(64 * 1024)
    journal.reserve()
    expect(journal.events({ limit: 5 })).toEqual([])
    journal.close()
    const greedy = openTestJournal(folder, { ...deps, reserveBytes: 2 ** 52 })
    expect(() => greedy.reserve()).toThrow(fault('disk_full', 'free'))
  })

  it.skipIf(!canMount())('keeps room for the outcome, and says so when that is gone too', () => {
    const folder = tempFolder()
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk])
    onTestFinished(() => {
      execFileSync('umount', [disk])
    })
    const log = vi.fn()
    const journal = openTestJournal(disk, { ...deps, log })
    journal.append(AMINA, () => [noted('before')])
    journal.reserve()
    fill(join(disk, 'other'))
    expect(() => journal.reserve()).toThrow(fault('disk_full'))
    const written = write(journal)
    expect(log).toHaveBeenCalledWith('journal.reserve_released', expect.anything())
    expect(existsSync(join(disk, 'journal.db.reserve'))).toBe(false)
    expect(written).toBeGreaterThan(0)
    expect(journal.verify()).toMatchObject({ events: written + 2, broken: null })

    rmSync(join(disk, 'other'))
    journal.reserve()
    expect(journal.append(AMINA, () => [noted('after')])[0]?.sequence).toBe(written + 3)
    journal.close()
    expect(openTestJournal(disk, deps).verify()).toMatchObject({ events: written + 4, broken: null })
  })
})

/** Appends until the disk is full; how many it stored. */
function write(journal: Journal): number {
  for (let n = 0; ; n += 1)
    try {
      journal.append(AMINA, () => [noted('outcome '.repeat(200))])
    } catch (error) {
      expect(error).toEqual(fault('disk_full'))
      return n
    }
}

function fill(file: string): void {
  const fd = openSync(file, 'w')
  try {
    for (const size of [64 * 1024, 4_096, 1]) {
      const bytes = Buffer.alloc(size)
      try {
        for (;;) if (writeSync(fd, bytes) < size) break
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' })
      }
    }
  } finally {
    closeSync(fd)
  }
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    const at = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' })
    execFileSync('umount', [at])
    rmSync(at, { recursive: true })
    return true
  } catch {
    return false
  }
}
