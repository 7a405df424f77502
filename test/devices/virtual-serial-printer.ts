import { createPrinterModel, type PrinterSwitches } from './printer-model'
import { createSerialCable } from './serial-cable'

export interface VirtualSerialPrinter {
  /** The path to open now; empty while it is unplugged. */
  readonly path: () => string
  /** Its stable identity for discovery over `folder`. */
  readonly id: string
  readonly switches: PrinterSwitches
  /** Changes switches and reports it as a printer does (automatic status back). */
  readonly set: (change: Partial<PrinterSwitches>) => void
  /** Everything it was sent, one entry for each time it was plugged in, oldest first. */
  readonly connections: () => readonly Uint8Array[]
  /** Of them, those that carried more than questions. */
  readonly jobs: () => readonly Uint8Array[]
  /** Forgets what it has not printed; the cable stays. */
  readonly powerCycle: () => void
  readonly unplug: () => void
  readonly plug: () => void
  readonly close: () => void
}

/** A printer on a serial cable (a pseudo-terminal), found in `folder` as GUICHET_DEVICES. Linux and macOS only. */
export function startVirtualSerialPrinter(options: {
  readonly folder: string
  readonly name?: string
  readonly makerAndModel?: readonly [string, string]
}): VirtualSerialPrinter {
  const { folder, name = 'usb-Guichet_Virtual_Printer_P0001-if00', makerAndModel } = options
  const model = createPrinterModel(makerAndModel ? { makerAndModel } : {})
  let lost: (() => void) | null = null
  const cable = createSerialCable({
    folder,
    name,
    onPlug: (pty) => {
      const connection = model.connect({
        send: pty.write,
        pause: pty.pause,
        resume: pty.resume,
        // A serial line has no connection that could be cut.
        reset: () => undefined,
      })
      pty.onData(connection.take)
      lost = connection.lost
    },
  })
  const unplug = (): void => {
    cable.unplug()
    lost?.()
    lost = null
  }
  return {
    path: () => cable.pty()?.path ?? '',
    id: `serial:${name}`,
    switches: model.switches,
    set: model.set,
    connections: model.connections,
    jobs: model.jobs,
    powerCycle: model.powerCycle,
    unplug,
    plug: cable.plug,
    close: () => {
      unplug()
      model.close()
    },
  }
}
