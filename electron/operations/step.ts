import type { Listing, LookUpOutcome, MoneyOutcome, RequestSheet } from '../chari/outcome'
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

export type Effect = 'look_up' | 'list'

export interface Step {
  readonly facts: readonly Fact[]
  readonly marks: Marks
  readonly effects: readonly Effect[]
}

export const nothing = (marks: Marks): Step => ({ facts: [], marks, effects: [] })
