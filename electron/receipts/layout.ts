import { type PrinterProfile, UNKNOWN_PROFILE } from '../../native/printer/profile'
import { type Centimes, formatAmount, formatMad, subtract, ZERO } from '../domain/money'
import type { CreditedTo } from '../domain/operation'
import type { LaidPaper, PaperData, PaperWidth } from '../domain/paper'
import { maskPhone } from '../domain/phone'
import { assertNever } from '../domain/result'
import { paperMark } from '../domain/scan'
import { dayReport, periodClosing } from './day-papers'
import { codeSheet, deviceSlip, testPage } from './device-papers'
import { type Columns, createSheet, moment, type Sheet, shop, trace } from './sheet'
import { tariffSheet } from './tariff-paper'
import { cashMovement, handOver, shiftOpening, xReport, zReport } from './till-papers'
import { createPaperWords, type Words } from './words'

/** Dots and characters of font A in a line of this printer; a width that its profile lacks is taken as usual. */
export function widthOf(
  profile: PrinterProfile,
  paper: PaperWidth,
): { readonly dots: number; readonly columns: Columns } {
  const usual = paper === 58 ? { dots: 384, columns: 32 as const } : { dots: 576, columns: 48 as const }
  return profile.widths[paper] ?? UNKNOWN_PROFILE.widths[paper] ?? usual
}

/** Lays a paper out. `copy` 0 is the first print, n is DUPLICATA n; `logo`: the shop's stands at its head. */
export type LayPaper = (paper: {
  readonly data: PaperData
  readonly copy: number
  readonly columns: Columns
  readonly logo?: boolean
}) => LaidPaper

/** Papers that a customer takes along or reads on the wall, and the one that shows all that is used. */
const WITH_LOGO: ReadonlySet<PaperData['kind']> = new Set([
  'receipt',
  'waiting_slip',
  'tariff_sheet',
  'test_page',
])

/** The words are passed in; each paper speaks the language of its own head. */
export function createPaperLayout(words: Words): LayPaper {
  const wordsIn = createPaperWords(words)
  return ({ data, copy, columns, logo = false }) => {
    const { language } = data.head
    const sheet = createSheet(language, columns, wordsIn(language))
    if (logo && WITH_LOGO.has(data.kind)) sheet.logo()
    banners(sheet, data, copy)
    switch (data.kind) {
      case 'receipt':
        receipt(sheet, data)
        break
      case 'waiting_slip':
        waitingSlip(sheet, data)
        break
      case 'shift_opening':
        shiftOpening(sheet, data)
        break
      case 'cash_movement':
        cashMovement(sheet, data)
        break
      case 'hand_over':
        handOver(sheet, data)
        break
      case 'x_report':
        xReport(sheet, data)
        break
      case 'z_report':
        zReport(sheet, data)
        break
      case 'period_closing':
        periodClosing(sheet, data)
        break
      case 'day_report':
        dayReport(sheet, data)
        break
      case 'tariff_sheet':
        tariffSheet(sheet, data)
        break
      case 'test_page':
        testPage(sheet, data, wordsIn)
        break
      case 'device_slip':
        deviceSlip(sheet, data)
        break
      case 'code_sheet':
        codeSheet(sheet, data)
        break
      default:
        assertNever(data, 'paper')
    }
    return { kind: data.kind, language, columns, lines: sheet.lines }
  }
}

/** Customers see their own name, finders of a lost paper do not: first name and an initial. */
export function shortName(name: string): string {
  const parts = name.normalize('NFC').trim().split(/\s+/)
  const [first = '', ...others] = parts
  const last = others.at(-1)
  return last ? `${first} ${Array.from(last)[0] ?? ''}.` : first
}

function banners({ text, feed, words }: Sheet, { head }: PaperData, copy: number): void {
  const block = { align: 'center', bold: true, double: true, block: true } as const
  if (head.training) {
    text(words('training'), block)
    text(words('noValue'), block)
  }
  if (copy > 0) text(words('duplicate', { n: copy }), block)
  if (head.training || copy > 0) feed(1)
}

