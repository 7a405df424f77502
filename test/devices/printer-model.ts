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
  /** Reads so many bytes of a connection, counted since this was set, and then resets it. */
  resetAfter: number | null
  /** Goes out of paper after so many bytes of a connection. */
  paperOutAfter: number | null
  /** Stops reading after so many bytes, until it is switched off. */
  stallAfter: number | null
  /** Prints no more than so many bytes a second, from a buffer of 4 KB; null: at once. */
  bytesPerSecond: number | null
}

/** What the model does with the line of one connection. */
export interface PrinterLine {
  readonly send: (bytes: Uint8Array) => void
  /** Stops and starts reading. */
  readonly pause: () => void
  readonly resume: () => void
  /** Cuts the connection, where the line has one. */
  readonly reset: () => void
}

export interface PrinterModel {
  readonly switches: PrinterSwitches
  /** Changes switches and reports it as a printer does (automatic status back). */
  readonly set: (change: Partial<PrinterSwitches>) => void
  /** A connection begins: `take` what it sends, `lost` when it ends. */
  readonly connect: (line: PrinterLine) => {
    readonly take: (bytes: Uint8Array) => void
    readonly lost: () => void
  }
  /** Everything each connection sent, oldest first. */
  readonly connections: () => readonly Uint8Array[]
  /** Connections that carried more than questions. */
  readonly jobs: () => readonly Uint8Array[]
  /** What of each connection really came out on paper: less than it sent, where power or paper failed. */
  readonly printed: () => readonly Uint8Array[]
  /** Bytes in its memory that are not on paper yet; they outlive their connection. */
  readonly unprinted: () => number
  readonly open: () => number
  /** Forgets what it has not printed and cuts every connection. */
  readonly powerCycle: () => void
  /** Stops its timers. */
  readonly close: () => void
}

/** A length of bytes at `at` that is one status question or one command whose answer matters; else 1. */
type Step =
  | { readonly kind: 'need_more' }
  | { readonly kind: 'data'; readonly length: number }
  | { readonly kind: 'ask'; readonly n: number }
  | { readonly kind: 'asb'; readonly n: number }
  | { readonly kind: 'fence' }
  | { readonly kind: 'name'; readonly n: number }
  | { readonly kind: 'id'; readonly id: Uint8Array }

interface Client {
  pending: Uint8Array
  asb: boolean
  /** Bytes received and bytes printed since the connection began; apart only while it prints slowly or waits. */
  received: number
  printed: number
  /** Of them, what counts for the switches that act after so many bytes. */
  counted: number
  /** Answers to queued commands: given once the bytes before them are printed, never while offline. */
  held: { readonly after: number; readonly give: () => void }[]
  stalled: boolean
  full: boolean
  memory: Uint8Array
  readonly paper: Uint8Array[]
}

const COMMANDS: ReadonlySet<number> = new Set([0x10, 0x1b, 0x1c, 0x1d])

/** Commands are at most a raster strip long; nothing longer needs to be looked at. */
const LONGEST = 70_000
/** What a slow printer takes before it stops reading. */
const BUFFER_BYTES = 4_096
const TICK_MS = 20

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
  if (first === 0x1d && second === 0x49) return need(3, { kind: 'name', n: third ?? 0 })
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

function onlyQuestions(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 3) {
    const status = bytes[at] === 0x10 && bytes[at + 1] === 0x04
    const name = bytes[at] === 0x1d && bytes[at + 1] === 0x49
    if (!status && !name) return false
  }
  return true
}

/**
 * A printer without a line: keeps what it is sent and answers as the manuals say (DEVICES.md sections 2 and 3).
 * `makerAndModel`: its answers to `GS I 66` and `GS I 67`.
 */
