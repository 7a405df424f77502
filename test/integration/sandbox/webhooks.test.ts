import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../../electron/domain/webhook'
import type { Sandbox } from '../../../electron/sandbox/types'
import { openBankPage } from '../../support/bank-page'
import {
  AMINA,
  addressIn,
  booksOf,
  CARD,
  CARD_PATHS,
  call,
  deposit,
  depositIn,
  OUR_AGENT,
  ownSandbox,
  pathsOf,
  SANDBOX_KEY,
} from '../../support/own-sandbox'
import { steppedClock } from '../../support/stepped-clock'
import { type WebhookReceiver, webhookReceiver } from '../../support/webhook-receiver'

const KEY = 'key-of-the-shop'
const FRICTIONLESS = '4242424242424242'
let sandbox: Sandbox
let receiver: WebhookReceiver
beforeAll(async () => {
  sandbox = await ownSandbox()
})
beforeEach(async () => {
  receiver = await webhookReceiver()
  sandbox.addWebhookTarget({ url: receiver.url, key: KEY })
})
afterEach(async () => {
  await call(sandbox, 'DELETE', '/sandbox/webhooks/manner')
  await call(sandbox, 'DELETE', '/sandbox/webhooks/targets')
  await receiver.close()
})
afterAll(() => sandbox.close())

const arrived = (count: number) => expect.poll(() => receiver.received.length).toBe(count)
const bodies = () => receiver.received.map(({ body }) => body)
const heads = () => receiver.received.map(({ headers }) => String(headers['c-webhook-id']))
interface Told {
  readonly targets: readonly object[]
  readonly deliveries: readonly {
    readonly webhookId: number
    readonly event: string
    readonly state: string
    readonly attempts: readonly { readonly answer: number | string }[]
  }[]
}
const told = async (): Promise<Told> =>
  (await call(sandbox, 'GET', '/sandbox/webhooks')).body as unknown as Told
const lastDelivery = async () => (await told()).deliveries.at(-1)
const stateOf = async () => (await lastDelivery())?.state

