import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../../electron/chari/endpoints'
import { centimes } from '../../../electron/domain/money'
import type { Sandbox } from '../../../electron/sandbox/types'
import {
  AMINA,
  AMOUNT,
  bookedIn,
  booksOf,
  call,
  OUR_AGENT,
  ownSandbox,
  pathsOf,
  SANDBOX_KEY,
} from '../../support/own-sandbox'
import { steppedClock } from '../../support/stepped-clock'

const clock = steppedClock()
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox({ clock })
})
afterAll(() => sandbox.close())

const plus = (phone: string): string => encodeURIComponent(phone)
const create = (direction: 'cash_in' | 'cash_out', amount = AMOUNT): string =>
  sandbox.createReference({ direction, phone: AMINA, amount })

describe('the key', () => {
  it.each([
    ['missing', {}, 401],
    ['wrong', { 'Chari-Api-Key': 'not-it' }, 403],
    ['right', { 'Chari-Api-Key': SANDBOX_KEY }, 200],
  ] as const)('%s', async (_what, headers, status) => {
    const answer = await call(sandbox, 'GET', `/api/agents/retail/${OUR_AGENT.code}`, undefined, {
      ...headers,
      'C-Request-Id': 'trace-1',
    })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('c-request-id')).toBe('trace-1')
  })
})

describe('every row of the endpoint table', () => {
  it.each(ENDPOINTS.map((row) => [row.name, row] as const))(
    '%s is answered or honestly declined',
    async (_name, row) => {
      const path = row.path.replace(/\{\w+\}/g, '1')
      const answer = await call(sandbox, row.verb, path, row.verb === 'GET' ? undefined : {})
      if (answer.status === 501) expect(answer.text).toBe(`${row.name} is not offered by this sandbox`)
      else expect([200, 400]).toContain(answer.status)
      if (row.comingSoon) expect(answer.status).toBe(501)
    },
  )
})

describe('refusals of the documentation', () => {
  const { look, execute } = pathsOf('cash_in')
  it.each([
    ['no reference', 'GET', look, undefined, 10001],
    ['an unknown reference', 'GET', `${look}?Reference=999999`, undefined, 20017],
    ['no agent code', 'POST', execute, { Reference: '1122334455' }, 10001],
    ['no reference to execute', 'POST', execute, { Code: OUR_AGENT.code }, 10001],
    ['a body that is no JSON object', 'POST', execute, 'text', 10001],
    ['an unknown agent', 'POST', execute, { Code: 'AG00000', Reference: '1122334455' }, 20005],
    [
      'an unknown reference to execute',
      'POST',
      execute,
      { Code: OUR_AGENT.code, Reference: '999999' },
      20017,
    ],
    ['no phone', 'GET', '/api/customers/info', undefined, 10001],
    ['a national phone', 'GET', '/api/customers/info?phoneNumber=0661248730', undefined, 20000],
    [
      'a phone whose plus became a space',
      'GET',
      `/api/customers/info?phoneNumber=${AMINA}`,
      undefined,
      20000,
    ],
    ['a stranger', 'GET', `/api/customers/info?phoneNumber=${plus('+212699999999')}`, undefined, 20005],
    [
      'a listing of nobody',
      'GET',
      `/api/operations/all?PhoneNumber=${plus('+212699999999')}`,
      undefined,
      20005,
    ],
    ['an amount missing', 'POST', look, { PhoneNumber: AMINA }, 10001],
    ['an amount of three decimals', 'POST', look, { PhoneNumber: AMINA, Amount: '1.005' }, 20006],
    ['an amount of nothing', 'POST', look, { PhoneNumber: AMINA, Amount: 0 }, 20006],
    [
      'an amount above the ceiling of the level',
      'POST',
      look,
      { PhoneNumber: AMINA, Amount: 2800.01 },
      20006,
    ],
    [
      'a cash-out above the balance',
      'POST',
      pathsOf('cash_out').look,
      { PhoneNumber: AMINA, Amount: 1195 },
      20006,
    ],
    ['a request for a stranger', 'POST', look, { PhoneNumber: '+212699999999', Amount: 10 }, 20005],
  ] as const)('%s', async (_what, method, path, body, errorCode) => {
    const answer = await call(sandbox, method, path, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ errorCode, errorDescription: expect.any(String) })
    expect(JSON.parse(answer.text)).not.toHaveProperty('data')
  })

  it.each(['used', 'canceled', 'expired', 'of the other direction'] as const)(
    'executing a reference that is %s moves nothing',
    async (state) => {
      const reference = create('cash_in')
      const order = { Code: OUR_AGENT.code, Reference: reference }
      if (state === 'used') await call(sandbox, 'POST', execute, order)
      if (state === 'canceled') await call(sandbox, 'POST', `/sandbox/references/${reference}/cancel`, {})
      if (state === 'expired') await clock.pass(1_800_000)
      const before = (await bookedIn(sandbox, reference)).executions
      const path = state === 'of the other direction' ? pathsOf('cash_out').execute : execute
      const answer = await call(sandbox, 'POST', path, order)
      expect(answer).toMatchObject({ status: 400, body: { errorCode: 20006 } })
      expect((await bookedIn(sandbox, reference)).executions).toBe(before)
    },
  )
})

