import { readdirSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../electron/domain/clock'
import { type Heard, WEBHOOK_EVENTS } from '../../../electron/domain/webhook'
import { JournalError } from '../../../electron/journal/types'
import { awaitUntil } from '../../support/await-until'
import { tempFolder } from '../../support/journal'
import {
  BANK_TRANSFER,
  CARD_CASH_IN,
  openReceiver,
  WEBHOOK_KEY,
  webhookHeader,
  webhookJournal,
} from '../../support/webhooks'

const received = (n: number) => ({
  EventId: 'payment.received',
  OperationId: n,
  OperationStatus: 2,
  Amount: n,
})

describe('who may speak', () => {
  it.each([
    ['no key', null],
    ['an empty key', ''],
    ['another key', 'shop-key-0123456789abcdeX'],
    ['the beginning of the key', WEBHOOK_KEY.slice(0, -1)],
    ['the key and more', `${WEBHOOK_KEY}x`],
    ['the key in capitals', WEBHOOK_KEY.toUpperCase()],
  ])('%s is refused and nothing is kept', async (_what, key) => {
    const { post, stored, receiver } = await openReceiver()
    const answer = await post({ data: CARD_CASH_IN }, { 'x-api-key': key })
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain(WEBHOOK_KEY)
    expect(stored()).toEqual([])
    expect(receiver.status()).toMatchObject({ kept: 0, refused: 1, lastRefusal: { why: 'key' } })
  })

  it('a flood of wrong keys keeps nobody out who has the right one, and fills no log', async () => {
    const { post, logged } = await openReceiver()
    for (let n = 0; n < 60; n++) await post({}, { 'x-api-key': 'wrong' })
    expect((await post(received(1))).status).toBe(200)
    expect(logged.filter(({ what }) => what === 'webhook.refused').length).toBeLessThan(40)
  })

  it('no key in the vault: nothing listens, and the status says why', async () => {
    const { receiver } = await openReceiver({ key: () => null })
    expect(receiver.status()).toMatchObject({ state: 'failed', code: 'key_missing', url: null })
  })

  it('a key that was replaced is believed no longer, from the next request on', async () => {
    let key = WEBHOOK_KEY
    const { post } = await openReceiver({ key: () => key })
    expect((await post(received(1))).status).toBe(200)
    key = 'another-key-of-the-shop'
    expect((await post(received(2))).status).toBe(401)
    expect((await post(received(2), { 'x-api-key': key })).status).toBe(200)
  })
})

describe('an answer', () => {
  it('is 200 with an empty body, once the event is in the journal, sealed', async () => {
    const { post, stored, receiver } = await openReceiver()
    const answer = await post(
      { data: CARD_CASH_IN },
      { 'c-webhook-id': 'aaaaaaaa-bbbbbbbb-cccccccc-dddddddd' },
    )
    expect([answer.status, answer.text]).toEqual([200, ''])
    const [event] = stored()
    expect(event?.payload).toMatchObject({
      headerId: 'aaaaaaaa-bbbbbbbb-cccccccc-dddddddd',
      webhookId: '12346',
      about: 'card_cash_in',
      operationId: '563210',
      amount: 1_000_000,
      from: { $sealed: expect.any(String), $digest: expect.any(String) },
      customData: { $sealed: expect.any(String) },
    })
    expect(JSON.stringify(event)).not.toContain('711111111')
    expect(receiver.status()).toMatchObject({ kept: 1, repeated: 0, lastHeardAt: expect.any(String) })
  })

  it('is 400 with a description for a breach, which Chari may read', async () => {
    const { post, stored, receiver } = await openReceiver()
    const answer = await post({ data: { ...CARD_CASH_IN, Amount: '1.005' } })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toEqual({ message: 'Amount is not an amount with two decimals' })
    for (const body of ['', '{', '[]', '"x"', 'a=1&b=2']) expect((await post(body)).status).toBe(400)
    expect(stored()).toEqual([])
    expect(receiver.status()).toMatchObject({ refused: 6, lastRefusal: { why: 'breach' } })
  })

  it('takes a body whatever its type is called', async () => {
    const { post, stored } = await openReceiver()
    for (const [n, type] of [
      'application/json; charset=utf-8',
      'text/plain',
      'application/cloudevents+json',
    ].entries())
      expect((await post(received(n + 1), { 'content-type': type })).status).toBe(200)
    expect((await post(new Blob([JSON.stringify(received(9))]), { 'content-type': null })).status).toBe(200)
    expect(stored()).toHaveLength(4)
  })

  it('knows one path and one verb', async () => {
    const { url } = await openReceiver()
    const headers = { 'x-api-key': WEBHOOK_KEY }
    expect((await fetch(url(), { headers })).status).toBe(404)
    expect((await fetch(new URL('/', url()), { method: 'POST', headers, body: '{}' })).status).toBe(404)
    // Who has no key does not learn even that.
    expect((await fetch(new URL('/', url()))).status).toBe(401)
  })

  it('is 413 for more than an event, before it is read whole', async () => {
    const { post, stored, receiver } = await openReceiver()
    const answer = await post({ ...received(1), CustomData: 'x'.repeat(70_000) })
    expect(answer.status).toBe(413)
    expect(stored()).toEqual([])
    expect(receiver.status().lastRefusal?.why).toBe('too_large')
  })

  it('is 429 beyond the rate, and 200 again when time has passed', async () => {
    let now = 0
    const clock: Clock = { ...systemClock, monotonicMs: () => now }
    const { post } = await openReceiver({ clock, limits: { perSecond: 10, burst: 3 } })
    const statuses = []
    for (let n = 1; n <= 5; n++) statuses.push(await post(received(n)))
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    expect(statuses[4]?.headers.get('retry-after')).toBe('1')
    now += 100
    expect((await post(received(6))).status).toBe(200)
  })

  it('is 503 while the journal cannot be written: Chari sends it again', async () => {
    const journal = webhookJournal()
    let broken = true
    const { post, stored } = await openReceiver({
      journal: {
        ...journal,
        append: (...args) => {
          if (broken) throw new JournalError('disk_full', 'no room')
          return journal.append(...args)
        },
      },
    })
    expect((await post(received(1))).status).toBe(503)
    expect(stored()).toEqual([])
    broken = false
    expect((await post(received(1))).status).toBe(200)
    expect(stored()).toHaveLength(1)
  })

  it('is 200 also for text that is no text: halves of characters, control characters, one cut in two', async () => {
    const { post, stored } = await openReceiver()
    const odd = [
      '{"EventId":"\\ud800.x","OperationId":1,"other\\udfff":"\\ud83d"}',
      `{"EventId":"payment.received","OperationId":2,"CustomData":"${'x'.repeat(199)}\\ud83d\\ude00"}`,
      `{"EventId":"a.b","OperationId":3,"note":"${'\u{1f600}'.repeat(4_001)}"}`,
      '{"EventId":"a\\u0000b","OperationId":4,"Reference":"\\u202e123"}',
    ]
    for (const body of odd) expect((await post(body)).status).toBe(200)
    expect(stored()).toHaveLength(4)
  })

  it('is 503 for one that the journal cannot take, and 200 for those that came with it', async () => {
    const journal = webhookJournal()
    const { post, stored } = await openReceiver({
      journal: {
        ...journal,
        append: (author, build) =>
          journal.append(author, (tx) => {
            const events = build(tx)
            if (JSON.stringify(events).includes('poison')) throw new TypeError('does not fit')
            return events
          }),
      },
    })
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const EventId = n === 7 ? 'poison' : 'a.b'
        return (await post({ EventId, OperationId: n + 1, OperationStatus: 1 })).status
      }),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(19)
    expect(statuses[7]).toBe(503)
    expect(stored()).toHaveLength(19)
  })

  it('comes to nobody who never ends a request', async () => {
    const { url } = await openReceiver({ limits: { requestMs: 200 } })
    const { port } = new URL(url())
    const socket = net.connect(Number(port), '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.write(
      `POST /webhooks/chari HTTP/1.1\r\nhost: x\r\nx-api-key: ${WEBHOOK_KEY}\r\ncontent-length: 100\r\n\r\n{`,
    )
    await new Promise((resolve) => socket.once('close', resolve))
    expect(text).toMatch(/^HTTP\/1\.1 408 /)
  })
})

