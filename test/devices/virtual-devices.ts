import path from 'node:path'
import { createPapers, type Papers } from './papers'
import type { PrinterSwitches } from './printer-model'
import { hasPty } from './pty'
import { startVirtualHid } from './virtual-hid'
import { startVirtualPrinter, type VirtualPrinter } from './virtual-printer'
import { startVirtualSerialPrinter } from './virtual-serial-printer'
import { type SUFFIXES, startVirtualSerialScanner } from './virtual-serial-scanner'

export interface ShownPrinter {
  readonly key: string
  readonly name: string
  /** What Guichet's settings call it. */
  readonly where: string
  readonly papers: Papers
  readonly switches: PrinterSwitches
  readonly set: (change: Partial<PrinterSwitches>) => void
  readonly powerCycle: () => void
  /** null: a network printer, which has no cable here. */
  readonly cable: Cable | null
}

export interface ShownScanner {
  readonly key: string
  readonly name: string
  readonly where: string
  readonly scan: (text: string, how: { readonly suffix: keyof typeof SUFFIXES; readonly aim: string }) => void
  readonly cable: Cable
}

interface Cable {
  readonly isIn: () => boolean
  readonly unplug: () => Promise<void>
  readonly plug: () => Promise<void>
}

/** Everything that `npm run devices` starts. */
export interface VirtualDevices {
  /** For GUICHET_DEVICES. */
  readonly folder: string
  readonly printers: readonly ShownPrinter[]
  readonly scanners: readonly ShownScanner[]
  /** What this system cannot have, in a sentence each. */
  readonly leftOut: readonly string[]
  readonly close: () => Promise<void>
}

function cableOf(device: {
  readonly unplug: () => void | Promise<void>
  readonly plug: () => void | Promise<void>
}): Cable {
  let isIn = true
  return {
    isIn: () => isIn,
    unplug: async () => {
      isIn = false
      await device.unplug()
    },
    plug: async () => {
      isIn = true
      await device.plug()
    },
  }
}

/** The usual port, or any where another printer or program has that. */
async function networkPrinter(port: number): Promise<VirtualPrinter> {
  const options = { makerAndModel: ['GUICHET', 'VIRTUAL-LAN'] } as const
  return startVirtualPrinter({ ...options, port }).catch(() => startVirtualPrinter(options))
}

/** Starts one virtual device of each kind that this system can have. `port`: of the network printer, if it is free. */
export async function startVirtualDevices({
  folder,
  port = 9_100,
}: {
  readonly folder: string
  readonly port?: number
}): Promise<VirtualDevices> {
  const lan = await networkPrinter(port)
  const printers: ShownPrinter[] = [
    {
      key: 'lan',
      name: 'Network printer',
      where: `127.0.0.1:${lan.port}`,
      papers: createPapers(lan.connections),
      switches: lan.switches,
      set: lan.set,
      powerCycle: lan.powerCycle,
      cable: null,
    },
  ]
  if (!hasPty())
    return {
      folder,
      printers,
      scanners: [],
      leftOut: [
        'The serial printer and the serial scanner: they need pseudo-terminals (Linux, macOS).',
        'The HID scanner: it needs Unix sockets (Linux, macOS).',
      ],
      close: lan.close,
    }

  const printer = startVirtualSerialPrinter({ folder, makerAndModel: ['GUICHET', 'VIRTUAL-SERIAL'] })
  printers.push({
    key: 'serial',
    name: 'Serial printer',
    where: printer.id,
    papers: createPapers(printer.connections),
    switches: printer.switches,
    set: printer.set,
    powerCycle: printer.powerCycle,
    cable: cableOf(printer),
  })
  const serial = startVirtualSerialScanner({ folder })
  const hid = await startVirtualHid({ folder })
  return {
    folder,
    printers,
    scanners: [
      {
        key: 'serial',
        name: 'Serial scanner',
        where: serial.id,
        scan: (text, how) => serial.scan(text, how),
        cable: cableOf(serial),
      },
      {
        key: 'hid',
        name: 'HID scanner',
        where: path.relative(folder, hid.path),
        // A report says itself where a code ends.
        scan: (text, { aim }) => hid.scan(text, aim),
        cable: cableOf(hid),
      },
    ],
    leftOut: [],
    close: async () => {
      printer.close()
      serial.close()
      await hid.close()
      await lan.close()
    },
  }
}
