import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { duePeriods, isForgotten, type ZDay } from '../../../electron/till/periods'

const waiting = (z: number, day: string): ZDay => ({ z, day, inDay: false, inMonth: false, inYear: false })

describe('the periods that are due', () => {
  it('are over, have Zs, and come days first, the oldest first', () => {
    const zs = [
      waiting(1, '2026-12-30'),
      waiting(2, '2026-12-31'),
      waiting(3, '2026-12-30'),
      waiting(4, '2027-01-01'),
    ]
    expect(duePeriods(zs, [], '2027-01-01')).toEqual([
      { kind: 'day', period: '2026-12-30', zs: [1, 3] },
      { kind: 'day', period: '2026-12-31', zs: [2] },
      { kind: 'month', period: '2026-12', zs: [1, 2, 3] },
      { kind: 'year', period: '2026', zs: [1, 2, 3] },
    ])
    expect(duePeriods(zs, [], '2026-12-30')).toEqual([])
  })

  it('wait for a shift that was opened in them or before, and for no later one', () => {
    const zs = [waiting(1, '2026-06-15'), waiting(2, '2026-06-16')]
    expect(duePeriods(zs, ['2026-06-16'], '2026-06-17')).toEqual([
      { kind: 'day', period: '2026-06-15', zs: [1] },
    ])
    expect(duePeriods(zs, ['2026-06-15'], '2026-06-17')).toEqual([])
    expect(duePeriods(zs, ['2026-06-17'], '2026-06-17')).toHaveLength(2)
  })

  it('are today too where a person closes it, and no month with it', () => {
    const zs = [waiting(1, '2026-06-30')]
    expect(duePeriods(zs, [], '2026-06-30', true)).toEqual([{ kind: 'day', period: '2026-06-30', zs: [1] }])
  })

  it('leave out what a closing of their kind has already', () => {
    const zs: ZDay[] = [
      { ...waiting(1, '2026-06-16'), inDay: true },
      waiting(2, '2026-06-16'),
      { ...waiting(3, '2026-05-01'), inDay: true, inMonth: true },
    ]
    expect(duePeriods(zs, [], '2026-07-01')).toEqual([
      { kind: 'day', period: '2026-06-16', zs: [2] },
      { kind: 'month', period: '2026-06', zs: [1, 2] },
    ])
  })

  it('take each Z once a kind, whatever days they are of', () => {
    const day = fc
      .tuple(
        fc.integer({ min: 2024, max: 2028 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 30 }),
        day,
        fc.array(day, { maxLength: 2 }),
        (days, today, open) => {
          const zs = days.map((one, index) => waiting(index + 1, one))
          for (const kind of ['day', 'month', 'year'] as const) {
            const due = duePeriods(zs, open, today).filter((one) => one.kind === kind)
            const taken = due.flatMap((one) => one.zs)
            expect(new Set(taken).size).toBe(taken.length)
            const length = { day: 10, month: 7, year: 4 }[kind]
            const expected = zs.filter(
              (one) =>
                one.day.slice(0, length) < today.slice(0, length) &&
                open.every((opened) => opened.slice(0, length) > one.day.slice(0, length)),
            )
            expect([...taken].sort((a, b) => a - b)).toEqual(expected.map(({ z }) => z))
          }
        },
      ),
      { seed: 20260616 },
    )
  })
})

describe('a shift that nobody closed', () => {
  const opened = { day: '2026-06-16', openedAt: '2026-06-16T08:00:00.000Z' }
  it.each([
    ['2026-06-16T23:59:00.000Z', '2026-06-17', '00:59', false],
    ['2026-06-17T03:59:00.000Z', '2026-06-17', '04:59', false],
    ['2026-06-17T04:00:00.000Z', '2026-06-17', '05:00', true],
    ['2026-06-16T22:00:00.000Z', '2026-06-16', '23:00', false],
    ['2026-06-17T08:00:00.000Z', '2026-06-17', '09:00', true],
    ['2026-06-18T02:00:00.000Z', '2026-06-18', '03:00', true],
    ['2026-06-15T09:00:00.000Z', '2026-06-15', '10:00', false],
  ])('at %s', (at, day, time, forgotten) => {
    expect(isForgotten(opened, { at, day, time })).toBe(forgotten)
  })

  it('is not one that began late in the night', () => {
    const late = { day: '2026-06-16', openedAt: '2026-06-16T20:00:00.000Z' }
    const at = '2026-06-17T05:00:00.000Z'
    expect(isForgotten(late, { at, day: '2026-06-17', time: '06:00' })).toBe(false)
  })
})
