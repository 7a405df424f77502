import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { ENDPOINTS } from '../chari/endpoints'
import { type Cancel, sleep } from '../domain/clock'
import { type Bank, createBank, isRefusal } from './bank'
import { openBooks } from './books'
import { type Asked, CALLS, type Reply } from './calls'
import { addControl } from './control'
import { createFaults, type Fault, type Faults } from './faults'
import { CHARI_STYLE, type Style, writeReply } from './json'
import { sparse } from './sparse'
import { spoil, spoiling } from './spoil'
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

type EndpointRow = (typeof ENDPOINTS)[number]

interface Inside {
  readonly bank: Bank
  readonly faults: Faults
  readonly options: SandboxOptions
  readonly manner: () => Manner
}

/** Does the call, with the faults that are on for it; null: the answer was to be lost before it was done. */
async function answerOf(
  row: EndpointRow,
  asked: Omit<Asked, 'accept' | 'manner' | 'listing'>,
  mine: readonly Fault[],
  { bank, options, manner }: Inside,
): Promise<Reply | null> {
  const reference = asked.parameter('Reference')
  for (const fault of mine) {
    if (fault.kind === 'delay') await sleep(options.clock, fault.ms ?? 2_000)
    if (fault.kind === 'elsewhere' && reference !== null) bank.elsewhere(reference, fault.agent)
  }
  const call = CALLS[row.name]
  if (!call || spoiling(mine)?.executes === false) return null
  const pending = mine.find(({ kind }) => kind === 'status_1_then_2' || kind === 'never_2')
  const accept = pending ? { lookUps: pending.kind === 'never_2' ? null : (pending.lookUps ?? 1) } : null
  const on = (kind: Fault['kind']): boolean => mine.some((fault) => fault.kind === kind)
  const listing = {
    twice: on('row_twice'),
    slides: on('sliding_pages'),
    unsorted: on('unsorted'),
    countOff: on('count_off'),
  }
  return call(bank, { ...asked, accept, manner: manner(), listing })
}

function addApi(server: FastifyInstance, inside: Inside): void {
  const { faults, options } = inside
  for (const row of ENDPOINTS) {
    server.route({
      method: row.verb,
      url: row.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const asked = readAsked(request)
        if (asked.requestId !== '') reply.header('c-request-id', asked.requestId)
        const key = request.headers['chari-api-key']
        if (key === undefined) return reply.code(401).send({ message: 'Missing API key' })
        if (!sameKey(typeof key === 'string' ? key : undefined, options.key))
          return reply.code(403).send({ message: 'API key refused' })
        if (row.comingSoon || !CALLS[row.name])
          return reply.code(501).type('text/plain').send(`${row.name} is not offered by this sandbox`)

        const page = asked.parameter('PageNumber')
        const mine = faults.take({
          name: row.name,
          path: row.path,
          reference: asked.parameter('Reference'),
          page: page === null ? null : Number(page),
        })
        const answer = await answerOf(row, asked, mine, inside)

        if (mine.some(({ kind }) => kind === 'wrong_echo')) reply.header('c-request-id', randomUUID())
        const skew = mine.find(({ kind }) => kind === 'clock_skew')
        const now = Date.parse(options.clock.now()) + (skew ? (skew.ms ?? 3_600_000) : 0)
        reply.header('date', new Date(now).toUTCString())
        const body = answer?.body ?? null
        const text = writeReply(
          mine.some(({ kind }) => kind === 'sparse') ? sparse(body) : body,
          styleOf(mine),
        )
        const spoilt = spoiling(mine)
        if (spoilt) return spoil(spoilt.fault, text, request, reply)
        return reply
          .code(answer?.status ?? 200)
          .type('application/json; charset=utf-8')
          .send(text)
      },
    })
  }
}

/** Starts the local Chari. Throws when the port is taken or the books cannot be read. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const bank = createBank(openBooks(options.booksFile), options.clock, options.random, options.tariff)
  for (const agent of options.agents ?? []) bank.addAgent(agent)
  const faults = createFaults()
  let manner: Manner = options.manner ?? 'at_once'
  let port = options.port
  let server: FastifyInstance | null = null
  let trapped = 0

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

  let turn: Promise<void> = Promise.resolve()
  let upLater: Cancel = () => undefined
  /** One at a time: a second `up` must not meet the first halfway. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.catch(() => undefined).then(work)
    return turn
  }

  async function listen(): Promise<void> {
    if (server) return
    const made = Fastify({ forceCloseConnections: true, bodyLimit: 1_000_000 })
    made.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      try {
        done(null, body === '' ? {} : JSON.parse(String(body)))
      } catch {
        done(null, {})
      }
    })
    made.setErrorHandler<Error & { readonly statusCode?: number }>((error, request, reply) => {
      options.log?.('sandbox.fault', { url: request.url, error: String(error) })
      return reply.code(error.statusCode ?? 500).send({ message: error.message })
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
      trapped: () => trapped,
      onTrapped: () => {
        trapped += 1
      },
      downFor: (ms) => {
        upLater()
        void down().then(() => {
          upLater = options.clock.after(ms, () => {
            up().catch((error: unknown) => options.log?.('sandbox.up', { error: String(error) }))
          })
        })
      },
    })
    await made.listen({ host: HOST, port })
    port = (made.server.address() as AddressInfo).port
    server = made
  }

  const up = (): Promise<void> => inTurn(listen)
  const down = (): Promise<void> =>
    inTurn(async () => {
      await server?.close()
      server = null
    })

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
    close: async () => {
      upLater()
      await down()
      upLater()
    },
  }
}
