import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Journal } from '../../../electron/journal/types'
import { operationKinds } from '../../../electron/operations/kinds'
import { operationProjection } from '../../../electron/operations/projection'
import { receiptKinds } from '../../../electron/receipts/kinds'
import { tillKinds } from '../../../electron/till/kinds'
import { tillProjection } from '../../../electron/till/projection'
import { openTestJournal, tempFolder } from '../../support/journal'
import { type SteppedClock, steppedClock } from '../../support/stepped-clock'
import { SALMA_B } from '../../support/till'
import { got, mad, type TillShop, tillShop, total } from '../../support/till-shop'

const ROOT = join(import.meta.dirname, '../../..')
/** Two folders below the root, where its packages are found. */
const BUNDLE = join(ROOT, 'out', 'z-child')

beforeAll(async () => {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: BUNDLE,
      rolldownOptions: {
        input: join(ROOT, 'test/support/z-child.ts'),
        output: { entryFileNames: 'z-child.mjs' },
      },
    },
  })
})

const opened = (folder: string, clock: SteppedClock): Journal =>
  openTestJournal(folder, {
    clock,
    kinds: [...operationKinds, ...tillKinds, ...receiptKinds],
    projections: [operationProjection, tillProjection],
  })

/** A shift of a day long past, so that its Z closes a day, a month and a year with it. */
async function played(folder: string): Promise<void> {
  const clock = steppedClock('2024-12-31T09:00:00.000Z')
  const journal = opened(folder, clock)
  const shop = tillShop({}, { clock, journal })
  got(shop.open(mad(500)))
  await shop.serve('cash_in', mad(150))
  await shop.serve('cash_out', mad(50))
  shop.counter.stop()
  journal.close()
}

function cutAt(
  folder: string,
  when: string,
): Promise<{ readonly signal: string | null; readonly out: string }> {
  const child = spawn(process.execPath, [join(BUNDLE, 'z-child.mjs'), folder, when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (bytes) => {
    out += String(bytes)
  })
  return new Promise((resolve) => child.once('close', (_, signal) => resolve({ signal, out })))
}

async function cutAfter(when: string): Promise<TillShop> {
  const folder = tempFolder()
  await played(folder)
  expect(await cutAt(folder, when)).toEqual({ signal: 'SIGKILL', out: '' })
  const clock = steppedClock(new Date().toISOString())
  return tillShop({}, { clock, journal: opened(folder, clock) })
}

const kinds = ['shift', 'day', 'month', 'year'] as const
const numbers = (shop: TillShop) => kinds.map((kind) => shop.till.closings(kind, null, 10).rows.length)

describe('power that is cut in a Z', () => {
  // The first signature is of the Z itself, the others of the day, the month and the year that it closes.
  it.each(['1', '2', '3', '4'])(
    'at signature %s: it has not begun, and is made from the count that holds',
    async (when) => {
      const shop = await cutAfter(when)
      expect(numbers(shop)).toEqual([0, 0, 0, 0])
      const [shift] = shop.till.openShifts()
      if (!shift) throw new Error('the shift is gone')
      expect(shift).toMatchObject({ id: 'CASA1-S000001', counted: 'closing' })
      expect(shop.till.sealed(shift.id, SALMA_B)).toMatchObject({ expected: mad(600), difference: 0, z: 1 })
      const closing = {
        closeId: '22222222-2222-4222-8222-222222222222',
        shift: shift.id,
        left: mad(200),
        reason: null,
        approvedBy: null,
      }
      const { report, closed } = got(shop.till.close(closing, SALMA_B))
      expect(report).toMatchObject({ z: 1, toSafe: mad(400), perpetual: { shifts: 1 } })
      expect(closed.map(({ kind, number }) => [kind, number])).toEqual([
        ['day', 1],
        ['month', 1],
        ['year', 1],
      ])
      expect(shop.journal.verify().broken).toBeNull()
    },
  )

  it('right after it: it is wholly done, and the same act gives the same Z', async () => {
    const shop = await cutAfter('till.shift_closed')
    expect(numbers(shop)).toEqual([1, 1, 1, 1])
    expect(shop.till.openShifts()).toEqual([])
    expect(
      shop
        .kinds()
        .filter((kind) => kind.startsWith('till.'))
        .slice(-4),
    ).toEqual(['till.shift_closed', 'till.period_closed', 'till.period_closed', 'till.period_closed'])
    // Its paper was asked for in the same append: the print queue finds it at its start.
    expect(shop.journal.events({ limit: 10_000 }).at(-1)).toMatchObject({
      kind: 'paper.requested',
      payload: { copy: 0, data: { kind: 'z_report', report: { z: 1 } } },
    })
    expect(shop.till.status(SALMA_B)).toMatchObject({
      shift: null,
      carried: mad(200),
      beside: { safe: mad(400) },
    })
    const again = {
      closeId: '22222222-2222-4222-8222-222222222222',
      shift: 'CASA1-S000001',
      left: mad(200),
      reason: null,
      approvedBy: null,
    }
    expect(got(shop.till.close(again, SALMA_B)).report.z).toBe(1)
    expect(numbers(shop)).toEqual([1, 1, 1, 1])
    expect(shop.journal.verify().broken).toBeNull()
  })

  it('right after the count: the count holds', async () => {
    const shop = await cutAfter('till.counted')
    const [shift] = shop.till.openShifts()
    expect(shift?.counted).toBe('closing')
    const count = { countId: '11111111-1111-4111-8111-111111111111', shift: shift?.id ?? '' }
    const sealed = got(shop.till.count({ ...count, purpose: 'closing', count: total(mad(600)) }, SALMA_B))
    expect(sealed).toMatchObject({ recount: true, difference: 0 })
  })
})
