import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WEBHOOK_EVENTS } from '../../../electron/domain/webhook'
import { type Told, toldSchema } from '../../../electron/webhooks/kinds'
import { readWebhook } from '../../../electron/webhooks/reading'
import { contentOf, isRepeat, repeatNames } from '../../../electron/webhooks/repeats'
import { BANK_TRANSFER, CARD_CASH_IN } from '../../support/webhooks'

const HEADER = '69906411-0aa24a89-ab2005ca-9d18dc15'
const bytes = (body: unknown): Uint8Array =>
  new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
const read = (body: unknown, header: string | undefined = HEADER) => readWebhook(bytes(body), header)

function told(body: unknown, header: string | undefined = HEADER): Told {
  const result = read(body, header)
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const breach = (body: unknown, header?: string): string => {
  const result = readWebhook(bytes(body), header)
  if (result.ok) throw new Error('no breach')
  return result.error
}

describe('a breach', () => {
  it.each([
    ['nothing at all', ''],
    ['text', 'OK'],
    ['half a body', '{"data":{"WebhookId":1'],
    ['a list', '[1,2]'],
    ['two events in one', { data: [BANK_TRANSFER, CARD_CASH_IN] }],
    ['null', 'null'],
    ['a wrapper of nothing', { data: null }],
    ['one key twice with two values', '{"Amount":1.00,"amount":2.00,"EventId":"payment.received"}'],
    ['brackets without end', '['.repeat(5_000)],
  ])('is %s', (_what, body) => {
    expect(breach(body, HEADER)).toMatch(/not one JSON object/)
  })

  it('is a body in another encoding', () => {
    const result = readWebhook(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), HEADER)
    expect(result).toMatchObject({ ok: false })
  })

  it('is an event that nothing names', () => {
    expect(breach({ data: { Amount: 10 } })).toMatch(/Nothing names this event/)
    expect(read({ data: { Amount: 10 } }, '  ')).toMatchObject({ ok: false })
  })

  it.each([
    ['three decimals', { Amount: '12.345' }, /^Amount/],
    ['words', { Amount: 'dix' }, /^Amount/],
    ['less than nothing', { Amount: -5 }, /^Amount/],
    ['a list', { Amount: [1] }, /^Amount/],
    ['a fee that is none', { FeeAmount: true }, /^FeeAmount/],
    ['an operation by name', { OperationId: 'abc' }, /^OperationId/],
    ['half an operation', { OperationId: 12.5 }, /^OperationId/],
  ])('is a number that is none: %s', (_what, change, why) => {
    expect(breach({ data: { ...BANK_TRANSFER, ...change } })).toMatch(why)
  })
})

describe("the documentation's examples, which have no EventId", () => {
  it('a bank transfer, of type 5, told by its method', () => {
    expect(told({ data: BANK_TRANSFER })).toEqual({
      headerId: HEADER,
      webhookId: '12345',
      event: null,
      about: 'bank_transfer',
      operationId: '924381',
      transactionId: null,
      requestId: 'a4d1e0b5-9f6a-4c1d-bc7b-2d0a7f4b9b12',
      gateway: { trackId: null, orderId: null, referenceId: null },
      operationType: 5,
      method: 'BankTransfer',
      status: 'completed',
      statusAs: '2',
      amount: 2_500_000,
      fee: 35_000,
      reference: 'BANK-REF-9FJ2X7',
      network: null,
      createdAt: '2025-11-05T10:12:00.000Z',
      executedAt: '2025-11-05T10:12:22.000Z',
      from: '+212711111111',
      to: '+212722222222',
      beneficiary: 'Aminata Diop',
      customData: '{"note":"Salary for October"}',
      extra: null,
    })
  })

  it('a card deposit, told by its method and the ids of the gateway', () => {
    const card = { about: 'card_cash_in', gateway: { trackId: '83c1d1c7', orderId: '20251105_00045' } }
    expect(told({ data: CARD_CASH_IN })).toMatchObject(card)
    expect(told({ data: { ...CARD_CASH_IN, Method: undefined } })).toMatchObject(card)
  })

  it('type 5 alone is a payment, and type 1 with a reference a cash-in of the network', () => {
    expect(told({ OperationType: 5, OperationId: 1 }).about).toBe('payment')
    expect(told({ OperationType: 1, OperationId: 1, Reference: '1122334455' }).about).toBe('cash_in')
    expect(told({ OperationType: 77, OperationId: 1 }).about).toBe('unknown')
  })
})

