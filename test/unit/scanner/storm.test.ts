import { describe, expect, it } from 'vitest'
import { againstStorms, READS_A_SECOND } from '../../../native/scanner/storm'
import { heard } from '../../support/scanner-heard'
import { steppedClock } from '../../support/stepped-clock'

const read = (text: string) => ({ text, aim: null, suffix: 'cr' as const, device: 'd', tookMs: 1 })

describe('A storm of scans', () => {
  it('lets twenty a second through, counts the rest, and is told once', async () => {
    const clock = steppedClock()
    const ear = heard()
    const guard = againstStorms(ear.hooks, clock)
    for (let at = 0; at < 200; at++) {
      guard.onRead(read(String(at)))
      await clock.pass(2)
    }
    expect(ear.reads).toHaveLength(READS_A_SECOND)
    expect(guard.dropped()).toBe(200 - READS_A_SECOND)
    expect(ear.noise).toEqual(['storm'])
    await clock.pass(2_000)
    guard.onRead(read('after'))
    expect(ear.texts().at(-1)).toBe('after')
  })

  it('is never seen in quick work by hand', async () => {
    const clock = steppedClock()
    const ear = heard()
    const guard = againstStorms(ear.hooks, clock)
    for (let at = 0; at < 100; at++) {
      guard.onRead(read(String(at)))
      await clock.pass(60)
    }
    expect(ear.reads).toHaveLength(100)
    expect(ear.noise).toEqual([])
  })
})
