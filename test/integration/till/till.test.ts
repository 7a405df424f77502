import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CASH_PLACES, type CashMove, cashEventSchema } from '../../../electron/domain/cash'
import { type Centimes, centimes } from '../../../electron/domain/money'
import { PAPER_REQUESTED, type PaperData, paperRequestSchema } from '../../../electron/domain/paper'
import type { Journal } from '../../../electron/journal/types'
import { tillKinds } from '../../../electron/till/kinds'
import { tillProjection } from '../../../electron/till/projection'
import { createTill } from '../../../electron/till/till'
import { AMINA, type HeldClock, heldClock, openTestJournal, tempFolder } from '../../support/journal'

const head = (cashier: string): PaperData['head'] => ({
  shopName: 'Épicerie Al Amal',
  shopAddress: 'Casablanca',
  shopPhone: '',
  agentCode: 'AG1',
  terminal: 'CASA1',
  cashier,
  at: '2026-06-16T09:00:00.000Z',
  version: '0.1.0',
  training: false,
  language: 'fr',
})

function opened(clock: HeldClock = heldClock()) {
  const journal = openTestJournal(tempFolder(), {
    clock,
    kinds: [
      ...tillKinds,
      { kind: 'cash.moved', schema: cashEventSchema },
      { kind: 'cash.broken', schema: z.object({ cash: z.array(z.unknown()) }) },
      { kind: PAPER_REQUESTED, schema: paperRequestSchema },
    ],
    projections: [tillProjection],
  })
  const till = createTill({ journal, clock, ids: { uuid: () => 'paper-1' }, paperHead: head })
  return { clock, journal, till, move: mover(journal) }
}

type Move = readonly [CashMove['place'], number, CashMove['why']?]
const mover =
  (journal: Journal) =>
  (...moves: readonly Move[]) =>
    journal.append(AMINA, () => [
      {
        kind: 'cash.moved',
        operation: 'op',
        payload: { cash: moves.map(([place, amount, why = 'operation']) => ({ place, amount, why })) },
      },
    ])
const mad = (amount: number): Centimes => centimes(amount * 100)

const quiet = {
  opening: null,
  cashIn: 0,
  cashOut: 0,
  change: 0,
  counter: 0,
  aside: 0,
  due: 0,
  changeDue: 0,
  owed: 0,
}

