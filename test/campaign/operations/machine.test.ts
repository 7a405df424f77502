import { describe, expect, it } from 'vitest'
import { walk } from '../../unit/operations/walk'
import { seedsOfTonight } from '../seeds'

describe('the machine, at length', () => {
  it.each(seedsOfTonight(10))('keeps its promises: seed %i', (seed) => {
    for (const direction of ['cash_in', 'cash_out'] as const)
      expect(walk(direction, seed, 30_000)).toBeGreaterThan(1_000)
  })
})
