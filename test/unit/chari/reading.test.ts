import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from '../../../electron/chari/fields'
import { type Json, readJson } from '../../../electron/chari/json'
import {
  readAgentSheet,
  readBalance,
  readCustomerSheet,
  readCustomerStatus,
  readErrorBody,
  readExecuteReply,
  readOperation,
  readPage,
  readRequestSheet,
} from '../../../electron/chari/reading'
import { redactBody } from '../../../electron/chari/redact'
import { centimes, toDecimal } from '../../../electron/domain/money'

const bytes = (text: string) => new TextEncoder().encode(text)
const json = (text: string): Json => {
  const read = readJson(bytes(text))
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const sheet = (text: string) => {
  const read = readRequestSheet(json(text), 'cash_in', '0011223344')
  return read.ok ? read.value : read.error
}
const everyReading = (body: Json): void => {
  readRequestSheet(body, 'cash_in', '1122334455')
  readExecuteReply(body, '1122334455')
  readOperation(body)
  readPage(body)
  readAgentSheet(body)
  readBalance(body)
  readCustomerSheet(body)
  readCustomerStatus(body)
  readErrorBody(body)
}

describe('a hostile body', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['spaces', ' \r\n\t', 'empty'],
    ['a page', '<!doctype html>', 'syntax'],
    ['two values', '{} {}', 'syntax'],
    ['a comma too many', '{"a":1,}', 'syntax'],
    ['NaN', '{"amount":NaN}', 'syntax'],
    ['a bare word', 'undefined', 'syntax'],
    ['one key twice', '{"amount":1,"amount":2}', 'syntax'],
    ['one key twice by escape', '{"amount":1,"amoun\\u0074":2}', 'syntax'],
    ['two casings', '{"Amount":1,"amount":2}', 'ambiguous_keys'],
    ['two casings deep down', '{"data":{"collection":[{"ID":1,"id":"1"}]}}', 'ambiguous_keys'],
    ['a deep list', '['.repeat(100_000), 'too_deep'],
    ['a deep object', `${'{"a":'.repeat(41)}1${'}'.repeat(41)}`, 'too_deep'],
  ])('%s is unreadable', (_name, text, error) => {
    expect(readJson(bytes(text))).toEqual({ ok: false, error })
  })

  it('is unreadable in another encoding, readable with a BOM', () => {
    expect(readJson(Uint8Array.of(0x7b, 0xff, 0x7d))).toEqual({ ok: false, error: 'encoding' })
    expect(readJson(Buffer.from('{"a":1}', 'utf16le'))).toMatchObject({ ok: false })
    expect(readJson(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes('{"status":2}')))).toMatchObject({ ok: true })
  })

  it('reads brackets in text, and a key twice with one value', () => {
    expect(readJson(bytes(`{"a":"${'['.repeat(500)}\\"{","b":1,"b":1,"B":1}`)).ok).toBe(true)
  })

  it('cannot pass for a number, a prototype or a method', () => {
    expect(sheet('{"status":1,"amount":{"isLosslessNumber":true,"value":"150"}}')).toBe('unreadable')
    expect(sheet('{"__proto__":{"status":2,"amount":150}}')).toBe('unreadable')
    expect(sheet('{"data":{"constructor":1,"toString":2,"hasOwnProperty":3}}')).toBe('unreadable')
    expect(sheet('{"status":"constructor","amount":1}')).toMatchObject({ status: 'unknown' })
    expect(sheet('{"status":"__proto__","type":"toString","amount":1}')).toMatchObject({
      status: 'unknown',
      direction: null,
    })
    expect(Object.hasOwn(Object.prototype, 'status')).toBe(false)
  })

  it('never makes a reading throw', () => {
    const words = fc.constantFrom(
      'data',
      'Data',
      'status',
      'operationStatus',
      'amount',
      'AMOUNT',
      'reference',
      'type',
      'collection',
      'count',
      'agent',
      'customer',
      'code',
      'errorCode',
      'expiresAt',
      '__proto__',
      'phoneNumber',
      'customerStatus',
      'id',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.array(tie('tree')),
        fc.dictionary(fc.oneof(words, fc.string()), tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.nat(), (value, cutAt) => {
        const whole = bytes(JSON.stringify(value) ?? '')
        for (const body of [whole, whole.subarray(0, cutAt % (whole.length + 1))]) {
          const read = readJson(body)
          if (read.ok) everyReading(read.value)
          expect(redactBody(body).length).toBeLessThanOrEqual(4_000)
        }
      }),
      { seed: 20260616, numRuns: 2_000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        const read = readJson(body)
        if (read.ok) everyReading(read.value)
        redactBody(body)
      }),
      { seed: 20260616, numRuns: 2_000 },
    )
  })
})

