import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'

/** A HID scanner that is a Unix socket: it sends input reports of 64 bytes to whoever opened it. */
export interface VirtualHid {
  readonly path: string
  readonly send: (report: Uint8Array) => void
  /** How many have it open now. */
  readonly openers: () => number
  readonly unplug: () => Promise<void>
}

export async function plugVirtualHid(path: string): Promise<VirtualHid> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return {
    path,
    send: (report) => {
      for (const socket of sockets) socket.write(report)
    },
    openers: () => sockets.size,
    unplug: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      rmSync(path, { force: true })
    },
  }
}

/** The reports in which a scanner of the standard's layout sends a code (DEVICES.md 5.1). */
export function hidReports(text: string, aim = ']Q1'): readonly Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const reports: Uint8Array[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += 56) {
    const data = bytes.subarray(at, at + 56)
    const report = new Uint8Array(64)
    report.set([2, data.length, ...new TextEncoder().encode(aim)])
    report.set(data, 5)
    report[63] = at + 56 < bytes.length ? 1 : 0
    reports.push(report)
  }
  return reports
}
