import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_PAGES } from '../../../native/printer/profile'
import { encodeText, printable, printedWidth, slotOf } from '../../../native/printer/text'
import { characterOf } from '../../devices/code-pages'

const hex = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('hex')

/** `ESC t n` of an Epson, by which the independent charts are kept. */
const EPSON = { cp437: 0, cp850: 2, windows1252: 16, cp858: 19, 'iso8859-15': 40 } as const

describe('text for a code page', () => {
  it('writes French accents in page 858', () => {
    expect(hex(encodeText('éèàç€', 'cp858'))).toBe('828a8587d5')
  })

  it('replaces typographic signs that the page lacks', () => {
    expect(printable('l’été… − œuf « 1\u202f234 »')).toBe("l'été... - oeuf « 1\u00a0234 »")
    expect(encodeText('1\u202f234,50', 'cp858')).toEqual(
      Uint8Array.of(0x31, 0x20, 0x32, 0x33, 0x34, 0x2c, 0x35, 0x30),
    )
  })

  it('says when a character would be lost', () => {
    expect(encodeText('بقالة الأمل', 'cp858')).toBeNull()
    expect(encodeText('Łódź', 'cp858')).toBeNull()
    expect(encodeText('😀', 'cp858')).toBeNull()
  })

  it('lets a question mark of somebody else through as one', () => {
    expect(hex(encodeText('Quoi ?', 'cp858'))).toBe('51756f69203f')
  })

  it('never lets a control byte of a name reach the printer', () => {
    expect(printable('A\u001b@\u0010\u0014B')).toBe('A @  B')
  })

  it('has each of the five pages right, byte by byte, as their charts say', () => {
    for (const page of CODE_PAGES)
      for (let byte = 0x20; byte < 0x100; byte += 1) {
        const character = characterOf(byte, EPSON[page])
        const spoken = printable(character)
        // What our own replacements or the control filter turn into something else cannot be asked for.
        if (spoken !== character || character === '\u00a0' || character === '\ufffd') continue
        expect([page, character, hex(encodeText(character, page))]).toEqual([
          page,
          character,
          byte.toString(16).padStart(2, '0'),
        ])
      }
  })

  it('takes a number that the shop has set as the profile has it, else as most printers do', () => {
    expect(slotOf(14, [{ page: 'windows1252', n: 14 }])).toEqual({ page: 'windows1252', n: 14 })
    expect(slotOf(16, [])).toEqual({ page: 'windows1252', n: 16 })
    expect(slotOf(77, [{ page: 'windows1252', n: 16 }])).toEqual({ page: 'cp858', n: 77 })
  })

  it('prints a no-break space as a plain one, which every page has', () => {
    for (const page of CODE_PAGES) expect(hex(encodeText('1\u00a0234', page))).toBe('3120323334')
  })

  it('composes accents typed as two characters', () => {
    expect(hex(encodeText('e\u0301', 'cp858'))).toBe('82')
  })

  it('loses nothing on any page that it accepts: what is printed reads back', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcÉÈÀÇéèàçêôùîï0123,-:/*+ €’…œ'), maxLength: 48 })
    fc.assert(
      fc.property(letters, fc.constantFrom(...CODE_PAGES), (text, page) => {
        const bytes = encodeText(text, page)
        if (bytes === null) return
        expect(Array.from(bytes, (byte) => characterOf(byte, EPSON[page])).join('')).toBe(
          printable(text).replaceAll('\u00a0', ' '),
        )
        expect(bytes).toHaveLength(printedWidth(text))
      }),
      { seed: 20260616, numRuns: 300 },
    )
  })
})
