import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../electron/domain/day'
import { type Centimes, centimes } from '../../../electron/domain/money'
import {
  type Band,
  commissionFrom,
  commissionOf,
  feeFrom,
  gainsBySplitting,
  mayBegin,
  type Price,
  ruleFor,
  type Tariff,
  type TariffRule,
  tariffFault,
  tariffSchema,
  versionsOf,
  withoutVersion,
  withVersion,
} from '../../../electron/domain/tariff'

const seeded = { seed: 20260616, numRuns: 300 }
const price = (fixed: number, rate = 0): Price => ({ fixed: centimes(fixed), rate })
const band = (above: number, upTo: number | null, fee: Price | null, commission: Price | null): Band => ({
  above: centimes(above),
  upTo: upTo === null ? null : centimes(upTo),
  fee,
  commission,
})
/** 5, 10 or 20 MAD by amount, and 0,30 % for the shop. */
const BANDS: readonly Band[] = [
  band(0, 50_000, price(500), price(0, 30)),
  band(50_000, 200_000, price(1_000), price(0, 30)),
  band(200_000, null, price(2_000), price(0, 30)),
]
const SPRING = withVersion([], { kind: 'cash_out', from: '2026-03-01', bands: BANDS })
const rule = (over: Partial<TariffRule>): TariffRule => ({
  id: 'a',
  kind: 'cash_out',
  from: '2026-01-01',
  until: null,
  ...band(0, null, price(500), null),
  ...over,
})
const on = (table: Tariff, amount: number, day: string): TariffRule | null =>
  ruleFor(table, 'cash_out', centimes(amount), day)

describe('A table that cannot be used', () => {
  it.each([
    ['two rows of one id', [rule({}), rule({ kind: 'cash_in' })], { row: 'a', fault: 'same_id', with: null }],
    [
      'an end before its beginning',
      [rule({ until: '2025-12-31' })],
      { row: 'a', fault: 'dates', with: null },
    ],
    [
      'a band that holds nothing',
      [rule({ above: centimes(500), upTo: centimes(500) })],
      { row: 'a', fault: 'empty_band', with: null },
    ],
    [
      'a first band that begins above zero',
      [rule({ above: centimes(1) })],
      { row: 'a', fault: 'first_band', with: null },
    ],
    [
      'an amount in two bands',
      [rule({ upTo: centimes(50_000) }), rule({ id: 'b', above: centimes(49_999) })],
      { row: 'b', fault: 'overlap', with: 'a' },
    ],
    [
      'a band behind one without end',
      [rule({}), rule({ id: 'b', above: centimes(50_000) })],
      { row: 'b', fault: 'overlap', with: 'a' },
    ],
    [
      'an amount between two bands',
      [rule({ upTo: centimes(50_000) }), rule({ id: 'b', above: centimes(50_001) })],
      { row: 'b', fault: 'hole', with: 'a' },
    ],
    [
      'two rules that meet on one day only',
      [rule({ until: '2026-06-30' }), rule({ id: 'b', from: '2026-06-30' })],
      { row: 'b', fault: 'overlap', with: 'a' },
    ],
    [
      'a hole that opens when a band ends',
      [rule({ until: '2026-06-30', upTo: centimes(50_000) }), rule({ id: 'b', above: centimes(50_000) })],
      { row: 'b', fault: 'first_band', with: null },
    ],
  ])('names the row of %s', (_what, table, fault) => {
    expect(tariffFault(table)).toEqual(fault)
    const read = tariffSchema.safeParse(table)
    expect(read.success).toBe(false)
    expect(read.error?.issues[0]).toMatchObject({
      path: [table.findLastIndex(({ id }) => id === fault.row)],
      message: expect.stringContaining(fault.fault),
    })
  })

  it.each([
    ['a day that does not exist', rule({ from: '2026-02-30' })],
    ['a day with a time', rule({ from: '2026-02-03T00:00:00Z' })],
    ['a negative fee', rule({ fee: { fixed: centimes(-1), rate: 0 } })],
    ['more than the whole amount', rule({ fee: price(0, 10_001) })],
    ['a part of a basis point', rule({ fee: price(0, 0.5) })],
  ])('refuses %s', (_what, row) => {
    expect(tariffSchema.safeParse([row]).success).toBe(false)
  })

  it('takes a hole that is said: a band of which nothing is known', () => {
    const table = withVersion([], {
      kind: 'cash_in',
      from: '2026-01-01',
      bands: [
        band(0, 50_000, price(0), price(200)),
        band(50_000, 80_000, null, null),
        band(80_000, null, price(0), price(400)),
      ],
    })
    expect(tariffFault(table)).toBeNull()
    const asked = { kind: 'cash_in' as const, at: '2026-06-16T10:00:00.000Z', told: null }
    expect(commissionOf(table, { ...asked, amount: centimes(60_000) })).toEqual({
      amount: null,
      estimated: false,
    })
  })
})

