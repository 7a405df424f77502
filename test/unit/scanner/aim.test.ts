import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReference } from '../../../electron/domain/reference'
import { readAim, stripMarks } from '../../../native/scanner/aim'

describe('An AIM identifier', () => {
  it.each([
    [']Q1', 'qr', false],
    [']Q3', 'gs1_qr', true],
    [']C0', 'code128', false],
    [']C1', 'gs1_128', true],
    [']E0', 'ean13', false],
    [']E4', 'ean8', false],
    [']d1', 'datamatrix', false],
    [']d2', 'gs1_datamatrix', true],
    [']e0', 'databar', true],
    [']X0', 'other', false],
  ] as const)('%s names its symbology', (aim, name, gs1) => {
    expect(readAim(`${aim}1122334455`)).toEqual({ aim, name, gs1, text: '1122334455' })
  })

  it('is one only where it really is: known, and with a code behind it', () => {
    for (const text of [']Q1', ']', ']]C01', ']1122334455', '[C0112233', '1122]Q1', ']y0112233', ']Cz112233'])
      expect(stripMarks(text)).toEqual({ aim: null, text })
  })

  it('is never taken from a reference', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        if (readReference(text).ok) expect(stripMarks(text.trim())).toEqual({ aim: null, text: text.trim() })
      }),
      { seed: 20260616, numRuns: 500 },
    )
  })

  it('stands before or behind the prefix of the shop', () => {
    for (const code of ['SC:]Q1998877', ']Q1SC:998877'])
      expect(stripMarks(code, 'SC:')).toEqual({ aim: ']Q1', text: '998877' })
    expect(stripMarks('SC:998877', 'SC:')).toEqual({ aim: null, text: '998877' })
    expect(stripMarks('998877', 'SC:')).toEqual({ aim: null, text: '998877' })
  })
})
