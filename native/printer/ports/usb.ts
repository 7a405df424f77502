import type { Channel, Opened, Port, PrinterClock } from '../types'
import type { FindDevice } from './find'

/** As much of npm usb 3.1's UsbDevice as a printer needs. Its errors are texts: "claimInterface error: …". */
export interface UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber: string | null
  readonly bus: string
  readonly address: number
  readonly ports: readonly number[]
  readonly configuration: {
    readonly interfaces: readonly {
      readonly interfaceNumber: number
      readonly alternates: readonly UsbAlternate[]
    }[]
  }
  readonly open: () => Promise<void>
  readonly close: () => Promise<void>
  readonly claimInterface: (interfaceNumber: number) => Promise<void>
  readonly releaseInterface: (interfaceNumber: number) => Promise<void>
  readonly selectAlternateInterface: (interfaceNumber: number, alternate: number) => Promise<void>
  readonly detachKernelDriver: (interfaceNumber: number) => Promise<void>
  readonly attachKernelDriver: (interfaceNumber: number) => Promise<void>
  readonly nativeTransferIn: (
    endpoint: number,
    timeoutMs: number,
    length: number,
  ) => Promise<Uint8Array | null>
  readonly nativeTransferOut: (endpoint: number, timeoutMs: number, data: Uint8Array) => Promise<number>
  readonly nativeControlTransferIn: (
    setup: {
      readonly requestType: 'class'
      readonly recipient: 'interface'
      readonly request: number
      readonly value: number
      readonly index: number
    },
    timeoutMs: number,
    length: number,
  ) => Promise<Uint8Array | null>
}

interface UsbAlternate {
  readonly alternateSetting: number
  readonly interfaceClass: number
  readonly interfaceProtocol: number
  readonly endpoints: readonly {
    readonly endpointNumber: number
    readonly direction: 'in' | 'out'
    readonly type: string
    readonly packetSize: number
  }[]
}

export interface UsbBus {
  readonly getDevices: () => Promise<readonly UsbDevice[]>
}

const PRINTER_CLASS = 7
/** IEEE 1284.4 wraps each byte in packets of its own; 01 and 02 are plain. */
const PACKET_PROTOCOL = 3
const GET_PORT_STATUS = 1
const PAPER_EMPTY = 0x20
/** A healthy port status; some boards give one constant, so only paper with an otherwise sound byte is believed. */
const SELECTED_NO_ERROR = 0x10

/** A transfer that times out says not how much of it went: one packet at a time either went or did not. */
const OUT_MS = 5_000
const IN_MS = 1_000
const CONTROL_MS = 500
/** After an empty answer: some boards send these without end. */
const EMPTY_MS = 20
/** For the transfers under way at the end. */
const LAST_BYTES_MS = 2_000

interface Ends {
  readonly interfaceNumber: number
  readonly alternate: number
  readonly out: { readonly endpoint: number; readonly packet: number }
  /** null: one-way. */
  readonly in: { readonly endpoint: number; readonly packet: number } | null
}

