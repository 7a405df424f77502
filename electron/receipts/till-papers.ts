import type { Count, DrawerSums, ShiftReport, ZReport } from '../domain/closing'
import { civilDay, formatTime } from '../domain/day'
import { centimes, formatAmount, formatCount, formatMad, negate, sum, ZERO } from '../domain/money'
import type { PaperData } from '../domain/paper'
import { BREAK_CODES } from '../domain/reconciliation'
import {
  byCashier,
  CENTRE,
  chain,
  difference,
  earnings,
  float,
  formatPeriod,
  heading,
  kindRows,
  machine,
  names,
  perpetualTotals,
  signed,
  why,
} from './closing-parts'
import { minute, moment, type Sheet, shop, trace } from './sheet'

type Of<K extends PaperData['kind']> = Extract<PaperData, { kind: K }>

/** Where somebody signs with a pen. */
function penSignature({ feed, rule, text, words, apart }: Sheet, name: string): void {
  feed(2)
  rule()
  text(words('till.signHere', { name: apart(name) }), { align: 'center' })
}

/** `30 x 200 + 6 x 0,50`: as counted, each kind held together. */
function denominations({ text, ltr }: Sheet, { lines }: Count): void {
  const counted = (lines ?? []).filter(({ quantity }) => quantity > 0)
  if (counted.length === 0) return
  const parts = counted.map(
    ({ value, quantity }) => `${quantity}\u00a0x\u00a0${formatAmount(centimes(value)).replace(',00', '')}`,
  )
  text(ltr(parts.join('\u00a0+ ')))
}

export function shiftOpening(sheet: Sheet, data: Of<'shift_opening'>): void {
  const { text, pair, rule, words } = sheet
  shop(sheet, data)
  text(words('till.opening'), { ...CENTRE, double: true })
  rule()
  pair(words('till.shift'), data.shift)
  pair(words('day'), formatPeriod(data.day))
  pair(words('till.openedAt'), minute(data.openedAt))
  pair(words('till.openedBy'), data.openedBy, { words: true })
  rule()
  pair(words('till.carried'), formatAmount(data.carried))
  pair(words('till.counted'), formatMad(data.counted.total), { bold: true })
  denominations(sheet, data.counted)
  if (data.difference !== 0) difference(sheet, data)
  else why(sheet, data)
  rule()
  float(sheet, 'till.float', data.float)
  rule()
  trace(sheet, data)
}

export function cashMovement(sheet: Sheet, data: Of<'cash_movement'>): void {
  const { text, pair, rule, words, ltr, apart } = sheet
  shop(sheet, data)
  const movement = words(`till.movement_${data.movement}`)
  text(data.corrects === null ? movement : words('till.undone'), CENTRE)
  text(formatMad(data.amount), { ...CENTRE, double: true })
  if (data.corrects !== null) text(`${movement} ${ltr(data.corrects)}`, CENTRE)
  if (data.transit) text(words('till.inTransit'), CENTRE)
  rule()
  pair(words('date'), moment(data.head.at))
  pair(words('till.number'), data.number)
  pair(words('till.why'), words(`till.reasons.${data.reason}`), { words: true })
  if (data.note) text(words('till.note', { note: apart(data.note) }))
  pair(words('till.by'), data.by, { words: true })
  if (data.approvedBy !== null) pair(words('till.approvedBy'), data.approvedBy, { words: true })
  rule()
  trace(sheet, data)
  penSignature(sheet, data.by)
}

export function handOver(sheet: Sheet, data: Of<'hand_over'>): void {
  const { text, pair, rule, words } = sheet
  const { at, from, to, counted, expected } = data.handOver
  shop(sheet, data)
  text(words('till.handOver'), { ...CENTRE, double: true })
  rule()
  pair(words('date'), moment(at))
  pair(words('till.shift'), String(data.shift))
  pair(words('till.from'), from, { words: true })
  pair(words('till.to'), to, { words: true })
  rule()
  pair(words('expected'), formatAmount(expected))
  pair(words('till.counted'), formatMad(counted), { bold: true })
  difference(sheet, data.handOver)
  rule()
  trace(sheet, data)
  penSignature(sheet, from)
  penSignature(sheet, to)
}

/** `main` is the name of the one drawer of a shop that shares it. */
function ownDrawer({ pair, words }: Sheet, { drawer }: ShiftReport): void {
  if (drawer !== 'main') pair(words('till.ownDrawer'), drawer, { words: true })
}

