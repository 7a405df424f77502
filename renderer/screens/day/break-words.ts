import type { TFunction } from 'i18next'
import { civilDay, formatTime } from '../../../electron/domain/day'
import { formatMad, negate, ZERO } from '../../../electron/domain/money'
import type { ChariSide, DayBreak, JournalSide } from '../../../electron/domain/reconciliation'
import { groupReference } from '../../../electron/domain/reference'
import { dayInDigits } from '../../lib/calendar'

/** What a break is called, in plain words; its code is for support alone. */
export function breakTitle(
  t: TFunction,
  { code, money, because }: Pick<DayBreak, 'code' | 'money' | 'because'>,
): string {
  const name = `day.class.${code}.name`
  if (money === null || money.difference === ZERO)
    return because === null ? t(name) : t([`${name}_${because}`, name])
  const short = money.difference < ZERO
  const amount = formatMad(short ? negate(money.difference) : money.difference)
  return t([`day.class.${code}.${short ? 'short' : 'over'}`, name], { amount })
}

/** The direction that decides what is done with the cash, where one side tells it. */
export const directionOf = ({ journal, chari }: Pick<DayBreak, 'journal' | 'chari'>) =>
  journal[0]?.direction ?? chari[0]?.direction ?? null

/** What is to be done, by direction where that makes a difference. */
export function whatToDo(t: TFunction, broken: DayBreak): string {
  const direction = directionOf(broken)
  // What is proposed, or read by eye, asks for another act than the rest of its class.
  const keys = [`day.action.${broken.action}`]
  if (direction !== null) keys.push(`day.class.${broken.code}.do_${direction}`)
  return t([...keys, `day.class.${broken.code}.do`])
}

const carriedWords = (t: TFunction, { carried, day }: DayBreak): string | null =>
  carried ? t('day.breaks.carried', { day: dayInDigits(day).slice(0, 5) }) : null

const timeOf = (at: string | null): string | null => (at === null ? null : formatTime(at))
const sideTime = (journal: JournalSide | undefined, chari: ChariSide | undefined): string | null =>
  timeOf(journal?.createdAt ?? chari?.executedAt ?? chari?.createdAt ?? null)

/** One line that tells which operation, count or reading it is; parts that nobody told are left out. */
export function breakFacts(t: TFunction, broken: DayBreak): readonly string[] {
  const { journal, chari, money, because } = broken
  if (money !== null)
    return [t(`day.money.${money.what}`), dayAndTime(money.at, broken.day), carriedWords(t, broken)].filter(
      (part) => part !== null,
    )
  // Of a whole day, not of one operation.
  if (broken.code === 'R19' && chari.length === 0)
    return because === null ? [] : [t(`day.because.${because}`)]
  const direction = directionOf(broken)
  const reference = journal[0]?.reference ?? chari[0]?.reference ?? null
  return [
    because === null ? null : t(`day.because.${because}`),
    direction === null ? null : t(`direction.${direction}`),
    reference === null ? null : groupReference(reference),
    sideTime(journal[0], chari[0]),
    journal.length + chari.length === 0 ? null : formatMad(broken.amount),
    carriedWords(t, broken),
  ].filter((part) => part !== null)
}

/** `14:32`, or with its date where that is not the day's own. */
export const dayAndTime = (at: string, day: string): string =>
  civilDay(at) === day ? formatTime(at) : `${dayInDigits(civilDay(at)).slice(0, 5)} ${formatTime(at)}`

/** What was decided last; null: nothing yet. */
export const lastDecision = ({ history }: Pick<DayBreak, 'history'>) => history.at(-1) ?? null
