import { centimes, subtract, sum, ZERO } from '../domain/money'
import { isSettled } from '../domain/operation'
import type { BreakCode, MatchKey, ScopeReason, UnreadReason } from '../domain/reconciliation'
import type { Absence, Coverage } from './coverage'
import { TURN } from './group'
import { fitsDirection, type Matched } from './match'
import type { ChariOperation, Entry, Finding } from './types'

/** What a judgement needs to know of the shop. */
export interface Scope {
  readonly agentCode: string
  readonly environment: string
  /** "Open" proves not_done from this age on (U9), unless Chari had accepted it. */
  readonly notDoneMs: number
}

/** "Operation Types" that a counter never makes: they are the agent's own business with Chari. */
const OTHER_KINDS: ReadonlySet<number> = new Set([3, 5, 9, 10, 24, 25])

/** Chari's listing may lag behind its own answer. */
const LAG_MS = 60 * 60_000

type Said = 'done' | 'unsure' | 'not_done'

const said = ({ state }: Entry): Said => {
  if (state === 'completed') return 'done'
  return isSettled(state) ? 'not_done' : 'unsure'
}

const sameAgent = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

interface Found {
  readonly code: BreakCode
  readonly also?: readonly BreakCode[]
  readonly because?: UnreadReason | ScopeReason
  readonly amount?: number
  readonly settled?: boolean
}

const MATCHED: Found = { code: 'R0', settled: true }

/** Of the last request that left, or of the intent where none did. */
const doneAt = (entry: Entry): string => entry.sentAt ?? entry.createdAt

/** Nothing to tell of them: so it is of nearly all. */
const isAlike = (entry: Entry, row: ChariOperation): boolean =>
  row.amount === entry.amount &&
  row.day === entry.day &&
  (row.fee === null || entry.fee === null || row.fee === entry.fee) &&
  (row.total === null || entry.total === null || row.total === entry.total) &&
  (row.commission === null || entry.commission === null || row.commission === entry.commission)

/** Differences of figures where both sides say that it was done; the gravest first. */
function figures(entry: Entry, row: ChariOperation): readonly Found[] {
  if (isAlike(entry, row)) return NONE
  const found: Found[] = []
  if (row.amount === null) found.push({ code: 'R19', because: 'unreadable_row', amount: entry.amount })
  else if (row.amount !== entry.amount) found.push({ code: 'R7', amount: subtract(row.amount, entry.amount) })
  if (entry.fee !== null && row.fee !== null && entry.fee !== row.fee)
    found.push({ code: 'R8', amount: subtract(row.fee, entry.fee) })
  else if (entry.total !== null && row.total !== null && entry.total !== row.total)
    found.push({ code: 'R8', amount: subtract(row.total, entry.total) })
  if (entry.commission !== null && row.commission !== null && entry.commission !== row.commission)
    found.push({ code: 'R16', amount: subtract(row.commission, entry.commission) })
  if (row.day !== null && row.day !== entry.day) found.push({ code: 'R1', settled: true })
  return found
}

function firstOf(found: readonly Found[], otherwise: Found): Found {
  const [first, ...rest] = found
  return first ? { ...first, also: rest.map(({ code }) => code) } : otherwise
}

/** The journal says completed. */
function done(entry: Entry, row: ChariOperation): Found {
  switch (row.status) {
    case 'completed':
      if (row.reversed) return { code: 'R13', amount: entry.amount }
      if (row.vanished) return { code: 'R5', amount: entry.amount }
      return firstOf(figures(entry, row), MATCHED)
    case 'failed':
    case 'canceled':
      return { code: row.reversed ? 'R13' : 'R9', amount: entry.amount }
    case 'open':
      return { code: 'R9', amount: entry.amount }
    case 'unknown':
      return { code: 'R19', because: 'unreadable_row', amount: entry.amount }
  }
}

/** The journal does not know. */
function unsure(entry: Entry, row: ChariOperation, absence: Absence, scope: Scope): Found {
  const { amount } = entry
  switch (row.status) {
    case 'completed': {
      if (row.agentCode !== null && !sameAgent(row.agentCode, scope.agentCode)) return { code: 'R12', amount }
      if (row.reversed) return { code: 'R3', amount, also: ['R13'] }
      if (row.vanished) return { code: 'R4', amount }
      const differing = figures(entry, row).filter(({ code }) => code === 'R7' || code === 'R19')
      return firstOf([...differing, { code: 'R2', amount }], MATCHED)
    }
    case 'failed':
    case 'canceled':
      return { code: 'R3', amount }
    case 'open':
      return { code: !entry.accepted && absence.proofs === 2 ? 'R3' : 'R4', amount }
    case 'unknown':
      return { code: 'R4', amount }
  }
}

