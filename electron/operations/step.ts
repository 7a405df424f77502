import type {
  CardOutcome,
  Listing,
  LookUpOutcome,
  MoneyOutcome,
  OperationRecord,
  RequestSheet,
} from '../chari/outcome'
import type { CardHint } from '../domain/operation'
import type { Fact } from './facts'
import type { Marks } from './proof'

/** What comes into the machine of one operation, and what it answers. */

export type Input =
  /** The connection stands; the next thing is the first byte. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'outcome'; readonly outcome: MoneyOutcome }
  | { readonly kind: 'looked_up'; readonly outcome: LookUpOutcome<RequestSheet> }
  /** `claimed`: another operation of ours holds this reference. */
  | { readonly kind: 'listed'; readonly outcome: LookUpOutcome<Listing>; readonly claimed: boolean }
  /** The app has started and found this operation so. */
  | { readonly kind: 'started' }

/** Ids by which Chari's records may name an operation, as a webhook carries them. */
export interface HeardIds {
  readonly operationId: string | null
  readonly gatewayIds: readonly string[]
  readonly requestId: string | null
}

/** What comes into the machine of a card deposit, beside `sent` and `started`. */
export type CardInput =
  | Extract<Input, { kind: 'sent' | 'started' }>
  | { readonly kind: 'replied'; readonly outcome: CardOutcome }
  /** The bank's window has ended. */
  | { readonly kind: 'hinted'; readonly hint: CardHint }
  /** A webhook that names this operation. */
  | ({ readonly kind: 'heard' } & HeardIds)
  /** The operation was asked for by Chari's id. */
  | { readonly kind: 'probed'; readonly outcome: LookUpOutcome<OperationRecord> }
  | {
      readonly kind: 'card_listed'
      readonly outcome: LookUpOutcome<Listing>
      /** Rows that are known to be another operation's. */
      readonly taken: (row: OperationRecord) => boolean
      /** Another card deposit of this amount has no outcome yet: a row without ids may be its. */
      readonly rivals: boolean
    }

export type Effect = 'look_up' | 'list'

export interface Step {
  readonly facts: readonly Fact[]
  readonly marks: Marks
  readonly effects: readonly Effect[]
}

export const nothing = (marks: Marks): Step => ({ facts: [], marks, effects: [] })
