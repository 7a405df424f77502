import { describe, expect, it } from 'vitest'
import { playManyAtSandbox } from '../../integration/operations/cards-any-sandbox'
import { seedsOfTonight } from '../seeds'

describe('a card deposit at the sandbox, whatever happens, at length', () => {
  const ways = new Map<string, number>()

  it.each(seedsOfTonight(10))('ends true, or before a person: seed %i', async (seed) => {
    const { states, reasons } = await playManyAtSandbox(seed, 100)
    for (const state of ['completed', 'review', 'not_done'])
      expect(states.get(state) ?? 0, state).toBeGreaterThan(5)
    for (const [way, times] of reasons) ways.set(way, (ways.get(way) ?? 0) + times)
  })

  it('has gone every way to an end', () => {
    const signs = ['own_answer', 'request_id', 'operation_id', 'sole_terminal']
    for (const way of [...signs, 'failed', 'card_proposed', 'card_several', 'card_absent', 'unsure_24h'])
      expect(ways.get(way) ?? 0, way).toBeGreaterThan(0)
  })
})
