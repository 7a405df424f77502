import { add, type Centimes, centimes, negate, sum, ZERO } from '../domain/money'
import { OPERATION_KINDS } from '../domain/operation'
import { maskPhone } from '../domain/phone'
import {
  AGES,
  BREAK_CODES,
  type ChariSide,
  type DayBreak,
  type DayPicture,
  type DayProof,
  type DayReport,
  type DaySpan,
  type DayVerdict,
  type JournalSide,
  type ProofLine,
  type Pull,
  type Severity,
  type TotalsRow,
} from '../domain/reconciliation'
import type { Sealed } from '../journal/types'
import { joinedCashiers } from './cashiers'
import type { Judged, Judgement } from './judge'
import { thinned } from './picture'
import { ageOf, needsTicket } from './rules'
import type { ChariOperation, Entry, PullFact } from './types'

/** What the screens, papers and files are told: everything of a judgement, in the shapes of domain/reconciliation. */

/** Breaks that a report shows at once. */
export const SHOWN = 100

export interface ShowDeps {
  readonly now: string
  /** Plain text of a sealed phone. */
  readonly open: (sealed: Sealed) => string
  readonly customerPhone: (operation: string) => Sealed | null
  readonly phoneOfRows: (ids: readonly number[]) => Sealed | null
  readonly pullOf: (order: number) => PullFact | null
}

const masked = (sealed: Sealed | null, open: ShowDeps['open']): string | null =>
  sealed === null ? null : maskPhone(open(sealed))

const journalSide = (entry: Entry, deps: ShowDeps): JournalSide => ({
  id: entry.id,
  number: entry.number,
  direction: entry.direction,
  reference: entry.reference,
  amount: entry.amount,
  fee: entry.fee,
  commission: entry.commission,
  state: entry.state,
  cash: entry.cash,
  changeDue: entry.changeDue,
  createdAt: entry.createdAt,
  settledAt: entry.settledAt,
  cashier: entry.cashier,
  shift: entry.shift,
  agentCode: entry.agentCode,
  chariOperationId: entry.operationId,
  requestIds: [...entry.requestIds],
  phone: masked(deps.customerPhone(entry.id), deps.open),
})

function chariSide(row: ChariOperation, deps: ShowDeps): ChariSide {
  const pull = deps.pullOf(row.lastPull)
  return {
    row: row.key,
    operationId: row.operationId,
    transactionIds: [...row.transactionIds],
    reference: row.reference,
    type: row.type,
    direction: row.direction,
    status: row.status,
    amount: row.amount,
    fee: row.fee,
    commission: row.commission,
    agentCode: row.agentCode,
    requestId: row.requestId,
    phone: masked(deps.phoneOfRows(row.rows), deps.open),
    createdAt: row.createdAt,
    executedAt: row.executedAt,
    source: pull?.source ?? 'chari',
    readAt: pull?.readAt ?? row.filed,
    vanished: row.vanished,
  }
}

export const showBreak = (one: Judged, carried: boolean, deps: ShowDeps): DayBreak => ({
  key: one.key,
  name: one.name,
  code: one.code,
  severity: one.rule.severity,
  also: [...one.also],
  state: one.state,
  age: ageOf(one.since, deps.now),
  day: one.day,
  carried,
  amount: one.amount,
  action: one.rule.action,
  because: one.because,
  decisions: one.state === 'closed' ? [] : [...one.rule.decisions],
  supervisor: one.rule.supervisor,
  ticketNeeded: needsTicket(one.rule, 'explained'),
  journal: one.entries.map((entry) => journalSide(entry, deps)),
  chari: one.chari.map((row) => chariSide(row, deps)),
  money: one.money,
  matchedBy: one.matchedBy,
  proposals: one.proposals.map((row) => chariSide(row, deps)),
  history: one.history.map(({ at, decision, reason, ticket, by, approvedBy }) => ({
    at,
    decision,
    reason,
    ticket,
    by,
    approvedBy,
  })),
  evidence: one.evidence,
})

const GRAVITY: Readonly<Record<Severity, number>> = { critical: 0, high: 1, low: 2, none: 3 }

/** A break that is open, and no mere note. */
export const isOpen = ({ rule, state }: Judged): boolean => rule.severity !== 'none' && state !== 'closed'

/** Open ones first, gravest first, oldest first. */
export function sorted(breaks: readonly Judged[]): readonly Judged[] {
  const rank = (one: Judged): number => (isOpen(one) ? 0 : one.state === 'closed' ? 2 : 1)
  return [...breaks].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      GRAVITY[a.rule.severity] - GRAVITY[b.rule.severity] ||
      (a.since < b.since ? -1 : a.since > b.since ? 1 : 0) ||
      (a.key < b.key ? -1 : 1),
  )
}

