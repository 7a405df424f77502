import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASH_PLACES, CASH_REASONS } from '../../../electron/domain/cash'
import { centimes } from '../../../electron/domain/money'
import { ended, moneyBreaks, proofOf } from '../../../electron/reconciliation/money'
import type { CashDay, Move } from '../../../electron/reconciliation/types'
import { DAY, generate, moneyFact, noMoney } from './generator'

const move = (place: Move['place'], why: Move['why'], came: number, went = 0): Move => ({
  place,
  why,
  came: centimes(came),
  went: centimes(went),
})

/** The day of the pictures: 2 000 at the start, 21 700 in, 13 700 out, 3 000 to the bank, 20 short. */
const shopDay = (): CashDay => ({
  ...noMoney(),
  began: { ...noMoney().began, drawer: centimes(200_000), float: centimes(2_000_000) },
  moves: [
    move('drawer', 'operation', 2_170_000, 1_370_000),
    move('float', 'operation', 1_370_000, 2_170_000),
    move('drawer', 'bank', 0, 300_000),
    move('transit', 'bank', 300_000),
    move('drawer', 'closing', 0, 2_000),
  ],
  differences: [moneyFact({ difference: centimes(-2_000), reason: 'erreur de monnaie' })],
  counted: true,
  float: { amount: centimes(1_200_000), at: `${DAY}T19:00:00.000Z` },
})

const RULES = { reasonFrom: centimes(500), now: `${DAY}T20:00:00.000Z` }

