import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ENDPOINTS } from '../chari/endpoints'
import { sleep } from '../domain/clock'
import { type Bank, createBank, isRefusal } from './bank'
import { openBooks } from './books'
import { type Asked, CALLS, type Reply } from './calls'
import { addControl } from './control'
import { createFaults, type Fault, type Faults } from './faults'
import { CHARI_STYLE, type Style, writeReply } from './json'
import type { Manner, NewReference, Sandbox, SandboxOptions, Scenario } from './types'

const HOST = '127.0.0.1'

function sameKey(given: string | undefined, key: string): boolean {
  const a = Buffer.from(given ?? '')
  const b = Buffer.from(key)
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Reads parameters of query, route and body under one roof, whatever their case. */
function readAsked(request: FastifyRequest): Pick<Asked, 'parameter' | 'list' | 'requestId'> {
  const found = new Map<string, readonly string[]>()
  for (const part of [request.query, request.params, request.body]) {
    if (part === null || typeof part !== 'object') continue
    for (const [name, value] of Object.entries(part)) {
      const list = (Array.isArray(value) ? value : [value]).map(String)
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), list)
    }
  }
  const list = (name: string): readonly string[] => found.get(name.toLowerCase()) ?? []
  const header = request.headers['c-request-id']
  return {
    parameter: (name) => list(name)[0] ?? null,
    list,
    requestId: typeof header === 'string' ? header : '',
  }
}

const styleOf = (faults: readonly Fault[]): Style => ({
  wrapped: !faults.some(({ kind }) => kind === 'bare'),
  keys: faults.some(({ kind }) => kind === 'other_casing') ? 'pascal' : CHARI_STYLE.keys,
  amounts: faults.some(({ kind }) => kind === 'text_amounts') ? 'text' : CHARI_STYLE.amounts,
})

/** Faults that spoil the answer, and whether the call is done before them unless the fault says otherwise. */
const SPOILS: { readonly [K in Fault['kind']]?: boolean } = {
  reset_before: false,
  hang_before: false,
  error_500_before: false,
  throttle: false,
  deny: false,
  refuse: false,
  redirect: false,
  not_found: false,
  html: true,
  cut_body: true,
  empty_body: true,
  error_code_on_200: true,
  reset_after: true,
  hang_after: true,
  error_500_after: true,
}

/** Gives the answer that a fault makes of the real one. */
async function spoil(
  fault: Fault,
  text: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const error = (status: number, errorCode: number, errorDescription: string): unknown =>
    reply.code(status).type('application/json').send(JSON.stringify({ errorCode, errorDescription }))
  switch (fault.kind) {
    case 'reset_before':
    case 'reset_after':
      reply.hijack()
      request.raw.socket.resetAndDestroy()
      return
    case 'hang_before':
    case 'hang_after':
      reply.hijack()
      return
    case 'error_500_before':
    case 'error_500_after':
      await reply.code(500).type('application/json').send('{"message":"Internal Server Error"}')
      return
    case 'throttle':
      reply.header('retry-after', String(Math.ceil((fault.ms ?? 30_000) / 1000)))
      await reply.code(429).type('application/json').send('{"message":"Too many requests"}')
      return
    case 'deny':
      await reply.code(403).type('application/json').send('{"message":"IP address not allowed"}')
      return
    case 'refuse':
      error(400, fault.errorCode ?? 20006, 'The initial parameters provided are incorrect or invalid.')
      return
    case 'not_found':
      await reply.code(404).type('text/plain').send('Not found')
      return
    case 'redirect':
      await reply.code(302).header('location', `http://${HOST}:9/elsewhere`).send('')
      return
    case 'html':
      await reply
        .code(200)
        .type('text/html')
        .send('<!doctype html><title>Maintenance</title><p>Service en maintenance</p>')
      return
    case 'empty_body':
      await reply.code(200).type('application/json').send('')
      return
    case 'cut_body':
      reply.hijack()
      reply.raw.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      reply.raw.write(text.slice(0, Math.floor(text.length / 2)), () => request.raw.socket.destroy())
      return
    case 'error_code_on_200':
      error(200, fault.errorCode ?? 20006, 'The initial parameters provided are incorrect or invalid.')
      return
    default:
      throw new Error(`${fault.kind} does not spoil an answer`)
  }
}

interface Inside {
  readonly bank: Bank
  readonly faults: Faults
  readonly options: SandboxOptions
  readonly manner: () => Manner
}

