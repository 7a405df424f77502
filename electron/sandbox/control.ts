import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { toDecimal } from '../domain/money'
import { amountSchema } from './amount-schema'
import type { Bank } from './bank'
import { addCardControl, type CardControlDeps, tellDeposits } from './card-control'
import { type Faults, faultSchema } from './faults'
import { MISBOOKINGS, type Misbooking } from './ledger'
import { PAGE, PAGE_POLICY } from './page'
import { isRefusal } from './refusals'
import { TRAP } from './spoil'
import { type Manner, type NewReference, SCENARIOS, type Scenario } from './types'

export interface ControlDeps extends CardControlDeps {
  readonly bank: Bank
  readonly faults: Faults
  readonly createReference: (wanted: NewReference) => string
  readonly prepare: (wanted: NewReference, scenario: Scenario) => string
  readonly manner: () => Manner
  readonly setManner: (manner: Manner) => void
  readonly downFor: (ms: number) => void
  /** How often a redirect was followed. */
  readonly trapped: () => number
  readonly onTrapped: () => void
  /** How often a page of return of the bank's was loaded. */
  readonly returned: () => number
  /** How often a hostile page told, and what it reached. */
  readonly hostile: () => { readonly told: number; readonly reached: readonly string[] }
  /** Parameters that came and that the documentation does not name. */
  readonly undocumented: () => readonly { readonly call: string; readonly name: string }[]
}

const mannerSchema = z.enum(['at_once', 'one_first'])
const isMisbooking = (act: string): act is Misbooking => MISBOOKINGS.some((one) => one === act)

const newReferenceSchema = z.object({
  direction: z.enum(['cash_in', 'cash_out']),
  phone: z.string().optional(),
  amount: amountSchema,
  expiresInMs: z.number().int().optional(),
  manner: mannerSchema.optional(),
  fault: faultSchema.omit({ reference: true }).optional(),
  scenario: z.enum(SCENARIOS).optional(),
})

/** The sandbox's own handles, beside Chari's: `/sandbox/…` and a page at `/`. Loopback only, no key. */
export function addControl(server: FastifyInstance, deps: ControlDeps): void {
  const { bank, faults } = deps

  // A web page of elsewhere can name this port under a name of its own; it may not steer the sandbox.
  server.addHook('onRequest', (request, reply, done) => {
    const own = request.url === '/' || request.url.startsWith('/sandbox')
    if (!own || /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.host)) done()
    else void reply.code(421).send({ problem: 'loopback only' })
  })

  addCardControl(server, deps)

  server.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(PAGE),
  )
  server.all(TRAP, (_request, reply) => {
    deps.onTrapped()
    return reply.send({ problem: 'a redirect was followed' })
  })

  server.get('/sandbox/books', () => ({
    manner: deps.manner(),
    faults: faults.all(),
    redirectsFollowed: deps.trapped(),
    returnsLoaded: deps.returned(),
    hostile: deps.hostile(),
    undocumented: deps.undocumented(),
    cardManner: deps.plans.manner(),
    ...tellDeposits(bank.books),
    wallets: bank.books.wallets.map((one) => ({ ...one, balance: toDecimal(one.balance) })),
    agents: bank.books.agents.map((one) => ({ ...one, float: toDecimal(one.float) })),
    references: bank.books.references.map((one) => ({
      ...one,
      amount: toDecimal(one.amount),
      fee: toDecimal(one.fee),
      expired: bank.isExpired(one),
    })),
    transactions: bank.books.transactions.map((one) => ({
      ...one,
      amount: toDecimal(one.amount),
      fee: toDecimal(one.fee),
    })),
  }))

  server.post('/sandbox/references', (request, reply) => {
    const read = newReferenceSchema.safeParse(request.body)
    if (!read.success) return reply.code(400).send({ problem: read.error.issues[0]?.message ?? 'unreadable' })
    const { fault, scenario, ...wanted } = read.data
    try {
      const reference = deps.prepare(wanted, scenario ?? 'fine')
      if (fault) faults.add({ ...fault, reference })
      return reply.send({ reference })
    } catch (error) {
      if (error instanceof RangeError) return reply.code(400).send({ problem: error.message })
      throw error
    }
  })

  server.post<{ Params: { reference: string; act: string } }>(
    '/sandbox/references/:reference/:act',
    (request, reply) => {
      const { reference, act } = request.params
      const known = bank.books.references.find((one) => one.reference === reference)
      if (!known) return reply.code(404).send({ problem: 'no such reference' })
      const given = z
        .object({ agentCode: z.string().optional(), value: amountSchema.optional() })
        .safeParse(request.body)
      const result =
        act === 'execute-elsewhere'
          ? bank.elsewhere(reference, given.success ? given.data.agentCode : undefined)
          : act === 'cancel'
            ? bank.mark(reference, 'canceled')
            : act === 'fail'
              ? bank.mark(reference, 'failed')
              : act === 'expire'
                ? bank.mark(reference, 'expired')
                : isMisbooking(act)
                  ? bank.misbook(reference, act, given.success ? (given.data.value ?? null) : null)
                  : null
      if (result === null) return reply.code(404).send({ problem: 'no such act' })
      return isRefusal(result) ? reply.code(400).send(result) : reply.send({ reference })
    },
  )

  server.post('/sandbox/faults', (request, reply) => {
    const read = faultSchema.safeParse(request.body)
    if (!read.success) return reply.code(400).send({ problem: read.error.issues[0]?.message ?? 'unreadable' })
    faults.add(read.data)
    return reply.send({ faults: faults.all() })
  })
  server.delete('/sandbox/faults', () => {
    faults.clear()
    return { faults: [] }
  })

  server.post('/sandbox/manner', (request, reply) => {
    const read = z.object({ manner: mannerSchema }).safeParse(request.body)
    if (!read.success) return reply.code(400).send({ problem: 'at_once or one_first' })
    deps.setManner(read.data.manner)
    return reply.send(read.data)
  })

  server.post('/sandbox/down', (request, reply) => {
    const read = z.object({ forMs: z.number().int().positive().max(3_600_000) }).safeParse(request.body)
    if (!read.success) return reply.code(400).send({ problem: 'forMs' })
    reply.raw.once('finish', () => deps.downFor(read.data.forMs))
    return reply.send(read.data)
  })
}
