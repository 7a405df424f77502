import net from 'node:net'
import tls from 'node:tls'
import type { Certified } from './authority'

/** One connection as the server saw it. */
export interface Seen {
  readonly socket: net.Socket
  /** Everything read so far, as Latin-1 text. */
  received: string
}

export interface TcpServer {
  readonly port: number
  readonly connections: readonly Seen[]
  readonly close: () => Promise<void>
}

/** Is a whole HTTP request in `received`? Counts a Content-Length body. */
export function wholeRequest(received: string): boolean {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, end))?.[1] ?? '0'
  return received.length >= end + 4 + Number(length)
}

/**
 * A server of raw bytes on 127.0.0.1, or over TLS with `certified`. `onRequest` is called once for each whole HTTP
 * request, `onConnection` as soon as a connection stands.
 */
export async function startTcpServer(handlers: {
  readonly onConnection?: (seen: Seen, index: number) => void
  readonly onRequest?: (seen: Seen, index: number, request: string) => void
  readonly certified?: Certified
}): Promise<TcpServer> {
  const connections: Seen[] = []
  const accept = (socket: net.Socket) => {
    const seen: Seen = { socket, received: '' }
    const index = connections.push(seen) - 1
    let taken = 0
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      seen.received += chunk.toString('latin1')
      const pending = seen.received.slice(taken)
      if (!wholeRequest(pending)) return
      taken = seen.received.length
      handlers.onRequest?.(seen, index, pending)
    })
    handlers.onConnection?.(seen, index)
  }
  const server = handlers.certified
    ? tls.createServer({ ...handlers.certified }, accept)
    : net.createServer(accept)
  const raw = new Set<net.Socket>()
  server.on('connection', (socket: net.Socket) => {
    raw.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => raw.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    connections,
    close: () => {
      for (const socket of raw) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** A whole HTTP reply as bytes. */
export function reply(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body)
  const all = { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${head.join('')}\r\n`), bytes])
}
