import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code128 } from '../../../electron/domain/code128'
import { code128 as printed } from '../../../native/printer/code128'

const ascii = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCodePoint(code)),
  minLength: 1,
  maxLength: 40,
})
const bars = (text: string): string => code128(text).join('')

describe('CODE128', () => {
  it('starts in set B, ends with the check and the stop', () => {
    // Start B 211214; T = 52, - = 13, 0 = 16, 1 = 17; the check is (104 + 52 + 2 x 13 + 3 x 16 + 4 x 17) mod 103 = 92.
    expect(bars('T-01')).toBe(
      ['211214', '213311', '122132', '123122', '123221', '111143', '2331112'].join(''),
    )
  })

  it('has eleven modules a symbol and thirteen in the stop, whatever the text', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const widths = code128(text)
        expect(widths).toHaveLength((text.length + 2) * 6 + 7)
        const modules = widths.reduce((sum, width) => sum + width, 0)
        expect(modules).toBe((text.length + 2) * 11 + 13)
        expect(widths.every((width) => width >= 1 && width <= 4)).toBe(true)
      }),
      { seed: 20260616, numRuns: 200 },
    )
  })

  it('gives each character a symbol of its own', () => {
    const all = Array.from({ length: 95 }, (_, at) => bars(String.fromCodePoint(at + 32)).slice(6, 12))
    expect(new Set(all).size).toBe(95)
  })

  it('is on screen what the printer draws', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const drawn = code128(text).flatMap((width, at) => new Array<boolean>(width).fill(at % 2 === 0))
        expect(drawn).toEqual(printed(text))
      }),
      { seed: 20260616, numRuns: 200 },
    )
  })

  it('refuses what set B does not have', () => {
    for (const text of ['é', '\n', 'شاري']) expect(() => code128(text)).toThrow(RangeError)
  })
})
