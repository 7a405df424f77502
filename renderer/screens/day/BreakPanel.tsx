import { Check, CircleCheck } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { BREAK_CODES, type DayBreak, type DayReport } from '../../../electron/domain/reconciliation'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { Tag } from '../../components/Tag'
import { useDay } from '../../stores/day'
import { BreakList } from './BreakList'
import { stepped } from './span'
import type { Breaks } from './use-breaks'
import { useToday } from './use-day'

/** With this many a list is narrowed to one class rather than read through. */
const MANY = 12

export interface BreakPanelProps {
  readonly report: DayReport | null
  readonly breaks: Breaks
  readonly selected: DayBreak | null
  readonly onOpen: () => void
  /** The list, for whoever gives the keys back to it. */
  readonly list: RefObject<HTMLDivElement | null>
}

/** What does not agree: how many are open, how many are worked off, and each of them. */
export function BreakPanel({ report, breaks, selected, onOpen, list }: BreakPanelProps) {
  const { t } = useTranslation()
  const { choose, open } = useDay()
  const today = useToday()
  const closed = report === null ? 0 : report.breakCount - report.openCount
  const turn = (days: -1 | 1): void => {
    const next = report === null ? null : stepped(report, days, today)
    if (next) open(next)
  }
  return (
    <Panel flush className="day-breaks-panel">
      <header className="panel-head">
        <h2>{t('day.breaks.title')}</h2>
        {report !== null && report.openCount > 0 && (
          <Tag tone="stop">{t('day.breaks.open', { count: report.openCount })}</Tag>
        )}
        {closed > 0 && (
          <Tag tone="ok" icon={Check}>
            {t('day.breaks.closed', { count: closed })}
          </Tag>
        )}
        {report !== null && (report.breakCount > MANY || breaks.code !== null) && (
          <ClassFilter report={report} breaks={breaks} />
        )}
      </header>
      {report === null ? (
        <Skeleton rows={3} />
      ) : (
        <BreakList
          ref={list}
          rows={breaks.rows}
          selected={selected?.key ?? null}
          onSelect={choose}
          onOpen={onOpen}
          onEnd={() => void breaks.older()}
          onDay={turn}
          empty={<Nothing report={report} />}
        />
      )}
    </Panel>
  )
}

function ClassFilter({ report, breaks }: { readonly report: DayReport; readonly breaks: Breaks }) {
  const { t } = useTranslation()
  return (
    <div className="panel-aside">
      <select
        className="button day-filter"
        aria-label={t('day.breaks.which')}
        value={breaks.code ?? ''}
        data-testid="day-filter"
        onChange={(event) => breaks.only(BREAK_CODES.find((code) => code === event.target.value) ?? null)}
      >
        <option value="">{t('day.breaks.all', { count: report.breakCount })}</option>
        {report.classes.map(({ code, open, closed }) => (
          <option key={code} value={code}>
            {t('day.breaks.of_class', { name: t(`day.class.${code}.name`), count: open + closed })}
          </option>
        ))}
      </select>
    </div>
  )
}

/** An empty list says why it is empty: nothing differs, or nothing was compared. */
function Nothing({ report: { verdict } }: { readonly report: DayReport }) {
  const { t } = useTranslation()
  return (
    <p className="day-nothing">
      {verdict === 'fair' && <CircleCheck aria-hidden className="icon" />}
      {t(verdict === 'not_read' ? 'day.breaks.not_read' : 'day.breaks.none')}
    </p>
  )
}
