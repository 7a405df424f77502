import type { FocusedField } from './scan-route'

/** True where keys write: a text field, not a box. */
export function isEditable(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !/^(?:checkbox|radio|button)$/.test(target.type)
}

/** What has the focus, as far as a scan is concerned. */
export function focusedField(): FocusedField {
  const field = document.activeElement
  if (!isEditable(field)) return null
  if (field instanceof HTMLElement && field.dataset.enter === 'own') return 'count'
  const name = field?.getAttribute('data-testid')
  return name === 'reference-input' ? 'reference' : name === 'cash-received-input' ? 'received' : 'other'
}

/**
 * A control on which Enter has its own meaning, as in the column of a count, which it goes down; the main action is
 * none: its Enter goes through the guard.
 */
export function isOtherControl(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.classList.contains('main-action')) return false
  if (target.dataset.enter === 'own') return true
  return target.closest('button, a[href], select, textarea, [role="menuitem"], [role="tab"]') !== null
}

/** Writes into the focused field as if typed. */
export function typeInto(text: string): void {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement) || !isEditable(field) || field.disabled) return
  field.setRangeText(
    text,
    field.selectionStart ?? field.value.length,
    field.selectionEnd ?? field.value.length,
    'end',
  )
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** Takes the last characters out of the focused field again. */
export function backspace(count: number): void {
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement) || !isEditable(field)) return
  const end = field.selectionStart ?? field.value.length
  field.setRangeText('', Math.max(0, end - count), end, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** True inside what opens under an item of the status bar. */
export const isInPopover = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('.popover') !== null
