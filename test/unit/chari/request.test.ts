import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENDPOINTS } from '../../../electron/chari/endpoints'
import { buildOpenApi } from '../../../electron/chari/openapi'
import { type Outgoing, writeRequest } from '../../../electron/chari/request'
import { openapiCommand } from '../../../electron/cli/openapi'

describe('writing a request', () => {
  it('writes lists by repeating the name, and + as %2B', () => {
    expect(
      writeRequest('operations.all', {
        query: { PhoneNumber: '+212661248730', OperationType: [1, 2], PageSize: 50 },
      }).target,
    ).toBe('/api/operations/all?PhoneNumber=%2B212661248730&PageSize=50&OperationType=1&OperationType=2')
  })

  it('sends the agent of a card deposit under both of its names', () => {
    const outgoing = writeRequest('cashin.card.agent.execute', {
      query: { agent: 'AG20417' },
      body: {
        FirstName: 'Salma',
        LastName: 'Benali',
        Cvv: '123',
        Amount: 20_000,
        Pan: '4918914107195005',
        ExpiryDate: '2608',
        KeepAlive: false,
      },
    })
    expect(outgoing.target).toBe('/api/operations/cashin/card/agent?agent=AG20417&code=AG20417')
    expect(outgoing.body).toContain('"Amount":200.00,')
    expect(outgoing.body).toContain('"KeepAlive":false')
  })

  it('keeps owner and beneficiary apart, the two being called PhoneNumber', () => {
    expect(
      writeRequest('beneficiaries.update', {
        query: { PhoneNumber: '+212661248730' },
        route: { Id: 4 },
        body: { Name: 'Fatima', PhoneNumber: '+212711111111' },
      }),
    ).toEqual({
      verb: 'PUT',
      target: '/api/customer/beneficiaries/4?PhoneNumber=%2B212661248730',
      body: '{"Name":"Fatima","PhoneNumber":"+212711111111"}',
    })
  })

  it('lets no value leave its place', () => {
    expect(writeRequest('agents.retail.one', { route: { Code: 'A/../B?x=1#' } }).target).toBe(
      '/api/agents/retail/A%2F..%2FB%3Fx%3D1%23',
    )
    for (const Code of ['', '.', '..'])
      expect(() => writeRequest('agents.retail.one', { route: { Code } })).toThrow()
  })

  it('refuses a missing, an unknown and a fractional parameter', () => {
    const wrong = writeRequest as (name: 'cashin.request.create', input: unknown) => Outgoing
    expect(() => wrong('cashin.request.create', { body: { PhoneNumber: '+212661248730' } })).toThrow('Amount')
    expect(() => wrong('cashin.request.create', { body: { PhoneNumber: '', Amount: 1, amount: 2 } })).toThrow(
      'amount',
    )
    expect(() => wrong('cashin.request.create', { body: { PhoneNumber: '', Amount: 1.5 } })).toThrow('whole')
  })

  it('writes every amount so that JSON gives it back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.string(), (amount, phone) => {
        const { body } = writeRequest('cashout.request.create', {
          body: { PhoneNumber: phone, Amount: amount },
        })
        const read: { PhoneNumber: string; Amount: number } = JSON.parse(body ?? '')
        expect(Math.round(read.Amount * 100)).toBe(amount)
        expect(body).toMatch(/"Amount":\d+\.\d\d\}$/)
        expect(read.PhoneNumber).toBe(phone)
      }),
      { seed: 20260616, numRuns: 500 },
    )
  })
})

describe('the OpenAPI document', () => {
  it('has every row under its path and verb', () => {
    let text = ''
    openapiCommand({ write: (chunk: string) => (text += chunk) })
    const document: {
      openapi: string
      paths: Record<
        string,
        Record<string, { operationId: string; parameters: { in?: string; name?: string }[] }>
      >
    } = JSON.parse(text)
    expect(document).toEqual(JSON.parse(JSON.stringify(buildOpenApi())))
    expect(document.openapi).toMatch(/^3\.1\./)
    const found = Object.entries(document.paths).flatMap(([path, item]) => {
      expect(path).toMatch(/^\/api\//)
      return Object.entries(item).map(([verb, one]) => {
        const inPath = one.parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => `{${name}}`)
        expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? [])
        return `${one.operationId} ${verb.toUpperCase()} ${path}`
      })
    })
    expect(found.sort()).toEqual(ENDPOINTS.map((row) => `${row.name} ${row.verb} ${row.path}`).sort())
  })
})
