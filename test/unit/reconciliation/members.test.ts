import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rangesOf, textOfIds } from '../../../electron/reconciliation/members'

describe('The rows of a reading, as ranges', () => {
  it.each([
    [[], ''],
    [[7], '7'],
    [[1, 2, 3, 9], '1-3,9'],
  ])('writes %j as "%s"', (ids, text) => {
    expect(textOfIds(ids)).toBe(text)
  })

  it('gives the same ids back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500)), (ids) => {
        const sorted = [...ids].sort((a, b) => a - b)
        const back = rangesOf(textOfIds(sorted)).flatMap(([from, to]) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        )
        expect(back).toEqual(sorted)
      }),
      { seed: 5 },
    )
  })
})
