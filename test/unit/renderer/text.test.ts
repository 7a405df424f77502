import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Centimes, centimes } from '../../../electron/domain/money'
import { denomination, piles, quickAmounts } from '../../../renderer/lib/notes'
import { groupedCaret, shownReference } from '../../../renderer/lib/reference-text'

const seed = 20260616

describe('Notes and coins', () => {
  it('add up to the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), (value) => {
        const total = piles(centimes(value)).reduce((sum, pile) => sum + pile.count * pile.value, 0)
        expect(total).toBe(value)
      }),
      { seed, numRuns: 500 },
    )
  })

  it.each([
    [10_000, '1 × 100'],
    [80_000, '4 × 200'],
    [28_050, '1 × 200 + 1 × 50 + 1 × 20 + 1 × 10 + 1 × 0,50'],
  ])('%i centimes: %s', (value, told) => {
    const text = piles(centimes(value)).map((pile) => `${pile.count} × ${denomination(pile.value)}`)
    expect(text.join(' + ')).toBe(told)
  })

  it.each([
    [50_000, [60_000, 80_000, 100_000]],
    [35_000, [40_000, 50_000, 100_000]],
    [1_500, [2_000, 5_000, 10_000]],
    [12_000, [15_000, 20_000, 40_000]],
  ])('a customer who owes %i may hand over %j', (due, offered) => {
    expect(quickAmounts(centimes(due))).toEqual(offered)
  })

  it('are never less than what is due, and never twice the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (value) => {
        const offered: readonly Centimes[] = quickAmounts(centimes(value))
        expect(offered.every((one) => one > value)).toBe(true)
        expect(new Set(offered).size).toBe(offered.length)
        expect([1, 2, 3]).toContain(offered.length)
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('The reference as it is typed', () => {
  it.each([
    ['1122334455', '1122 334 455'],
    ['1122 33', '1122 33'],
    ['112-233', '1122 33'],
    ['OR01-12AB', 'OR01-12AB'],
    ['', ''],
  ])('%s is shown as %s', (typed, shown) => {
    expect(shownReference(typed)).toBe(shown)
  })

  it('keeps the caret after the same digit', () => {
    expect(groupedCaret('11223', 5, '1122 3')).toBe(6)
    expect(groupedCaret('1122 3344', 2, '1122 334 4')).toBe(2)
    expect(groupedCaret('OR01', 4, 'OR01')).toBe(4)
  })
})
