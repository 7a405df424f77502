import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MOVEMENT_KINDS,
  MOVEMENT_REASONS,
  type MovementKind,
  type MovementReason,
} from '../../../electron/domain/closing'
import { centimes, ZERO } from '../../../electron/domain/money'
import { arrivalOf, isTransit, movesOf, opposite } from '../../../electron/till/moves'
import { differencesOf, drawerSums, levelOf, needsOf, servable } from '../../../electron/till/totals'
import { tillSettings } from '../../support/till'

const ALL = MOVEMENT_KINDS.flatMap((kind) =>
  MOVEMENT_REASONS[kind].map((reason): readonly [MovementKind, MovementReason] => [kind, reason]),
)

describe('a drawer', () => {
  it('is its opening, and everything in, less everything out', () => {
    const whys = ['operation', 'change', 'paid_in', 'paid_out', 'safe', 'bank', 'handover'] as const
    const moved = fc.record({ came: fc.nat({ max: 1_000_000 }), went: fc.nat({ max: 1_000_000 }) })
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.tuple(...whys.map(() => moved)), (opening, all) => {
        const sums = drawerSums(
          centimes(opening),
          (why) => all[whys.indexOf(why as never)] ?? { came: 0, went: 0 },
        )
        const net = all.reduce((sum, { came, went }) => sum + came - went, opening)
        expect(sums.expected).toBe(net)
      }),
      { seed: 20260616 },
    )
  })
})

describe('a difference', () => {
  const settings = tillSettings({ reasonFrom: centimes(500), supervisorFrom: centimes(5_000) })
  it.each([
    [0, 'nothing'],
    [500, 'nothing'],
    [-500, 'nothing'],
    [501, 'reason'],
    [-5_000, 'reason'],
    [5_001, 'supervisor'],
    [-5_001, 'supervisor'],
  ] as const)('of %i centimes needs %s', (difference, needs) => {
    expect(needsOf(centimes(difference), settings)).toBe(needs)
  })

  it('of nothing is not counted as one', () => {
    expect(differencesOf([ZERO, centimes(-30), ZERO, centimes(10)])).toEqual({
      count: 2,
      signed: -20,
      absolute: 40,
    })
  })
})

describe('a pocket', () => {
  it.each([
    [1_000, null, null, 'ok'],
    [1_000, 1_000, null, 'low'],
    [1_001, 1_000, null, 'ok'],
    [300, 1_000, 300, 'stop'],
    [301, 1_000, 300, 'low'],
    [0, null, 0, 'stop'],
    [-50, 100, null, 'low'],
  ] as const)('of %i, warned at %s and stopped at %s, is %s', (amount, warn, stop, level) => {
    expect(
      levelOf(centimes(amount), warn === null ? null : centimes(warn), stop === null ? null : centimes(stop)),
    ).toBe(level)
  })

  it('serves what is above its stop, and never less than nothing', () => {
    expect(servable(centimes(500), null)).toBe(500)
    expect(servable(centimes(500), centimes(200))).toBe(300)
    expect(servable(centimes(100), centimes(200))).toBe(0)
  })
})

describe('a movement', () => {
  const at = (moves: readonly { place: string; amount: number }[], place: string): number =>
    moves.filter((move) => move.place === place).reduce((sum, { amount }) => sum + amount, 0)

  it.each(ALL)('of %s for %s moves the drawer its own way, and is undone by its opposite', (kind, reason) => {
    const moves = movesOf(kind, reason, centimes(700))
    expect(at(moves, 'drawer')).toBe(kind === 'paid_in' ? 700 : -700)
    expect(moves.every(({ why }) => why === kind)).toBe(true)
    const arrived = isTransit(kind, reason) ? arrivalOf(reason, centimes(700)) : []
    expect(at([...moves, ...arrived], 'transit')).toBe(0)
    const undone = [...moves, ...arrived, ...opposite([...moves, ...arrived])]
    for (const place of ['drawer', 'safe', 'transit', 'float']) expect(at(undone, place)).toBe(0)
  })
})