/** The journal says that nothing was done. */
function notDone(entry: Entry, row: ChariOperation, scope: Scope): Found {
  const { amount } = entry
  switch (row.status) {
    case 'completed':
      if (row.agentCode !== null && !sameAgent(row.agentCode, scope.agentCode))
        return { code: 'R12', amount, settled: true }
      // Done and undone: nothing is left of it on either side.
      return row.reversed ? { code: 'R13', amount, settled: true } : { code: 'R9', amount }
    case 'unknown':
      return { code: 'R19', because: 'unreadable_row', amount }
    default:
      return MATCHED
  }
}

/** The two sides of one operation. */
function pair(entry: Entry, row: ChariOperation, coverage: Coverage, scope: Scope): Found {
  const someone = row.phone !== null && entry.phone !== null && row.phone !== entry.phone
  if (!fitsDirection(entry, row) || someone) return { code: 'R11', amount: entry.amount }
  if (row.doubled) return { code: 'R10', amount: row.amount ?? entry.amount }
  switch (said(entry)) {
    case 'done': {
      const found = done(entry, row)
      const lags =
        row.status === 'open' &&
        coverage.readAt !== null &&
        Date.parse(coverage.readAt) - Date.parse(entry.settledAt ?? doneAt(entry)) < LAG_MS
      return lags ? { code: 'R4', amount: entry.amount } : found
    }
    case 'unsure':
      return unsure(entry, row, coverage.absence(doneAt(entry)), scope)
    case 'not_done':
      return notDone(entry, row, scope)
  }
}

/** An operation that stands in no reading. */
function alone(entry: Entry, coverage: Coverage, scope: Scope): Found {
  const { amount } = entry
  if (entry.environment !== scope.environment) return { code: 'R18', because: 'environment', amount }
  if (!sameAgent(entry.agentCode, scope.agentCode)) return { code: 'R18', because: 'other_agent', amount }
  const { proofs, because } = coverage.absence(doneAt(entry))
  const unread: Found = { code: 'R19', because: because ?? 'not_proven', amount }
  switch (said(entry)) {
    case 'done':
      return proofs === 0 ? unread : { code: 'R5', amount }
    case 'unsure':
      if (coverage.none) return unread
      if (entry.completedSeen && proofs === 2) return { code: 'R12', amount }
      return { code: proofs === 2 && !entry.accepted ? 'R3' : 'R4', amount }
    case 'not_done':
      if (entry.state === 'elsewhere') return { code: 'R12', amount, settled: true }
      return proofs === 0 ? unread : MATCHED
  }
}

/** A row that no operation of this journal is. */
function stranger(row: ChariOperation, scope: Scope): Found {
  const amount = row.amount ?? 0
  if (row.agentCode !== null && !sameAgent(row.agentCode, scope.agentCode))
    return { code: 'R18', because: 'other_agent', amount, settled: true }
  if (row.type !== null && OTHER_KINDS.has(row.type))
    return { code: 'R18', because: 'other_kind', amount, settled: true }
  if (row.time === null && row.day === null) return { code: 'R19', because: 'no_scope_time', amount }
  switch (row.status) {
    case 'completed':
      // Whatever it was, it was taken back: both sides have nothing.
      return row.reversed ? { code: 'R13', amount } : { code: 'R6', amount }
    case 'unknown':
      return { code: 'R6', amount }
    case 'open':
      return { code: 'R4', amount }
    default:
      return MATCHED
  }
}

/** The operation of several with one reference that Chari's execution belongs to; the others did nothing. */
function claimant(entries: readonly Entry[], row: ChariOperation): Entry | null {
  const byRequest = entries.find(
    ({ requestIds }) => row.requestId !== null && requestIds.includes(row.requestId),
  )
  if (byRequest) return byRequest
  const rank: Readonly<Record<Said, number>> = { done: 0, unsure: 1, not_done: 2 }
  const at = Date.parse(row.time ?? '')
  const away = (entry: Entry): number => (Number.isNaN(at) ? 0 : Math.abs(Date.parse(doneAt(entry)) - at))
  const [first] = [...entries].sort(
    (a, b) => rank[said(a)] - rank[said(b)] || away(a) - away(b) || b.sequence - a.sequence,
  )
  return first ?? null
}

const NONE: readonly never[] = []

