import type { Identity } from '../../../electron/domain/operation'

/** What the cashier states about the customer's paper before cash owed is handed over. */
export interface PaperForm {
  readonly checked: boolean
  /** The shop's settings demand the document and its last characters: main said so. */
  readonly detailed: boolean
  readonly document: Identity['document']
  readonly lastCharacters: string
}
export const NO_PAPER: PaperForm = { checked: false, detailed: false, document: null, lastCharacters: '' }

/** Key of the sentence that says what is missing, or null. */
export function paperProblem({ checked, detailed, document, lastCharacters }: PaperForm): string | null {
  if (!checked) return 'unsettled.identity_first'
  if (!detailed) return null
  if (document === null) return 'counter.off_document'
  return lastCharacters.trim().length < 2 ? 'counter.off_characters' : null
}

export const identityOf = ({ detailed, document, lastCharacters }: PaperForm): Identity => ({
  checked: true,
  document: detailed ? document : null,
  lastCharacters: detailed ? lastCharacters.trim() : null,
})
