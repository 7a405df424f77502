import { useEffect, useState } from 'react'
import type { Devices } from '../../../electron/ipc/contract'
import { on, request } from '../../client'

export interface DevicesNow {
  /** null until read. */
  readonly devices: Devices | null
  readonly set: (devices: Devices) => void
}

/** Devices and their settings, asked again whenever something is plugged in, pulled or changed. */
export function useDevices(): DevicesNow {
  const [devices, set] = useState<Devices | null>(null)
  useEffect(() => {
    let here = true
    let asked = 0
    const read = async (): Promise<void> => {
      asked += 1
      const mine = asked
      const now = await request('devices.read', {})
      if (here && mine === asked) set(now)
    }
    void read()
    const stop = on('devices', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [])
  return { devices, set }
}
