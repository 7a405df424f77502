import { printedWidth } from '../../native/printer/text'
import { formatDate, formatTime, formatTimeSeconds } from '../domain/day'
import { type Centimes, formatAmount, formatMad, negate, subtract, ZERO } from '../domain/money'
import type { LaidLine, LaidPaper, Language, PaperData, PaperWidth } from '../domain/paper'
import { maskPhone } from '../domain/phone'
import { assertNever } from '../domain/result'
import { paperMark } from '../domain/scan'
import { createPaperWords, type PaperWords, type Words } from './words'
import { wrap } from './wrap'

export type Columns = LaidPaper['columns']

/** Characters of font A: 384 dots hold 32, 512 hold 42, 576 hold 48 (DEVICES.md section 0). */
export const columnsOf = (width: PaperWidth): Columns => (width === 58 ? 32 : 48)
export const dotsOf = (columns: Columns): number => ({ 32: 384, 42: 512, 48: 576 })[columns]

/** Lays a paper out. `copy` 0 is the first print, n is DUPLICATA n. */
export type LayPaper = (paper: {
  readonly data: PaperData
  readonly copy: number
  readonly columns: Columns
}) => LaidPaper

/** The words are passed in; each paper speaks the language of its own head. */
export function createPaperLayout(words: Words): LayPaper {
  const wordsIn = createPaperWords(words)
  return ({ data, copy, columns }) => {
    const { language } = data.head
    const sheet = createSheet(language, columns, wordsIn(language))
    banners(sheet, data, copy)
    switch (data.kind) {
      case 'receipt':
        receipt(sheet, data)
        break
      case 'waiting_slip':
        waitingSlip(sheet, data)
        break
      case 'day_cash':
        dayCash(sheet, data)
        break
      case 'test_page':
        testPage(sheet, data)
        break
      default:
        assertNever(data, 'paper')
    }
    return { kind: data.kind, language, columns, lines: sheet.lines }
  }
}

interface TextStyle {
  readonly align?: 'start' | 'center' | 'end'
  readonly bold?: boolean
  readonly double?: boolean
  readonly block?: boolean
}

interface Sheet {
  readonly lines: LaidLine[]
  readonly words: PaperWords
  /** A value inside a sentence, kept left to right in Arabic. */
  readonly ltr: (value: string) => string
  readonly text: (text: string, style?: TextStyle) => void
  /** `words` is for a value that is language, not a number, a date or an id. */
  readonly pair: (label: string, value: string, style?: { bold?: boolean; words?: boolean }) => void
  readonly rule: () => void
  readonly feed: (lines: number) => void
  readonly qr: (content: string, alt: string) => void
}

function createSheet(language: Language, columns: Columns, words: PaperWords): Sheet {
  const lines: LaidLine[] = []
  // Arabic is drawn by Chromium, which breaks lines by the true width of its letters.
  const drawn = language === 'ar'
  const text = (line: string, style: TextStyle = {}): void => {
    const { align = 'start', bold = false, block = false } = style
    const double = (style.double ?? false) && (drawn || printedWidth(line) <= Math.floor(columns / 2))
    const parts = drawn ? [line] : wrap(line, double ? Math.floor(columns / 2) : columns)
    for (const part of parts) lines.push({ kind: 'text', text: part, align, bold, double, block })
  }
  return {
    lines,
    words,
    ltr: (value) => (drawn ? `\u2066${value}\u2069` : value),
    text,
    pair: (label, value, { bold = false, words: isWords = false } = {}) => {
      const fits = drawn || printedWidth(label) + 1 + printedWidth(value) <= columns
      lines.push({ kind: 'pair', label, value: fits ? value : '', bold, ltr: !isWords })
      if (!fits) text(value, { align: 'end', bold })
    },
    rule: () => {
      lines.push({ kind: 'rule' })
    },
    feed: (count) => {
      lines.push({ kind: 'feed', lines: count })
    },
    qr: (content, alt) => {
      lines.push({ kind: 'qr', content, alt })
    },
  }
}

/** Customers see their own name, finders of a lost paper do not: first name and an initial. */
export function shortName(name: string): string {
  const parts = name.normalize('NFC').trim().split(/\s+/)
  const [first = '', ...others] = parts
  const last = others.at(-1)
  return last ? `${first} ${Array.from(last)[0] ?? ''}.` : first
}

