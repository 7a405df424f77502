import type { ScanSuffix } from '../../electron/domain/devices'
import type { Boot } from '../../electron/ipc/contract'
import {
  createWedge,
  WEDGE_DEFAULTS,
  type Wedge,
  type WedgeScan,
  type WedgeStep,
} from '../../native/scanner/wedge'
import { press } from '../actions/registry'
import type { Key } from '../actions/types'
import { play } from '../sounds/sounds'
import { useApp } from '../stores/app'
import { useCounter } from '../stores/counter'
import type { ReadFrom } from '../stores/last-read'
import { createEnterGuard, keyOf } from './guard'
import { routeScan, textOf } from './scan-route'
import { backspace, focusedField, isEditable, isInPopover, isOtherControl, typeInto } from './targets'

export interface KeyListener {
  /** A scan that belongs to the counter. */
  readonly scanned: (text: string, from: ReadFrom) => void
}

/** A code read while scanners are being taught, however it came. */
export interface TaughtScan {
  readonly text: string
  readonly aim: string | null
  readonly suffix: ScanSuffix
  readonly source: 'wedge' | 'serial' | 'hid'
  /** Stable identity and name of a serial or HID scanner. */
  readonly device?: string
  readonly name?: string
  readonly tookMs: number
  /** Keyboard: milliseconds between two characters, on average. */
  readonly meanGapMs?: number
  /** Keyboard: `other` where the scanner types for another country than the US; null where nothing says so. */
  readonly layout?: 'other' | null
}

let teacher: ((scan: TaughtScan) => void) | null = null

/** While a listener is set, every scan goes there and nowhere else. Gives a function that takes it away. */
export function teach(listener: ((scan: TaughtScan) => void) | null): () => void {
  teacher = listener
  return () => {
    if (teacher === listener) teacher = null
  }
}

/** Who is taught now; null: scans are the counter's. */
export const taughtNow = (): ((scan: TaughtScan) => void) | null => teacher

const taughtFrom = (scan: WedgeScan): TaughtScan => ({
  text: scan.layout === 'scanner_other' ? scan.written : scan.text,
  aim: scan.aim,
  suffix: scan.suffix,
  source: 'wedge',
  tookMs: scan.tookMs,
  meanGapMs: scan.meanGapMs,
  layout: scan.layout === 'scanner_other' ? 'other' : null,
})

/** The one place that hears the keyboard: a scanner's bursts first, then the terminal's keys. */
export function listenToKeys({ scanned }: KeyListener): void {
  let settings: Boot['wedge'] | undefined
  let wedge = createWedge()
  const guard = createEnterGuard()
  let silence: ReturnType<typeof setTimeout> | undefined
  /** Boxes ticked by the first digits of a burst, before it was known to be a scan. */
  const ticked = new Set<Key>()
  /** A taught scan, held until its ending is known whole. */
  let held: WedgeScan | null = null

  /** The shop's own rhythm and prefix, which may change while the terminal runs. */
  const follow = (): Wedge => {
    const now = useApp.getState().boot?.wedge
    if (now && (now.gapMs !== settings?.gapMs || now.prefix !== settings.prefix)) {
      settings = now
      wedge = createWedge({ ...WEDGE_DEFAULTS, meanGapMs: now.gapMs, prefix: now.prefix })
    }
    return wedge
  }

  const take = (step: WedgeStep): void => {
    if (step.giveBack !== '') typeInto(step.giveBack)
    if (step.again && held) held = { ...held, suffix: 'crlf' }
    if (step.scan === null && !step.tooLong) return
    for (const key of ticked) press(key)
    ticked.clear()
    if (step.leaked > 0) backspace(step.leaked)
    if (step.scan === null) {
      play('bad')
      return
    }
    const text = textOf(step.scan)
    if (teacher) held = step.scan
    else if (routeScan(text, focusedField()) === 'field') typeInto(text)
    else scanned(text, { source: 'wedge', aim: step.scan.aim, tookMs: step.scan.tookMs })
  }

  const handOver = (): void => {
    const scan = held
    held = null
    if (scan) teacher?.(taughtFrom(scan))
  }

  /** Scans are read only where something can be loaded: a signed-in terminal without a dialog, or a lesson. */
  const scanning = (): boolean => {
    const { boot, dialogs } = useApp.getState()
    if (teacher) return true
    return boot?.phase === 'counter' && dialogs === 0
  }

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing) return
      if (scanning()) {
        const step = follow().key({
          code: event.code,
          key: event.key,
          shiftKey: event.shiftKey,
          altKey: event.altKey,
          ctrlKey: event.ctrlKey,
          metaKey: event.metaKey,
          capsLock: event.getModifierState('CapsLock'),
          repeat: event.repeat,
          timeMs: event.timeStamp,
        })
        clearTimeout(silence)
        silence = setTimeout(() => {
          take(wedge.idle(performance.now()))
          ticked.clear()
          handOver()
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
    // A detail of the status bar is closed by it, and the screen below stays.
    if (key === 'Escape' && isInPopover(event.target)) return
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

/**
 * A digit typed anywhere on home lands in the reference field, on an opening in the first of its column: the field
 * takes the focus before the key writes.
 */
function landDigit(event: KeyboardEvent): void {
  if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
  document.querySelector<HTMLInputElement>('[data-testid="reference-input"], [data-digits="land"]')?.focus()
}
