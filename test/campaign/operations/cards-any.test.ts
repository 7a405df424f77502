import { describe, expect, it } from 'vitest'
import { playMany } from '../../integration/operations/cards-any'

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1)

describe('a card deposit, whatever happens, at length', () => {
  it.each(SEEDS)('ends true, or before a person: seed %i', async (seed) => {
    const ends = await playMany(seed, 100)
    expect(ends.get('completed') ?? 0).toBeGreaterThan(5)
  })
})
