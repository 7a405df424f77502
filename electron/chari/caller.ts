import { type Clock, sleep } from '../domain/clock'
import type { Result } from '../domain/result'
import { type Asked, classLookUp, classMoney } from './classing'
import { type EndpointName, endpoint } from './endpoints'
import { type HostFault, readHost } from './host'
import { createHttp } from './http'
import type { Json } from './json'
import type { LookUpOutcome, MoneyOutcome, UnreachableReason, UnsureReason } from './outcome'
import { type Outgoing, writeRequest } from './request'
import type { InputOf } from './schemas'
import type { CallOptions, CallRecord, ChariClientDeps, Contact, ExecuteOptions } from './types'
import { createWire } from './wire'

/** The host or the proxy of the settings cannot be used. */
export class ChariAddressError extends Error {
  override readonly name = 'ChariAddressError'
  readonly fault: HostFault | 'proxy'
  constructor(fault: HostFault | 'proxy') {
    super(`address not usable: ${fault}`)
    this.fault = fault
  }
}

/** How a money call is sent; the amount is for `believe` to know. */
export interface SendOptions extends Omit<ExecuteOptions, 'amount'> {
  /** What the request carries that must stand in nothing that is kept of the answer. */
  readonly secrets?: readonly string[]
}

/** The two manners of calling Chari, for any row of the table. */
export interface Caller {
  /** A row that moves no money at our hand; repeated where its row allows it. */
  readonly lookUp: <N extends EndpointName, T>(
    name: N,
    input: InputOf<N>,
    read: (body: Json) => Result<T, UnsureReason>,
    options?: CallOptions,
    classing?: typeof classLookUp,
  ) => Promise<LookUpOutcome<T>>
  /** A row that moves money: once, on a connection of its own. */
  readonly execute: <N extends EndpointName, Reply>(
    name: N,
    input: InputOf<N>,
    believe: (body: Json) => Result<Reply, UnsureReason>,
    options: SendOptions,
  ) => Promise<MoneyOutcome<Reply>>
  readonly close: () => void
}

const MOST_ATTEMPTS = 3
const FIRST_PAUSE_MS = 250

/**
 * Calls one Chari. Throws ChariAddressError for an address it may not use. Its calls never reject for what
 * the network or Chari does.
 */
export function createCaller(deps: ChariClientDeps): Caller {
  const { clock, timers } = deps
  const host = readHost(deps.host)
  if (!host.ok) throw new ChariAddressError(host.error)
  if (deps.proxy && !isProxy(deps.proxy.url)) throw new ChariAddressError('proxy')
  const { proxy, customCa } = deps
  const wire = createWire({ target: host.value, proxy, customCa, connectMs: timers.connectMs, clock })
  // The paths of the table begin with /api: an address entered with it means the same.
  const base = host.value.href.replace(/\/+$/, '').replace(/\/api$/, '')
  const http = createHttp({ base, wire, clock })
  let open = true

  const key = (): string => {
    try {
      return deps.apiKey()
    } catch {
      return ''
    }
  }

  const tell = (
    call: EndpointName,
    outgoing: Outgoing,
    requestId: string,
    attempt: number,
    outcome: LookUpOutcome<unknown> | MoneyOutcome<unknown>,
  ): void => {
    const meta = 'meta' in outcome ? outcome.meta : null
    const good = outcome.kind === 'answer' || outcome.kind === 'done'
    const record: CallRecord = {
      at: clock.now(),
      call,
      verb: outgoing.verb,
      requestId,
      attempt,
      outcome: describe(outcome),
      httpStatus: meta?.httpStatus ?? null,
      echo: meta?.echo ?? null,
      tookMs: meta?.tookMs ?? null,
      body: good ? null : (meta?.body ?? null),
    }
    quietly(() => deps.log(record))
  }

  const contact = (outcome: LookUpOutcome<unknown> | MoneyOutcome<unknown>): void => {
    const kind = contactKind(outcome)
    if (kind === null) return
    const serverDate = ('meta' in outcome && outcome.meta?.serverDate) || null
    const at = clock.now()
    const skewMs = serverDate === null ? null : Date.parse(serverDate) - Date.parse(at)
    quietly(() => deps.onContact({ kind, at, serverDate, skewMs }))
  }

  const lookUp: Caller['lookUp'] = async (name, input, read, options = {}, classing = classLookUp) => {
    const outgoing = writeRequest(name, input, deps.verbs[name])
    const { repeatable } = endpoint(name)
    const started = clock.monotonicMs()
    const spent = () => clock.monotonicMs() - started
    const budget = options.timeoutMs ?? timers.requestMs
    for (let attempt = 1; ; attempt++) {
      const apiKey = key()
      const asked: Asked = { requestId: deps.ids.uuid(), now: clock.now(), secrets: [apiKey] }
      const exchange = await http.send(outgoing, {
        requestId: asked.requestId,
        key: apiKey,
        timeoutMs: Math.max(1, budget - spent()),
        signal: options.signal,
        fresh: !repeatable,
      })
      const outcome = classing(exchange, asked, read)
      tell(name, outgoing, asked.requestId, attempt, outcome)
      const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + deps.random())
      const again =
        repeatable && attempt < MOST_ATTEMPTS && worthRepeating(outcome) && spent() + pause < budget
      if (again && open) await pauseUnlessAborted(clock, pause, options.signal)
      if (!again || !open || options.signal?.aborted) {
        contact(outcome)
        return outcome
      }
    }
  }

  const execute: Caller['execute'] = async (name, input, believe, options) => {
    const outgoing = writeRequest(name, input, deps.verbs[name])
    const apiKey = key()
    const exchange = await http.send(outgoing, {
      requestId: options.requestId,
      key: apiKey,
      timeoutMs: options.timeoutMs ?? timers.requestMs,
      signal: options.signal,
      fresh: true,
      beforeFirstByte: options.beforeFirstByte,
    })
    const secrets = [apiKey, ...(options.secrets ?? [])]
    const asked: Asked = { requestId: options.requestId, now: clock.now(), secrets }
    const outcome = classMoney(exchange, asked, believe)
    tell(name, outgoing, options.requestId, 1, outcome)
    contact(outcome)
    return outcome
  }

  return {
    lookUp,
    execute,
    close: () => {
      open = false
      http.close()
    },
  }
}

