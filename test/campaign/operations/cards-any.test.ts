import { describe, expect, it } from 'vitest'
import { playMany } from '../../integration/operations/cards-any'
import { seedsOfTonight } from '../seeds'

describe('a card deposit, whatever happens, at length', () => {
  it.each(seedsOfTonight(10))('ends true, or before a person: seed %i', async (seed) => {
    const ends = await playMany(seed, 100)
    expect(ends.get('completed') ?? 0).toBeGreaterThan(5)
  })
})
