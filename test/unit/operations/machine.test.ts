import { describe, expect, it } from 'vitest'
import { walk } from './walk'

describe('the machine of an operation by reference', () => {
  it.each(['cash_in', 'cash_out'] as const)('keeps its promises through anything: %s', (direction) => {
    // The walk reaches what it is about.
    expect(walk(direction, 20260616, 3_000)).toBeGreaterThan(100)
  })
})
