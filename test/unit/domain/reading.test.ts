import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPhone, maskPhone, readPhone } from '../../../electron/domain/phone'
import { groupReference, readReference } from '../../../electron/domain/reference'

const seeded = { seed: 20260616, numRuns: 500 }
const digits = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })

describe('a reference', () => {
  it('is 6 to 20 digits with leading zeros kept, however it is spaced', () => {
    fc.assert(
      fc.property(
        digits(6, 20),
        fc.constantFrom(' ', '-', '\u00a0', '\u202f', '\t'),
        fc.nat(5),
        (text, space, at) => {
          const typed = `${text.slice(0, at)}${space}${text.slice(at)}`
          expect(readReference(typed)).toEqual({ ok: true, value: text })
          expect(readReference(groupReference(text))).toEqual({ ok: true, value: text })
        },
      ),
      seeded,
    )
  })

  it('says what is wrong with it', () => {
    expect(readReference('')).toEqual({ ok: false, error: 'empty' })
    expect(readReference(' - ')).toEqual({ ok: false, error: 'empty' })
    expect(readReference('12345')).toEqual({ ok: false, error: 'too_short' })
    expect(readReference('1'.repeat(21))).toEqual({ ok: false, error: 'too_long' })
    expect(readReference('abc123')).toEqual({ ok: false, error: 'characters' })
    expect(readReference('112233445é')).toEqual({ ok: false, error: 'characters' })
  })

  it('may be of the older lettered form, sent with its dashes', () => {
    expect(readReference('or01-1234abcd')).toEqual({ ok: true, value: 'OR01-1234ABCD' })
  })

  it('is shown 4-3-3', () => {
    expect(groupReference('1122334455')).toBe('1122 334 455')
    expect(groupReference('112233')).toBe('1122 33')
    expect(groupReference('1122')).toBe('1122')
    expect(groupReference('OR01-1234ABCD')).toBe('OR01-1234ABCD')
  })
})

describe('a phone', () => {
  it('is the same number in all the ways it is typed', () => {
    const subscriber = fc
      .tuple(fc.constantFrom('5', '6', '7', '8'), digits(8, 8))
      .map(([first, rest]) => first + rest)
    fc.assert(
      fc.property(subscriber, (bare) => {
        const expected = { ok: true, value: `+212${bare}` }
        for (const prefix of ['0', '', '212', '+212', '00212'])
          expect(readPhone(prefix + bare)).toEqual(expected)
        expect(readPhone(formatPhone(`+212${bare}`))).toEqual(expected)
      }),
      seeded,
    )
  })

  it('is refused when it is not Moroccan or not whole', () => {
    for (const text of ['', '066124873', '06612487300', '+33612345678', '0461248730', 'abc'])
      expect(readPhone(text).ok).toBe(false)
  })

  it('is shown grouped, and masked on paper', () => {
    expect(formatPhone('+212661248730')).toBe('+212 6 61 24 87 30')
    expect(maskPhone('+212661248730')).toBe('+212 6** ** 87 30')
    expect(maskPhone('whatever1234')).toBe('********1234')
  })

  it('never shows the hidden digits on paper', () => {
    fc.assert(
      fc.property(digits(8, 8), (rest) => {
        const masked = maskPhone(`+2126${rest}`)
        expect(masked.replace(/\D/g, '')).toBe(`2126${rest.slice(4)}`)
      }),
      seeded,
    )
  })
})
