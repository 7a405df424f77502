import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { bankWords } from './bank-words'

export interface BankSaysProps {
  readonly operation: OperationView
  /** A paragraph of its own; without it, words in a line. */
  readonly className?: string
}

/** What the bank's page said, and what to do after it; nothing where it said nothing. */
export function BankSays({ operation, className }: BankSaysProps) {
  const { t } = useTranslation()
  const sentences = bankWords(operation)
  if (sentences.length === 0) return null
  const Words = className === undefined ? 'span' : 'p'
  return (
    <Words className={className} data-testid="bank-says">
      {sentences.map(({ key, values }) => t(key, values)).join(' ')}
    </Words>
  )
}
