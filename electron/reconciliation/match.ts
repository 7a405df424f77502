import { isSettled } from '../domain/operation'
import { MATCH_KEYS, type MatchKey } from '../domain/reconciliation'
import { TURN } from './group'
import type { ChariOperation, Entry } from './types'

/** Operations and rows that one key or another says are one; either list may hold several, or none. */
export interface Group {
  readonly entries: readonly number[]
  readonly chari: readonly number[]
  /** The best key that joined them; null: one side alone. */
  readonly key: MatchKey | null
}

/** An operation without a row, and rows that may be its: for a person to say. */
export interface Proposal {
  readonly entry: number
  /** Best first; at most five. */
  readonly chari: readonly number[]
  /** Exactly one row, and that row may be of no other operation. */
  readonly certain: boolean
}

export interface Matched {
  readonly groups: readonly Group[]
  /** By entry. */
  readonly proposals: ReadonlyMap<number, Proposal>
}

/** What a person said of a proposal: this row is that operation's. */
export interface Link {
  readonly operation: string
  readonly row: string
}

const FIVE_MINUTES = 5 * 60_000
const MOST_PROPOSALS = 5

/** Sets that grow together. */
interface Union {
  readonly join: (a: number, b: number) => void
  readonly root: (of: number) => number
}

function createUnion(size: number): Union {
  const parents = new Int32Array(size).map((_, index) => index)
  const root = (of: number): number => {
    let at = of
    for (let up = parents[at] ?? at; up !== at; up = parents[at] ?? at) {
      parents[at] = parents[up] ?? up
      at = parents[at] ?? at
    }
    return at
  }
  return {
    root,
    join: (a, b) => {
      parents[root(a)] = root(b)
    },
  }
}

/** Places of the rows under each value of a key: the first by its value, each further one behind the one before. */
interface Chains {
  readonly first: ReadonlyMap<string, number>
  /** -1: no more. */
  readonly next: Int32Array
}

function* indexing(
  chari: readonly ChariOperation[],
  read: (one: ChariOperation) => string | null,
): Generator<void, Chains> {
  const first = new Map<string, number>()
  const next = new Int32Array(chari.length).fill(-1)
  // From the end, so that each chain is in order.
  for (let index = chari.length - 1; index >= 0; index--) {
    const one = chari[index]
    const value = one ? read(one) : null
    if (value !== null) {
      next[index] = first.get(value) ?? -1
      first.set(value, index)
    }
    if (index % TURN === 0) yield
  }
  return { first, next }
}

const RANKS = Object.fromEntries(MATCH_KEYS.map((key, rank) => [key, rank])) as Readonly<
  Record<MatchKey, number>
>
const rankOf = (key: MatchKey): number => RANKS[key]

const instant = (time: string | null): number => (time === null ? Number.NaN : Date.parse(time))

/** Chari books a deposit by card as a deposit. A row that tells no direction contradicts none. */
export const fitsDirection = (
  { direction }: Pick<Entry, 'direction'>,
  row: Pick<ChariOperation, 'direction'>,
): boolean => row.direction === null || row.direction === (direction === 'card' ? 'cash_in' : direction)

/** A row that names nothing of another operation may be this one's. */
function mayBe(entry: Entry, one: ChariOperation): boolean {
  if (one.amount !== entry.amount || !fitsDirection(entry, one)) return false
  if (one.phone !== null && entry.phone !== null && one.phone !== entry.phone) return false
  if (one.reference !== null || one.requestId !== null) return false
  return one.operationId === null || entry.operationId === null
}

/** When the money call was under way, five minutes wider on either side. */
function span(entry: Entry): readonly [number, number] {
  const begin = instant(entry.sentAt ?? entry.createdAt)
  // Settled long after, by a look-up: it was not executed then.
  const settled = instant(entry.settledAt)
  const end = Number.isNaN(settled) || settled - begin > FIVE_MINUTES ? begin : settled
  return [begin - FIVE_MINUTES, end + FIVE_MINUTES]
}

