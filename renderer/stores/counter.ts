import { create } from 'zustand'
import type { Identity, Message, OperationView, Quote } from '../../electron/domain/operation'

export type Want = 'automatic' | 'cash_in' | 'cash_out'

/** What the cashier has ticked and typed about the customer's paper. */
export interface IdentityForm {
  readonly checked: boolean
  readonly document: Identity['document']
  readonly lastCharacters: string
}
export const NO_IDENTITY: IdentityForm = { checked: false, document: null, lastCharacters: '' }

/** Where the counter stands. What the operation itself is, main alone knows. */
export type Step =
  | { readonly name: 'reference' }
  | { readonly name: 'choose'; readonly quotes: readonly Quote[] }
  | {
      readonly name: 'quote'
      readonly quote: Quote
      /** As typed; empty stands for the exact amount. */
      readonly received: string
      readonly identity: IdentityForm
      readonly message: Message | null
      /** Gone out: nothing on this screen answers until main does. */
      readonly sending: boolean
      /** performance.now() when it went out. */
      readonly sentAtMs: number | null
    }
  | {
      readonly name: 'operation'
      readonly operation: OperationView
      /** An act on it is under way. */
      readonly busy: boolean
      readonly message: Message | null
    }

export interface CounterState {
  readonly step: Step
  /** The reference field: kept as typed after a failure. */
  readonly reference: string
  readonly want: Want
  readonly lookingUp: boolean
  /** Under the reference field. */
  readonly message: Message | null
  /** Counts the times the field should take the focus and select its value. */
  readonly refocus: number
  /** A sentence said once over a money screen ("finish this operation first"); its own number each time. */
  readonly notice: { readonly key: string; readonly number: number } | null
}

export const useCounter = create<CounterState>()(() => ({
  step: { name: 'reference' },
  reference: '',
  want: 'automatic',
  lookingUp: false,
  message: null,
  refocus: 0,
  notice: null,
}))

/** A money operation is being confirmed: the keys that would leave it are off. */
export const isConfirming = (step: Step): boolean => step.name === 'quote' || step.name === 'choose'