describe('an amount', () => {
  it.each([
    ['150.5', 15_050],
    ['150', 15_000],
    ['0.1', 10],
    ['"150,50"', 15_050],
    ['" 150.50 "', 15_050],
    ['1.5E+2', 15_000],
    ['15050e-2', 15_050],
    ['90071992.47', 9_007_199_247],
  ])('%s', (raw, amount) => {
    expect(sheet(`{"status":1,"amount":${raw}}`)).toMatchObject({ amount })
  })

  it.each([
    '150.505',
    '150.500',
    '"1 250,50"',
    '"1,250.50"',
    '"150 MAD"',
    '""',
    'true',
    '[150]',
    '{"value":150}',
    '1e999999999',
    '0',
    '-5',
    '1.5e-5',
    '99999999999',
    '"١٥٠"',
    '"0x10"',
    '9'.repeat(5_000),
  ])('%s is unreadable', (raw) => {
    expect(sheet(`{"status":1,"amount":${raw}}`)).toBe('unreadable')
  })

  it('null or absent is not known', () => {
    expect(sheet('{"status":1,"amount":null,"feeAmount":2}')).toMatchObject({
      amount: null,
      fee: 200,
      total: null,
    })
  })

  it('may be the agent’s earning, under several names; an unusable one is as if it were not there', () => {
    const told = (field: string): unknown => {
      const read = sheet(`{"status":2,"amount":150,${field}}`)
      return typeof read === 'string' ? read : read.commission
    }
    expect(told('"commissionAmount":2.40')).toBe(240)
    expect(told('"AgentCommission":"2,4"')).toBe(240)
    expect(told('"commission":0')).toBe(0)
    for (const odd of ['2.405', '"-"', '-1', '{"value":2}', 'null', 'true'])
      expect(told(`"commission":${odd}`)).toBeNull()
  })

  it('comes back exact from every way of writing it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999_999 }),
        fc.constantFrom('number', 'text', 'comma', 'short'),
        fc.constantFrom('amount', 'Amount', 'AMOUNT', 'a_mount'),
        fc.boolean(),
        (value, manner, key, wrapped) => {
          const decimal = toDecimal(centimes(value))
          const raw = {
            number: decimal,
            text: `"${decimal}"`,
            comma: `"${decimal.replace('.', ',')}"`,
            short: decimal.replace(/\.?0+$/, ''),
          }[manner]
          const body = `{"status":1,"${key}":${raw}}`
          expect(sheet(wrapped ? `{"data":${body}}` : body)).toMatchObject({ amount: value, status: 'open' })
        },
      ),
      { seed: 20260616, numRuns: 1_000 },
    )
  })
})

describe('a status', () => {
  it.each([
    ['1', 'open'],
    ['"1"', 'open'],
    ['"Pending"', 'open'],
    ['" open "', 'open'],
    ['2', 'completed'],
    ['"SUCCESS"', 'completed'],
    ['"Completed"', 'completed'],
    ['3', 'failed'],
    ['"FAILED"', 'failed'],
    ['4', 'canceled'],
    ['"CANCELED"', 'canceled'],
    ['"Cancelled"', 'canceled'],
    ['0', 'unknown'],
    ['5', 'unknown'],
    ['-2', 'unknown'],
    ['2.0', 'unknown'],
    ['22', 'unknown'],
    ['true', 'unknown'],
    ['"COMPLETE"', 'unknown'],
    ['""', 'unknown'],
    ['[2]', 'unknown'],
    ['{"id":2}', 'unknown'],
    ['null', 'unknown'],
  ])('%s is %s', (raw, status) => {
    expect(sheet(`{"reference":"1","status":${raw}}`)).toMatchObject({ status, expired: false })
  })

  it('expired is open with a sign', () => {
    expect(sheet('{"reference":"1","status":"EXPIRED"}')).toMatchObject({ status: 'open', expired: true })
    expect(sheet('{"reference":"1","status":1,"isExpired":true}')).toMatchObject({
      status: 'open',
      expired: true,
    })
  })

  it('two that disagree are unknown, two that agree are one', () => {
    expect(sheet('{"operationStatus":"COMPLETED","status":1,"amount":5}')).toMatchObject({
      status: 'unknown',
    })
    expect(sheet('{"operationStatus":"COMPLETED","status":2,"amount":5}')).toMatchObject({
      status: 'completed',
    })
    expect(sheet('{"operationStatus":1,"transactionStatus":2,"amount":5}')).toMatchObject({ status: 'open' })
  })
})

