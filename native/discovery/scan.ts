import { connect } from 'node:net'
import { createReplyReader } from '../printer/status'
import { cleanText } from './names'
import { hostsOf, type Network } from './networks'
import type { PartClock } from './part'
import type { FoundNetworkPrinter } from './types'

/** How polite it is: so many addresses at a time, so long for each, so long in all. */
const AT_A_TIME = 16
const CONNECT_MS = 400
const ANSWER_MS = 600
const WHOLE_MS = 10_000

/** `DLE EOT 1`, is it online, and `GS I 67`, its model (DEVICES.md 1.1 and 2.1). */
const ASK_STATUS = Uint8Array.of(0x10, 0x04, 0x01)
const ASK_MODEL = Uint8Array.of(0x1d, 0x49, 0x43)
const MODEL_BLOCK = 0x5f
const ASB_BYTES = 4
const XON_XOFF: ReadonlySet<number> = new Set([0x11, 0x13])

interface Limits {
  readonly clock: PartClock
  readonly signal: AbortSignal
}

/**
 * Asks one address. Null where nothing listens. What listens and says nothing may still be a printer: a mute one, or
 * one that serves another till just now.
 */
function askPrinter(
  host: string,
  port: number,
  { clock, signal }: Limits,
): Promise<FoundNetworkPrinter | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const reader = createReplyReader()
    let connected = false
    let answers = false
    let told = false
    /** Bytes that were no part of a status: a greeting in letters holds bytes that look like one. */
    let strange = 0
    let stop = clock.after(CONNECT_MS, () => socket.destroy())
    const within = (limitMs: number, fn: () => void): void => {
      stop()
      stop = clock.after(limitMs, fn)
    }

    const finish = (model: string | null): void => {
      if (told) return
      told = true
      stop()
      signal.removeEventListener('abort', give)
      resolve(connected ? { host, port, answers, model } : null)
      if (!connected || signal.aborted) {
        socket.destroy()
        return
      }
      // Closing over an answer that was not read would look like a reset: its own end is waited for.
      within(ANSWER_MS, () => socket.destroy())
      socket.end()
    }
    const give = (): void => finish(null)

    signal.addEventListener('abort', give)
    socket.on('error', give)
    socket.on('close', () => {
      give()
      stop()
    })
    socket.on('connect', () => {
      connected = true
      within(ANSWER_MS, give)
      socket.write(ASK_STATUS)
    })
    socket.on('end', give)
    socket.on('data', (bytes) => {
      if (told) return
      const replies = reader.push(bytes)
      if (!answers) strange += bytes.filter((byte) => !XON_XOFF.has(byte)).length
      for (const reply of replies) {
        if (answers && reply.kind === 'block' && reply.header === MODEL_BLOCK)
          finish(cleanText(Buffer.from(reply.bytes).toString('latin1')) || null)
        if (answers) continue
        strange -= reply.kind === 'asb' ? ASB_BYTES : reply.kind === 'realtime' ? 1 : 0
        if (reply.kind !== 'realtime' || strange > 0) continue
        answers = true
        within(ANSWER_MS, give)
        socket.write(ASK_MODEL)
      }
    })
  })
}

/** Asks every address of these networks, at most about ten seconds; aborting gives what was found so far. */
export async function scanNetworks(options: {
  readonly networks: readonly Network[]
  readonly port: number
  readonly signal: AbortSignal
  readonly onFound: (printer: FoundNetworkPrinter) => void
  readonly clock: PartClock
}): Promise<readonly FoundNetworkPrinter[]> {
  const { networks, port, onFound, clock } = options
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  const stop = clock.after(WHOLE_MS, () => over.abort())
  const hosts = hostsOf(networks)
  const found: FoundNetworkPrinter[] = []
  let next = 0
  const ask = async (): Promise<void> => {
    for (let host = hosts[next]; host !== undefined && !signal.aborted; host = hosts[next]) {
      next += 1
      const printer = await askPrinter(host, port, { clock, signal })
      if (!printer) continue
      found.push(printer)
      onFound(printer)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, ask))
  stop()
  const order = new Map(hosts.map((host, at) => [host, at]))
  return found.sort((a, b) => (order.get(a.host) ?? 0) - (order.get(b.host) ?? 0))
}
