import fs from 'node:fs'
import { ReadStream } from 'node:tty'
import koffi from 'koffi'

/** A cable made of a pseudo-terminal: `path` is the end that a program opens as a serial port. */
export interface Pty {
  readonly path: string
  /** Hands bytes to whoever reads `path`; waits in order while its buffer is full. */
  readonly write: (bytes: Uint8Array) => void
  /** Bytes that the other side has not taken yet. */
  readonly pending: () => number
  /** Calls back with what was written to `path`; gives a function that stops it. */
  readonly onData: (listener: (bytes: Uint8Array) => void) => () => void
  /** Stops reading: after some kilobytes the other side cannot write any more. */
  readonly pause: () => void
  readonly resume: () => void
  /**
   * Pulls the cable: `path` goes away and the other side reads nothing any more. serialport 13 sees it at once while
   * it waits for bytes ('close', disconnected), but where a read was just under way it spins on empty reads without
   * an event until it is closed: whoever uses it also looks whether the path is still there.
   */
  readonly unplug: () => void
  /** The same as unplug; a second call does nothing. */
  readonly close: () => void
}

const MAC = process.platform === 'darwin'
const O_RDWR = 2
const O_NOCTTY = MAC ? 0x20000 : 0x100
const O_NONBLOCK = MAC ? 0x4 : 0x800
const F_SETFD = 2
const F_GETFL = 3
const F_SETFL = 4
const FD_CLOEXEC = 1
const TCSANOW = 0
/** Longer than any struct termios. */
const TERMIOS_BYTES = 256
/** While the other side's buffer is full. */
const RETRY_MS = 2

function loadC() {
  const c = koffi.load(MAC ? 'libSystem.dylib' : 'libc.so.6')
  return {
    posix_openpt: c.func('int posix_openpt(int flags)'),
    grantpt: c.func('int grantpt(int fd)'),
    unlockpt: c.func('int unlockpt(int fd)'),
    ptsname_r: c.func('int ptsname_r(int fd, void *name, size_t length)'),
    tcgetattr: c.func('int tcgetattr(int fd, void *termios)'),
    cfmakeraw: c.func('void cfmakeraw(void *termios)'),
    tcsetattr: c.func('int tcsetattr(int fd, int when, const void *termios)'),
    fcntl: c.func('int fcntl(int fd, int command, ...)'),
  }
}

let loaded: ReturnType<typeof loadC> | null = null

/** Whether this system has pseudo-terminals. */
export const hasPty = (): boolean => process.platform === 'linux' || MAC

function check(what: string, result: unknown): number {
  if (typeof result !== 'number' || result < 0) throw new Error(`${what} failed`)
  return result
}

function openMaster(): { readonly fd: number; readonly path: string } {
  loaded ??= loadC()
  const c = loaded
  const fd = check('posix_openpt', c.posix_openpt(O_RDWR | O_NOCTTY))
  check('grantpt', c.grantpt(fd))
  check('unlockpt', c.unlockpt(fd))
  const name = Buffer.alloc(256)
  if (c.ptsname_r(fd, name, name.length) !== 0) throw new Error('ptsname_r failed')
  check('fcntl', c.fcntl(fd, F_SETFL, 'int', check('fcntl', c.fcntl(fd, F_GETFL)) | O_NONBLOCK))
  // A terminal started by a test must not hold our end of the cable.
  check('fcntl', c.fcntl(fd, F_SETFD, 'int', FD_CLOEXEC))
  return { fd, path: name.subarray(0, name.indexOf(0)).toString('latin1') }
}

/** No echo, no line editing, no signals: bytes pass as they are. */
function makeRaw(fd: number): void {
  loaded ??= loadC()
  const termios = Buffer.alloc(TERMIOS_BYTES)
  check('tcgetattr', loaded.tcgetattr(fd, termios))
  loaded.cfmakeraw(termios)
  check('tcsetattr', loaded.tcsetattr(fd, TCSANOW, termios))
}

/** Opens a cable. `unref`: it does not keep the process alive. Linux and macOS only. */
export function openPty({ unref = true }: { unref?: boolean } = {}): Pty {
  const { fd, path } = openMaster()
  // Held open: without any opener the master reads only errors, and the raw mode would be forgotten.
  const slave = fs.openSync(path, fs.constants.O_RDWR | O_NOCTTY)
  makeRaw(slave)
  const stream = new ReadStream(fd)
  const listeners = new Set<(bytes: Uint8Array) => void>()
  let waiting: Uint8Array[] = []
  let retry: NodeJS.Timeout | null = null
  let closed = false

  const close = (): void => {
    if (closed) return
    closed = true
    if (retry) clearTimeout(retry)
    waiting = []
    listeners.clear()
    stream.destroy()
    fs.closeSync(slave)
  }

  // libuv writes to a master in blocking mode, and a full buffer would then stop this whole process.
  const pump = (): void => {
    retry = null
    while (!closed && waiting[0]) {
      const [first] = waiting
      try {
        const written = fs.writeSync(fd, first)
        if (written < first.length) waiting[0] = first.subarray(written)
        else waiting.shift()
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
        retry = setTimeout(pump, RETRY_MS)
        if (unref) retry.unref()
        return
      }
    }
  }

  stream.on('error', close)
  stream.on('data', (chunk: Buffer) => {
    for (const listener of [...listeners]) listener(new Uint8Array(chunk))
  })
  if (unref) stream.unref()

  return {
    path,
    write: (bytes) => {
      if (closed || bytes.length === 0) return
      waiting.push(Uint8Array.from(bytes))
      if (!retry) pump()
    },
    pending: () => waiting.reduce((sum, { length }) => sum + length, 0),
    onData: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pause: () => {
      stream.pause()
    },
    resume: () => {
      stream.resume()
    },
    unplug: close,
    close,
  }
}
