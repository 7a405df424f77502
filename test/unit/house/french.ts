/** French puts a no-break space (U+00A0, which Plex and printers have) before : ; ? ! and inside « ». */
export function frenchSpaces(text: string): string | undefined {
  const plain = text.replace(/\{\{[^}]*\}\}/g, 'x').replace(/\w+:\/\/\S*/g, 'x')
  for (const { 0: sign, index } of plain.matchAll(/[:;?!]/g)) {
    const before = plain[index - 1]
    if (before === undefined || before === '\u00a0' || /[?!]/.test(before)) continue
    if (sign === ':' && /\d/.test(before) && /\d/.test(plain[index + 1] ?? '')) continue
    return `a no-break space (U+00A0) belongs before "${sign}"`
  }
  if (/«(?!\u00a0)|(?<!\u00a0)»/.test(plain)) return 'no-break spaces (U+00A0) belong inside « »'
  return undefined
}
