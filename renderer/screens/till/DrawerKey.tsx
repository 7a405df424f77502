import { useState } from 'react'
import { useActions } from '../../actions/use-actions'
import { useApp } from '../../stores/app'
import { DrawerDialog } from './DrawerDialog'

/** Ctrl T on every screen but the till's own, which shows its button. */
export function DrawerKey() {
  const onTill = useApp((state) => state.screen === 'till')
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const [asking, setAsking] = useState(false)
  useActions(
    onTill
      ? []
      : [
          {
            id: 'drawer',
            key: 'Ctrl+T',
            label: 'drawer.open',
            off: printer === 'none' ? 'printer.none' : null,
            perform: () => setAsking(true),
          },
        ],
  )
  return asking ? <DrawerDialog onClose={() => setAsking(false)} /> : null
}
