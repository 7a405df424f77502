import { ArrowLeft, CalendarCheck2, CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import type { CalendarDay, DaySpan } from '../../../electron/domain/reconciliation'
import { useActions } from '../../actions/use-actions'
import { on, request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton, Button } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { addDays, addMonths, monthInWords, monthOf } from '../../lib/calendar'
import { useDay } from '../../stores/day'
import { useSpanWords } from './DayHeading'
import { MonthGrid } from './MonthGrid'
import { PeriodPanel } from './PeriodPanel'
import { useSpan, useToday } from './use-day'

/** Chari is asked for at most so many days at once. */
const MOST_DAYS = 31

/** Days of a month by their verdict, read again when one changes. */
function useMonth(month: string): ReadonlyMap<string, CalendarDay> {
  const [days, setDays] = useState<ReadonlyMap<string, CalendarDay>>(new Map())
  useEffect(() => {
    let here = true
    const read = async (): Promise<void> => {
      const answer = await request('reconciliation.calendar', { month })
      if (here) setDays(new Map(answer.days.map((day) => [day.day, day])))
    }
    void read()
    const stop = on('reconciled', () => void read())
    return () => {
      here = false
      stop()
    }
  }, [month])
  return days
}

const ordered = (a: string, b: string): DaySpan => (a < b ? { from: a, to: b } : { from: b, to: a })

/** The month with each day's verdict, and what the month and the year were closed with. */
export function CalendarView() {
  const { t, i18n } = useTranslation()
  const today = useToday()
  const was = useSpan()
  const { open, show } = useDay()
  const [anchor, setAnchor] = useState(was.from)
  const [cursor, setCursor] = useState(was.to)
  const month = monthOf(cursor)
  const days = useMonth(month)
  const span = ordered(anchor, cursor)
  const tooMany = addDays(span.from, MOST_DAYS - 1) < span.to
  const title = useSpanWords(span)

  const move = (day: string, extend: boolean): void => {
    setCursor(day)
    if (!extend) setAnchor(day)
  }
  const turn = (months: number): void => {
    const day = addMonths(cursor, months)
    move(day > today ? today : day, false)
  }
  const go = (): void => open(span.from === today && span.to === today ? null : span)
  useActions([
    {
      id: 'calendar_back',
      key: 'Escape',
      label: 'history.back',
      off: null,
      perform: () => show({ name: 'report' }),
    },
    {
      id: 'calendar_today',
      key: 'Alt+1',
      label: 'day.calendar.today',
      off: null,
      perform: () => open(null),
    },
    {
      id: 'calendar_open',
      key: 'Enter',
      label: span.from === span.to ? 'day.calendar.open_day' : 'day.calendar.open_days',
      off: tooMany ? 'day.calendar.too_many' : null,
      perform: go,
    },
  ])
  return (
    <DuoLayout
      side={<PeriodPanel month={month} />}
      row={
        <ActionRow
          start={
            <>
              <ActionButton action="calendar_back" icon={ArrowLeft} flip size="main" />
              <ActionButton action="calendar_today" icon={CalendarDays} size="main" testId="calendar-today" />
            </>
          }
          middle={<p className="rule rule-soft">{tooMany ? t('day.calendar.too_many') : title}</p>}
          end={<MainAction action="calendar_open" icon={CalendarCheck2} testId="calendar-open" />}
        />
      }
    >
      <Panel className="month-panel">
        <header className="month-title">
          <h1>{monthInWords(month, i18n.language as Language)}</h1>
          <p className="soft-note">{t('day.calendar.keys')}</p>
          <Button icon={ChevronLeft} flip onPress={() => turn(-1)} testId="month-earlier">
            {t('day.calendar.earlier')}
          </Button>
          <Button
            icon={ChevronRight}
            flip
            disabled={month >= monthOf(today)}
            onPress={() => turn(1)}
            testId="month-later"
          >
            {t('day.calendar.later')}
          </Button>
        </header>
        <MonthGrid
          month={month}
          days={days}
          today={today}
          cursor={cursor}
          span={span}
          onMove={move}
          onOpen={go}
        />
      </Panel>
    </DuoLayout>
  )
}