/** `69906411…9d18dc15`: enough to find a request in Chari's records by hand. */
const shortId = (id: string): string => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-8)}` : id)

const moment = (utcIso: string): string => `${formatDate(utcIso)} ${formatTimeSeconds(utcIso)}`

function banners({ text, feed, words }: Sheet, { head }: PaperData, copy: number): void {
  const block = { align: 'center', bold: true, double: true, block: true } as const
  if (head.training) {
    text(words('training'), block)
    text(words('noValue'), block)
  }
  if (copy > 0) text(words('duplicate', { n: copy }), block)
  if (head.training || copy > 0) feed(1)
}

function shop({ text, rule, words, ltr }: Sheet, { head }: PaperData): void {
  const centre = { align: 'center' } as const
  if (head.shopName) text(head.shopName, { ...centre, bold: true })
  if (head.shopAddress) text(head.shopAddress, centre)
  if (head.shopPhone) text(words('shopPhone', { phone: ltr(head.shopPhone) }), centre)
  if (head.agentCode) text(words('agent', { code: ltr(head.agentCode) }), centre)
  rule()
}

/** What joins this paper to the line of the journal and to Chari's record (PITFALLS.md J15). */
function trace(
  { pair, words }: Sheet,
  { head }: PaperData,
  ids?: { readonly requestId: string; readonly shortHash: string },
): void {
  if (head.cashier) pair(words('cashier'), head.cashier, { words: true })
  if (ids) pair(words('request'), shortId(ids.requestId))
  if (head.terminal) pair(words('terminal'), head.terminal)
  if (ids) pair(words('hash'), ids.shortHash)
  pair(words('software'), `Guichet ${head.version}`)
}

type OperationPaper = Extract<PaperData, { number: string }>

function customer({ pair, words }: Sheet, { customerName, customerPhone }: OperationPaper): void {
  if (customerName) pair(words('customer'), shortName(customerName), { words: true })
  if (customerPhone) pair(words('customerPhone'), maskPhone(customerPhone))
}

function mark({ qr, feed, words }: Sheet, { number, shortHash }: OperationPaper): void {
  feed(1)
  qr(paperMark({ number, shortHash }), words('qr', { number }))
}

function fee({ pair, words }: Sheet, amount: Centimes | null): void {
  if (amount === null) pair(words('fee'), words('feeUnknown'), { words: true })
  else pair(words('fee'), formatAmount(amount))
}

function receipt(sheet: Sheet, data: Extract<PaperData, { kind: 'receipt' }>): void {
  const { text, pair, rule, feed, words } = sheet
  const cashIn = data.direction === 'cash_in'
  const centre = { align: 'center', bold: true } as const
  shop(sheet, data)
  text(words(cashIn ? 'cashIn' : 'cashOut'), centre)
  text(formatMad(data.amount), { ...centre, double: true })
  text(words(cashIn ? 'cashInDone' : 'cashOutDone'), centre)
  rule()
  pair(words('date'), moment(data.completedAt))
  pair(words('ticket'), data.number)
  pair(words('reference'), data.reference)
  customer(sheet, data)
  if (data.chariOperationId) pair(words('chariOperation'), data.chariOperationId)
  rule()
  pair(words('amount'), formatAmount(data.amount))
  fee(sheet, data.fee)
  pair(words(cashIn ? 'collected' : 'handedOver'), formatMad(changedHands(data)), { bold: true })
  if (data.received !== null) pair(words('received'), formatAmount(data.received))
  if (data.change !== null) pair(words('change'), formatAmount(data.change))
  rule()
  trace(sheet, data, data)
  mark(sheet, data)
  feed(1)
  text(words('keep'), { align: 'center' })
  text(words('show'), { align: 'center' })
}

/** The cash of the operation: more or less than its amount only where a fee is taken in cash. */
function changedHands(data: Extract<PaperData, { kind: 'receipt' }>): Centimes {
  if (data.cash !== undefined) return data.cash
  return data.received === null ? data.amount : subtract(data.received, data.change ?? ZERO)
}

function waitingSlip(sheet: Sheet, data: Extract<PaperData, { kind: 'waiting_slip' }>): void {
  const { text, pair, rule, words } = sheet
  const cashIn = data.direction === 'cash_in'
  shop(sheet, data)
  text(words('waiting'), { align: 'center', bold: true, double: true, block: true })
  text(words('notReceipt'), { align: 'center', bold: true })
  rule()
  pair(words(cashIn ? 'cashInAsked' : 'cashOutAsked'), formatMad(data.amount), { bold: true })
  if (cashIn && data.aside !== null) pair(words('aside'), formatMad(data.aside), { bold: true })
  pair(words(cashIn ? 'envelope' : 'ticket'), data.number)
  pair(words('reference'), data.reference)
  customer(sheet, data)
  pair(words('date'), moment(data.head.at))
  rule()
  text(words(cashIn ? 'waitingCashIn' : 'waitingCashOut'))
  rule()
  trace(sheet, data, data)
  mark(sheet, data)
}

function dayCash(sheet: Sheet, data: Extract<PaperData, { kind: 'day_cash' }>): void {
  const { text, pair, rule, words } = sheet
  const centre = { align: 'center', bold: true } as const
  const [year = '', month = '', day = ''] = data.day.split('-')
  shop(sheet, data)
  text(words('dayCash'), { ...centre, double: true })
  text(words('dayCashUnnumbered'), { align: 'center' })
  rule()
  pair(words('day'), `${day}/${month}/${year}`)
  pair(words('printedAt'), `${formatDate(data.head.at)} ${formatTime(data.head.at)}`)
  rule()
  if (data.opening === null) pair(words('opening'), words('openingUnknown'), { words: true })
  else pair(words('opening'), formatAmount(data.opening))
  pair(words('cashInTotal'), formatAmount(data.cashIn))
  pair(words('cashOutTotal'), formatAmount(negate(data.cashOut)))
  pair(words('changeTotal'), formatAmount(negate(data.change)))
  pair(words('expected'), formatMad(data.expected), { bold: true })
  rule()
  pair(words('asideTotal'), formatAmount(data.aside))
  pair(words('dueTotal'), formatAmount(data.due))
  pair(words('changeDueTotal'), formatAmount(data.changeDue))
  pair(words('owedTotal'), formatAmount(data.owed))
  rule()
  trace(sheet, data)
}

function testPage(sheet: Sheet, data: Extract<PaperData, { kind: 'test_page' }>): void {
  const { text, pair, rule, feed, qr, words } = sheet
  const centre = { align: 'center', bold: true } as const
  shop(sheet, data)
  text(words('test'), { ...centre, double: true })
  rule()
  pair(words('date'), moment(data.head.at))
  pair(words('printer'), data.printer)
  rule()
  text(words('testAccents'))
  text(words('testSample'), centre)
  rule()
  trace(sheet, data)
  feed(1)
  qr(`Guichet ${data.head.terminal}`.trimEnd(), words('test'))
  feed(1)
  text(words('testDone'))
}