type OperationPaper = Extract<PaperData, { shortHash: string }>

function customer(sheet: Sheet, { customerName, customerPhone, card }: OperationPaper): void {
  const { pair, words } = sheet
  if (customerName) pair(words(card ? 'card.credited' : 'customer'), shortName(customerName), { words: true })
  else if (card) {
    credited(sheet, card.creditedTo, customerPhone)
    return
  }
  if (customerPhone) pair(words('customerPhone'), maskPhone(customerPhone))
}

/** Whose wallet Chari credits, without a name: that of whoever stands there only if it says so. */
function credited({ pair, words }: Sheet, to: CreditedTo, phone: string | null): void {
  if (to === 'agent') pair(words('card.credited'), words('card.agents'), { words: true })
  else if (phone) pair(words('card.credited'), maskPhone(phone))
}

function mark({ qr, feed, words }: Sheet, { number, shortHash }: OperationPaper): void {
  feed(1)
  qr(paperMark({ number, shortHash }), words('qr', { number }))
}

function fee({ pair, words }: Sheet, amount: Centimes | null): void {
  if (amount === null) pair(words('fee'), words('feeUnknown'), { words: true })
  else pair(words('fee'), formatAmount(amount))
}

const RECEIPT_WORDS = {
  cash_in: { title: 'cashIn', done: 'cashInDone', moved: 'collected' },
  cash_out: { title: 'cashOut', done: 'cashOutDone', moved: 'handedOver' },
  card: { title: 'card.title', done: 'card.done', moved: 'card.paid' },
} as const

/** By what the operation is known: its reference, or the card as far as a paper may show it. */
function named({ pair, words }: Sheet, { reference, card }: OperationPaper): void {
  if (card === undefined) pair(words('reference'), reference)
  else pair(words('card.card'), card.masked)
}

function receipt(sheet: Sheet, data: Extract<PaperData, { kind: 'receipt' }>): void {
  const { text, pair, rule, feed, words } = sheet
  const { title, done, moved } = RECEIPT_WORDS[data.direction]
  const centre = { align: 'center', bold: true } as const
  shop(sheet, data)
  text(words(title), centre)
  text(formatMad(data.amount), { ...centre, double: true })
  text(words(done), centre)
  rule()
  pair(words('date'), moment(data.completedAt))
  pair(words('ticket'), data.number)
  named(sheet, data)
  customer(sheet, data)
  if (data.chariOperationId) pair(words('chariOperation'), data.chariOperationId)
  rule()
  pair(words('amount'), formatAmount(data.amount))
  fee(sheet, data.fee)
  const passed = data.card === undefined ? changedHands(data) : data.card.total
  if (passed !== null) pair(words(moved), formatMad(passed), { bold: true })
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

const WAITING_WORDS = {
  cash_in: { asked: 'cashInAsked', waits: 'waitingCashIn' },
  cash_out: { asked: 'cashOutAsked', waits: 'waitingCashOut' },
  card: { asked: 'card.asked', waits: 'card.waiting' },
} as const

function waitingSlip(sheet: Sheet, data: Extract<PaperData, { kind: 'waiting_slip' }>): void {
  const { text, pair, rule, words } = sheet
  const cashIn = data.direction === 'cash_in'
  const { asked, waits } = WAITING_WORDS[data.direction]
  shop(sheet, data)
  text(words('waiting'), { align: 'center', bold: true, double: true, block: true })
  text(words('notReceipt'), { align: 'center', bold: true })
  rule()
  pair(words(asked), formatMad(data.amount), { bold: true })
  if (cashIn && data.aside !== null) pair(words('aside'), formatMad(data.aside), { bold: true })
  pair(words(cashIn ? 'envelope' : 'ticket'), data.number)
  named(sheet, data)
  customer(sheet, data)
  pair(words('date'), moment(data.head.at))
  rule()
  text(words(waits))
  rule()
  trace(sheet, data, data)
  mark(sheet, data)
}
