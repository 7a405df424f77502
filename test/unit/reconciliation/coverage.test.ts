import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../../electron/reconciliation/coverage'
import { pullOf } from './generator'

const TEN_MINUTES = 600_000
const at = (time: string): string => `2026-06-16T${time}:00.000Z`
const evening = (time: string, change = {}) =>
  pullOf(1, { from: at('00:00'), to: at(time), readAt: at(time), ...change })

describe('What readings of the listing prove of something that they do not hold', () => {
  it('is nothing without a reading', () => {
    const coverage = coverageOf([], TEN_MINUTES)
    expect(coverage.none).toBe(true)
    expect(coverage.absence(at('10:00'))).toEqual({ proofs: 0, because: 'not_covered' })
  })

  it('is nothing by a reading that was not whole', () => {
    const coverage = coverageOf([evening('20:00', { complete: false })], TEN_MINUTES)
    expect(coverage.absence(at('10:00'))).toEqual({ proofs: 0, because: 'not_whole' })
  })

  it('is its absence where a whole reading is more than an hour younger', () => {
    const coverage = coverageOf([evening('20:00')], TEN_MINUTES)
    expect(coverage.absence(at('18:59'))).toEqual({ proofs: 1, because: null })
  })

  it('is nothing of the last hour by one reading alone', () => {
    const coverage = coverageOf([evening('20:00')], TEN_MINUTES)
    expect(coverage.absence(at('19:30'))).toEqual({ proofs: 0, because: 'not_proven' })
  })

  it('is its absence of the last hour by two whole readings ten minutes apart', () => {
    const coverage = coverageOf([evening('20:00'), evening('20:10')], TEN_MINUTES)
    expect(coverage.absence(at('19:30'))).toEqual({ proofs: 2, because: null })
  })

  it.each([
    ['nine minutes apart', evening('20:09')],
    ['when the second was not whole', evening('20:10', { complete: false })],
    ['when the second was of another time', evening('20:10', { from: at('19:45') })],
  ])('is nothing of the last hour by two readings %s', (_, second) => {
    const coverage = coverageOf([evening('20:00'), second], TEN_MINUTES)
    expect(coverage.absence(at('19:30')).proofs).toBe(0)
  })

  it('is nothing of what was done after the reading, though its window goes on', () => {
    const coverage = coverageOf([evening('20:00', { to: at('22:00') })], TEN_MINUTES)
    expect(coverage.absence(at('20:30'))).toEqual({ proofs: 0, because: 'not_covered' })
  })
})
