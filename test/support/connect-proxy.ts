import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import type { Certified } from './authority'

export interface ConnectProxy {
  readonly port: number
  /** `host:port` of each CONNECT, with its Proxy-Authorization. */
  readonly asked: readonly { readonly place: string; readonly authorization: string | undefined }[]
  readonly close: () => Promise<void>
}

/** A proxy that knows CONNECT only. `answer` other than 200 refuses; `to` leads every tunnel to that port. */
export async function startConnectProxy(options: {
  readonly answer?: number
  readonly to?: number
  readonly certified?: Certified
}): Promise<ConnectProxy> {
  const asked: { place: string; authorization: string | undefined }[] = []
  const open = new Set<net.Socket>()
  const server = options.certified ? https.createServer(options.certified) : http.createServer()
  server.on('request', (_request, response) => response.writeHead(501).end())
  server.on('connection', (socket) => open.add(socket))
  server.on('connect', (request, client: net.Socket) => {
    asked.push({ place: request.url ?? '', authorization: request.headers['proxy-authorization'] })
    client.on('error', () => undefined)
    if (options.answer !== undefined && options.answer !== 200) {
      client.end(`HTTP/1.1 ${options.answer} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const [, port] = (request.url ?? '').split(':')
    const onward = net.connect(options.to ?? Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(client).pipe(onward)
    })
    open.add(onward)
    onward.on('error', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    asked,
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
