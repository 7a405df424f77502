import { describe, expect, it } from 'vitest'
import { JOURNAL_BEGUN } from '../../../electron/domain/journal-begun'
import type { Signer } from '../../../electron/domain/signer'
import { terminalKinds } from '../../../electron/ipc/kinds'
import { operationKinds } from '../../../electron/operations/kinds'
import { operationProjection } from '../../../electron/operations/projection'
import { receiptKinds } from '../../../electron/receipts/kinds'
import { tillKinds } from '../../../electron/till/kinds'
import { tillProjection } from '../../../electron/till/projection'
import { memoryFolder } from '../../support/counter'
import { openTestJournal } from '../../support/journal'
import { testSigner } from '../../support/signer'
import { steppedClock } from '../../support/stepped-clock'
import { SALMA_B } from '../../support/till'
import { got, mad, type TillShop, tillShop } from '../../support/till-shop'

const KINDS = [...operationKinds, ...tillKinds, ...receiptKinds, ...terminalKinds]

/** A shop whose journal goes on for another one, of which so much was read. */
function shopAfter(
  found: Partial<{
    floor: number
    series: { name: string; last: number }[]
    perpetual: unknown
    head: { sequence: number; hash: string } | null
  }>,
): TillShop {
  const clock = steppedClock('2026-06-16T09:00:00.000Z')
  const journal = openTestJournal(memoryFolder(), {
    clock,
    kinds: KINDS,
    projections: [operationProjection, tillProjection],
  })
  const begun = {
    kept: 'journal.db.kept-1',
    by: 'Karim I.',
    fault: 'journal_corrupt: event 12',
    broken: null,
    head: null,
    numbersFrom: 'journal',
    floor: 0,
    series: [],
    perpetual: null,
    unsettled: [],
    ...found,
  }
  journal.append({ cashier: 'system', shift: null }, (tx) => {
    tx.carry(begun)
    return [{ kind: JOURNAL_BEGUN, operation: null, payload: begun }]
  })
  return tillShop({}, { clock, journal })
}

async function oneDay(shop: TillShop) {
  got(shop.open(mad(500)))
  await shop.serve('cash_in', mad(100))
  return got(shop.z(SALMA_B, { left: mad(500) }))
}

describe('a till on a journal that goes on for a damaged one', () => {
  it('numbers its shifts and Zs behind those of the old one, and closes the days that come', async () => {
    const shop = shopAfter({
      series: [
        { name: 'shift', last: 41 },
        { name: 'z', last: 40 },
      ],
    })
    const first = await oneDay(shop)
    expect(first.report).toMatchObject({ shift: 'CASA1-S000042', z: 41 })
    await shop.clock.pass(24 * 60 * 60_000)
    const second = await oneDay(shop)
    expect(second.report).toMatchObject({ shift: 'CASA1-S000043', z: 42 })
    expect(shop.till.zsOf('2026-06-16', '2026-06-17').map(({ z }) => z)).toEqual([41, 42])
  })

  it('leaps where no number could be read, and promises the number that it then gives', async () => {
    const shop = shopAfter({ floor: 10_000 })
    got(shop.open(mad(500)))
    got(shop.count(mad(500)))
    const { id } = shop.till.openShifts()[0] ?? { id: '' }
    expect(id).toBe('CASA1-S010001')
    expect(shop.till.sealed(id, SALMA_B)?.z).toBe(10_001)
    expect(got(shop.z()).report.z).toBe(10_001)
  })

  it('goes on with the totals that never begin again, and with the count of events', async () => {
    const old = tillShop()
    await oneDay(old)
    const { perpetual } = (await oneDay(old)).report
    expect(perpetual.shifts).toBe(2)
    const head = { sequence: 900, hash: 'ab'.repeat(32) }
    const shop = shopAfter({ perpetual, head })
    expect(shop.till.perpetual()).toEqual(perpetual)
    const { report } = await oneDay(shop)
    expect(report.perpetual).toMatchObject({
      shifts: 3,
      kinds: [{ kind: 'cash_in', count: 3, amount: mad(300) }, {}, {}],
      events: 900 + report.head.sequence,
    })
  })
})

describe('a Z of a shift in which no seal could be made', () => {
  it('says how often, and the next one begins anew', async () => {
    let broken = true
    const signer: Signer = {
      ...testSigner,
      sign: (text) => {
        if (broken) throw new Error('no key')
        return testSigner.sign(text)
      },
    }
    const clock = steppedClock('2026-06-16T09:00:00.000Z')
    const journal = openTestJournal(memoryFolder(), {
      clock,
      kinds: KINDS,
      projections: [operationProjection, tillProjection],
      signer,
    })
    const shop = tillShop({}, { clock, journal })
    got(shop.open(mad(500)))
    journal.seal()
    await shop.serve('cash_in', mad(100))
    journal.seal()
    broken = false
    const { report } = got(shop.z(SALMA_B, { left: mad(500) }))
    expect(report.notSealed).toBe(2)
    expect((await oneDay(shop)).report.notSealed).toBe(0)
  })
})