describe('a completed deposit by card', () => {
  it('is posted as the documentation has it', async () => {
    const answer = await call(
      sandbox,
      'POST',
      CARD_PATHS.agent.execute,
      { ...CARD, Amount: 200 },
      {
        'Chari-Api-Key': SANDBOX_KEY,
        'C-Request-Id': '7b8c9f1a-15da-4e1c-8c3b-3a2bd0ed5e6f',
      },
    )
    await (await openBankPage(addressIn(answer))).type('555')
    await arrived(1)
    const [{ headers, text, body } = { headers: {}, text: '', body: {} }] = receiver.received
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Chari-BAAS-Webhook/1.0',
      'c-webhook-id': expect.stringMatching(/^([0-9a-f]{8}-){3}[0-9a-f]{8}$/),
      'x-api-key': KEY,
    })
    expect(text).toMatch(/^\{"data":\{"WebhookId":"\d+","EventId":"cashin.card.authorized"/)
    expect(text).toContain('"Amount":200.00,"FeeAmount":3.00')
    expect(body).toEqual({
      WebhookId: expect.any(String),
      EventId: 'cashin.card.authorized',
      CRequestId: '7b8c9f1a-15da-4e1c-8c3b-3a2bd0ed5e6f',
      OperationId: answer.body?.operationId,
      TransactionId: expect.any(Number),
      OperationType: 1,
      OperationStatus: 2,
      CreatedAt: expect.stringMatching(/Z$/),
      ExecutedAt: expect.stringMatching(/Z$/),
      Amount: 200,
      FeeAmount: 3,
      PrimaryAccountNumber: OUR_AGENT.phone,
      Method: 'Card',
      GatewayTrackId: answer.body?.transactionTrackId,
      GatewayOrderId: answer.body?.orderId,
      GatewayReferenceId: answer.body?.transactionReferenceId,
    })
    await expect.poll(stateOf).toBe('delivered')
  })

  it('is not posted when it failed', async () => {
    const answer = await deposit(sandbox, 'agent', { Pan: '4000000000009995' })
    await (await openBankPage(addressIn(answer))).type('555')
    await deposit(sandbox, 'agent', { Pan: FRICTIONLESS })
    await arrived(1)
    expect(bodies()[0]?.OperationId).not.toBe(answer.body?.operationId)
  })

  it('has arrived before the redirect', async () => {
    sandbox.setWebhookManner({ when: 'before_redirect' })
    const page = await openBankPage(addressIn(await deposit(sandbox)))
    const { end } = await page.type('555')
    expect({ end: end?.RESPONSE_CODE, arrived: receiver.received.length }).toEqual({ end: '0', arrived: 1 })
    // And before an answer without a page.
    await deposit(sandbox, 'agent', { Pan: FRICTIONLESS })
    expect(receiver.received).toHaveLength(2)
  })

  it('is not waited for when the receiver is silent', async () => {
    sandbox.setWebhookManner({ when: 'before_redirect', answerWithinMs: 100, retriesMs: [] })
    receiver.answer('nothing')
    const { end } = await (await openBankPage(addressIn(await deposit(sandbox)))).type('555')
    expect(end?.RESPONSE_CODE).toBe('0')
    expect(await lastDelivery()).toMatchObject({ state: 'given_up', attempts: [{ answer: 'no_answer' }] })
  })

  it('keeps only its own answer waiting: its receiver may look it up first', async () => {
    sandbox.setWebhookManner({ when: 'before_redirect', answerWithinMs: 3_000, retriesMs: [] })
    const answer = await deposit(sandbox)
    const page = await openBankPage(addressIn(answer))
    receiver.answer('nothing')
    let over = false
    const ending = page.type('555').then(() => {
      over = true
    })
    await arrived(1)
    const look = await call(
      sandbox,
      'GET',
      `/api/operations/${answer.body?.operationId}?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}`,
    )
    expect({ status: look.body?.status, over }).toEqual({ status: 2, over: false })
    await receiver.close()
    await ending
  })

  it('is never posted', async () => {
    sandbox.setWebhookManner({ when: 'never' })
    await deposit(sandbox, 'agent', { Pan: FRICTIONLESS })
    expect(await stateOf()).toBe('withheld')
    expect(receiver.received).toHaveLength(0)
  })

  it('is posted again by hand, under a number of its own', async () => {
    const { trackId } = await depositIn(sandbox, await deposit(sandbox, 'agent', { Pan: FRICTIONLESS }))
    await arrived(1)
    expect((await call(sandbox, 'POST', `/sandbox/deposits/${trackId}/webhook`, {})).status).toBe(200)
    await arrived(2)
    expect(new Set(bodies().map(({ WebhookId }) => WebhookId)).size).toBe(2)
    expect(new Set(bodies().map(({ OperationId }) => OperationId)).size).toBe(1)
    const open = await depositIn(sandbox, await deposit(sandbox))
    expect((await call(sandbox, 'POST', `/sandbox/deposits/${open.trackId}/webhook`, {})).status).toBe(400)
  })
})

it('late is minutes after the redirect', async () => {
  const clock = steppedClock()
  const own = await ownSandbox({ clock, webhooks: [{ url: receiver.url, key: KEY }] })
  try {
    own.setWebhookManner({ when: 'late' })
    await (await openBankPage(addressIn(await deposit(own)))).type('555')
    await clock.pass(179_000)
    expect(receiver.received).toHaveLength(0)
    await clock.pass(1_000)
    await arrived(1)
  } finally {
    await own.close()
  }
})

describe('an execution by reference', () => {
  it.each([
    ['cash_in', 'agent', 'cashin.network.executed', 'Agent', undefined],
    ['cash_out', 'agent', 'cashout.network.executed', 'Agent', undefined],
    ['cash_in', 'network', 'cashin.network.executed', 'Network', 'Chari'],
  ] as const)('%s by %s is posted', async (direction, by, EventId, Method, NetworkName) => {
    const Reference = sandbox.createReference({ direction, phone: AMINA, amount: centimes(10_000) })
    if (by === 'agent')
      await call(sandbox, 'POST', pathsOf(direction).execute, { Code: OUR_AGENT.code, Reference })
    else await call(sandbox, 'POST', '/api/simulate/network/operations/cashin', { reference: Reference })
    await arrived(1)
    expect(bodies()[0]).toMatchObject({ EventId, Method, Reference, OperationStatus: 2, Amount: 100 })
    expect(bodies()[0]?.NetworkName).toBe(NetworkName)
  })
})

