import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FAULT_KINDS, type Fault } from '../../../electron/sandbox/faults'
import type { Sandbox } from '../../../electron/sandbox/types'
import { openBankPage } from '../../support/bank-page'
import {
  addressIn,
  type BookedDeposit,
  booksOf,
  CARD,
  CARD_PATHS,
  call,
  deposit,
  depositIn,
  OUR_AGENT,
  ownSandbox,
  SANDBOX_KEY,
} from '../../support/own-sandbox'
import { type RawAnswer, rawRequest } from '../../support/raw-request'

const tested = new Set<Fault['kind']>()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.close())

const EXECUTE = 'cashin.card.agent.execute'
const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): void => {
  tested.add(kind)
  sandbox.addFault({ call: EXECUTE, kind, ...more })
}
/** What this work put into the books. */
async function added(work: () => Promise<unknown>): Promise<readonly BookedDeposit[]> {
  const { deposits } = await booksOf(sandbox)
  await work()
  return (await booksOf(sandbox)).deposits.slice(deposits.length)
}
const rawDeposit = (Pan: string, quietAfter?: Promise<unknown>): Promise<RawAnswer> =>
  rawRequest(
    sandbox.host,
    `POST ${CARD_PATHS.agent.execute}`,
    { 'Chari-Api-Key': SANDBOX_KEY, 'C-Request-Id': 'trace' },
    JSON.stringify({ ...CARD, Pan, Amount: 10 }),
    quietAfter,
  )
/** One that asks for no page: done is completed. */
const AT_ONCE = '4242424242424242'

describe('on the wire of a deposit by card', () => {
  it.each([
    ['reset_before', 'reset', 0],
    ['reset_after', 'reset', 1],
    ['hang_before', 'quiet', 0],
    ['hang_after', 'quiet', 1],
  ] as const)('%s', async (kind, ended, count) => {
    fault(kind)
    const books = await added(async () => {
      const quiet = ended === 'quiet' ? booksOf(sandbox) : undefined
      expect(await rawDeposit(AT_ONCE, quiet)).toEqual({ text: '', ended })
    })
    expect(books.map(({ status, executions }) => [status, executions])).toEqual(count === 1 ? [[2, 1]] : [])
  })

  it.each([
    ['error_500_before', {}, 500, 0],
    ['error_500_after', {}, 500, 1],
    ['throttle', {}, 429, 0],
    ['deny', {}, 403, 0],
    ['refuse', { errorCode: 20009 }, 400, 0],
    ['not_found', {}, 404, 0],
    ['not_found', { executes: true }, 404, 1],
    ['redirect', {}, 307, 0],
    ['html', {}, 200, 1],
    ['empty_body', {}, 200, 1],
    ['error_code_on_200', {}, 200, 1],
    ['error_code_on_200', { executes: false }, 200, 0],
  ] as const)('%s %o answers %i after %i deposits', async (kind, more, status, count) => {
    fault(kind, more)
    const books = await added(async () => {
      expect((await deposit(sandbox, 'agent', { Pan: AT_ONCE })).status).toBe(status)
    })
    expect(books).toHaveLength(count)
  })

  it('cut_body ends in the middle of an answer, and the deposit is there', async () => {
    fault('cut_body')
    const books = await added(async () => {
      const { text } = await rawDeposit(CARD.Pan)
      expect(text).toContain('{"data":{"redirect":true')
      expect(text).not.toContain('declineURL')
    })
    expect(books).toMatchObject([{ status: 1 }])
  })

  it('delay opens it late', async () => {
    fault('delay', { ms: 150 })
    const count = async (): Promise<number> => (await booksOf(sandbox)).deposits.length
    const before = await count()
    expect(await rawDeposit(CARD.Pan, booksOf(sandbox))).toEqual({ text: '', ended: 'quiet' })
    expect(await count()).toBe(before)
    await expect.poll(count).toBe(before + 1)
  })
})

