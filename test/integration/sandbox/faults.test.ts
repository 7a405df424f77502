import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import { FAULT_KINDS, type Fault } from '../../../electron/sandbox/faults'
import type { Sandbox } from '../../../electron/sandbox/types'
import {
  AMINA,
  type Answer,
  bookedIn,
  booksOf,
  call,
  OUR_AGENT,
  ownSandbox,
  pathsOf,
  SANDBOX_KEY,
} from '../../support/own-sandbox'
import { type RawAnswer, rawRequest } from '../../support/raw-request'

const { look, execute } = pathsOf('cash_in')
const tested = new Set<string>()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.close())

const create = (): string =>
  sandbox.createReference({ direction: 'cash_in', phone: AMINA, amount: centimes(2_000) })
const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): void => {
  tested.add(kind)
  sandbox.addFault({ call: 'cashin.agent.execute', kind, ...more })
}
const order = (reference: string): Promise<Answer> =>
  call(sandbox, 'POST', execute, { Code: OUR_AGENT.code, Reference: reference })
const rawOrder = (reference: string, quietAfter?: Promise<unknown>): Promise<RawAnswer> =>
  rawRequest(
    sandbox.host,
    `POST ${execute}`,
    { 'Chari-Api-Key': SANDBOX_KEY, 'C-Request-Id': 'trace' },
    JSON.stringify({ Code: OUR_AGENT.code, Reference: reference }),
    quietAfter,
  )
const executions = async (reference: string): Promise<number> =>
  (await bookedIn(sandbox, reference)).executions
const lookAt = (reference: string): Promise<Answer> => call(sandbox, 'GET', `${look}?Reference=${reference}`)

describe('on the wire of an execute', () => {
  it.each([
    ['reset_before', 0],
    ['reset_after', 1],
  ] as const)('%s cuts the connection without a byte', async (kind, times) => {
    const reference = create()
    fault(kind)
    expect(await rawOrder(reference)).toEqual({ text: '', ended: 'reset' })
    expect(await executions(reference)).toBe(times)
  })

  it.each([
    ['hang_before', 0],
    ['hang_after', 1],
  ] as const)('%s says nothing and keeps the connection', async (kind, times) => {
    const reference = create()
    fault(kind)
    // Other calls are answered meanwhile, and after them this one is still open and empty.
    const meanwhile = (async () => {
      for (let turn = 0; turn < 3; turn++) await booksOf(sandbox)
    })()
    expect(await rawOrder(reference, meanwhile)).toEqual({ text: '', ended: 'quiet' })
    expect(await executions(reference)).toBe(times)
  })

  it.each([
    ['error_500_before', {}, 500, 0],
    ['error_500_after', {}, 500, 1],
    ['throttle', { ms: 7_000 }, 429, 0],
    ['deny', {}, 403, 0],
    ['refuse', { errorCode: 20009 }, 400, 0],
    ['not_found', {}, 404, 0],
    ['not_found', { executes: true }, 404, 1],
    ['html', {}, 200, 1],
    ['html', { executes: false }, 200, 0],
    ['empty_body', {}, 200, 1],
    ['error_code_on_200', {}, 200, 1],
    ['error_code_on_200', { executes: false, errorCode: 20005 }, 200, 0],
    ['redirect', {}, 307, 0],
    ['redirect', { executes: true }, 307, 1],
  ] as const)('%s %o answers %i after %i executions', async (kind, more, status, times) => {
    const reference = create()
    fault(kind, more)
    const answer = await order(reference)
    expect(answer.status).toBe(status)
    expect(await executions(reference)).toBe(times)
    if (kind === 'throttle') expect(answer.headers.get('retry-after')).toBe('7')
    if (kind === 'refuse') expect(answer.body).toMatchObject({ errorCode: 20009 })
    if (kind === 'error_code_on_200')
      expect(answer.body).toMatchObject({ errorCode: 'errorCode' in more ? 20005 : 20006 })
    if (kind === 'html') expect(answer.headers.get('content-type')).toContain('text/html')
    if (kind === 'empty_body') expect(answer.text).toBe('')
  })

  it('redirect leads into a trap that counts who followed it', async () => {
    fault('redirect')
    const { redirectsFollowed } = await booksOf(sandbox)
    const location = (await order(create())).headers.get('location') ?? ''
    expect((await booksOf(sandbox)).redirectsFollowed).toBe(redirectsFollowed)
    await fetch(location, { method: 'POST' })
    expect((await booksOf(sandbox)).redirectsFollowed).toBe(redirectsFollowed + 1)
  })

  it('cut_body promises more bytes than it gives, and is executed', async () => {
    const reference = create()
    fault('cut_body')
    const { text, ended } = await rawOrder(reference)
    const [head = '', body = ''] = text.split('\r\n\r\n')
    expect(ended).toBe('end')
    expect(head).toMatch(/^HTTP\/1\.1 200 /)
    expect(head).toContain('c-request-id: trace')
    const promised = Number(/content-length: (\d+)/.exec(head)?.[1])
    expect(body.length).toBeGreaterThan(0)
    expect(body.length).toBeLessThan(promised)
    expect(await executions(reference)).toBe(1)
  })

  it('delay executes late, also when nobody waits any more', async () => {
    const reference = create()
    fault('delay', { ms: 200 })
    const answer = await rawOrder(reference, booksOf(sandbox))
    expect(answer).toEqual({ text: '', ended: 'quiet' })
    expect(await executions(reference)).toBe(0)
    await expect.poll(() => executions(reference)).toBe(1)
  })
})

