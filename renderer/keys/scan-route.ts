import { readScan } from '../../electron/domain/scan'
import type { WedgeScan } from '../../native/scanner/wedge'

/**
 * The text of a keyboard scanner's code: by position, unless it means nothing so and does as the system writes it,
 * since many scanners of a French shop are set to a French keyboard.
 */
export function textOf({ text, written, layout }: WedgeScan): string {
  if (layout !== 'scanner_other' || readScan(text).kind !== 'unknown') return text
  return readScan(written).kind === 'unknown' ? text : written
}

/** What has the focus: the reference field, the money received, a quantity of a count, another text field, or none. */
export type FocusedField = 'reference' | 'received' | 'count' | 'other' | null

/**
 * Where a burst of keys goes: to the counter, or, as plain typing, to the field that has the focus.
 *
 * Fast fingers and integrators write into fields at a scanner's pace, so a field other than the reference
 * keeps what it can use: an amount with decimals in the money field, anything but a paper of ours in others.
 */
export function routeScan(text: string, focused: FocusedField): 'counter' | 'field' {
  switch (focused) {
    case null:
    case 'reference':
    case 'count':
      return 'counter'
    case 'received':
      return /^\d{1,9}[.,]\d{1,2}$/.test(text) ? 'field' : 'counter'
    case 'other':
      return readScan(text).kind === 'paper' ? 'counter' : 'field'
  }
}
