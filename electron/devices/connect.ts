import type { DrawerLine } from '../../native/printer/commands'
import type { LineLocks } from '../../native/printer/line-locks'
import { createLinePrinter } from '../../native/printer/line-printer'
import { cupsPort } from '../../native/printer/ports/cups'
import { deviceFilePort } from '../../native/printer/ports/device-file'
import { filePort } from '../../native/printer/ports/file'
import type { FindDevice } from '../../native/printer/ports/find'
import { serialPrinterPort } from '../../native/printer/ports/serial'
import { tcpPort } from '../../native/printer/ports/tcp'
import { usbPrinterPort } from '../../native/printer/ports/usb'
import { winspoolPort } from '../../native/printer/ports/winspool'
import type { PrinterProfile } from '../../native/printer/profile'
import type { Port, Printer } from '../../native/printer/types'
import type { Clock } from '../domain/clock'
import type { PrinterSettings } from '../domain/devices'

export interface ConnectDeps {
  readonly clock: Clock
  /** Shared by all printers of the app. */
  readonly lines: LineLocks
  readonly profile: (id: string) => PrinterProfile
  /** Where a device of that identity is now (native/discovery). */
  readonly find: FindDevice
  /** The printer on screen. */
  readonly virtual: Port
  readonly platform: NodeJS.Platform
}

/** The way to the printer of some settings; null for none. */
function portOf(settings: PrinterSettings, deps: ConnectDeps): Port | null {
  const { clock, find } = deps
  const { device } = settings
  switch (settings.transport) {
    case 'none':
      return null
    case 'virtual':
      return deps.virtual
    case 'tcp':
      return tcpPort({ host: settings.host, port: settings.port, clock })
    case 'serial':
      return serialPrinterPort({ device, find, baud: settings.baud, flow: settings.flow, clock })
    case 'usb':
      return usbPrinterPort({ device, find, clock })
    case 'device':
      return deviceFilePort({ device, find, clock })
    case 'spooler':
      // Identities of queues carry their kind; what a person types does not.
      return deps.platform === 'win32'
        ? winspoolPort({ queue: device.replace(/^spool:/, '') })
        : cupsPort({ queue: device.replace(/^spool:/, ''), clock })
    case 'file':
      return filePort({ path: device, clock })
  }
}

/** Makes the printer of some settings; the caller closes it. */
export function connectPrinter(settings: PrinterSettings, deps: ConnectDeps): Printer | null {
  const port = portOf(settings, deps)
  if (!port) return null
  const drawer: DrawerLine = { pin: settings.drawerPin, onMs: settings.drawerPulseMs }
  return createLinePrinter({
    port,
    profile: deps.profile(settings.profile),
    drawer,
    clock: deps.clock,
    lines: deps.lines,
  })
}