const finding = (
  found: Found,
  entries: readonly Entry[],
  chari: readonly ChariOperation[],
  matchedBy: MatchKey | null,
  proposals: readonly ChariOperation[] = NONE,
): Finding => ({
  code: found.code,
  also: found.also ?? NONE,
  because: found.because ?? null,
  matchedBy,
  entries,
  chari,
  proposals,
  amount: centimes(found.amount ?? 0),
  settled: found.settled ?? false,
})

/** What Chari executed beyond what this journal did. */
function surplus(entries: readonly Entry[], rows: readonly ChariOperation[]): number {
  const there = sum(rows.filter(({ status }) => status === 'completed').map(({ amount }) => amount ?? ZERO))
  return subtract(there, sum(entries.filter((entry) => said(entry) === 'done').map(({ amount }) => amount)))
}

/** Several operations, several rows, or both, that one key or another joined. */
function several(
  entries: readonly Entry[],
  rows: readonly ChariOperation[],
  key: MatchKey | null,
  coverage: Coverage,
  scope: Scope,
): readonly Finding[] {
  const completed = rows.filter(({ status, reversed }) => status === 'completed' && !reversed)
  const claims = entries.filter((entry) => said(entry) === 'done')
  const duplicate = completed.length > 1 || (claims.length > 1 && completed.length > 0)
  if (duplicate) {
    const idle = entries.filter((entry) => said(entry) === 'not_done' && claims.length > 0)
    const busy = entries.filter((entry) => !idle.includes(entry))
    return [
      finding({ code: 'R10', amount: surplus(busy, rows) }, busy, rows, key),
      ...idle.map((entry) => finding(MATCHED, [entry], [], key)),
    ]
  }
  // At most one row tells of an execution; failed and canceled ones beside it are tries that moved nothing.
  const telling =
    completed[0] ??
    rows.find(({ reversed }) => reversed) ??
    rows.find(({ status }) => status === 'open' || status === 'unknown') ??
    rows[0]
  if (!telling) return entries.map((entry) => finding(alone(entry, coverage, scope), [entry], [], key))
  const idleRows = rows.filter((row) => row !== telling)
  const owner = claimant(entries, telling)
  if (!owner) return rows.map((row) => finding(stranger(row, scope), [], [row], key))
  const others = entries.filter((entry) => entry !== owner)
  return [
    finding(pair(owner, telling, coverage, scope), [owner], [telling], key),
    ...idleRows.map((row) => finding(MATCHED, [], [row], key)),
    ...others.map((entry) => finding(leftOver(entry, telling, coverage), [entry], [], key)),
  ]
}

/** An operation whose reference was executed by another one of this journal: once only, so not by it. */
function leftOver(entry: Entry, telling: ChariOperation, coverage: Coverage): Found {
  switch (said(entry)) {
    case 'not_done':
      return MATCHED
    case 'unsure':
      return { code: telling.status === 'completed' ? 'R3' : 'R4', amount: entry.amount }
    case 'done':
      return coverage.absence(doneAt(entry)).proofs === 0
        ? { code: 'R19', because: 'not_proven', amount: entry.amount }
        : { code: 'R5', amount: entry.amount }
  }
}

/** Puts every operation and every row into exactly one class. */
export function* classing(
  entries: readonly Entry[],
  chari: readonly ChariOperation[],
  { groups, proposals }: Matched,
  coverage: Coverage,
  scope: Scope,
): Generator<void, readonly Finding[]> {
  const found: Finding[] = []
  let turn = 0
  const at = <T>(list: readonly T[], index: number): T => {
    const one = list[index]
    if (one === undefined) throw new RangeError(`no place ${index}`)
    return one
  }
  for (const group of groups) {
    turn += 1
    if (turn % TURN === 0) yield
    const [first] = group.entries
    const [second] = group.chari
    const entry = first === undefined ? undefined : entries[first]
    const row = second === undefined ? undefined : chari[second]
    if (group.entries.length > 1 || group.chari.length > 1) {
      const ours = group.entries.map((index) => at(entries, index))
      const theirs = group.chari.map((index) => at(chari, index))
      found.push(
        ...several(
          ours.sort((a, b) => a.sequence - b.sequence),
          theirs.sort((a, b) => (a.key < b.key ? -1 : 1)),
          group.key,
          coverage,
          scope,
        ),
      )
    } else if (entry && row) found.push(finding(pair(entry, row, coverage, scope), [entry], [row], group.key))
    else if (row) found.push(finding(stranger(row, scope), NONE, [row], null))
    else if (entry) {
      const proposal = proposals.get(group.entries[0] ?? -1)
      const rows = proposal ? proposal.chari.map((index) => at(chari, index)) : []
      found.push(finding(alone(entry, coverage, scope), [entry], NONE, null, rows))
    }
  }
  return found
}
