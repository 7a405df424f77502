import { expect, it } from 'vitest'
import { playMany } from './cards-any'

it('a card deposit ends true, or before a person, whatever happens in whatever order', async () => {
  const ends = await playMany(20260616, 100)
  for (const state of ['completed', 'review', 'not_done'])
    expect(ends.get(state) ?? 0, state).toBeGreaterThan(2)
}, 30_000)
