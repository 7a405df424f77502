import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import axios, { type AxiosResponse } from 'axios'
import type { Clock } from '../domain/clock'
import type { UnreachableReason, UnsureReason } from './outcome'
import type { Outgoing } from './request'
import { type Wire, WireError } from './wire'

/** Far above any page of Chari's, far below what could hurt. Counted after decompression. */
export const LARGEST_REPLY = 2 * 1024 * 1024

export type BrokenReason = Extract<UnsureReason, 'timeout' | 'reset' | 'unreadable' | 'aborted' | 'too_large'>

/** What became of one request, whatever it was for. */
export type Exchange =
  /** No byte left. */
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  /** Bytes may have left; not even a status line came back. */
  | { readonly kind: 'lost'; readonly reason: BrokenReason }
  | Reply

export interface Reply {
  readonly kind: 'reply'
  readonly status: number
  readonly headers: ReplyHeaders
  /** The bytes, or why they did not come whole. */
  readonly body: Uint8Array | BrokenReason
  readonly tookMs: number
}

export interface ReplyHeaders {
  readonly requestId: string | null
  readonly date: string | null
  readonly retryAfter: string | null
}

export interface SendOptions {
  readonly requestId: string
  readonly key: string
  /** For the whole exchange once connected (fresh), or with connecting (kept alive). */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** A connection of its own, and the caller's last word before the first byte. */
  readonly fresh: boolean
  readonly beforeFirstByte?: (() => void) | undefined
}

export interface Http {
  /** Sends once: no redirect, no retry, no proxy but the wire's. Never rejects. */
  readonly send: (outgoing: Outgoing, options: SendOptions) => Promise<Exchange>
  /** Ends what look-ups still do and their connections; executes under way are left to finish. */
  readonly close: () => void
}

/** Requests over the wire by axios. `base` is the host, without a slash at its end. */
export function createHttp(deps: {
  readonly base: string
  readonly wire: Wire
  readonly clock: Clock
}): Http {
  const { base, wire, clock } = deps
  const pool = wire.pool()
  const closing = new AbortController()

  const client = axios.create({
    adapter: 'http',
    proxy: false,
    maxRedirects: 0,
    responseType: 'stream',
    decompress: true,
    validateStatus: () => true,
    // Bodies are written and read by us, byte by byte.
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  })

  const exchange = async (
    outgoing: Outgoing,
    options: SendOptions,
    agent: typeof pool,
    ended: AbortSignal,
  ): Promise<Reply> => {
    const started = clock.monotonicMs()
    const response: AxiosResponse<Readable> = await client.request<Readable>({
      url: base + outgoing.target,
      method: outgoing.verb,
      httpAgent: agent,
      httpsAgent: agent,
      signal: ended,
      headers: {
        Accept: 'application/json',
        'User-Agent': 'Guichet',
        'Chari-Api-Key': options.key,
        'C-Request-Id': options.requestId,
        ...(outgoing.body === null ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(outgoing.body === null ? {} : { data: Buffer.from(outgoing.body, 'utf8') }),
    })
    const header = (name: string): string | null => {
      const value: unknown = response.headers[name]
      return typeof value === 'string' ? value : null
    }
    const body = await readBody(response.data, ended)
    return {
      kind: 'reply',
      status: response.status,
      headers: {
        requestId: header('c-request-id'),
        date: header('date'),
        retryAfter: header('retry-after'),
      },
      body,
      tookMs: Math.round(clock.monotonicMs() - started),
    }
  }

  const send = async (outgoing: Outgoing, options: SendOptions): Promise<Exchange> => {
    if (!/^[\x21-\x7e]+$/.test(options.key)) return { kind: 'unreachable', reason: 'not_written' }
    if (options.signal?.aborted || closing.signal.aborted) return { kind: 'unreachable', reason: 'aborted' }

    let agent = pool
    let own: Socket | null = null
    let refused: UnreachableReason | null = null
    if (options.fresh) {
      const connected = await wire.connect(options.signal).catch((error: unknown) => asWireError(error))
      if (connected instanceof WireError) return { kind: 'unreachable', reason: connected.reason }
      own = connected
      refused = 'not_written'
      agent = wire.single(() => {
        if (options.signal?.aborted) refused = 'aborted'
        else if (connected.destroyed || !connected.writable) refused = 'connect'
        else {
          try {
            options.beforeFirstByte?.()
            refused = null
          } catch (error) {
            throw new WireError('not_written', { cause: error })
          }
        }
        if (refused === null) return connected
        throw new WireError(refused)
      })
    }

    const ending = new AbortController()
    let why: 'timeout' | 'aborted' = 'timeout'
    const stop = () => {
      why = 'aborted'
      ending.abort()
    }
    const cancel = clock.after(options.timeoutMs, () => ending.abort())
    options.signal?.addEventListener('abort', stop)
    if (!options.fresh) closing.signal.addEventListener('abort', stop)
    try {
      const reply = await exchange(outgoing, options, agent, ending.signal)
      return reply.body === 'aborted' ? { ...reply, body: why } : reply
    } catch (error) {
      // Until the connection was handed over, the request had nothing to write on.
      if (refused !== null) return { kind: 'unreachable', reason: refused }
      const wireError = findWireError(error)
      if (wireError && !options.fresh) return { kind: 'unreachable', reason: wireError.reason }
      return { kind: 'lost', reason: ending.signal.aborted ? why : brokenReason(error) }
    } finally {
      own?.destroy()
      cancel()
      options.signal?.removeEventListener('abort', stop)
      closing.signal.removeEventListener('abort', stop)
    }
  }

  return {
    send,
    close: () => {
      closing.abort()
      pool.destroy()
    },
  }
}

/** Reads at most LARGEST_REPLY bytes. Never rejects; `aborted` stands for either way of being ended. */
async function readBody(stream: Readable, ended: AbortSignal): Promise<Uint8Array | BrokenReason> {
  const stop = () => stream.destroy()
  ended.addEventListener('abort', stop)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > LARGEST_REPLY) return 'too_large'
      chunks.push(chunk)
    }
    return ended.aborted ? 'aborted' : Buffer.concat(chunks)
  } catch (error) {
    return ended.aborted ? 'aborted' : brokenReason(error)
  } finally {
    ended.removeEventListener('abort', stop)
    stream.destroy()
  }
}

/** A fault of the protocol or of the compression is not a lost connection: what came cannot be read. */
function brokenReason(error: unknown): BrokenReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?:HPE_|Z_|ERR__?ERROR_|ERR_BROTLI|ERR_PADDING)/.test(code) ? 'unreadable' : 'reset'
}

function findWireError(error: unknown): WireError | undefined {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof WireError) return one
  return undefined
}

function asWireError(error: unknown): WireError {
  return error instanceof WireError ? error : new WireError('connect', { cause: error })
}
