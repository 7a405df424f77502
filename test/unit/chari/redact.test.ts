import { describe, expect, it } from 'vitest'
import { readHttpDate, readRetryAfter } from '../../../electron/chari/classing'
import { redactBody, scrubText } from '../../../electron/chari/redact'

const redact = (value: unknown, secrets: readonly string[] = []) =>
  redactBody(Buffer.from(JSON.stringify(value)), secrets)

describe('redaction', () => {
  it('keeps what support needs, and no more', () => {
    const body = redact({
      data: {
        reference: '1122334455',
        status: 2,
        amount: 150.5,
        customerName: 'Salma Benali',
        phoneNumber: '+212661248730',
        cin: 'BK123456',
        pin: '4821',
        Cvv: '123',
        otp: '123-456',
        token: 'eyJhbGciOi',
        anything: { deeper: 'secret' },
      },
    })
    expect(JSON.parse(body)).toEqual({
      data: {
        reference: '1122334455',
        status: '2',
        amount: '150.5',
        customerName: 'S*** B***',
        phoneNumber: '+212 6** ** 87 30',
        cin: '[string]',
        pin: '[string]',
        Cvv: '[string]',
        otp: '[string]',
        token: '[string]',
        anything: '[object]',
      },
    })
  })

  it('masks a card number wherever it stands, also as a number and as a key', () => {
    for (const body of [
      { reference: '4918914107195005' },
      { reference: 4918914107195005 },
      { '4918 9141 0719 5005': 1 },
      { errorDescription: 'card 4918-9141-0719-5005 no' },
    ]) {
      const text = redact(body)
      expect(text).not.toMatch(/4918[ -]?9141[ -]?0719[ -]?5005/)
      expect(text).toContain('491891******5005')
    }
  })

  it('masks phones in free text, and the key itself', () => {
    const text = scrubText('call 0661248730 or +212661248730 with key-0123456789', ['key-0123456789'])
    expect(text).toBe('call ******8730 or +212 6** ** 87 30 with [key]')
  })

  it('of a page keeps its size and title', () => {
    expect(redactBody(Buffer.from('<html><title>403 Forbidden</title>4918914107195005'))).toBe(
      '[50 bytes, syntax] 403 Forbidden',
    )
    expect(redactBody(Buffer.from(''))).toBe('')
  })

  it('stays short', () => {
    const rows = Array.from({ length: 500 }, (_, i) => ({ reference: `${i}`.repeat(50) }))
    expect(redact({ collection: rows }).length).toBeLessThanOrEqual(4_000)
  })
})

describe('headers', () => {
  it('Retry-After in seconds or as a date, within a day', () => {
    const now = '2026-06-16T10:12:00.000Z'
    expect(readRetryAfter('7', now)).toBe(7_000)
    expect(readRetryAfter('Tue, 16 Jun 2026 10:12:30 GMT', now)).toBe(30_000)
    expect(readRetryAfter('Tue, 16 Jun 2026 10:00:00 GMT', now)).toBe(0)
    expect(readRetryAfter('999999999', now)).toBe(86_400_000)
    for (const text of [null, '', '-1', '1.5', 'soon']) expect(readRetryAfter(text, now)).toBeNull()
  })

  it('a date of HTTP only', () => {
    expect(readHttpDate('Tue, 16 Jun 2026 10:12:00 GMT')).toBe('2026-06-16T10:12:00.000Z')
    for (const text of [null, '2026-06-16', 'Tue, 99 Jun 2026 10:12:00 GMT', 'yesterday'])
      expect(readHttpDate(text)).toBeNull()
  })
})
