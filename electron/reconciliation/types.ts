import type { CashPlace, CashReason } from '../domain/cash'
import type { ChariStatus, Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import type { BreakCode, MatchKey, ScopeReason, UnreadReason } from '../domain/reconciliation'
import type { LedgerEntry } from '../operations/ledger'

/** The journal's leg: an operation, with what its surroundings say of it. */
export interface Entry extends LedgerEntry {
  /** What the shop earned by it, by Chari's word or by the shop's table; null: neither says. */
  readonly commission: Centimes | null
  /** The environment in which it was begun: `production`, `sandbox`… */
  readonly environment: string
}

/** One row of a listing as it is kept. Times as in chari/outcome; the phone is a keyed digest. */
export interface KeptRow {
  /** Place in the journal's series of rows. */
  readonly id: number
  readonly operationId: string | null
  readonly transactionId: string | null
  readonly reference: string | null
  readonly operationType: number | null
  readonly transactionType: number | null
  readonly sens: 1 | 2 | null
  readonly status: ChariStatus
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  readonly commission: Centimes | null
  readonly agentCode: string | null
  readonly requestId: string | null
  readonly phone: string | null
  readonly createdAt: string | null
  readonly executedAt: string | null
  /** Where it is filed: executed, else created, else the beginning of what was asked for. Always a time in UTC. */
  readonly at: string
  /** Hash of its content: rows without any id are known by it. */
  readonly hash: string
  /** Order of the newest reading that holds it. */
  readonly lastPull: number
}

/** Chari's leg: an operation of the listing, its transactions taken together. */
export interface ChariOperation {
  /** `chari:924001`, `reference:1122334455`, or `row:` and a hash. */
  readonly key: string
  readonly operationId: string | null
  readonly transactionIds: readonly string[]
  readonly rows: readonly number[]
  readonly reference: string | null
  readonly requestId: string | null
  readonly type: number | null
  readonly direction: Direction | null
  readonly status: ChariStatus
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  readonly commission: Centimes | null
  readonly agentCode: string | null
  readonly phone: string | null
  readonly sens: 1 | 2 | null
  readonly createdAt: string | null
  readonly executedAt: string | null
  /** Executed, else created, in UTC; null: no time with a zone. */
  readonly time: string | null
  /** Its civil day; null: not certain. */
  readonly day: string | null
  /** Where it is filed when its day is not certain. */
  readonly filed: string
  /** A chargeback, a refund or a cancellation after it had been completed. */
  readonly reversed: boolean
  /** The same movement twice, under two transaction ids. */
  readonly doubled: boolean
  readonly lastPull: number
  /** A later complete reading of its time does not hold it any more. */
  readonly vanished: boolean
}

/** One reading of the listing, as far as a judgement needs to know it. */
export interface PullFact {
  /** Later readings have higher ones. */
  readonly order: number
  readonly pull: string
  readonly source: 'chari' | 'file'
  readonly file: string | null
  readonly from: string
  readonly to: string
  /** What it holds is as of then. */
  readonly readAt: string
  readonly complete: boolean
  readonly rows: number
  readonly count: number | null
  readonly by: string
  readonly environment: string
}

/** A count of a drawer, or what was told of the float. */
export interface MoneyFact {
  /** `count:…`, `float:…`: of its event. */
  readonly key: string
  readonly what: 'opening' | 'hand_over' | 'closing' | 'float'
  readonly at: string
  readonly by: string
  readonly expected: Centimes
  readonly found: Centimes
  readonly difference: Centimes
  readonly reason: string | null
  readonly approvedBy: string | null
  readonly shift: string | null
  readonly z: number | null
}

/** Cash that left for the bank, or for float, and is not confirmed. */
export interface Transit {
  /** `CASA1-M000012` */
  readonly number: string
  readonly at: string
  readonly by: string
  readonly amount: Centimes
  readonly note: string | null
  readonly shift: string | null
}

export interface Move {
  readonly place: CashPlace
  readonly why: CashReason
  /** What came there and what went, both without a sign. */
  readonly came: Centimes
  readonly went: Centimes
}

/** The cash leg of one civil day, as the till tells it. */
export interface CashDay {
  /** What each place held as the day began. */
  readonly began: Readonly<Record<CashPlace, Centimes>>
  /** Everything that moved on the day, by place and reason. */
  readonly moves: readonly Move[]
  /** Differences only; never 0. */
  readonly differences: readonly MoneyFact[]
  /** Somebody counted a drawer on this day. */
  readonly counted: boolean
  /** The last word about the float up to the end of the day; null: there never was one. */
  readonly float: { readonly amount: Centimes; readonly at: string } | null
  /** Words about the float on this day. */
  readonly floatsToday: number
  /** Begun on this day, and not confirmed yet. */
  readonly transits: readonly Transit[]
  /** What entered (+) and left (-) the drawer without an operation, in order of time. */
  readonly movements: readonly { readonly at: string; readonly amount: Centimes }[]
  /** Closings of the shifts of this day. */
  readonly zs: readonly {
    readonly z: number
    readonly shift: string
    readonly at: string
    readonly difference: Centimes
  }[]
  /** What closings of shifts, done on this day, put from the drawers into the safe. */
  readonly putAway: Centimes
}

/** The till as the reconciliation knows it. */
export interface CashLeg {
  readonly day: (day: string) => CashDay
}

/** What is found of one operation, one row, or of both sides together. Everything lies in exactly one. */
export interface Finding {
  readonly code: BreakCode
  /** Less grave classes that hold of it too. */
  readonly also: readonly BreakCode[]
  readonly because: UnreadReason | ScopeReason | null
  readonly matchedBy: MatchKey | null
  readonly entries: readonly Entry[]
  readonly chari: readonly ChariOperation[]
  /** Rows that may be the missing side. */
  readonly proposals: readonly ChariOperation[]
  /** What is at stake; signed where it is a difference. */
  readonly amount: Centimes
  /** Nobody needs to do anything about it. */
  readonly settled: boolean
}
