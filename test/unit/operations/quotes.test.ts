import { describe, expect, it } from 'vitest'
import type { AnswerMeta, RequestSheet } from '../../../electron/chari/outcome'
import { centimes } from '../../../electron/domain/money'
import { type Asked, needsOther, readAnswers } from '../../../electron/operations/quotes'

const REFERENCE = '1122334455'
const meta = (serverDate: string | null = '2026-06-16T09:00:00.000Z'): AnswerMeta => ({
  requestId: 'x',
  echo: 'same',
  httpStatus: 200,
  serverDate,
  tookMs: 1,
  body: '',
})
const sheet = (change: Partial<RequestSheet> = {}, serverDate?: string | null): Asked => ({
  kind: 'answer',
  meta: meta(serverDate),
  value: {
    asked: 'cash_in',
    direction: null,
    reference: null,
    status: 'open',
    expired: false,
    amount: centimes(15_000),
    fee: null,
    total: null,
    commission: null,
    operationId: null,
    agentCode: null,
    requestId: null,
    customerName: null,
    customerPhone: null,
    requestedAt: null,
    expiresAt: null,
    executedAt: null,
    ...change,
  },
})
const unknown: Asked = { kind: 'error', errorCode: 20017, description: '', meta: meta() }
const lost: Asked = { kind: 'no_answer', reason: 'timeout', requestId: 'x', meta: null }
const notFound: Asked = { kind: 'no_answer', reason: 'not_found', requestId: 'x', meta: null }

const directions = (found: ReturnType<typeof readAnswers>) =>
  found.kind === 'open' ? found.sheets.map(({ direction }) => direction) : found.message.code

describe('the direction of a reference', () => {
  it.each([
    [
      'a type decides, whatever the path',
      { cash_in: sheet({ direction: 'cash_out' }), cash_out: lost },
      ['cash_out'],
    ],
    [
      'a path alone decides only if the other answered',
      { cash_in: sheet(), cash_out: lost },
      'not_answering',
    ],
    ['… that it knows no such reference', { cash_in: sheet(), cash_out: unknown }, ['cash_in']],
    ['… or found nothing', { cash_in: sheet(), cash_out: notFound }, ['cash_in']],
    [
      'the same operation told by both paths is one',
      {
        cash_in: sheet({ direction: 'cash_out' }),
        cash_out: sheet({ asked: 'cash_out', direction: 'cash_out' }),
      },
      ['cash_out'],
    ],
    [
      'two open answers are two',
      {
        cash_in: sheet({ direction: 'cash_in' }),
        cash_out: sheet({ asked: 'cash_out', direction: 'cash_out' }),
      },
      ['cash_in', 'cash_out'],
    ],
    [
      'an open one stands before a used one',
      {
        cash_in: sheet({ direction: 'cash_in', status: 'completed' }),
        cash_out: sheet({ asked: 'cash_out' }),
      },
      ['cash_out'],
    ],
    ['nobody knows it', { cash_in: unknown, cash_out: notFound }, 'reference_unknown'],
    ['one path alone knows nothing', { cash_in: unknown, cash_out: lost }, 'not_answering'],
    [
      'another reference in the body',
      { cash_in: sheet({ reference: '999999' }), cash_out: unknown },
      'reference_unclear',
    ],
    ['no amount', { cash_in: sheet({ amount: null }), cash_out: unknown }, 'reference_unclear'],
    [
      'a status nobody knows',
      { cash_in: sheet({ status: 'unknown' }), cash_out: unknown },
      'reference_unclear',
    ],
  ] as const)('%s', (_, answers, expected) => {
    expect(directions(readAnswers(REFERENCE, 'automatic', answers))).toEqual(expected)
  })

  it('asks the other path only where it must', () => {
    expect(needsOther(sheet({ direction: 'cash_in' }))).toBe(false)
    expect(needsOther(sheet())).toBe(true)
    expect(needsOther(unknown)).toBe(true)
    expect(needsOther(lost)).toBe(false)
  })
})

describe('an expiry', () => {
  const said = (change: Partial<RequestSheet>, serverDate?: string | null) =>
    directions(
      readAnswers(REFERENCE, 'cash_in', { cash_in: sheet({ direction: 'cash_in', ...change }, serverDate) }),
    )

  it('counts before Chari’s own Date, or by Chari’s own word; never by our clock', () => {
    expect(said({ expiresAt: '2026-06-16T08:59:59Z' })).toBe('reference_expired')
    expect(said({ expiresAt: '2026-06-16T10:30:00+01:00' })).toEqual(['cash_in'])
    expect(said({ expiresAt: '2026-06-16T09:30:00+01:00' })).toBe('reference_expired')
    expect(said({ expiresAt: '2000-01-01T00:00:00Z' }, null)).toEqual(['cash_in'])
    // Without an offset the zone is unknown: such a time is never compared.
    expect(said({ expiresAt: '2000-01-01T00:00:00' })).toEqual(['cash_in'])
    expect(said({ expired: true })).toBe('reference_expired')
    expect(said({ expired: true, status: 'unknown' })).toBe('reference_expired')
  })
})