describe('in the answer to an execute', () => {
  it('wrong_echo', async () => {
    fault('wrong_echo')
    const { text } = await rawOrder(create())
    expect(/c-request-id: (\S+)/.exec(text)?.[1]).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('clock_skew', async () => {
    fault('clock_skew', { ms: -7_200_000 })
    const date = Date.parse((await order(create())).headers.get('date') ?? '')
    expect(Date.now() - date).toBeGreaterThan(7_100_000)
  })

  it('other_casing, bare and text_amounts, alone and together', async () => {
    fault('other_casing', { times: 1 })
    expect((await order(create())).text).toMatch(/^\{"Data":\{"OperationId":\d+,"Reference":/)
    fault('bare', { times: 1 })
    expect((await order(create())).text).toMatch(/^\{"operationId":/)
    fault('text_amounts', { times: 1 })
    expect((await order(create())).text).toContain('"amount":"20,00"')
    for (const kind of ['other_casing', 'bare', 'text_amounts'] as const) fault(kind, { times: 1 })
    expect((await order(create())).text).toMatch(/^\{"OperationId":.*"Amount":"20,00"/)
  })

  it('sparse leaves what the documentation promises', async () => {
    const reference = create()
    fault('sparse')
    const { body } = await order(reference)
    expect(body).toMatchObject({ reference, status: 2, amount: 20 })
    expect(body).not.toHaveProperty('agentCode')
    expect(body).not.toHaveProperty('cRequestId')
  })

  it('status_1_then_2 accepts, and executes at a later look', async () => {
    const reference = create()
    fault('status_1_then_2', { lookUps: 1 })
    expect((await order(reference)).body).toMatchObject({ status: 1 })
    expect(await executions(reference)).toBe(0)
    expect((await order(reference)).status).toBe(400)
    expect((await lookAt(reference)).body).toMatchObject({ status: 1 })
    expect((await lookAt(reference)).body).toMatchObject({ status: 2, agentCode: OUR_AGENT.code })
    expect(await executions(reference)).toBe(1)
  })

  it('never_2 accepts and never executes', async () => {
    const reference = create()
    fault('never_2')
    expect((await order(reference)).body).toMatchObject({ status: 1 })
    for (let turn = 0; turn < 4; turn++) expect((await lookAt(reference)).body).toMatchObject({ status: 1 })
    expect(await executions(reference)).toBe(0)
  })

  it('elsewhere lets another agent be quicker', async () => {
    const reference = create()
    fault('elsewhere')
    expect(await order(reference)).toMatchObject({ status: 400, body: { errorCode: 20006 } })
    expect(await bookedIn(sandbox, reference)).toMatchObject({ executions: 1, executedBy: 'AG30999' })
  })
})

describe('a list that goes wrong', () => {
  /** Ids of the transactions of one page of three, and the count. */
  async function page(number: number): Promise<readonly [readonly number[], number]> {
    const { body } = await call(
      sandbox,
      'GET',
      `/api/operations/all?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}&PageSize=3&PageNumber=${number}`,
    )
    const { collection, count } = body as { collection: { transactionId: number }[]; count: number }
    return [collection.map(({ transactionId }) => transactionId), count]
  }
  const listed = (kind: Fault['kind'], more: Partial<Fault> = {}): void => {
    tested.add(kind)
    sandbox.addFault({ kind, call: 'operations.all', ...more })
  }

  it('tells a row twice, slides between pages, loses its order or its count', async () => {
    for (let n = 0; n < 7; n++) await order(create())
    const [first, count] = await page(1)
    const [second] = await page(2)
    listed('row_twice', { times: 1 })
    expect(await page(1)).toEqual([[...first, first.at(-1)], count])
    listed('sliding_pages', { times: 2 })
    expect((await page(1))[0]).toEqual(first)
    expect((await page(2))[0]).toEqual([first.at(-1), ...second.slice(0, 2)])
    listed('unsorted', { times: 1 })
    expect((await page(1))[0]).toEqual(first.toReversed())
    listed('count_off', { times: 1 })
    expect(await page(1)).toEqual([first, count + 1])
  })

  it('fails on one page alone', async () => {
    listed('error_500_before', { page: 2 })
    expect((await page(1))[0]).toHaveLength(3)
    await expect(page(2)).rejects.toThrow()
  })
})

describe('where and how often', () => {
  it('a fault is for one call, one reference, so many times', async () => {
    const [spoilt, well] = [create(), create()]
    sandbox.addFault({ call: look, kind: 'error_500_before', reference: spoilt, times: 2 })
    expect((await lookAt(well)).status).toBe(200)
    expect((await lookAt(spoilt)).status).toBe(500)
    expect((await lookAt(spoilt)).status).toBe(500)
    expect((await lookAt(spoilt)).status).toBe(200)
    expect((await order(spoilt)).status).toBe(200)
  })

  it('is switched on and off over HTTP, and an unknown one is refused', async () => {
    await call(sandbox, 'POST', '/sandbox/faults', { kind: 'deny' })
    expect((await lookAt(create())).status).toBe(403)
    expect((await call(sandbox, 'POST', '/sandbox/faults', { kind: 'gremlin' })).status).toBe(400)
    await call(sandbox, 'DELETE', '/sandbox/faults')
    expect((await lookAt(create())).status).toBe(200)
  })

  it('every kind of fault is tested here, but for the one of card rows', () => {
    expect([...tested].sort()).toEqual(FAULT_KINDS.filter((kind) => kind !== 'nameless').sort())
  })
})

describe('down', () => {
  it('refuses connections until it is up again, on the same port', async () => {
    await sandbox.down()
    const get = (): Promise<RawAnswer> => rawRequest(sandbox.host, 'GET /sandbox/books', {})
    expect(await get()).toEqual({ text: '', ended: 'refused' })
    await Promise.all([sandbox.up(), sandbox.up()])
    expect((await get()).text).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('comes up by itself after the time asked for', async () => {
    await call(sandbox, 'POST', '/sandbox/down', { forMs: 50 })
    const books = (): Promise<number> =>
      call(sandbox, 'GET', '/sandbox/books').then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(books).toBe(200)
  })
})
