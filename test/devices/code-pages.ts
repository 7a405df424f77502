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

/** By `ESC t n` of an Epson. */
const PAGES: Readonly<Record<number, string>> = { 0: CP437, 2: CP850, 16: CP1252, 19: CP858, 40: LATIN9 }

/** The character that byte `byte` prints under `ESC t page`; U+FFFD where the page is not known. */
export function characterOf(byte: number, page: number): string {
  if (byte < 0x80) return String.fromCharCode(byte)
  return PAGES[page]?.[byte - 0x80] ?? '\ufffd'
}