/** The first place in `times` that is not before `at`. */
function firstNotBefore(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Rows without any key of their own, for operations that were done or may have been: same direction, amount and
 * customer, five minutes apart at most. Only a proposal; times without a zone propose nothing.
 */
function* proposing(
  entries: readonly Entry[],
  chari: readonly ChariOperation[],
  freeEntries: readonly number[],
  freeChari: readonly number[],
): Generator<void, ReadonlyMap<number, Proposal>> {
  const byAmount = new Map<number, number[]>()
  for (const index of freeChari) {
    const one = chari[index]
    if (!one || one.amount === null || one.time === null || one.status !== 'completed') continue
    const known = byAmount.get(one.amount)
    if (known) known.push(index)
    else byAmount.set(one.amount, [index])
  }
  const sorted = new Map<number, { readonly places: readonly number[]; readonly times: Float64Array }>()
  for (const [amount, places] of byAmount) {
    const timed = places
      .map((index) => ({ index, at: instant(chari[index]?.time ?? null) }))
      .sort((a, b) => a.at - b.at)
    sorted.set(amount, {
      places: timed.map(({ index }) => index),
      times: Float64Array.from(timed, ({ at }) => at),
    })
  }
  yield
  const found = new Map<number, number[]>()
  const wantedBy = new Map<number, number>()
  let turn = 0
  for (const index of freeEntries) {
    const entry = entries[index]
    const bucket = entry && sorted.get(entry.amount)
    if (!entry || !bucket) continue
    const [from, to] = span(entry)
    const candidates: number[] = []
    for (
      let at = firstNotBefore(bucket.times, from);
      (bucket.times[at] ?? Number.POSITIVE_INFINITY) <= to;
      at++
    ) {
      turn += 1
      if (turn % TURN === 0) yield
      const place = bucket.places[at]
      const one = place === undefined ? undefined : chari[place]
      if (place === undefined || !one || !mayBe(entry, one)) continue
      candidates.push(place)
      if (candidates.length > MOST_PROPOSALS) break
    }
    if (candidates.length === 0) continue
    const middle = (from + to) / 2
    const away = (place: number): number => Math.abs(instant(chari[place]?.time ?? null) - middle)
    const name = (place: number): string => chari[place]?.key ?? ''
    candidates.sort((a, b) => away(a) - away(b) || (name(a) < name(b) ? -1 : 1))
    found.set(index, candidates)
    for (const place of candidates) wantedBy.set(place, (wantedBy.get(place) ?? 0) + 1)
  }
  const proposals = new Map<number, Proposal>()
  for (const [entry, places] of found) {
    const [only] = places
    proposals.set(entry, {
      entry,
      chari: places.slice(0, MOST_PROPOSALS),
      certain: places.length === 1 && only !== undefined && wantedBy.get(only) === 1,
    })
  }
  return proposals
}

/** Was done, or may have been: only of these a row without keys can be. */
const mayHaveRow = ({ state }: Entry): boolean => state === 'completed' || !isSettled(state)

/**
 * Joins operations and rows by Chari's operation id, then by reference, then by our request id; a link that a person
 * made comes before all. What nothing joined stands alone, with proposals. The result does not depend on the order of
 * the rows, and everything is in exactly one group.
 */
export function* matching(
  entries: readonly Entry[],
  chari: readonly ChariOperation[],
  links: readonly Link[],
): Generator<void, Matched> {
  const size = entries.length + chari.length
  const union = createUnion(size)
  /** Rank of the best key that joined an operation to anything; MATCH_KEYS.length: none did. */
  const ranks = new Uint8Array(size).fill(MATCH_KEYS.length)
  let turn = 0
  const join = (entry: number, row: number, key: MatchKey): void => {
    union.join(entry, entries.length + row)
    ranks[entry] = Math.min(ranks[entry] ?? 0, rankOf(key))
  }

  const linked = new Map(links.map(({ operation, row }) => [operation, row]))
  const byKey = linked.size === 0 ? null : new Map(chari.map(({ key }, index) => [key, index]))
  const byOperation = yield* indexing(chari, ({ operationId }) => operationId)
  const byReference = yield* indexing(chari, ({ reference }) => reference)
  const byRequest = yield* indexing(chari, ({ requestId }) => requestId)
  for (const [index, entry] of entries.entries()) {
    if (index % TURN === 0) yield
    const row = linked.get(entry.id)
    const place = row === undefined ? undefined : byKey?.get(row)
    if (place !== undefined) join(index, place, 'person')
    if (entry.operationId !== null)
      for (let at = byOperation.first.get(entry.operationId) ?? -1; at >= 0; at = byOperation.next[at] ?? -1)
        join(index, at, 'operation_id')
    // A reference may exist in both directions: its own comes first, the other only where it has none.
    const named = byReference.first.get(entry.reference) ?? -1
    let own = false
    for (let at = named; at >= 0; at = byReference.next[at] ?? -1)
      if ((chari[at]?.direction ?? entry.direction) === entry.direction) {
        own = true
        join(index, at, 'reference')
      }
    for (let at = own ? -1 : named; at >= 0; at = byReference.next[at] ?? -1) join(index, at, 'reference')
    for (const id of entry.requestIds)
      for (let at = byRequest.first.get(id) ?? -1; at >= 0; at = byRequest.next[at] ?? -1)
        join(index, at, 'request_id')
  }

  const groups: { readonly entries: number[]; readonly chari: number[]; key: MatchKey | null }[] = []
  const placeOf = new Int32Array(size).fill(-1)
  const groupAt = (of: number): (typeof groups)[number] => {
    const root = union.root(of)
    const known = groups[placeOf[root] ?? -1]
    if (known) return known
    const made = { entries: [], chari: [], key: null }
    placeOf[root] = groups.push(made) - 1
    return made
  }
  const best = (a: MatchKey | null, rank: number): MatchKey | null =>
    a !== null && rankOf(a) <= rank ? a : (MATCH_KEYS[rank] ?? null)
  for (let index = 0; index < entries.length; index++) {
    if (index % TURN === 0) yield
    const group = groupAt(index)
    group.entries.push(index)
    group.key = best(group.key, ranks[index] ?? MATCH_KEYS.length)
  }
  for (let index = 0; index < chari.length; index++) {
    if (index % TURN === 0) yield
    groupAt(entries.length + index).chari.push(index)
  }
  const freeEntries: number[] = []
  const freeChari: number[] = []
  for (const group of groups) {
    turn += 1
    if (turn % TURN === 0) yield
    const [entry] = group.entries
    const [row] = group.chari
    if (group.chari.length === 0 && entry !== undefined) {
      const alone = entries[entry]
      if (alone && mayHaveRow(alone)) freeEntries.push(entry)
    }
    if (group.entries.length === 0 && row !== undefined) freeChari.push(row)
  }
  yield
  const proposals = yield* proposing(entries, chari, freeEntries, freeChari)
  return { groups, proposals }
}

/** Runs work that yields in one go: for what is short, and for tests. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Runs it in turns with everything else that main has to do. */
export async function inTurns<T>(work: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await pause()
  }
}