describe('a request sheet', () => {
  const full = {
    asked: 'cash_in',
    direction: 'cash_out',
    reference: '0011223344',
    status: 'completed',
    expired: false,
    amount: 15_050,
    fee: 200,
    total: 15_250,
    commission: null,
    operationId: '924381',
    agentCode: 'AG20417',
    requestId: 'a4d1e0b5',
    customerName: 'Salma Benali',
    customerPhone: '+212661248730',
    requestedAt: '2026-06-16T10:12:00.000Z',
    expiresAt: '2026-06-16T12:12:00.000',
    executedAt: null,
  }

  it('reads one body of three makes alike', () => {
    expect(
      sheet(
        '{"data":{"reference":"0011223344","type":2,"status":2,"amount":150.50,"feeAmount":2,"totalAmount":152.50,"operationId":924381,"agentCode":"AG20417","cRequestId":"a4d1e0b5","customerName":"Salma Benali","phoneNumber":"+212661248730","createdAt":"2026-06-16T10:12:00Z","expiresAt":"2026-06-16T12:12:00","executedAt":null}}',
      ),
    ).toEqual(full)
    expect(
      sheet(
        '{"REFERENCE":11223344,"OperationType":"CASHOUT","OperationStatus":"SUCCESS","Amount":"150,50","Fees":"2","Total":"152.5","Id":"924381","Agent":{"Code":"AG20417"},"RequestId":"a4d1e0b5","FirstName":"Salma","LastName":"Benali","PrimaryAccountNumber":"0661248730","CreationDate":"2026-06-16T11:12:00+01:00","ExpiryDate":"2026-06-16 12:12:00"}',
      ),
    ).toEqual(full)
    expect(
      sheet(
        '{"data":[{"operation_reference":"0011223344","operation_type":"cash-out","operation_status":"2","amount":150.5,"fee":2.00,"total_amount":152.5,"id":924381,"executed_by":"AG20417","request_id":"a4d1e0b5","customer":{"fullName":"Salma  Benali","phone":"212661248730"},"requested_at":"2026-06-16T10:12:00.0000000Z","expiration_date":"2026-06-16T12:12:00","executed_at":"0001-01-01T00:00:00"}]}',
      ),
    ).toEqual(full)
  })

  it('needs something of a request', () => {
    for (const body of [
      '{}',
      '{"data":{}}',
      '{"data":null}',
      '[]',
      '"ok"',
      '12',
      '{"data":[{},{}]}',
      '{"message":"hello"}',
    ])
      expect(sheet(body)).toBe('unreadable')
  })

  it('takes no id of 0, no type word for an agent, no hidden character in a name', () => {
    expect(sheet('{"status":1,"amount":1,"operationId":0,"code":"CASHIN"}')).toMatchObject({
      operationId: null,
      agentCode: null,
    })
    expect(sheet('{"status":1,"amount":1,"customerName":"A\\u202eB\\u0000C\\nD"}')).toMatchObject({
      customerName: 'A B C D',
    })
  })

  it('keeps a reference that only shares its end', () => {
    expect(sheet('{"status":1,"reference":"11223344"}')).toMatchObject({ reference: '11223344' })
    expect(sheet('{"status":1,"amount":1,"transactionReference":"TRX"}')).toMatchObject({ reference: null })
    expect(sheet('{"status":1,"amount":1,"transactionReference":"0011223344"}')).toMatchObject({
      reference: '0011223344',
    })
  })
})