describe('an event that comes again', () => {
  it.each([
    ['with the same C-Webhook-Id', CARD_CASH_IN, { ...CARD_CASH_IN, EventId: 'cashin.card.authorized' }, 1],
    [
      'with its WebhookId',
      { ...CARD_CASH_IN, OperationId: 0 },
      { ...CARD_CASH_IN, OperationId: 0, FeeAmount: 2 },
      2,
    ],
    ['with new ids, as event, operation and status', CARD_CASH_IN, { ...CARD_CASH_IN, WebhookId: 999 }, 2],
    [
      'with new ids and no operation',
      { ...CARD_CASH_IN, OperationId: 0 },
      { ...CARD_CASH_IN, OperationId: 0, WebhookId: 'w' },
      2,
    ],
    [
      'in a wrapper, its WebhookId as text',
      CARD_CASH_IN,
      { data: { ...CARD_CASH_IN, WebhookId: '12346' } },
      2,
    ],
  ])('%s is answered 200 and counted once', async (_what, first, again, header) => {
    const { post, stored, receiver } = await openReceiver()
    await post(first, { 'c-webhook-id': webhookHeader(1) })
    const answer = await post(again, { 'c-webhook-id': webhookHeader(header) })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(stored()).toHaveLength(1)
    expect(receiver.status()).toMatchObject({ kept: 1, repeated: 1 })
  })

  it('after a restart is known from the journal', async () => {
    const journal = webhookJournal()
    const before = await openReceiver({ journal })
    await before.post({ data: CARD_CASH_IN })
    await before.receiver.stop()
    const after = await openReceiver({ journal })
    expect(after.receiver.status().lastHeardAt).not.toBeNull()
    expect((await after.post({ data: CARD_CASH_IN })).status).toBe(200)
    expect(after.stored()).toHaveLength(1)
  })

  it('many times at once is counted once, and none is answered before it is durable', async () => {
    const { post, stored, receiver } = await openReceiver()
    const answers = await Promise.all(
      Array.from({ length: 120 }, async (_, n) => {
        const operation = (n % 12) + 1
        const { status } = await post(received(operation), { 'c-webhook-id': webhookHeader(n % 24) })
        return { status, kept: receiver.find({ operationId: String(operation) }).length }
      }),
    )
    expect(answers).toEqual(answers.map(() => ({ status: 200, kept: 1 })))
    expect(stored()).toHaveLength(12)
    expect(receiver.status()).toMatchObject({ kept: 12, repeated: 108 })
  })

  it('with another status is another event, in whatever order they come', async () => {
    const { post, stored } = await openReceiver()
    for (const OperationStatus of [2, 1, 4])
      await post({ EventId: 'bank-transfer.completed', OperationId: 7, OperationStatus })
    expect(stored().map(({ payload }) => payload.status)).toEqual(['completed', 'open', 'canceled'])
  })
})

