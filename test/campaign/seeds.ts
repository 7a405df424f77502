import { randomInt } from 'node:crypto'

/**
 * Seeds of one night: others each time, and in the name of each test. GUICHET_SEED names the first, so that what
 * failed is played again.
 */
export function seedsOfTonight(count: number): readonly number[] {
  const given = process.env.GUICHET_SEED
  const first = given === undefined ? randomInt(1_000_000_000) : Number(given)
  if (!Number.isSafeInteger(first)) throw new RangeError(`GUICHET_SEED is no whole number: ${given}`)
  process.stdout.write(`seeds ${first} to ${first + count - 1}: GUICHET_SEED=${first} plays them again\n`)
  return Array.from({ length: count }, (_, index) => first + index)
}
