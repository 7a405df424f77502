/** What a US keyboard writes, by the place of each key. */

const SHIFTED_DIGITS = ')!@#$%^&*('
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
}

/** The character that a US keyboard has on this key; null when the key writes none. */
export function usCharacter(code: string, shift: boolean): string | null {
  const digit = /^(Digit|Numpad)(\d)$/.exec(code)
  if (digit) {
    const value = digit[2] ?? ''
    return shift && digit[1] === 'Digit' ? (SHIFTED_DIGITS[Number(value)] ?? null) : value
  }
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shift ? letter : letter.toLowerCase()
  return SIGNS[code]?.[shift ? 1 : 0] ?? null
}

/** The control character that Ctrl and this key make, as scanners send those of a code; null for other keys. */
export function controlCharacter(code: string): string | null {
  if (code === 'BracketRight') return '\u001d'
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  return letter ? String.fromCharCode(letter.charCodeAt(0) - 64) : null
}
