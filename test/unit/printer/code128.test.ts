import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code128 as onScreen } from '../../../electron/domain/code128'
import { framed } from '../../../native/printer/bitmap'
import { code128, code128Module, code128Picture } from '../../../native/printer/code128'
import { barcode } from '../../../native/printer/commands'
import type { Bitmap } from '../../../native/printer/types'
import { readCode128 } from '../../devices/barcode-reader'
import { interpret } from '../../devices/interpreter'
import { drawPaper } from '../../devices/paper-picture'

const rowsOf = ({ width, height, rowBytes, data }: Bitmap): readonly Uint8Array[] =>
  Array.from({ length: height }, (_, y) =>
    Uint8Array.from(
      { length: width },
      (__, x) => ((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1,
    ),
  )

const contents = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((n) => String.fromCharCode(n)),
  minLength: 2,
  maxLength: 14,
})

describe('a CODE128 that Guichet draws', () => {
  it('is read back by a reader, whatever its characters', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const module = code128Module(content, 576)
        if (module === null) throw new Error('no room')
        expect(readCode128(rowsOf(framed(code128Picture(content, module, 20), 576, 0, 0)))).toBe(content)
      }),
      { seed: 20260616, numRuns: 150 },
    )
  })

  it('has the same bars on paper as on the screen, which are drawn by code of their own', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const bars = onScreen(content).flatMap((width, at) =>
          Array.from({ length: width }, () => at % 2 === 0),
        )
        expect(code128(content)).toEqual(bars)
      }),
      { seed: 20260616, numRuns: 100 },
    )
  })

  it('takes the widest module that leaves room for the blank sides', () => {
    expect(code128Module('1234567890', 576)).toBe(3)
    expect(code128Module('1234567890', 384)).toBe(2)
    expect(code128Module('aA0-9zZ_/+]', 384)).toBe(2)
    expect(code128Module('x'.repeat(30), 384)).toBe(1)
    expect(code128Module('x'.repeat(40), 384)).toBeNull()
  })

  it('refuses what set B has not', () => {
    expect(() => code128('é')).toThrow(RangeError)
    expect(() => code128('\u001d')).toThrow(RangeError)
  })
})

describe('a CODE128 that the printer draws', () => {
  it('names its code set, doubles braces and is read back from the paper', () => {
    expect(Buffer.from(barcode('T-000123', 2, 80)).toString('hex')).toBe(
      '1d68501d77021d48001d6b490a7b42542d303030313233',
    )
    expect(Buffer.from(barcode('{a}', 3, 80)).toString('latin1')).toContain('{B{{a}')
    fc.assert(
      fc.property(contents, (content) => {
        const module = code128Module(content, 576)
        if (module !== 2 && module !== 3) return
        const centred = Buffer.concat([Buffer.from([0x1b, 0x61, 0x01]), barcode(content, module, 20)])
        const read = interpret(centred)
        expect(read.unknown).toEqual([])
        expect(readCode128(drawPaper(read, 576))).toBe(content)
      }),
      { seed: 20260616, numRuns: 100 },
    )
  })
})