describe('The master check of a day', () => {
  it('goes from the opening to the count, line by line', () => {
    const { cash } = proofOf(shopDay(), [], [], null)
    expect(cash.lines.map(({ code, amount }) => [code, amount])).toEqual([
      ['opening', 200_000],
      ['cash_in', 2_170_000],
      ['cash_out', -1_370_000],
      ['bank', -300_000],
    ])
    expect([cash.expected, cash.counted, cash.variance]).toEqual([700_000, 698_000, -2_000])
  })

  it('counts as still there what a closing puts into the safe', () => {
    const day: CashDay = {
      ...shopDay(),
      moves: [...shopDay().moves, move('drawer', 'safe', 0, 500_000), move('safe', 'safe', 500_000)],
      putAway: centimes(500_000),
    }
    const { cash } = proofOf(day, [], [], null)
    expect([cash.expected, cash.counted]).toEqual([700_000, 698_000])
  })

  it('says nothing counted where nobody counted', () => {
    const { cash } = proofOf({ ...shopDay(), counted: false, differences: [], moves: [] }, [], [], null)
    expect([cash.expected, cash.counted, cash.variance]).toEqual([200_000, null, null])
  })

  it('takes a first fund for no difference', () => {
    const day = { ...noMoney(), moves: [move('drawer', 'opening', 200_000)], counted: true }
    const { cash, capital } = proofOf(day, [], [], null)
    expect(cash.lines).toContainEqual({ code: 'fund', amount: 200_000 })
    expect(cash.variance).toBe(0)
    expect(capital.remainder).toBe(0)
  })

  it('goes from one word about the float to the next', () => {
    const day: CashDay = {
      ...shopDay(),
      moves: [...shopDay().moves, move('float', 'float', 0, 5_000)],
      differences: [moneyFact({ what: 'float', difference: centimes(-5_000) })],
      floatsToday: 1,
    }
    const { float } = proofOf(day, [], [], null)
    expect([float.estimate, float.truth, float.difference]).toEqual([1_200_000, 1_195_000, -5_000])
  })

  it('knows no float that was never told', () => {
    const { float, capital } = proofOf({ ...shopDay(), float: null }, [], [], null)
    expect([float.estimate, float.truth, float.difference]).toEqual([null, null, null])
    expect(capital.floatUnknown).toBe(true)
  })

  it('finds notes that no operation holds', () => {
    const day = { ...noMoney(), moves: [move('counter', 'operation', 10_000)] }
    const [held] = generate({ unsure_absent: 1 }, 3).entries.map((entry) => ({
      ...entry,
      received: centimes(10_000),
    }))
    if (!held) throw new Error('no operation')
    expect(proofOf(day, [], [], [held]).capital.remainder).toBe(0)
    expect(proofOf(day, [], [], []).capital.remainder).toBe(10_000)
  })

  it('leaves nothing unexplained, whatever moves where', () => {
    const moves = fc
      .uniqueArray(
        fc.record({
          place: fc.constantFrom(...CASH_PLACES),
          why: fc.constantFrom(...CASH_REASONS),
          came: fc.nat(1_000_000),
          went: fc.nat(1_000_000),
        }),
        { selector: ({ place, why }) => `${place} ${why}` },
      )
      .map((all) => all.map(({ place, why, came, went }) => move(place, why, came, went)))
    // Counts are of drawers and words about the float are of the float: no other place has such moves.
    const possible = moves.map((all) =>
      all.filter(
        ({ place, why }) =>
          (!['opening', 'handover', 'closing'].includes(why) || place === 'drawer') &&
          (why !== 'float' || place === 'float'),
      ),
    )
    fc.assert(
      fc.property(possible, (all) => {
        const day = { ...noMoney(), moves: all }
        const { cash, capital } = proofOf(day, [], [], null)
        expect(capital.remainder).toBe(0)
        expect(cash.expected).toBe(ended(day).drawer)
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('Breaks of the money', () => {
  const breaks = (day: CashDay, entries = generate({}, 1).entries) =>
    moneyBreaks(DAY, day, proofOf(day, entries, [], null), entries, [], RULES)

  it.each([
    ['with its reason is settled', { difference: centimes(-2_000), reason: 'erreur' }, true],
    ['that a supervisor approved is settled', { difference: centimes(-2_000), approvedBy: 'Nadia' }, true],
    ['within the tolerance is settled', { difference: centimes(500) }, true],
    ['without a word is open', { difference: centimes(501) }, false],
  ])('R14: a difference %s', (_, fact, settled) => {
    const found = breaks({ ...noMoney(), differences: [moneyFact(fact)] })
    expect(found.map(({ code, settled: done }) => [code, done])).toEqual([['R14', settled]])
  })

  const floatDay = (difference: number): CashDay => ({
    ...noMoney(),
    moves: [move('float', 'float', Math.max(0, difference), Math.max(0, -difference))],
    differences: [moneyFact({ key: 'float:9', what: 'float', difference: centimes(difference) })],
    floatsToday: 1,
    float: { amount: centimes(100_000), at: `${DAY}T19:00:00.000Z` },
  })

  it('R15: a float that differs is open until somebody explains it', () => {
    expect(breaks(floatDay(-300)).map(({ code, settled }) => [code, settled])).toEqual([['R15', false]])
  })

  it("R15: the day's commissions paid out explain themselves", () => {
    const { entries } = generate({ matched: 4 }, 2)
    expect(breaks(floatDay(1_000), entries).map(({ code, settled }) => [code, settled])).toEqual([
      ['R15', true],
    ])
  })

  it.each([
    ['the day it left', `${DAY}T20:00:00.000Z`, 'none'],
    ['two days later', '2026-06-18T20:00:00.000Z', 'none'],
    ['three days later', '2026-06-19T09:00:00.000Z', 'high'],
  ])('R17: cash on its way weighs, %s, %s', (_, now, severity) => {
    const day: CashDay = {
      ...noMoney(),
      transits: [
        {
          number: 'CASA1-M000004',
          at: `${DAY}T18:00:00.000Z`,
          by: 'Karim I.',
          amount: centimes(300_000),
          note: null,
          shift: null,
        },
      ],
    }
    const found = moneyBreaks(DAY, day, proofOf(day, [], [], null), [], [], { ...RULES, now })
    expect(found.map(({ code, rule }) => [code, rule.severity])).toEqual([['R17', severity]])
  })

  it('a remainder of the master check is a break of its own', () => {
    const day = { ...noMoney(), moves: [move('counter', 'operation', 10_000)] }
    const found = moneyBreaks(DAY, day, proofOf(day, [], [], []), [], [], RULES)
    expect(found.map(({ key, amount }) => [key, amount])).toEqual([[`capital:${DAY}`, 10_000]])
  })
})
