import { expect, it } from 'vitest'
import { playManyAtSandbox } from './cards-any-sandbox'

it('a card deposit at the sandbox ends true, or before a person, whatever happens in whatever order', async () => {
  const { states } = await playManyAtSandbox(20260617, 30)
  for (const state of ['completed', 'review', 'not_done'])
    expect(states.get(state) ?? 0, state).toBeGreaterThan(2)
}, 30_000)