describe('forms', () => {
  const post = async (form: Parameters<Sandbox['setWebhookManner']>[0]['form'], event?: WebhookEvent) => {
    sandbox.setWebhookManner({ form })
    sandbox.sendWebhook({ event: event ?? 'transfer.received' })
    await arrived(1)
    return receiver.received[0]
  }

  it('as the examples have it: a number, and no event', async () => {
    const webhook = await post('examples')
    expect(webhook?.text).toMatch(/^\{"data":\{"WebhookId":\d+,"CRequestId"/)
    expect(webhook?.body).not.toHaveProperty('EventId')
  })

  it('a bank transfer as its example has it: type 5, Method BankTransfer', async () => {
    const { body } = (await post('examples', 'bank-transfer.received')) ?? {}
    expect(body).toMatchObject({ OperationType: 5, Method: 'BankTransfer' })
  })

  it('a bank transfer by the table of types: 9', async () => {
    const { body } = (await post('documented', 'bank-transfer.received')) ?? {}
    expect(body).toMatchObject({ OperationType: 9, EventId: 'bank-transfer.received' })
    expect(body).not.toHaveProperty('Method')
  })

  it('with OperationId 0, as where no operation was created', async () => {
    expect((await post({ operationId: false }))?.body).toMatchObject({ OperationId: 0, Amount: 100 })
  })

  it('bare, in camel case, without a request id, under a UUID', async () => {
    const webhook = await post({ wrapped: false, keys: 'camel', requestId: false, header: 'uuid' })
    expect(webhook?.text).toMatch(/^\{"webhookId":"\d+","eventId":"transfer.received","operationId"/)
    expect(webhook?.headers['c-webhook-id']).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
  })
})

describe('what is not taken', () => {
  it.each([
    ['the same C-Webhook-Id', false, 1],
    ['another C-Webhook-Id each time', true, 3],
  ] as const)('is posted again under %s, until it is', async (_what, headerPerTry, ids) => {
    sandbox.setWebhookManner({ retriesMs: [10, 10, 10], form: { headerPerTry } })
    receiver.answer(500, 400)
    const webhookId = sandbox.sendWebhook({ event: 'payment.received' })
    await arrived(3)
    await expect.poll(stateOf).toBe('delivered')
    expect(new Set(heads()).size).toBe(ids)
    expect(bodies().map(({ WebhookId }) => WebhookId)).toEqual([webhookId, webhookId, webhookId])
  })

  it('is given up after the last try, and taken by hand', async () => {
    sandbox.setWebhookManner({ retriesMs: [5] })
    receiver.answer(500, 302)
    const webhookId = sandbox.sendWebhook({ event: 'payment.received' })
    await expect.poll(stateOf).toBe('given_up')
    expect((await lastDelivery())?.attempts).toMatchObject([{ answer: 500 }, { answer: 302 }])
    const resend = (id: string) => call(sandbox, 'POST', `/sandbox/webhooks/deliveries/${id}/resend`, {})
    expect((await resend(webhookId)).status).toBe(200)
    await expect.poll(stateOf).toBe('delivered')
    expect((await resend('1')).status).toBe(404)
  })

  it('reaches nobody and is tried again', async () => {
    await receiver.close()
    sandbox.setWebhookManner({ retriesMs: [5] })
    sandbox.sendWebhook({ event: 'payment.received' })
    await expect.poll(stateOf).toBe('given_up')
    expect((await lastDelivery())?.attempts).toMatchObject([{ answer: 'no_answer' }, { answer: 'no_answer' }])
  })
})

describe('order and number', () => {
  const send = (...events: readonly WebhookEvent[]) => {
    for (const event of events) sandbox.sendWebhook({ event })
  }
  const events = () => bodies().map(({ EventId }) => EventId)

  it('twice although it was taken', async () => {
    sandbox.setWebhookManner({ times: 2 })
    send('transfer.received')
    await arrived(2)
    expect(new Set(heads()).size).toBe(1)
  })

  it('each first after the next', async () => {
    sandbox.setWebhookManner({ order: 'swapped' })
    send('payment.received')
    expect(await stateOf()).toBe('held')
    send('transfer.received', 'bank-transfer.initiated')
    await arrived(2)
    expect(events()).toEqual(['transfer.received', 'payment.received'])
  })

  it('held until they are released, the last first', async () => {
    sandbox.setWebhookManner({ order: 'held' })
    // What a test before this one left is released with them.
    await call(sandbox, 'POST', '/sandbox/webhooks/release', {})
    const left = receiver.received.length
    send('payment.received', 'transfer.received')
    const release = await call(sandbox, 'POST', '/sandbox/webhooks/release', { order: 'reversed' })
    expect(release.body).toEqual({ released: 2 })
    await arrived(left + 2)
    expect(events().slice(left)).toEqual(['transfer.received', 'payment.received'])
  })
})

describe('by hand', () => {
  const rowsOf = async (phone: string, operationId: unknown) => {
    const { body } = await call(
      sandbox,
      'GET',
      `/api/operations/${operationId}?PhoneNumber=${encodeURIComponent(phone)}`,
    )
    return body
  }

  it.each(WEBHOOK_EVENTS.filter((event) => event !== 'customer.level.updated'))(
    '%s is booked and told',
    async (event) => {
      const answer = await call(sandbox, 'POST', '/sandbox/webhooks/send', { event, amount: '12,50' })
      await arrived(1)
      const [body] = bodies()
      expect(body).toMatchObject({ WebhookId: answer.body?.webhookId, EventId: event, Amount: 12.5 })
      expect(await rowsOf(OUR_AGENT.phone, body?.OperationId)).toMatchObject({
        amount: 12.5,
        status: 2,
        operationType: body?.OperationType,
      })
    },
  )

  it('money that comes in is in the account that it names', async () => {
    const before = Number((await booksOf(sandbox)).wallets.find(({ phone }) => phone === AMINA)?.balance)
    sandbox.sendWebhook({ event: 'transfer.received', phone: AMINA, amount: centimes(1_000) })
    sandbox.sendWebhook({ event: 'bank-transfer.initiated', phone: AMINA, amount: centimes(400) })
    sandbox.sendWebhook({ event: 'payment.received', phone: AMINA, amount: centimes(900), status: 3 })
    const after = Number((await booksOf(sandbox)).wallets.find(({ phone }) => phone === AMINA)?.balance)
    expect(Math.round((after - before) * 100)).toBe(600)
  })

  it('a transfer names who sends it and who receives it, a bank transfer its beneficiary', async () => {
    sandbox.sendWebhook({ event: 'transfer.received', from: AMINA })
    await arrived(1)
    sandbox.sendWebhook({ event: 'bank-transfer.completed' })
    await arrived(2)
    expect(bodies()).toMatchObject([
      { PrimaryAccountNumber: AMINA, SecondaryAccountNumber: OUR_AGENT.phone },
      { PrimaryAccountNumber: OUR_AGENT.phone, BankTransferBeneficiaryName: 'Aminata Diop' },
    ])
  })

  it('a level that rose carries operation 0', async () => {
    sandbox.sendWebhook({ event: 'customer.level.updated', phone: AMINA })
    await arrived(1)
    expect(bodies()[0]).toMatchObject({
      OperationId: 0,
      OperationType: 0,
      Amount: 0,
      PrimaryAccountNumber: AMINA,
    })
  })

  it('fields are written over, and an operation may stand in no books', async () => {
    sandbox.sendWebhook({
      event: 'payment.received',
      booked: false,
      fields: { SecondaryAccountNumber: AMINA, EventId: 'chari.surprise', Amount: 'beaucoup' },
    })
    await arrived(1)
    expect(bodies()[0]).toMatchObject({
      OperationId: 0,
      SecondaryAccountNumber: AMINA,
      EventId: 'chari.surprise',
      Amount: 'beaucoup',
    })
  })

  it.each([
    ['send', { event: 'gold.received' }],
    ['send', { event: 'payment.received', phone: '+212699999999' }],
    ['send', { event: 'transfer.received', phone: AMINA, amount: '99999' }],
    ['send', { event: 'bank-transfer.initiated', phone: AMINA, amount: '99999' }],
    ['targets', { url: 'file:///etc/passwd', key: 'k' }],
    ['manner', { when: 'someday' }],
    ['manner', { form: { wrapped: 'perhaps' } }],
    ['release', { order: 'sideways' }],
  ] as const)('%s refuses %o', async (handle, body) => {
    const before = await booksOf(sandbox)
    const answer = await call(sandbox, 'POST', `/sandbox/webhooks/${handle}`, body)
    expect(answer).toMatchObject({ status: 400, body: { problem: expect.any(String) } })
    expect((await booksOf(sandbox)).wallets).toEqual(before.wallets)
  })

  it('targets are told without their keys, and a manner in part leaves the rest', async () => {
    const made = await call(sandbox, 'POST', '/sandbox/webhooks/targets', { url: receiver.url, key: KEY })
    expect(made.text).not.toContain(KEY)
    expect((await told()).targets).toHaveLength(2)
    const changed = await call(sandbox, 'POST', '/sandbox/webhooks/manner', { form: { eventId: false } })
    expect(changed.body).toMatchObject({ when: 'after_redirect', form: { wrapped: true, eventId: false } })
  })
})
