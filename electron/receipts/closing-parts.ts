import type { Float, HandOver, KindTotals, Perpetual, Signature, Tally } from '../domain/closing'
import { type Centimes, formatAmount, formatCount, formatMad, negate, sum } from '../domain/money'
import type { PaperData } from '../domain/paper'
import { minute, type Sheet } from './sheet'

/** What the papers of the till and of the day have in common. */

export const CENTRE = { align: 'center', bold: true } as const

/** `2026-06-16`, `2026-06`, `2026` as they are written: `16/06/2026`, `06/2026`, `2026`. */
export const formatPeriod = (period: string): string => period.split('-').reverse().join('/')

export function heading({ text, rule, words }: Sheet, key: string): void {
  rule()
  text(words(key), CENTRE)
}

/** Names, one a line: the first beside its label. */
export function names({ pair, words }: Sheet, key: string, people: readonly string[]): void {
  for (const [at, name] of people.entries()) pair(at === 0 ? words(key) : '', name, { words: true })
}

/** A short name, kept on one line. */
const held = (name: string): string => (name.length > 16 ? name : name.replaceAll(' ', '\u00a0'))

/** Why an amount is not what it should be, and who agreed. */
export function why(
  { text, pair, words, apart }: Sheet,
  { reason, approvedBy }: Pick<HandOver, 'reason' | 'approvedBy'>,
): void {
  if (reason !== null && approvedBy !== null)
    text(words('till.reasonBy', { reason: apart(reason), name: apart(held(approvedBy)) }))
  else if (reason !== null) text(words('till.reason', { reason: apart(reason) }))
  else if (approvedBy !== null) pair(words('till.approvedBy'), approvedBy, { words: true })
}

/** A difference, always told; with its reason where there is one. */
export function difference(sheet: Sheet, told: Pick<HandOver, 'difference' | 'reason' | 'approvedBy'>): void {
  sheet.pair(sheet.words('till.difference'), formatMad(told.difference), { bold: true })
  why(sheet, told)
}

/** The e-money float; `from`: with its source, and when that was told. */
export function float(
  { pair, text, words }: Sheet,
  key: string,
  { amount, source, statedAt }: Float,
  from = true,
): void {
  if (amount === null) pair(words(key), words('till.floatUnknown'), { words: true })
  else pair(words(key), formatAmount(amount))
  if (!from || source === 'unknown') return
  if (statedAt === null) text(words(`till.source_${source}`))
  else pair(words(`till.source_${source}`), minute(statedAt))
}

type Amounts = 'signed' | 'bare' | 'hidden'

/** The drawer's view of an amount: what a cash-out took went out. */
const shown = ({ kind, amount }: KindTotals, as: Amounts): string =>
  as === 'hidden' ? '' : formatAmount(as === 'signed' && kind === 'cash_out' ? negate(amount) : amount)

export function kindRows({ row, words }: Sheet, kinds: readonly KindTotals[], as: Amounts): void {
  for (const totals of kinds)
    row(words(`till.kind_${totals.kind}`), formatCount(totals.count), shown(totals, as))
}

const happened = ({ count }: { readonly count: number }): boolean => count > 0
const total = (kinds: readonly KindTotals[], of: 'fees' | 'commission'): Centimes =>
  sum(kinds.map((totals) => totals[of]))

const many = (
  kinds: readonly KindTotals[],
  of: 'commissionEstimated' | 'commissionUnknown' | 'feesUnknown',
): number => kinds.reduce((count, totals) => count + totals[of], 0)