/** What listens may fail; the outcome of a call must not be lost for it. */
function quietly(listener: () => void): void {
  try {
    listener()
  } catch {
    // The listener's own fault, with nobody here to tell.
  }
}

function isProxy(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text)
    decodeURIComponent(username + password)
    return (protocol === 'http:' || protocol === 'https:') && hostname !== ''
  } catch {
    return false
  }
}

const describe = (outcome: LookUpOutcome<unknown> | MoneyOutcome<unknown>): string => {
  if (outcome.kind === 'refused') return `refused/${outcome.code}`
  if (outcome.kind === 'error') return `error/${outcome.errorCode}`
  return 'reason' in outcome ? `${outcome.kind}/${outcome.reason}` : outcome.kind
}

/** Broken links and servers heal at once; a refusal, a redirect, a certificate or a dead network does not. */
const HEALING: readonly (UnsureReason | UnreachableReason)[] = [
  'reset',
  'server_error',
  'unreadable',
  'name',
  'connect',
]

const worthRepeating = (outcome: LookUpOutcome<unknown>): boolean =>
  (outcome.kind === 'no_answer' || outcome.kind === 'unreachable') && HEALING.includes(outcome.reason)

/** Reasons that only an answer of Chari's own can give. */
const SPOKEN: readonly UnsureReason[] = [
  'conflict',
  'error_code_on_success',
  'pending_confirmation',
  'unknown_status',
  'mismatch',
]

function contactKind(outcome: LookUpOutcome<unknown> | MoneyOutcome<unknown>): Contact['kind'] | null {
  switch (outcome.kind) {
    case 'answer':
    case 'done':
    case 'error':
      return 'answered'
    case 'denied':
    case 'throttled':
      return outcome.kind
    case 'refused':
      return typeof outcome.code === 'number' ? 'answered' : outcome.code
    case 'unreachable':
      return outcome.reason === 'aborted' || outcome.reason === 'not_written' ? null : 'unreachable'
    case 'no_answer':
    case 'unsure':
      if (outcome.reason === 'aborted') return null
      return SPOKEN.includes(outcome.reason) ? 'answered' : 'not_answering'
  }
}

const pauseUnlessAborted = (
  clock: Clock,
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<void> => {
  if (!signal) return sleep(clock, delayMs)
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(delayMs, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
