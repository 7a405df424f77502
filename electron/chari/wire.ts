import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import type { Clock } from '../domain/clock'
import { isLoopbackName } from '../domain/loopback'
import type { UnreachableReason } from './outcome'

/** A connection that does not stand: no byte of a request has left. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly reason: UnreachableReason
  constructor(reason: UnreachableReason, options?: ErrorOptions) {
    super(`no connection: ${reason}`, options)
    this.reason = reason
  }
}

export interface ProxySettings {
  /** `http://user@host:port` or `https://…`. */
  readonly url: string
  /** From the vault; a password in the address is used when there is none here. */
  readonly password?: string | undefined
}

export interface WireDeps {
  /** Checked by readHost. */
  readonly target: URL
  readonly proxy: ProxySettings | null
  /** PEM of an authority believed beside the public ones. */
  readonly customCa: string | null
  /** For each of the three steps: connecting, CONNECT, TLS. */
  readonly connectMs: number
  readonly clock: Clock
}

export interface Wire {
  /** A connection ready for the first byte of a request. Rejects with WireError only. */
  readonly connect: (signal?: AbortSignal) => Promise<net.Socket>
  /** An agent whose connections come from `connect`, kept alive between look-ups. */
  readonly pool: () => http.Agent
  /** An agent for one request: it hands over what `give` returns, called when the request asks for its connection. */
  readonly single: (give: () => net.Socket) => http.Agent
}

const NAME_FAULTS = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])

const defaultPort = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/**
 * Opens connections to one Chari: net, then CONNECT through the proxy of the settings, then TLS. The
 * environment's proxies are never looked at.
 */
export function createWire(deps: WireDeps): Wire {
  const { target, customCa, connectMs, clock } = deps
  // A local Chari is not asked for through a proxy elsewhere: its key would travel there in the clear.
  const proxy =
    deps.proxy && isLoopbackName(target.hostname) && !isLoopbackName(new URL(deps.proxy.url).hostname)
      ? null
      : deps.proxy
  const authorities = customCa ? [...tls.rootCertificates, customCa] : undefined

  /** Runs one step of connecting under the clock and the caller's signal; `cleanUp` ends what the step left. */
  const step = <T>(
    reason: UnreachableReason,
    late: UnreachableReason,
    signal: AbortSignal | undefined,
    cleanUp: () => void,
    start: (done: (value: T) => void, failed: (error: unknown, reason?: UnreachableReason) => void) => void,
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let over = false
      const end = (settle: () => void) => {
        if (over) return
        over = true
        cancel()
        signal?.removeEventListener('abort', onAbort)
        settle()
      }
      const failed = (error: unknown, why = reason) =>
        end(() => {
          cleanUp()
          reject(new WireError(why, { cause: error }))
        })
      const onAbort = () => failed(undefined, 'aborted')
      const cancel = clock.after(connectMs, () => failed(undefined, late))
      if (signal?.aborted) {
        onAbort()
        return
      }
      signal?.addEventListener('abort', onAbort)
      start((value) => end(() => resolve(value)), failed)
    })

  const reach = (url: URL, viaProxy: boolean, signal: AbortSignal | undefined): Promise<net.Socket> => {
    const socket = net.connect({
      host: bareHost(url),
      port: defaultPort(url),
      // Node's own quarter of a second between addresses is too short for a mobile link.
      autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(connectMs / 3)),
      noDelay: true,
    })
    // Stays for the socket's life: an error between two owners must not end the process.
    socket.on('error', ignore)
    return step(
      viaProxy ? 'proxy' : 'connect',
      viaProxy ? 'proxy' : 'connect_timeout',
      signal,
      () => socket.destroy(),
      (done, failed) => {
        socket.once('connect', () => done(socket))
        socket.once('error', (error: NodeJS.ErrnoException) =>
          failed(error, !viaProxy && NAME_FAULTS.has(error.code ?? '') ? 'name' : undefined),
        )
        socket.once('close', () => failed(undefined))
      },
    )
  }

  const secure = async (
    url: URL,
    under: net.Socket,
    reason: UnreachableReason,
    signal: AbortSignal | undefined,
  ): Promise<net.Socket> => {
    const host = bareHost(url)
    let socket: tls.TLSSocket
    try {
      socket = tls.connect({
        socket: under,
        host,
        servername: net.isIP(host) === 0 ? host : '',
        minVersion: 'TLSv1.2',
        ALPNProtocols: ['http/1.1'],
        ...(authorities ? { ca: authorities } : {}),
      })
    } catch (error) {
      // An authority of the settings that is no certificate.
      under.destroy()
      throw new WireError(reason, { cause: error })
    }
    socket.on('error', ignore)
    return step(
      reason,
      reason,
      signal,
      () => {
        socket.destroy()
        under.destroy()
      },
      (done, failed) => {
        socket.once('secureConnect', () => done(socket))
        socket.once('error', (error) => failed(error))
        socket.once('close', () => failed(undefined))
      },
    )
  }

  const tunnel = (
    via: net.Socket,
    { url, password }: ProxySettings,
    signal: AbortSignal | undefined,
  ): Promise<net.Socket> => {
    const place = `${target.hostname}:${defaultPort(target)}`
    const { username, password: inline } = new URL(url)
    const secret = password ?? decodeURIComponent(inline)
    const gate = new http.Agent()
    gate.createConnection = () => via
    const request = http.request({
      method: 'CONNECT',
      path: place,
      agent: gate,
      headers: {
        Host: place,
        ...(username === ''
          ? {}
          : {
              'Proxy-Authorization': `Basic ${Buffer.from(`${decodeURIComponent(username)}:${secret}`).toString('base64')}`,
            }),
      },
    })
    return step(
      'proxy',
      'proxy',
      signal,
      () => {
        request.destroy()
        via.destroy()
      },
      (done, failed) => {
        request.once('connect', (reply, socket, early) => {
          // Neither TLS nor HTTP lets a server speak first: early bytes are not from our target.
          if (reply.statusCode !== 200 || early.length > 0)
            failed(new Error(`CONNECT answered ${reply.statusCode}`))
          else done(via)
          // The request gave the socket up; what listens from now on is the next owner.
          socket.on('error', ignore)
        })
        request.once('response', () => failed(new Error('no CONNECT')))
        request.on('error', (error) => failed(error))
        request.end()
      },
    )
  }

  const connect = async (signal?: AbortSignal): Promise<net.Socket> => {
    let socket: net.Socket
    if (proxy) {
      const gate = new URL(proxy.url)
      socket = await reach(gate, true, signal)
      if (gate.protocol === 'https:') socket = await secure(gate, socket, 'proxy', signal)
      socket = await tunnel(socket, proxy, signal)
    } else socket = await reach(target, false, signal)
    return target.protocol === 'https:' ? secure(target, socket, 'tls', signal) : socket
  }

  // Node checks that an agent's protocol is the request's.
  const agent = (options: http.AgentOptions): http.Agent =>
    target.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options)

  return {
    connect,
    pool: () => {
      const pool = agent({ keepAlive: true, maxSockets: 8, maxFreeSockets: 2, timeout: 20_000 })
      pool.createConnection = (_options, callback) => {
        connect().then(
          (socket) => callback?.(null, socket),
          // Node reads the socket only when there is no error.
          (error: Error) => callback?.(error, undefined as never),
        )
        return undefined
      }
      return pool
    },
    single: (give) => {
      const single = agent({ keepAlive: false })
      single.createConnection = give
      return single
    },
  }
}

const ignore = (): void => undefined