describe('in the answer', () => {
  it('other_casing, bare, text_amounts', async () => {
    for (const kind of ['other_casing', 'bare', 'text_amounts'] as const) fault(kind)
    const { text } = await deposit(sandbox)
    expect(text).toMatch(/^\{"Redirect":true,.*"FeesAmount":"3,00".*"RedirectionURL":"http/)
  })

  it('nameless leaves rows that name nobody’s request and no gateway', async () => {
    const answer = await deposit(sandbox)
    fault('nameless', { call: 'operations.all' })
    const { text } = await call(
      sandbox,
      'GET',
      `/api/operations/all?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}`,
    )
    expect(text).toContain(`"operationId":${answer.body?.operationId},`)
    expect(text).toContain(`"agentCode":"${OUR_AGENT.code}"`)
    expect(text).not.toMatch(/cRequestId|gateway|transactionReference/i)
  })

  it('sparse leaves an address, an amount and a status', async () => {
    fault('sparse')
    const { body } = await deposit(sandbox)
    expect(Object.keys(body ?? {}).sort()).toEqual([
      'amount',
      'operationId',
      'redirect',
      'redirectionURL',
      'status',
    ])
    sandbox.addFault({ call: 'cashin.card.agent.preview', kind: 'sparse' })
    const preview = await call(sandbox, 'POST', CARD_PATHS.agent.preview, { Amount: 10 })
    expect(preview.body).toEqual({
      type: 1,
      operation: { code: OUR_AGENT.code, phoneNumber: OUR_AGENT.phone, amount: 10 },
    })
  })

  it('wrong_echo, clock_skew', async () => {
    fault('wrong_echo')
    fault('clock_skew', { ms: -7_200_000 })
    const { headers } = await deposit(sandbox)
    expect(headers.get('c-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(Date.now() - Date.parse(headers.get('date') ?? '')).toBeGreaterThan(7_100_000)
  })

  it('status_1_then_2 asks for no page and completes at a later look', async () => {
    fault('status_1_then_2', { lookUps: 1 })
    const answer = await deposit(sandbox)
    expect(answer.body).toMatchObject({ redirect: false, status: 1 })
    const look = () =>
      call(
        sandbox,
        'GET',
        `/api/operations/${answer.body?.operationId}?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}`,
      ).then(({ body }) => body?.status)
    expect([await look(), await look(), await look()]).toEqual([1, 2, 2])
    expect(await depositIn(sandbox, answer)).toMatchObject({ executions: 1 })
  })

  it('never_2 stays at 1', async () => {
    fault('never_2')
    const answer = await deposit(sandbox)
    for (let turn = 0; turn < 3; turn++)
      await call(sandbox, 'GET', `/api/operations/all?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}`)
    expect(await depositIn(sandbox, answer)).toMatchObject({ status: 1, executions: 0 })
  })
})

it('lists go wrong with deposits in them as without', async () => {
  for (let n = 0; n < 4; n++) await deposit(sandbox)
  const list = async (query: string) => {
    const path = `/api/operations/all?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}&PageSize=3&${query}`
    const { body } = await call(sandbox, 'GET', path)
    const { collection, count } = body as { collection: { transactionId: number }[]; count: number }
    return { ids: collection.map(({ transactionId }) => transactionId), count }
  }
  const first = await list('PageNumber=1')
  const spoil = (kind: Fault['kind']): void => {
    tested.add(kind)
    sandbox.addFault({ call: 'operations.all', kind, times: 1 })
  }
  spoil('row_twice')
  expect((await list('PageNumber=1')).ids).toEqual([...first.ids, first.ids.at(-1)])
  spoil('sliding_pages')
  expect((await list('PageNumber=2')).ids[0]).toBe(first.ids.at(-1))
  spoil('unsorted')
  expect((await list('PageNumber=1')).ids).toEqual(first.ids.toReversed())
  spoil('count_off')
  expect((await list('PageNumber=1')).count).toBe(first.count + 1)
  // Open ones are told, and can be asked for alone.
  expect((await list('TransactionStatus=1')).ids.length).toBeGreaterThan(2)
})

it('each way to deposit takes faults by its own name and by its path', async () => {
  sandbox.addFault({ call: 'cashin.card.execute', kind: 'deny' })
  sandbox.addFault({ call: '/api/operations/cashin/card/{cardId}', kind: 'throttle' })
  sandbox.addFault({ call: 'cashin.card.preview', kind: 'error_500_before' })
  expect((await deposit(sandbox, 'agent')).status).toBe(200)
  expect((await deposit(sandbox, 'phone')).status).toBe(403)
  const saved = await call(sandbox, 'POST', '/api/operations/cashin/card/1', { Cvv: '123', Amount: 1 })
  expect(saved.status).toBe(429)
  expect((await call(sandbox, 'POST', CARD_PATHS.phone.preview, { Amount: 1 })).status).toBe(500)
})

it('the bank’s page is no call, and no fault of a call touches it', async () => {
  const answer = await deposit(sandbox)
  sandbox.addFault({ call: '*', kind: 'error_500_before' })
  expect((await (await openBankPage(addressIn(answer))).type('555')).end).toMatchObject({
    RESPONSE_CODE: '0',
  })
})

it('every kind of fault is tested here, but for the one of references', () => {
  expect([...tested].sort()).toEqual(FAULT_KINDS.filter((kind) => kind !== 'elsewhere').sort())
})
