import type { Centimes } from '../domain/money'
import { toDecimal } from '../domain/money'

/** A cell: an amount, a number, a text; null is empty. */
export type Cell = { readonly mad: Centimes | null } | number | string | null

/** What a spreadsheet would take for a formula, at the start of a text. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * As spreadsheets of this country open it: semicolons, a decimal comma, UTF-8 with its mark. A text that begins like
 * a formula gets an apostrophe in front, so that nothing written into a name or a reason is ever executed.
 */
function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return cell.mad === null ? '' : toDecimal(cell.mad).replace('.', ',')
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => row.map(written).join(';')).join('\r\n')}\r\n`
