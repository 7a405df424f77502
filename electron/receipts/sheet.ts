import { printedWidth, rowMiddle } from '../../native/printer/text'
import { formatDate, formatTime, formatTimeSeconds } from '../domain/day'
import type { LaidLine, LaidPaper, Language, PaperData } from '../domain/paper'
import type { PaperWords } from './words'
import { wrap } from './wrap'

export type Columns = LaidPaper['columns']

interface TextStyle {
  readonly align?: 'start' | 'center' | 'end'
  readonly bold?: boolean
  readonly double?: boolean
  readonly block?: boolean
}

/** A paper while it is written, line by line. */
export interface Sheet {
  readonly lines: LaidLine[]
  readonly columns: Columns
  /** Arabic: Chromium draws it, and breaks lines by the true width of its letters. */
  readonly drawn: boolean
  readonly words: PaperWords
  /** A value inside a sentence, kept left to right in Arabic. */
  readonly ltr: (value: string) => string
  /** A name or what a person wrote, inside a sentence of ours: it goes its own way in Arabic. */
  readonly apart: (value: string) => string
  readonly text: (text: string, style?: TextStyle) => void
  /** `words` is for a value that is language, not a number, a date or an id. */
  readonly pair: (label: string, value: string, style?: { bold?: boolean; words?: boolean }) => void
  /** Label, count and value in three columns; a label that leaves its count no room stands above. No count: a pair. */
  readonly row: (label: string, count: string, value: string, style?: { bold?: boolean }) => void
  readonly rule: () => void
  readonly feed: (lines: number) => void
  readonly qr: (content: string, alt: string) => void
  readonly barcode: (content: string, alt: string) => void
  readonly logo: () => void
}

export function createSheet(language: Language, columns: Columns, words: PaperWords): Sheet {
  const lines: LaidLine[] = []
  const drawn = language === 'ar'
  const text = (line: string, style: TextStyle = {}): void => {
    const { align = 'start', bold = false, block = false } = style
    const half = Math.floor(columns / 2)
    // Drawn letters are wider or narrower than a column: what may not be broken, an amount, needs some room more.
    const whole = drawn ? Math.max(...line.split(' ').map(printedWidth)) + 2 : printedWidth(line)
    const double = (style.double ?? false) && whole <= half
    const parts = drawn ? [line] : wrap(line, double ? half : columns)
    for (const part of parts) lines.push({ kind: 'text', text: part, align, bold, double, block })
  }
  const pair: Sheet['pair'] = (label, value, { bold = false, words: isWords = false } = {}) => {
    const fits = drawn || printedWidth(label) + 1 + printedWidth(value) <= columns
    if (fits || label !== '')
      lines.push({ kind: 'pair', label, value: fits ? value : '', bold, ltr: !isWords })
    if (!fits) text(value, { align: 'end', bold })
  }
  return {
    lines,
    columns,
    drawn,
    words,
    ltr: (value) => (drawn ? `\u2066${value}\u2069` : value),
    apart: (value) => (drawn ? `\u2068${value}\u2069` : value),
    text,
    pair,
    row: (label, count, value, { bold = false } = {}) => {
      if (count === '') return pair(label, value, { bold })
      const fits = drawn || printedWidth(label) + 1 + printedWidth(count) <= rowMiddle(columns)
      if (!fits) text(label, { bold })
      lines.push({ kind: 'row', label: fits ? label : '', count, value, bold })
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
    barcode: (content, alt) => {
      lines.push({ kind: 'barcode', content, alt })
    },
    logo: () => {
      lines.push({ kind: 'logo' })
    },
  }
}

/** `69906411…9d18dc15`: enough to find a request in Chari's records by hand. */
const shortId = (id: string): string => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-8)}` : id)

/** `16/06/2026 14:32` */
export const minute = (utcIso: string): string => `${formatDate(utcIso)} ${formatTime(utcIso)}`

/** `16/06/2026 14:32:41` */
export const moment = (utcIso: string): string => `${formatDate(utcIso)} ${formatTimeSeconds(utcIso)}`

/** Whose paper this is. */
export function shop({ text, rule, words, ltr }: Sheet, { head }: PaperData): void {
  const centre = { align: 'center' } as const
  if (head.shopName) text(head.shopName, { ...centre, bold: true })
  if (head.shopAddress) text(head.shopAddress, centre)
  if (head.shopPhone) text(words('shopPhone', { phone: ltr(head.shopPhone) }), centre)
  if (head.agentCode) text(words('agent', { code: ltr(head.agentCode) }), centre)
  rule()
}

/** What joins this paper to the line of the journal and to Chari's record (PITFALLS.md J15). */
export function trace(
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
