import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Discovery, FoundDevice } from '../../native/discovery/types'

/** A device as discovery would tell of it. */
export const foundPrinter = (device: Partial<FoundDevice> = {}): FoundDevice => ({
  id: 'serial:printer',
  transport: 'serial',
  use: 'either',
  name: 'A printer',
  path: '/dev/null',
  vendorId: null,
  productId: null,
  serialNumber: null,
  access: 'ok',
  remedy: null,
  ...device,
})

/** Looks a serial device of a virtual folder up by its name, at each call anew: it comes back at another path. */
export const findInFolder =
  (folder: string): Discovery['find'] =>
  (id) => {
    try {
      const path = readlinkSync(join(folder, 'serial', 'by-id', id.replace(/^serial:/, '')))
      return Promise.resolve(foundPrinter({ id, path }))
    } catch {
      return Promise.resolve(null)
    }
  }
