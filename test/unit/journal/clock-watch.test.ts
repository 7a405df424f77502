import { describe, expect, it } from 'vitest'
import { createClockWatch } from '../../../electron/journal/clock-watch'
import { heldClock } from '../../support/journal'

const START = '2026-06-16T09:00:00.000Z'

describe('the clock against our own events', () => {
  it('says nothing of a clock that goes on, nor of one set forward', () => {
    const clock = heldClock(START)
    const watch = createClockWatch(clock, null, null)
    watch.wrote(clock.now())
    clock.pass(5_000)
    expect(watch.look(clock.now())).toBeNull()
    clock.set('2026-06-17T09:00:00.000Z')
    expect(watch.look(clock.now())).toBeNull()
    expect(watch.warning()).toBeNull()
  })

  it('tells a step back once, and warns until the old time is reached again', () => {
    const clock = heldClock(START)
    const watch = createClockWatch(clock, START, null)
    clock.set('2026-06-16T08:00:00.000Z')
    expect(watch.look(clock.now())).toEqual({
      how: 'backward',
      expected: START,
      found: '2026-06-16T08:00:00.000Z',
      byMs: -3_600_000,
    })
    watch.wrote(clock.now())
    clock.pass(1_000)
    expect(watch.look(clock.now())).toBeNull()
    expect(watch.warning()).toBe('backward')
    clock.pass(3_600_000)
    expect(watch.warning()).toBeNull()
  })

  it('sees a step back that is hidden by the time passed since', () => {
    const clock = heldClock(START)
    const watch = createClockWatch(clock, null, null)
    watch.wrote(clock.now())
    clock.pass(600_000)
    clock.set('2026-06-16T09:05:00.000Z')
    expect(watch.look(clock.now())).toMatchObject({ how: 'backward', byMs: -300_000 })
  })

  it('remembers over a restart how far the clock had been', () => {
    const watch = createClockWatch(heldClock(START), START, '2026-06-16T11:00:00.000Z')
    expect(watch.warning()).toBe('backward')
  })
})

describe("the clock against Chari's", () => {
  it('tells a skew over 60 s once, its end silently, and the next one again', () => {
    const clock = heldClock(START)
    const watch = createClockWatch(clock, null, null)
    expect(watch.server('2026-06-16T09:00:59.000Z')).toBeNull()
    expect(watch.server('2026-06-16T09:02:00.000Z')).toMatchObject({ how: 'skewed', byMs: -120_000 })
    expect(watch.server('2026-06-16T09:02:01.000Z')).toBeNull()
    expect(watch.warning()).toBe('skewed')
    expect(watch.server('2026-06-16T09:30:00.000Z')).toMatchObject({ byMs: -1_800_000 })
    expect(watch.server(START)).toBeNull()
    expect(watch.warning()).toBeNull()
    expect(watch.server('2026-06-16T08:30:00.000Z')).toMatchObject({ byMs: 1_800_000 })
    expect(watch.server('not a date')).toBeNull()
  })
})
