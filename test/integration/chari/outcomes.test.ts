import { randomUUID } from 'node:crypto'
import type net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChariClientDeps } from '../../../electron/chari/client'
import { centimes } from '../../../electron/domain/money'
import type { Phone } from '../../../electron/domain/phone'
import type { Reference } from '../../../electron/domain/reference'
import { clientFor, TEST_KEY, type TestClient } from '../../support/chari-client'
import { reply, startTcpServer, type TcpServer } from '../../support/tcp-server'

const REFERENCE = '1122334455' as Reference
const PHONE = '+212661248730' as Phone
const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

type Fault = (socket: net.Socket, request: string, index: number) => void

async function against(
  fault: Fault,
  overrides: Partial<ChariClientDeps> = {},
): Promise<TestClient & { readonly chari: TcpServer; readonly requests: readonly string[] }> {
  const requests: string[] = []
  const chari = await startTcpServer({
    onRequest: ({ socket }, _connection, request) => fault(socket, request, requests.push(request) - 1),
  })
  const made = clientFor(`http://127.0.0.1:${chari.port}`, overrides)
  open.push(chari, made.client)
  return { ...made, chari, requests }
}

const send =
  (status: number, body: unknown, headers: Record<string, string> = {}): Fault =>
  (socket) =>
    socket.end(
      reply(status, typeof body === 'string' ? body : JSON.stringify(body), {
        Connection: 'close',
        ...headers,
      }),
    )

const execute = ({ client }: TestClient, timeoutMs = 5_000) =>
  client.executeRequest('cash_in', 'AG20417', REFERENCE, {
    requestId: randomUUID(),
    beforeFirstByte: () => undefined,
    amount: centimes(15_050),
    timeoutMs,
  })

