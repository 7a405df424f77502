/** Upper halves of the code pages, written out from their charts; nothing here comes from the encoder's package. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'
const CP858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'
const CP850 = CP858.replace('€', 'ı')
const CP1252_HIGH = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ'
const latin1 = (from: number): string =>
  Array.from({ length: 0x100 - from }, (_, at) => String.fromCharCode(from + at)).join('')
const CP1252 = CP1252_HIGH + latin1(0xa0)
const LATIN9 =
  '\ufffd'.repeat(32) +
  latin1(0xa0)
    .replace('¤', '€')
    .replace('¦', 'Š')
    .replace('¨', 'š')
    .replace('´', 'Ž')
    .replace('¸', 'ž')
    .replace('¼', 'Œ')
    .replace('½', 'œ')
    .replace('¾', 'Ÿ')

/** Charts by name; a printer has each under a number of its own. */
export const CHARTS = {
  cp437: CP437,
  cp850: CP850,
  cp858: CP858,
  windows1252: CP1252,
  'iso8859-15': LATIN9,
} as const

/** Which chart `ESC t n` chooses. */
export type PageNumbers = Readonly<Record<number, keyof typeof CHARTS>>

export const EPSON: PageNumbers = { 0: 'cp437', 2: 'cp850', 16: 'windows1252', 19: 'cp858', 40: 'iso8859-15' }

/** The character that byte `byte` prints under `ESC t page`; U+FFFD where the page is not known. */
export function characterOf(byte: number, page: number, numbers: PageNumbers = EPSON): string {
  if (byte < 0x80) return String.fromCharCode(byte)
  const chart = numbers[page]
  return (chart && CHARTS[chart][byte - 0x80]) ?? '\ufffd'
}
