import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journal, JournalDeps } from '../../../electron/journal/types'
import { seededRandom } from '../../support/seeded-random'
import { type Bench, type Figure, figure, type Goal, interleaved, timed } from '../measure'
import { journalFiles, openJournal } from '../support/journals'
import { type Append, appendsOf, operation } from '../support/shop'
import { openRaw, type Write, writesOf } from '../support/writes'

/** Operations of one round: some 70 appends and 100 events. */
const OPERATIONS = 10

/** Appends what one operation writes. */
function write(journal: Journal, appends: readonly Append[]): void {
  let paper = 0
  for (const { who, events } of appends) {
    const stored = journal.append(who, () => events(paper))
    paper = stored.find(({ kind }) => kind === 'paper.requested')?.sequence ?? paper
  }
}

const CREATE_BARE = `CREATE TABLE event (
  sequence INTEGER PRIMARY KEY, terminal TEXT NOT NULL, at TEXT NOT NULL, zone TEXT NOT NULL, shift TEXT,
  cashier TEXT NOT NULL, kind TEXT NOT NULL, operation TEXT, version TEXT NOT NULL, encoding INTEGER NOT NULL,
  payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT`

/** A rate of appends against the anchor's, both of the same operations, whose writes were recorded before. */
async function measure(
  name: string,
  { folder, rounds }: { readonly folder: () => string; readonly rounds: number },
  wanted: {
    readonly deps: Partial<JournalDeps>
    /** The anchor writes the rows of events alone, into a table without index. */
    readonly bare: boolean
    readonly goal?: Goal
  },
): Promise<Figure> {
  const random = seededRandom(20260616)
  const empty = folder()
  openJournal(empty, wanted.deps).close()
  const recording = openJournal(folder(), { ...wanted.deps, reserveBytes: 64 * 1024 })
  const journal = openJournal(folder(), wanted.deps)
  const rawFile = join(folder(), 'raw.db')
  if (!wanted.bare) copyFileSync(journalFiles(empty).file, rawFile)
  const raw = openRaw(rawFile)
  if (wanted.bare) raw.db.exec(CREATE_BARE)

  let sequence = 0
  let work: readonly (readonly Append[])[] = []
  let writes: readonly Write[] = []
  let appends = 0
  /** What both of a round write. */
  const prepare = (): void => {
    work = Array.from({ length: OPERATIONS }, () => {
      sequence += 1
      return appendsOf(operation(sequence, new Date(), random), random)
    })
    appends = work.reduce((sum, one) => sum + one.length, 0)
    const all = writesOf(() => {
      for (const one of work) write(recording, one)
    })
    writes = wanted.bare ? all.filter(({ sql }) => /^(BEGIN|COMMIT|INSERT INTO event )/.test(sql)) : all
  }
  let prepared = -1
  const rate = async (round: number, act: () => void): Promise<number> => {
    if (prepared !== round) prepare()
    prepared = round
    return (appends / (await timed(act))) * 1_000
  }
  const ours = (round: number): Promise<number> =>
    rate(round, () => {
      for (const one of work) write(journal, one)
    })
  const theirs = (round: number): Promise<number> => rate(round, () => raw.write(writes))
  try {
    // Code warm, and both logs past their first growth, which costs a file system more than what follows.
    const warm = Math.min(rounds, 8)
    for (let round = 0; round < warm; round += 1) {
      await ours(-2 - round)
      await theirs(-2 - round)
    }
    const { a, b } = await interleaved(rounds, ours, theirs)
    return figure(name, 'appends/s', a, { anchor: b, ...(wanted.goal ? { goal: wanted.goal } : {}) })
  } finally {
    recording.close()
    journal.close()
    raw.db.close()
  }
}

const GOAL: Goal = { of: 'ratio', is: '>=', than: 0.7 }

/** Durable appends of whole operations against better-sqlite3 alone, writing the same bytes in the same transactions. */
export const appends: Bench = {
  name: 'appends',
  run: async ({ rounds: count, folder }) => {
    const given = { folder, rounds: count(60, 2) }
    return [
      await measure('durable appends, chain only', given, {
        deps: { projections: [] },
        bare: false,
        goal: GOAL,
      }),
      await measure('durable appends, whole', given, { deps: {}, bare: false, goal: GOAL }),
      await measure('durable appends, chain only, against a bare table', given, {
        deps: { projections: [] },
        bare: true,
      }),
      await measure('durable appends, whole, against a bare table', given, { deps: {}, bare: true }),
    ]
  },
}
