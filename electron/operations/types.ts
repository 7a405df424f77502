import type { ChariClient } from '../chari/client'
import type { Clock } from '../domain/clock'
import type { Direction } from '../domain/codes'
import type { Ids } from '../domain/ids'
import type { Centimes } from '../domain/money'
import type {
  Identity,
  LookUpResult,
  Message,
  OperationKind,
  OperationRow,
  OperationState,
  OperationView,
} from '../domain/operation'
import type { PaperData } from '../domain/paper'
import type { Heard } from '../domain/webhook'
import type { Author, Journal } from '../journal/types'
import type { Settings } from '../settings/types'
import type { Cards } from './cards'
import type { OperationTotals } from './list'
import type { HeardIds } from './step'

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: Message }

/** What the till says before money moves. This room does not know it. */
export interface TillGate {
  /** Why this author may not move cash now: no shift is open for them; null: they may. */
  readonly closedFor: (who: Author) => Message | null
  /** Why the counter may not serve this now: the shift, or a stop that the shop has set; null: it may. */
  readonly refuses: (
    who: Author,
    wanted: { readonly direction: Direction; readonly amount: Centimes; readonly cash: Centimes },
  ) => Message | null
}

export interface CounterDeps {
  readonly journal: Journal
  readonly chari: ChariClient
  readonly till: TillGate
  /** Read at each use: F11 may change it. */
  readonly settings: () => Settings
  readonly clock: Clock
  readonly ids: Ids
  /** 0 to 1, for jitter. */
  readonly random: () => number
  /** Head of a paper asked for now by this cashier. */
  readonly paperHead: (cashier: string) => PaperData['head']
  /** An operation changed, or a check of it was planned. */
  readonly onChange: (operation: OperationView) => void
  /**
   * A completed row under our agent code that this journal does not know: the only-terminal setting must be turned
   * off, with a warning. The event is journaled already.
   */
  readonly notAlone: (facts: { readonly reference: string | null }) => void
  /**
   * A bank asks the holder of a card to prove who they are: its window may be opened, until then at the latest. The
   * address is nowhere else. Without it, the deposit ends abandoned by the clock.
   */
  readonly onChallenge?: (challenge: Challenge) => void
  /** A step of the machine that support may want; never a personal field. */
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

export interface Challenge {
  /** Id and number of the operation. */
  readonly operation: string
  readonly number: string
  readonly url: string
  /** UTC ISO. */
  readonly until: string
}

export interface ConfirmInput {
  readonly confirmId: string
  readonly quoteId: string
  readonly received: Centimes | null
  readonly identity: Identity | null
}

export type CashAct =
  | 'cash_paid'
  | 'cash_returned'
  | 'cash_in_drawer'
  | 'cash_aside'
  | 'cash_owed'
  | 'change_given'
  | 'change_owed'

export interface OperationSearch {
  readonly search: string
  readonly day: string | null
  readonly direction: OperationKind | null
  readonly cashier: string | null
  readonly state: string | null
}

/** The counter's operations by reference: what the screens may ask, and nothing else moves money. */
export interface Counter {
  /** Starts recovery: `sent` becomes unsure, `intent` alone is looked up, everything unsettled is planned. */
  readonly start: () => void
  readonly stop: () => void
  readonly lookUp: (
    input: {
      readonly text: string
      readonly want: 'automatic' | 'cash_in' | 'cash_out'
      readonly source: 'typed' | 'scan'
    },
    who: Author,
  ) => Promise<LookUpResult>
  readonly confirm: (input: ConfirmInput, who: Author) => Promise<Answer<OperationView>>
  readonly identityRefused: (quoteId: string, who: Author) => void
  readonly get: (id: string) => OperationView | null
  /**
   * Records what the screen orders. `seen` is the state that the cashier saw: an operation that has settled while
   * the hand was on its way is only left, or refused with `nothing_to_do`; no cash is recorded for an order that
   * nobody read. Without it the present state counts as seen.
   */
  readonly nextCustomer: (id: string, who: Author, seen?: OperationState) => Answer<OperationView>
  readonly park: (id: string, who: Author) => Answer<OperationView>
  readonly checkNow: (id: string, who: Author) => Promise<Answer<OperationView>>
  readonly tryAgain: (id: string, confirmId: string, who: Author) => Promise<Answer<OperationView>>
  readonly cash: (
    id: string,
    act: CashAct,
    identity: Identity | null,
    who: Author,
    seen?: OperationState,
  ) => Answer<OperationView>
  readonly printSlip: (id: string, who: Author) => Answer<OperationView>
  readonly duplicate: (id: string, who: Author) => Answer<OperationView>
  /** The approvals were checked by people/; names only arrive here. */
  readonly review: (
    input: {
      readonly id: string
      readonly decision: 'completed' | 'elsewhere' | 'not_done'
      readonly ticket: string
      readonly note: string
      readonly supervisor: string
      readonly second: string | null
    },
    who: Author,
  ) => Answer<OperationView>
  readonly claim: (
    input: { readonly id: string; readonly otherTerminals: readonly string[]; readonly supervisor: string },
    who: Author,
  ) => Promise<Answer<OperationView>>
  readonly list: (
    filter: OperationSearch,
    cursor: string | null,
    limit: number,
  ) => {
    readonly rows: readonly OperationRow[]
    readonly cursor: string | null
    readonly totals: OperationTotals
  }
  /** Everybody who has ever begun an operation here. */
  readonly cashiers: () => readonly string[]
  readonly unsettled: () => readonly OperationView[]
  readonly counts: () => { readonly unsettled: number; readonly nextCheckInMs: number | null }
  /** Chari told by itself of an operation by reference: it is looked up now. Alone it settles nothing. */
  readonly announced: (heard: Heard) => void
  /** The link is back: look-ups that wait go out now. */
  readonly reconnected: () => void
  /**
   * A webhook names an operation: its ids are kept, and it is looked up at once. Alone it completes nothing. Gives the
   * operation that it was of; null: none of ours. Never throws.
   */
  readonly heard: (ids: HeardIds & { readonly reference: string | null }) => string | null
  /** Card deposits. */
  readonly card: Cards
}
