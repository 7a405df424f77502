import type { FoundDevice } from '../../native/discovery/types'

/** Devices as a test plugs them in and pulls them, found by their stable identity. */
export function pluggedIn() {
  const devices = new Map<string, FoundDevice>()
  return {
    find: (id: string): Promise<FoundDevice | null> => Promise.resolve(devices.get(id) ?? null),
    plug: (id: string, path: string, facts: Partial<FoundDevice> = {}): void => {
      devices.set(id, {
        id,
        transport: id.startsWith('hid:') ? 'hid' : 'serial',
        use: 'scanner',
        name: id,
        path,
        vendorId: null,
        productId: null,
        serialNumber: null,
        access: 'ok',
        remedy: null,
        ...facts,
      })
    },
    pull: (id: string): void => {
      devices.delete(id)
    },
  }
}

/** Time as it passes. */
export const realClock = {
  monotonicMs: (): number => performance.now(),
  after: (delayMs: number, fn: () => void): (() => void) => {
    const timer = setTimeout(fn, delayMs)
    return () => clearTimeout(timer)
  },
}