describe.each(['cash_in', 'cash_out'] as const)('a %s by reference', (direction) => {
  const { look, execute } = pathsOf(direction)

  it('is open, executed once, completed, and known to who asks', async () => {
    const reference = create(direction)
    const quote = await call(sandbox, 'GET', `${look}?Reference=${reference}`)
    expect(quote.body).toMatchObject({
      reference,
      status: 1,
      amount: 200,
      type: direction === 'cash_in' ? 1 : 2,
    })
    expect(quote.text).toContain('"amount":200.00')

    const key = { 'Chari-Api-Key': SANDBOX_KEY, 'C-Request-Id': `id-${direction}` }
    const order = { Code: OUR_AGENT.code.toLowerCase(), Reference: reference }
    const done = await call(sandbox, 'POST', execute, order, key)
    expect(done.headers.get('c-request-id')).toBe(`id-${direction}`)
    expect(done.body).toMatchObject({ reference, status: 2, amount: 200, agentCode: OUR_AGENT.code })

    const again = await call(sandbox, 'GET', `${look}?Reference=${reference}`)
    expect(again.body).toMatchObject({ status: 2, agentCode: OUR_AGENT.code, cRequestId: `id-${direction}` })
    expect(await bookedIn(sandbox, reference)).toMatchObject({ executions: 1, asked: [`id-${direction}`] })

    const { operationId } = again.body ?? {}
    const one = await call(sandbox, 'GET', `/api/operations/${operationId}?PhoneNumber=${plus(AMINA)}`)
    expect(one.body).toMatchObject({ operationId, transactionReference: reference, transactionStatus: 2 })
    const elsewhere = await call(
      sandbox,
      'GET',
      `/api/operations/${operationId}?PhoneNumber=${plus(OUR_AGENT.phone)}`,
    )
    expect(elsewhere.status).toBe(400)
  })

  it('is answered with 1 and no operation id in the other manner, and with 2 at the next look', async () => {
    const reference = sandbox.createReference({
      direction,
      phone: AMINA,
      amount: centimes(5_000),
      manner: 'one_first',
    })
    const first = await call(sandbox, 'POST', execute, { Code: OUR_AGENT.code, Reference: reference })
    expect(first.body).toMatchObject({ status: 1, reference })
    expect(first.body).not.toHaveProperty('operationId')
    const then = await call(sandbox, 'GET', `${look}?Reference=${reference}`)
    expect(then.body).toMatchObject({ status: 2, operationId: expect.any(Number) })
  })

  it('is won by one of two agents who race for it', async () => {
    const reference = create(direction, centimes(1_000))
    const answers = await Promise.all(
      [OUR_AGENT.code, 'AG30999'].map((Code) =>
        call(sandbox, 'POST', execute, { Code, Reference: reference }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    expect((await bookedIn(sandbox, reference)).executions).toBe(1)
  })

  it('can be played by the network', async () => {
    const reference = create(direction, centimes(1_000))
    const way = direction === 'cash_in' ? 'cashin' : 'cashout'
    const answer = await call(sandbox, 'POST', `/api/simulate/network/operations/${way}`, { reference })
    expect(answer.status).toBe(200)
    expect(await bookedIn(sandbox, reference)).toMatchObject({ executions: 1, executedBy: 'NETWORK' })
  })
})

describe('lists', () => {
  it('pages, counts and filters as asked', async () => {
    const own = await ownSandbox({ clock })
    try {
      const made: string[] = []
      for (const direction of ['cash_in', 'cash_out', 'cash_in'] as const) {
        const reference = own.createReference({ direction, phone: AMINA, amount: centimes(1_000) })
        await call(own, 'POST', pathsOf(direction).execute, { Code: OUR_AGENT.code, Reference: reference })
        made.push(reference)
        await clock.pass(60_000)
      }
      const list = async (query: string): Promise<{ count: number; references: readonly string[] }> => {
        const { body } = await call(
          own,
          'GET',
          `/api/operations/all?PhoneNumber=${plus(OUR_AGENT.phone)}&${query}`,
        )
        const rows = body?.collection as readonly { reference: string }[]
        return { count: Number(body?.count), references: rows.map(({ reference }) => reference) }
      }
      const [first, second, third] = made
      // A cash-out has its fee as a row of its own.
      expect(await list('')).toEqual({ count: 4, references: [third, second, second, first] })
      expect(await list('PageSize=3&PageNumber=2')).toEqual({ count: 4, references: [first] })
      expect(await list('PageSize=3&PageNumber=3')).toEqual({ count: 4, references: [] })
      expect(await list('OperationType=1')).toEqual({ count: 2, references: [third, first] })
      expect((await list('OperationType=1&OperationType=2')).count).toBe(4)
      expect((await list('Sens=2')).count).toBe(2)
      expect((await list('TransactionStatus=3')).count).toBe(0)
      const from = new Date(Date.parse(clock.now()) - 90_000).toISOString()
      expect(await list(`From=${from}`)).toEqual({ count: 1, references: [third] })
      expect((await list(`To=${from}`)).count).toBe(3)
      const mine = await call(own, 'GET', `/api/operations?PhoneNumber=${plus(AMINA)}`)
      expect(mine.body?.count).toBe(4)
      expect((await call(own, 'GET', '/api/agents/retail?Code=AG30999')).body).toMatchObject({ count: 1 })
    } finally {
      await own.close()
    }
  })

  it('says what it knows of a customer', async () => {
    const info = await call(sandbox, 'GET', `/api/customers/info?phoneNumber=${plus(AMINA)}`)
    expect(info.body).toMatchObject({ fullName: 'Amina Rachidi', accountLevel: 2, customerStatus: 3 })
    const status = await call(sandbox, 'GET', `/api/customers/status?PhoneNumber=${plus('+212699999999')}`)
    expect(status.body).toEqual({ status: 0 })
    const shown = (await booksOf(sandbox)).wallets.find(({ phone }) => phone === AMINA)
    const balance = await call(sandbox, 'GET', `/api/customers/balance?phoneNumber=${plus(AMINA)}`)
    expect(balance.text).toBe(`{"data":{"balance":${shown?.balance}}}`)
  })
})
