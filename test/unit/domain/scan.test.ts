import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paperMark, readScan } from '../../../electron/domain/scan'

const seeded = { seed: 20260616, numRuns: 500 }
const MERCHANT =
  '00020101021252044131153137210116372101160123456789ABCDE6010Phnom Penh5913Merchant Shop5802KH540510.005303840622501081234567802090124444446304A0BA'
const reference = (text: string) => ({ kind: 'reference', reference: text })

describe('a scan', () => {
  it('of our own paper finds its operation', () => {
    const terminal = fc.string({ unit: fc.constantFrom(...'ABCXYZ0189'), minLength: 1, maxLength: 12 })
    const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(terminal, fc.nat(9_999_999), hash, (name, sequence, shortHash) => {
        const mark = { number: `${name}-${String(sequence).padStart(6, '0')}`, shortHash }
        expect(readScan(`${paperMark(mark)}\r`)).toEqual({ kind: 'paper', mark })
        expect(readScan(paperMark(mark).toUpperCase())).toEqual({ kind: 'paper', mark })
        expect(readScan(`]Q1${paperMark(mark).toLowerCase()}`)).toEqual({ kind: 'paper', mark })
      }),
      seeded,
    )
  })

  it.each([
    ['alone', '1122334455'],
    ['with the end that a scanner adds', '1122334455\r\n'],
    ['as a barcode with its identifier', ']C01122334455'],
    ['as a GS1 barcode, whose first sign is a separator', ']C1\u001d1122334455'],
    ['printed in groups', '1122 334 455'],
    ['in a link', 'https://pay.example/r/1122334455?x=1'],
    ['in the query of a link', 'https://pay.example/open?ref=1122334455#top'],
    ["in a link of the phone's own", 'chari://cash/1122334455'],
    ['in a link whose host has digits too', 'https://998877.example/1122334455'],
  ])('is the same reference %s', (_, text) => {
    expect(readScan(text)).toEqual(reference('1122334455'))
  })

  it('takes an older reference out of a link, and never a name of a host', () => {
    expect(readScan('https://pay.example/r/OR01-1234ABCD')).toEqual(reference('OR01-1234ABCD'))
    expect(readScan('https://or01-1234.example/pay').kind).toBe('unknown')
    expect(readScan('https://123456789.example')).toMatchObject({ kind: 'unknown' })
    expect(readScan('https://example.com/hello')).toMatchObject({ kind: 'unknown' })
  })

  it('is a phone or a RIB by its form alone', () => {
    expect(readScan('0661248730')).toEqual({ kind: 'phone', phone: '+212661248730' })
    expect(readScan('tel:+212661248730')).toEqual({ kind: 'phone', phone: '+212661248730' })
    expect(readScan('1'.repeat(24))).toEqual({ kind: 'rib', rib: '1'.repeat(24) })
    expect(readScan('007 780 0001234567890123 45')).toEqual({ kind: 'rib', rib: '007780000123456789012345' })
  })

  it('is a merchant code only where its checksum holds', () => {
    expect(readScan(`]Q1${MERCHANT}\r`)).toMatchObject({
      kind: 'merchant_qr',
      merchant: { name: 'Merchant Shop', city: 'Phnom Penh' },
    })
    const damaged = MERCHANT.replace('Shop', 'Shep')
    expect(readScan(damaged)).toEqual({ kind: 'unknown', text: damaged, why: 'merchant_qr_damaged' })
    expect(readScan('00020101021252046304A0BA')).toMatchObject({
      kind: 'unknown',
      why: 'merchant_qr_damaged',
    })
    // Digits alone may be a reference that begins like one.
    expect(readScan('0002011234')).toEqual(reference('0002011234'))
  })

  it('of anything else is unknown, shortened, and never a crash', () => {
    expect(readScan('hello')).toEqual({ kind: 'unknown', text: 'hello', why: null })
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.string({ unit: fc.constantFrom(...'0123456789]CQ:/-+ \u001d\r'), maxLength: 80 }),
      fc.string({ unit: 'binary', maxLength: 80 }).map((text) => `000201${text}6304A0BA`),
      fc.string({ unit: 'binary', maxLength: 80 }).map((text) => `https://${text}`),
      fc.constant('7'.repeat(4_096)),
    )
    fc.assert(
      fc.property(any, (text) => {
        const scan = readScan(text)
        if (scan.kind === 'unknown') expect(scan.text.length).toBeLessThanOrEqual(200)
      }),
      { seed: 20260616, numRuns: 2_000 },
    )
  })
})
