import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Journal, StoredEvent } from '../../../electron/journal/types'
import { seededRandom } from '../../support/seeded-random'
import { type Bench, figure, interleaved, timed } from '../measure'
import { openJournal } from '../support/journals'
import { type Append, appendsOf, operation } from '../support/shop'

/** Operations of one round: some 70 appends and 100 events. */
const OPERATIONS = 10

/** What one append stored, as a raw table would be given it. */
type Group = readonly (readonly (string | number | null)[])[]

const rowOf = (event: StoredEvent): Group[number] => [
  event.sequence,
  event.terminal,
  event.at,
  event.zone,
  event.shift,
  event.cashier,
  event.kind,
  event.operation,
  event.version,
  event.encoding,
  JSON.stringify(event.payload),
  event.previousHash,
  event.hash,
]

/** The anchor: the same columns and bytes in the same transactions, durable, and nothing else. */
function openRaw(file: string): {
  readonly write: (groups: readonly Group[]) => void
  readonly close: () => void
} {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`CREATE TABLE event (
    sequence INTEGER PRIMARY KEY, terminal TEXT NOT NULL, at TEXT NOT NULL, zone TEXT NOT NULL, shift TEXT,
    cashier TEXT NOT NULL, kind TEXT NOT NULL, operation TEXT, version TEXT NOT NULL, encoding INTEGER NOT NULL,
    payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT`)
  const insert = db.prepare(`INSERT INTO event VALUES (${Array.from({ length: 13 }, () => '?').join(', ')})`)
  const one = db.transaction((group: Group) => {
    for (const row of group) insert.run(...row)
  }).immediate
  return {
    write: (groups) => {
      for (const group of groups) one(group)
    },
    close: () => {
      db.close()
    },
  }
}

/** Appends what one operation writes, and gives what was stored, append by append. */
function write(journal: Journal, appends: readonly Append[]): readonly (readonly StoredEvent[])[] {
  let paper = 0
  return appends.map(({ who, events }) => {
    const stored = journal.append(who, () => events(paper))
    paper = stored.find(({ kind }) => kind === 'paper.requested')?.sequence ?? paper
    return stored
  })
}

async function measure(
  name: string,
  folder: string,
  rounds: number,
  deps: Parameters<typeof openJournal>[1],
): Promise<ReturnType<typeof figure>> {
  const random = seededRandom(20260616)
  const journal = openJournal(folder, deps)
  const raw = openRaw(join(folder, 'raw.db'))
  let sequence = 0
  const next = (): readonly (readonly Append[])[] =>
    Array.from({ length: OPERATIONS }, () => {
      sequence += 1
      return appendsOf(operation(sequence, new Date(), random), random)
    })
  try {
    // Two rounds ahead for each: code and files warm. What the journal has stored is what the anchor writes next.
    const stored: (readonly Group[])[] = []
    const ours = async (): Promise<number> => {
      const work = next()
      let done: readonly (readonly StoredEvent[])[] = []
      const ms = await timed(() => {
        done = work.flatMap((appends) => write(journal, appends))
      })
      const groups = done.map((events) => events.map(rowOf))
      stored.push(groups)
      return (groups.length / ms) * 1_000
    }
    const theirs = async (): Promise<number> => {
      const groups = stored.shift()
      if (!groups) throw new Error('nothing is stored yet')
      return (groups.length / (await timed(() => raw.write(groups)))) * 1_000
    }
    for (let warm = 0; warm < 3; warm += 1) await ours()
    for (let warm = 0; warm < 2; warm += 1) await theirs()
    const { a, b } = await interleaved(rounds, ours, theirs)
    return figure(name, 'appends/s', a, { anchor: b, goal: { of: 'ratio', is: '>=', than: 0.7 } })
  } finally {
    journal.close()
    raw.close()
  }
}

/** Durable appends of whole operations against better-sqlite3 alone with the same bytes. */
export const appends: Bench = {
  name: 'appends',
  run: async ({ rounds, folder }) => [
    await measure('durable appends', folder(), rounds(60, 3), {}),
    await measure('durable appends, no projections', folder(), rounds(60, 3), { projections: [] }),
  ],
}