describe('what the documentation leaves open', () => {
  it('each of the ten events is understood, however its name is spelt', () => {
    const about = WEBHOOK_EVENTS.map((EventId) => told({ EventId }).about)
    expect(about).toEqual([
      'customer_level',
      'card_cash_in',
      'card_payment',
      'payment',
      'bank_transfer',
      'bank_transfer',
      'bank_transfer',
      'transfer',
      'cash_in',
      'cash_out',
    ])
    expect(told({ eventId: ' Bank_Transfer.Received ' }).event).toBe('bank-transfer.received')
  })

  it('an event that nobody knows is kept whole, odd numbers too', () => {
    const odd = told({
      EventId: 'loan.offered',
      Amount: '12.345',
      OperationId: 'L-1',
      Rate: 1.25,
      nested: { a: [1] },
    })
    expect(odd).toMatchObject({ event: 'loan.offered', about: 'unknown', amount: null, operationId: 'L-1' })
    expect(odd.extra).toBe('{"Rate":1.25,"nested":{"a":[1]}}')
  })

  it('WebhookId as text or number, OperationId 0, no wrapper, other spellings of keys', () => {
    expect(told({ webhook_id: 'wh-7', operationID: 0, EVENTID: 'customer.level.updated' })).toMatchObject({
      webhookId: 'wh-7',
      operationId: null,
      event: 'customer.level.updated',
    })
  })

  it('the name and the ids beside the wrapper in place of in it', () => {
    expect(
      told({
        EventId: 'payment.received',
        WebhookId: 9,
        CRequestId: 'r-1',
        data: { OperationId: 5, Amount: 1 },
      }),
    ).toMatchObject({
      event: 'payment.received',
      webhookId: '9',
      requestId: 'r-1',
      operationId: '5',
      amount: 100,
    })
  })

  it('statuses by number, text or name; a stranger is unknown, never completed', () => {
    const status = (OperationStatus: unknown) => told({ EventId: 'payment.received', OperationStatus }).status
    expect([1, '2', 'FAILED', 'Cancelled', 0, 9, 'DONE', null, true].map(status)).toEqual([
      'open',
      'completed',
      'failed',
      'canceled',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ])
  })

  it('amounts as numbers or text, never through a float; a time without zone stays without', () => {
    expect(told('{"EventId":"payment.received","Amount":1234567.89,"FeeAmount":"0,35"}')).toMatchObject({
      amount: 123_456_789,
      fee: 35,
    })
    expect(told({ EventId: 'payment.received', CreatedAt: '2026-06-16T09:00:00' }).createdAt).not.toMatch(
      /Z$/,
    )
  })
})

describe('what is never kept', () => {
  it('a card number, wherever it stands', () => {
    const PAN = '4918914107195005'
    const all = JSON.stringify(
      told({
        EventId: `x ${PAN}`,
        PrimaryAccountNumber: PAN,
        SecondaryAccountNumber: '4918 9141 0719 5005',
        CustomData: `card ${PAN}`,
        BankTransferBeneficiaryName: PAN,
        Method: PAN,
        NetworkName: PAN,
        OperationStatus: PAN,
        note: `paid by ${PAN}`,
      }),
    )
    expect(all).not.toContain(PAN)
    expect(all).not.toContain('4918 9141 0719 5005')
    expect(all).toContain('491891******5005')
  })

  it('nor half of one at the end of what is kept, nor one with something unseen in it', () => {
    const PAN = '4918914107195005'
    const { customData, beneficiary, extra } = told({
      EventId: 'x.y',
      CustomData: `${'x'.repeat(190)}${PAN}`,
      BankTransferBeneficiaryName: '4918\u200e9141\u200e0719\u200e5005',
      note: '49189141\u200e07195005',
    })
    expect(customData).toBe(`${'x'.repeat(190)}491891****`)
    expect([beneficiary, extra].join(' ')).not.toMatch(/0719/)
  })

  it('a secret under its name, at any depth', () => {
    const { extra } = told({
      EventId: 'x.y',
      Cvv: '123',
      inner: { otp: '555-123', pin: 4321 },
      Pan: 'x',
      kept: 1,
    })
    expect(extra).toBe('{"Cvv":"…","inner":{"otp":"…","pin":"…"},"Pan":"…","kept":1}')
  })
})