function pending(sheet: Sheet, { tally: { pending: operations }, day }: ShiftReport): void {
  const { pair, text, words, ltr } = sheet
  if (operations.length === 0) return
  heading(sheet, 'till.pendingList')
  for (const { number, direction, reference, amount, state, cash, changeDue, since } of operations) {
    pair(`${ltr(number)} ${words(`till.one_${direction}`)}`, formatAmount(amount), { bold: true })
    pair(ltr(reference), civilDay(since) === day ? formatTime(since) : minute(since))
    text(
      words('till.pendingState', { state: words(`till.state_${state}`), cash: words(`till.cash_${cash}`) }),
    )
    if (changeDue !== 0) pair(words('changeDueTotal'), formatAmount(changeDue))
  }
}

function operations(sheet: Sheet, { tally }: ShiftReport, hidden: boolean): void {
  const { row, words } = sheet
  const amount = (of: typeof tally.refused.amount): string => (hidden ? '' : formatAmount(of))
  heading(sheet, 'till.operations')
  kindRows(sheet, tally.kinds, hidden ? 'hidden' : 'signed')
  row(words('till.refused'), formatCount(tally.refused.count), amount(tally.refused.amount))
  row(words('till.notDone'), formatCount(tally.notDone.count), amount(tally.notDone.amount))
  row(
    words('till.pending'),
    formatCount(tally.pending.length),
    amount(sum(tally.pending.map((one) => one.amount))),
  )
}

/** Opening + everything in - everything out = expected; what did not happen is left out. */
function drawer(
  sheet: Sheet,
  { sums, carried, openingDifference, openingReason, movements }: ShiftReport,
): void {
  const { row, pair, text, words, apart } = sheet
  const moved = (kind: (typeof movements)[number]['kind']): string => {
    const count = movements.find((one) => one.kind === kind)?.count ?? 0
    return count > 0 ? formatCount(count) : ''
  }
  const some = (key: string, count: string, amount: DrawerSums['opening']): void => {
    if (amount !== 0 || count !== '') row(words(key), count, formatAmount(amount))
  }
  heading(sheet, 'till.drawer')
  if (openingDifference !== 0) {
    row(words('till.carried'), '', formatAmount(carried))
    row(words('till.openingDifference'), '', formatAmount(openingDifference))
    if (openingReason !== null) text(words('till.reason', { reason: apart(openingReason) }))
  }
  row(words('opening'), '', formatAmount(sums.opening))
  row(words('cashInTotal'), '', formatAmount(sums.cashIn))
  row(words('cashOutTotal'), '', formatAmount(negate(sums.cashOut)))
  some('changeTotal', '', negate(sums.change))
  some('till.rows_paid_in', moved('paid_in'), sums.paidIn)
  some('till.rows_paid_out', moved('paid_out'), negate(sums.paidOut))
  some('till.rows_safe', moved('safe'), negate(sums.safe))
  some('till.rows_bank', moved('bank'), negate(sums.bank))
  some('till.handOverDifferences', '', sums.differences)
  pair(words('expected'), formatMad(sums.expected), { bold: true })
}

function counted(sheet: Sheet, report: ZReport): void {
  const { pair, words } = sheet
  pair(words('till.counted'), formatMad(report.counted.total), { bold: true })
  denominations(sheet, report.counted)
  difference(sheet, report)
  if (report.firstCount !== null) pair(words('till.firstCount'), formatAmount(report.firstCount.total))
  pair(words('till.left'), formatAmount(report.left))
  pair(words('till.toSafe'), formatAmount(report.toSafe))
}

function handOvers(sheet: Sheet, report: ShiftReport, hidden: boolean): void {
  const { row, text, words, ltr, apart } = sheet
  if (report.handOvers.length === 0) return
  heading(sheet, 'till.handOvers')
  for (const one of report.handOvers) {
    text(
      words('till.handedOver', { time: ltr(formatTime(one.at)), from: apart(one.from), to: apart(one.to) }),
    )
    row(words('till.countedThen'), '', formatAmount(one.counted))
    if (hidden) continue
    if (one.difference !== 0) row(words('till.gap'), '', formatAmount(one.difference))
    why(sheet, one)
  }
}

/** Money and promises that are not in the drawer; only what there is. */
function beside(sheet: Sheet, { beside: of }: ShiftReport): void {
  const rows = [
    ['till.counter', of.counter],
    ['asideTotal', of.aside],
    ['dueTotal', of.due],
    ['changeDueTotal', of.changeDue],
    ['owedTotal', of.owed],
    ['till.safe', of.safe],
    ['till.transit', of.transit],
  ] as const
  const some = rows.filter(([, amount]) => amount !== ZERO)
  if (some.length === 0) return
  heading(sheet, 'till.beside')
  for (const [key, amount] of some) sheet.pair(sheet.words(key), formatAmount(amount))
}