describe('what others are told', () => {
  it('each event once, in order, after it is durable, of all ten kinds and of unknown ones', async () => {
    const { post, receiver, stored } = await openReceiver()
    const heard: Heard[] = []
    const durable: boolean[] = []
    receiver.onHeard((one) => {
      heard.push(one)
      durable.push(stored().some(({ sequence }) => sequence === one.sequence))
    })
    const names = [...WEBHOOK_EVENTS, 'loan.offered']
    for (const [n, EventId] of names.entries()) await post({ EventId, OperationId: n, OperationStatus: 1 })
    await post({ EventId: 'loan.offered', OperationId: 10, OperationStatus: 1 })
    await awaitUntil(() => heard.length === names.length, 'all are told')
    expect(heard.map(({ event }) => event)).toEqual(names)
    expect(durable.every(Boolean)).toBe(true)
    expect(JSON.stringify(heard)).not.toContain('$sealed')
  })

  it('a listener that fails keeps no other from hearing, and no event from its answer', async () => {
    const { post, receiver, logged } = await openReceiver()
    const heard: Heard[] = []
    receiver.onHeard(() => {
      throw new Error('not mine')
    })
    const end = receiver.onHeard((one) => heard.push(one))
    expect((await post(received(1))).status).toBe(200)
    await awaitUntil(() => heard.length === 1, 'the second listener hears')
    expect(logged.map(({ what }) => what)).toContain('webhook.not_told')
    end()
    await post(received(2))
    await awaitUntil(
      () => logged.filter(({ what }) => what === 'webhook.not_told').length === 2,
      'told again',
    )
    expect(heard).toHaveLength(1)
  })

  it('what was heard of an operation is found by each of its ids', async () => {
    const { post, receiver } = await openReceiver()
    await post({ data: { ...CARD_CASH_IN, OperationStatus: 1 } })
    await post({ data: { ...CARD_CASH_IN, WebhookId: 7 } })
    await post({ data: BANK_TRANSFER })
    const statuses = (wanted: Parameters<typeof receiver.find>[0]) =>
      receiver.find(wanted).map(({ status }) => status)
    const both = ['open', 'completed']
    expect(statuses({ operationId: '563210' })).toEqual(both)
    expect(statuses({ requestId: CARD_CASH_IN.CRequestId.toUpperCase() })).toEqual(both)
    for (const gatewayId of ['83c1d1c7', '20251105_00045', '6f92b0aa'])
      expect(statuses({ gatewayId })).toEqual(both)
    expect(statuses({ reference: 'BANK-REF-9FJ2X7', operationId: '563210' })).toHaveLength(3)
    expect(statuses({ operationId: null, requestId: null })).toEqual([])
  })

  it("incoming money is the shop's own, newest first, a page at a time", async () => {
    const { post, receiver } = await openReceiver({ agentPhone: () => '0661000001' })
    const money = { OperationStatus: 2, Amount: 150.5, PrimaryAccountNumber: '+212711111111' }
    await post({ ...money, EventId: 'payment.received', OperationId: 1 })
    await post({
      ...money,
      EventId: 'transfer.received',
      OperationId: 2,
      SecondaryAccountNumber: '+212661000001',
    })
    await post({
      ...money,
      EventId: 'transfer.received',
      OperationId: 3,
      SecondaryAccountNumber: '+212722222222',
    })
    await post({ ...money, EventId: 'cashin.network.executed', OperationId: 4 })
    await post({ ...money, EventId: 'bank-transfer.received', OperationId: 5, Reference: 'R5' })
    // Without a name, only where the shop's wallet receives it.
    await post({ ...money, OperationType: 5, OperationId: 6 })
    await post({ ...money, OperationType: 3, OperationId: 7, SecondaryAccountNumber: '+212722222222' })
    await post({ ...money, Method: 'BankTransfer', OperationId: 8, SecondaryAccountNumber: '+212661000001' })
    expect(receiver.incoming(null, 1).rows).toMatchObject([
      { operationId: '8', event: 'bank-transfer.received' },
    ])
    const first = receiver.incoming(String(receiver.incoming(null, 1).rows[0]?.id), 2)
    expect(first.rows.map(({ operationId }) => operationId)).toEqual(['5', '2'])
    expect(first.rows[1]).toMatchObject({ amount: 15_050, from: '+212 7** ** 11 11', status: 'completed' })
    const second = receiver.incoming(first.cursor, 2)
    expect([second.rows.map(({ operationId }) => operationId), second.cursor]).toEqual([['1'], null])
  })
})