describe('a repeat', () => {
  const kept = (body: unknown, header?: string) => {
    const one = told(body, header)
    return { ...one, content: contentOf(one) }
  }
  const repeats = (first: ReturnType<typeof kept>, second: ReturnType<typeof kept>): boolean =>
    repeatNames(first).some((a) =>
      repeatNames(second).some(
        (b) => a.kind === b.kind && a.name === b.name && isRepeat(first, second, a.kind),
      ),
    )

  it('is known by its C-Webhook-Id, by its WebhookId, or by event, operation and status', () => {
    const first = kept({ data: CARD_CASH_IN }, 'h-1')
    expect(repeats(first, kept({ data: CARD_CASH_IN }, 'h-1'))).toBe(true)
    expect(repeats(first, kept({ ...CARD_CASH_IN, ExecutedAt: null }, 'h-2'))).toBe(true)
    expect(repeats(first, kept({ ...CARD_CASH_IN, WebhookId: 'new', FeeAmount: '150' }, 'h-3'))).toBe(true)
    // The name is there in one of them only: the id tells.
    expect(repeats(first, kept({ ...CARD_CASH_IN, EventId: 'cashin.card.authorized' }, 'h-1'))).toBe(true)
  })

  it('without an operation is known by all that it says, under new ids', () => {
    const level = { EventId: 'customer.level.updated', OperationId: 0, PrimaryAccountNumber: '+212711111111' }
    const first = kept({ ...level, WebhookId: 1, CreatedAt: '2026-06-16T09:00:00Z' }, 'h-1')
    expect(repeats(first, kept({ ...level, WebhookId: 2, CreatedAt: '2026-06-16T09:00:00Z' }, 'h-2'))).toBe(
      true,
    )
    expect(repeats(first, kept({ ...level, WebhookId: 2, CreatedAt: '2026-06-16T09:05:00Z' }, 'h-2'))).toBe(
      false,
    )
  })

  it('is none where an id stands over another status, operation or event: nothing is lost to a constant id', () => {
    const first = kept({ ...BANK_TRANSFER, OperationStatus: 1 }, 'h-1')
    expect(repeats(first, kept(BANK_TRANSFER, 'h-1'))).toBe(false)
    expect(repeats(first, kept({ ...BANK_TRANSFER, OperationStatus: 1, OperationId: 7 }, 'h-1'))).toBe(false)
    expect(repeats(first, kept({ ...CARD_CASH_IN, WebhookId: 12345 }, 'h-2'))).toBe(false)
  })
})

describe('properties of the reader', () => {
  const RUNS = { numRuns: 1_000, seed: 20260616 }
  const key = fc.constantFrom(
    ...Object.keys({ ...BANK_TRANSFER, ...CARD_CASH_IN }),
    'EventId',
    'data',
    'eventid',
    '__proto__',
    'toString',
  )
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', 'x\udc00y', `${'x'.repeat(199)}\u{1f600}`),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(...WEBHOOK_EVENTS),
  )
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(key, scalar, { maxKeys: 4 }),
  )

  it('whatever comes is a breach in words, or fits the journal', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.dictionary(key, value), fc.record({ data: fc.dictionary(key, value) }), fc.json()),
        fc.option(fc.string(), { nil: undefined }),
        (body, header) => {
          const result = readWebhook(bytes(body), header)
          if (result.ok) {
            expect(toldSchema.parse(result.value)).toEqual(result.value)
            // As the journal's canonical form needs it: no half of a character.
            expect(/\p{Cs}/u.test(Object.values(result.value).join(' '))).toBe(false)
          } else expect(result.error.length).toBeGreaterThan(10)
        },
      ),
      RUNS,
    )
  })

  it('bytes of any kind never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        readWebhook(body, HEADER)
      }),
      RUNS,
    )
  })

  it('wrapper, case of keys and numbers as text change nothing of what is read', () => {
    const folding = fc.constantFrom<(name: string) => string>(
      (name) => name,
      (name) => name.toLowerCase(),
      (name) => name.toUpperCase(),
      (name) => name.charAt(0).toLowerCase() + name.slice(1),
      (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_'),
    )
    fc.assert(
      fc.property(
        fc.constantFrom<Readonly<Record<string, unknown>>>(BANK_TRANSFER, CARD_CASH_IN),
        fc.boolean(),
        fc.boolean(),
        folding,
        (event, wrapped, asText, fold) => {
          const body = Object.fromEntries(
            Object.entries(event).map(([name, one]) => [
              fold(name),
              asText && typeof one === 'number' ? String(one) : one,
            ]),
          )
          expect(told(wrapped ? { data: body } : body)).toEqual(told({ data: event }))
        },
      ),
      { ...RUNS, numRuns: 200 },
    )
  })
})
