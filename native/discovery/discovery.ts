import { join } from 'node:path'
import type { HidFound } from '../scanner/hid-bus'
import { type Candidate, pick, settle } from './candidate'
import { hidScanners, virtualHidScanners } from './hid'
import { type Network, ownNetworks, VIRTUAL_NETWORK } from './networks'
import { createPart, type PartClock } from './part'
import { type Roots, SYSTEM_ROOTS } from './roots'
import { type Run, runProgram } from './run'
import { scanNetworks } from './scan'
import { type ListedPort, serialPorts, virtualSerialPorts, withoutLegacy } from './serial'
import { cupsQueues } from './spooler'
import type { Discovery } from './types'
import { type ListedUsb, lpPrinters, oncePerPrinter, usbPrinters } from './usb'
import { createWatcher } from './watcher'
import { windowsQueues } from './winspool'

/** A part of the system that does not answer by then is left out of the list. */
const LIMIT_MS = 3_000
/** Queues do not come by cable: a watch asks the spooler less often, since each time starts a program. */
const QUEUES_EVERY_MS = 30_000

export interface DiscoveryDeps {
  readonly clock: PartClock
  readonly platform: NodeJS.Platform
  /** GUICHET_DEVICES: a folder of virtual devices, listed like real ones (docs/devices.md); null for none. */
  readonly extraFolder: string | null
  readonly roots?: Partial<Roots>
  readonly run?: Run
  /** The lists of the native libraries, loaded when first asked. */
  readonly libraries?: Partial<Libraries>
  /** Own networks for scanNetwork. */
  readonly networks?: () => readonly Network[]
}

export interface Libraries {
  readonly serialPorts: () => Promise<readonly ListedPort[]>
  readonly hidDevices: () => Promise<readonly HidFound[]>
  readonly usbDevices: () => Promise<readonly ListedUsb[]>
}

const SYSTEM_LIBRARIES: Libraries = {
  serialPorts: async () => (await import('serialport')).SerialPort.list(),
  hidDevices: async () => (await import('../scanner/hid-bus')).openHidBus({ extraFolder: null }).list(),
  usbDevices: async () => {
    const { usb } = await import('usb')
    return usb.getDevices()
  },
}

type Kind = 'serial' | 'hid' | 'usb' | 'lp' | 'spool'

const isKind = (text: string): text is Kind => ['serial', 'hid', 'usb', 'lp', 'spool'].includes(text)

/** Looks for printers and scanners of this machine and its network; see Discovery. */
export function createDiscovery(deps: DiscoveryDeps): Discovery {
  const { clock, platform, extraFolder } = deps
  const roots: Roots = { ...SYSTEM_ROOTS, ...deps.roots }
  const run = deps.run ?? runProgram()
  const libraries: Libraries = { ...SYSTEM_LIBRARIES, ...deps.libraries }
  const networks =
    deps.networks ?? (() => [...ownNetworks(), ...(extraFolder === null ? [] : [VIRTUAL_NETWORK])])
  const closing = new AbortController()

  const part = (ask: () => Promise<readonly Candidate[]>) => createPart(ask, { clock, limitMs: LIMIT_MS })
  const none = async (): Promise<readonly Candidate[]> => []
  const parts = {
    serial: part(() => serialPorts(roots, platform, libraries.serialPorts)),
    virtualSerial: part(extraFolder === null ? none : () => virtualSerialPorts(extraFolder)),
    hid: part(() => hidScanners(libraries.hidDevices, roots.sysfs, platform)),
    virtualHid: part(extraFolder === null ? none : () => virtualHidScanners(extraFolder)),
    usb: part(() => usbPrinters(roots, platform, libraries.usbDevices)),
    lp: part(platform === 'linux' ? () => lpPrinters(roots) : none),
    spool: part(platform === 'win32' ? windowsQueues : () => cupsQueues(run, LIMIT_MS)),
  }

  async function everything(queues: () => Promise<readonly Candidate[]>) {
    const [serial, virtualSerial, hid, virtualHid, usb, lp, spool] = await Promise.all([
      parts.serial.list(),
      parts.virtualSerial.list(),
      parts.hid.list(),
      parts.virtualHid.list(),
      parts.usb.list(),
      parts.lp.list(),
      queues(),
    ])
    const printers = oncePerPrinter(usb, lp)
    const ports = withoutLegacy([...virtualSerial, ...serial])
    return settle([...printers.usb, ...printers.lp, ...ports, ...virtualHid, ...hid, ...spool])
  }

  /** All of one kind, shown or not: what is hidden from a list may still be somebody's printer. */
  async function ofKind(kind: Kind): Promise<readonly Candidate[]> {
    if (kind === 'serial') return [...(await parts.virtualSerial.list()), ...(await parts.serial.list())]
    if (kind === 'hid') return [...(await parts.virtualHid.list()), ...(await parts.hid.list())]
    return parts[kind].list()
  }

  const watcher = createWatcher({
    clock,
    list: () => everything(() => parts.spool.recent(QUEUES_EVERY_MS)),
    folders: [
      ...(platform === 'linux'
        ? [roots.dev, join(roots.serialById, '..'), roots.serialById, roots.serialByPath, roots.usbLp]
        : []),
      ...(extraFolder === null
        ? []
        : [
            extraFolder,
            join(extraFolder, 'serial'),
            join(extraFolder, 'serial', 'by-id'),
            join(extraFolder, 'hid'),
          ]),
    ],
  })

  return {
    list: async () => {
      const devices = await everything(parts.spool.list)
      watcher.told(devices)
      return devices
    },
    find: async (id) => {
      const kind = id.slice(0, id.indexOf(':'))
      return isKind(kind) ? pick(await ofKind(kind), id) : null
    },
    watch: watcher.watch,
    scanNetwork: ({ port, signal, onFound }) =>
      scanNetworks({
        networks: networks(),
        port,
        signal: AbortSignal.any([signal, closing.signal]),
        onFound,
        clock,
      }),
    close: () => {
      closing.abort()
      watcher.close()
    },
  }
}
