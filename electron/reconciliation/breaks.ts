import { hash } from 'node:crypto'
import { civilDay } from '../domain/day'
import { sum } from '../domain/money'
import type { MoneySide } from '../domain/reconciliation'
import { type Rule, ruleOf } from './rules'
import type { ChariOperation, Entry, Finding } from './types'

/** One difference of a day, before anybody's decision about it. */
export interface Break extends Finding {
  readonly key: string
  readonly name: string
  readonly day: string
  /** When it came to be. */
  readonly since: string
  readonly rule: Rule
  readonly evidence: string
  readonly money: MoneySide | null
}

/** More of one class on one day are one break together: nobody works off a thousand alike one by one. */
const MOST = 500

const dayOfRow = (row: ChariOperation): string => row.day ?? civilDay(row.filed)

/** The day that lists a finding: of its first operation, else of its first row. */
export function dayOfFinding({ entries, chari }: Pick<Finding, 'entries' | 'chari'>): string {
  const [entry] = entries
  const [row] = chari
  if (entry) return entries.reduce((first, { day }) => (day < first ? day : first), entry.day)
  return row ? dayOfRow(row) : ''
}

const entryFacts = (entry: Entry): unknown[] => [
  entry.id,
  entry.state,
  entry.cash,
  entry.amount,
  entry.fee,
  entry.total,
  entry.commission,
  entry.operationId,
]

const rowFacts = (row: ChariOperation): unknown[] => [
  row.key,
  row.status,
  row.type,
  row.amount,
  row.fee,
  row.total,
  row.commission,
  row.reference,
  row.agentCode,
  row.phone,
  row.executedAt,
  row.reversed,
  row.vanished,
]

const digest = (facts: unknown): string => hash('sha256', JSON.stringify(facts)).slice(0, 32)

/** What a decision was about: the same as long as both sides say the same. */
const evidenceOf = (finding: Finding): string =>
  digest([
    finding.code,
    finding.because,
    finding.entries.map(entryFacts).sort(),
    finding.chari.map(rowFacts).sort(),
    finding.proposals.map(({ key }) => key).sort(),
  ])

const keyOf = ({ entries, chari }: Finding): string => {
  const [entry] = entries
  const [row] = chari
  return entry ? `operation:${entry.id}` : row ? row.key : ''
}

const labelOf = ({ entries, chari }: Finding): string => {
  const [entry] = entries
  const [row] = chari
  if (entry) return entry.number
  return row ? (row.reference ?? row.operationId ?? row.key.slice(0, 12)) : ''
}

const sinceOf = ({ entries, chari }: Finding): string => {
  const [entry] = entries
  const [row] = chari
  return entry ? entry.createdAt : row ? (row.time ?? row.filed) : ''
}

const breakOf = (finding: Finding, soleTerminal: boolean): Break => ({
  ...finding,
  key: keyOf(finding),
  name: `${finding.code} ${labelOf(finding)}`,
  day: dayOfFinding(finding),
  since: sinceOf(finding),
  rule: ruleOf(finding, soleTerminal),
  evidence: evidenceOf(finding),
  money: null,
})

/** Everything of one day that could not be read or proven, as one break. */
function unread(day: string, findings: readonly Finding[], wholeRead: boolean, soleTerminal: boolean): Break {
  const entries = findings.flatMap((finding) => finding.entries)
  const reasons = new Set(findings.map((finding) => finding.because))
  const because =
    reasons.has('not_whole') || (!wholeRead && reasons.size === 0)
      ? 'not_whole'
      : (findings[0]?.because ?? 'not_proven')
  const finding: Finding = {
    code: 'R19',
    also: [],
    because,
    matchedBy: null,
    entries: entries.slice(0, 10),
    chari: [],
    proposals: [],
    amount: sum(entries.map(({ amount }) => amount)),
    settled: false,
  }
  return {
    ...finding,
    key: `read:${day}`,
    name: `R19 ${day}`,
    day,
    since: entries[0]?.createdAt ?? `${day}T12:00:00.000Z`,
    rule: ruleOf(finding, soleTerminal),
    evidence: digest(['R19', day, because, entries.length]),
    money: null,
  }
}

/** So many breaks of one class that they are one. */
function rest(day: string, breaks: readonly Break[]): Break {
  const [first] = breaks
  if (!first) throw new Error('a rest is of something')
  return {
    ...first,
    key: `rest:${first.code}:${day}`,
    name: `${first.code} +${breaks.length}`,
    also: [],
    entries: breaks.flatMap(({ entries }) => entries).slice(0, 10),
    chari: breaks.flatMap(({ chari }) => chari).slice(0, 10),
    proposals: [],
    amount: sum(breaks.map(({ amount }) => amount)),
    evidence: digest(breaks.map(({ evidence }) => evidence).sort()),
  }
}

const NOT_READ = new Set(['not_whole', 'not_covered', 'not_proven'])

/** Rows that stand as the one certain proposal of an operation: they are worked off there. */
function spokenFor(findings: readonly Finding[]): ReadonlySet<ChariOperation> {
  const rows = new Set<ChariOperation>()
  for (const { proposals } of findings) if (proposals.length === 1 && proposals[0]) rows.add(proposals[0])
  return rows
}

/** The breaks that a day lists, of what was found of its operations and rows; what matched is none. */
export function breaksOf(
  day: string,
  findings: readonly Finding[],
  wholeRead: boolean,
  soleTerminal: boolean,
): readonly Break[] {
  const spoken = spokenFor(findings)
  const own = findings.filter(
    (finding) =>
      finding.code !== 'R0' &&
      dayOfFinding(finding) === day &&
      !(finding.code === 'R6' && finding.chari.every((row) => spoken.has(row))),
  )
  const missing = own.filter(({ code, because }) => code === 'R19' && NOT_READ.has(because ?? ''))
  const byCode = new Map<string, Break[]>()
  for (const finding of own) {
    if (missing.includes(finding)) continue
    const made = breakOf(finding, soleTerminal)
    const slot = `${made.code} ${made.rule.severity}`
    const known = byCode.get(slot)
    if (known) known.push(made)
    else byCode.set(slot, [made])
  }
  const listed = [...byCode.values()].flatMap((all) => {
    if (all.length <= MOST) return all
    const sorted = [...all].sort((a, b) => (a.key < b.key ? -1 : 1))
    return [...sorted.slice(0, MOST - 1), rest(day, sorted.slice(MOST - 1))]
  })
  const incomplete = missing.length > 0 || !wholeRead
  return incomplete ? [unread(day, missing, wholeRead, soleTerminal), ...listed] : listed
}

/** A break of the money's leg. */
export function moneyBreak(
  code: 'R14' | 'R15' | 'R17',
  {
    key,
    label,
    day,
    money,
    settled,
    chari = [],
  }: {
    readonly key: string
    readonly label: string
    readonly day: string
    readonly money: MoneySide
    readonly settled: boolean
    readonly chari?: readonly ChariOperation[]
  },
): Break {
  const finding: Finding = {
    code,
    also: [],
    because: null,
    matchedBy: null,
    entries: [],
    chari,
    proposals: [],
    amount: money.difference,
    settled,
  }
  return {
    ...finding,
    key,
    name: `${code} ${label}`,
    day,
    since: money.at,
    rule: ruleOf(finding, true),
    evidence: digest([code, key, money.expected, money.found, money.difference]),
    money,
  }
}
