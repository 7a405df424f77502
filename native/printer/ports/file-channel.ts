import { constants } from 'node:fs'
import { access, type FileHandle, open } from 'node:fs/promises'
import type { Channel, Opened, PrinterClock } from '../types'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error)

/** Full for now: the printer holds, a pipe's reader is slow. */
const FULL = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR'])
/** Between two tries of a write that found no room, and between two looks for an answer. */
const WRITE_AGAIN_MS = 10
const READ_AGAIN_MS = 20
const READ_IDLE_MS = 100
/** Empty looks after which they become rarer. */
const IDLE_AFTER = 50
/** For bytes that wait for room at the end. */
const LAST_BYTES_MS = 2_000
const READ_BYTES = 4_096

const { O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants

/** Tries to open; the second of `ways` only where the first is refused for want of a way back. */
async function openFirst(
  path: string,
  ways: readonly number[],
): Promise<{ handle: FileHandle; flags: number }> {
  let failed: unknown = null
  for (const flags of ways) {
    try {
      return { handle: await open(path, flags, 0o640), flags }
    } catch (error) {
      failed = error
      if (!['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error
    }
  }
  throw failed
}

function refused(error: unknown, device: boolean): Opened {
  const detail = codeOf(error)
  switch (detail) {
    case 'EBUSY':
      return { ok: false, again: true, trouble: 'busy', detail }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { ok: false, again: false, trouble: 'denied', detail }
    case 'ENOENT':
    case 'ENODEV':
      return { ok: false, again: false, trouble: device ? 'unplugged' : 'unreachable', detail }
    default:
      return { ok: false, again: false, trouble: 'unreachable', detail }
  }
}

/**
 * A file as a line. `device`: it is there or not, and answers are looked for while it is open (one that may only be
 * written to is then written to); else it is made where it is missing, and grows.
 */
export async function openFileChannel(deps: {
  readonly path: string
  readonly device: boolean
  readonly clock: PrinterClock
}): Promise<Opened> {
  const { path, device } = deps
  // Never wait in open or write for somebody at the other end.
  const only = O_WRONLY | O_NONBLOCK | (device ? 0 : O_APPEND | O_CREAT)
  try {
    const { handle, flags } = await openFirst(path, device ? [O_RDWR | O_NONBLOCK, only] : [only])
    return { ok: true, channel: channelOf(handle, { ...deps, readable: (flags & O_RDWR) !== 0 }) }
  } catch (error) {
    return refused(error, device)
  }
}

function channelOf(
  handle: FileHandle,
  deps: {
    readonly path: string
    readonly device: boolean
    readonly readable: boolean
    readonly clock: PrinterClock
  },
): Channel {
  const { path, device, readable, clock } = deps
  let lost: string | null = null
  let closing = false
  let pending = 0
  let tell: (why: string) => void = () => undefined
  let tail: Promise<void> = Promise.resolve()
  let reading: Promise<void> = Promise.resolve()

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      clock.after(ms, resolve)
    })
  const lose = (why: string): void => {
    if (lost !== null) return
    lost = why
    tell(why)
  }
  // A printer class driver tells of missing paper so: the bytes wait.
  const isFull = (code: string): boolean => FULL.has(code) || (device && code === 'ENOSPC')

  async function send(bytes: Uint8Array): Promise<string | null> {
    let at = 0
    while (at < bytes.length) {
      if (lost !== null) return lost
      try {
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at)
        at += bytesWritten
        pending -= bytesWritten
        if (bytesWritten === 0) await pause(WRITE_AGAIN_MS)
      } catch (error) {
        const code = codeOf(error)
        if (!isFull(code)) {
          lose(code)
          return code
        }
        await pause(WRITE_AGAIN_MS)
      }
    }
    return null
  }

  async function read(listener: (bytes: Uint8Array) => void): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES)
    let empty = 0
    while (!closing && lost === null) {
      let bytesRead = 0
      try {
        const read = await handle.read(buffer, 0, buffer.length, null)
        bytesRead = read.bytesRead
        // A device that was pulled may read as empty for ever.
        if (bytesRead === 0) await access(path)
      } catch (error) {
        const code = codeOf(error)
        if (!FULL.has(code)) {
          if (!closing) lose(code)
          return
        }
      }
      if (bytesRead > 0) listener(buffer.slice(0, bytesRead))
      empty = bytesRead > 0 ? 0 : empty + 1
      await pause(empty > IDLE_AFTER ? READ_IDLE_MS : READ_AGAIN_MS)
    }
  }

  return {
    write: (bytes, done) => {
      if (lost !== null || closing) {
        done(lost ?? 'the file is closed')
        return
      }
      pending += bytes.length
      tail = tail.then(async () => done(await send(bytes)))
    },
    pending: () => pending,
    onData: (listener) => {
      if (readable) reading = read(listener)
    },
    onLost: (listener) => {
      tell = listener
      if (lost !== null) listener(lost)
    },
    end: async () => {
      if (closing) return
      await Promise.race([tail, pause(LAST_BYTES_MS)])
      if (pending > 0) lose('closed before all bytes had left')
      closing = true
      await tail
      await reading
      await handle.close().catch((error: unknown) => lose(codeOf(error)))
    },
  }
}