describe("the day's cash", () => {
  it('is nothing on the first morning', () => {
    const { till } = opened()
    expect(till.today()).toEqual({ ...quiet, day: '2026-06-16', proposedOpening: 0, expected: 0 })
  })

  it('follows a cash-in with change, a cash-out, money aside and a debt', () => {
    const { till, move } = opened()
    expect(till.setOpening(mad(500), AMINA)).toEqual({ ok: true })
    move(['counter', mad(150)])
    expect(till.today()).toMatchObject({ counter: mad(150), expected: mad(500) })
    move(['counter', -mad(150)], ['drawer', mad(150)], ['change_due', mad(25), 'change'])
    expect(till.today()).toMatchObject({
      counter: 0,
      cashIn: mad(150),
      changeDue: mad(25),
      expected: mad(650),
    })
    move(['change_due', -mad(25), 'change'], ['drawer', -mad(25), 'change'])
    expect(till.today()).toMatchObject({ changeDue: 0, change: mad(25), expected: mad(625) })

    move(['due', mad(200)])
    move(['due', -mad(200)], ['drawer', -mad(200)])
    expect(till.today()).toMatchObject({ due: 0, cashOut: mad(200), expected: mad(425) })

    move(['counter', mad(80)])
    move(['counter', -mad(80)], ['aside', mad(80)])
    expect(till.today()).toMatchObject({ aside: mad(80), expected: mad(425) })
    move(['aside', -mad(80)], ['drawer', mad(80)], ['owed', mad(80)])
    move(['owed', -mad(80)], ['drawer', -mad(80)])
    expect(till.today()).toEqual({
      day: '2026-06-16',
      opening: mad(500),
      proposedOpening: null,
      cashIn: mad(230),
      cashOut: mad(280),
      change: mad(25),
      counter: 0,
      aside: 0,
      due: 0,
      changeDue: 0,
      owed: 0,
      expected: mad(425),
    })
  })

  it('is carried over midnight of Casablanca, and debts with it', () => {
    const { clock, till, move } = opened(heldClock('2026-06-16T22:30:00.000Z'))
    till.setOpening(mad(100), AMINA)
    move(['drawer', mad(50)], ['owed', mad(30)])
    clock.pass(45 * 60_000)
    expect(till.today()).toEqual({
      ...quiet,
      day: '2026-06-17',
      proposedOpening: mad(150),
      owed: mad(30),
      expected: mad(150),
    })
    move(['drawer', -mad(20)])
    expect(till.today()).toMatchObject({ proposedOpening: mad(150), cashOut: mad(20), expected: mad(130) })
  })

  it('takes one opening a day, corrects by the difference, and keeps what was moved before it', () => {
    const { clock, journal, till, move } = opened()
    move(['drawer', mad(40)])
    expect(till.setOpening(mad(500), AMINA)).toEqual({ ok: true })
    expect(till.today()).toMatchObject({ opening: mad(500), cashIn: mad(40), expected: mad(540) })
    expect(till.setOpening(mad(900), AMINA)).toEqual({ ok: false })
    clock.pass(24 * 3_600_000)
    expect(till.setOpening(centimes(-1), AMINA)).toEqual({ ok: false })
    expect(till.setOpening(mad(535), AMINA)).toEqual({ ok: true })
    expect(till.today()).toMatchObject({ opening: mad(535), cashIn: 0, cashOut: 0, expected: mad(535) })
    const counts = journal.events({ kinds: ['till.opening_counted'], limit: 5 }).map(({ payload }) => payload)
    expect(counts).toEqual([
      {
        day: '2026-06-16',
        amount: mad(500),
        carried: 0,
        cash: [{ place: 'drawer', amount: mad(500), why: 'opening' }],
      },
      {
        day: '2026-06-17',
        amount: mad(535),
        carried: mad(540),
        cash: [{ place: 'drawer', amount: -mad(5), why: 'opening' }],
      },
    ])
  })

  it('adds up at every moment, each move once, and the same after a rebuild', () => {
    const amount = fc.integer({ min: -50_000, max: 50_000 })
    const step = fc.oneof(
      fc.record({
        place: fc.constantFrom(...CASH_PLACES),
        amount,
        why: fc.constantFrom('operation' as const, 'change' as const),
      }),
      fc.record({ open: fc.nat({ max: 100_000 }) }),
      fc.record({ hours: fc.integer({ min: -30, max: 30 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const { clock, journal, till, move } = opened()
        let drawer = 0
        for (const now of steps) {
          if ('hours' in now)
            clock.set(new Date(Date.parse(clock.now()) + now.hours * 3_600_000).toISOString())
          else if ('open' in now) {
            const before = till.today()
            const { ok } = till.setOpening(centimes(now.open), AMINA)
            expect(ok).toBe(before.opening === null)
            if (before.proposedOpening !== null) drawer += now.open - before.proposedOpening
          } else {
            move([now.place, now.amount, now.why])
            if (now.place === 'drawer') drawer += now.amount
          }
          const day = till.today()
          expect(day.expected).toBe(drawer)
          expect((day.opening ?? day.proposedOpening ?? 0) + day.cashIn - day.cashOut - day.change).toBe(
            day.expected,
          )
        }
        const before = till.today()
        journal.rebuild()
        expect(till.today()).toEqual(before)
        journal.close()
      }),
      { seed: 20260616, numRuns: 30 },
    )
  })

  it('refuses an event whose cash it cannot read, and stores nothing of it', () => {
    const { journal, till } = opened()
    for (const cash of [[{ place: 'pocket', amount: 1, why: 'operation' }], [{ place: 'drawer', amount: 1 }]])
      expect(() =>
        journal.append(AMINA, () => [{ kind: 'cash.broken', operation: null, payload: { cash } }]),
      ).toThrow()
    expect(journal.events({ limit: 5 })).toEqual([])
    expect(till.today().expected).toBe(0)
  })

  it('goes on paper as it stands on screen', () => {
    const { journal, till, move } = opened()
    till.setOpening(mad(500), AMINA)
    move(['drawer', mad(150)], ['aside', mad(10)])
    till.printSlip(AMINA)
    const [slip] = journal.events({ kinds: [PAPER_REQUESTED], limit: 5 })
    const { proposedOpening, counter, ...shown } = till.today()
    expect(slip?.payload).toEqual({
      paper: 'paper-1',
      copy: 0,
      data: { kind: 'day_cash', head: head('Amina'), ...shown },
    })
    expect({ proposedOpening, counter }).toEqual({ proposedOpening: null, counter: 0 })
  })
})
