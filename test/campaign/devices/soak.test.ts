import { expect, it } from 'vitest'
import { soak } from '../../integration/receipts/print-queue-soak'

const RECEIPTS = 2_000
const SEED = 4

it(`prints ${RECEIPTS} receipts exactly once or asks, whatever befalls the printer: seed ${SEED}`, async () => {
  const result = await soak(SEED, RECEIPTS)
  expect(result).toMatchObject({ lost: [], doubled: [], unsettled: 0 })
  expect(result.asked).toBeGreaterThan(0)
})
