import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cvvLengths,
  groupPan,
  luhn,
  maskCard,
  readCvv,
  readExpiry,
  readHolderName,
  readPan,
  sameCard,
  schemeOf,
  showMasked,
} from '../../../electron/domain/card'

const SEED = 20260616

/** Digits with a check digit reckoned another way: by the table of doubled digits. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
const checked = (digits: string): string => {
  let total = 0
  for (const [place, digit] of [...digits].reverse().entries())
    total += place % 2 === 0 ? (DOUBLED[Number(digit)] ?? 0) : Number(digit)
  return digits + String((10 - (total % 10)) % 10)
}
const digitsOf = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''))
const starting = (prefixes: readonly string[], length: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...prefixes), digitsOf(length))
    .map(([prefix, rest]) => checked((prefix + rest).slice(0, length - 1)))
const pans = fc.oneof(
  starting(['4'], 16),
  starting(['51', '52', '53', '54', '55', '2221', '2500', '2720'], 16),
  starting(['34', '37'], 15),
  starting(['6', '9', '62'], 19),
)

describe('the number of a card', () => {
  it('of the documentation is a Visa', () => {
    const read = readPan('4918 9141 0719 5005')
    expect(read.ok && maskCard(read.value)).toEqual({ firstSix: '491891', lastFour: '5005' })
    expect(schemeOf('4918914107195005')).toBe('visa')
  })

  it('is read with spaces and dashes, and never with one digit wrong or two swapped', () => {
    fc.assert(
      fc.property(pans, fc.nat(), fc.integer({ min: 1, max: 9 }), (pan, at, by) => {
        expect(readPan(groupPan(pan)).ok).toBe(true)
        expect(readPan(pan.replace(/(.{4})/g, '$1-')).ok).toBe(true)
        const place = at % pan.length
        const wrong = (Number(pan[place]) + by) % 10
        expect(luhn(pan.slice(0, place) + String(wrong) + pan.slice(place + 1))).toBe(false)
        const [one, two] = [pan[place], pan[place + 1]]
        // The one pair that the check digit is known not to see.
        const unseen = one === two || (one === '0' && two === '9') || (one === '9' && two === '0')
        if (two !== undefined && !unseen)
          expect(luhn(pan.slice(0, place) + two + one + pan.slice(place + 2))).toBe(false)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('keeps no more than ten digits once it is masked', () => {
    fc.assert(
      fc.property(pans, (pan) => {
        const read = readPan(pan)
        if (!read.ok) throw new Error(read.error)
        const shown = showMasked(maskCard(read.value))
        expect(shown).toMatch(/^\d{6}\*{6}\d{4}$/)
        expect(pan.startsWith(shown.slice(0, 6)) && pan.endsWith(shown.slice(-4))).toBe(true)
      }),
      { seed: SEED },
    )
  })

  it.each([
    ['4918914107195006', 'pan_checksum'],
    ['491891410719500', 'pan_length'],
    ['', 'pan_length'],
    ['4918 9141 0719 500x', 'pan_not_digits'],
    ['٤٩١٨٩١٤١٠٧١٩٥٠٠٥', 'pan_not_digits'],
    ['0', 'pan_length'],
  ])('%s is refused: %s', (text, error) => {
    expect(readPan(text)).toEqual({ ok: false, error })
  })

  it.each([
    ['4', 'visa'],
    ['51', 'mastercard'],
    ['5', 'unknown'],
    ['2221', 'mastercard'],
    ['2220', 'unknown'],
    ['2720', 'mastercard'],
    ['2721', 'unknown'],
    ['222', 'unknown'],
    ['37', 'amex'],
    ['36', 'unknown'],
    ['', 'unknown'],
  ])('%s begins a card of %s', (digits, scheme) => {
    expect(schemeOf(digits)).toBe(scheme)
  })

  it('stands in groups as on the card', () => {
    expect(groupPan('4918914107195005')).toBe('4918 9141 0719 5005')
    expect(groupPan('378282246310005')).toBe('3782 822463 10005')
    expect(groupPan('37828')).toBe('3782 8')
    expect(groupPan('')).toBe('')
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(groupPan(text).replace(/\s/g, '').length).toBeLessThanOrEqual(text.length)
      }),
      { seed: SEED },
    )
  })

  it('is the same card where the first six are not known', () => {
    const whole = { firstSix: '491891', lastFour: '5005' }
    expect(sameCard(whole, { firstSix: null, lastFour: '5005' })).toBe(true)
    expect(sameCard(whole, { firstSix: '491892', lastFour: '5005' })).toBe(false)
    expect(sameCard(whole, { firstSix: null, lastFour: '5006' })).toBe(false)
  })
})

describe('the end of a card', () => {
  it('is the end of its month', () => {
    expect(readExpiry('08/26', '2026-08-31')).toEqual({ ok: true, value: { yymm: '2608', shown: '08/26' } })
    expect(readExpiry('0826', '2026-09-01')).toEqual({ ok: false, error: 'expiry_past' })
  })

  it('is sent year first, whatever the month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 27, max: 99 }), (month, year) => {
        const shown = `${String(month).padStart(2, '0')}/${year}`
        expect(readExpiry(shown, '2026-12-31')).toEqual({
          ok: true,
          value: { yymm: `${year}${String(month).padStart(2, '0')}`, shown },
        })
      }),
      { seed: SEED },
    )
  })

  it.each(['', '8/26', '13/26', '00/26', '08/2026', '26-08', 'aa/bb', '082'])('%j is unreadable', (text) => {
    expect(readExpiry(text, '2026-01-01')).toEqual({ ok: false, error: 'expiry_unreadable' })
  })
})

describe('the security code', () => {
  it('has the length of its scheme', () => {
    expect(readCvv('123', 'visa').ok).toBe(true)
    expect(readCvv('1234', 'mastercard').ok).toBe(false)
    expect(readCvv('1234', 'amex').ok).toBe(true)
    expect(readCvv('123', 'amex').ok).toBe(false)
    expect(cvvLengths('unknown')).toEqual([3, 4])
    for (const text of ['', '12', '12 3', '12a', '١٢٣', '12345'])
      expect(readCvv(text, 'unknown').ok).toBe(false)
  })
})

describe('a name of the holder', () => {
  it.each(['Khadija', 'El-Alaoui', 'D’Arc', "O'Neil", 'Benoît', '  Ait   Ben Haddou ', 'Li'])(
    '%s',
    (name) => {
      expect(readHolderName(name)).toEqual({ ok: true, value: name.trim().replace(/\s+/g, ' ') })
    },
  )

  it.each([
    ['K', 'holder_short'],
    ['', 'holder_short'],
    ['-.', 'holder_short'],
    ['خديجة', 'holder_not_latin'],
    ['Khadija2', 'holder_not_latin'],
    ['4918914107195005', 'holder_not_latin'],
    ['x'.repeat(61), 'holder_short'],
  ])('%s is refused: %s', (name, error) => {
    expect(readHolderName(name)).toEqual({ ok: false, error })
  })
})
