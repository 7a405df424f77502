import { connect, type Socket } from 'node:net'
import type { HidLine } from './hid-bus'
import { LineError, type LineFault } from './keep-open'

/** Virtual HID devices: a Unix socket `NAME.sock` sends input reports of 64 bytes, id byte first. */

const REPORT = 64

/** Opens the virtual device behind a socket; rejects with LineError. */
export const openSocketHid = async (path: string): Promise<HidLine> => lineOf(await connected(path))

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
