import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc16, readMerchantQr } from '../../../electron/domain/emv'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const seeded = { seed: 20260616, numRuns: 300 }

/** A published example, with its own checksum. */
const PUBLISHED =
  '00020101021252044131153137210116372101160123456789ABCDE6010Phnom Penh5913Merchant Shop5802KH540510.005303840622501081234567802090124444446304A0BA'

const field = (id: string, value: string, length = value.length): string =>
  `${id}${String(length).padStart(2, '0')}${value}`

const closed = (fields: string, bytes = utf8): string => {
  const open = `${fields}6304`
  return open + crc16(bytes(open)).toString(16).toUpperCase().padStart(4, '0')
}

const moroccan = (fields: readonly string[]): string =>
  closed(field('00', '01') + field('01', '12') + fields.join(''))

describe('The checksum of merchant codes', () => {
  it('is CRC-16/CCITT-FALSE', () => {
    expect(crc16(utf8('123456789')).toString(16)).toBe('29b1')
    expect(crc16(utf8(PUBLISHED.slice(0, -4))).toString(16)).toBe('a0ba')
  })
})

describe('A merchant code', () => {
  it('gives the merchant, the town, the currency and the accounts', () => {
    expect(readMerchantQr(PUBLISHED)).toEqual({
      ok: true,
      value: {
        name: 'Merchant Shop',
        city: 'Phnom Penh',
        country: 'KH',
        currency: '840',
        amount: null,
        accounts: [
          { id: '15', scheme: null, fields: [{ id: '15', value: '3721011637210116' + '0123456789ABCDE' }] },
        ],
        lengths: 'characters',
      },
    })
  })

  it('gives its amount in centimes, in dirhams alone', () => {
    const withAmount = (amount: string, currency: string) => {
      const read = readMerchantQr(moroccan([field('53', currency), field('54', amount), field('59', 'A')]))
      return read.ok ? read.value.amount : read.error
    }
    expect(withAmount('150.50', '504')).toBe(15_050)
    expect(withAmount('7', '504')).toBe(700)
    expect(withAmount('150.50', '978')).toBeNull()
    expect(withAmount('1.505', '504')).toBeNull()
    expect(withAmount('-5', '504')).toBeNull()
    expect(withAmount('***', '504')).toBeNull()
  })

  it('names the schemes of its accounts', () => {
    const account = field('00', 'ma.scheme') + field('01', '007780000123')
    const read = readMerchantQr(moroccan([field('26', account), field('02', '4111'), field('53', '504')]))
    expect(read.ok && read.value.accounts).toEqual([
      {
        id: '26',
        scheme: 'ma.scheme',
        fields: [
          { id: '00', value: 'ma.scheme' },
          { id: '01', value: '007780000123' },
        ],
      },
      { id: '02', scheme: null, fields: [{ id: '02', value: '4111' }] },
    ])
  })

  it.each([
    ['Épicerie Chérif', 'Salé'],
    ['حانوت البركة', 'فاس'],
    ['Café ☕', 'Fès'],
  ])('of %s is read whether its lengths count characters or bytes', (name, city) => {
    const lengthOf = {
      characters: (text: string) => [...text].length,
      bytes: (text: string) => utf8(text).length,
    }
    for (const lengths of ['characters', 'bytes'] as const) {
      const count = lengthOf[lengths]
      const read = readMerchantQr(moroccan([field('59', name, count(name)), field('60', city, count(city))]))
      expect(read).toMatchObject({ ok: true, value: { name, city, lengths } })
    }
  })

  it('may have its checksum over one byte a character, and in small letters', () => {
    const fields = `${field('00', '01')}${field('59', 'Épicerie')}`
    const read = readMerchantQr(closed(fields, (text) => Uint8Array.from(text, (one) => one.charCodeAt(0))))
    expect(read).toMatchObject({ ok: true, value: { name: 'Épicerie' } })
    expect(readMerchantQr(`${PUBLISHED.slice(0, -4)}a0ba`).ok).toBe(true)
  })

  it('with one character changed is damaged, whichever it is', () => {
    fc.assert(
      fc.property(fc.nat(PUBLISHED.length - 1), fc.constantFrom(...'0123456789ABCxyz '), (at, other) => {
        fc.pre(PUBLISHED[at] !== other && PUBLISHED[at]?.toUpperCase() !== other.toUpperCase())
        const changed = PUBLISHED.slice(0, at) + other + PUBLISHED.slice(at + 1)
        expect(readMerchantQr(changed)).toEqual({ ok: false, error: at < 6 ? 'not_emv' : 'damaged' })
      }),
      seeded,
    )
  })

  it('cut short, or with lengths that do not come out, is damaged', () => {
    for (let length = 6; length < PUBLISHED.length; length++)
      expect(readMerchantQr(PUBLISHED.slice(0, length))).toEqual({ ok: false, error: 'damaged' })
    expect(readMerchantQr(closed(`${field('00', '01')}5999Shop`))).toEqual({ ok: false, error: 'damaged' })
    expect(readMerchantQr(closed(`${field('00', '01')}59x1A`))).toEqual({ ok: false, error: 'damaged' })
  })

  it('is read from any text without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (text, close) => {
        readMerchantQr(close ? closed(`000201${text}`) : `000201${text}`)
      }),
      seeded,
    )
  })
})
