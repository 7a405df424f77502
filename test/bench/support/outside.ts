import { subscribe } from 'node:diagnostics_channel'
import { mkdtempSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parentPort, Worker } from 'node:worker_threads'
import { systemClock } from '../../../electron/domain/clock'
import { startSandbox } from '../../../electron/sandbox/server'
import type { NewReference } from '../../../electron/sandbox/types'
import { startVirtualPrinter } from '../../devices/virtual-printer'
import { seededRandom } from '../../support/seeded-random'
import { AGENT } from './shop'

/**
 * What stands outside of the terminal, in a thread of its own: a Chari that notes how long it worked on each request,
 * and a network printer that notes when each of its bytes came.
 */

/** Milliseconds of one clock for all threads. */
const now = (): number => Number(process.hrtime.bigint()) / 1e6

/** A request that Chari handled, from its head read to its answer written. */
export interface Handled {
  readonly path: string
  readonly from: number
  readonly to: number
}

/** Milliseconds in which at least one request was worked on: two asked at once count once. */
export function workedMs(handled: readonly Handled[]): number {
  let worked = 0
  let until = 0
  for (const { from, to } of [...handled].sort((a, b) => a.from - b.from)) {
    worked += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return worked
}

/** When bytes came to the printer, and whether a paper's own were among them. */
export interface Heard {
  readonly at: number
  readonly paper: boolean
}

export interface Seen {
  readonly handled: readonly Handled[]
  readonly heard: readonly Heard[]
}

export interface Outside {
  readonly host: string
  readonly key: string
  readonly printerPort: number
  readonly now: () => number
  readonly newReference: (wanted: NewReference) => Promise<string>
  /** What was seen since it was last asked. */
  readonly seen: () => Promise<Seen>
  readonly end: () => Promise<void>
}

interface Asked {
  readonly id: number
  readonly what: 'open' | 'reference' | 'seen'
  readonly wanted?: NewReference
}

/** `ESC t`, which every paper begins with after its prologue, and no question and no pulse holds. */
const isPaper = (bytes: Uint8Array): boolean =>
  bytes.some((byte, at) => byte === 0x1b && bytes[at + 1] === 0x74)

/** The thread's side. */
export async function standOutside(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('not a thread')
  const key = 'key-of-the-benchmarks'
  const chari = await startSandbox({
    booksFile: join(mkdtempSync(join(tmpdir(), 'guichet-bench-books-')), 'books.json'),
    port: 0,
    key,
    agents: [{ code: AGENT, phone: '+212661000417', name: 'Épicerie Al Amal' }],
    clock: systemClock,
    random: seededRandom(20260616),
  })
  const printer = await startVirtualPrinter()
  let handled: Handled[] = []
  let heard: Heard[] = []
  const begun = new Map<IncomingMessage, number>()
  subscribe('http.server.request.start', (message) => {
    begun.set((message as { request: IncomingMessage }).request, now())
  })
  subscribe('http.server.response.finish', (message) => {
    const { request } = message as { request: IncomingMessage }
    handled.push({ path: request.url ?? '', from: begun.get(request) ?? now(), to: now() })
    begun.delete(request)
  })
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket }
    if (socket.localPort !== printer.port) return
    socket.on('data', (bytes: Uint8Array) => heard.push({ at: now(), paper: isPaper(bytes) }))
  })
  const answer = ({ what, wanted }: Asked): unknown => {
    if (what === 'open') return { host: chari.host, key, printerPort: printer.port }
    if (what === 'reference' && wanted) return chari.createReference(wanted)
    const seen: Seen = { handled, heard }
    handled = []
    heard = []
    return seen
  }
  port.on('message', (asked: Asked) => port.postMessage({ id: asked.id, answer: answer(asked) }))
}

/** Starts the thread. */
export async function openOutside(): Promise<Outside> {
  const worker = new Worker(new URL('./outside.mjs', import.meta.url))
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  worker.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })
  worker.on('error', (error: Error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  const ask = (what: Asked['what'], wanted?: NewReference): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      worker.postMessage({ id: last, what, ...(wanted ? { wanted } : {}) })
    })
  const opened = (await ask('open')) as Pick<Outside, 'host' | 'key' | 'printerPort'>
  return {
    ...opened,
    now,
    newReference: async (wanted) => (await ask('reference', wanted)) as string,
    seen: async () => (await ask('seen')) as Seen,
    end: async () => {
      await worker.terminate()
    },
  }
}
