import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../electron/domain/day'
import { centimes } from '../../../electron/domain/money'
import { type Band, tariffFault, versionsOf, withVersion } from '../../../electron/domain/tariff'
import { dayText, readTypedDay } from '../../../renderer/lib/typed-day'
import {
  type BandDraft,
  bandsOf,
  draftOf,
  priced,
  problemsOf,
  type TariffDraft,
  withBand,
  withoutBand,
} from '../../../renderer/screens/tariff/tariff-draft'

const seeded = { seed: 20260616, numRuns: 300 }
const TODAY = '2026-06-16'
const shop = { tariff: [], kind: 'cash_out', today: TODAY } as const
const band = (id: number, change: Partial<BandDraft> = {}): BandDraft => ({
  id,
  upTo: '',
  feeFixed: '',
  feeRate: '',
  commissionFixed: '',
  commissionRate: '',
  ...change,
})
const draft = (...bands: BandDraft[]): TariffDraft => ({ from: '01/07/2026', bands })
const problems = (of: TariffDraft) => problemsOf(of, shop)

describe('A tariff as it is typed', () => {
  it.each([
    ['', 'tariff.from_bad'],
    ['31/06/2026', 'tariff.from_bad'],
    ['07/2026', 'tariff.from_bad'],
  ])('names no day with “%s”', (from, problem) => {
    expect(problems({ ...draft(band(1)), from })).toEqual({ from: problem })
  })

  it('begins on no day that has been estimated with another', () => {
    const tariff = withVersion([], { kind: 'cash_out', from: '2026-01-01', bands: bandsOf(draft(band(1))) })
    const from = (text: string) => problemsOf({ ...draft(band(1)), from: text }, { ...shop, tariff }).from
    expect(from('15/06/2026')).toBe('tariff.from_past')
    expect(from('16/06/2026')).toBeUndefined()
    expect(from('31/12/2025')).toBeUndefined()
  })

  it('has each band higher than the one before it, and only the last without end', () => {
    expect(problems(draft(band(1), band(2)))).toEqual({ 'upTo-1': 'tariff.up_to_missing' })
    expect(problems(draft(band(1, { upTo: '500' }), band(2, { upTo: '500' })))).toEqual({
      'upTo-2': 'tariff.up_to_low',
    })
    expect(problems(draft(band(1, { upTo: '0' }), band(2)))).toEqual({ 'upTo-1': 'tariff.up_to_low' })
    expect(problems(draft(band(1, { upTo: 'abc' }), band(2)))).toEqual({ 'upTo-1': 'tariff.amount_bad' })
    expect(problems(draft(band(1, { upTo: '500' }), band(2)))).toEqual({})
  })

  it('has fees in dirhams and in hundredths of a percent, or none', () => {
    expect(problems(draft(band(1, { feeFixed: '1,234', feeRate: '0,305' })))).toEqual({
      'feeFixed-1': 'tariff.amount_bad',
    })
    expect(problems(draft(band(1, { feeRate: '0,305' })))).toEqual({ 'feeRate-1': 'tariff.rate_bad' })
    expect(problems(draft(band(1, { commissionRate: '100,01' })))).toEqual({
      'commissionRate-1': 'tariff.rate_bad',
    })
    expect(bandsOf(draft(band(1, { feeFixed: '0', commissionFixed: '1', commissionRate: '0,3' })))).toEqual([
      { above: 0, upTo: null, fee: { fixed: 0, rate: 0 }, commission: { fixed: 100, rate: 30 } },
    ])
    expect(bandsOf(draft(band(1)))).toEqual([{ above: 0, upTo: null, fee: null, commission: null }])
  })

  it('tells what an amount costs and earns', () => {
    const bands = bandsOf(
      draft(
        band(1, { upTo: '500', feeFixed: '5', commissionRate: '0,30' }),
        band(2, { upTo: '2000', feeFixed: '10', commissionRate: '0,30' }),
      ),
    )
    expect(priced(bands, centimes(80_000))).toEqual({ fee: 1_000, commission: 240 })
    expect(priced(bands, centimes(50_000))).toEqual({ fee: 500, commission: 150 })
    expect(priced(bands, centimes(200_001))).toBeNull()
  })

  it('gains a band at its end, and loses one without leaving the last an end', () => {
    const two = withBand(draft(band(1, { upTo: '500' })))
    expect(two.bands.map(({ id, upTo }) => [id, upTo])).toEqual([
      [1, '500'],
      [2, ''],
    ])
    expect(withoutBand(two, 2).bands.map(({ id, upTo }) => [id, upTo])).toEqual([[1, '']])
  })

  it('is read back from its version as it was typed, whatever it is, and is a table without fault', () => {
    const price = fc.option(
      fc.record({
        fixed: fc.integer({ min: 0, max: 1_000_000 }).map(centimes),
        rate: fc.integer({ min: 0, max: 10_000 }),
      }),
    )
    const bands = fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 5 }),
        fc.boolean(),
        fc.array(fc.tuple(price, price), { minLength: 6, maxLength: 6 }),
      )
      .map(([edges, ends, prices]): readonly Band[] => {
        const sorted = [...edges].sort((a, b) => a - b)
        const all = ends && sorted.length > 0 ? sorted : [...sorted, null]
        return all.map((upTo, at) => ({
          above: centimes(sorted[at - 1] ?? 0),
          upTo: upTo === null ? null : centimes(upTo),
          fee: prices[at]?.[0] ?? null,
          commission: prices[at]?.[1] ?? null,
        }))
      })
    fc.assert(
      fc.property(bands, (of) => {
        const tariff = withVersion([], { kind: 'cash_out', from: TODAY, bands: of })
        const typed = draftOf(versionsOf(tariff, 'cash_out')[0] ?? null, TODAY)
        expect(problems(typed)).toEqual({})
        expect(bandsOf(typed)).toEqual(of)
        expect(tariffFault(tariff)).toBeNull()
      }),
      seeded,
    )
  })
})

describe('A day as it is typed', () => {
  it('is read with strokes, dots, dashes or spaces, and comes back as it is shown', () => {
    for (const text of ['01/07/2026', '1/7/2026', '1.7.2026', '01-07-2026', ' 1 7 2026 '])
      expect(readTypedDay(text)).toBe('2026-07-01')
    for (const text of ['2026-07-01', '1/7/26', '0/7/2026', '1/13/2026', '29/02/2026', 'demain', ''])
      expect(readTypedDay(text)).toBeNull()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = addDays('2000-01-01', days)
        expect(readTypedDay(dayText(day))).toBe(day)
      }),
      seeded,
    )
  })
})
