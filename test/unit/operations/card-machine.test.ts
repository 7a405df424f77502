import { describe, expect, it } from 'vitest'
import { walkCard } from './card-walk'

describe('the machine of a card deposit', () => {
  it.each(['agent', 'phone'] as const)('keeps its promises through anything: by %s', (by) => {
    const ends = walkCard(by, 20260616, 3_000)
    // The walk reaches what it is about.
    for (const state of ['completed', 'not_done', 'review', 'refused', 'not_sent'])
      expect(ends.get(state) ?? 0, state).toBeGreaterThan(20)
  })
})