function addApi(server: FastifyInstance, { bank, faults, options, manner }: Inside): void {
  for (const row of ENDPOINTS) {
    const call = CALLS[row.name]
    if (row.comingSoon) continue
    server.route({
      method: row.verb,
      url: row.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const asked = readAsked(request)
        const header = request.headers['chari-api-key']
        if (header === undefined) return reply.code(401).send({ message: 'Missing API key' })
        if (!sameKey(typeof header === 'string' ? header : undefined, options.key))
          return reply.code(403).send({ message: 'API key refused' })
        if (!call)
          return reply.code(501).type('text/plain').send(`${row.name} is not offered by this sandbox`)

        const reference = asked.parameter('Reference')
        const mine = faults.take({ name: row.name, path: row.path, reference })
        for (const fault of mine) {
          if (fault.kind === 'delay') await sleep(options.clock, fault.ms ?? 2_000)
          if (fault.kind === 'elsewhere' && row.moves && reference !== null) {
            const direction = row.name === 'cashin.agent.execute' ? 'cash_in' : 'cash_out'
            bank.execute({ direction, agent: fault.agent ?? 'AG30999', reference, requestId: randomUUID() })
          }
        }
        const pending = mine.find(({ kind }) => kind === 'status_1_then_2' || kind === 'never_2')
        const accept = pending
          ? { lookUps: pending.kind === 'never_2' ? null : (pending.lookUps ?? 1) }
          : null
        const spoiling = mine.find(({ kind }) => kind in SPOILS)
        const first = spoiling !== undefined && !(spoiling.executes ?? SPOILS[spoiling.kind])
        const answer: Reply = first
          ? { status: 200, body: null }
          : call(bank, { ...asked, accept, manner: manner() })

        const wrong = mine.some(({ kind }) => kind === 'wrong_echo')
        if (asked.requestId !== '') reply.header('c-request-id', wrong ? randomUUID() : asked.requestId)
        const skew = mine.find(({ kind }) => kind === 'clock_skew')
        const now = Date.parse(options.clock.now()) + (skew ? (skew.ms ?? 3_600_000) : 0)
        reply.header('date', new Date(now).toUTCString())
        const text = writeReply(answer.body, styleOf(mine))
        if (spoiling) {
          await spoil(spoiling, text, request, reply)
          return reply
        }
        return reply.code(answer.status).type('application/json; charset=utf-8').send(text)
      },
    })
  }
}

/** Starts the local Chari. Throws when the port is taken or the books cannot be read. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const bank = createBank(openBooks(options.booksFile), options.clock, options.random)
  for (const agent of options.agents ?? []) bank.addAgent(agent)
  const faults = createFaults()
  let manner: Manner = options.manner ?? 'at_once'
  let port = options.port
  let server: FastifyInstance | null = null

  function createReference(wanted: NewReference): string {
    const phone = wanted.phone ?? bank.anyone(wanted.direction, wanted.amount)?.phone
    const made = bank.create({ ...wanted, phone })
    if (isRefusal(made)) throw new RangeError(`${made.errorCode} ${made.errorDescription}`)
    return made.reference
  }

  function prepare(wanted: NewReference, scenario: Scenario): string {
    const reference = createReference({
      ...wanted,
      ...(scenario === 'status_one' ? { manner: 'one_first' as const } : {}),
    })
    const call = wanted.direction === 'cash_in' ? 'cashin.agent.execute' : 'cashout.agent.execute'
    const look = wanted.direction === 'cash_in' ? 'cashin.request.read' : 'cashout.request.read'
    if (scenario === 'refused') faults.add({ call, reference, kind: 'refuse', times: 1 })
    if (scenario === 'expired') bank.mark(reference, 'expired')
    if (scenario === 'no_answer') {
      faults.add({ call, reference, kind: 'reset_after', times: 1 })
      // The first looks fail as well, so that the cashier meets the wait; a client asks up to three times a look.
      faults.add({ call: look, reference, kind: 'error_500_before', times: 9 })
    }
    return reference
  }

  const up = async (): Promise<void> => {
    if (server) return
    const made = Fastify({ forceCloseConnections: true, bodyLimit: 1_000_000 })
    made.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      try {
        done(null, body === '' ? {} : JSON.parse(String(body)))
      } catch {
        done(null, {})
      }
    })
    addApi(made, { bank, faults, options, manner: () => manner })
    addControl(made, {
      bank,
      faults,
      createReference,
      prepare,
      manner: () => manner,
      setManner: (next) => {
        manner = next
      },
      downFor: (ms) => {
        void down().then(() => options.clock.after(ms, () => void up()))
      },
    })
    await made.listen({ host: HOST, port })
    port = (made.server.address() as AddressInfo).port
    server = made
  }
  const down = async (): Promise<void> => {
    const closing = server
    server = null
    await closing?.close()
  }

  await up()
  return {
    host: `http://${HOST}:${port}`,
    key: options.key,
    createReference,
    prepare,
    addFault: faults.add,
    clearFaults: faults.clear,
    down,
    up,
    close: down,
  }
}
