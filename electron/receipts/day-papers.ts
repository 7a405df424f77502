import { formatAmount, formatCount } from '../domain/money'
import type { PaperData } from '../domain/paper'
import {
  byCashier,
  CENTRE,
  chain,
  earnings,
  formatPeriod,
  heading,
  kindRows,
  machine,
  movementRows,
  perpetualTotals,
  signed,
  signedRows,
} from './closing-parts'
import { minute, type Sheet, shop, trace } from './sheet'

type Of<K extends PaperData['kind']> = Extract<PaperData, { kind: K }>

/** `201-214, 216`: numbers that follow each other as one; a month has sixty of them. */
export function ranges(numbers: readonly number[]): string {
  const runs: { from: number; to: number }[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && number <= last.to + 1) last.to = number
    else runs.push({ from: number, to: number })
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

function zNumbers({ pair, words }: Sheet, zs: readonly number[]): void {
  if (zs.length === 0) pair(words('proof.zs'), words('proof.noZ'), { words: true })
  else pair(words('proof.zs'), ranges(zs))
}

/** A day, a month or a year, closed. */
export function periodClosing(sheet: Sheet, data: Of<'period_closing'>): void {
  const { text, pair, rule, feed, words } = sheet
  const { closing } = data
  shop(sheet, data)
  text(words(`proof.closing_${closing.kind}`, { n: closing.number }), CENTRE)
  text(formatPeriod(closing.period), { ...CENTRE, double: true })
  rule()
  pair(words('till.closedAt'), minute(closing.closedAt))
  zNumbers(sheet, closing.zs)
  heading(sheet, 'till.operations')
  kindRows(sheet, closing.kinds, 'signed')
  movementRows(sheet, closing.movements)
  signedRows(sheet, 'till.differences', closing.differences)
  earnings(sheet, closing.kinds)
  byCashier(sheet, closing.cashiers, 'signed')
  perpetualTotals(sheet, closing.perpetual)
  rule()
  chain(sheet, closing)
  machine(sheet, data.head)
  const { sequence, hash } = closing.head
  const of = ['GP1', data.head.terminal, closing.kind, closing.number, sequence, hash]
  signed(sheet, of, data.signature)
  feed(1)
  text(words('proof.keep'), { align: 'center' })
}

type Report = Of<'day_report'>

function proofRow({ row, text, words }: Sheet, told: Report['rows'][number]): void {
  const { label, journal, chari, counted, gap } = told
  const side = (key: string, { count, amount }: Report['rows'][number]['journal']): void => {
    row(words(key), count === null ? '' : formatCount(count), amount === null ? '' : formatAmount(amount))
  }
  text(words(`proof.row_${label}`), { bold: true })
  side(label === 'cash' || label === 'float' ? 'proof.expected' : 'proof.journal', journal)
  if (chari !== null) side('proof.chari', chari)
  if (counted !== null) row(words('proof.counted'), '', formatAmount(counted))
  if (gap !== null) row(words('till.gap'), '', formatAmount(gap), { bold: gap !== 0 })
}

function breaks(sheet: Sheet, { breaks: all }: Report): void {
  if (all.length === 0) return
  const { row, text, words, ltr } = sheet
  heading(sheet, 'proof.breaks')
  for (const { code, state, count, amount } of all) {
    text(words('proof.break', { code: ltr(code), name: words(`proof.${code}`) }))
    row(words(`proof.state_${state}`), formatCount(count), formatAmount(amount))
  }
}

function whoServed({ row, text, words }: Sheet, { cashiers }: Report): void {
  for (const { cashier, cashIn, cashOut, card } of cashiers) {
    text(cashier, { bold: true })
    for (const [label, { count, amount }] of [
      ['cash_in', cashIn],
      ['cash_out', cashOut],
      ['card', card],
    ] as const)
      if (count > 0) row(words(`proof.row_${label}`), formatCount(count), formatAmount(amount))
  }
}

/** The day in three ways, and what does not agree. */
export function dayReport(sheet: Sheet, data: Report): void {
  const { text, pair, rule, words } = sheet
  shop(sheet, data)
  text(words('proof.title', { day: sheet.ltr(formatPeriod(data.day)) }), CENTRE)
  text(words(`proof.verdict_${data.verdict}`), { ...CENTRE, double: true })
  text(words(`proof.about_${data.verdict}`), { align: 'center' })
  rule()
  if (data.listingReadAt === null) pair(words('proof.listing'), words('proof.notRead'), { words: true })
  else pair(words('proof.listing'), minute(data.listingReadAt))
  pair(
    words('proof.matched'),
    words('proof.of', { n: formatCount(data.matched), total: formatCount(data.total) }),
  )
  zNumbers(sheet, data.zs)
  rule()
  for (const row of data.rows) proofRow(sheet, row)
  breaks(sheet, data)
  if (data.cashiers.length > 1) {
    heading(sheet, 'till.byCashier')
    whoServed(sheet, data)
  }
  rule()
  trace(sheet, data)
  if (data.closing === null) {
    text(words('proof.notClosed'), { bold: true })
    return
  }
  pair(words('proof.document'), data.closing)
  signed(sheet, ['GD1', data.head.terminal, data.day], data.signature)
}
