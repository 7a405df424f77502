import type { DeviceFound, PrinterSettings } from '../../../electron/domain/devices'
import { newPrinter } from './printer-draft'

/** The printer that a found device would be: its profile proposed, the rest as it comes. */
export const printerOfFound = ({ id, transport, name, profile }: DeviceFound): PrinterSettings =>
  newPrinter({
    transport: transport === 'hid' ? 'usb' : transport,
    device: id,
    name: name.slice(0, 60),
    ...(profile === null ? {} : { profile }),
  })
