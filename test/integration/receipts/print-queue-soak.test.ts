import { expect, it } from 'vitest'
import { soak } from './print-queue-soak'

const SEED = 20260616

it(`loses no receipt and doubles none through bad luck: 120 receipts, seed ${SEED}`, async () => {
  const result = await soak(SEED, 120)
  expect(result).toMatchObject({ lost: [], doubled: [], unsettled: 0 })
  expect(result.asked).toBeGreaterThan(0)
  expect(Object.entries(result.faults).filter(([, times]) => times === 0)).toEqual([])
})