describe('The rule for an amount', () => {
  it('has its upper edge inside and its lower edge outside', () => {
    expect(on(SPRING, 50_000, '2026-06-16')?.fee).toEqual(price(500))
    expect(on(SPRING, 50_001, '2026-06-16')?.fee).toEqual(price(1_000))
    expect(on(SPRING, 0, '2026-06-16')).toBeNull()
    expect(on(SPRING, 90_000_000, '2026-06-16')?.fee).toEqual(price(2_000))
  })

  it('holds on its first and its last day, and on no other', () => {
    const table = withVersion(SPRING, {
      kind: 'cash_out',
      from: '2026-07-01',
      bands: [band(0, null, price(700), null)],
    })
    expect(on(table, 50_000, '2026-02-28')).toBeNull()
    expect(on(table, 50_000, '2026-03-01')?.fee).toEqual(price(500))
    expect(on(table, 50_000, '2026-06-30')?.fee).toEqual(price(500))
    expect(on(table, 50_000, '2026-07-01')?.fee).toEqual(price(700))
    expect(ruleFor(table, 'cash_in', centimes(50_000), '2026-07-01')).toBeNull()
  })

  it('is unique for any amount and day, whatever versions followed each other', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days))
    const edges = fc
      .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 5 })
      .map((all) => all.sort((a, b) => a - b))
    const versions = fc.array(fc.record({ from: day, edges }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(versions, fc.integer({ min: 1, max: 1_200_000 }), day, (added, amount, asked) => {
        const table = added.reduce<Tariff>((now, { from, edges: at }) => {
          const bands = [0, ...at].map((above, index) => band(above, at[index] ?? null, price(above), null))
          return withVersion(now, { kind: 'cash_out', from, bands })
        }, [])
        expect(tariffFault(table)).toBeNull()
        const found = table.filter(
          (one) =>
            one.from <= asked &&
            (one.until ?? '9999-12-31') >= asked &&
            one.above < amount &&
            amount <= (one.upTo ?? Number.MAX_SAFE_INTEGER),
        )
        const first = added.map(({ from }) => from).sort()[0] ?? ''
        expect(found).toHaveLength(asked < first ? 0 : 1)
        expect(on(table, amount, asked)).toEqual(found[0] ?? null)
      }),
      seeded,
    )
  })
})

describe('What a rule gives', () => {
  const given = (fixed: number, rate: number, amount: number): Centimes | null =>
    feeFrom(rule({ fee: price(fixed, rate) }), centimes(amount))

  it('is the fixed part and the part of the amount, half a centime up', () => {
    expect(commissionFrom(rule({ commission: price(0, 30) }), centimes(80_000))).toBe(240)
    expect(given(100, 125, 333_333)).toBe(100 + 4_167)
    expect(given(0, 50, 99)).toBe(0)
    expect(given(0, 50, 100)).toBe(1)
    expect(feeFrom(rule({ fee: null }), centimes(100))).toBeNull()
    expect(commissionFrom(rule({ commission: null }), centimes(100))).toBeNull()
  })

  it('is exact to the centime for every amount of a journal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 900_000_000_000 }),
        (fixed, rate, amount) => {
          const exact = (BigInt(amount) * BigInt(rate) + 5_000n) / 10_000n + BigInt(fixed)
          expect(BigInt(given(fixed, rate, amount) ?? -1)).toBe(exact)
        },
      ),
      seeded,
    )
  })
})

describe('A commission', () => {
  const asked = { kind: 'cash_out' as const, amount: centimes(80_000), at: '2026-06-16T10:00:00.000Z' }

  it('is Chari’s own where it told one, also when that is nothing', () => {
    expect(commissionOf(SPRING, { ...asked, told: centimes(0) })).toEqual({ amount: 0, estimated: false })
  })

  it('is estimated from the table where Chari told none', () => {
    expect(commissionOf(SPRING, { ...asked, told: null })).toEqual({ amount: 240, estimated: true })
  })

  it('is unknown, not zero, where the table says nothing', () => {
    expect(commissionOf([], { ...asked, told: null })).toEqual({ amount: null, estimated: false })
  })

  it('is of the civil day in Morocco: the tariff of midnight begins at 23:00 UTC, in Ramadan at 00:00', () => {
    const table = withVersion(SPRING, {
      kind: 'cash_out',
      from: '2026-07-01',
      bands: [band(0, null, null, price(100))],
    })
    const at = (utc: string): Centimes | null => commissionOf(table, { ...asked, at: utc, told: null }).amount
    expect(at('2026-06-30T22:59:59.999Z')).toBe(240)
    expect(at('2026-06-30T23:00:00.000Z')).toBe(100)
    expect(at('2026-02-28T23:59:59.999Z')).toBeNull()
    expect(at('2026-03-01T00:00:00.000Z')).toBe(240)
  })
})