const VERDICTS: readonly DayVerdict[] = ['fair', 'open', 'not_read', 'incomplete']

/** The gravest of the days; a day without anything that nobody read is no trouble of the others. */
function verdictOfSpan(days: readonly Judgement[]): DayVerdict {
  const busy = days.filter(({ verdict, operations }) => verdict !== 'not_read' || operations > 0)
  const [first, ...rest] = busy.map(({ verdict }) => verdict)
  if (first === undefined) return 'not_read'
  return rest.reduce((worst, one) => (VERDICTS.indexOf(one) > VERDICTS.indexOf(worst) ? one : worst), first)
}

const STATES: readonly TotalsRow['gapState'][] = ['none', 'explained', 'open', 'unknown']

const plus = (a: Centimes | null, b: Centimes | null): Centimes | null =>
  a === null || b === null ? null : add(a, b)
const plusCount = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a + b

function joinedRow(a: TotalsRow, b: TotalsRow): TotalsRow {
  const side = (one: TotalsRow['journal'], other: TotalsRow['journal']): TotalsRow['journal'] => ({
    count: plusCount(one.count, other.count),
    amount: plus(one.amount, other.amount),
  })
  return {
    label: a.label,
    journal: side(a.journal, b.journal),
    chari: a.chari && b.chari ? side(a.chari, b.chari) : null,
    counted: null,
    gap: plus(a.gap, b.gap),
    gapState: STATES[Math.max(STATES.indexOf(a.gapState), STATES.indexOf(b.gapState))] ?? 'unknown',
  }
}

function totalsOf(days: readonly Judgement[], proof: DayProof): TotalsRow[] {
  const directions = OPERATION_KINDS.flatMap((label) => {
    const rows = days.flatMap(({ totals }) => totals.filter((row) => row.label === label))
    const [first, ...rest] = rows
    return first ? [rest.reduce(joinedRow, first)] : []
  })
  const worst = (label: 'float' | 'cash'): TotalsRow['gapState'] =>
    days.reduce<TotalsRow['gapState']>((state, { totals }) => {
      const found = totals.find((row) => row.label === label)?.gapState ?? 'none'
      // A day on which nobody counted says nothing against the days on which somebody did.
      const known = found === 'unknown' && days.length > 1 ? 'none' : found
      return STATES.indexOf(known) > STATES.indexOf(state) ? known : state
    }, 'none')
  return [
    ...directions,
    {
      label: 'float',
      journal: { count: null, amount: proof.float.estimate },
      chari: proof.float.truth === null ? null : { count: null, amount: proof.float.truth },
      counted: null,
      gap: proof.float.difference,
      gapState: proof.float.difference === null ? 'unknown' : worst('float'),
    },
    {
      label: 'cash',
      journal: { count: null, amount: proof.cash.expected },
      chari: null,
      counted: proof.cash.counted,
      gap: proof.cash.variance,
      gapState: proof.cash.variance === null ? 'unknown' : worst('cash'),
    },
  ]
}

/** Lines of several days as those of one; the opening is the first day's. */
function joinedLines(days: readonly (readonly ProofLine[])[]): ProofLine[] {
  const codes = new Map<string, Centimes>()
  days.forEach((lines, index) => {
    for (const { code, amount } of lines)
      if (code !== 'opening' || index === 0) codes.set(code, add(codes.get(code) ?? ZERO, amount))
  })
  return [...codes].map(([code, amount]) => ({ code, amount }))
}

const known = (amounts: readonly (Centimes | null)[]): Centimes | null => {
  const told = amounts.filter((amount) => amount !== null)
  return told.length === 0 ? null : sum(told)
}

function proofOfSpan(days: readonly Judgement[]): DayProof {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) throw new Error('a span has a day')
  if (days.length === 1) return first.proof
  const putAway = sum(days.slice(0, -1).map((day) => negate(day.putAway)))
  const cash = joinedLines(days.map(({ proof }) => proof.cash.lines))
  const lines = putAway === 0 ? cash : [...cash, { code: 'put_away', amount: putAway }]
  const expected = sum(lines.map(({ amount }) => amount))
  const variance = known(days.map(({ proof }) => proof.cash.variance))
  const floatLines = joinedLines(days.map(({ proof }) => proof.float.lines))
  const truths = days.filter(({ proof }) => proof.float.truth !== null)
  return {
    cash: { lines, expected, counted: variance === null ? null : add(expected, variance), variance },
    float: {
      lines: floatLines,
      estimate: last.proof.float.estimate === null ? null : sum(floatLines.map(({ amount }) => amount)),
      truth: truths.at(-1)?.proof.float.truth ?? null,
      truthAt: last.proof.float.truthAt,
      difference: known(days.map(({ proof }) => proof.float.difference)),
    },
    capital: {
      opening: first.proof.capital.opening,
      lines: joinedLines(days.map(({ proof }) => proof.capital.lines)),
      closing: last.proof.capital.closing,
      remainder: sum(days.map(({ proof }) => proof.capital.remainder)),
      floatUnknown: last.proof.capital.floatUnknown,
    },
  }
}

