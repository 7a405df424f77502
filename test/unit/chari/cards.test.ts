import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCardPreview, readCardReply, readSavedCards } from '../../../electron/chari/cards'
import { type Json, readJson } from '../../../electron/chari/json'
import { redactBody, scrubText } from '../../../electron/chari/redact'
import { centimes } from '../../../electron/domain/money'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const json = (value: unknown): Json => {
  const read = readJson(bytes(value))
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const AMOUNT = centimes(50_000)
const reply = (value: unknown) => {
  const read = readCardReply(json(value), AMOUNT)
  return read.ok ? read.value : read.error
}

describe('the reply to a card', () => {
  it.each([
    'redirectionURL',
    'redirectionUrl',
    'RedirectionURL',
    'redirectURL',
    'redirectUrl',
    'redirection_url',
    'REDIRECTION-URL',
  ])('names the bank’s address as %s', (name) => {
    expect(reply({ data: { [name]: 'https://acs.bank.ma/3ds?x=1' } })).toMatchObject({
      redirect: 'https://acs.bank.ma/3ds?x=1',
      redirectUnusable: false,
      status: 'unknown',
    })
  })

  it.each([
    'http://acs.bank.ma/3ds',
    'ftp://acs.bank.ma',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://chari.ma@evil.example/',
    'not an address',
    `https://a.ma/${'x'.repeat(5_000)}`,
  ])('has an address that is not opened: %s', (address) => {
    expect(reply({ redirectionURL: address, operationId: 7 })).toMatchObject({
      redirect: null,
      redirectUnusable: true,
      operationId: '7',
    })
  })

  it('may name this machine over http, as the sandbox does', () => {
    expect(reply({ redirectionURL: 'http://127.0.0.1:1234/3ds/T' })).toMatchObject({
      redirect: 'http://127.0.0.1:1234/3ds/T',
    })
  })

  it('gives its ids whatever its status, and 0 for none', () => {
    expect(
      reply({
        data: {
          status: 3,
          operationId: 924001,
          transactionTrackId: '83c1d1c7',
          orderId: '20260616_1',
          transactionReferenceId: '6f92b0aa',
        },
      }),
    ).toMatchObject({
      status: 'failed',
      operationId: '924001',
      gatewayIds: ['83c1d1c7', '20260616_1', '6f92b0aa'],
    })
    expect(reply({ status: 1, operationId: 0 })).toMatchObject({ operationId: null, gatewayIds: [] })
  })

  it('of another amount, or of nothing, is not believed', () => {
    expect(reply({ status: 2, operationId: 1, amount: 500.01 })).toBe('mismatch')
    expect(reply({ status: 2, operationId: 1, amount: 500 })).toMatchObject({ amount: 50_000 })
    expect(reply({ status: 2, operationId: 1, amount: '5,001' })).toBe('unreadable')
    for (const body of [{}, { data: {} }, { ok: true }, [], 'ok', 1, null])
      expect(reply(body)).toBe('unreadable')
  })
})

describe('a preview', () => {
  const preview = (value: unknown) => {
    const read = readCardPreview(json(value), AMOUNT)
    return read.ok ? read.value : read.error
  }

  it('shows whose wallet is credited, under whatever name it stands', () => {
    const expected = { fee: 750, total: 50_750, creditedName: null, creditedPhone: '+212661000417' }
    expect(
      preview({
        data: { operation: { phoneNumber: '0661000417', amount: 500 }, feesAmount: 7.5, totalAmount: 507.5 },
      }),
    ).toEqual(expected)
    expect(preview({ phoneNumber: '+212661000417', fees: '7,50', total: '507.50' })).toEqual(expected)
  })

  it('says no more than it says, and nothing of another amount', () => {
    expect(preview({})).toEqual({ fee: null, total: null, creditedName: null, creditedPhone: null })
    expect(preview({ amount: 501 })).toBe('mismatch')
    expect(preview({ feeAmount: -1 })).toBe('unreadable')
    expect(preview([])).toBe('unreadable')
  })
})

describe('saved cards', () => {
  it('are known by their last four, and by their first six at most', () => {
    const read = readSavedCards(
      json({
        collection: [
          {
            customerBankCardId: 1,
            maskedPan: '************5005',
            scheme: 'Visa',
            issuer: 'B',
            cardName: 'x',
          },
          { customerBankCardId: '2', maskedPan: '4918 91** **** 5005' },
          { customerBankCardId: 3, maskedPan: '4918914107195005' },
        ],
        count: 3,
      }),
    )
    if (!read.ok) throw new Error(read.error)
    expect(read.value.cards.map(({ cardId, firstSix, lastFour }) => [cardId, firstSix, lastFour])).toEqual([
      [1, null, '5005'],
      [2, '491891', '5005'],
      [3, null, '5005'],
    ])
    expect(read.value).toMatchObject({ complete: true, count: 3, rows: 3 })
    expect(JSON.stringify(read.value)).not.toContain('4918914107195005')
  })

  it('that cannot be read are left out, and said to be', () => {
    const read = readSavedCards(json([{ customerBankCardId: 1 }, { maskedPan: '5005' }, 'x']))
    expect(read).toMatchObject({ ok: true, value: { cards: [], complete: false, rows: 3 } })
    expect(readSavedCards(json({ cards: 'none' }))).toEqual({ ok: false, error: 'unreadable' })
  })
})

describe('what is kept of a body', () => {
  it('never holds the card that was sent, wherever Chari puts it', () => {
    const pan = '4000001234567899'
    const names = fc.constantFrom(
      'pan',
      'Pan',
      'cardNumber',
      'maskedPan',
      'cvv',
      'errorDescription',
      'amount',
      'reference',
      'name',
      'phone',
      'status',
      'anything',
      pan,
    )
    const values = fc.constantFrom<unknown>(
      pan,
      Number(pan),
      `card ${pan} declined`,
      '4000 0012 3456 7899',
      'code 739 is wrong',
      '739',
      739,
      [pan, '739'],
      { pan, cvv: '739' },
    )
    fc.assert(
      fc.property(fc.dictionary(names, values, { maxKeys: 6 }), fc.boolean(), (body, wrapped) => {
        const kept = redactBody(bytes(wrapped ? { data: body } : body), ['key-0123456789', pan, '739'])
        expect(kept).not.toContain(pan)
        expect(kept.replace(/\D/g, '')).not.toContain(pan)
        expect(kept).not.toMatch(/(?<!\d)739(?!\d)/)
      }),
      { seed: 20260616, numRuns: 500 },
    )
    expect(redactBody(new TextEncoder().encode(`<title>Card ${pan} 739</title>`), [pan, '739'])).not.toMatch(
      /4000001234567899|739/,
    )
  })

  it('is clean also where it is cut', () => {
    const pan = '4000001234567899'
    for (let before = 80; before < 310; before += 1) {
      const text = 'x'.repeat(before) + pan
      for (const body of [bytes({ reference: text }), bytes({ name: text })])
        expect(redactBody(body, [pan])).not.toMatch(/\d{5}/)
      expect(redactBody(new TextEncoder().encode(`<title>${text}</title>`), [pan])).not.toMatch(/\d{5}/)
    }
  })

  it('leaves other numbers whole that the security code is a part of', () => {
    expect(scrubText('operation 973912', ['739'])).toBe('operation 973912')
  })
})
