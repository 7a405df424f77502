import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { Cancel, Clock } from '../domain/clock'
import type { Heard, ListenFault, ReceiverStatus, Refusal, WebhookSettings } from '../domain/webhook'
import type { Journal } from '../journal/types'
import { createBucket, sameSecret } from './gate'
import { createIntake } from './intake'
import { readWebhook } from './reading'
import { createWebhookStore, type WebhookStore } from './store'

/** "Your server exposes an HTTPS endpoint": the path of the documentation. A reverse proxy carries HTTPS. */
const PATH = '/webhooks/chari'

/** A hundred times an event of the documentation. */
const LARGEST_BODY = 64 * 1024
const CONNECTIONS = 256
const LIMITS = {
  /** Chari waits 5 seconds for an answer: who needs longer to ask is not Chari. */
  requestMs: 10_000,
  /** Far above all terminals' events of a busy day together. */
  perSecond: 2_000,
  burst: 4_000,
}
/** Refusals that are logged; what comes beyond is only counted. */
const LOGGED = { perSecond: 1, burst: 30 }

/** An address that is not there yet, or a port that another program holds, may be free later. */
const LISTEN_AGAIN_MS = 30_000
/** Screens are told of changes at most so often. */
const TELL_MS = 250

const LISTEN_FAULT: Readonly<Record<string, ListenFault>> = {
  EADDRINUSE: 'port_taken',
  EACCES: 'port_denied',
  EPERM: 'port_denied',
  EADDRNOTAVAIL: 'address_absent',
  EINVAL: 'address_absent',
  ENOTFOUND: 'address_absent',
  EAFNOSUPPORT: 'address_absent',
}

export interface ReceiverDeps {
  /** Made with webhookKinds and webhookProjection. */
  readonly journal: Pick<Journal, 'append' | 'db' | 'open' | 'digest'>
  /** Read at each use. */
  readonly settings: () => WebhookSettings
  /** From the vault; null: none was typed. */
  readonly key: () => string | null
  /** The shop's own wallet, `+212…`; null: not known. */
  readonly agentPhone: () => string | null
  readonly clock: Clock
  /** Status or counts changed. */
  readonly onChange: () => void
  readonly log: (what: string, facts: Record<string, unknown>) => void
  readonly limits?: Partial<typeof LIMITS>
}

/** Listens for what Chari tells by itself. */
export interface Receiver {
  /** Follows settings and key: begins to listen, ends, or moves. Resolves when it has, or is known not to. */
  readonly follow: () => Promise<void>
  readonly status: () => ReceiverStatus
  /** Called of each event once, after it is durable, in order. Gives what ends it. */
  readonly onHeard: (listener: (heard: Heard) => void) => () => void
  /** What was heard of an operation: before its own reply came, or before a restart. Oldest first. */
  readonly find: WebhookStore['find']
  /** Money that has come in, newest first. */
  readonly incoming: (cursor: string | null, limit: number) => ReturnType<WebhookStore['incoming']>
  /** The same for one event; null: it is of no money for this shop. */
  readonly incomingOf: (heard: Heard) => ReturnType<WebhookStore['incoming']>['rows'][number] | null
  readonly stop: () => Promise<void>
}