const sheet = { reference: REFERENCE, type: 1, status: 1, amount: 150.5 }
const error = { errorCode: 20005, errorDescription: 'The specified user could not be found.' }
const reset: Fault = (socket) => socket.resetAndDestroy()
const hang: Fault = () => undefined
const cut: Fault = (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"data":{"status":2')
const cutChunk: Fault = (socket) =>
  socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{"data":{"stat')
const halfThenHang: Fault = (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"data"')

const UNSURE: readonly [string, Fault, string][] = [
  ['a reset', reset, 'reset'],
  ['a closed connection', (socket) => socket.end(), 'reset'],
  ['no answer', hang, 'timeout'],
  ['half an answer and silence', halfThenHang, 'timeout'],
  ['a cut body', cut, 'reset'],
  ['a cut chunk', cutChunk, 'reset'],
  ['a redirect', send(302, '', { Location: 'https://elsewhere.invalid/' }), 'redirect'],
  ['404 with a code', send(404, error), 'not_found'],
  ['404', send(404, ''), 'not_found'],
  ['408', send(408, error), 'conflict'],
  ['409 with a code', send(409, error), 'conflict'],
  ['425', send(425, error), 'conflict'],
  ['500 with a code', send(500, error), 'server_error'],
  ['502 page', send(502, '<html><title>Bad gateway</title></html>'), 'server_error'],
  ['503', send(503, '', { 'Retry-After': '1' }), 'server_error'],
  ['HTML with 200', send(200, '<html></html>', { 'Content-Type': 'text/html' }), 'unreadable'],
  ['HTML with 400', send(400, '<html></html>', { 'Content-Type': 'text/html' }), 'unreadable'],
  ['an empty 200', send(200, ''), 'unreadable'],
  ['204', (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), 'unreadable'],
  ['null', send(200, 'null'), 'unreadable'],
  ['data null', send(200, { data: null }), 'unreadable'],
  ['broken JSON', send(200, '{"data":{"status":2}'), 'unreadable'],
  ['keys that contradict', send(200, '{"status":2,"Status":1}'), 'unreadable'],
  ['a key twice with two values', send(200, '{"status":2,"status":1}'), 'unreadable'],
  ['an amount with three decimals', send(200, '{"status":2,"amount":150.500}'), 'unreadable'],
  ['400 without code', send(400, { message: 'no' }), 'unreadable'],
  ['400 with a code that is none', send(400, { errorCode: 'E-1' }), 'unreadable'],
  ['an error code on 200', send(200, error), 'error_code_on_success'],
  [
    'an error code in data on 200',
    send(200, { data: { ...sheet, status: 2, ErrorCode: '20005' } }),
    'error_code_on_success',
  ],
  ['20009', send(400, { errorCode: 20009, errorDescription: 'pending' }), 'pending_confirmation'],
  ['20009 on 500', send(500, { errorCode: 20009 }), 'pending_confirmation'],
  ['20009 on 200', send(200, { errorCode: 20009 }), 'pending_confirmation'],
  ['status 0', send(200, { data: { ...sheet, status: 0 } }), 'unknown_status'],
  ['status 3', send(200, { data: { ...sheet, status: 3 } }), 'unknown_status'],
  ['no status', send(200, { data: { reference: REFERENCE } }), 'unknown_status'],
  ['two statuses', send(200, { data: { status: 2, operationStatus: 1 } }), 'unknown_status'],
  ['another reference', send(200, { data: { ...sheet, status: 2, reference: '9988776655' } }), 'mismatch'],
  ['another amount', send(200, { data: { ...sheet, status: 2, amount: 150.51 } }), 'mismatch'],
  ['another direction', send(200, { data: { ...sheet, status: 2, type: 2 } }), 'mismatch'],
]

describe('an execute is unsure after', () => {
  it.each(UNSURE)('%s', async (_name, fault, reason) => {
    const one = await against(fault)
    const outcome = await execute(one, reason === 'timeout' ? 200 : 5_000)
    expect(outcome).toMatchObject({ kind: 'unsure', reason })
    // Never by itself a second time.
    expect(one.requests).toHaveLength(1)
    expect(one.contacts).toHaveLength(1)
  })
})

describe('an execute is refused by', () => {
  const REFUSED: readonly [string, Fault, number | string, number | null][] = [
    ['401 whatever its body', send(401, '<html>'), 'denied', null],
    ['403 with a code', send(403, error), 'denied', null],
    [
      '403 with a body that hangs',
      (socket) => socket.write('HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\n'),
      'denied',
      null,
    ],
    ['429', send(429, '', { 'Retry-After': '7' }), 'throttled', 7_000],
    ['429 cut', (socket) => socket.end('HTTP/1.1 429 No\r\nContent-Length: 9\r\n\r\n'), 'throttled', null],
    ['400 with a code', send(400, error), 20005, null],
    ['422 with a code in text', send(422, { ERRORCODE: '27001' }), 27001, null],
    ['a code in data', send(400, { data: error }), 20005, null],
  ]
  it.each(REFUSED)('%s', async (_name, fault, code, retryAfterMs) => {
    const one = await against(fault)
    expect(await execute(one, 500)).toMatchObject({ kind: 'refused', code, retryAfterMs })
    expect(one.requests).toHaveLength(1)
    expect(one.contacts[0]?.kind).toBe(typeof code === 'number' ? 'answered' : code)
  })
})

describe('an execute is done with', () => {
  const DONE: readonly [string, unknown, string][] = [
    ['status 2', { data: { ...sheet, status: 2, operationId: 77 } }, 'completed'],
    ['status 1 alone', { data: { status: 1 } }, 'open'],
    [
      'a bare body of other casing',
      { OperationStatus: 'Completed', REFERENCE, Amount: '150,50' },
      'completed',
    ],
    ['a reference that is a number', { status: 2, reference: 1122334455 }, 'completed'],
    ["a transaction's own reference", { status: 2, transactionReference: 'TRX-1' }, 'completed'],
    ['errorCode 0', { status: 2, errorCode: 0, errorDescription: null }, 'completed'],
  ]
  it.each(DONE)('%s', async (_name, body, status) => {
    const one = await against(send(200, body))
    expect(await execute(one)).toMatchObject({ kind: 'done', reply: { status } })
    expect(one.contacts[0]?.kind).toBe('answered')
  })

  it('notes the echo and the server date, believes neither', async () => {
    const date = 'Tue, 16 Jun 2026 10:12:00 GMT'
    const other = await against(send(200, { status: 2 }, { 'C-Request-Id': 'other', Date: date }))
    expect(await execute(other)).toMatchObject({
      kind: 'done',
      meta: { echo: 'different', serverDate: '2026-06-16T10:12:00.000Z' },
    })
    expect(other.contacts[0]).toMatchObject({ serverDate: '2026-06-16T10:12:00.000Z' })
    const same = await against((socket, request) => {
      const id = /c-request-id: (\S+)/i.exec(request)?.[1] ?? ''
      socket.end(reply(200, '{"status":2}', { 'c-request-id': id.toUpperCase(), Date: 'yesterday' }))
    })
    expect(await execute(same)).toMatchObject({ kind: 'done', meta: { echo: 'same', serverDate: null } })
    expect(await execute(await against(send(200, { status: 2 })))).toMatchObject({
      meta: { echo: 'missing' },
    })
  })
})

describe('a look-up', () => {
  it.each<[string, Fault, string]>([
    ['HTML', send(200, '<html></html>'), 'unreadable'],
    ['404 without code', send(404, ''), 'not_found'],
    ['404 page', send(404, '<html></html>'), 'not_found'],
    ['500 with a code', send(500, error), 'server_error'],
    ['a redirect', send(307, '', { Location: '/other' }), 'redirect'],
    ['another reference', send(200, { ...sheet, reference: '9988776655' }), 'mismatch'],
    ['a code that is none, on 200', send(200, { errorCode: 'x' }), 'error_code_on_success'],
    ['no answer', hang, 'timeout'],
    ['a reset', reset, 'reset'],
  ])('learns nothing from %s', async (_name, fault, reason) => {
    const one = await against(fault)
    expect(await one.client.request('cash_in', REFERENCE, { timeoutMs: 3_000 })).toMatchObject({
      kind: 'no_answer',
      reason,
    })
    const repeated = ['unreadable', 'server_error', 'reset'].includes(reason)
    expect(one.requests).toHaveLength(repeated ? 3 : 1)
    expect(new Set(one.log.map((record) => record.requestId)).size).toBe(repeated ? 3 : 1)
    expect(one.contacts).toHaveLength(1)
  })

  it('is an error for a code, also with 404 and on 200', async () => {
    for (const status of [200, 400, 404, 409]) {
      const one = await against(send(status, error))
      expect(await one.client.request('cash_in', REFERENCE)).toMatchObject({
        kind: 'error',
        errorCode: 20005,
        description: error.errorDescription,
      })
      expect(one.requests).toHaveLength(1)
    }
  })

  it('is not repeated when denied or throttled', async () => {
    const denied = await against(send(403, ''))
    expect((await denied.client.request('cash_in', REFERENCE)).kind).toBe('denied')
    const throttled = await against(send(429, '', { 'Retry-After': '3' }))
    expect(await throttled.client.request('cash_in', REFERENCE)).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 3_000,
    })
    expect([...denied.requests, ...throttled.requests]).toHaveLength(2)
  })

  it('is repeated until it is answered', async () => {
    const one = await against((socket, request, index) =>
      (index < 2 ? reset : send(200, sheet))(socket, request, index),
    )
    expect((await one.client.request('cash_in', REFERENCE)).kind).toBe('answer')
    expect(one.log.map((record) => [record.attempt, record.outcome])).toEqual([
      [1, 'no_answer/reset'],
      [2, 'no_answer/reset'],
      [3, 'answer'],
    ])
    expect(one.contacts.map((contact) => contact.kind)).toEqual(['answered'])
  })

  it('goes out as documented', async () => {
    const one = await against(send(200, { data: { ...sheet, code: 'AG20417', status: 3 } }))
    await one.client.request('cash_out', REFERENCE)
    await one.client.agent('AG20417')
    await one.client.customer(PHONE)
    await one.client.customerStatus(PHONE)
    await one.client.operation(924381, PHONE)
    await one.client.createRequest('cash_in', PHONE, centimes(15_050))
    await one.client.simulate('cash_out', REFERENCE)
    expect(one.requests.map((request) => request.split(' HTTP/')[0])).toEqual([
      'GET /api/operations/cashout/request?Reference=1122334455',
      'GET /api/agents/retail/AG20417',
      'GET /api/customers/info?phoneNumber=%2B212661248730',
      'GET /api/customers/status?PhoneNumber=%2B212661248730',
      'GET /api/operations/924381?PhoneNumber=%2B212661248730',
      'POST /api/operations/cashin/request',
      'POST /api/simulate/network/operations/cashout',
    ])
    expect(one.requests[5]).toMatch(/\{"PhoneNumber":"\+212661248730","Amount":150\.50\}$/)
    expect(one.requests[6]).toMatch(/\{"reference":"1122334455"\}$/)
  })

  it('takes the verb of the settings, and a path before /api', async () => {
    const one = await against(send(200, sheet), { verbs: { 'cashin.request.read': 'POST' } })
    await one.client.request('cash_in', REFERENCE)
    const prefixed = clientFor(`http://127.0.0.1:${one.chari.port}/baas/api/`)
    open.push(prefixed.client)
    await prefixed.client.request('cash_out', REFERENCE)
    expect(one.requests.map((request) => request.split('?')[0])).toEqual([
      'POST /api/operations/cashin/request',
      'GET /baas/api/operations/cashout/request',
    ])
  })

  it('a creation and a simulation are sent once', async () => {
    const one = await against(reset)
    expect((await one.client.createRequest('cash_in', PHONE, centimes(100))).kind).toBe('no_answer')
    expect((await one.client.simulate('cash_in', REFERENCE)).kind).toBe('no_answer')
    expect(one.requests).toHaveLength(2)
    const empty = await against(send(200, ''))
    expect((await empty.client.simulate('cash_in', REFERENCE)).kind).toBe('answer')
    const production = await against(send(200, ''), { environment: 'production' })
    await expect(production.client.simulate('cash_in', REFERENCE)).rejects.toThrow('sandbox')
    expect(production.requests).toHaveLength(0)
  })

  it('no key, phone or name reaches the log', async () => {
    const leaky = {
      errorCode: 20006,
      errorDescription: `key ${TEST_KEY} of +212661248730`,
      firstName: 'Salma',
      pan: '4918914107195005',
      cvv: '123',
    }
    const one = await against(send(400, leaky))
    await one.client.customer(PHONE)
    await execute(one)
    const log = JSON.stringify(one.log)
    for (const secret of [TEST_KEY, '661248730', 'Salma', '4918914107195005', '"123"'])
      expect(log).not.toContain(secret)
    expect(log).toContain('20006')
  })

  it('a listener that fails costs no outcome', async () => {
    const failing = () => {
      throw new Error('disk full')
    }
    const one = await against(send(200, { status: 2 }), { log: failing, onContact: failing })
    expect((await execute(one)).kind).toBe('done')
  })
})

describe('a listing', () => {
  const row = (id: number) => ({
    operationId: id,
    transactionId: id + 10_000,
    operationType: 1,
    status: 2,
    amount: 10,
    reference: `${100_000 + id}`,
  })
  const pages =
    (
      total: number,
      size: number,
      change: (page: number, body: { collection: unknown[]; count: number | null }) => unknown = (_, body) =>
        body,
    ): Fault =>
    (socket, request, index) => {
      const page = Number(/PageNumber=(\d+)/.exec(request)?.[1])
      const collection = Array.from({ length: total }, (_, i) => row(i + 1)).slice(
        (page - 1) * size,
        page * size,
      )
      send(200, { data: change(page, { collection, count: total }) })(socket, request, index)
    }
  const listed = async (fault: Fault) => {
    const one = await against(fault)
    const outcome = await one.client.listAll(PHONE, { from: '2026-06-16T00:00:00.000Z' })
    if (outcome.kind !== 'answer') return { outcome, requests: one.requests.length, rows: 0, complete: false }
    return {
      outcome,
      requests: one.requests.length,
      rows: outcome.value.rows.length,
      complete: outcome.value.complete,
    }
  }

  it('is complete after a short page and as many rows as counted', async () => {
    expect(await listed(pages(0, 50))).toMatchObject({ rows: 0, complete: true, requests: 1 })
    expect(await listed(pages(49, 50))).toMatchObject({ rows: 49, complete: true, requests: 1 })
    expect(await listed(pages(50, 50))).toMatchObject({ rows: 50, complete: true, requests: 2 })
    expect(await listed(pages(120, 50))).toMatchObject({ rows: 120, complete: true, requests: 3 })
  })

  it('reads on where Chari gives fewer a page', async () => {
    expect(await listed(pages(35, 10))).toMatchObject({ rows: 35, complete: true, requests: 4 })
  })

  it('says that it is not complete', async () => {
    const noCount = pages(60, 50, (_, body) => ({ ...body, count: null }))
    expect(await listed(noCount)).toMatchObject({ rows: 60, complete: false })
    const moved = pages(120, 50, (page, body) => ({ ...body, count: page === 1 ? 120 : 121 }))
    expect(await listed(moved)).toMatchObject({ rows: 120, complete: false })
    const lost = pages(120, 50, (page, body) => ({
      ...body,
      collection: page === 2 ? body.collection.slice(1) : body.collection,
    }))
    expect(await listed(lost)).toMatchObject({ rows: 119, complete: false })
    const same = pages(120, 50, (_, body) => ({
      ...body,
      collection: Array.from({ length: 50 }, (_unused, i) => row(i)),
    }))
    expect(await listed(same)).toMatchObject({ rows: 50, complete: false, requests: 2 })
    const bad = pages(120, 50, (page, body) => (page === 2 ? 'nothing' : body))
    expect(await listed(bad)).toMatchObject({ rows: 50, complete: false })
  })

  it('is its first page’s outcome when that fails', async () => {
    expect(await listed(send(403, ''))).toMatchObject({ outcome: { kind: 'denied' } })
    expect(await listed(send(200, { data: { collection: [1], count: 1 } }))).toMatchObject({
      outcome: { kind: 'no_answer', reason: 'unreadable' },
    })
  })

  it('asks page by page for the window', async () => {
    const one = await against(pages(0, 50))
    await one.client.listCustomer(PHONE, { from: '2026-06-16T00:00:00.000Z', to: '2026-06-17T00:00:00.000Z' })
    expect(one.requests[0]?.split(' ')[1]).toBe(
      '/api/operations?PhoneNumber=%2B212661248730&PageSize=50&PageNumber=1&From=2026-06-16T00%3A00%3A00.000Z&To=2026-06-17T00%3A00%3A00.000Z',
    )
  })
})
