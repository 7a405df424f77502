import { createWedge, WEDGE_DEFAULTS, type WedgeStep } from '../../native/scanner/wedge'
import { press } from '../actions/registry'
import type { Key } from '../actions/types'
import { useApp } from '../stores/app'
import { useCounter } from '../stores/counter'
import { createEnterGuard, keyOf } from './guard'
import { routeScan } from './scan-route'
import { backspace, focusedField, isEditable, isOtherControl, typeInto } from './targets'

export interface KeyListener {
  /** A scan that belongs to the counter. */
  readonly scanned: (text: string) => void
}

/** The one place that hears the keyboard: a scanner's bursts first, then the terminal's keys. */
export function listenToKeys({ scanned }: KeyListener): void {
  const wedge = createWedge()
  const guard = createEnterGuard()
  let silence: ReturnType<typeof setTimeout> | undefined
  /** Boxes ticked by the first digits of a burst, before it was known to be a scan. */
  const ticked = new Set<Key>()

  const take = (step: WedgeStep): void => {
    if (step.giveBack !== '') typeInto(step.giveBack)
    if (step.scan === null) return
    for (const key of ticked) press(key)
    ticked.clear()
    if (step.leaked > 0) backspace(step.leaked)
    const route = routeScan(step.scan, focusedField())
    if (route === 'field') typeInto(step.scan)
    else scanned(step.scan)
  }

  /** Scans are read only where something can be loaded: a signed-in terminal without a dialog. */
  const scanning = (): boolean => {
    const { boot, dialogs } = useApp.getState()
    return boot?.phase === 'counter' && dialogs === 0
  }

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return
      if (scanning()) {
        const step = wedge.key({
          code: event.code,
          key: event.key,
          shiftKey: event.shiftKey,
          altKey: event.altKey,
          ctrlKey: event.ctrlKey,
          metaKey: event.metaKey,
          repeat: event.repeat,
          timeMs: event.timeStamp,
        })
        clearTimeout(silence)
        silence = setTimeout(() => {
          take(wedge.idle(performance.now()))
          ticked.clear()
        }, WEDGE_DEFAULTS.silenceMs + 5)
        take(step)
        if (step.consume) {
          event.preventDefault()
          event.stopPropagation()
          return
        }
      }
      onKey(event)
    },
    { capture: true },
  )
  window.addEventListener('keyup', (event) => {
    if (event.code === 'Enter' || event.code === 'NumpadEnter') guard.up()
  })
  // Leaving the window with Enter held would otherwise keep it held for ever.
  window.addEventListener('blur', guard.up)
  window.addEventListener('input', guard.acted, { capture: true })
  window.addEventListener('pointerdown', guard.acted, { capture: true })

  function onKey(event: KeyboardEvent): void {
    const key = keyOf(event)
    const editable = isEditable(event.target)
    if (key === 'Enter') {
      if (isOtherControl(event.target) || useApp.getState().dialogs > 0) {
        if (event.repeat) event.preventDefault()
        return
      }
      event.preventDefault()
      if (!guard.down(event, event.timeStamp)) return
      // A look-up is no confirm: the next Enter, on the details that it brings, is the first.
      if (useCounter.getState().step.name === 'reference') guard.acted()
      press('Enter')
      return
    }
    guard.acted()
    if (useApp.getState().dialogs > 0) return
    if (!editable) landDigit(event)
    if (key === null || event.repeat) return
    const writes = key === 'Delete' || key.startsWith('Digit')
    if (writes && editable) return
    const acted = press(key)
    // A digit ticks a box, and ticks it off again: only an odd one is to be undone.
    if (acted && key.startsWith('Digit') && !ticked.delete(key)) ticked.add(key)
    if (acted || /^F\d/.test(key)) event.preventDefault()
  }
}

/** A digit typed anywhere on home lands in the reference field: it takes the focus before the key writes. */
function landDigit(event: KeyboardEvent): void {
  if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
  document.querySelector<HTMLInputElement>('[data-testid="reference-input"]')?.focus()
}
