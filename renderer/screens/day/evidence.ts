import type { TFunction } from 'i18next'
import { type Centimes, formatAmount, ZERO } from '../../../electron/domain/money'
import type { ChariSide, JournalSide, MoneySide } from '../../../electron/domain/reconciliation'
import { groupReference } from '../../../electron/domain/reference'
import { dayAndTime } from './break-words'

/** One fact on both sides. A side that does not tell it has null; figures are not words of a language. */
export interface EvidenceRow {
  /** Ending of its words: `day.evidence.<name>`. */
  readonly name: string
  readonly cells: readonly (string | null)[]
  readonly ltr: boolean
  /** The sides say different things. */
  readonly differs: boolean
}

/** Sides of one break, a column each. */
export interface Evidence {
  readonly columns: readonly {
    readonly side: 'journal' | 'chari'
    readonly place: number
    readonly of: number
  }[]
  readonly rows: readonly EvidenceRow[]
}

type Cell = string | number | null

/** A fact and how each side tells it. */
interface Fact {
  readonly name: string
  readonly journal: (side: JournalSide) => Cell
  readonly chari: (side: ChariSide) => Cell
  readonly shown?: (value: Cell) => string
  /** apart: each side has its own. if_differs: told only where the sides differ. */
  readonly how: 'compared' | 'apart' | 'if_differs'
  readonly words?: true
}

const none = (): null => null
const short = (id: string): string => (id.length > 17 ? `${id.slice(0, 8)}…${id.slice(-6)}` : id)
const money = (value: Cell): string => formatAmount(value as Centimes)

const factsOf = (t: TFunction, day: string): readonly Fact[] => [
  { name: 'number', journal: (one) => one.number, chari: none, how: 'apart' },
  {
    name: 'operation',
    journal: (one) => one.chariOperationId,
    chari: (one) => one.operationId,
    how: 'compared',
  },
  {
    name: 'reference',
    journal: (one) => one.reference,
    chari: (one) => one.reference,
    shown: (value) => groupReference(String(value)),
    how: 'compared',
  },
  {
    name: 'direction',
    journal: (one) => one.direction,
    chari: (one) => one.direction,
    shown: (value) => t(`direction.${value}`),
    how: 'compared',
    words: true,
  },
  {
    name: 'amount',
    journal: (one) => one.amount,
    chari: (one) => one.amount,
    shown: money,
    how: 'compared',
  },
  { name: 'fee', journal: (one) => one.fee, chari: (one) => one.fee, shown: money, how: 'compared' },
  {
    name: 'commission',
    journal: (one) => one.commission,
    chari: (one) => one.commission,
    shown: money,
    how: 'if_differs',
  },
  { name: 'phone', journal: (one) => one.phone, chari: (one) => one.phone, how: 'compared' },
  { name: 'agent', journal: (one) => one.agentCode, chari: (one) => one.agentCode, how: 'if_differs' },
  {
    name: 'at',
    journal: (one) => one.createdAt,
    chari: (one) => one.executedAt ?? one.createdAt,
    shown: (value) => timeText(String(value), day),
    how: 'apart',
  },
  {
    name: 'request',
    journal: (one) => one.requestIds.at(-1) ?? null,
    chari: (one) => one.requestId,
    shown: (value) => short(String(value)),
    how: 'apart',
  },
  { name: 'cashier', journal: (one) => one.cashier, chari: none, how: 'apart', words: true },
]

const differ = (cells: readonly Cell[]): boolean => new Set(cells.filter((cell) => cell !== null)).size > 1

/** Every fact that one side tells, side by side; facts that nobody tells are left out. */
export function evidenceOf(
  t: TFunction,
  day: string,
  journal: readonly JournalSide[],
  chari: readonly ChariSide[],
): Evidence {
  const rows = factsOf(t, day).flatMap(
    ({ name, how, words = false, shown = String, ...of }): EvidenceRow[] => {
      const cells = [...journal.map(of.journal), ...chari.map(of.chari)]
      const differs = how !== 'apart' && differ(cells)
      if (cells.every((cell) => cell === null) || (how === 'if_differs' && !differs)) return []
      const texts = cells.map((cell) => (cell === null ? null : shown(cell)))
      return [{ name, cells: texts, ltr: !words, differs }]
    },
  )
  const columns = [
    ...journal.map((_, place) => ({ side: 'journal' as const, place, of: journal.length })),
    ...chari.map((_, place) => ({ side: 'chari' as const, place, of: chari.length })),
  ]
  const done = [
    ...journal.map(({ state }) => state === 'completed'),
    ...chari.map(({ status, vanished }) => status === 'completed' && !vanished),
  ]
  const state: EvidenceRow = {
    name: 'state',
    cells: [
      ...journal.map((one) => t(`state.${one.state}`)),
      ...chari.map(({ status, vanished }) => t(`day.status.${vanished ? 'vanished' : status}`)),
    ],
    ltr: false,
    differs: new Set(done).size > 1,
  }
  const after = rows.findIndex(({ name }) => name === 'phone' || name === 'at')
  return { columns, rows: [...rows.slice(0, after), state, ...rows.slice(after)] }
}

/** A time that came without a zone is shown as it came. */
const timeText = (at: string, day: string): string =>
  /(?:Z|[+-]\d\d:\d\d)$/.test(at) ? dayAndTime(at, day) : at.replace('T', ' ')

/** A count, a word about the float or money on its way: what was to be there, what was found, by whom. */
export function moneyFacts(
  t: TFunction,
  day: string,
  money: MoneySide,
): readonly { readonly label: string; readonly value: string; readonly ltr: boolean }[] {
  const line = (name: string, value: string | null, ltr = true) =>
    value === null ? [] : [{ label: t(`day.evidence.${name}`), value, ltr }]
  return [
    ...line('expected', money.expected === null ? null : formatAmount(money.expected)),
    ...line('found', money.found === null ? null : formatAmount(money.found)),
    ...line('difference', formatAmount(money.difference, money.difference > ZERO ? 'plus' : 'none')),
    ...line('at', dayAndTime(money.at, day)),
    ...line('by', money.by, false),
    ...line('reason', money.reason, false),
    ...line('approved', money.approvedBy, false),
    ...line('shift', money.shift),
    ...line('z', money.z === null ? null : String(money.z)),
  ]
}
