import CodepageEncoder from '@point-of-sale/codepage-encoder'
import type { CodePage } from './profile'

/** What `ESC t n` means on most printers (DEVICES.md 1.2); every other slot is taken to hold 858. */
const COMMON: Readonly<Record<number, CodePage>> = {
  0: 'cp437',
  2: 'cp850',
  16: 'windows1252',
  19: 'cp858',
  40: 'iso8859-15',
}

/** A code page and the `ESC t` number under which a printer has it. */
export interface PageSlot {
  readonly page: CodePage
  readonly n: number
}

/** The slot that a shop has set by its number alone: the profile knows what stands there, else most printers do. */
export const slotOf = (n: number, known: readonly PageSlot[]): PageSlot =>
  known.find((slot) => slot.n === n) ?? { page: COMMON[n] ?? 'cp858', n }

const tables = new Map<CodePage, Uint8Array>()
/** No page has a character beyond the box drawings and blocks. */
const POINTS = 0x2600

/** Bytes of a code page by code point, 0 for what it lacks; made once. */
function bytesOf(page: CodePage): Uint8Array {
  const known = tables.get(page)
  if (known) return known
  const points = CodepageEncoder.getCodepoints(page, true)
  const table = new Uint8Array(POINTS)
  for (let byte = 0x20; byte < 0x100; byte += 1) {
    // All five agree with ASCII, where one byte may have a second, box-drawing meaning.
    const point = byte < 0x7f ? byte : points[byte]
    if (point === undefined || point < 0x20 || point === 0x7f || point >= POINTS) continue
    table[point] ||= byte
  }
  // The lines are broken already: a plain space is one on every printer, whatever page it is in.
  table[0xa0] = 0x20
  tables.set(page, table)
  return table
}

/** The byte of one character as it stands in the page, with nothing replaced; null where the page lacks it. */
export const byteOf = (character: string, page: CodePage): number | null =>
  bytesOf(page)[character.codePointAt(0) ?? 0] || null

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
/** Direction marks and soft hyphens mean nothing to a printer that goes left to right in lines already broken. */
const MARKS = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** ASCII and Latin-1: composed, with nothing in it to replace. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff]*$/
const SIGNS = new RegExp(`[${Object.keys(REPLACED).join('')}]`, 'g')
const PLAIN_BUT_SIGNS = new RegExp(
  `^[\\u0020-\\u007e\\u00a0-\\u00ac\\u00ae-\\u00ff${Object.keys(REPLACED).join('')}]*$`,
)
const replaced = (sign: string): string => REPLACED[sign] ?? sign

/** Text as a printer's code page can take it: composed, one space for each control, typographic signs replaced. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text
  const composed = PLAIN_BUT_SIGNS.test(text)
    ? text
    : text.normalize('NFC').replace(CONTROLS, ' ').replace(MARKS, '')
  return composed.replace(SIGNS, replaced)
}

/** Columns that `text` takes on paper, after the replacements. */
export function printedWidth(text: string): number {
  const plain = printable(text)
  let width = plain.length
  for (let at = 0; at < plain.length; at += 1) if (isSecondHalf(plain.charCodeAt(at))) width -= 1
  return width
}

/**
 * Columns of a row's label and count; its value has the others. Half of the line, and on narrow paper as much as
 * leaves room for the widest amount.
 */
export const rowMiddle = (columns: number): number => Math.max(Math.floor(columns / 2), Math.min(columns, 18))

/** Of a pair of surrogates. */
const isSecondHalf = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

const foldedTables = new Map<CodePage, Uint8Array>()

/** A page as `printable` leaves it: controls and soft hyphens have no byte, a sign has that of what replaces it. */
function foldedBytesOf(page: CodePage): Uint8Array {
  const known = foldedTables.get(page)
  if (known) return known
  const table = bytesOf(page).slice().fill(0, 0x7f, 0xa0).fill(0, 0xad, 0xae)
  for (const [sign, plain] of Object.entries(REPLACED))
    table[sign.charCodeAt(0)] = plain.length === 1 ? (table[plain.charCodeAt(0)] ?? 0) : 0
  foldedTables.set(page, table)
  return table
}

/** null: a character has no byte in the table. Halves of a pair stand beyond every page, as the whole does. */
function looked(text: string, table: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const byte = table[text.charCodeAt(at)]
    if (!byte) return null
    bytes[at] = byte
  }
  return bytes
}

/** The bytes of one line in a code page; null when a character would be lost. */
export function encodeText(text: string, page: CodePage): Uint8Array | null {
  const table = foldedBytesOf(page)
  // Most lines need nothing but one look at each character.
  return looked(text, table) ?? looked(printable(text), table)
}
