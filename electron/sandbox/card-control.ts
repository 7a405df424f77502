import type { FastifyInstance, FastifyReply } from 'fastify'
import * as z from 'zod'
import { toDecimal } from '../domain/money'
import { WEBHOOK_EVENTS } from '../domain/webhook'
import { amountSchema } from './amount-schema'
import type { Books } from './books'
import type { Deposits } from './deposits'
import { faultSchema } from './faults'
import { MISBOOKINGS, type Misbooking } from './ledger'
import type { Plans } from './plans'
import { isRefusal } from './refusals'
import { DECLINE_NAMES } from './test-cards'
import {
  CARD_IDS,
  CARD_LISTED,
  CARD_PAGES,
  CARD_SCENARIOS,
  URL_KEYS,
  WEBHOOK_ORDERS,
  WEBHOOK_TIMES,
  type WebhookOrder,
} from './types'
import type { Webhooks } from './webhooks'

export interface CardControlDeps {
  readonly deposits: Deposits
  readonly plans: Plans
  readonly webhooks: Webhooks
  readonly sendWebhook: (order: WebhookOrder) => string
  /** Tells of a completed deposit once more, under a WebhookId of its own. */
  readonly tellAgain: (trackId: string) => boolean
}

const millis = z.number().int().min(0).max(86_400_000)
const cardMannerSchema = z.strictObject({
  page: z.enum(CARD_PAGES).exactOptional(),
  ids: z.enum(CARD_IDS).exactOptional(),
  urlKey: z.enum(URL_KEYS).nullable().exactOptional(),
  decline: z.enum(DECLINE_NAMES).nullable().exactOptional(),
  settlesInMs: millis.exactOptional(),
  slowMs: millis.exactOptional(),
  listed: z.enum(CARD_LISTED).exactOptional(),
})
const planSchema = z.strictObject({
  scenario: z.enum(CARD_SCENARIOS).optional(),
  manner: cardMannerSchema.optional(),
  fault: faultSchema.omit({ call: true, reference: true }).optional(),
  amount: amountSchema.optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
})

