import { civilDay, dayBounds } from '../domain/day'
import { add, type Centimes, subtract, ZERO } from '../domain/money'
import { OPERATION_KINDS, type OperationKind } from '../domain/operation'
import type {
  BreakState,
  DayPicture,
  DayProof,
  DayReport,
  DayVerdict,
  TotalsRow,
} from '../domain/reconciliation'
import type { Ledger, LedgerEntry } from '../operations/ledger'
import { type Break, breaksOf } from './breaks'
import { cashiersOf } from './cashiers'
import { classing, type Scope } from './classes'
import { coverageOf } from './coverage'
import { grouping, pullWindow } from './group'
import { inTurns, matching } from './match'
import { moneyBreaks, proofOf } from './money'
import { pictureOf } from './picture'
import { stateOf } from './rules'
import type { KeptDecision, ReconciliationStore } from './store'
import type { CashDay, CashLeg, ChariOperation, Entry, Finding, KeptRow, PullFact } from './types'

/** A break, and what people decided about it. */
export interface Judged extends Break {
  readonly state: BreakState
  readonly history: readonly KeptDecision[]
}

/** One civil day in three ways, as of now. */
export interface Judgement {
  readonly day: string
  readonly verdict: DayVerdict
  readonly provisional: boolean
  readonly operations: number
  readonly matched: number
  readonly rows: number
  readonly totals: readonly TotalsRow[]
  readonly breaks: readonly Judged[]
  readonly proof: DayProof
  readonly picture: DayPicture
  readonly cashiers: DayReport['cashiers']
  readonly pulls: readonly PullFact[]
  readonly readAt: string | null
  readonly zs: CashDay['zs']
  readonly putAway: Centimes
}

export interface JudgeDeps {
  readonly ledger: Ledger
  readonly store: ReconciliationStore
  readonly cash: CashLeg
  /** What is not of the operations room: what an operation earned, in which environment it was begun. */
  readonly surroundings: {
    readonly commission: (entry: LedgerEntry) => Centimes | null
    readonly environmentAt: (sequence: number) => string
  }
  readonly scope: () => Scope & {
    readonly soleTerminal: boolean
    readonly reasonFrom: Centimes
    /** Two readings this far apart prove what one does not. */
    readonly apartMs: number
  }
  readonly now: () => string
  /** Lets everything else have its turn. */
  readonly pause: () => Promise<void>
}

const PAGE = 2_000
/** Names that one statement looks for. */
const NAMES = 2_000

/** The day that a row of the listing belongs to. */
const dayOfRow = (row: ChariOperation): string => row.day ?? civilDay(row.filed)

function* batches<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}

/** Both legs of a day, and whatever of other days bears the same names. */
interface Legs {
  readonly entries: readonly Entry[]
  readonly rows: readonly KeptRow[]
}

async function readLegs(day: string, { ledger, store, surroundings, pause }: JudgeDeps): Promise<Legs> {
  const entryOf = (entry: LedgerEntry): Entry => ({
    ...entry,
    commission: surroundings.commission(entry),
    environment: surroundings.environmentAt(entry.sequence),
  })
  const entries = new Map<string, Entry>()
  for (let after = 0; ; ) {
    const page = ledger.page({ from: day, to: day }, after, PAGE)
    for (const entry of page) entries.set(entry.id, entryOf(entry))
    const last = page.at(-1)
    if (!last) break
    after = last.sequence
    await pause()
  }
  const rows = new Map<number, KeptRow>()
  const window = pullWindow(day, day)
  for (let after: { at: string; id: number } | null = null; ; ) {
    const page = store.rows(window, after, PAGE)
    for (const row of page) rows.set(row.id, row)
    const last = page.at(-1)
    if (!last) break
    after = { at: last.at, id: last.id }
    await pause()
  }
  // A name leads from one day to another, and there perhaps to one more: an operation of the day to a row of the next,
  // a row of the day to an operation of the day before and its other rows.
  const addRows = async (of: readonly Entry[]): Promise<void> => {
    for (const some of batches(of, NAMES)) {
      const named = store.rowsNamed({
        operationIds: some.flatMap(({ operationId }) => (operationId === null ? [] : [operationId])),
        references: some.map(({ reference }) => reference),
      })
      for (const row of named) rows.set(row.id, row)
      await pause()
    }
  }
  await addRows([...entries.values()])
  const others: Entry[] = []
  for (const some of batches([...rows.values()], NAMES)) {
    const named = ledger.named({
      operationIds: some.flatMap(({ operationId }) => (operationId === null ? [] : [operationId])),
      references: some.flatMap(({ reference }) => (reference === null ? [] : [reference])),
    })
    for (const entry of named) {
      if (entries.has(entry.id)) continue
      const other = entryOf(entry)
      entries.set(entry.id, other)
      others.push(other)
    }
    await pause()
  }
  await addRows(others)
  // What people linked may lie on another day, under no common name.
  const keys = store.links({ operations: [...entries.keys()], rows: [] }).map(({ row }) => row)
  for (const row of store.rowsOfGroups(keys)) rows.set(row.id, row)
  return { entries: [...entries.values()], rows: [...rows.values()] }
}

