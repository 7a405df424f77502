import { useEffect, useState } from 'react'
import type { Devices } from '../../../electron/ipc/contract'
import { on, request } from '../../client'

export interface DevicesNow {
  /** null until read. */
  readonly devices: Devices | null
  readonly set: (devices: Devices) => void
  /** Asks again at once. */
  readonly again: () => void
}

/** Devices and their settings, asked again whenever something is plugged in, pulled or changed. */
export function useDevices(): DevicesNow {
  const [devices, set] = useState<Devices | null>(null)
  const [turn, setTurn] = useState(0)
  const again = (): void => setTurn((before) => before + 1)
  useEffect(() => on('devices', () => setTurn((before) => before + 1)), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
  useEffect(() => {
    let here = true
    void request('devices.read', {}).then((now) => {
      if (here) set(now)
    })
    return () => {
      here = false
    }
  }, [turn])
  return { devices, set, again }
}
