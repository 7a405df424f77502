import type { Discovery, FoundDevice } from '../../native/discovery/types'
import type { LineLocks } from '../../native/printer/line-locks'
import type { Printer } from '../../native/printer/types'
import type { VirtualPrinterDevice } from '../../native/printer/virtual'
import type { HidBus } from '../../native/scanner/hid-bus'
import type { ScannerHub } from '../../native/scanner/hub'
import type { ScannerLine } from '../../native/scanner/types'
import type { Cancel, Clock } from '../domain/clock'
import type { DeviceFound, PrinterSettings, Scanned, ScannerSettings, ScannerStatus } from '../domain/devices'
import type { Log } from '../log'
import { connectPrinter } from './connect'
import { createLogoStore, type LogoStore } from './logo'
import type { ProfileBook } from './profiles'
import { remedyOf } from './remedy'

export interface DevicesDeps {
  /** The profile folder: the shop's logo and its own printer profiles lie in it. */
  readonly folder: string
  readonly clock: Clock
  readonly lines: LineLocks
  readonly profiles: ProfileBook
  readonly platform: NodeJS.Platform
  /** Where resources/ lies. */
  readonly appFolder: string
  /** Loaded when a device is first asked for: no till waits for a library that it does not need. */
  readonly discovery: () => Promise<Discovery>
  readonly hid: () => Promise<HidBus>
  readonly virtual: VirtualPrinterDevice
  /** Something was plugged in or pulled, or a scanner changed. */
  readonly onChange: () => void
  /** `learn`: for the screen that teaches scanners, and for nothing else. */
  readonly onScanned: (scanned: Scanned & { readonly learn: boolean }) => void
  readonly log: Log
}

/** Everything plugged into this till: how it is found, opened, named and told of. */
export interface Devices {
  readonly profiles: ProfileBook
  readonly logo: LogoStore
  readonly virtual: VirtualPrinterDevice
  /** The printer of some settings; null for none. Whoever asks closes it. */
  readonly connectPrinter: (settings: PrinterSettings) => Printer | null
  /** Follows the settings: opens these scanners and closes others, watches what is plugged in where it matters. */
  readonly use: (settings: {
    readonly printer: PrinterSettings
    readonly scanners: readonly ScannerSettings[]
  }) => void
  /** What is plugged in; asking also watches it for as long as a person may be looking. */
  readonly found: () => Promise<readonly DeviceFound[]>
  readonly scanners: () => readonly ScannerStatus[]
  /** What an administrator types so that this printer may be opened; null where nothing is known to help. */
  readonly printerRemedy: (settings: PrinterSettings) => string | null
  readonly learn: (on: boolean) => Promise<void>
  /** Asks the local network; a second call, or `null`, ends the first. */
  readonly findPrinters: (
    onFound: ((printer: NetworkPrinter) => void) | null,
  ) => Promise<readonly NetworkPrinter[]>
  readonly close: () => Promise<void>
}

export type NetworkPrinter = Awaited<ReturnType<Discovery['scanNetwork']>>[number]

/** So long after somebody asked what is plugged in, it is still watched. */
const LOOKED_AT_MS = 600_000
const NETWORK_PORT = 9_100
const PLUGGED: ReadonlySet<PrinterSettings['transport']> = new Set(['serial', 'usb', 'device'])

/** A scanner that was told nothing of: both kinds read it as it comes. */
const asItComes = ({ id, transport }: FoundDevice): ScannerLine => ({
  device: id,
  kind: transport === 'hid' ? 'hid' : 'serial',
  baud: 9_600,
  suffix: 'auto',
  prefix: '',
})

