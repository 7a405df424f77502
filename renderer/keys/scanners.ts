import { on } from '../client'
import { play } from '../sounds/sounds'
import { useApp } from '../stores/app'
import { type KeyListener, taughtNow } from './listener'
import { routeScan } from './scan-route'
import { focusedField, typeInto } from './targets'

/**
 * The one place that hears main's scanners, serial and HID: their codes go where a keyboard scanner's go. What is
 * read for a lesson goes to the screen that teaches, or nowhere. Gives a function that stops it.
 */
export function hearScanners({ scanned }: KeyListener): () => void {
  return on('scanned', ({ text, aim, suffix, device, kind, name, tookMs, learn }) => {
    const teacher = taughtNow()
    if (learn || teacher) {
      teacher?.({ text, aim, suffix, source: kind, device, name, tookMs })
      return
    }
    const { boot, dialogs } = useApp.getState()
    if (boot?.phase !== 'counter') play('bad')
    else if (dialogs === 0 && routeScan(text, focusedField()) === 'field') typeInto(text)
    else scanned(text, { source: kind, aim, device, tookMs })
  })
}
