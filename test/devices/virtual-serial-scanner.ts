import { createSerialCable } from './serial-cable'

export const SUFFIXES = { cr: '\r', lf: '\n', crlf: '\r\n', tab: '\t', none: '' } as const

export interface VirtualSerialScanner {
  /** The path to open now; empty while it is unplugged. */
  readonly path: () => string
  /** Its stable identity for discovery over `folder`. */
  readonly id: string
  /** Sends a code as UTF-8, with the AIM identifier before it where given. */
  readonly scan: (
    text: string,
    how?: { readonly suffix?: keyof typeof SUFFIXES; readonly aim?: string },
  ) => void
  /** Sends bytes as they are. */
  readonly send: (bytes: Uint8Array) => void
  readonly unplug: () => void
  readonly plug: () => void
  readonly close: () => void
}

/** A scanner on a serial cable (a pseudo-terminal), found in `folder` as GUICHET_DEVICES. Linux and macOS only. */
export function startVirtualSerialScanner(options: {
  readonly folder: string
  readonly name?: string
}): VirtualSerialScanner {
  const { folder, name = 'usb-Guichet_Virtual_Scanner_S0001-if00' } = options
  const cable = createSerialCable({ folder, name, onPlug: () => undefined })
  const send = (bytes: Uint8Array): void => cable.pty()?.write(bytes)
  return {
    path: () => cable.pty()?.path ?? '',
    id: `serial:${name}`,
    scan: (text, { suffix = 'cr', aim = '' } = {}) => send(Buffer.from(`${aim}${text}${SUFFIXES[suffix]}`)),
    send,
    unplug: cable.unplug,
    plug: cable.plug,
    close: cable.close,
  }
}
