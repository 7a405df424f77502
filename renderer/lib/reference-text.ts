import { groupReference } from '../../electron/domain/reference'

/** What stands in the reference field for what was typed: digits grouped 4-3-3, anything else as it is. */
export function shownReference(typed: string): string {
  const bare = typed.replace(/[\s\u00a0\u202f-]/g, '')
  return /^\d+$/.test(bare) ? groupReference(bare) : typed
}

const digitsBefore = (text: string, caret: number): number => text.slice(0, caret).replace(/\D/g, '').length

/** Where the caret goes once the text was grouped: after the same digit as before. */
export function groupedCaret(typed: string, caret: number, shown: string): number {
  if (typed === shown) return caret
  const wanted = digitsBefore(typed, caret)
  let seen = 0
  for (let at = 0; at < shown.length; at++) {
    if (seen === wanted) return at
    if (/\d/.test(shown[at] ?? '')) seen += 1
  }
  return shown.length
}
