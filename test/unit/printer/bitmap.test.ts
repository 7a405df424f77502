import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { realTimeAt, to1bit, withoutRealTime } from '../../../native/printer/bitmap'
import {
  drawerPulse,
  drawerPulseNow,
  PROLOGUE,
  processId,
  qrCode,
  rasterStrips,
} from '../../../native/printer/commands'
import { interpret } from '../../devices/interpreter'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const pixels = (rows: readonly string[]): Uint8Array =>
  Uint8Array.from(
    rows.flatMap((row) =>
      Array.from(row).flatMap((dot) => (dot === '#' ? [0, 0, 0, 255] : [255, 255, 255, 255])),
    ),
  )

describe('a picture at one bit', () => {
  it('puts the leftmost dot in the highest bit and pads the last byte with paper', () => {
    const picture = to1bit(pixels(['#........#']), 10, 1)
    expect(picture).toMatchObject({ width: 10, height: 1, rowBytes: 2 })
    expect(hex(picture.data)).toBe('8040')
  })

  it('cuts blank rows above and below, not between', () => {
    expect(to1bit(pixels(['....', '#...', '....', '...#', '....']), 4, 5)).toMatchObject({ height: 3 })
    expect(to1bit(pixels(['....', '....']), 4, 2)).toMatchObject({ height: 0 })
  })

  it('takes see-through as paper', () => {
    expect(to1bit(new Uint8Array(4 * 8), 8, 1).height).toBe(0)
  })

  it('refuses a picture shorter than it says', () => {
    expect(() => to1bit(new Uint8Array(10), 8, 1)).toThrow(RangeError)
  })
})

describe('raster strips', () => {
  it('are 48 rows at most, say their true size, and carry every dot', () => {
    const data = Uint8Array.from({ length: 72 * 100 }, (_, at) => (at * 37) & 0xef)
    const strips = rasterStrips({ width: 576, height: 100, rowBytes: 72, data })
    expect(strips.map((strip) => hex(strip.subarray(0, 8)))).toEqual([
      '1d76300048003000',
      '1d76300048003000',
      '1d76300048000400',
    ])
    expect(strips.reduce((sum, strip) => sum + strip.length - 8, 0)).toBe(7200)
  })

  it('never spell a real-time command, and change one dot at most for each', () => {
    const risky = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff), {
      minLength: 72,
      maxLength: 72 * 60,
    })
    fc.assert(
      fc.property(risky, (list) => {
        const height = Math.floor(list.length / 72)
        const data = Uint8Array.from(list.slice(0, height * 72))
        const safe = withoutRealTime(data)
        expect(realTimeAt(safe)).toBe(-1)
        for (const [at, byte] of data.entries()) expect([0, 0x02]).toContain((safe[at] ?? 0) ^ byte)
        const job = Buffer.concat(rasterStrips({ width: 576, height, rowBytes: 72, data }))
        expect(interpret(job).hazards).toEqual([])
        expect(realTimeAt(job)).toBe(-1)
      }),
      { seed: 20260616, numRuns: 100 },
    )
  })

  it('refuse a length that lies', () => {
    expect(() => rasterStrips({ width: 8, height: 2, rowBytes: 1, data: new Uint8Array(3) })).toThrow(
      RangeError,
    )
  })
})

describe('commands of our own', () => {
  it('begin every job with init, out of double-byte mode, status back on', () => {
    expect(hex(PROLOGUE)).toBe('1b401c2e1d610f')
  })

  it('store and print a QR of model 2 with correction M', () => {
    expect(hex(qrCode('AB'))).toBe(
      '1d286b0400314132001d286b03003143061d286b03003145311d286b050031503041421d286b0300315130',
    )
    expect(() => qrCode('é')).toThrow(RangeError)
  })

  it('pulse the drawer within its duty', () => {
    expect(hex(drawerPulse({ pin: 2, onMs: 100 }))).toBe('1b700032fa')
    expect(hex(drawerPulse({ pin: 5, onMs: 500 }))).toBe('1b7001fafa')
    expect(hex(drawerPulse({ pin: 2, onMs: 1 }))).toBe('1b700019fa')
    expect(hex(drawerPulseNow({ pin: 2, onMs: 100 }))).toBe('1014010001')
  })

  it('name a job for the printer to answer by', () => {
    expect(hex(processId('P001'))).toBe('1d284806003030' + '50303031')
    expect(() => processId('1')).toThrow(RangeError)
  })
})
