import { readScan } from '../../electron/domain/scan'
import { isEditable } from './targets'

/**
 * Where a burst of keys goes: to the counter, or, as plain typing, to the field that has the focus.
 *
 * Fast fingers and integrators write into fields at a scanner's pace, so a field other than the reference
 * keeps what it can use: an amount with decimals in the money field, anything but a paper of ours in others.
 */
export function routeScan(text: string, focused: Element | null): 'counter' | 'field' {
  if (!isEditable(focused)) return 'counter'
  const name = focused?.getAttribute('data-testid')
  if (name === 'reference-input') return 'counter'
  if (name === 'cash-received-input') return /^\d{1,9}[.,]\d{1,2}$/.test(text) ? 'field' : 'counter'
  return readScan(text).kind === 'paper' ? 'counter' : 'field'
}
