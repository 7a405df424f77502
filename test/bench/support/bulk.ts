import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ZONE } from '../../../electron/domain/day'
import { openDatabase } from '../../../electron/journal/database'
import { openHeadFile } from '../../../electron/journal/head-file'
import { createSealing } from '../../../electron/journal/sealing'
import { createSealer, sealKinds } from '../../../electron/journal/seals'
import type { Author } from '../../../electron/journal/types'
import { createWriter } from '../../../electron/journal/writer'
import { seededRandom } from '../../support/seeded-random'
import { testSigner } from '../../support/signer'
import { journalFiles, KINDS, SEAL_KEY, VERSION } from './journals'
import { appendsOf, type Operation, operation, TERMINAL } from './shop'

/** Raise it when other events are written: the cached files are made anew. */
const SHAPE = 2
/** Three hundred operations a day, one in the other's wake, ten hours a day. */
const A_DAY = 300
const EVERY_MS = (10 * 3_600_000) / A_DAY
const FIRST_MORNING = Date.parse('2017-01-02T08:00:00.000Z')
const IN_ONE_TRANSACTION = 2_000
/** Events, indexes and projections of one operation, and the log while they are built. */
const BYTES_EACH = 16_000
const SYSTEM: Author = { cashier: 'system', shift: null }

/** When the `n`th operation of a shop begins. */
export const momentOf = (n: number): Date =>
  new Date(FIRST_MORNING + Math.floor(n / A_DAY) * 86_400_000 + (n % A_DAY) * EVERY_MS)

export interface Bulk {
  readonly folder: string
  readonly bytes: number
  /** Made in this run, projections not yet. */
  readonly fresh: boolean
}

function cacheFolder(): string {
  const cache =
    process.env.GUICHET_CACHE ??
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guichet-toolchain')
  return join(cache, 'bench')
}

/** The operations of a bulk journal, the same at every run. */
export function* operationsOf(
  count: number,
): Generator<{ readonly op: Operation; readonly random: () => number }> {
  const random = seededRandom(20260616)
  for (let n = 0; n < count; n += 1) yield { op: operation(n + 1, momentOf(n), random), random }
}

/**
 * A journal of so many operations with a valid chain, every event validated, sealed and hashed by the journal's own
 * writer; only the transactions are large and not durable. Made once and kept in the user's cache.
 */
export function bulkJournal(count: number, say: (text: string) => void): Bulk {
  const folder = join(cacheFolder(), `shape-${SHAPE}`, String(count))
  const bytes = (): number => statSync(journalFiles(folder).file).size
  if (existsSync(join(folder, 'whole'))) return { folder, bytes: bytes(), fresh: false }
  mkdirSync(cacheFolder(), { recursive: true })
  const { bavail, bsize } = statfsSync(cacheFolder())
  if (bavail * bsize < count * BYTES_EACH)
    throw new Error(
      `${count} operations need ${Math.ceil((count * BYTES_EACH) / 2 ** 30)} GiB in ${cacheFolder()}`,
    )
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  write(partial, count, say)
  writeFileSync(join(partial, 'whole'), '')
  renameSync(partial, folder)
  return { folder, bytes: bytes(), fresh: true }
}

function write(folder: string, count: number, say: (text: string) => void): void {
  const { file, headFile } = journalFiles(folder)
  const db = openDatabase(file)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -262144')
  const sealing = createSealing(SEAL_KEY, randomBytes)
  const kinds = [...sealKinds, ...KINDS]
  const writer = createWriter(db, { terminal: TERMINAL, version: VERSION, zone: ZONE, kinds }, sealing)
  const sealer = createSealer(db, testSigner, TERMINAL)
  /** As the journal puts them in front of an append. */
  const seal = (at: string, now: boolean): void => {
    sealer.wrote(writer.insert(at, SYSTEM, sealer.announcement()))
    sealer.wrote(writer.insert(at, SYSTEM, sealer.due(at, writer.head(), now)))
  }
  const since = Date.now()
  let told = since
  let done = 0
  const all = operationsOf(count)
  const some = db.transaction(() => {
    for (let n = 0; n < IN_ONE_TRANSACTION; n += 1) {
      const next = all.next()
      if (next.done) return
      const { op, random } = next.value
      let paper = 0
      for (const { afterMs, who, events } of appendsOf(op, random)) {
        const at = new Date(op.at.getTime() + afterMs).toISOString()
        seal(at, false)
        const stored = writer.insert(at, who, events(paper))
        sealer.wrote(stored)
        paper = stored.find(({ kind }) => kind === 'paper.requested')?.sequence ?? paper
      }
      done += 1
    }
  })
  while (done < count) {
    some()
    if (Date.now() - told < 10_000) continue
    told = Date.now()
    const left = ((told - since) / done) * (count - done)
    say(
      `journal of ${count} operations: ${Math.floor((100 * done) / count)} %, ${Math.ceil(left / 1_000)} s to go`,
    )
  }
  seal(momentOf(count).toISOString(), true)
  const head = openHeadFile(headFile)
  head.write(writer.head())
  head.close()
  db.close()
}
