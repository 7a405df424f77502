import { createServer, type Socket } from 'node:net'

/** Faults that can be switched on and off while it runs. */
export interface PrinterSwitches {
  paper: 'ok' | 'low' | 'out'
  coverOpen: boolean
  offline: boolean
  cutterError: boolean
  /** Never answers anything. */
  mute: boolean
  /** Answers `DLE EOT` but neither `GS r` nor `GS ( H`, as some clones do. */
  noFence: boolean
  /** Takes a connection and ends it at once, as a printer that serves another till. */
  acceptAndClose: boolean
  /** Answers with bytes that mean nothing. */
  garbage: boolean
  /** Reads so many bytes of a job and then resets the connection. */
  resetAfter: number | null
  /** Goes out of paper after so many bytes of a job. */
  paperOutAfter: number | null
  /** Stops reading after so many bytes, until it is switched off. */
  stallAfter: number | null
}

export interface VirtualPrinter {
  readonly port: number
  readonly switches: PrinterSwitches
  /** Changes switches and reports it as a printer does (automatic status back). */
  readonly set: (change: Partial<PrinterSwitches>) => void
  /** Everything each connection sent, oldest first. */
  readonly connections: () => readonly Uint8Array[]
  /** Connections that carried more than status questions. */
  readonly jobs: () => readonly Uint8Array[]
  readonly open: () => number
  /** Cuts every connection, as a power failure does. */
  readonly powerCycle: () => void
  readonly close: () => Promise<void>
}

/** A length of bytes at `at` that is one status question or one command whose answer matters; else 1. */
type Step =
  | { readonly kind: 'need_more' }
  | { readonly kind: 'data'; readonly length: number }
  | { readonly kind: 'ask'; readonly n: number }
  | { readonly kind: 'asb'; readonly n: number }
  | { readonly kind: 'fence' }
  | { readonly kind: 'id'; readonly id: Uint8Array }

const COMMANDS: ReadonlySet<number> = new Set([0x10, 0x1b, 0x1c, 0x1d])

/** Commands are at most a raster strip long; nothing longer needs to be looked at. */
const LONGEST = 70_000

/** Only as much of ESC/POS as is needed to know where pictures end and which bytes ask for an answer. */
function step(bytes: Uint8Array): Step {
  const [first = 0, second, third, fourth] = bytes
  const need = (length: number, then: Step): Step => (bytes.length < length ? { kind: 'need_more' } : then)
  if (!COMMANDS.has(first)) {
    const next = bytes.findIndex((byte) => COMMANDS.has(byte))
    return { kind: 'data', length: next < 0 ? bytes.length : next }
  }
  if (second === undefined) return { kind: 'need_more' }
  if (first === 0x10 && second === 0x04) return need(3, { kind: 'ask', n: third ?? 0 })
  if (first === 0x1d && second === 0x61) return need(3, { kind: 'asb', n: third ?? 0 })
  if (first === 0x1d && second === 0x72) return need(3, { kind: 'fence' })
  if (first === 0x1d && second === 0x28) {
    const length = 5 + (fourth ?? 0) + 256 * (bytes[4] ?? 0)
    const id = third === 0x48 && bytes[5] === 0x30 && bytes[6] === 0x30
    return need(
      Math.max(5, length),
      id ? { kind: 'id', id: bytes.slice(7, length) } : { kind: 'data', length },
    )
  }
  if (first === 0x1d && second === 0x76) {
    const [, , , , xL = 0, xH = 0, yL = 0, yH = 0] = bytes
    const length = 8 + (xL + 256 * xH) * (yL + 256 * yH)
    return bytes.length < 8 ? { kind: 'need_more' } : need(length, { kind: 'data', length })
  }
  return { kind: 'data', length: 2 }
}

