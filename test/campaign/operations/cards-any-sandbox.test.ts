import { describe, expect, it } from 'vitest'
import { playManyAtSandbox } from '../../integration/operations/cards-any-sandbox'
import { seedsOfTonight } from '../seeds'

describe('a card deposit at the sandbox, whatever happens, at length', () => {
  it.each(seedsOfTonight(10))('ends true, or before a person: seed %i', async (seed) => {
    const { states, reasons } = await playManyAtSandbox(seed, 100)
    for (const state of ['completed', 'review', 'not_done'])
      expect(states.get(state) ?? 0, state).toBeGreaterThan(5)
    // Each way to an end is really gone.
    for (const reason of ['request_id', 'operation_id', 'card_proposed', 'card_absent', 'failed'])
      expect(reasons.get(reason) ?? 0, reason).toBeGreaterThan(0)
  })
})
