import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dayInDigits,
  dayInWords,
  daysBetween,
  monthInWords,
  monthOf,
  weeksOf,
} from '../../../renderer/lib/calendar'
import { readTypedDay } from '../../../renderer/lib/typed-day'
import { stepped } from '../../../renderer/screens/day/span'

const seed = 20260616
const aDay = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 86_400_000, max: Date.UTC(2040, 0, 1) / 86_400_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

describe('Days of a calendar', () => {
  it('go over the ends of months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-12-16', 1)).toBe('2027-01-16')
    expect(addMonths('2026-01-16', -1)).toBe('2025-12-16')
  })

  it('come back after as many days, and are counted right', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        const other = addDays(day, days)
        expect(addDays(other, -days)).toBe(day)
        expect(daysBetween(day, other)).toBe(days)
      }),
      { seed, numRuns: 500 },
    )
  })

  it('fill whole weeks from Monday on, each day of the month once', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const weeks = weeksOf(monthOf(day))
        const days = weeks.flat()
        expect(weeks.every((week) => week.length === 7)).toBe(true)
        expect(days.every((one) => daysBetween(days[0] ?? '', one) === days.indexOf(one))).toBe(true)
        expect(new Date(`${days[0]}T00:00:00Z`).getUTCDay()).toBe(1)
        const own = days.filter((one) => monthOf(one) === monthOf(day))
        expect(own[0]).toBe(`${monthOf(day)}-01`)
        expect(addDays(own.at(-1) ?? '', 1)).toBe(addMonths(own[0] ?? '', 1))
        // No week is of other months alone.
        expect(weeks.every((week) => week.some((one) => monthOf(one) === monthOf(day)))).toBe(true)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('are told in words with 0-9 in each language', () => {
    expect(dayInWords('2026-06-16', 'fr')).toBe('mardi 16 juin 2026')
    expect(dayInWords('2026-06-16', 'en')).toMatch(/^Tuesday,? 16 June 2026$/)
    expect(dayInWords('2026-06-16', 'ar')).toMatch(/الثلاثاء.*16.*2026/)
    expect(monthInWords('2026-06', 'fr')).toBe('juin 2026')
    expect(dayInDigits('2026-06-16')).toBe('16/06/2026')
  })
})

describe('A day as people type it', () => {
  it.each([
    ['16/06/2026', '2026-06-16'],
    ['1.6.2026', '2026-06-01'],
    [' 16-06-2026 ', '2026-06-16'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (typed, day) => {
    expect(readTypedDay(typed)).toBe(day)
  })

  it.each(['', '31/02/2026', '00/01/2026', '16/13/2026', '16/06/26', '2026-06-16', '16 juin 2026'])(
    '%j is none',
    (typed) => {
      expect(readTypedDay(typed)).toBeNull()
    },
  )

  it('reads back what is written', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        expect(readTypedDay(dayInDigits(day))).toBe(day)
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('Another span of days', () => {
  it('is as long, just before or just after', () => {
    const week = { from: '2026-06-08', to: '2026-06-14' }
    expect(stepped(week, -1, '2026-06-30')).toEqual({ from: '2026-06-01', to: '2026-06-07' })
    expect(stepped(week, 1, '2026-06-30')).toEqual({ from: '2026-06-15', to: '2026-06-21' })
  })

  it('never reaches beyond today', () => {
    const today = { from: '2026-06-16', to: '2026-06-16' }
    expect(stepped(today, 1, '2026-06-16')).toBeNull()
    expect(stepped({ from: '2026-06-08', to: '2026-06-14' }, 1, '2026-06-16')).toBeNull()
  })
})