function pictureOfSpan(days: readonly Judgement[]): DayPicture {
  const [first] = days
  if (first && days.length === 1) return first.picture
  const hours = new Map<number, DayPicture['hours'][number]>()
  for (const { picture } of days)
    for (const one of picture.hours) {
      const before = hours.get(one.hour)
      const both = (a: { count: number; amount: Centimes }, b: { count: number; amount: Centimes }) => ({
        count: a.count + b.count,
        amount: add(a.amount, b.amount),
      })
      hours.set(
        one.hour,
        before
          ? {
              hour: one.hour,
              cashIn: both(before.cashIn, one.cashIn),
              cashOut: both(before.cashOut, one.cashOut),
            }
          : one,
      )
    }
  return {
    hours: [...hours.values()].sort((a, b) => a.hour - b.hour),
    cash: [...thinned(days.flatMap(({ picture }) => picture.cash))],
  }
}

export const pullShown = (pull: PullFact): Pull => ({
  pull: pull.pull,
  source: pull.source,
  file: pull.file,
  from: pull.from,
  to: pull.to,
  readAt: pull.readAt,
  rows: pull.rows,
  count: pull.count,
  complete: pull.complete,
  by: pull.by,
})

function pullsOf(days: readonly Judgement[]): readonly PullFact[] {
  const found = new Map(days.flatMap(({ pulls }) => pulls.map((pull) => [pull.order, pull])))
  return [...found.values()].sort((a, b) => b.order - a.order)
}

const stake = (amount: Centimes): Centimes => centimes(Math.abs(amount))

/** Classes of the breaks, in order of their numbers. */
export function classesOf(breaks: readonly Judged[]): DayReport['classes'] {
  return BREAK_CODES.flatMap((code) => {
    const of = breaks.filter((one) => one.code === code)
    if (of.length === 0) return []
    const open = of.filter(isOpen).length
    return [{ code, open, closed: of.length - open, amount: sum(of.map(({ amount }) => stake(amount))) }]
  })
}

export interface ReportFacts {
  readonly span: DaySpan
  readonly days: readonly Judgement[]
  readonly carried: readonly Judged[]
  readonly unsettled: number
  readonly closed: DayReport['closed']
  readonly noPhone: boolean
}

/** Everything of a span of days, and what earlier days left open. */
export function reportOf(
  { span, days, carried, unsettled, closed, noPhone }: ReportFacts,
  deps: ShowDeps,
): DayReport {
  const own = days.flatMap(({ breaks }) => breaks)
  const all = sorted([...own, ...carried])
  const left = new Set(carried)
  const proof = proofOfSpan(days)
  const open = all.filter(isOpen)
  return {
    from: span.from,
    to: span.to,
    verdict: verdictOfSpan(days),
    hidden: false,
    provisional: days.some(({ provisional }) => provisional),
    totals: totalsOf(days, proof),
    matched: days.reduce((total, { matched }) => total + matched, 0),
    operations: days.reduce((total, { operations }) => total + operations, 0),
    rows: days.reduce((total, { rows }) => total + rows, 0),
    unsettled,
    classes: classesOf(own),
    ages: AGES.map((age) => {
      const of = open.filter(({ since }) => ageOf(since, deps.now) === age)
      return { age, count: of.length, amount: sum(of.map(({ amount }) => stake(amount))) }
    }),
    breaks: all.slice(0, SHOWN).map((one) => showBreak(one, left.has(one), deps)),
    breakCount: all.length,
    openCount: open.length,
    proof,
    picture: pictureOfSpan(days),
    cashiers: joinedCashiers(days.map(({ cashiers }) => cashiers)),
    zs: days.flatMap(({ zs }) => zs.map(({ z, shift, at, difference }) => ({ z, shift, at, difference }))),
    pulls: pullsOf(days).slice(0, 10).map(pullShown),
    closed,
    noPhone,
  }
}

/** The same for somebody who may not know what the drawer should hold. */
export function withoutDrawer(report: DayReport): DayReport {
  const { proof, picture } = report
  return {
    ...report,
    hidden: true,
    totals: report.totals.map((row) =>
      row.label === 'cash'
        ? { ...row, journal: { count: null, amount: null }, gap: null, gapState: 'unknown' }
        : row,
    ),
    proof: {
      ...proof,
      cash: { lines: [], expected: ZERO, counted: proof.cash.counted, variance: null },
      capital: { ...proof.capital, opening: ZERO, lines: [], closing: ZERO, remainder: ZERO },
    },
    picture: { ...picture, cash: [] },
    cashiers: [],
  }
}
