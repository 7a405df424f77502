import { COINS, type Count, DENOMINATIONS, NOTES } from '../../../electron/domain/closing'
import type { CountDraft } from '../../../electron/domain/count-draft'
import {
  type Centimes,
  centimes,
  formatAmount,
  readTypedAmount,
  sum,
  ZERO,
} from '../../../electron/domain/money'
import { fail, ok, type Result } from '../../../electron/domain/result'

export const NO_COUNT: CountDraft = { quantities: {}, total: null }

/** As many as the contract takes of one denomination. */
const MOST = 99_999

/**
 * How many pieces a typed quantity is; nothing typed is none.
 *
 * A quantity is a sum of rolls and loose pieces: `14`, `3×40` (three rolls of forty), `14+×40` (fourteen and a roll).
 */
export function readQuantity(text: string): Result<number, 'not_a_quantity'> {
  const bare = text.replace(/\s/g, '')
  if (bare === '') return ok(0)
  let pieces = 0
  for (const term of bare.split('+')) {
    const [, rolls, size, loose] = /^(?:(\d{0,5})×(\d{1,5})|(\d{1,5}))$/.exec(term) ?? []
    if (size === undefined && loose === undefined) return fail('not_a_quantity')
    pieces += size === undefined ? Number(loose) : Number(rolls || 1) * Number(size)
    if (pieces > MOST) return fail('not_a_quantity')
  }
  return ok(pieces)
}

/** The quantity after one piece was added or taken away; one that cannot be read stays as it is. */
export function stepQuantity(text: string, by: 1 | -1): string {
  const read = readQuantity(text)
  return read.ok ? String(Math.min(MOST, Math.max(0, read.value + by))) : text
}

/**
 * The text after `×` was pushed. Onto a number being typed it says so many rolls, onto one that stands there
 * (`standing`: nothing was typed since the field was entered) it adds a roll.
 */
export function rollOnto(text: string, standing: boolean): string {
  const bare = text.replace(/\s/g, '')
  if (bare === '' || bare === '0') return '×'
  const last = bare.split('+').at(-1) ?? ''
  return !standing && /^\d+$/.test(last) ? `${bare}×` : `${bare}+×`
}

/** What is left of a typed quantity once its field is left: `3×40` stands as `120`. */
export function settledQuantity(text: string): string {
  const read = readQuantity(text)
  return text.trim() === '' || !read.ok ? text.trim() : String(read.value)
}

const quantityOf = (draft: CountDraft, value: number): number => {
  const read = readQuantity(draft.quantities[value] ?? '')
  return read.ok ? read.value : 0
}

/** What the pieces of one denomination are worth; one that cannot be read yet is worth nothing. */
export const worthOf = (draft: CountDraft, value: number): Centimes =>
  centimes(quantityOf(draft, value) * value)

const worthOfAll = (draft: CountDraft, values: readonly number[]): Centimes =>
  sum(values.map((value) => worthOf(draft, value)))

export const worthOfNotes = (draft: CountDraft): Centimes => worthOfAll(draft, NOTES)
export const worthOfCoins = (draft: CountDraft): Centimes => worthOfAll(draft, COINS)

/** The running total of whichever way is used. */
export function runningTotal(draft: CountDraft): Centimes {
  if (draft.total === null) return worthOfAll(draft, DENOMINATIONS)
  const read = readTypedAmount(draft.total)
  return read.ok ? read.value : ZERO
}

/** empty: nothing was typed. unreadable: something typed is no quantity, or no amount. */
export type CountProblem = 'empty' | 'unreadable'

/** The count as main takes it, or what is missing. */
export function countOf(draft: CountDraft): Result<Count, CountProblem> {
  if (draft.total !== null) {
    if (draft.total.trim() === '') return fail('empty')
    const read = readTypedAmount(draft.total)
    return read.ok ? ok({ total: read.value, lines: null }) : fail('unreadable')
  }
  const typed = DENOMINATIONS.filter((value) => (draft.quantities[value] ?? '').trim() !== '')
  if (typed.length === 0) return fail('empty')
  if (typed.some((value) => !readQuantity(draft.quantities[value] ?? '').ok)) return fail('unreadable')
  const lines = typed.map((value) => ({ value, quantity: quantityOf(draft, value) }))
  return ok({ total: runningTotal(draft), lines: lines.filter(({ quantity }) => quantity > 0) })
}

/** The draft that shows a count again: one that was kept, or the last closing's. */
export const draftOf = ({ total, lines }: Count): CountDraft =>
  lines === null
    ? { quantities: {}, total: formatAmount(total) }
    : {
        quantities: Object.fromEntries(lines.map(({ value, quantity }) => [value, String(quantity)])),
        total: null,
      }
