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

/** Only as much of ESC/POS as is needed to know where pictures end and which bytes ask for an answer. */
function step(bytes: Uint8Array): Step {
  const [first = 0, second, third, fourth] = bytes
  const need = (length: number, then: Step): Step => (bytes.length < length ? { kind: 'need_more' } : then)
  if (first !== 0x10 && first !== 0x1b && first !== 0x1c && first !== 0x1d) return { kind: 'data', length: 1 }
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
  const received: number[][] = []
  const clients = new Map<Socket, Client>()

  interface Client {
    readonly bytes: number[]
    pending: Uint8Array
    asb: boolean
    /** Answers to queued commands, held back while offline. */
    held: (() => void)[]
    taken: number
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
    for (;;) {
      const next = step(client.pending)
      if (client.pending.length === 0 || next.kind === 'need_more') return
      const length = next.kind === 'data' ? next.length : next.kind === 'id' ? 7 + next.id.length : 3
      client.pending = client.pending.slice(length)
      client.taken += length
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
  }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (switches.acceptAndClose) {
      socket.end()
      return
    }
    const bytes: number[] = []
    received.push(bytes)
    const client: Client = { bytes, pending: new Uint8Array(), asb: false, held: [], taken: 0 }
    clients.set(socket, client)
    socket.on('data', (chunk) => {
      for (const byte of chunk) bytes.push(byte)
      const { resetAfter, paperOutAfter, stallAfter } = switches
      if (resetAfter !== null && bytes.length >= resetAfter) {
        socket.resetAndDestroy()
        return
      }
      if (paperOutAfter !== null && bytes.length >= paperOutAfter) {
        switches.paperOutAfter = null
        switches.paper = 'out'
        report()
      }
      if (stallAfter !== null && bytes.length >= stallAfter) socket.pause()
      client.pending = Uint8Array.from([...client.pending, ...chunk])
      take(socket, client)
    })
    socket.on('close', () => clients.delete(socket))
  })
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  const onlyQuestions = (bytes: readonly number[]): boolean => {
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
    connections: () => received.map((bytes) => Uint8Array.from(bytes)),
    jobs: () => received.filter((bytes) => !onlyQuestions(bytes)).map((bytes) => Uint8Array.from(bytes)),
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
