import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../electron/domain/clock'
import { ZONE } from '../../electron/domain/day'
import { createJournal } from '../../electron/journal/journal'
import type { Author, Journal, JournalDeps, StoredEvent } from '../../electron/journal/types'
import { testSigner } from './signer'

export const AMINA: Author = { cashier: 'Amina', shift: null }

/** A folder that goes with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface HeldClock extends Clock {
  /** Both clocks go on. */
  readonly pass: (ms: number) => void
  /** The wall clock alone is set. */
  readonly set: (iso: string) => void
}

/** A clock that moves when told. Timers are not its business. */
export function heldClock(iso = '2026-06-16T09:00:00.000Z'): HeldClock {
  let wall = Date.parse(iso)
  let steady = 1_000
  return {
    now: () => new Date(wall).toISOString(),
    monotonicMs: () => steady,
    after: () => () => undefined,
    pass: (ms) => {
      wall += ms
      steady += ms
    },
    set: (to) => {
      wall = Date.parse(to)
    },
  }
}

export const SEAL_KEY = Buffer.alloc(32, 7)

/** What a journal of tests is made of, on real files in `folder`. */
export const testJournalDeps = (
  folder: string,
  deps: Partial<JournalDeps> & Pick<JournalDeps, 'kinds' | 'projections'>,
): JournalDeps => ({
  file: join(folder, 'journal.db'),
  headFile: join(folder, 'journal.head'),
  terminal: 'CASA1',
  version: '0.1.0',
  zone: ZONE,
  clock: heldClock(),
  sealKey: SEAL_KEY,
  signer: testSigner,
  randomBytes,
  reserveBytes: 64 * 1024,
  ...deps,
})

/** A journal on a real file, closed after the test. */
export function openTestJournal(...args: Parameters<typeof testJournalDeps>): Journal {
  const journal = createJournal(testJournalDeps(...args))
  let open = true
  const closing: Journal = {
    ...journal,
    close: () => {
      if (open) journal.close()
      open = false
    },
  }
  onTestFinished(closing.close)
  return closing
}

/** What the rooms wrote, without the keys and seals that the journal writes of itself. */
export const toldTo = (journal: Pick<Journal, 'events'>): readonly StoredEvent[] =>
  journal.events({ limit: 1_000 }).filter(({ kind }) => !kind.startsWith('journal.'))
