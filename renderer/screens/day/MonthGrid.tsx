import { Lock } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import type { CalendarDay, DaySpan, DayVerdict } from '../../../electron/domain/reconciliation'
import {
  addDays,
  addMonths,
  dayInWords,
  monthInWords,
  monthOf,
  weekdayInWords,
  weeksOf,
} from '../../lib/calendar'
import { VERDICT } from './Verdict'

export interface MonthGridProps {
  readonly month: string
  /** Read so far, by day. */
  readonly days: ReadonlyMap<string, CalendarDay>
  readonly today: string
  /** The day that the keys stand on, and the first of several chosen ones. */
  readonly cursor: string
  readonly span: DaySpan
  /** `extend`: the days between are chosen as well. */
  readonly onMove: (day: string, extend: boolean) => void
  readonly onOpen: () => void
}

/** A month as weeks; arrows move by day and week, PageUp and PageDown by month, Shift takes the days between. */
export function MonthGrid({ month, days, today, cursor, span, onMove, onOpen }: MonthGridProps) {
  const { i18n } = useTranslation()
  const language = i18n.language as Language
  const here = useRef<HTMLTableCellElement>(null)
  const weeks = weeksOf(month)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day that the keys stand on
  useEffect(() => here.current?.focus(), [cursor])

  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey) return
    const forward = i18n.dir() === 'rtl' ? -1 : 1
    const weekday = weeks.flat().indexOf(cursor) % 7
    const to: Partial<Record<string, string>> = {
      ArrowRight: addDays(cursor, forward),
      ArrowLeft: addDays(cursor, -forward),
      ArrowDown: addDays(cursor, 7),
      ArrowUp: addDays(cursor, -7),
      Home: addDays(cursor, -weekday),
      End: addDays(cursor, 6 - weekday),
      PageUp: addMonths(cursor, -1),
      PageDown: addMonths(cursor, 1),
    }
    const day = to[event.key]
    if (day === undefined) return
    event.preventDefault()
    onMove(day > today ? today : day, event.shiftKey)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: keys walk through these days; it is no table to be read
    <table className="month" role="grid" aria-label={monthInWords(month, language)} onKeyDown={onKey}>
      <thead>
        <tr>
          {(weeks[0] ?? []).map((day) => (
            <th key={day} scope="col">
              {weekdayInWords(day, language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Cell
                key={day}
                day={day}
                known={days.get(day)}
                outside={monthOf(day) !== month}
                future={day > today}
                today={day === today}
                chosen={day >= span.from && day <= span.to}
                label={dayInWords(day, language)}
                here={day === cursor ? here : null}
                onSelect={(extend) => onMove(day, extend)}
                onOpen={onOpen}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  readonly day: string
  readonly known: CalendarDay | undefined
  readonly outside: boolean
  readonly future: boolean
  readonly today: boolean
  readonly chosen: boolean
  readonly label: string
  /** Set on the day that the keys stand on. */
  readonly here: RefObject<HTMLTableCellElement | null> | null
  readonly onSelect: (extend: boolean) => void
  readonly onOpen: () => void
}

/** A day: its number, its verdict in sign and word, and whether it is closed. */
function Cell({ day, known, outside, future, today, chosen, label, here, onSelect, onOpen }: CellProps) {
  const { t } = useTranslation()
  const verdict = known?.verdict ?? null
  const closed = known?.closed ?? null
  const classes = [
    'month-day',
    outside && 'month-outside',
    future && 'month-future',
    chosen && 'month-chosen',
    today && 'month-today',
  ]
  const told = [label, verdict && t(`day.verdict.${verdict}`), closed && t('day.closed.short')]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys for its cells
    <td
      ref={here}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid above
      role="gridcell"
      className={classes.filter(Boolean).join(' ')}
      tabIndex={here === null ? -1 : 0}
      aria-selected={chosen}
      aria-disabled={future}
      aria-label={told.filter(Boolean).join(', ')}
      aria-current={today ? 'date' : undefined}
      data-testid={`month-day-${day}`}
      data-state={verdict ?? 'none'}
      data-closed={closed ?? undefined}
      onClick={(event) => {
        if (!future) onSelect(event.shiftKey)
      }}
      onDoubleClick={onOpen}
    >
      <div className="month-inside">
        <span className="month-number">
          <bdi>{Number(day.slice(8))}</bdi>
          {closed !== null && <Lock aria-hidden className="icon" />}
        </span>
        {known && verdict !== null && !outside && (
          <DayVerdictWord verdict={verdict} open={known.openBreaks} />
        )}
      </div>
    </td>
  )
}

function DayVerdictWord({ verdict, open }: { readonly verdict: DayVerdict; readonly open: number }) {
  const { t } = useTranslation()
  const { icon: Icon } = VERDICT[verdict]
  return (
    <span className={`month-verdict month-${verdict}`}>
      <Icon aria-hidden className="icon" />
      {verdict === 'open' && open > 0
        ? t('day.calendar.open_breaks', { count: open })
        : t(`day.calendar.verdict_${verdict}`)}
    </span>
  )
}