/**
 * How far complete readings, one joining the other, have read the day from its beginning on; null: not even that.
 * What is after it was not there yet when it was read: the next reading looks at it.
 */
function readTo(pulls: readonly PullFact[], start: string): string | null {
  let until: string | null = null
  const whole = pulls.filter(({ complete }) => complete).sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const { from, to, readAt } of whole) {
    const end = to < readAt ? to : readAt
    if (from <= (until ?? start) && end > (until ?? start)) until = end
  }
  return until
}

interface Side {
  readonly count: number
  readonly amount: Centimes
}

const sideOf = (amounts: readonly Centimes[]): Side => ({
  count: amounts.length,
  amount: amounts.reduce((total, amount) => add(total, amount), ZERO),
})

/** Completed operations of the day, against completed rows of the day that are in scope. */
function kindRow(
  label: OperationKind,
  day: string,
  entries: readonly Entry[],
  counted: readonly ChariOperation[],
  breaks: readonly Judged[],
  verdict: DayVerdict,
  kindOf: (row: ChariOperation) => OperationKind | null,
): TotalsRow {
  const journal = sideOf(
    entries
      .filter((entry) => entry.day === day && entry.state === 'completed' && entry.direction === label)
      .map(({ amount }) => amount),
  )
  if (verdict === 'not_read')
    return { label, journal, chari: null, counted: null, gap: null, gapState: 'unknown' }
  const chari = sideOf(counted.filter((row) => kindOf(row) === label).map(({ amount }) => amount ?? ZERO))
  const concerned = breaks.filter(
    (one) =>
      one.rule.severity !== 'none' &&
      one.state !== 'closed' &&
      (one.entries.some(({ direction }) => direction === label) ||
        one.chari.some((row) => kindOf(row) === label)),
  )
  const gap = subtract(chari.amount, journal.amount)
  const same = gap === 0 && chari.count === journal.count
  const gapState = same
    ? 'none'
    : verdict === 'incomplete'
      ? 'unknown'
      : concerned.length > 0
        ? 'open'
        : 'explained'
  return { label, journal, chari, counted: null, gap, gapState }
}

function moneyRows({ cash, float }: DayProof, breaks: readonly Judged[]): readonly TotalsRow[] {
  const open = (code: string): boolean =>
    breaks.some((one) => one.code === code && one.state !== 'closed' && one.rule.severity !== 'none')
  const stateOfGap = (gap: Centimes | null, code: string): TotalsRow['gapState'] =>
    gap === null ? 'unknown' : gap === 0 ? 'none' : open(code) ? 'open' : 'explained'
  return [
    {
      label: 'float',
      journal: { count: null, amount: float.estimate },
      chari: float.truth === null ? null : { count: null, amount: float.truth },
      counted: null,
      gap: float.difference,
      gapState: stateOfGap(float.difference, 'R15'),
    },
    {
      label: 'cash',
      journal: { count: null, amount: cash.expected },
      chari: null,
      counted: cash.counted,
      gap: cash.variance,
      gapState: stateOfGap(cash.variance, 'R14'),
    },
  ]
}

const spoils = ({ rule, state }: Judged): boolean => rule.severity !== 'none' && state !== 'closed'

