import type {
  Count,
  Float,
  HandOver,
  MovementKind,
  MovementReason,
  PeriodClosing,
  Perpetual,
  ShiftReport,
  Signature,
  Tally,
  ZReport,
} from '../domain/closing'
import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import type { Message } from '../domain/operation'
import type { User } from '../domain/people'
import type {
  ClosingKind,
  ClosingRow,
  CountPurpose,
  FloatStatement,
  Movement,
  OpeningProposal,
  OpenShift,
  SealedCount,
  StoredClosing,
  TillStatus,
  Variance,
  XReport,
} from '../domain/till'
import type { Author } from '../journal/types'

export type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: Message }

export interface Page<T> {
  readonly rows: readonly T[]
  /** Pass it back for older rows; null at the end. */
  readonly cursor: string | null
}

/** What a person may say of the float; `read`: what `readFloat` gave last. */
export type FloatTold = { readonly source: 'read' } | { readonly source: 'typed'; readonly amount: Centimes }

/** The float as Chari tells it. */
export interface FloatRead {
  readonly amount: Centimes
  readonly source: 'sheet' | 'balance'
}

export interface Opening {
  readonly openId: string
  /** null: of the person themselves. */
  readonly drawer: string | null
  readonly count: Count
  readonly float: FloatTold | { readonly source: 'unknown' }
  readonly reason: string | null
  /** The supervisor who approves, checked by people/; null: nobody does. */
  readonly approvedBy: string | null
}

export interface Moving {
  readonly moveId: string
  readonly movement: MovementKind
  readonly reason: MovementReason
  readonly amount: Centimes
  readonly note: string
}

export interface HandingOver {
  readonly handOverId: string
  readonly shift: string
  readonly to: string
  readonly reason: string | null
  readonly approvedBy: string | null
}

export interface Closed {
  readonly report: ZReport
  readonly signature: Signature | null
  readonly closed: readonly ClosingRow[]
}

/** What a tally covers: what ended after one event and up to another, of one drawer. */
export interface TallyRange {
  readonly drawer: string
  readonly after: number
  readonly through: number
  /** Drawer of a shift; an operation belongs to the drawer of the shift in which it was begun. */
  readonly drawerOf: (shift: string | null) => string
}

/** What the till is told of operations, which it does not know. */
export interface OperationsSeen {
  readonly tally: (range: TallyRange) => Tally
  /** Money calls under way in this run, of one drawer. */
  readonly inFlight: (drawer: string, drawerOf: TallyRange['drawerOf']) => number
}

/** Cash without customers: shifts, counts, movements, X and Z, closings. The one who knows what a drawer should hold. */
export interface Till {
  /** Closes past periods now and each minute from here on. */
  readonly start: () => void
  readonly stop: () => void

  /** The open shift in which this person works; null: none. */
  readonly shiftOf: (name: string) => string | null
  /** Why this author may not move cash now; null: they may. */
  readonly closedFor: (who: Author) => Message | null
  /** Why the counter may not serve this now: no open shift, a forgotten one, or the shop's own stops; null: it may. */
  readonly refuses: (
    who: Author,
    wanted: { readonly direction: Direction; readonly amount: Centimes; readonly cash: Centimes },
  ) => Message | null

  /** null: nobody is signed in. */
  readonly status: (user: User | null) => TillStatus
  readonly proposal: (user: User, drawer: string | null) => OpeningProposal
  /** Never rejects, and ends within seconds. */
  readonly readFloat: () => Promise<Float>
  readonly open: (input: Opening, user: User) => Told<OpenShift>
  readonly stateFloat: (
    input: { readonly stateId: string; readonly float: FloatTold },
    who: Author,
  ) => Told<Float>

  readonly move: (input: Moving, who: Author) => Told<Movement>
  readonly correct: (
    input: {
      readonly moveId: string
      readonly number: string
      readonly note: string
      readonly approvedBy: string | null
    },
    who: Author,
  ) => Told<Movement>
  readonly confirmTransit: (number: string, who: Author) => Told<Movement>

  readonly count: (
    input: {
      readonly countId: string
      readonly shift: string
      readonly purpose: CountPurpose
      readonly count: Count
    },
    user: User,
  ) => Told<SealedCount>
  /** Blind for this person: what the drawer should hold, and what adds up to it, is not for them. */
  readonly hiddenFrom: (user: User | null) => boolean
  /** The count that still holds, for who may close that shift; null: none. */
  readonly sealed: (shift: string, user: User) => SealedCount | null
  /** What forbids this hand-over now; null: nothing. Asked before the receiver's PIN is. */
  readonly handOverRefused: (input: HandingOver, from: User) => Message | null
  /** The receiver's PIN was checked by people/. */
  readonly handOver: (input: HandingOver, from: User) => Told<HandOver>
  readonly close: (
    input: {
      readonly closeId: string
      readonly shift: string
      readonly left: Centimes
      readonly reason: string | null
      readonly approvedBy: string | null
    },
    user: User,
  ) => Told<Closed>
  readonly x: (shift: string, user: User) => XReport | null
  readonly printX: (shift: string, user: User) => Told<Record<string, never>>
  readonly closeDay: (who: Author) => Told<{ readonly closed: readonly ClosingRow[] }>
  readonly printClosing: (kind: ClosingKind, number: number, who: Author) => Told<Record<string, never>>

  /** Newest first. */
  readonly closings: (kind: ClosingKind, cursor: string | null, limit: number) => Page<ClosingRow>
  readonly closing: (kind: ClosingKind, number: number) => StoredClosing | null
  /** Every Z of the civil days `from` to `to`, both included, in order of number. */
  readonly zsOf: (from: string, to: string) => readonly ZReport[]
  /** The periods closed by such a document, newest first; a late Z gives a period one more. */
  readonly periodsOf: (kind: PeriodClosing['kind'], period: string) => readonly PeriodClosing[]
  /** Of the civil days `from` to `to`, both included, oldest first. */
  readonly variances: (from: string, to: string) => readonly Variance[]
  readonly floatStatements: (from: string, to: string) => readonly FloatStatement[]
  readonly movements: (from: string, to: string) => readonly Movement[]
  /** Newest first; null: of all shifts. */
  readonly movementsOf: (shift: string | null, cursor: string | null, limit: number) => Page<Movement>
  /** Not confirmed yet, oldest first. */
  readonly transits: () => readonly Movement[]
  /** The shift of this drawer as it stands, whole; null: none is open. */
  readonly current: (drawer: string) => ShiftReport | null
  readonly openShifts: () => readonly OpenShift[]
  /** Totals as the last Z left them. */
  readonly perpetual: () => Perpetual
}
