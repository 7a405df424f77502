import { printedWidth } from '../../native/printer/text'

/** A word longer than the line is broken where the line ends; nothing is lost. */
function pieces(word: string, width: number): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (part !== '' && printedWidth(part + character) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

/** Breaks text at plain spaces into lines of at most `width` printed columns; no-break spaces hold. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \t\n\r]+/).filter((one) => one !== '')) {
    for (const [at, piece] of pieces(word, width).entries()) {
      const longer = line === '' || at > 0 ? piece : `${line} ${piece}`
      if (line !== '' && (at > 0 || printedWidth(longer) > width)) {
        lines.push(line)
        line = piece
      } else line = longer
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}
