import './setup.css'
import { useEffect, useState } from 'react'
import type { Setup } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { useApp } from '../../stores/app'
import { Wizard } from './Wizard'

/** First run, or a step of set-up chosen in the settings: the same steps, then with the further settings. */
export function SetupScreen() {
  const first = useApp((state) => state.boot?.phase === 'setup')
  const vault = useApp((state) => state.boot?.vault)
  const focus = useApp((state) => state.focus)
  const [stored, setStored] = useState<Setup | null>(null)
  useEffect(() => {
    let here = true
    void request('setup.read', {}).then((setup) => {
      if (here) setStored(setup)
    })
    return () => {
      here = false
    }
  }, [])
  if (stored === null || vault === undefined) return null
  return <Wizard context={{ first, stored, vault }} start={first ? null : focus} />
}