const formSchema = z.strictObject({
  wrapped: z.boolean().exactOptional(),
  eventId: z.boolean().exactOptional(),
  webhookId: z.enum(['text', 'number']).exactOptional(),
  header: z.enum(['groups', 'uuid']).exactOptional(),
  headerPerTry: z.boolean().exactOptional(),
  keys: z.enum(['pascal', 'camel']).exactOptional(),
  requestId: z.boolean().exactOptional(),
  operationId: z.boolean().exactOptional(),
  bankTransferType: z.union([z.literal(9), z.literal(5)]).exactOptional(),
})
const webhookMannerSchema = z.strictObject({
  when: z.enum(WEBHOOK_TIMES).exactOptional(),
  delayMs: millis.exactOptional(),
  times: z.number().int().min(1).max(5).exactOptional(),
  order: z.enum(WEBHOOK_ORDERS).exactOptional(),
  form: z.union([z.enum(['documented', 'examples']), formSchema]).exactOptional(),
  retriesMs: z.array(millis).max(20).exactOptional(),
  answerWithinMs: millis.exactOptional(),
})
const targetSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }), key: z.string() })
const orderSchema = z.strictObject({
  event: z.enum(WEBHOOK_EVENTS),
  phone: z.string().optional(),
  from: z.string().optional(),
  amount: amountSchema.optional(),
  status: z.number().int().optional(),
  booked: z.boolean().optional(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
const actSchema = z.object({ value: amountSchema.optional(), reason: z.enum(DECLINE_NAMES).optional() })

const isMisbooking = (act: string): act is Misbooking => MISBOOKINGS.some((one) => one === act)

/** Reads a body, or answers which field of it is wrong. What stood in it is not said again: it may be a card. */
function read<T>(schema: z.ZodType<T>, body: unknown, reply: FastifyReply): T | null {
  const found = schema.safeParse(body ?? {})
  if (found.success) return found.data
  const issue = found.error.issues[0]
  void reply
    .code(400)
    .send({ problem: `${String(issue?.path[0] ?? 'body')}: ${issue?.code ?? 'unreadable'}` })
  return null
}

/** The handles for cards and webhooks under `/sandbox`. */
export function addCardControl(server: FastifyInstance, deps: CardControlDeps): void {
  const { deposits, plans, webhooks } = deps

  server.post('/sandbox/cards/manner', (request, reply) => {
    const change = read(cardMannerSchema, request.body, reply)
    if (!change) return reply
    plans.set(change)
    return reply.send(plans.manner())
  })
  server.delete('/sandbox/cards/manner', () => {
    plans.reset()
    return plans.manner()
  })
  server.post('/sandbox/cards/next', (request, reply) => {
    const plan = read(planSchema, request.body, reply)
    if (!plan) return reply
    plans.add(plan)
    return reply.send({ planned: true })
  })
  server.post<{ Params: { id: string } }>('/sandbox/cards/:id/delete', (request, reply) =>
    deposits.forget(Number(request.params.id))
      ? reply.send({ deleted: true })
      : reply.code(404).send({ problem: 'no such card' }),
  )

  server.post<{ Params: { trackId: string; act: string } }>(
    '/sandbox/deposits/:trackId/:act',
    (request, reply) => {
      const { trackId, act } = request.params
      if (!deposits.find(trackId)) return reply.code(404).send({ problem: 'no such deposit' })
      const asked = read(actSchema, request.body, reply)
      if (!asked) return reply
      if (act === 'webhook')
        return deps.tellAgain(trackId)
          ? reply.send({ trackId })
          : reply.code(400).send({ problem: 'the deposit was not executed' })
      const result =
        act === 'complete'
          ? deposits.end(trackId, 'completed')
          : act === 'cancel'
            ? deposits.end(trackId, 'canceled')
            : act === 'expire'
              ? deposits.end(trackId, 'timeout')
              : act === 'decline'
                ? deposits.end(trackId, asked.reason ?? 'do_not_honour')
                : isMisbooking(act)
                  ? deposits.misbook(trackId, act, asked.value ?? null)
                  : null
      if (result === null) return reply.code(404).send({ problem: 'no such act' })
      return isRefusal(result) ? reply.code(400).send(result) : reply.send({ trackId, status: result.status })
    },
  )

  server.get('/sandbox/webhooks', () => ({
    manner: webhooks.manner(),
    targets: webhooks.targets().map(({ url }) => ({ url })),
    deliveries: webhooks.deliveries(),
  }))
  server.post('/sandbox/webhooks/targets', (request, reply) => {
    const target = read(targetSchema, request.body, reply)
    if (!target) return reply
    webhooks.addTarget(target)
    return reply.send({ targets: webhooks.targets().map(({ url }) => ({ url })) })
  })
  server.delete('/sandbox/webhooks/targets', () => {
    webhooks.setTargets([])
    return { targets: [] }
  })
  server.post('/sandbox/webhooks/manner', (request, reply) => {
    const change = read(webhookMannerSchema, request.body, reply)
    if (!change) return reply
    webhooks.setManner(change)
    return reply.send(webhooks.manner())
  })
  server.delete('/sandbox/webhooks/manner', () => {
    webhooks.resetManner()
    return webhooks.manner()
  })
  server.post('/sandbox/webhooks/send', (request, reply) => {
    const order = read(orderSchema, request.body, reply)
    if (!order) return reply
    try {
      return reply.send({ webhookId: deps.sendWebhook(order) })
    } catch (error) {
      if (error instanceof RangeError) return reply.code(400).send({ problem: error.message })
      throw error
    }
  })
  server.post('/sandbox/webhooks/release', (request, reply) => {
    const asked = read(z.object({ order: z.enum(['kept', 'reversed']).optional() }), request.body, reply)
    return asked ? reply.send({ released: webhooks.release(asked.order ?? 'kept') }) : reply
  })
  server.post<{ Params: { webhookId: string } }>(
    '/sandbox/webhooks/deliveries/:webhookId/resend',
    (request, reply) =>
      webhooks.resend(Number(request.params.webhookId))
        ? reply.send({ resent: true })
        : reply.code(404).send({ problem: 'no such webhook' }),
  )
}

/** Deposits and saved cards as `/sandbox/books` tells them: of a card its face, of the bank's page no address. */
export const tellDeposits = (books: Pick<Books, 'deposits' | 'cards'>): Record<string, unknown> => ({
  deposits: books.deposits.map(({ gateway, challenge, amount, fee, ...one }) => ({
    trackId: gateway.track,
    orderId: gateway.order,
    referenceId: gateway.reference,
    ...one,
    amount: toDecimal(amount),
    fee: toDecimal(fee),
    challenge: challenge && { page: challenge.page, wrong: challenge.wrong, told: challenge.told },
  })),
  cards: books.cards,
})