export function createDevices(deps: DevicesDeps): Devices {
  const { clock, log } = deps
  let discovery: Promise<Discovery> | null = null
  let hub: Promise<ScannerHub> | null = null
  let opened: ScannerHub | null = null
  let plugged: readonly FoundDevice[] = []
  let names: ReadonlyMap<string, string> = new Map()
  let inUse: PrinterSettings | null = null
  let wanted: readonly ScannerSettings[] = []
  let unwatch: (() => void) | null = null
  let lookedAt: Cancel | null = null
  let asking: AbortController | null = null
  let closed = false

  const discover = (): Promise<Discovery> => {
    discovery ??= deps.discovery()
    return discovery
  }
  const find = async (id: string): Promise<FoundDevice | null> => (await discover()).find(id)
  const nameOf = (id: string): string =>
    names.get(id) || plugged.find((device) => device.id === id)?.name || id.replace(/^[a-z]+:/, '')

  const openHub = (): Promise<ScannerHub> => {
    hub ??= (async () => {
      const { createScannerHub } = await import('../../native/scanner/hub')
      const made = createScannerHub({
        find,
        hid: await deps.hid(),
        clock,
        onRead: (read, kind, learn) =>
          deps.onScanned({
            text: read.text,
            aim: read.aim,
            suffix: read.suffix,
            device: read.device,
            kind,
            name: nameOf(read.device),
            tookMs: read.tookMs,
            learn,
          }),
        onChange: deps.onChange,
        onNoise: (device, why) => log('scanner.noise', { device, why }),
      })
      opened = made
      return made
    })()
    return hub
  }

  const took = (devices: readonly FoundDevice[]): void => {
    plugged = devices
    deps.onChange()
  }

  async function watch(on: boolean): Promise<void> {
    if (!on) {
      unwatch?.()
      unwatch = null
      return
    }
    if (unwatch) return
    unwatch = () => undefined
    const now = await discover()
    if (closed || unwatch === null) return
    unwatch = now.watch(took)
    took(await now.list())
  }

  const matters = (): boolean =>
    lookedAt !== null || wanted.length > 0 || (inUse !== null && PLUGGED.has(inUse.transport))

  return {
    profiles: deps.profiles,
    logo: createLogoStore({ folder: deps.folder }),
    virtual: deps.virtual,
    connectPrinter: (settings) =>
      connectPrinter(settings, {
        clock,
        lines: deps.lines,
        profile: deps.profiles.get,
        find,
        virtual: deps.virtual.port,
        platform: deps.platform,
      }),
    use: ({ printer, scanners }) => {
      inUse = printer
      wanted = scanners
      names = new Map(scanners.map(({ device, name }) => [device, name]))
      const follow = async (): Promise<void> => {
        await watch(matters())
        if (scanners.length > 0 || hub) await (await openHub()).use(scanners)
      }
      follow().catch((error: unknown) => log('devices.not_followed', { error: String(error) }))
    },
    found: async () => {
      lookedAt?.()
      lookedAt = clock.after(LOOKED_AT_MS, () => {
        lookedAt = null
        void watch(matters())
      })
      const now = await discover()
      plugged = await now.list()
      await watch(true)
      return plugged.map(({ id, transport, use, name, path, access, remedy, vendorId, productId }) => ({
        id,
        transport,
        use,
        name,
        path,
        access,
        remedy: remedyOf(remedy, deps.appFolder),
        profile:
          vendorId === null || productId === null ? null : deps.profiles.proposeFor(vendorId, productId),
      }))
    },
    scanners: () => {
      const states = new Map((opened?.status() ?? []).map((status) => [status.device, status]))
      return wanted.map(({ device, kind }) => ({
        device,
        kind,
        name: nameOf(device),
        state: states.get(device)?.state ?? 'unplugged',
        detail: states.get(device)?.detail ?? '',
        remedy: remedyOf(plugged.find(({ id }) => id === device)?.remedy ?? null, deps.appFolder),
      }))
    },
    printerRemedy: ({ device }) =>
      remedyOf(plugged.find(({ id }) => id === device)?.remedy ?? null, deps.appFolder),
    learn: async (on) => {
      if (!on && !hub) return
      const now = await openHub()
      if (!on) {
        await now.learn(false, [])
        return
      }
      const devices = await (await discover()).list()
      plugged = devices
      const candidates = devices.filter(
        ({ id, use, transport }) =>
          (transport === 'serial' || transport === 'hid') && use !== 'printer' && id !== inUse?.device,
      )
      await now.learn(true, candidates.map(asItComes))
    },
    findPrinters: async (onFound) => {
      asking?.abort()
      asking = null
      if (!onFound) return []
      const mine = new AbortController()
      asking = mine
      return (await discover()).scanNetwork({ port: NETWORK_PORT, signal: mine.signal, onFound })
    },
    close: async () => {
      closed = true
      asking?.abort()
      lookedAt?.()
      unwatch?.()
      await opened?.close()
      if (discovery) (await discovery).close()
    },
  }
}
