import type { Database } from 'better-sqlite3'
import type { Cancel } from '../domain/clock'
import { backUp } from './backup'
import { CLOCK_STEPPED, type ClockStep, createClockWatch } from './clock-watch'
import { openDatabase } from './database'
import { journalError, named } from './faults'
import { readHandle } from './handles'
import { headsOf, openHeadFile, readHead } from './head-file'
import { ownKinds } from './kinds'
import { lockFile } from './lock'
import { createProjections } from './projections'
import { createEventQuery } from './queries'
import { createReserve } from './reserve'
import { createSealing, type Sealing } from './sealing'
import { createSealer, SEALED, sealedSchema } from './seals'
import { type Author, type Journal, type JournalDeps, JournalError, type StoredEvent } from './types'
import { checkWhole, verifyChain } from './verify'
import { createWriter } from './writer'

type Build = Parameters<Journal['append']>[1]
interface Stored {
  readonly at: string
  /** The key, a seal that is due, clock steps: in front of what was asked for. */
  readonly front: readonly StoredEvent[]
  readonly events: readonly StoredEvent[]
}

const SYSTEM: Author = { cashier: 'system', shift: null }

/** After a write, if nobody seals before; short of the minute in which it has to happen. */
const SEAL_AFTER_MS = 50_000

/** What a journal is checked for when it is opened. One from before there were seals gets its first at once. */
function checkChain(db: Database, { headFile, verifyAtOpen }: JournalDeps): void {
  const { broken, keys } = verifyChain(db, {
    heads: headsOf(readHead(headFile)),
    last: verifyAtOpen ?? 20_000,
  })
  if (!broken || (broken.how === 'unsealed' && keys.length === 0)) return
  throw new JournalError('journal_corrupt', `event ${broken.sequence}: ${broken.how}`, broken)
}

/** One journal has one key: a vault that lost it must not go on as if the old fields could be read. */
function checkKey(db: Database, sealing: Sealing): void {
  db.prepare("INSERT INTO meta (name, value) VALUES ('key', ?) ON CONFLICT DO NOTHING").run(sealing.keyCheck)
  if (db.prepare("SELECT value FROM meta WHERE name = 'key'").pluck().get() !== sealing.keyCheck)
    throw new JournalError('journal_corrupt', 'sealed with another key than the one in this vault')
}

/** Time of the newest event, and the latest time that a clock since wound back had shown. */
function times(db: Database): { readonly last: string | null; readonly highest: string | null } {
  const last = db.prepare('SELECT at FROM event ORDER BY sequence DESC LIMIT 1').pluck().get()
  const step = db
    .prepare('SELECT payload FROM event WHERE kind = ? AND operation IS NULL ORDER BY sequence DESC LIMIT 1')
    .pluck()
    .get(CLOCK_STEPPED)
  const payload = typeof step === 'string' ? (JSON.parse(step) as ClockStep) : null
  return {
    last: typeof last === 'string' ? last : null,
    highest: payload?.how === 'backward' ? payload.expected : null,
  }
}

/**
 * Opens the journal of a terminal, alone: locks the file, brings the tables up to date, checks pages, the newest
 * events and the head kept outside, and builds the projections that need it. Throws JournalError.
 */
export function createJournal(deps: JournalDeps): Journal {
  return named(() => {
    const unlock = lockFile(deps.file, deps.nativeBinding)
    try {
      const db = openDatabase(deps.file, deps.nativeBinding)
      try {
        return openedJournal(db, unlock, deps)
      } catch (error) {
        db.close()
        throw error
      }
    } catch (error) {
      unlock()
      throw error
    }
  })
}

