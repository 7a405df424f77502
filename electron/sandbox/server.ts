import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { ENDPOINTS } from '../chari/endpoints'
import { type Cancel, sleep } from '../domain/clock'
import { addAcs } from './acs'
import type { Asked, Reply } from './asked'
import { createBank, NETWORK } from './bank'
import { openBooks } from './books'
import { CALLS, type Desk } from './calls'
import { addControl } from './control'
import { createDeposits } from './deposits'
import { createFaults, type Fault, type Faults } from './faults'
import { happen } from './incoming'
import { CHARI_STYLE, type Style, writeReply } from './json'
import { createPlans, type Plans } from './plans'
import { isRefusal } from './refusals'
import { nameless, sparse } from './sparse'
import { spoil, spoiling } from './spoil'
import { faceOf } from './test-cards'
import type {
  CardManner,
  Manner,
  NewReference,
  Sandbox,
  SandboxOptions,
  Scenario,
  WebhookOrder,
} from './types'
import { depositCompleted, referenceExecuted } from './webhook-body'
import { createWebhooks } from './webhooks'

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
  readonly desk: Desk
  readonly faults: Faults
  readonly plans: Plans
  readonly options: SandboxOptions
  readonly manner: () => Manner
  readonly beforeAnswer: () => Promise<void>
  readonly onUndocumented: (call: string, name: string) => void
}

/** Names of parameters that came, as they were spelled. */
const sentNames = ({ query, body }: FastifyRequest): readonly string[] =>
  [query, body].flatMap((part) => (part !== null && typeof part === 'object' ? Object.keys(part) : []))

/** The last four digits of the card that an execute is about. */
function last4Of(asked: Pick<Asked, 'parameter'>, { deposits }: Desk): string | null {
  const pan = asked.parameter('Pan')
  if (pan !== null) return faceOf(pan).last4
  const id = asked.parameter('CardId')
  return id === null ? null : (deposits.card(asked.parameter('PhoneNumber') ?? '', Number(id))?.last4 ?? null)
}

/** Does the call, with the faults that are on for it; null: the answer was to be lost before it was done. */
async function answerOf(
  row: EndpointRow,
  asked: Omit<Asked, 'accept' | 'manner' | 'cardManner' | 'listing'>,
  mine: readonly Fault[],
  cardManner: CardManner,
  { desk, options, manner }: Inside,
): Promise<Reply | null> {
  const reference = asked.parameter('Reference')
  for (const fault of mine) {
    if (fault.kind === 'delay') await sleep(options.clock, fault.ms ?? 2_000)
    if (fault.kind === 'elsewhere' && reference !== null) desk.bank.elsewhere(reference, fault.agent)
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
  return call(desk, { ...asked, accept, manner: manner(), cardManner, listing })
}

function addApi(server: FastifyInstance, inside: Inside): void {
  const { faults, options } = inside
  for (const row of ENDPOINTS) {
    const documented = new Set<string>(row.parameters.map(({ name }) => name))
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
        const plan = inside.plans.take(row.name, {
          amount: asked.parameter('Amount'),
          last4: last4Of(asked, inside.desk),
        })
        const mine = [
          ...faults.take({
            name: row.name,
            path: row.path,
            reference: asked.parameter('Reference'),
            page: page === null ? null : Number(page),
          }),
          ...plan.faults,
        ]
        for (const name of sentNames(request))
          if (!documented.has(name)) inside.onUndocumented(row.name, name)
        const answer = await answerOf(row, asked, mine, plan.manner, inside)
        await inside.beforeAnswer()

        if (mine.some(({ kind }) => kind === 'wrong_echo')) reply.header('c-request-id', randomUUID())
        const skew = mine.find(({ kind }) => kind === 'clock_skew')
        const now = Date.parse(options.clock.now()) + (skew ? (skew.ms ?? 3_600_000) : 0)
        reply.header('date', new Date(now).toUTCString())
        const whole = answer?.body ?? null
        const named = mine.some(({ kind }) => kind === 'nameless') ? nameless(whole) : whole
        const body = mine.some(({ kind }) => kind === 'sparse') ? sparse(named) : named
        const text = writeReply(body, styleOf(mine))
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
  const { clock, random, tariff, log } = options
  const file = openBooks(options.booksFile)
  const { books } = file
  const webhooks = createWebhooks({ clock, targets: options.webhooks ?? [], log })
  const bank = createBank(file, clock, random, tariff, (one) => {
    webhooks.emit(referenceExecuted(one, books, NETWORK))
  })
  const deposits = createDeposits({
    file,
    bank,
    clock,
    random,
    tariff,
    log,
    completed: (one) => {
      webhooks.emit(depositCompleted(one, books))
    },
  })
  const plans = createPlans()
  const undocumented = new Map<string, { readonly call: string; readonly name: string }>()
  for (const agent of options.agents ?? []) bank.addAgent(agent)
  const faults = createFaults()
  let manner: Manner = options.manner ?? 'at_once'
  let port = options.port
  let server: FastifyInstance | null = null
  let trapped = 0
  let returned = 0
  const hostile = { visits: 0, reached: new Set<string>() }
  const host = (): string => `http://${HOST}:${port}`

  function sendWebhook(order: WebhookOrder): string {
    const happening = happen(file, bank, clock, order)
    if (isRefusal(happening)) throw new RangeError(`${happening.errorCode} ${happening.errorDescription}`)
    return String(webhooks.emit(happening))
  }

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
    addApi(made, {
      desk: { bank, deposits, host, now: clock.now },
      faults,
      plans,
      options,
      manner: () => manner,
      beforeAnswer: webhooks.beforeAnswer,
      onUndocumented: (call, name) => {
        undocumented.set(`${call} ${name}`, { call, name })
      },
    })
    addAcs(made, {
      deposits,
      clock,
      beforeAnswer: webhooks.beforeAnswer,
      onReturn: () => {
        returned += 1
      },
      onReached: (what) => {
        hostile.visits += 1
        for (const one of what) hostile.reached.add(one)
      },
    })
    addControl(made, {
      bank,
      deposits,
      plans,
      webhooks,
      sendWebhook,
      tellAgain: (trackId) => {
        const one = deposits.find(trackId)
        if (one?.status !== 2) return false
        webhooks.emit(depositCompleted(one, books), 'now')
        return true
      },
      returned: () => returned,
      hostile: () => ({ told: hostile.visits, reached: [...hostile.reached] }),
      undocumented: () => [...undocumented.values()],
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
    host: host(),
    key: options.key,
    createReference,
    prepare,
    prepareCard: plans.add,
    setCardManner: plans.set,
    addWebhookTarget: webhooks.addTarget,
    setWebhookManner: webhooks.setManner,
    sendWebhook,
    addFault: faults.add,
    clearFaults: faults.clear,
    down,
    up,
    close: async () => {
      upLater()
      deposits.close()
      webhooks.close()
      await down()
      upLater()
    },
  }
}
