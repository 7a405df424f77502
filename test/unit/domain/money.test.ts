import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  centimes,
  formatAmount,
  formatMad,
  negate,
  readDecimal,
  readTypedAmount,
  subtract,
  sum,
  toDecimal,
  ZERO,
} from '../../../electron/domain/money'

const LIMIT = 1_000_000_000_000
const anyAmount = fc.integer({ min: -LIMIT, max: LIMIT }).map(centimes)
const halfAmount = fc.integer({ min: -LIMIT / 2, max: LIMIT / 2 }).map(centimes)
const seeded = { seed: 20260616, numRuns: 500 }
const value = (read: ReturnType<typeof readDecimal>): number | null => (read.ok ? read.value : null)

describe('centimes', () => {
  it('are whole and bounded', () => {
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, LIMIT + 1, -LIMIT - 1])
      expect(() => centimes(wrong)).toThrow(RangeError)
    expect(Object.is(centimes(-0), 0)).toBe(true)
    expect(Object.is(negate(ZERO), 0)).toBe(true)
  })

  it('add and subtract exactly', () => {
    fc.assert(
      fc.property(halfAmount, halfAmount, (a, b) => {
        expect(subtract(add(a, b), b)).toBe(a)
        expect(add(a, negate(a))).toBe(0)
        expect(sum([a, b, negate(b)])).toBe(a)
      }),
      seeded,
    )
    expect(() => add(centimes(LIMIT), centimes(1))).toThrow(RangeError)
  })

  it('survive the way to Chari’s decimals and back', () => {
    fc.assert(
      fc.property(anyAmount, (amount) => {
        expect(readDecimal(toDecimal(amount))).toEqual({ ok: true, value: amount })
      }),
      seeded,
    )
  })

  it('survive the way to the screen and back', () => {
    const positive = fc.integer({ min: 0, max: LIMIT }).map(centimes)
    fc.assert(
      fc.property(positive, (amount) => {
        expect(readTypedAmount(formatAmount(amount))).toEqual({ ok: true, value: amount })
      }),
      seeded,
    )
  })
})

describe('reading amounts', () => {
  it('takes dot or comma and one or two decimals', () => {
    expect(value(readDecimal('150'))).toBe(15_000)
    expect(value(readDecimal('150.5'))).toBe(15_050)
    expect(value(readDecimal('1250,50'))).toBe(125_050)
    expect(value(readDecimal('-0.01'))).toBe(-1)
    expect(value(readTypedAmount('1 250,50'))).toBe(125_050)
    expect(value(readTypedAmount('1\u202f250\u00a0000'))).toBe(125_000_000)
  })

  it('refuses everything else', () => {
    for (const text of [
      '',
      ' ',
      '1.234',
      '1.2.3',
      '1e3',
      'abc',
      '١٢',
      '.5',
      '5.',
      '--1',
      '12345678901',
      'Infinity',
    ])
      expect(readDecimal(text).ok).toBe(false)
    expect(readTypedAmount('-1').ok).toBe(false)
  })

  it('never throws on what a person or a server may write', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(typeof readTypedAmount(text).ok).toBe('boolean')
        expect(typeof readDecimal(text).ok).toBe('boolean')
      }),
      seeded,
    )
  })
})

describe('showing amounts', () => {
  it('groups by three with a no-break space and two decimals after a comma', () => {
    expect(formatAmount(centimes(123_450))).toBe('1\u00a0234,50')
    expect(formatAmount(centimes(5))).toBe('0,05')
    expect(formatAmount(centimes(100_000_000_000))).toBe('1\u00a0000\u00a0000\u00a0000,00')
    expect(formatMad(centimes(50_000))).toBe('500,00\u00a0MAD')
  })

  it('signs as the drawer sees it', () => {
    expect(formatAmount(centimes(50_000), 'plus')).toBe('+500,00')
    expect(formatAmount(centimes(50_000), 'minus')).toBe('\u2212500,00')
    expect(formatAmount(centimes(-50_000))).toBe('\u2212500,00')
    expect(formatAmount(centimes(-50_000), 'plus')).toBe('\u2212500,00')
  })
})
