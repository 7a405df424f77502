import type { TillSettings } from '../../../electron/domain/closing'
import { type Centimes, formatAmount, readTypedAmount } from '../../../electron/domain/money'

/** Amounts that must be there, and those that may be left out. */
export const TOLERANCES = ['reasonFrom', 'supervisorFrom'] as const
export const LEVELS = ['cashWarn', 'cashStop', 'floatWarn', 'floatStop'] as const
export type AmountField = (typeof TOLERANCES)[number] | (typeof LEVELS)[number]

/** The settings as they are typed. */
export interface SettingsDraft extends Readonly<Record<AmountField, string>> {
  readonly drawers: TillSettings['drawers']
  readonly blind: boolean
}

const textOf = (amount: Centimes | null): string => (amount === null ? '' : formatAmount(amount))

export const draftOf = (settings: TillSettings): SettingsDraft => ({
  drawers: settings.drawers,
  blind: settings.blind,
  reasonFrom: textOf(settings.reasonFrom),
  supervisorFrom: textOf(settings.supervisorFrom),
  cashWarn: textOf(settings.cashWarn),
  cashStop: textOf(settings.cashStop),
  floatWarn: textOf(settings.floatWarn),
  floatStop: textOf(settings.floatStop),
})

const amountOf = (text: string): Centimes | null => {
  const read = readTypedAmount(text)
  return read.ok ? read.value : null
}

/** Key of the sentence beside each field that cannot be used. */
export function problemsOf(draft: SettingsDraft): Partial<Record<AmountField, string>> {
  const problems: Partial<Record<AmountField, string>> = {}
  for (const field of TOLERANCES) if (amountOf(draft[field]) === null) problems[field] = 'till.amount_bad'
  for (const field of LEVELS)
    if (draft[field].trim() !== '' && amountOf(draft[field]) === null) problems[field] = 'till.amount_bad'
  const over = (low: AmountField, high: AmountField): boolean => {
    const [a, b] = [amountOf(draft[low]), amountOf(draft[high])]
    return a !== null && b !== null && a > b
  }
  if (over('reasonFrom', 'supervisorFrom')) problems.supervisorFrom = 'till.supervisor_below_reason'
  if (over('cashStop', 'cashWarn')) problems.cashStop = 'till.stop_above_warn'
  if (over('floatStop', 'floatWarn')) problems.floatStop = 'till.stop_above_warn'
  return problems
}

/** The settings as main takes them; null while a field cannot be used. */
export function settingsOf(draft: SettingsDraft): TillSettings | null {
  if (Object.keys(problemsOf(draft)).length > 0) return null
  const reasonFrom = amountOf(draft.reasonFrom)
  const supervisorFrom = amountOf(draft.supervisorFrom)
  if (reasonFrom === null || supervisorFrom === null) return null
  return {
    drawers: draft.drawers,
    blind: draft.blind,
    reasonFrom,
    supervisorFrom,
    cashWarn: amountOf(draft.cashWarn),
    cashStop: amountOf(draft.cashStop),
    floatWarn: amountOf(draft.floatWarn),
    floatStop: amountOf(draft.floatStop),
  }
}