export function createPrinterModel({
  makerAndModel = ['GUICHET', 'VIRTUAL-80'],
}: {
  makerAndModel?: readonly [string, string]
} = {}): PrinterModel {
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
    bytesPerSecond: null,
  }
  const received: Uint8Array[][] = []
  const clients = new Map<PrinterLine, Client>()
  /** Gone, with something left to print. */
  let orphans: Client[] = []
  const papers: (readonly Uint8Array[])[] = []
  let tick: NodeJS.Timeout | null = null

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
  const answer = (line: PrinterLine, bytes: Uint8Array): void => {
    if (switches.mute) return
    line.send(switches.garbage ? Uint8Array.of(0xff, 0x80, 0x91, 0x42 ^ 0xff) : bytes)
  }

  function forget(client: Client): void {
    client.pending = new Uint8Array()
    client.asb = false
    client.held = []
    client.printed = client.received
    client.counted = 0
    client.memory = new Uint8Array()
  }
  function print(client: Client, most: number): void {
    if (isOffline()) return
    const out = client.memory.subarray(0, Math.min(client.memory.length, most))
    client.memory = client.memory.subarray(out.length)
    client.printed += out.length
    if (out.length > 0) client.paper.push(out)
    while (client.held[0] && client.held[0].after <= client.printed) client.held.shift()?.give()
  }
  function flow(line: PrinterLine, client: Client): void {
    const full = switches.bytesPerSecond !== null && client.received - client.printed >= BUFFER_BYTES
    if (full && !client.full) line.pause()
    if (!full && client.full && !client.stalled) line.resume()
    client.full = full
  }
  /** Prints `most` bytes of each connection; there is one print head, so what a gone one left is finished first. */
  function printAll(most: number): void {
    for (const client of orphans) print(client, most)
    orphans = orphans.filter(({ memory }) => memory.length > 0)
    if (orphans.length === 0) for (const client of clients.values()) print(client, most)
  }
  /** Prints what may be printed now; a slow printer goes on by itself. */
  function advance(): void {
    const { bytesPerSecond } = switches
    if (bytesPerSecond === null) printAll(Infinity)
    for (const [line, client] of clients) flow(line, client)
    const waiting =
      orphans.length > 0 || [...clients.values()].some(({ printed, received }) => printed < received)
    if (tick || bytesPerSecond === null || !waiting || isOffline()) return
    tick = setTimeout(() => {
      tick = null
      printAll((bytesPerSecond * TICK_MS) / 1_000)
      advance()
    }, TICK_MS)
    tick.unref()
  }

  const report = (): void => {
    for (const [line, client] of clients) if (client.asb) answer(line, asb())
    advance()
  }

  function parse(line: PrinterLine, client: Client): void {
    let at = 0
    const base = client.received - client.pending.length
    for (;;) {
      const next = step(client.pending.subarray(at, at + LONGEST))
      if (at >= client.pending.length || next.kind === 'need_more') break
      at += next.kind === 'data' ? next.length : next.kind === 'id' ? 7 + next.id.length : 3
      const queued = (bytes: Uint8Array): void => {
        client.held.push({ after: base + at, give: () => answer(line, bytes) })
      }
      if (next.kind === 'ask') answer(line, Uint8Array.of(realtime(next.n)))
      else if (next.kind === 'asb') {
        client.asb = next.n !== 0
        if (client.asb && !switches.noFence) answer(line, asb())
      } else if (next.kind === 'name') {
        const text = { 66: makerAndModel[0], 67: makerAndModel[1] }[next.n]
        if (text !== undefined) queued(Uint8Array.of(0x5f, ...Buffer.from(text, 'latin1'), 0x00))
      } else if (next.kind === 'fence' && !switches.noFence) queued(Uint8Array.of(0x00))
      else if (next.kind === 'id' && !switches.noFence) queued(Uint8Array.of(0x37, 0x22, ...next.id, 0x00))
    }
    client.pending = client.pending.slice(at)
  }

  return {
    switches,
    set: (change) => {
      Object.assign(switches, change)
      const counts = ['resetAfter', 'paperOutAfter', 'stallAfter'].some((name) => name in change)
      for (const [line, client] of clients) {
        if (counts) client.counted = 0
        if (switches.stallAfter !== null || !client.stalled) continue
        client.stalled = false
        if (!client.full) line.resume()
      }
      report()
    },
    connect: (line) => {
      const chunks: Uint8Array[] = []
      received.push(chunks)
      const client: Client = {
        pending: new Uint8Array(),
        asb: false,
        received: 0,
        printed: 0,
        counted: 0,
        held: [],
        stalled: false,
        full: false,
        memory: new Uint8Array(),
        paper: [],
      }
      clients.set(line, client)
      papers.push(client.paper)
      return {
        take: (bytes) => {
          chunks.push(bytes)
          client.received += bytes.length
          client.counted += bytes.length
          client.memory = Buffer.concat([client.memory, bytes])
          const { resetAfter, paperOutAfter, stallAfter } = switches
          if (resetAfter !== null && client.counted >= resetAfter) {
            forget(client)
            line.reset()
            return
          }
          if (paperOutAfter !== null && client.counted >= paperOutAfter) {
            switches.paperOutAfter = null
            switches.paper = 'out'
            report()
          }
          if (stallAfter !== null && client.counted >= stallAfter) {
            client.stalled = true
            line.pause()
          }
          client.pending = Buffer.concat([client.pending, bytes])
          parse(line, client)
          advance()
        },
        lost: () => {
          clients.delete(line)
          client.held = []
          if (client.memory.length > 0) orphans.push(client)
          advance()
        },
      }
    },
    connections: () => received.map((chunks) => Buffer.concat(chunks)),
    jobs: () => received.map((chunks) => Buffer.concat(chunks)).filter((bytes) => !onlyQuestions(bytes)),
    printed: () => papers.map((chunks) => Buffer.concat(chunks)),
    unprinted: () => [...orphans, ...clients.values()].reduce((sum, { memory }) => sum + memory.length, 0),
    open: () => clients.size,
    powerCycle: () => {
      orphans = []
      for (const [line, client] of clients) {
        forget(client)
        line.reset()
      }
    },
    close: () => {
      if (tick) clearTimeout(tick)
      tick = null
    },
  }
}
