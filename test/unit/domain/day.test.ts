import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  civilDay,
  dayBounds,
  formatDate,
  formatTime,
  formatTimeSeconds,
  isDay,
} from '../../../electron/domain/day'

describe('a day in Morocco', () => {
  it('begins an hour before the UTC day, but in Ramadan with it', () => {
    expect(dayBounds('2026-06-16')).toEqual({
      start: '2026-06-15T23:00:00.000Z',
      end: '2026-06-16T23:00:00.000Z',
    })
    expect(dayBounds('2026-03-01')).toEqual({
      start: '2026-03-01T00:00:00.000Z',
      end: '2026-03-02T00:00:00.000Z',
    })
  })

  it('is an hour longer or shorter where Ramadan begins and ends', () => {
    const hours = (day: string): number => {
      const { start, end } = dayBounds(day)
      return (Date.parse(end) - Date.parse(start)) / 3_600_000
    }
    expect(hours('2026-02-15')).toBe(25)
    expect(hours('2026-03-22')).toBe(23)
  })

  it('holds every instant in exactly one day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (at) => {
          const iso = at.toISOString()
          const { start, end } = dayBounds(civilDay(iso))
          expect(start <= iso && iso < end).toBe(true)
          expect(civilDay(start)).toBe(civilDay(iso))
          expect(dayBounds(civilDay(end)).start).toBe(end)
        },
      ),
      { seed: 20260616, numRuns: 400 },
    )
  })

  it('is shown as a counter reads it', () => {
    expect(formatDate('2026-06-16T23:30:00.000Z')).toBe('17/06/2026')
    expect(formatTime('2026-06-16T13:32:41.000Z')).toBe('14:32')
    expect(formatTimeSeconds('2026-06-16T13:32:41.000Z')).toBe('14:32:41')
  })

  it('is followed by the next of the calendar, whatever hours it has', () => {
    expect(addDays('2026-02-15', 1)).toBe('2026-02-16')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(['2026-02-28', '2026-02-29', '2026-2-1', '', '2026-06-16T00:00'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
