/** What is plugged in, as the system shows it now. */
export interface FoundDevice {
  /**
   * Stable: `serial:usb-ACME_Scanner_0001-if00` (by-id name), `usb:04b8:0e03:SERIAL`, `hid:0c2e:0b61:SERIAL`,
   * `lp:…`, `spool:QUEUE`. The same device has the same id wherever it is plugged in, unless it has no serial number:
   * then the place (bus and port path) is part of it.
   */
  readonly id: string
  readonly transport: 'serial' | 'hid' | 'usb' | 'device' | 'spooler'
  /** What it can be here; a bare serial port can be either. */
  readonly use: 'printer' | 'scanner' | 'either'
  /** Maker and model as the device says, else its path. */
  readonly name: string
  /**
   * Where it is now, for opening; never stored. A device file or COM port; usb: bus and port path, `1-2.3`; spooler:
   * the queue; a virtual HID scanner: its socket.
   */
  readonly path: string
  readonly vendorId: number | null
  readonly productId: number | null
  readonly serialNumber: string | null
  /** denied: this user may not open it; `remedy` says what an administrator does. */
  readonly access: 'ok' | 'denied'
  readonly remedy: { readonly group: string } | { readonly rule: string } | null
}

/** A printer that answered on the local network. */
export interface FoundNetworkPrinter {
  readonly host: string
  readonly port: number
  /** It answered a status question, so it speaks ESC/POS. */
  readonly answers: boolean
  /** What it calls itself (`GS I`); never trusted, only shown. */
  readonly model: string | null
}

export interface Discovery {
  /** Never rejects: a system without USB, HID or a spooler simply has none. */
  readonly list: () => Promise<readonly FoundDevice[]>
  /** The device of that identity, wherever it is now; null while it is not plugged in. */
  readonly find: (id: string) => Promise<FoundDevice | null>
  /** Calls back within about two seconds of a plug or an unplug; gives a function that stops it. */
  readonly watch: (changed: (devices: readonly FoundDevice[]) => void) => () => void
  /** Asks the local networks politely, a few addresses at a time; only when a person wants it. */
  readonly scanNetwork: (options: {
    readonly port: number
    readonly signal: AbortSignal
    readonly onFound: (printer: FoundNetworkPrinter) => void
  }) => Promise<readonly FoundNetworkPrinter[]>
  readonly close: () => void
}
