import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/types'
import { AMINA, bookedIn, call, OUR_AGENT, ownSandbox, pathsOf } from '../../support/own-sandbox'
import { rawRequest } from '../../support/raw-request'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await ownSandbox()
})
afterAll(() => sandbox.close())

const make = async (wanted: Record<string, unknown> = {}): Promise<string> => {
  const made = await call(sandbox, 'POST', '/sandbox/references', {
    direction: 'cash_in',
    amount: '10,50',
    phone: AMINA,
    ...wanted,
  })
  return String(made.body?.reference)
}
const lookAt = async (reference: string) =>
  (await call(sandbox, 'GET', `${pathsOf('cash_in').look}?Reference=${reference}`)).body

describe('the handles of the sandbox', () => {
  it('create a reference, with its own expiry, manner and fault', async () => {
    expect(await lookAt(await make())).toMatchObject({ amount: 10.5, status: 1, isExpired: false })
    expect(await lookAt(await make({ expiresInMs: -1 }))).toMatchObject({ status: 1, isExpired: true })
    const slow = await make({ manner: 'one_first', amount: 20, fault: { kind: 'other_casing' } })
    expect(await lookAt(slow)).toMatchObject({ Data: { Amount: 20, Status: 1 } })
  })

  it.each([
    ['an amount that is none', { amount: 'ten' }],
    ['no direction', { direction: 'sideways' }],
    ['a customer who is not of the town', { phone: '+212699999999' }],
  ])('refuse %s with a sentence', async (_what, wanted) => {
    const answer = await call(sandbox, 'POST', '/sandbox/references', {
      direction: 'cash_in',
      amount: '10',
      phone: AMINA,
      ...wanted,
    })
    expect(answer).toMatchObject({ status: 400, body: { problem: expect.any(String) } })
  })

  it.each([
    ['cancel', 4, 0],
    ['fail', 3, 0],
    ['execute-elsewhere', 2, 1],
  ] as const)('%s a reference', async (act, status, executions) => {
    const reference = await make()
    await call(sandbox, 'POST', `/sandbox/references/${reference}/${act}`, { agentCode: 'AG30999' })
    expect(await bookedIn(sandbox, reference)).toMatchObject({ status, executions })
    expect((await call(sandbox, 'POST', `/sandbox/references/${reference}/${act}`, {})).status).toBe(400)
  })

  it('expire a reference, and know neither strange acts nor strange references', async () => {
    const reference = await make()
    expect((await call(sandbox, 'POST', `/sandbox/references/${reference}/expire`, {})).status).toBe(200)
    expect(await bookedIn(sandbox, reference)).toMatchObject({ expired: true, status: 1 })
    expect((await call(sandbox, 'POST', `/sandbox/references/${reference}/burn`, {})).status).toBe(404)
    expect((await call(sandbox, 'POST', '/sandbox/references/1/cancel', {})).status).toBe(404)
  })

  it('tell an executed reference otherwise than it was done', async () => {
    const reference = await make({ amount: '100' })
    const act = (how: string, value?: string) =>
      call(sandbox, 'POST', `/sandbox/references/${reference}/${how}`, { value })
    const rows = async () => {
      const answer = await call(
        sandbox,
        'GET',
        `/api/operations/all?PhoneNumber=${encodeURIComponent(OUR_AGENT.phone)}`,
      )
      const { collection } = answer.body as { collection: Record<string, unknown>[] }
      return collection.filter((row) => row.reference === reference)
    }
    expect((await act('double')).status).toBe(400)
    await call(sandbox, 'POST', pathsOf('cash_in').execute, { Code: OUR_AGENT.code, Reference: reference })
    await act('fee', '2,50')
    await act('amount', '99,99')
    await act('commission', '0,75')
    expect(await rows()).toMatchObject([{ amount: 99.99, feeAmount: 2.5, commissionAmount: 0.75 }])
    expect((await act('fee')).status).toBe(400)
    await act('double')
    expect(new Set((await rows()).map(({ operationId }) => operationId)).size).toBe(2)
    await act('reverse')
    expect((await rows()).map(({ transactionType }) => transactionType)).toContain(9)
    await act('hide')
    expect(await rows()).toEqual([])
    expect(await bookedIn(sandbox, reference)).toMatchObject({ executions: 1 })
  })

  it('change the manner of answering', async () => {
    const execute = async (): Promise<unknown> => {
      const order = { Code: OUR_AGENT.code, Reference: await make() }
      return (await call(sandbox, 'POST', pathsOf('cash_in').execute, order)).body?.status
    }
    await call(sandbox, 'POST', '/sandbox/manner', { manner: 'one_first' })
    expect(await execute()).toBe(1)
    await call(sandbox, 'POST', '/sandbox/manner', { manner: 'at_once' })
    expect(await execute()).toBe(2)
    expect((await call(sandbox, 'POST', '/sandbox/manner', { manner: 'maybe' })).status).toBe(400)
  })

  it('are not for a page of elsewhere that calls loopback by a name of its own', async () => {
    const get = async (host: string): Promise<string> =>
      (await rawRequest(sandbox.host, 'GET /sandbox/books', { host })).text
    expect(await get('localhost:8901')).toMatch(/^HTTP\/1\.1 200 /)
    expect(await get('shop.example:8901')).toMatch(/^HTTP\/1\.1 421 /)
  })

  it('have a page that fetches nothing from elsewhere', async () => {
    const { text, headers } = await call(sandbox, 'GET', '/')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).not.toMatch(/https?:\/\//)
    for (const kind of ['reset_after', 'sparse', 'never_2'])
      expect(text).toContain(`<option>${kind}</option>`)
  })
})
