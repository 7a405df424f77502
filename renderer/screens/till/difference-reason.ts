import type { TFunction } from 'i18next'

/** Why a count differs from what was expected. */
export const DIFFERENCE_REASONS = ['change', 'typing', 'counterfeit', 'unknown', 'another'] as const

export interface DifferenceReason {
  /** Empty: not chosen yet. */
  readonly kind: (typeof DIFFERENCE_REASONS)[number] | ''
  /** The words of `another`. */
  readonly text: string
}

export const NO_REASON: DifferenceReason = { kind: '', text: '' }

/** The reason in words, as the journal and the papers keep it; null: none was given. */
export function reasonWords({ kind, text }: DifferenceReason, t: TFunction): string | null {
  if (kind === '') return null
  const words = kind === 'another' ? text.trim() : t(`till.reason_${kind}`)
  return words === '' ? null : words
}