function openedJournal(db: Database, unlock: () => void, deps: JournalDeps): Journal {
  const { clock } = deps
  const log = deps.log ?? (() => undefined)
  const sealing = createSealing(deps.sealKey, deps.randomBytes)
  checkChain(db, deps)
  checkKey(db, sealing)

  const writer = createWriter(db, { ...deps, kinds: [...ownKinds, ...deps.kinds] }, sealing)
  const sealer = createSealer(db, deps.signer, deps.terminal)
  const projections = createProjections(db, deps.projections)
  const headFile = openHeadFile(deps.headFile)
  headFile.write(writer.head())
  const reserve = createReserve(`${deps.file}.reserve`, deps.reserveBytes ?? 4 * 1024 * 1024)
  const { last, highest } = times(db)
  const watch = createClockWatch(clock, last, highest)
  const probe = db.prepare("INSERT INTO series (name, last) VALUES ('', 0)")
  let appending = false
  let cancelSeal: Cancel | null = null
  /** Ends a check that is under way. */
  const closing = new AbortController()

  /** Made once: each use of db.transaction builds it anew. */
  const transact = db.transaction(
    (at: string, author: Author, build: Build, steps: readonly ClockStep[], sealNow: boolean): Stored => {
      const clockEvents = steps.map((payload) => ({ kind: CLOCK_STEPPED, operation: null, payload }))
      const key = writer.insert(at, SYSTEM, sealer.announcement())
      const seal = writer.insert(at, SYSTEM, sealer.due(at, writer.head(), sealNow))
      const front = [...key, ...seal, ...writer.insert(at, SYSTEM, clockEvents)]
      const events = writer.insert(at, author, build(writer.tx))
      projections.apply([...front, ...events])
      return { at, front, events }
    },
  ).immediate
  const store = (author: Author, build: Build, step: ClockStep | null, sealNow: boolean): Stored => {
    const at = clock.now()
    const steps = [watch.look(at), step].filter((seen) => seen !== null)
    return transact(at, author, build, steps, sealNow)
  }

  /** Once more on a full disk, with the reserve given back: an outcome must find room. */
  const stored = (...args: Parameters<typeof store>): Stored => {
    try {
      return store(...args)
    } catch (error) {
      writer.settle()
      const fault = journalError(error)
      if (!(fault instanceof JournalError) || fault.code !== 'disk_full' || !reserve.release()) throw fault
      log('journal.reserve_released', { file: deps.file })
      return store(...args)
    }
  }

  const committed = (events: readonly StoredEvent[]): void => {
    const halts = ({ kind }: StoredEvent) => kind === deps.haltAt || kind.split('.').at(-1) === deps.haltAt
    if (deps.haltAt !== undefined && events.some(halts)) deps.onHalt?.()
    sealer.wrote(events)
    if (sealer.waiting()) cancelSeal ??= clock.after(SEAL_AFTER_MS, seal)
    try {
      headFile.write(writer.head())
      const sealed = events.findLast(({ kind }) => kind === SEALED)
      if (sealed) headFile.writeSeal(sealedSchema.parse(sealed.payload))
    } catch (error) {
      log('journal.head_not_written', { error: String(error) })
    }
    try {
      deps.afterCommit?.(events)
    } catch (error) {
      log('journal.after_commit_failed', { error: String(error) })
    }
  }

  const append = (...args: Parameters<typeof store>): readonly StoredEvent[] => {
    if (appending) throw new TypeError('append inside append')
    appending = true
    let done: Stored
    try {
      done = stored(...args)
    } catch (error) {
      writer.settle()
      throw journalError(error)
    } finally {
      appending = false
    }
    const all = [...done.front, ...done.events]
    if (all.length > 0) {
      watch.wrote(done.at)
      committed(all)
    }
    return done.events
  }

  function seal(): void {
    cancelSeal?.()
    cancelSeal = null
    if (!sealer.pending()) return
    try {
      append(SYSTEM, () => [], null, true)
    } catch (error) {
      // What is written stays; the next append that finds room brings its seal along.
      log('journal.not_sealed', { error: String(error) })
    }
  }

  return {
    terminal: deps.terminal,
    db: readHandle(db),
    append: (author, build) => append(author, build, null, false),
    seal,
    following: writer.following,
    reserve: () => {
      if (appending) throw new TypeError('reserve inside append')
      named(() => {
        reserve.ensure()
        db.exec('BEGIN IMMEDIATE')
        try {
          probe.run()
        } finally {
          if (db.inTransaction) db.exec('ROLLBACK')
        }
      })
    },
    open: sealing.open,
    digest: sealing.digest,
    events: createEventQuery(db),
    verify: (last) => named(() => verifyChain(db, { heads: headsOf(readHead(deps.headFile)), last })),
    check: async (options = {}) => {
      try {
        const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])])
        return await checkWhole(db, headsOf(readHead(deps.headFile)), { ...options, signal })
      } catch (error) {
        throw journalError(error)
      }
    },
    rebuild: () => named(projections.rebuild),
    noteServerDate: (iso) => {
      const step = watch.server(iso)
      if (!step) return
      try {
        append(SYSTEM, () => [], step, false)
      } catch (error) {
        // The warning stands all the same; an unwritable journal is told by what must be written.
        log('journal.clock_step_not_written', { error: String(error) })
      }
    },
    clockWarning: watch.warning,
    backup: (folder, keep) => {
      seal()
      return backUp(db, {
        folder,
        keep,
        at: clock.now(),
        file: deps.file,
        nativeBinding: deps.nativeBinding,
      })
    },
    close: () => {
      closing.abort()
      seal()
      headFile.close()
      db.close()
      unlock()
    },
  }
}