/** The printer interface and its bulk endpoints: their numbers differ even within one brand. */
function endsOf(device: UsbDevice): Ends | null {
  for (const { interfaceNumber, alternates } of device.configuration.interfaces) {
    const usable = alternates
      .filter((one) => one.interfaceClass === PRINTER_CLASS && one.interfaceProtocol !== PACKET_PROTOCOL)
      // Bidirectional before one-way.
      .sort((left, right) => right.interfaceProtocol - left.interfaceProtocol)
    for (const { alternateSetting, endpoints } of usable) {
      const bulk = (direction: 'in' | 'out') => {
        const found = endpoints.find((one) => one.type === 'bulk' && one.direction === direction)
        return found ? { endpoint: found.endpointNumber, packet: Math.max(8, found.packetSize) } : null
      }
      const out = bulk('out')
      if (out) return { interfaceNumber, alternate: alternateSetting, out, in: bulk('in') }
    }
  }
  return null
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function refused(error: unknown): Opened {
  const detail = wordsOf(error)
  if (/permission|access|EACCES|EPERM|not permitted/i.test(detail))
    return { ok: false, again: false, trouble: 'denied', detail }
  if (/busy|in use|exclusive/i.test(detail)) return { ok: false, again: true, trouble: 'busy', detail }
  if (/not found|disconnected|no such device|removed/i.test(detail))
    return { ok: false, again: false, trouble: 'unplugged', detail }
  return { ok: false, again: false, trouble: 'unreachable', detail }
}

const timedOut = (error: unknown): boolean => /cancel|timed? ?out/i.test(wordsOf(error))

/** A printer of the USB printer class, spoken to directly (Linux, macOS; Windows keeps it for the spooler). */
export function usbPrinterPort(deps: {
  readonly device: string
  readonly find: FindDevice
  readonly clock: PrinterClock
  /** The library's bus; loaded at the first opening where it is left out. */
  readonly bus?: UsbBus
}): Port {
  const { device: id, find, clock } = deps
  const busOf = async (): Promise<UsbBus> => deps.bus ?? (await import('usb')).usb
  return {
    line: id,
    answers: true,
    open: async () => {
      const found = await find(id)
      if (!found) return { ok: false, again: false, trouble: 'unplugged', detail: 'not plugged in' }
      try {
        const same = (await (await busOf()).getDevices()).filter(
          ({ vendorId, productId }) => vendorId === found.vendorId && productId === found.productId,
        )
        const device = choose(same, found)
        if (!device) return { ok: false, again: false, trouble: 'unplugged', detail: 'not on the bus' }
        return await openDevice(device, clock)
      } catch (error) {
        return refused(error)
      }
    },
  }
}

/** Among twins: the one with the serial number, else the one at the place. */
function choose(
  same: readonly UsbDevice[],
  { serialNumber, path }: { readonly serialNumber: string | null; readonly path: string },
): UsbDevice | null {
  const [only] = same
  if (same.length <= 1) return only ?? null
  if (serialNumber !== null)
    for (const one of same) {
      try {
        if (one.serialNumber === serialNumber) return one
      } catch {
        // Reading the number opens the device; one that may not be opened is not ours.
      }
    }
  return same.find((one) => placeOf(one) === path) ?? null
}

/** Bus and port path, as `1-2.3`. */
const placeOf = ({ bus, ports }: UsbDevice): string => `${bus.replace(/^0+(?=\d)/, '')}-${ports.join('.')}`

async function openDevice(device: UsbDevice, clock: PrinterClock): Promise<Opened> {
  await device.open()
  try {
    const ends = endsOf(device)
    if (!ends)
      return await closed(device, {
        ok: false,
        again: false,
        trouble: 'unreachable',
        detail: 'no printer interface',
      })
    const { interfaceNumber, alternate } = ends
    // Where no driver holds it there is nothing to take away; where one may not be moved, the claim says so.
    const moved = await device.detachKernelDriver(interfaceNumber).then(
      () => true,
      () => false,
    )
    try {
      await device.claimInterface(interfaceNumber)
      if (alternate !== 0) await device.selectAlternateInterface(interfaceNumber, alternate)
    } catch (error) {
      if (moved) await device.attachKernelDriver(interfaceNumber).catch(() => undefined)
      return await closed(device, refused(error))
    }
    return { ok: true, channel: channelOf(device, ends, moved, clock) }
  } catch (error) {
    return closed(device, refused(error))
  }
}

async function closed(device: UsbDevice, opened: Opened): Promise<Opened> {
  await device.close().catch(() => undefined)
  return opened
}

function channelOf(device: UsbDevice, ends: Ends, moved: boolean, clock: PrinterClock): Channel {
  let lost: string | null = null
  let closing = false
  let pending = 0
  let tell: (why: string) => void = () => undefined
  let tail: Promise<void> = Promise.resolve()
  let reading: Promise<void> = Promise.resolve()
  let release: Promise<void> | null = null

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  const lose = (why: string): void => {
    if (lost !== null) return
    lost = why
    tell(why)
  }

  async function send(bytes: Uint8Array): Promise<string | null> {
    const { endpoint, packet } = ends.out
    let at = 0
    while (at < bytes.length) {
      if (lost !== null) return lost
      try {
        const sent = await device.nativeTransferOut(endpoint, OUT_MS, bytes.subarray(at, at + packet))
        at += sent
        pending -= sent
      } catch (error) {
        if (!timedOut(error)) lose(wordsOf(error))
      }
    }
    return null
  }

  async function read(from: NonNullable<Ends['in']>, listener: (bytes: Uint8Array) => void): Promise<void> {
    while (!closing && lost === null) {
      try {
        const bytes = await device.nativeTransferIn(from.endpoint, IN_MS, from.packet)
        if (bytes && bytes.length > 0) listener(bytes)
        else await pause(EMPTY_MS)
      } catch (error) {
        if (!timedOut(error) && !closing) lose(wordsOf(error))
      }
    }
  }

  async function letGo(): Promise<void> {
    await tail
    await reading
    await device.releaseInterface(ends.interfaceNumber).catch(() => undefined)
    // CUPS and the kernel's own driver find the printer again.
    if (moved) await device.attachKernelDriver(ends.interfaceNumber).catch(() => undefined)
    await device.close().catch(() => undefined)
  }

  return {
    write: (bytes, done) => {
      if (lost !== null || closing) {
        done(lost ?? 'the device is closed')
        return
      }
      pending += bytes.length
      tail = tail.then(async () => done(await send(bytes)))
    },
    pending: () => pending,
    onData: (listener) => {
      if (ends.in) reading = read(ends.in, listener)
    },
    onLost: (listener) => {
      tell = listener
      if (lost !== null) listener(lost)
    },
    end: async () => {
      if (!closing) {
        await Promise.race([tail, pause(LAST_BYTES_MS)])
        if (pending > 0) lose('closed before all bytes had left')
        closing = true
      }
      // The transfer that a holding printer does not take ends by its own time limit; until then it stays busy.
      release ??= letGo()
      await Promise.race([release, pause(LAST_BYTES_MS)])
    },
    hint: async () => {
      const setup = {
        requestType: 'class',
        recipient: 'interface',
        request: GET_PORT_STATUS,
        value: 0,
        index: ends.interfaceNumber,
      } as const
      const answer = await device.nativeControlTransferIn(setup, CONTROL_MS, 1).catch(() => null)
      const byte = answer?.[0] ?? 0
      return (byte & PAPER_EMPTY) !== 0 && (byte & SELECTED_NO_ERROR) !== 0 ? 'paper_out' : null
    },
  }
}