function verdictOf(none: boolean, breaks: readonly Judged[]): DayVerdict {
  if (none) return 'not_read'
  const open = breaks.filter(spoils)
  if (open.some(({ code, key }) => code === 'R19' && key.startsWith('read:'))) return 'incomplete'
  return open.length > 0 ? 'open' : 'fair'
}

/**
 * Judges one civil day from what the journal holds: nobody is asked, nothing is written, and the same journal always
 * gives the same judgement (but for what it says of time that passes).
 */
export async function judge(day: string, deps: JudgeDeps): Promise<Judgement> {
  const { store, pause } = deps
  const scope = deps.scope()
  const now = deps.now()
  const pulls = store
    .pulls(pullWindow(day, day))
    .filter(({ environment }) => environment === scope.environment)
  const legs = await readLegs(day, deps)
  const chari = await inTurns(grouping(legs.rows, pulls), pause)
  const links = store.links({
    operations: legs.entries.map(({ id }) => id),
    rows: [],
  })
  const matched = await inTurns(matching(legs.entries, chari, links), pause)
  const coverage = coverageOf(pulls, scope.apartMs)
  const { start, end } = dayBounds(day)
  const until = readTo(pulls, start)
  const findings = await inTurns(classing(legs.entries, chari, matched, coverage, scope), pause)
  await pause()

  const own = legs.entries.filter((entry) => entry.day === day)
  const rowsOfDay = chari.filter((row) => dayOfRow(row) === day)
  const apart = new Set(
    findings.filter(({ code }) => code === 'R18').flatMap((finding: Finding) => finding.chari),
  )
  const others = rowsOfDay.filter((row) => apart.has(row))
  const counted = rowsOfDay.filter((row) => !apart.has(row) && row.status === 'completed' && !row.reversed)
  // To Chari a deposit by card is a deposit: only the operation that it is tells them apart.
  const cards = new Set(
    findings
      .filter(({ entries }) => entries.some(({ direction }) => direction === 'card'))
      .flatMap((finding) => finding.chari),
  )
  const kindOf = (row: ChariOperation): OperationKind | null => (cards.has(row) ? 'card' : row.direction)
  const cash = deps.cash.day(day)
  const today = civilDay(now)
  const proof = proofOf(cash, own, others, day === today ? heldNow(deps) : null)
  const found = [
    ...breaksOf(day, findings, coverage.none ? own.length === 0 : until !== null, scope.soleTerminal),
    ...moneyBreaks(day, cash, proof, own, others, { reasonFrom: scope.reasonFrom, now }),
  ]
  const breaks = found.map((one): Judged => {
    const history = store.decisions(one.key)
    return { ...one, history, state: one.settled ? 'closed' : stateOf(history, one.evidence) }
  })
  const verdict = verdictOf(coverage.none, breaks)
  return {
    day,
    verdict,
    provisional: verdict === 'fair' && (until ?? start) < end,
    operations: own.length,
    matched: matchedOf(day, findings),
    rows: rowsOfDay.length,
    totals: [
      ...OPERATION_KINDS.map((kind) => kindRow(kind, day, own, counted, breaks, verdict, kindOf)).filter(
        hasAny,
      ),
      ...moneyRows(proof, breaks),
    ],
    breaks,
    proof,
    picture: pictureOf(cash, own),
    cashiers: cashiersOf(own),
    pulls,
    readAt: coverage.readAt,
    zs: cash.zs,
    putAway: cash.putAway,
  }
}

/** Cards stand there once there are any; deposits and withdrawals always. */
const hasAny = ({ label, journal, chari }: TotalsRow): boolean =>
  label !== 'card' || journal.count !== 0 || (chari?.count ?? 0) !== 0

const heldNow = ({ ledger, surroundings }: JudgeDeps): readonly Entry[] =>
  ledger.inHand().map((entry) => ({
    ...entry,
    commission: null,
    environment: surroundings.environmentAt(entry.sequence),
  }))

/** Operations that both sides tell alike; one that Chari has on the next day is told alike as well. */
const matchedOf = (day: string, findings: readonly Finding[]): number =>
  findings.reduce(
    (total, { code, entries }) =>
      code === 'R0' || code === 'R1' ? total + entries.filter((entry) => entry.day === day).length : total,
    0,
  )
