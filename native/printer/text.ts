import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder'

/** What `ESC t n` means on the printers that agree (DEVICES.md 1.2); every other slot is taken to hold 858. */
const PAGES: Readonly<Record<number, Codepage>> = {
  0: 'cp437',
  2: 'cp850',
  16: 'windows1252',
  19: 'cp858',
  40: 'iso8859-15',
}

/** 858 has all of French but œ, and the euro. */
export const DEFAULT_CODE_PAGE = 19

const codepageOf = (n: number): Codepage => PAGES[n] ?? 'cp858'

const REPLACED: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2026': '...',
  '\u2022': '*',
  '\u0152': 'OE',
  '\u0153': 'oe',
  '\u2009': '\u00a0',
  '\u202f': '\u00a0',
}

// A name from outside may hold anything; a control byte would be a command to the printer.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g
/** Direction marks mean nothing to a printer that only goes left to right. */
const MARKS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Text as a printer's code page can take it: composed, one space for each control, typographic signs replaced. */
export const printable = (text: string): string =>
  Array.from(text.normalize('NFC').replace(CONTROLS, ' ').replace(MARKS, ''))
    .map((character) => REPLACED[character] ?? character)
    .join('')

/** Columns that `text` takes on paper, after the replacements. */
export const printedWidth = (text: string): number => Array.from(printable(text)).length

/** The bytes of one line for `ESC t n`; null when a character would be lost. */
export function encodeText(text: string, codePage: number): Uint8Array | null {
  const plain = printable(text)
  const bytes = CodepageEncoder.encode(plain, codepageOf(codePage))
  const characters = Array.from(plain)
  if (bytes.length !== characters.length) return null
  const lost = characters.some((character, at) => character !== '?' && bytes[at] === 0x3f)
  return lost ? null : bytes
}
