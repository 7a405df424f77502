import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { HidBus, HidLine } from './hid-bus'
import { HID_POS_PAGE, HID_POS_USAGE } from './hid-pos'
import { LineError, type LineFault } from './keep-open'

/** Virtual HID devices: each `NAME.sock` of a folder sends input reports of 64 bytes, id byte first. */

const REPORT = 64
const SOCKET = '.sock'

export function createSocketHid(folder: string): HidBus {
  return {
    list: async () => {
      const names = await readdir(folder).catch(() => [])
      return names
        .filter((name) => name.endsWith(SOCKET))
        .sort()
        .map((name) => ({
          path: join(folder, name),
          vendorId: 0,
          productId: 0,
          serialNumber: name.slice(0, -SOCKET.length),
          name: name.slice(0, -SOCKET.length),
          usagePage: HID_POS_PAGE,
          usage: HID_POS_USAGE,
        }))
    },
    open: async (path) => lineOf(await connected(path)),
  }
}

function connected(path: string): Promise<Socket> {
  const socket = connect(path)
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const gone = error.code === 'ENOENT' || error.code === 'ECONNREFUSED'
      reject(new LineError(gone ? 'unplugged' : error.code === 'EACCES' ? 'denied' : 'error', error.message))
    })
  })
}

function lineOf(socket: Socket): HidLine {
  let rest = Buffer.alloc(0)
  let gone: ((state: LineFault, detail: string) => void) | null = null
  let detail = ''
  socket.on('error', (error) => {
    detail = error.message
  })
  socket.on('close', () => gone?.('unplugged', detail))
  return {
    onData: (take) => {
      socket.on('data', (bytes: Buffer) => {
        rest = Buffer.concat([rest, bytes])
        for (; rest.length >= REPORT; rest = rest.subarray(REPORT)) take(rest.subarray(0, REPORT))
      })
    },
    onGone: (listener) => {
      gone = listener
    },
    descriptor: () => Promise.resolve(null),
    sendFeatureReport: () => Promise.reject(new Error('a virtual device has no feature reports')),
    close: () => {
      gone = null
      return new Promise((resolve) => {
        if (socket.closed) return resolve()
        socket.once('close', () => resolve())
        socket.destroy()
      })
    },
  }
}