/** A network printer that keeps what it is sent and answers as the manuals say (DEVICES.md sections 2 and 3). */
export async function startVirtualPrinter({ port = 0 }: { port?: number } = {}): Promise<VirtualPrinter> {
  const switches: PrinterSwitches = {
    paper: 'ok',
    coverOpen: false,
    offline: false,
    cutterError: false,
    mute: false,
    noFence: false,
    acceptAndClose: false,
    garbage: false,
    resetAfter: null,
    paperOutAfter: null,
    stallAfter: null,
  }
  const received: Buffer[][] = []
  const clients = new Map<Socket, Client>()

  interface Client {
    pending: Uint8Array
    asb: boolean
    /** Answers to queued commands, held back while offline. */
    held: (() => void)[]
  }

  const isOffline = (): boolean =>
    switches.offline || switches.coverOpen || switches.cutterError || switches.paper === 'out'
  const realtime = (n: number): number => {
    const out = switches.paper === 'out'
    if (n === 1) return 0x16 | (isOffline() ? 0x08 : 0)
    if (n === 2)
      return 0x12 | (switches.coverOpen ? 0x04 : 0) | (out ? 0x20 : 0) | (switches.cutterError ? 0x40 : 0)
    if (n === 3) return 0x12 | (switches.cutterError ? 0x08 : 0)
    return 0x12 | (out ? 0x6c : switches.paper === 'low' ? 0x0c : 0)
  }
  const asb = (): Uint8Array =>
    Uint8Array.of(
      0x14 | (isOffline() ? 0x08 : 0) | (switches.coverOpen ? 0x20 : 0),
      switches.cutterError ? 0x08 : 0,
      switches.paper === 'out' ? 0x0f : switches.paper === 'low' ? 0x03 : 0,
      0x0f,
    )
  const answer = (socket: Socket, bytes: Uint8Array): void => {
    if (switches.mute || socket.destroyed) return
    socket.write(switches.garbage ? Uint8Array.of(0xff, 0x80, 0x91, 0x42 ^ 0xff) : bytes)
  }
  const report = (): void => {
    for (const [socket, client] of clients) {
      if (client.asb) answer(socket, asb())
      if (!isOffline()) for (const send of client.held.splice(0)) send()
    }
  }

  function take(socket: Socket, client: Client): void {
    let at = 0
    for (;;) {
      const next = step(client.pending.subarray(at, at + LONGEST))
      if (at >= client.pending.length || next.kind === 'need_more') break
      at += next.kind === 'data' ? next.length : next.kind === 'id' ? 7 + next.id.length : 3
      const whenOnline = (send: () => void): void => {
        if (switches.noFence) return
        if (isOffline() || client.held.length > 0) client.held.push(send)
        else send()
      }
      if (next.kind === 'ask') answer(socket, Uint8Array.of(realtime(next.n)))
      else if (next.kind === 'asb') {
        client.asb = next.n !== 0
        if (client.asb && !switches.noFence) answer(socket, asb())
      } else if (next.kind === 'fence') whenOnline(() => answer(socket, Uint8Array.of(0x00)))
      else if (next.kind === 'id')
        whenOnline(() => answer(socket, Uint8Array.of(0x37, 0x22, ...next.id, 0x00)))
    }
    client.pending = client.pending.slice(at)
  }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (switches.acceptAndClose) {
      // Reading goes on, or the other side's end would never be seen.
      socket.resume()
      socket.end()
      return
    }
    const chunks: Buffer[] = []
    let length = 0
    received.push(chunks)
    const client: Client = { pending: new Uint8Array(), asb: false, held: [] }
    clients.set(socket, client)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      length += chunk.length
      const { resetAfter, paperOutAfter, stallAfter } = switches
      if (resetAfter !== null && length >= resetAfter) {
        socket.resetAndDestroy()
        return
      }
      if (paperOutAfter !== null && length >= paperOutAfter) {
        switches.paperOutAfter = null
        switches.paper = 'out'
        report()
      }
      if (stallAfter !== null && length >= stallAfter) socket.pause()
      client.pending = Buffer.concat([client.pending, chunk])
      take(socket, client)
    })
    socket.on('close', () => clients.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  const onlyQuestions = (bytes: Uint8Array): boolean => {
    for (let at = 0; at < bytes.length; at += 3)
      if (bytes[at] !== 0x10 || bytes[at + 1] !== 0x04) return false
    return true
  }

  return {
    port: address.port,
    switches,
    set: (change) => {
      Object.assign(switches, change)
      if (switches.stallAfter === null) for (const socket of clients.keys()) socket.resume()
      report()
    },
    connections: () => received.map((chunks) => Buffer.concat(chunks)),
    jobs: () => received.map((chunks) => Buffer.concat(chunks)).filter((bytes) => !onlyQuestions(bytes)),
    open: () => clients.size,
    powerCycle: () => {
      for (const socket of clients.keys()) socket.resetAndDestroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of clients.keys()) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
