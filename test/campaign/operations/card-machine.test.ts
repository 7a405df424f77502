import { describe, expect, it } from 'vitest'
import { walkCard } from '../../unit/operations/card-walk'
import { seedsOfTonight } from '../seeds'

describe('the machine of a card deposit, at length', () => {
  it.each(seedsOfTonight(10))('keeps its promises: seed %i', (seed) => {
    for (const by of ['agent', 'phone'] as const)
      expect(walkCard(by, seed, 30_000).get('completed')).toBeGreaterThan(1_000)
  })
})
