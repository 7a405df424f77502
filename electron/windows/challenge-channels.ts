/** Between main and the bar above the bank's page, which is a window's own contents and no part of the contract. */
export const BAR_STATE_CHANNEL = 'challenge:state'
export const BAR_ACT_CHANNEL = 'challenge:act'

/** ask: the cashier wants to leave, and is asked whether. ready: the page stands and wants its state. */
export type BarAct = 'ready' | 'ask' | 'stay' | 'give_up' | 'to_bank'

/** Words of the bar that stay while it is open, by the `data-word` of their element. */
export type BarWords = Readonly<Record<string, string>>

/** Everything that the bar shows, as text that is ready to be shown. */
export interface BarState {
  readonly language: string
  readonly rightToLeft: boolean
  readonly theme: 'light' | 'dark'
  readonly training: boolean
  readonly words: BarWords
  readonly host: string
  /** loading: no page of a bank stands yet. */
  readonly lock: 'loading' | 'closed' | 'open'
  readonly lockWords: string
  /** `4:32` */
  readonly left: string
  /** From 1 to 0. */
  readonly share: number
  /** What was refused to the page last; null: nothing. */
  readonly notice: string | null
  readonly asking: boolean
  /** The keyboard is the bar's, not the bank's. */
  readonly inBar: boolean
  /** For screen readers, at the moments that matter. */
  readonly spoken: string
}
