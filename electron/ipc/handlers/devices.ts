import type { Devices as Plugged } from '../../devices/devices'
import type { PrinterSettings } from '../../domain/devices'
import type { Message } from '../../domain/operation'
import type { LaidPaper } from '../../domain/paper'
import type { People } from '../../people/types'
import { widthOf } from '../../receipts/layout'
import type { TestPrinted } from '../../receipts/test-print'
import { type Settings, settingsSchema } from '../../settings/types'
import type { Devices, EventPayload } from '../contract'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names =
  | 'printer.test'
  | 'devices.read'
  | 'devices.save'
  | 'devices.findPrinters'
  | 'devices.learn'
  | 'devices.logoPreview'
  | 'devices.logo'
  | 'devices.lookAgain'
  | 'virtual.set'

export type TestWhat = Parameters<Handlers['printer.test']>[0]['what']

/** `laid`: what came out, as it is shown; null where nothing did, or where it has no layout. */
export interface Tested extends TestPrinted {
  readonly laid: LaidPaper | null
}

export interface DeviceHandlersDeps {
  readonly session: Session
  readonly people: () => People
  readonly devices: Plugged
  readonly settings: () => Settings | null
  readonly setSettings: (settings: Settings, by?: string) => void
  /** Writes down a change of what the settings do not hold. */
  readonly noteChange: (key: string, before: unknown, after: unknown, by?: string) => void
  /** The printer in use follows the settings as they are now. */
  readonly reconnect: () => Promise<void>
  readonly lookAgain: () => void
  readonly testPrint: (printer: PrinterSettings, what: TestWhat) => Promise<Tested>
  readonly onNetworkPrinter: (printer: EventPayload<'networkPrinter'>) => void
  /** Something that every screen shows may have changed: the logo, the sounds. */
  readonly announce: () => void
}

const no = (code: Message['code'], detail: string): { ok: false; message: Message } => ({
  ok: false,
  message: { code, params: { detail } },
})

/** What a shop has before its first set-up. */
const NOT_SET_UP: Devices['settings'] = {
  printer: settingsSchema.shape.printer.parse({ transport: 'none' }),
  reservePrinters: [],
  scanners: [],
  wedge: settingsSchema.shape.wedge.parse(undefined),
  sounds: true,
  quietSounds: [],
}

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** Requests about printers, scanners, drawer, logo and sounds. */
export function deviceHandlers(deps: DeviceHandlersDeps): Pick<Handlers, Names> {
  const { devices } = deps

  const printerNow = (): PrinterSettings => deps.settings()?.printer ?? NOT_SET_UP.printer
  const dots = (): number => {
    const { profile, paper } = printerNow()
    return widthOf(devices.profiles.get(profile), paper).dots
  }

  async function read(): Promise<Devices> {
    const now = deps.settings()
    devices.profiles.reload()
    return {
      settings: now
        ? {
            printer: now.printer,
            reservePrinters: [...now.reservePrinters],
            scanners: [...now.scanners],
            wedge: now.wedge,
            sounds: now.sounds,
            quietSounds: [...now.quietSounds],
          }
        : NOT_SET_UP,
      found: [...(await devices.found())],
      scanners: [...devices.scanners()],
      profiles: devices.profiles.all().map(({ profile, own }) => ({
        id: profile.id,
        name: profile.name,
        own,
        widths: ([58, 80] as const).filter((width) => profile.widths[width]),
        codePages: profile.codePages,
        drawer: profile.drawer,
        confirms: profile.status.processId || profile.status.fence,
      })),
      badProfiles: [...devices.profiles.bad()],
      logo: devices.logo.picture(dots()),
      virtual: devices.virtual.state(),
    }
  }

  /** Before the first set-up anybody tries devices; afterwards only who is signed in. */
  const mayTry = (): boolean => deps.settings() === null || deps.session.user() !== null

  return {
    'printer.test': async ({ printer, what }) => {
      if (!mayTry()) return no('not_allowed', 'sign_in')
      const result = await deps.testPrint(printer, what)
      return result.ok
        ? { ok: true, value: { confirmed: result.confirmed, laid: result.laid } }
        : no('nothing_to_do', result.trouble ?? 'unreachable')
    },
    'devices.read': read,
    'devices.save': async ({ settings, approval }) => {
      const by = await supervised(deps, approval, 'devices.save')
      if (!by.ok) return { ok: false, message: by.error }
      const before = deps.settings()
      if (!before) return no('not_allowed', 'settings')
      const wrong = problemOf(settings)
      if (wrong !== null) return no('not_allowed', wrong)
      deps.setSettings({ ...before, ...settings }, by.value)
      devices.use(settings)
      if (JSON.stringify(before.printer) !== JSON.stringify(settings.printer)) await deps.reconnect()
      deps.announce()
      return { ok: true, value: await read() }
    },
    'devices.findPrinters': async ({ stop }) => ({
      found: [...(await devices.findPrinters(stop || !mayTry() ? null : deps.onNetworkPrinter))],
    }),
    'devices.learn': async ({ on }) => {
      await devices.learn(on && mayTry())
      return {}
    },
    'devices.logoPreview': ({ png }) => {
      const tried = devices.logo.tryOn(bytesOf(png), dots())
      return tried.ok ? { ok: true, value: tried.picture } : no('not_allowed', tried.reason)
    },
    'devices.logo': async ({ png, approval }) => {
      const by = await supervised(deps, approval, 'devices.logo')
      if (!by.ok) return { ok: false, message: by.error }
      const before = deps.settings()
      if (!before) return no('not_allowed', 'settings')
      const was = devices.logo.mark()
      if (png === null) devices.logo.remove()
      else {
        const kept = devices.logo.keep(bytesOf(png))
        if (!kept.ok) return no('not_allowed', kept.reason)
      }
      deps.noteChange('logo', was, devices.logo.mark(), by.value)
      deps.setSettings({ ...before, printer: { ...before.printer, logo: png !== null } }, by.value)
      deps.announce()
      return { ok: true, value: await read() }
    },
    'devices.lookAgain': () => {
      deps.lookAgain()
      return {}
    },
    'virtual.set': ({ paper, cover, cutter }) => {
      devices.virtual.set({
        ...(paper === undefined ? {} : { paper }),
        ...(cover === undefined ? {} : { cover }),
        ...(cutter === undefined ? {} : { cutter }),
      })
      deps.lookAgain()
      return {}
    },
  }
}

const NEEDS_DEVICE: ReadonlySet<PrinterSettings['transport']> = new Set([
  'serial',
  'usb',
  'device',
  'spooler',
  'file',
])

/** The name of the field that cannot be used, as the screen knows it; null: all can. */
function problemOf({ printer, reservePrinters, scanners }: Devices['settings']): string | null {
  for (const one of [printer, ...reservePrinters]) {
    if (one.transport === 'tcp' && !/^[\w.:-]+$/.test(one.host)) return 'host'
    if (NEEDS_DEVICE.has(one.transport) && one.device.trim() === '') return 'device'
  }
  const devices = scanners.map(({ device }) => device)
  return new Set(devices).size === devices.length ? null : 'scanners'
}
