/** AIM symbology identifiers, `]cm`, as scanners may put them before a code (ISO/IEC 15424; DEVICES.md 5.2). */

export type Symbology =
  | 'qr'
  | 'gs1_qr'
  | 'code128'
  | 'gs1_128'
  | 'code39'
  | 'code93'
  | 'ean13'
  | 'ean8'
  | 'itf'
  | 'codabar'
  | 'databar'
  | 'datamatrix'
  | 'gs1_datamatrix'
  | 'pdf417'
  | 'aztec'
  | 'other'

export interface AimCode {
  /** As sent: `]Q1`. */
  readonly aim: string
  readonly name: Symbology
  /** Only these codes hold GS1 fields, parted by the byte 1D. */
  readonly gs1: boolean
  /** The code without its identifier. */
  readonly text: string
}

/** Code letters of the standard; anything else after a bracket is text. */
const LETTERS: Readonly<Record<string, Symbology>> = {
  A: 'code39',
  C: 'code128',
  E: 'ean13',
  F: 'codabar',
  G: 'code93',
  I: 'itf',
  L: 'pdf417',
  Q: 'qr',
  d: 'datamatrix',
  e: 'databar',
  z: 'aztec',
}
const FINER: Readonly<Record<string, Symbology>> = {
  ']C1': 'gs1_128',
  ']E4': 'ean8',
  ']Q3': 'gs1_qr',
  ']Q4': 'gs1_qr',
  ']d2': 'gs1_datamatrix',
  ']d5': 'gs1_datamatrix',
}
const GS1: ReadonlySet<Symbology> = new Set(['gs1_128', 'gs1_qr', 'gs1_datamatrix', 'databar'])
const OTHERS = 'BDHJKMNOPRSUXZchopst'

/** Reads the identifier at the head of a code; null where there is none, or nothing after it. */
export function readAim(code: string): AimCode | null {
  const match = /^(\]([A-Za-z])[0-9A-Fa-f])(.+)$/s.exec(code)
  if (!match) return null
  const [, aim = '', letter = '', text = ''] = match
  const name = FINER[aim] ?? LETTERS[letter] ?? (OTHERS.includes(letter) ? 'other' : null)
  return name === null ? null : { aim, name, gs1: GS1.has(name), text }
}

/**
 * A code without the prefix that the shop has set and without its identifier, in either order. Neither a reference
 * nor a paper of ours starts with `]`.
 */
export function stripMarks(
  code: string,
  prefix = '',
): { readonly aim: string | null; readonly text: string } {
  const withoutPrefix = (text: string): string =>
    prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text
  const inner = withoutPrefix(code)
  const read = readAim(inner)
  if (!read) return { aim: null, text: inner }
  return { aim: read.aim, text: inner === code ? withoutPrefix(read.text) : read.text }
}
