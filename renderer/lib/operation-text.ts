import i18next from 'i18next'
import { groupMasked } from '../../electron/domain/card'
import type { OperationRow } from '../../electron/domain/operation'
import { formatPhone } from '../../electron/domain/phone'
import { groupReference } from '../../electron/domain/reference'

/** Around a phone that stands within a sentence, whichever way the sentence runs. */
const LEFT_TO_RIGHT = '\u2066'
const END_OF_IT = '\u2069'

type Named = Pick<OperationRow, 'direction' | 'reference'>

/** The reference in its groups, or the card as far as it may be shown. */
export const groupedReference = ({ direction, reference }: Named): string =>
  direction === 'card' ? groupMasked(reference) : groupReference(reference)

/** The same where a list has little room: of a card its end. */
export const shortReference = (row: Named): string =>
  row.direction === 'card' ? groupMasked(`******${row.reference.slice(-4)}`) : groupReference(row.reference)

/** What it is called beside it. */
export const referenceLabel = ({ direction }: Pick<Named, 'direction'>): string =>
  i18next.t(direction === 'card' ? 'card.reference' : 'counter.reference')

/** What its phone is: the customer's, or of a card whose wallet is credited, who need not stand there. */
export const phoneLabel = ({ direction }: Pick<Named, 'direction'>): string =>
  i18next.t(direction === 'card' ? 'card.wallet' : 'history.phone')

/** Whose wallet it is, as far as Chari told; null: nothing. The agent's own has no other name. */
export function walletName({ customer, card }: Pick<OperationRow, 'customer' | 'card'>): string | null {
  if (customer.name !== null || card === undefined) return customer.name
  if (card.creditedTo === 'agent') return i18next.t('card.by_agent')
  return customer.phone === null ? null : `${LEFT_TO_RIGHT}${formatPhone(customer.phone)}${END_OF_IT}`
}
