import { access, constants, readFile } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import { openSocketHid } from './hid-sockets'
import { LineError, type LineFault } from './keep-open'

/** A HID device as the system lists it. */
export interface HidFound {
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber: string | null
  /** Maker and model; empty where the device says none. */
  readonly name: string
  /** null where the system does not tell. */
  readonly usagePage: number | null
  readonly usage: number | null
}

export interface HidLine {
  /** Each input report; numbered ones with their leading id byte. */
  readonly onData: (take: (report: Uint8Array) => void) => void
  /** Called once when the device goes, not by `close`. */
  readonly onGone: (gone: (state: LineFault, detail: string) => void) => void
  /** The report descriptor, where the system shows it. */
  readonly descriptor: () => Promise<Uint8Array | null>
  /** Bytes with the leading report id. Rejects where the device has no such report. */
  readonly sendFeatureReport: (bytes: readonly number[]) => Promise<void>
  readonly close: () => Promise<void>
}

export interface HidBus {
  /** What the system lists; a device may stand there once for each of its collections. Rejects without a HID library. */
  readonly list: () => Promise<readonly HidFound[]>
  /** Rejects with LineError. */
  readonly open: (path: string) => Promise<HidLine>
}

const isHidraw = (path: string): boolean => /^\/dev\/hidraw\d+$/.test(path)

/** node-hid's words do not always tell a missing right from a device that another program holds. */
async function faultOf(path: string, error: unknown): Promise<LineError> {
  const words = error instanceof Error ? error.message : String(error)
  const state = (): LineFault => {
    if (/permission denied|not permitted|0xE00002E2|access is denied/i.test(words)) return 'denied'
    if (/no such (?:file|device)|cannot find|0x00000002/i.test(words)) return 'unplugged'
    return /exclusive|0xE00002C5|busy|being used|sharing violation/i.test(words) ? 'busy' : 'error'
  }
  if (!isHidraw(path)) return new LineError(state(), words)
  const code = await access(path, constants.R_OK | constants.W_OK).then(
    () => null,
    (refused: NodeJS.ErrnoException) => refused.code,
  )
  if (code === 'EACCES' || code === 'EPERM') return new LineError('denied', words)
  return new LineError(code === 'ENOENT' ? 'unplugged' : state(), words)
}

/** The HID devices of this machine; of a folder of virtual ones, where one is named, the sockets can be opened too. */
export function openHidBus({ extraFolder }: { readonly extraFolder: string | null }): HidBus {
  const system = createSystemHid()
  if (extraFolder === null) return system
  const inFolder = join(extraFolder, sep)
  return { ...system, open: (path) => (path.startsWith(inFolder) ? openSocketHid(path) : system.open(path)) }
}

/** The system's own, by node-hid; loaded when first asked, so that no binding can stop the app. */
function createSystemHid(): HidBus {
  return {
    list: async () => {
      const { devicesAsync } = await import('node-hid')
      const devices = await devicesAsync()
      return devices.flatMap(({ path, vendorId, productId, ...rest }) =>
        path === undefined
          ? []
          : [
              {
                path,
                vendorId,
                productId,
                serialNumber: rest.serialNumber?.trim() || null,
                name: [rest.manufacturer, rest.product]
                  .map((word) => word?.trim() ?? '')
                  .filter(Boolean)
                  .join(' '),
                usagePage: rest.usagePage ?? null,
                usage: rest.usage ?? null,
              },
            ],
      )
    },
    open: async (path) => {
      const { HIDAsync } = await import('node-hid')
      const device = await HIDAsync.open(path).catch(async (error: unknown) => {
        throw await faultOf(path, error)
      })
      let closing = false
      let gone: ((state: LineFault, detail: string) => void) | null = null
      device.on('error', (error: unknown) => {
        if (!closing) gone?.('unplugged', error instanceof Error ? error.message : String(error))
        gone = null
      })
      return {
        onData: (take) => {
          device.on('data', (report: Uint8Array) => take(report))
        },
        onGone: (listener) => {
          gone = listener
        },
        descriptor: async () =>
          isHidraw(path)
            ? await readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => null)
            : null,
        sendFeatureReport: async (bytes) => {
          await device.sendFeatureReport([...bytes])
        },
        close: async () => {
          closing = true
          await device.close().catch(() => undefined)
        },
      }
    },
  }
}