describe('a time', () => {
  it.each([
    ['2026-06-16T10:12:00Z', '2026-06-16T10:12:00.000Z'],
    ['2026-06-16T10:12:00.1234567Z', '2026-06-16T10:12:00.123Z'],
    ['2026-06-16T11:12:00+01:00', '2026-06-16T10:12:00.000Z'],
    ['2026-06-16T00:30:00+0100', '2026-06-15T23:30:00.000Z'],
    ['2026-06-16T10:12:00', '2026-06-16T10:12:00.000'],
    ['2026-06-16 10:12', '2026-06-16T10:12:00.000'],
    ['2026-06-16', '2026-06-16T00:00:00.000'],
    ['2026-02-31T10:12:00Z', null],
    ['2026-06-16T25:00:00Z', null],
    ['0001-01-01T00:00:00', null],
    ['16/06/2026', null],
    ['2026-06-16T10:12:00+99:00', null],
    ['soon', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(readTime(text)).toBe(expected)
  })
})

describe('other bodies', () => {
  it('pages', () => {
    const row =
      '{"operationId":1,"transactionId":2,"transactionReference":"1122334455","operationType":9,"transactionType":"TRANSACTION_FEES","status":2,"amount":"-2,00","accountNumber":"0661248730"}'
    for (const body of [
      `{"data":{"collection":[${row}],"count":1}}`,
      `{"Items":[${row}],"TotalCount":"1"}`,
      `{"data":[${row}],"count":1}`,
    ]) {
      const read = readPage(json(body))
      expect(read).toMatchObject({
        ok: true,
        value: {
          count: 1,
          rows: [
            {
              operationId: '1',
              transactionId: '2',
              reference: '1122334455',
              operationType: 9,
              transactionType: 6,
              amount: -200,
              phone: '+212661248730',
            },
          ],
        },
      })
    }
    expect(readPage(json('[]'))).toEqual({ ok: true, value: { rows: [], count: null } })
    for (const body of ['{"count":3}', '{"data":{"collection":{}}}', '[1]', '[{"amount":1.234}]'])
      expect(readPage(json(body)).ok).toBe(false)
  })

  it('agents and customers', () => {
    expect(
      readAgentSheet(
        json(
          '{"data":{"Agent":{"Code":"AG20417","Name":"Épicerie Atlas","PhoneNumber":"0661248730","IsActive":true}}}',
        ),
      ),
    ).toEqual({
      ok: true,
      value: { code: 'AG20417', name: 'Épicerie Atlas', phone: '+212661248730', active: true, balance: null },
    })
    expect(readAgentSheet(json('{"code":"AG1","balance":{"solde":"12 000"}}'))).toMatchObject({
      value: { code: 'AG1', balance: null },
    })
    expect(readAgentSheet(json('{"code":"AG1","Account":{"AvailableBalance":12000.5}}'))).toMatchObject({
      value: { balance: 1_200_050 },
    })
    expect(readAgentSheet(json('{"data":{}}')).ok).toBe(false)
    expect(
      readCustomerSheet(
        json('{"data":{"firstName":"Salma","accountLevel":"LEVEL_2","customerStatus":"ACTIVE"}}'),
      ),
    ).toEqual({
      ok: true,
      value: { name: 'Salma', level: 2, status: 3 },
    })
    for (const [body, balance] of [
      ['{"data":{"balance":12000.50}}', 1_200_050],
      ['{"data":12000.5}', 1_200_050],
      ['{"Balance":"0"}', 0],
      ['{"data":{"wallet":{"balance":"-3,20"}}}', -320],
    ] as const)
      expect(readBalance(json(body))).toEqual({ ok: true, value: balance })
    for (const body of ['{"data":{}}', '{"balance":"beaucoup"}', '{"balance":1.005}', '{"data":true}'])
      expect(readBalance(json(body)).ok).toBe(false)
    expect(readCustomerStatus(json('{"data":3}'))).toEqual({ ok: true, value: 3 })
    expect(readCustomerStatus(json('{"Status":"0"}'))).toEqual({ ok: true, value: 0 })
    expect(readCustomerStatus(json('{"status":6}')).ok).toBe(false)
  })

  it('errors', () => {
    expect(readErrorBody(json('{"errorCode":20005,"errorDescription":"no user"}'))).toEqual({
      code: 20005,
      description: 'no user',
    })
    expect(readErrorBody(json('{"error":{"ErrorCode":"20005"}}'))).toEqual({ code: 20005, description: '' })
    expect(readErrorBody(json('{"errorCode":20005.5}'))).toEqual({ code: null, description: '' })
    for (const body of [
      '{"errorCode":0}',
      '{"errorCode":null}',
      '{"errorCode":""}',
      '{}',
      '[]',
      '{"error":"x"}',
    ])
      expect(readErrorBody(json(body))).toBeUndefined()
  })
})
