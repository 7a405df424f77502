import { connect, type Socket } from 'node:net'
import type { Channel, Opened, Port, PrinterClock } from '../types'

/** Milliseconds; the defaults are those of DEVICES.md section 4. */
export interface TcpTimings {
  readonly connectMs: number
  /** For the other side to close after our end. */
  readonly closeMs: number
  /** Between a close and the next connection. */
  readonly gapMs: number
}

const DEFAULTS: TcpTimings = { connectMs: 4_000, closeMs: 2_000, gapMs: 200 }
const KEEP_ALIVE_MS = 10_000
/** Another till may hold the printer, or it is still starting. */
const AGAIN = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'EAGAIN'])

/** A network printer's raw port, 9100 on nearly all. */
export function tcpPort(deps: {
  readonly host: string
  readonly port: number
  readonly clock: PrinterClock
  readonly timings?: Partial<TcpTimings>
}): Port {
  const { host, port, clock } = deps
  const timings: TcpTimings = { ...DEFAULTS, ...deps.timings }
  return {
    line: `tcp:${host}:${port}`,
    answers: true,
    open: () =>
      new Promise<Opened>((resolve) => {
        const socket = connect({ host, port })
        const failed = (code: string): void => {
          cancel()
          socket.removeAllListeners()
          socket.on('error', () => undefined)
          socket.destroy()
          const trouble = code === 'ECONNRESET' ? 'busy' : 'unreachable'
          resolve({ ok: false, again: AGAIN.has(code), trouble, detail: code })
        }
        const cancel = clock.after(timings.connectMs, () => failed('ETIMEDOUT'))
        socket.once('error', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message))
        socket.once('connect', () => {
          cancel()
          socket.removeAllListeners('error')
          socket.setNoDelay(true)
          // A pulled cable gives no error while only reading.
          socket.setKeepAlive(true, KEEP_ALIVE_MS)
          resolve({ ok: true, channel: channelOf(socket, clock, timings) })
        })
      }),
  }
}

function channelOf(socket: Socket, clock: PrinterClock, timings: TcpTimings): Channel {
  let closed = false
  let ending = false
  let lost: string | null = null
  let tell: (why: string) => void = () => undefined
  const lose = (why: string): void => {
    if (lost !== null) return
    lost = why
    tell(why)
  }
  socket.on('end', () => {
    if (!ending) lose('the printer ended the connection')
  })
  socket.on('error', (error: NodeJS.ErrnoException) => lose(error.code ?? error.message))
  socket.on('close', () => {
    closed = true
    if (!ending) lose('the connection is closed')
  })
  return {
    write: (bytes, done) => {
      if (lost !== null || ending) {
        done(lost ?? 'the connection is closed')
        return
      }
      socket.write(bytes, (error) => done(error ? error.message : null))
    },
    pending: () => socket.writableLength,
    onData: (listener) => {
      socket.on('data', listener)
    },
    onLost: (listener) => {
      tell = listener
      if (lost !== null) listener(lost)
    },
    end: async () => {
      ending = true
      if (!closed)
        await new Promise<void>((resolve) => {
          // The far side is a printer that never closes its half: only then is the line cut off.
          const cancel = clock.after(timings.closeMs, () => {
            if (socket.writableLength > 0) lose('closed before all bytes had left')
            socket.destroy()
          })
          socket.once('close', () => {
            cancel()
            resolve()
          })
          socket.end()
        })
      await new Promise<void>((resolve) => {
        clock.after(timings.gapMs, resolve)
      })
    },
  }
}
