import { connect, type Socket } from 'node:net'
import { askStatus } from './commands'
import { createReplyReader, type Reply, UNKNOWN_STATUS, withAsb, withRealtime } from './status'
import type { PrinterClock, PrinterStatus } from './types'

/** Milliseconds of a network printer's line; the defaults are those of DEVICES.md section 4. */
export interface TcpTimings {
  readonly connectMs: number
  /** Waits between tries while another till holds the printer. */
  readonly busyRetriesMs: readonly number[]
  /** An answer to one status question. */
  readonly askMs: number
  /** After the last byte, for a printer that has never answered on this connection. */
  readonly muteMs: number
  /** Between two looks at the status while a job is not yet proven printed. */
  readonly pollMs: number
  /** Clean status without the fence's answer for this long: probably printed. */
  readonly assumeMs: number
  /** Bytes that do not move for this long mean that the printer holds. */
  readonly stallMs: number
  /** A printer that answered and then says nothing for this long is gone. */
  readonly silentMs: number
  /** For the other side to close after our end. */
  readonly closeMs: number
  /** Between a close and the next connection. */
  readonly gapMs: number
}

export const DEFAULT_TIMINGS: TcpTimings = {
  connectMs: 4_000,
  busyRetriesMs: [500, 1_000, 2_000, 4_000],
  askMs: 1_000,
  muteMs: 2_000,
  pollMs: 1_000,
  assumeMs: 5_000,
  stallMs: 20_000,
  silentMs: 30_000,
  closeMs: 2_000,
  gapMs: 200,
}

const KEEP_ALIVE_MS = 10_000

/** One connection to a printer. */
export interface TcpSession {
  readonly status: () => PrinterStatus
  /** The other side ended, or the line broke. */
  readonly gone: () => boolean
  /** Why, once gone. */
  readonly detail: () => string
  /** Writes and resolves when the bytes left this process; false when the line was lost first. */
  readonly write: (bytes: Uint8Array, onStall: () => void) => Promise<boolean>
  /** Real-time status n; null when no answer came in time. */
  readonly ask: (n: 1 | 2 | 3 | 4) => Promise<number | null>
  /** 1, 2 and 4 one at a time, 3 when 2 tells of an error; stops at the first that stays unanswered. */
  readonly askAll: () => Promise<PrinterStatus>
  /** Calls back at each answer that is no status: the fence, the process id. */
  readonly onReply: (listener: (reply: Reply) => void) => void
  /** Resolves at the next answer or loss, or after `ms`. */
  readonly next: (ms: number) => Promise<void>
  /** Ends cleanly and waits for the close. */
  readonly end: () => Promise<void>
}

export type Opened =
  | { readonly ok: true; readonly session: TcpSession }
  /** `again`: another till may hold it, a later try may succeed. */
  | { readonly ok: false; readonly again: boolean; readonly detail: string }

const AGAIN = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE', 'EAGAIN'])

interface Wire {
  readonly host: string
  readonly port: number
  readonly clock: PrinterClock
  readonly timings: TcpTimings
}

/** Connects once. */
export function openSession(wire: Wire): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connect({ host: wire.host, port: wire.port })
    const failed = (code: string): void => {
      cancel()
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.destroy()
      resolve({ ok: false, again: AGAIN.has(code), detail: code })
    }
    const cancel = wire.clock.after(wire.timings.connectMs, () => failed('ETIMEDOUT'))
    socket.once('error', (error: NodeJS.ErrnoException) => failed(error.code ?? error.message))
    socket.once('connect', () => {
      cancel()
      socket.removeAllListeners('error')
      socket.setNoDelay(true)
      socket.setKeepAlive(true, KEEP_ALIVE_MS)
      resolve({ ok: true, session: createSession(socket, wire) })
    })
  })
}

function createSession(socket: Socket, { clock, timings }: Wire): TcpSession {
  const reader = createReplyReader()
  let status: PrinterStatus = UNKNOWN_STATUS
  let lost: string | null = null
  let closed = false
  const listeners: ((reply: Reply) => void)[] = []
  let waiters: (() => void)[] = []
  /** Questions under way, oldest first: an answer does not say which one it answers. */
  const asked: { readonly n: 1 | 2 | 3 | 4; readonly answer: (byte: number) => void }[] = []

  const wake = (): void => {
    const now = waiters
    waiters = []
    for (const waiter of now) waiter()
  }
  const lose = (why: string): void => {
    lost ??= why
    wake()
  }
  const take = (reply: Reply): void => {
    if (reply.kind === 'asb') status = withAsb(status, reply.bytes)
    else if (reply.kind === 'realtime') {
      const question = asked.shift()
      if (question) {
        status = withRealtime(status, question.n, reply.byte)
        question.answer(reply.byte)
      }
    } else status = { ...status, answers: true }
    for (const listener of listeners) listener(reply)
  }
  socket.on('data', (bytes) => {
    for (const reply of reader.push(bytes)) take(reply)
    wake()
  })
  socket.on('end', () => lose('the printer ended the connection'))
  socket.on('error', (error: NodeJS.ErrnoException) => lose(error.code ?? error.message))
  socket.on('close', () => {
    closed = true
    lose('the connection is closed')
  })

  const next = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (lost) {
        resolve()
        return
      }
      const cancel = clock.after(ms, () => {
        waiters = waiters.filter((waiter) => waiter !== done)
        resolve()
      })
      const done = (): void => {
        cancel()
        resolve()
      }
      waiters.push(done)
    })

  const ask = (n: 1 | 2 | 3 | 4): Promise<number | null> =>
    new Promise((resolve) => {
      if (lost) {
        resolve(null)
        return
      }
      let answered = false
      const settle = (byte: number | null): void => {
        if (answered) return
        answered = true
        cancel()
        resolve(byte)
      }
      const cancel = clock.after(timings.askMs, () => settle(null))
      asked.push({ n, answer: settle })
      const onLoss = (): void => {
        if (answered) return
        if (lost) settle(null)
        else waiters.push(onLoss)
      }
      waiters.push(onLoss)
      socket.write(askStatus(n))
    })

  const write = async (bytes: Uint8Array, onStall: () => void): Promise<boolean> => {
    if (lost || socket.destroyed) return false
    let flushed = false
    socket.write(bytes, () => {
      flushed = true
      wake()
    })
    let moved = clock.monotonicMs()
    let left = socket.writableLength
    while (!flushed && !lost) {
      await next(timings.pollMs)
      if (socket.writableLength !== left) {
        left = socket.writableLength
        moved = clock.monotonicMs()
      } else if (clock.monotonicMs() - moved >= timings.stallMs) onStall()
    }
    return flushed
  }

  return {
    status: () => status,
    gone: () => lost !== null,
    detail: () => lost ?? '',
    write,
    ask,
    askAll: async () => {
      for (const n of [1, 2, 4] as const) if ((await ask(n)) === null) return status
      if (status.error) await ask(3)
      return status
    },
    onReply: (listener) => {
      listeners.push(listener)
    },
    next,
    end: async () => {
      if (!closed) {
        await new Promise<void>((resolve) => {
          // The far side is a printer that never closes its half: only then is the line cut off.
          const cancel = clock.after(timings.closeMs, () => socket.destroy())
          socket.once('close', () => {
            cancel()
            resolve()
          })
          socket.end()
        })
      }
      await new Promise<void>((resolve) => {
        clock.after(timings.gapMs, resolve)
      })
    },
  }
}
