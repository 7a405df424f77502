import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeText, printable, printedWidth } from '../../../native/printer/text'
import { characterOf } from '../../devices/code-pages'

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex')

describe('text for a code page', () => {
  it('writes French accents in page 858', () => {
    expect(hex(encodeText('éèàç€', 19))).toBe('828a8587d5')
  })

  it('replaces typographic signs that the page lacks', () => {
    expect(printable('l’été… − œuf « 1\u202f234 »')).toBe("l'été... - oeuf « 1\u00a0234 »")
    expect(encodeText('1\u202f234,50', 19)).toEqual(
      Uint8Array.of(0x31, 0xff, 0x32, 0x33, 0x34, 0x2c, 0x35, 0x30),
    )
  })

  it('says when a character would be lost', () => {
    expect(encodeText('بقالة الأمل', 19)).toBeNull()
    expect(encodeText('Łódź', 19)).toBeNull()
    expect(encodeText('😀', 19)).toBeNull()
  })

  it('lets a question mark of somebody else through as one', () => {
    expect(hex(encodeText('Quoi ?', 19))).toBe('51756f69203f')
  })

  it('never lets a control byte of a name reach the printer', () => {
    expect(printable('A\u001b@\u0010\u0014B')).toBe('A @  B')
  })

  it('composes accents typed as two characters', () => {
    expect(hex(encodeText('e\u0301', 19))).toBe('82')
  })

  it('loses nothing on any page that it accepts: what is printed reads back', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcÉÈÀÇéèàçêôùîï0123,-:/*+ €’…œ'), maxLength: 48 })
    fc.assert(
      fc.property(letters, fc.constantFrom(0, 2, 16, 19, 40), (text, page) => {
        const bytes = encodeText(text, page)
        if (bytes === null) return
        expect(Array.from(bytes, (byte) => characterOf(byte, page)).join('')).toBe(printable(text))
        expect(bytes).toHaveLength(printedWidth(text))
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })
})