describe('listening', () => {
  it('is off by default, and says so', async () => {
    const { receiver } = await openReceiver({ webhooks: { on: false } })
    expect(receiver.status()).toMatchObject({ state: 'off', code: null, url: null })
  })

  it('follows the settings: on, elsewhere, off', async () => {
    const { receiver, settings, url, post } = await openReceiver()
    const first = url()
    settings({ address: '127.0.0.2' })
    await receiver.follow()
    expect(url()).toContain('//127.0.0.2:')
    expect((await post(received(1))).status).toBe(200)
    await expect(fetch(first, { method: 'POST' })).rejects.toThrow()
    const second = url()
    settings({ on: false })
    await receiver.follow()
    expect(receiver.status().state).toBe('off')
    await expect(fetch(second, { method: 'POST' })).rejects.toThrow()
  })

  it('tells a port that is taken, and takes it once it is free', async () => {
    const other = net.createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as net.AddressInfo
    let retry: () => void = () => undefined
    const clock: Clock = {
      ...systemClock,
      after: (ms, fn) => {
        if (ms >= 30_000) retry = fn
        return systemClock.after(ms, fn)
      },
    }
    const { receiver } = await openReceiver({ clock, webhooks: { port } })
    expect(receiver.status()).toMatchObject({ state: 'failed', code: 'port_taken', url: null })
    await new Promise((resolve) => other.close(resolve))
    retry()
    await awaitUntil(() => receiver.status().state === 'listening', 'the port is taken over')
  })

  it('tells an address that this machine does not have', async () => {
    const { receiver } = await openReceiver({ webhooks: { address: '10.254.253.252' } })
    expect(receiver.status()).toMatchObject({ state: 'failed', code: 'address_absent' })
  })
})

describe('the journal of events heard', () => {
  it('holds no key, no card number and nobody’s name or phone in clear, in any of its files', async () => {
    const folder = tempFolder()
    const journal = webhookJournal(folder)
    const { post, logged } = await openReceiver({ journal })
    const PAN = '4918914107195005'
    const told = { ...BANK_TRANSFER, CustomData: `card ${PAN}`, Cvv: '918', Note: 'for Khadija', Method: PAN }
    expect((await post({ data: told })).status).toBe(200)
    await post({ data: { ...told, Amount: 'x' } })
    await post({ data: told }, { 'x-api-key': `${WEBHOOK_KEY}x` })
    journal.close()
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    const all = Buffer.concat([...written, Buffer.from(JSON.stringify(logged))])
    const planted = [WEBHOOK_KEY, PAN, '711111111', '722222222', 'Aminata', 'Khadija', 'Salary']
    for (const secret of planted)
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'utf16le')])
        expect([secret, all.includes(form)]).toEqual([secret, false])
    expect(all.includes('webhook.heard')).toBe(true)
  })

  it('tells the same tables again when they are rebuilt', async () => {
    const { post, receiver, journal } = await openReceiver()
    await post({ data: BANK_TRANSFER })
    await post({ data: CARD_CASH_IN })
    await post({ ...received(3), extra: { deep: true } })
    const dump = () =>
      ['webhook', 'webhook_name'].map((table) =>
        journal.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all(),
      )
    const before = dump()
    journal.rebuild()
    expect(dump()).toEqual(before)
    expect(receiver.find({ operationId: '563210' })).toHaveLength(1)
    expect(journal.verify().broken).toBeNull()
  })
})