function shiftTimes(sheet: Sheet, report: ShiftReport): void {
  const { pair, words } = sheet
  pair(words('till.shift'), report.shift)
  pair(words('day'), formatPeriod(report.day))
  ownDrawer(sheet, report)
  pair(words('till.openedAt'), minute(report.openedAt))
}

/** Who had the drawer; who opened and closed it where that is not plain. */
function people(sheet: Sheet, { cashiers, openedBy }: ShiftReport, closedBy = openedBy): void {
  const { pair, words } = sheet
  names(sheet, 'till.cashiers', cashiers)
  if (cashiers.length === 1 && cashiers[0] === openedBy && closedBy === openedBy) return
  pair(words('till.openedBy'), openedBy, { words: true })
  if (closedBy !== openedBy) pair(words('till.closedBy'), closedBy, { words: true })
}

function counters({ pair, words }: Sheet, { copies, drawerOpenings }: ShiftReport): void {
  pair(words('till.copies'), formatCount(copies))
  pair(words('till.drawerOpenings'), formatCount(drawerOpenings))
}

/** A reading. Of a blind till it leaves out whatever the expected cash could be worked out from. */
export function xReport(sheet: Sheet, data: Of<'x_report'>): void {
  const { text, pair, rule, words } = sheet
  const { report, hidden } = data
  shop(sheet, data)
  text(words('till.x'), { ...CENTRE, double: true })
  text(words('till.xAbout'), { align: 'center' })
  rule()
  pair(words('till.readAt'), moment(data.head.at))
  shiftTimes(sheet, report)
  people(sheet, report)
  operations(sheet, report, hidden)
  pending(sheet, report)
  if (hidden) {
    rule()
    text(words('till.hidden'))
  } else drawer(sheet, report)
  handOvers(sheet, report, hidden)
  beside(sheet, report)
  rule()
  if (!hidden) {
    float(sheet, 'till.floatAtOpening', report.floatAtOpening, false)
    float(sheet, 'till.floatNow', report.float)
  }
  counters(sheet, report)
  if (!hidden) earnings(sheet, report.tally.kinds)
  byCashier(sheet, report.tally.cashiers, hidden ? 'hidden' : 'signed')
  rule()
  trace(sheet, data)
}

/** A break by its name, which begins with its class: `R2 CASA1-000719`. */
function openBreak({ pair, text, words, ltr }: Sheet, name: string): void {
  const code = BREAK_CODES.find((one) => name.startsWith(`${one} `))
  if (code === undefined) text(name)
  else pair(ltr(name), words(`proof.${code}`), { words: true })
}

/** The shift, closed: everything that its stored document says, and the signature over it. */
export function zReport(sheet: Sheet, data: Of<'z_report'>): void {
  const { text, pair, rule, feed, words } = sheet
  const { report } = data
  shop(sheet, data)
  text(words('till.z', { n: report.z }), { ...CENTRE, double: true })
  rule()
  shiftTimes(sheet, report)
  pair(words('till.closedAt'), minute(report.closedAt))
  people(sheet, report, report.closedBy)
  if (report.approvedBy !== null) pair(words('till.approvedBy'), report.approvedBy, { words: true })
  operations(sheet, report, false)
  pending(sheet, report)
  drawer(sheet, report)
  counted(sheet, report)
  handOvers(sheet, report, false)
  beside(sheet, report)
  rule()
  float(sheet, 'till.floatAtOpening', report.floatAtOpening, false)
  float(sheet, 'till.floatAtClosing', report.float)
  counters(sheet, report)
  earnings(sheet, report.tally.kinds)
  byCashier(sheet, report.tally.cashiers, 'signed')
  if (report.openBreaks.length > 0) {
    heading(sheet, 'till.openBreaks')
    for (const name of report.openBreaks) openBreak(sheet, name)
  }
  perpetualTotals(sheet, report.perpetual)
  rule()
  if (report.tally.first !== null) pair(words('till.first'), report.tally.first)
  if (report.tally.last !== null) pair(words('till.last'), report.tally.last)
  chain(sheet, report)
  if (report.notSealed > 0) pair(words('till.notSealed'), formatCount(report.notSealed))
  machine(sheet, data.head)
  const { sequence, hash } = report.head
  signed(sheet, ['GZ1', data.head.terminal, report.z, sequence, hash], data.signature)
  feed(1)
  text(words('till.keep'), { align: 'center' })
}
