import { declineReason } from '../../../electron/domain/challenge'
import type { OperationView } from '../../../electron/domain/operation'

/** A sentence by its key, and its values. */
export interface BankSentence {
  readonly key: string
  readonly values: { readonly code: string }
}

/**
 * What the page of the bank said, as the bank's word and no more: Chari's records decide, and where they say otherwise
 * that is told too. What to do next is said only once it is certain that nothing was deposited.
 */
export function bankWords({ state, card }: Pick<OperationView, 'state' | 'card'>): readonly BankSentence[] {
  const hint = card?.hint
  if (!hint) return []
  const values = { code: hint.reason ?? hint.code ?? '?' }
  const say = (...keys: readonly string[]): readonly BankSentence[] =>
    keys.map((key) => ({ key: `challenge.${key}`, values }))
  const reason =
    hint.said === 'declined'
      ? (declineReason({ responseCode: hint.code ?? '', reasonCode: hint.reason }) ?? 'other')
      : null
  switch (state) {
    case 'completed':
      return reason === null ? [] : say('against.declined')
    case 'not_done':
      if (reason !== null) return say(`reason.${reason}`, `advice.${reason}`)
      return say(...(hint.said === 'accepted' ? ['against.accepted'] : []), 'again')
    case 'accepted':
    case 'declined':
    case 'abandoned':
    case 'review':
    case 'unsure':
      if (reason !== null) return say(`reason.${reason}`)
      return say(hint.said === 'accepted' ? 'end.accepted' : `end.${hint.code ?? 'closed'}`)
    default:
      return []
  }
}
