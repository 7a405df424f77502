import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import * as z from 'zod'
import { devicesPage } from './devices-page'
import type { VirtualDevices } from './virtual-devices'

/** Dots of the paper shown. */
const WIDTH = 576
const MOST_BYTES = 65_536

const after = z.union([z.literal(0), z.null()])
const switchesSchema = z
  .object({
    paper: z.enum(['ok', 'low', 'out']),
    coverOpen: z.boolean(),
    offline: z.boolean(),
    cutterError: z.boolean(),
    mute: z.boolean(),
    noFence: z.boolean(),
    acceptAndClose: z.boolean(),
    garbage: z.boolean(),
    stallAfter: after,
    bytesPerSecond: z.number().int().min(10).max(100_000).nullable(),
  })
  .partial()
const scanSchema = z.object({
  text: z.string().min(1).max(8_192),
  suffix: z.enum(['cr', 'lf', 'crlf', 'tab', 'none']),
  aim: z.string().regex(/^(?:\][A-Za-z][0-9A-Za-z])?$/),
})

const stateOf = ({ folder, printers, scanners, leftOut }: VirtualDevices) => ({
  folder,
  leftOut,
  printers: printers.map(({ key, name, where, papers, switches, cable }) => ({
    key,
    name,
    where,
    switches,
    papers: papers.count(),
    bytes: papers.bytes(),
    plugged: cable === null ? null : cable.isIn(),
  })),
  scanners: scanners.map(({ key, name, where, cable }) => ({ key, name, where, plugged: cable.isIn() })),
})

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk)
    length += bytes.length
    if (length > MOST_BYTES) throw new Error('too long')
    chunks.push(bytes)
  }
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : JSON.parse(text)
}

async function act(
  devices: VirtualDevices,
  request: IncomingMessage,
  parts: readonly string[],
): Promise<boolean> {
  const [kind, key, action] = parts
  const body = await bodyOf(request)
  const printer = kind === 'printers' ? devices.printers.find((one) => one.key === key) : undefined
  const scanner = kind === 'scanners' ? devices.scanners.find((one) => one.key === key) : undefined
  const cable = (printer ?? scanner)?.cable
  if (action === 'unplug' && cable) await cable.unplug()
  else if (action === 'plug' && cable) await cable.plug()
  else if (action === 'switches' && printer)
    printer.set(switchesSchema.parse(body) as Partial<typeof printer.switches>)
  else if (action === 'power' && printer) printer.powerCycle()
  else if (action === 'scan' && scanner) {
    const { text, suffix, aim } = scanSchema.parse(body)
    scanner.scan(text, { suffix, aim })
  } else return false
  return true
}

const send = (response: ServerResponse, status: number, type: string, body: string | Buffer): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

async function answer(
  devices: VirtualDevices,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const parts = pathname.split('/').filter(Boolean)
  const json = (status: number, value: unknown): void =>
    send(response, status, 'application/json', JSON.stringify(value))
  if (request.method === 'POST') {
    // A page of another site can send a form, but not this type without asking.
    if (request.headers['content-type'] !== 'application/json') return json(415, { error: 'not JSON' })
    const done = await act(devices, request, parts)
    return done ? json(200, stateOf(devices)) : json(404, { error: 'no such thing' })
  }
  if (pathname === '/') return send(response, 200, 'text/html; charset=utf-8', devicesPage())
  if (pathname === '/state') return json(200, stateOf(devices))
  const [kind, key, papers, at] = parts
  const printer = devices.printers.find((one) => one.key === key)
  const picture =
    kind === 'printers' && papers === 'papers' ? printer?.papers.picture(Number(at), WIDTH) : undefined
  if (picture) return send(response, 200, 'image/png', picture)
  return json(404, { error: 'no such thing' })
}

/** Serves the page of the virtual devices on loopback only: at `port`, or any where that is taken. */
export async function serveDevices(
  devices: VirtualDevices,
  port = 0,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(devices, request, response).catch((error: unknown) => {
      send(response, 400, 'application/json', JSON.stringify({ error: String(error) }))
    })
  })
  await listen(server, port).catch(() => listen(server, 0))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
