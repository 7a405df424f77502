import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { systemClock } from '../../electron/domain/clock'
import { createDiscovery, type DiscoveryDeps } from '../../native/discovery/discovery'
import type { Roots } from '../../native/discovery/roots'
import type { Discovery } from '../../native/discovery/types'

/** A tree as Linux shows devices, made of plain files and links in a temporary folder. */
export interface FakeSystem {
  readonly folder: string
  readonly roots: Roots
  /** Plugs a USB device in at `place` and gives its folder in the tree's /sys. */
  readonly usb: (
    place: string,
    facts: {
      readonly ids: string
      readonly maker?: string
      readonly model?: string
      readonly serial?: string
      readonly device?: number
      readonly interfaceClass?: string
    },
  ) => string
  /** Gives the device at `place` a terminal, with a by-id or by-path link where named. */
  readonly tty: (
    name: string,
    from: {
      readonly place?: string
      readonly byId?: string
      readonly byPath?: string
      readonly type?: number
    },
  ) => string
  readonly lp: (name: string, place: string) => string
  readonly node: (place: string) => string
  readonly unplug: (place: string) => void
  readonly remove: () => void
}

export function fakeSystem(): FakeSystem {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'guichet-test-')))
  const at = (...parts: string[]): string => path.join(folder, ...parts)
  const roots: Roots = {
    serialById: at('dev', 'serial', 'by-id'),
    serialByPath: at('dev', 'serial', 'by-path'),
    usbLp: at('dev', 'usb'),
    sysfs: at('sys'),
    dev: at('dev'),
    usbBus: at('dev', 'bus', 'usb'),
  }
  const devices = at('sys', 'bus', 'usb', 'devices')
  const ends = new Map<string, string[]>()
  const write = (file: string, text: string): string => {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
    return file
  }
  const link = (target: string, file: string): string => {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.rmSync(file, { force: true })
    fs.symlinkSync(target, file)
    return file
  }
  const goesWith = (place: string, ...files: string[]): void => {
    ends.set(place, [...(ends.get(place) ?? []), ...files])
  }
  const nodeOf = (device: number): string => at('dev', 'bus', 'usb', '001', String(device).padStart(3, '0'))
  const nodes = new Map<string, string>()

  return {
    folder,
    roots,
    usb: (place, { ids, maker, model, serial, device = 4, interfaceClass = '07' }) => {
      const root = path.join(devices, place)
      const [vendor = '', product = ''] = ids.split(':')
      write(path.join(root, 'idVendor'), `${vendor}\n`)
      write(path.join(root, 'idProduct'), `${product}\n`)
      write(path.join(root, 'busnum'), '1\n')
      write(path.join(root, 'devnum'), `${device}\n`)
      if (maker !== undefined) write(path.join(root, 'manufacturer'), `${maker}\n`)
      if (model !== undefined) write(path.join(root, 'product'), `${model}\n`)
      if (serial !== undefined) write(path.join(root, 'serial'), `${serial}\n`)
      const part = path.join(root, `${place}:1.0`)
      write(path.join(part, 'bInterfaceClass'), `${interfaceClass}\n`)
      link(part, path.join(devices, `${place}:1.0`))
      nodes.set(place, write(nodeOf(device), ''))
      goesWith(place, root, path.join(devices, `${place}:1.0`), nodeOf(device))
      return root
    },
    tty: (name, { place, byId, byPath, type }) => {
      const entry = at('sys', 'class', 'tty', name)
      const file = write(at('dev', name), '')
      if (place !== undefined) link(path.join(devices, place, `${place}:1.0`), path.join(entry, 'device'))
      else
        link(write(at('sys', 'devices', 'platform', 'serial8250', 'uevent'), ''), path.join(entry, 'device'))
      if (type !== undefined) write(path.join(entry, 'type'), `${type}\n`)
      if (byId !== undefined) link(file, path.join(roots.serialById, byId))
      if (byPath !== undefined) link(file, path.join(roots.serialByPath, byPath))
      if (place !== undefined)
        goesWith(
          place,
          entry,
          file,
          ...(byId === undefined ? [] : [path.join(roots.serialById, byId)]),
          ...(byPath === undefined ? [] : [path.join(roots.serialByPath, byPath)]),
        )
      return file
    },
    lp: (name, place) => {
      const file = write(path.join(roots.usbLp, name), '')
      const entry = at('sys', 'class', 'usbmisc', name)
      link(path.join(devices, place, `${place}:1.0`), path.join(entry, 'device'))
      goesWith(place, entry, file)
      return file
    },
    node: (place) => nodes.get(place) ?? '',
    unplug: (place) => {
      for (const file of ends.get(place) ?? []) fs.rmSync(file, { recursive: true, force: true })
      ends.delete(place)
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

/** Discovery over a made-up system, without the libraries and programs of this one. */
export const discoveryOver = (deps: Partial<DiscoveryDeps>): Discovery =>
  createDiscovery({
    clock: systemClock,
    platform: 'linux',
    extraFolder: null,
    run: async () => '',
    networks: () => [],
    ...deps,
    libraries: {
      serialPorts: async () => [],
      hidDevices: async () => [],
      usbDevices: async () => [],
      ...deps.libraries,
    },
  })
