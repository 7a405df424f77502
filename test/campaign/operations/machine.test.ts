import { describe, expect, it } from 'vitest'
import { walk } from '../../unit/operations/walk'

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1)

describe('the machine, at length', () => {
  it.each(SEEDS)('keeps its promises: seed %i', (seed) => {
    for (const direction of ['cash_in', 'cash_out'] as const)
      expect(walk(direction, seed, 30_000)).toBeGreaterThan(1_000)
  })
})
