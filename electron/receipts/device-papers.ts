import { type Centimes, centimes, formatAmount, formatMad } from '../domain/money'
import { LANGUAGES, type Language, type PaperData, TEACHING_CODES } from '../domain/paper'
import { moment, type Sheet, shop, trace } from './sheet'
import type { PaperWords } from './words'

type Of<K extends PaperData['kind']> = Extract<PaperData, { kind: K }>

const CENTRE = { align: 'center', bold: true } as const
/** Amounts that show each digit, the thousands' space and the decimal comma. */
const SMALL: Centimes = centimes(123_456)
const LARGE: Centimes = centimes(98_765_430)

/** `---------1---------2`: what is beyond the last column is missing or on a second line. */
const ruler = (columns: number): string =>
  Array.from({ length: columns }, (_, at) => ((at + 1) % 10 === 0 ? String((at + 1) / 10) : '-')).join('')

function drawerPin({ words }: Sheet, pin: 2 | 5 | null): string {
  return pin === null ? words('drawerNone') : words('drawerPin', { pin })
}

/** One number a line, so that each can be read out over the telephone. */
function codePages({ pair, words }: Sheet, pages: readonly string[]): void {
  for (const [at, page] of pages.entries()) pair(at === 0 ? words('codePages') : '', page)
}

/** Everything that this printer is used for: whoever reads it sees what is missing. */
export function testPage(
  sheet: Sheet,
  data: Of<'test_page'>,
  wordsIn: (language: Language) => PaperWords,
): void {
  const { text, pair, rule, feed, qr, barcode, words, columns, drawn } = sheet
  shop(sheet, data)
  text(words('test'), { ...CENTRE, double: true })
  rule()
  pair(words('date'), moment(data.head.at))
  pair(words('printer'), data.printer)
  if (data.profile) pair(words('profile'), data.profile)
  if (data.width) pair(words('paperWidth'), words('millimetres', { n: data.width }), { words: true })
  if (data.dots) pair(words('widths'), words('widthsOf', { dots: data.dots, columns }), { words: true })
  if (data.codePages) codePages(sheet, data.codePages)
  if (data.drawerPin !== undefined) pair(words('drawer'), drawerPin(sheet, data.drawerPin), { words: true })
  if (data.darkness) pair(words('darkness'), words('outOfFive', { n: data.darkness }), { words: true })
  rule()
  // A line of digits as wide as the paper cannot be drawn: letters there are as wide as they are.
  if (!drawn) text(ruler(columns))
  text(words('testAccents'))
  text(words('testSample'), CENTRE)
  for (const language of LANGUAGES) text(wordsIn(language)('testLine'), { align: 'center' })
  rule()
  pair(words('amount'), formatMad(SMALL))
  pair(words('collected'), formatAmount(LARGE), { bold: true })
  text(formatMad(SMALL), { ...CENTRE, double: true })
  text(words('testBold'), CENTRE)
  text(words('testBlock'), { ...CENTRE, double: true, block: true })
  rule()
  trace(sheet, data)
  feed(1)
  qr(`Guichet ${data.head.terminal}`.trimEnd(), words('test'))
  feed(1)
  barcode(TEACHING_CODES.reference, words('test'))
  feed(1)
  text(words('testDone'))
}

/** What was set up, for the shop's file: a printer that is replaced is set up by it. */
export function deviceSlip(sheet: Sheet, data: Of<'device_slip'>): void {
  const { text, pair, rule, feed, words } = sheet
  shop(sheet, data)
  text(words('slip'), { ...CENTRE, double: true })
  rule()
  pair(words('date'), moment(data.head.at))
  if (data.printer) pair(words('printer'), data.printer)
  pair(words('transport'), words(`transport_${data.transport}`), { words: true })
  if (data.line) pair(words('line'), data.line)
  pair(words('profile'), data.profile)
  pair(words('paperWidth'), words('millimetres', { n: data.width }), { words: true })
  pair(words('widths'), words('widthsOf', { dots: data.dots, columns: data.columns }), { words: true })
  codePages(sheet, data.codePages)
  pair(words('drawer'), drawerPin(sheet, data.drawerPin), { words: true })
  pair(words('darkness'), words('outOfFive', { n: data.darkness }), { words: true })
  rule()
  const confirms = data.confirms === null ? 'Unknown' : data.confirms ? 'Yes' : 'No'
  text(words(`confirms${confirms}`))
  text(words('testSample'), CENTRE)
  rule()
  trace(sheet, data)
  feed(1)
  text(words('slipKeep'))
}

/** Each code as bars and as QR: a laser reads only the first, a weak camera rather the second. */
export function codeSheet(sheet: Sheet, data: Of<'code_sheet'>): void {
  const { text, rule, feed, qr, barcode, words } = sheet
  shop(sheet, data)
  text(words('codes'), { ...CENTRE, double: true })
  rule()
  text(words('codesHow'))
  for (const name of ['digits', 'signs', 'reference'] as const) {
    const content = TEACHING_CODES[name]
    rule()
    text(words(`codes_${name}`), CENTRE)
    feed(1)
    barcode(content, words(`codes_${name}`))
    feed(1)
    qr(content, words(`codes_${name}`))
    feed(1)
  }
  rule()
  trace(sheet, data)
}
