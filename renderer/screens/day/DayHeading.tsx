import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import type { DaySpan } from '../../../electron/domain/reconciliation'
import { dayInDigits, dayInWords } from '../../lib/calendar'
import { useDay } from '../../stores/day'
import { stepped } from './span'
import { useToday } from './use-day'

/** A day in words, or both ends of several in digits. */
export function useSpanWords({ from, to }: DaySpan): string {
  const { t, i18n } = useTranslation()
  return from === to
    ? t('day.title', { day: dayInWords(from, i18n.language as Language) })
    : t('day.title_span', { from: dayInDigits(from), to: dayInDigits(to) })
}

/** Which day this is, and the ways to another one. */
export function DayHeading({ span }: { readonly span: DaySpan }) {
  const { t } = useTranslation()
  const title = useSpanWords(span)
  const today = useToday()
  const open = useDay((state) => state.open)
  const show = useDay((state) => state.show)
  const later = stepped(span, 1, today)
  const go = (to: DaySpan): void => open(to.to === today && to.from === today ? null : to)
  return (
    <header className="day-heading">
      <h1>{title}</h1>
      <div className="day-heading-ways">
        <button
          type="button"
          className="button day-way"
          aria-label={t('day.earlier')}
          title={t('day.earlier')}
          data-testid="day-earlier"
          onClick={() => {
            const earlier = stepped(span, -1, today)
            if (earlier) go(earlier)
          }}
        >
          <ChevronLeft aria-hidden className="icon flip" />
        </button>
        <button
          type="button"
          className="button day-way"
          aria-label={t('day.later')}
          title={t('day.later')}
          disabled={later === null}
          data-testid="day-later"
          onClick={() => later && go(later)}
        >
          <ChevronRight aria-hidden className="icon flip" />
        </button>
        <button
          type="button"
          className="button day-way"
          data-testid="day-calendar"
          onClick={() => show({ name: 'calendar' })}
        >
          <CalendarDays aria-hidden className="icon" />
          {t('day.calendar.open')}
        </button>
      </div>
    </header>
  )
}
