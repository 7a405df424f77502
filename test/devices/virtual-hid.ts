import fs from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import path from 'node:path'

const REPORT_BYTES = 64
/** Bytes of a code that one report carries (Honeywell, DEVICES.md 5.1). */
const DATA_BYTES = 56
const DATA_AT = 5

export interface VirtualHid {
  /** The socket's path. */
  readonly path: string
  /** Its stable identity for discovery over `folder`. */
  readonly id: string
  /** How many have it open. */
  readonly open: () => number
  /** Sends 64 bytes as they are, the report's id first. */
  readonly report: (bytes: Uint8Array) => void
  /** Sends a code as a Honeywell scanner in HID POS mode does, in as many reports as it needs. */
  readonly scan: (text: string, aim?: string) => void
  readonly unplug: () => Promise<void>
  readonly plug: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The reports of one code: id 02, length, AIM identifier, 56 bytes of data, and whether more follows. */
export function hidReports(text: string, aim = ''): readonly Uint8Array[] {
  const data = Buffer.from(text)
  const count = Math.max(1, Math.ceil(data.length / DATA_BYTES))
  return Array.from({ length: count }, (_, at) => {
    const part = data.subarray(at * DATA_BYTES, (at + 1) * DATA_BYTES)
    const report = new Uint8Array(REPORT_BYTES)
    report.set([0x02, part.length])
    report.set(Buffer.from(aim.slice(0, 3), 'latin1'), 2)
    report.set(part, DATA_AT)
    report[63] = at + 1 < count ? 1 : 0
    return report
  })
}

/**
 * A scanner in HID point-of-sale mode: a Unix socket `hid/NAME.sock` in `folder` (GUICHET_DEVICES) that gives whoever
 * connects its reports, 64 bytes each, the report's id first as node-hid gives it. Linux and macOS only.
 */
export async function startVirtualHid(options: {
  readonly folder: string
  readonly name?: string
}): Promise<VirtualHid> {
  const { folder, name = 'Guichet_HID_H0001' } = options
  const at = path.join(folder, 'hid', `${name}.sock`)
  const sockets = new Set<Socket>()
  let server: Server | null = null

  const plug = async (): Promise<void> => {
    if (server) return
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.rmSync(at, { force: true })
    const made = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
      socket.resume()
    })
    server = made
    await new Promise<void>((resolve, reject) => {
      made.once('error', reject)
      made.listen(at, resolve)
    })
  }
  const unplug = async (): Promise<void> => {
    const old = server
    server = null
    if (!old) return
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => {
      old.close(() => resolve())
    })
    fs.rmSync(at, { force: true })
  }
  const report = (bytes: Uint8Array): void => {
    if (bytes.length !== REPORT_BYTES)
      throw new Error(`a report has ${REPORT_BYTES} bytes, not ${bytes.length}`)
    for (const socket of sockets) socket.write(bytes)
  }

  await plug()
  return {
    path: at,
    id: `hid:${name}`,
    open: () => sockets.size,
    report,
    scan: (text, aim) => {
      for (const one of hidReports(text, aim)) report(one)
    },
    unplug,
    plug,
    close: unplug,
  }
}
