import { access } from 'node:fs/promises'
import type { SerialPort } from 'serialport'
import type { Channel, Opened, Port, PrinterClock } from '../types'
import type { FindDevice } from './find'

export type SerialFlow = 'none' | 'rtscts' | 'xonxoff'

/** Looks whether the device is still there: a pulled adapter is not always told (serialport 13 then reads nothing). */
const LOOK_MS = 1_000
/** A printer that holds by DTR/DSR raises it with 16 bytes of room left (DEVICES.md section 4). */
const DSR_PIECE = 16
const DSR_LOOK_MS = 20
/** For bytes under way at the end. */
const DRAIN_MS = 2_000
/** A closed port is not open again at once on every adapter. */
const GAP_MS = 50

/** A printer on a serial port, 8N1. DSR low or XOFF holds it up and is no failure. */
export function serialPrinterPort(deps: {
  /** Stable identity; `find` knows where it is now. */
  readonly device: string
  readonly find: FindDevice
  readonly baud: number
  readonly flow: SerialFlow
  readonly clock: PrinterClock
}): Port {
  const { device, find, baud, flow, clock } = deps
  return {
    line: device,
    answers: true,
    open: async () => {
      const found = await find(device)
      if (!found) return { ok: false, again: false, trouble: 'unplugged', detail: 'not plugged in' }
      // Loaded when first needed: its native part must not delay the start of a till without one.
      const serialport = await import('serialport')
      const port = new serialport.SerialPort({
        path: found.path,
        baudRate: baud,
        autoOpen: false,
        rtscts: flow === 'rtscts',
        xon: flow === 'xonxoff',
        xoff: flow === 'xonxoff',
      })
      const error = await new Promise<Error | null>((resolve) => port.open(resolve))
      if (error) return refused(error.message)
      // Printers that look at DTR or RTS take nothing while these are down; not every line has them.
      await new Promise<void>((resolve) => port.set({ dtr: true, rts: true }, () => resolve()))
      return { ok: true, channel: channelOf(port, { path: found.path, flow, clock }) }
    },
  }
}

/** Why a port could not be had, from the words of serialport on Linux, macOS and Windows. */
export function refused(message: string): Opened {
  if (/cannot lock port|busy|EBUSY/i.test(message))
    return { ok: false, again: true, trouble: 'busy', detail: message }
  // Windows says "Access denied" of a port that another program holds: there are no rights to lack there.
  if (/access denied/i.test(message))
    return {
      ok: false,
      again: true,
      trouble: process.platform === 'win32' ? 'busy' : 'denied',
      detail: message,
    }
  if (/permission denied|EACCES|EPERM|not permitted/i.test(message))
    return { ok: false, again: false, trouble: 'denied', detail: message }
  if (/no such (file|device)|not found|ENOENT|ENXIO|ENODEV|unknown error code 433/i.test(message))
    return { ok: false, again: false, trouble: 'unplugged', detail: message }
  return { ok: false, again: false, trouble: 'unreachable', detail: message }
}

function channelOf(
  port: SerialPort,
  { path, flow, clock }: { readonly path: string; readonly flow: SerialFlow; readonly clock: PrinterClock },
): Channel {
  let lost: string | null = null
  let ending = false
  let closed = false
  let pending = 0
  let tell: (why: string) => void = () => undefined
  let listener: (bytes: Uint8Array) => void = () => undefined
  let stopLooking = (): void => undefined
  let tail: Promise<void> = Promise.resolve()
  /** DSR was seen up on this line, so its going down means something. */
  let wired = false

  let wakeLost: (why: string) => void = () => undefined
  const loss = new Promise<string>((resolve) => {
    wakeLost = resolve
  })
  const lose = (why: string): void => {
    if (lost !== null) return
    lost = why
    stopLooking()
    wakeLost(why)
    tell(why)
  }
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  const look = (): void => {
    stopLooking = clock.after(LOOK_MS, () => {
      access(path).then(look, () => {
        lose('unplugged')
        close()
      })
    })
  }
  const close = (): void => {
    if (port.isOpen) port.close(() => undefined)
  }
  // Without a listener for data serialport never reads, and then never sees that the cable was pulled.
  port.on('data', (bytes: Uint8Array) => listener(bytes))
  port.on('error', (error) => lose(error.message))
  port.on('close', (error: Error | null) => {
    closed = true
    if (!ending || error) lose(error?.message ?? 'the port is closed')
  })
  if (process.platform !== 'win32') look()

  const dsrUp = (): Promise<boolean> =>
    new Promise((resolve) => port.get((error, lines) => resolve(!error && lines?.dsr === true)))
  const passOn = (bytes: Uint8Array): Promise<string | null> =>
    new Promise((resolve) => {
      port.write(bytes, (error) => {
        if (error) resolve(error.message)
        // Only what has left the wire leaves room for a question.
        else if (lost === null && port.isOpen) port.drain((failed) => resolve(failed ? failed.message : null))
        else resolve(lost ?? 'the port is closed')
      })
    })

  async function send(bytes: Uint8Array): Promise<string | null> {
    if (flow === 'none') wired ||= await dsrUp()
    const piece = wired ? DSR_PIECE : bytes.length
    for (let at = 0; at < bytes.length; at += piece) {
      while (wired && lost === null && !(await dsrUp())) await pause(DSR_LOOK_MS)
      if (lost !== null) return lost
      const part = bytes.subarray(at, at + piece)
      const error = await Promise.race([passOn(part), loss])
      if (error !== null) return error
      pending -= part.length
    }
    return null
  }
  return {
    write: (bytes, done) => {
      if (lost !== null || ending) {
        done(lost ?? 'the port is closed')
        return
      }
      pending += bytes.length
      tail = tail.then(async () => done(await send(bytes)))
    },
    pending: () => pending,
    onData: (to) => {
      listener = to
    },
    onLost: (to) => {
      tell = to
      if (lost !== null) to(lost)
    },
    end: async () => {
      if (!ending) {
        ending = true
        stopLooking()
        await Promise.race([tail, pause(DRAIN_MS)])
        if (pending > 0) lose('closed before all bytes had left')
        // What a held-up printer will not take must not keep the port from closing.
        if (pending > 0 && port.isOpen) await new Promise<void>((resolve) => port.flush(() => resolve()))
        if (!closed && port.isOpen)
          await Promise.race([new Promise<void>((resolve) => port.close(() => resolve())), pause(DRAIN_MS)])
      }
      await pause(GAP_MS)
    },
  }
}