type Listening = Pick<ReceiverStatus, 'state' | 'code' | 'url'>
const OFF: Listening = { state: 'off', code: null, url: null }

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')
const urlOf = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}${PATH}`

export function createReceiver(deps: ReceiverDeps): Receiver {
  const { clock, log } = deps
  const store = createWebhookStore(deps.journal)
  const listeners = new Set<(heard: Heard) => void>()
  const intake = createIntake({
    journal: deps.journal,
    onHeard: (heard) => {
      for (const listener of listeners)
        try {
          listener(heard)
        } catch (error) {
          log('webhook.not_told', { sequence: heard.sequence, error: String(error) })
        }
    },
  })
  const limits = { ...LIMITS, ...deps.limits }
  const rate = createBucket(limits, clock)
  const logged = createBucket(LOGGED, clock)

  let listening: Listening = OFF
  let server: FastifyInstance | null = null
  let served: WebhookSettings | null = null
  let again: Cancel = () => undefined
  let telling = false
  let stopped = false
  let lastHeardAt = store.lastAt()
  let kept = 0
  let repeated = 0
  let refused = 0
  let lastRefusal: ReceiverStatus['lastRefusal'] = null

  function changed(): void {
    if (telling || stopped) return
    telling = true
    clock.after(TELL_MS, () => {
      telling = false
      if (!stopped) deps.onChange()
    })
  }

  /** Counts it and gives the answer; nothing of the request but the reason is kept. */
  function refuse(reply: FastifyReply, why: Refusal, status: number, message: string): FastifyReply {
    refused += 1
    lastRefusal = { at: clock.now(), why }
    changed()
    if (logged.take()) log('webhook.refused', { why, message })
    return reply.code(status).send({ message })
  }

  function made(): FastifyInstance {
    const fastify = Fastify({
      bodyLimit: LARGEST_BODY,
      requestTimeout: limits.requestMs,
      connectionTimeout: 2 * limits.requestMs,
      forceCloseConnections: true,
      http: {
        connectionsCheckingInterval: Math.min(1_000, limits.requestMs),
        headersTimeout: limits.requestMs,
      },
    })
    fastify.server.maxConnections = CONNECTIONS
    // Read by us, whatever its type is called.
    fastify.removeAllContentTypeParsers()
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    // Before the body is read: who has no key sends nothing.
    fastify.addHook('onRequest', async (request, reply) => {
      const right = deps.key()
      const given = request.headers['x-api-key']
      if (right === null || !sameSecret(typeof given === 'string' ? given : '', right))
        return refuse(reply, 'key', 401, 'X-Api-Key is missing or wrong')
      if (!rate.take()) {
        reply.header('retry-after', '1')
        return refuse(reply, 'too_many', 429, 'Too many requests')
      }
      return undefined
    })
    fastify.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: `POST ${PATH}` }))
    fastify.setErrorHandler<Error & { readonly statusCode?: number }>((error, _request, reply) => {
      const status = error.statusCode ?? 500
      if (status === 413) return refuse(reply, 'too_large', 413, `More than ${LARGEST_BODY} bytes`)
      if (status < 500) return refuse(reply, 'breach', 400, error.message)
      log('webhook.not_kept', { error: String(error) })
      return refuse(reply, 'unwritable', 503, 'Not kept; send it again')
    })
    fastify.post(PATH, async (request, reply) => {
      const header = request.headers['c-webhook-id']
      const read = readWebhook(
        request.body instanceof Uint8Array ? request.body : new Uint8Array(),
        typeof header === 'string' ? header : undefined,
      )
      if (!read.ok) return refuse(reply, 'breach', 400, read.error)
      const how = await intake.take(read.value)
      if (how === 'kept') kept += 1
      else repeated += 1
      lastHeardAt = clock.now()
      changed()
      return reply.code(200).send()
    })
    return fastify
  }

  /** Also called of what it is already: a port that stays taken is told once. */
  function became(next: Listening, why: unknown = null): void {
    const { state, code, url } = listening
    if (state === next.state && code === next.code && url === next.url) return
    listening = next
    // `code` would be hidden by the log, as a one-time code is.
    log('webhook.listening', {
      state: next.state,
      fault: next.code,
      url: next.url,
      error: why && String(why),
    })
    changed()
  }

  async function silence(): Promise<void> {
    again()
    const old = server
    server = null
    served = null
    await old?.close()
  }

  async function listen(wanted: WebhookSettings): Promise<void> {
    const fastify = made()
    try {
      await fastify.listen({ host: wanted.address, port: wanted.port })
    } catch (error) {
      await fastify.close()
      became({ state: 'failed', code: LISTEN_FAULT[codeOf(error)] ?? 'unknown', url: null }, error)
      again = clock.after(LISTEN_AGAIN_MS, () => void follow())
      return
    }
    server = fastify
    served = wanted
    became({ state: 'listening', code: null, url: urlOf(fastify.server.address() as AddressInfo) })
  }

  async function followNow(): Promise<void> {
    const { on, address, port } = deps.settings()
    const wanted = on && !stopped ? { on, address, port } : null
    const keyed = deps.key() !== null
    if (wanted && keyed && served?.address === address && served.port === port) return
    await silence()
    if (!wanted) became(OFF)
    else if (!keyed) became({ state: 'failed', code: 'key_missing', url: null })
    else await listen(wanted)
  }

  /** One at a time: a second change must not meet the first halfway. */
  let turn: Promise<void> = Promise.resolve()
  const follow = (): Promise<void> => {
    turn = turn
      .then(followNow)
      .catch((error: unknown) => log('webhook.follow_failed', { error: String(error) }))
    return turn
  }

  return {
    follow,
    status: () => ({ ...listening, lastHeardAt, kept, repeated, refused, lastRefusal }),
    onHeard: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    find: store.find,
    incoming: (cursor, limit) => store.incoming(deps.agentPhone(), cursor, limit),
    incomingOf: (heard) => {
      const [row] = store.incoming(deps.agentPhone(), String(heard.sequence + 1), 1).rows
      return row?.id === heard.sequence ? row : null
    },
    stop: async () => {
      stopped = true
      intake.stop()
      await follow()
    },
  }
}
