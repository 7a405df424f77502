import { useState } from 'react'
import { useActions } from '../../actions/use-actions'
import { useApp } from '../../stores/app'
import { tell } from '../../stores/till'
import { DrawerDialog } from './DrawerDialog'

/** Ctrl T on every screen; the till shows its button. Without a shift there is no drawer to open. */
export function DrawerKey() {
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const open = useApp((state) => state.status?.till.shift != null)
  const [asking, setAsking] = useState(false)
  useActions([
    {
      id: 'drawer',
      key: 'Ctrl+T',
      label: 'drawer.open',
      off: printer === 'none' ? 'printer.none' : open ? null : 'keys.off_no_shift',
      perform: () => setAsking(true),
    },
  ])
  if (!asking) return null
  return (
    <DrawerDialog
      onClose={(opened) => {
        setAsking(false)
        if (opened) tell('drawer.opened')
      }}
    />
  )
}
