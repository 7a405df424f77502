import { stripMarks } from './aim'
import type { Suffix } from './types'

/** Bytes of one code to text. Shared by serial and HID lines. */

/** A code of more characters is no code. */
export const MAX_CHARACTERS = 4_096
/** No code of 4,096 characters has more bytes in UTF-8. */
export const MAX_BYTES = MAX_CHARACTERS * 4

export const CR = 0x0d
export const LF = 0x0a
export const TAB = 0x09

/** 0x80 to 0x9f of Windows-1252, written out: Node 20's own decoder loses € and œ. A space: no such character. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

const utf8 = new TextDecoder('utf-8', { fatal: true })

function windows1252(bytes: Uint8Array): string | null {
  let text = ''
  for (const byte of bytes) {
    const character = byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80] : String.fromCharCode(byte)
    if (character === undefined || (character === ' ' && byte !== 0x20)) return null
    text += character
  }
  return text
}

/** Bytes that no code for people holds; line ends, tabs and the separators FS to US may stand in one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const BINARY = /[\u0001-\u0008\u000b\u000c\u000e-\u001b\u007f]/

/** STX and ETX around a code. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FRAME = /^\u0002([^\u0003]*)\u0003?$/

/** The ending that a scanner put behind a code, and the code without it. */
export function splitEnding(bytes: Uint8Array): { readonly body: Uint8Array; readonly suffix: Suffix } {
  const last = bytes.at(-1)
  if (last === LF && bytes.at(-2) === CR) return { body: bytes.subarray(0, -2), suffix: 'crlf' }
  if (last === CR || last === LF || last === TAB)
    return { body: bytes.subarray(0, -1), suffix: last === CR ? 'cr' : last === LF ? 'lf' : 'tab' }
  return { body: bytes, suffix: 'none' }
}

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly aim: string | null }
  | { readonly ok: false; readonly why: 'too_long' | 'binary' }

export const TOO_LONG: Decoded = { ok: false, why: 'too_long' }

/**
 * One code without its ending: UTF-8, else Windows-1252; prefix, AIM identifier, NUL bytes and a frame of STX and
 * ETX taken off. `text` may be empty.
 */
export function decodeCode(bytes: Uint8Array, prefix: string): Decoded {
  const whole = decode(bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes)
  if (whole === null) return { ok: false, why: 'binary' }
  const framed = prefix !== '' && whole.startsWith(prefix) ? whole : whole.replace(FRAME, '$1')
  const { aim, text } = stripMarks(framed, prefix)
  if (BINARY.test(text)) return { ok: false, why: 'binary' }
  return text.length > MAX_CHARACTERS ? TOO_LONG : { ok: true, text, aim }
}

const decode = (bytes: Uint8Array): string | null => {
  try {
    return utf8.decode(bytes)
  } catch {
    return windows1252(bytes)
  }
}