describe('One operation cut into several', () => {
  const edge = (fees: readonly [number, number], commissions: readonly [number, number]): Tariff =>
    withVersion([], {
      kind: 'cash_out',
      from: '2026-01-01',
      bands: [
        band(0, 50_000, price(fees[0]), price(commissions[0])),
        band(50_000, null, price(fees[1]), price(commissions[1])),
      ],
    })
  const gains = (table: Tariff, ...amounts: number[]): boolean =>
    gainsBySplitting(table, 'cash_out', '2026-06-16', amounts.map(centimes))

  it('pays less, or earns more, around an edge', () => {
    expect(gains(edge([500, 2_000], [0, 0]), 40_000, 40_000)).toBe(true)
    expect(gains(edge([500, 500], [200, 300]), 40_000, 40_000)).toBe(true)
  })

  it('is none where nobody gains by it, or no edge is crossed', () => {
    expect(gains(edge([500, 800], [200, 500]), 40_000, 40_000)).toBe(false)
    expect(gains(edge([500, 2_000], [0, 0]), 20_000, 20_000)).toBe(false)
    expect(gains(edge([500, 2_000], [0, 0]), 60_000, 60_000)).toBe(false)
    expect(gains([], 40_000, 40_000)).toBe(false)
  })

  it('is suspected of nobody where the table does not know', () => {
    const unknown = withVersion([], {
      kind: 'cash_out',
      from: '2026-01-01',
      bands: [band(0, 50_000, null, null), band(50_000, null, price(2_000), price(500))],
    })
    expect(gains(unknown, 40_000, 40_000)).toBe(false)
  })

  it('never gains where every price is a part of the amount alone, but for the rounding of one band', () => {
    const even = withVersion([], {
      kind: 'cash_out',
      from: '2026-01-01',
      bands: [band(0, 50_000, price(0, 100), price(0, 30)), band(50_000, null, price(0, 100), price(0, 30))],
    })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 4 }), (whole) => {
        expect(gains(even, ...whole.map((dirhams) => dirhams * 10_000))).toBe(false)
      }),
      seeded,
    )
  })
})

describe('A new version', () => {
  const summer = { kind: 'cash_out' as const, from: '2026-07-01', bands: [band(0, null, price(700), null)] }

  it('ends what held the day before it, and itself the day before the next', () => {
    const table = withVersion(withVersion(SPRING, { ...summer, from: '2026-09-01' }), summer)
    expect(versionsOf(table, 'cash_out').map(({ from, until }) => [from, until])).toEqual([
      ['2026-09-01', null],
      ['2026-07-01', '2026-08-31'],
      ['2026-03-01', '2026-06-30'],
    ])
  })

  it('takes the place of the one of the same day', () => {
    const table = withVersion(withVersion(SPRING, summer), { ...summer, bands: BANDS })
    expect(versionsOf(table, 'cash_out').map(({ bands }) => bands.length)).toEqual([3, 3])
    expect(tariffFault(table)).toBeNull()
  })

  it('leaves other kinds alone', () => {
    const table = withVersion(SPRING, { ...summer, kind: 'cash_in' })
    expect(versionsOf(table, 'cash_out')).toEqual(versionsOf(SPRING, 'cash_out'))
  })

  it('taken away again leaves the table as it was', () => {
    expect(withoutVersion(withVersion(SPRING, summer), 'cash_out', '2026-07-01')).toEqual(SPRING)
    expect(withoutVersion(SPRING, 'cash_out', '2026-03-01')).toEqual([])
  })

  it('may not change what a past day was estimated with', () => {
    const today = '2026-06-16'
    expect(mayBegin(SPRING, 'cash_out', '2026-06-15', today)).toBe(false)
    expect(mayBegin(SPRING, 'cash_out', '2026-03-01', today)).toBe(false)
    expect(mayBegin(SPRING, 'cash_out', '2026-06-16', today)).toBe(true)
    expect(mayBegin(SPRING, 'cash_out', '2026-01-01', today)).toBe(true)
    expect(mayBegin(SPRING, 'cash_in', '2026-01-01', today)).toBe(true)
  })
})
