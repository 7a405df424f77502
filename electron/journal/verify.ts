import type { Database } from 'better-sqlite3'
import { GENESIS, hashOf } from './encoding'
import type { Head } from './head-file'
import { EVENT_COLUMNS, type EventRow } from './rows'
import type { ChainReport } from './types'

const PAGE = 2_000
/** How far a moved event's own sequence is looked for. */
const REACH = 1_000

type Broken = NonNullable<ChainReport['broken']>

/** The sequence at which `row` would fit its own hash; undefined when what it says was changed. */
function ownSequence(row: EventRow): number | undefined {
  for (let distance = 1; distance <= REACH; distance += 1)
    for (const sequence of [row.sequence + distance, row.sequence - distance])
      if (sequence > 0 && hashOf({ ...row, sequence }) === row.hash) return sequence
  return undefined
}

/** Says how `row` does not follow `previous`; called only when it does not. */
function diagnose(
  row: EventRow,
  previous: Head,
  beforeThat: string | null,
  sequenceOf: (hash: string) => number | undefined,
): Broken {
  const whole = hashOf(row) === row.hash
  const moved = whole ? undefined : ownSequence(row)
  if (!whole && moved === undefined) return { sequence: row.sequence, how: 'altered' }
  // It says that it follows the one before the previous: then the previous one was put between them.
  if (beforeThat !== null && row.previousHash === beforeThat)
    return { sequence: previous.sequence, how: 'order' }
  if (sequenceOf(row.previousHash) !== undefined || row.previousHash === GENESIS)
    return { sequence: row.sequence, how: 'order' }
  // What it follows is nowhere. Unmoved: its neighbour was rewritten, hash and all.
  return whole ? { sequence: previous.sequence, how: 'altered' } : { sequence: row.sequence, how: 'missing' }
}

/**
 * Checks that the events are those that were written: every hash, every link, no gap, and that none is cut off
 * after `head`. `last` limits it to the newest events.
 */
export function verifyChain(db: Database, head: Head | null, last?: number): ChainReport {
  const newest = db.prepare('SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1').get() as
    | Head
    | undefined
  const first = last === undefined ? 1 : Math.max(1, (newest?.sequence ?? 0) - last + 1)
  const page = db.prepare<[number, number], EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  )
  const at = db.prepare<[number], { hash: string }>('SELECT hash FROM event WHERE sequence = ?')
  const byHash = db.prepare<[string], { sequence: number }>('SELECT sequence FROM event WHERE hash = ?')
  const sequenceOf = (hash: string) => byHash.get(hash)?.sequence

  let events = 0
  const report = (broken: Broken | null): ChainReport => ({ events, head: newest?.hash ?? GENESIS, broken })

  let previous: Head = { sequence: first - 1, hash: GENESIS }
  let beforeThat: string | null = null
  if (first > 1) {
    const anchor = at.get(first - 1)
    if (!anchor) return report({ sequence: first - 1, how: 'missing' })
    previous = { sequence: first - 1, hash: anchor.hash }
  }
  for (
    let rows = page.all(previous.sequence, PAGE);
    rows.length > 0;
    rows = page.all(previous.sequence, PAGE)
  ) {
    for (const row of rows) {
      if (row.sequence !== previous.sequence + 1)
        return report({ sequence: previous.sequence + 1, how: 'missing' })
      if (row.previousHash !== previous.hash || hashOf(row) !== row.hash)
        return report(diagnose(row, previous, beforeThat, sequenceOf))
      beforeThat = previous.hash
      previous = { sequence: row.sequence, hash: row.hash }
      events += 1
    }
  }
  if (head && head.sequence > previous.sequence)
    return report({ sequence: previous.sequence + 1, how: 'tail_cut' })
  if (head && head.sequence > 0 && at.get(head.sequence)?.hash !== head.hash)
    return report({ sequence: head.sequence, how: 'altered' })
  return report(null)
}
