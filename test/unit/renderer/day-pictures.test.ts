import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centimes } from '../../../electron/domain/money'
import type { DayProof } from '../../../electron/domain/reconciliation'
import { type BridgeStep, barText, bridgeOf, stepsOf } from '../../../renderer/screens/day/bridge'
import { drawDay } from '../../../renderer/screens/day/day-picture'

const seed = 20260616
const proof = (
  lines: readonly (readonly [string, number])[],
  expected: number,
  counted: number | null,
): DayProof['cash'] => ({
  lines: lines.map(([code, amount]) => ({ code, amount: centimes(amount) })),
  expected: centimes(expected),
  counted: counted === null ? null : centimes(counted),
  variance: counted === null ? null : centimes(counted - expected),
})

describe('The cash bridge', () => {
  it('goes from the opening over what came and went to the count', () => {
    const steps = stepsOf(
      proof(
        [
          ['opening', 200_000],
          ['cash_in', 2_170_000],
          ['cash_out', -1_370_000],
          ['bank', -250_000],
          ['safe', -50_000],
        ],
        700_000,
        698_000,
      ),
    )
    expect(steps.map(({ name, amount }) => [name, amount])).toEqual([
      ['opening', 200_000],
      ['in', 2_170_000],
      ['out', -1_370_000],
      ['moves', -300_000],
      ['expected', 700_000],
      ['counted', 698_000],
    ])
    expect(steps.map(barText)).toEqual([
      '2\u00a0000',
      '+21\u00a0700',
      '−13\u00a0700',
      '−3\u00a0000',
      '7\u00a0000',
      '6\u00a0980',
    ])
  })

  it('shows what customers brought and took even where it is nothing, and no count before there is one', () => {
    const steps = stepsOf(proof([['opening', 0]], 0, null))
    expect(steps.map(({ name }) => name)).toEqual(['opening', 'in', 'out', 'expected'])
  })

  it('keeps the zero in sight where the drawer owed more than it held', () => {
    const { bars, zero } = bridgeOf(
      stepsOf(
        proof(
          [
            ['opening', 10_000],
            ['cash_out', -30_000],
          ],
          -20_000,
          null,
        ),
      ),
    )
    expect(zero).toBeCloseTo(2 / 3)
    expect(bars.find(({ name }) => name === 'out')).toMatchObject({ low: 0, high: 1 })
  })

  it('keeps every bar in the picture, and each step where the one before it ended', () => {
    const steps = fc.array(fc.integer({ min: -500_000, max: 500_000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), steps, (opening, moves) => {
        const all: BridgeStep[] = [
          { name: 'opening', kind: 'level', amount: centimes(opening) },
          ...moves.map((amount) => ({ name: 'moves', kind: 'move', amount: centimes(amount) }) as const),
        ]
        const { bars, zero } = bridgeOf(all)
        for (const share of [zero, ...bars.flatMap(({ low, high, end }) => [low, high, end])]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        }
        bars.slice(1).forEach((bar, index) => {
          const before = bars[index]?.end ?? 0
          expect(Math.min(Math.abs(bar.low - before), Math.abs(bar.high - before))).toBeLessThan(1e-9)
        })
      }),
      { seed, numRuns: 300 },
    )
  })
})

const hour = (at: number, cashIn: number, cashOut: number) => ({
  hour: at,
  cashIn: { count: cashIn, amount: centimes(cashIn * 10_000) },
  cashOut: { count: cashOut, amount: centimes(cashOut * 10_000) },
})

describe('The picture of the day', () => {
  it('spans the hours that had something, each bar by the tallest', () => {
    const { from, to, hours } = drawDay({ hours: [hour(8, 4, 1), hour(17, 2, 0)], cash: [] })
    expect([from, to]).toEqual([8, 18])
    expect(hours[0]).toMatchObject({ cashIn: 1, cashOut: 0.25 })
    expect(hours[1]).toMatchObject({ cashIn: 0.5, cashOut: 0 })
  })

  it('draws a quiet day wide, and an empty one at all', () => {
    expect(drawDay({ hours: [hour(10, 1, 0)], cash: [] })).toMatchObject({ from: 10, to: 16 })
    expect(drawDay({ hours: [hour(22, 1, 0)], cash: [] })).toMatchObject({ from: 18, to: 24 })
    expect(drawDay({ hours: [], cash: [] })).toMatchObject({ hours: [], level: [], highest: null })
  })

  it('puts the drawer at its time in Morocco, and marks where it held most', () => {
    // 08:00 and 11:00 in Casablanca, one hour ahead of UTC in June.
    const { level, highest } = drawDay({
      hours: [hour(8, 1, 0)],
      cash: [
        { at: '2026-06-16T07:00:00.000Z', amount: centimes(50_000) },
        { at: '2026-06-16T10:00:00.000Z', amount: centimes(100_000) },
      ],
    })
    expect(level).toEqual([
      { x: 0, y: 0.5 },
      { x: 0.5, y: 1 },
    ])
    expect(highest).toMatchObject({ index: 1, x: 0.5, y: 1 })
  })
})