/** Fees and commissions by kind; `*` where a commission comes from the shop's table and not from Chari. */
export function earnings(sheet: Sheet, kinds: readonly KindTotals[]): void {
  const { row, pair, text, words } = sheet
  const done = kinds.filter(happened)
  if (done.length === 0) return
  const untold = (key: string, count: number): void => {
    if (count > 0) pair(words(key), formatCount(count))
  }
  heading(sheet, 'till.commissions')
  for (const { kind, count, commission, commissionEstimated } of done)
    row(
      `${words(`till.kind_${kind}`)}${commissionEstimated > 0 ? ' *' : ''}`,
      formatCount(count),
      formatAmount(commission),
    )
  pair(words('till.total'), formatAmount(total(done, 'commission')), { bold: true })
  const estimated = many(done, 'commissionEstimated')
  if (estimated > 0) text(words('till.estimated', { n: formatCount(estimated) }))
  untold('till.commissionUnknown', many(done, 'commissionUnknown'))
  pair(words('till.fees'), formatAmount(total(done, 'fees')))
  untold('till.feesUnknown', many(done, 'feesUnknown'))
}

/** Each cashier's share; one alone did what the paper tells already. */
export function byCashier(sheet: Sheet, cashiers: Tally['cashiers'], as: Amounts): void {
  if (cashiers.length < 2) return
  heading(sheet, 'till.byCashier')
  for (const { cashier, kinds } of cashiers) {
    sheet.text(cashier, { bold: true })
    kindRows(sheet, kinds.filter(happened), as)
    if (as !== 'hidden')
      sheet.row(sheet.words('till.commission'), '', formatAmount(total(kinds, 'commission')))
  }
}

export function movementRows({ row, words }: Sheet, movements: Perpetual['movements']): void {
  for (const { kind, count, amount } of movements)
    if (count > 0) row(words(`till.rows_${kind}`), formatCount(count), formatAmount(amount))
}

/** Differences or corrections of a time: with their signs, and without. */
export function signedRows({ row, words }: Sheet, key: string, of: Perpetual['differences']): void {
  if (of.count === 0) return
  row(words(key), formatCount(of.count), formatAmount(of.signed))
  row(words('till.absolute'), '', formatAmount(of.absolute))
}

/** Totals that never begin again. */
export function perpetualTotals(sheet: Sheet, perpetual: Perpetual): void {
  const { row, words } = sheet
  heading(sheet, 'till.perpetual')
  kindRows(sheet, perpetual.kinds, 'bare')
  movementRows(sheet, perpetual.movements)
  row(words('till.fees'), '', formatAmount(total(perpetual.kinds, 'fees')))
  row(words('till.commission'), '', formatAmount(total(perpetual.kinds, 'commission')))
  signedRows(sheet, 'till.differences', perpetual.differences)
  signedRows(sheet, 'till.corrections', perpetual.corrections)
  row(words('till.shifts'), formatCount(perpetual.shifts), '')
  row(words('till.events'), formatCount(perpetual.events), '')
}

/** `9F3A 61C2 7B0E 44D8`: sixteen digits, to be compared by eye. */
const byFours = (hex: string): string =>
  (
    hex
      .slice(0, 16)
      .toUpperCase()
      .match(/.{1,4}/g) ?? []
  ).join('\u00a0')

interface Signed {
  readonly firstEvent: number
  readonly head: { readonly sequence: number; readonly hash: string }
}

/** Events that a closing covers, and the newest of them as the journal knows it. */
export function chain({ pair, words }: Sheet, { firstEvent, head }: Signed): void {
  pair(words('till.events'), `${formatCount(firstEvent)} - ${formatCount(head.sequence)}`)
  pair(words('till.journal'), byFours(head.hash))
}

/** What made a paper that is nobody's own. */
export function machine({ pair, words }: Sheet, { terminal, version }: PaperData['head']): void {
  if (terminal) pair(words('terminal'), terminal)
  pair(words('software'), `Guichet ${version}`)
}

/**
 * The signature as a code, behind what it is of: `GZ1|terminal|z|sequence|hash|key|signature`. A paper that could not
 * be signed says so (PITFALLS.md J6).
 */
export function signed(
  { pair, text, feed, qr, words }: Sheet,
  of: readonly (string | number)[],
  signature: Signature | null,
): void {
  if (signature === null) {
    text(words('till.unsigned'), { bold: true })
    return
  }
  pair(words('till.key'), byFours(signature.key))
  text(words('till.signed'))
  feed(1)
  qr([...of, signature.key, signature.signature].join('|'), words('till.signature'))
}
