import {
  CircleCheck,
  CircleDashed,
  FileUp,
  type LucideIcon,
  RefreshCw,
  Square,
  TriangleAlert,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatCount, formatMad, sum, ZERO } from '../../../electron/domain/money'
import type { DayReport, DayVerdict, Pull } from '../../../electron/domain/reconciliation'
import { ActionButton } from '../../components/Button'
import { Panel, type PanelProps } from '../../components/Layout'
import { useApp } from '../../stores/app'
import { dayAndTime } from './break-words'
import type { Reading } from './use-day'

/** How a verdict looks wherever it is told: edge, icon and word together. */
export const VERDICT: Readonly<
  Record<DayVerdict, { readonly edge: NonNullable<PanelProps['edge']>; readonly icon: LucideIcon }>
> = {
  fair: { edge: 'ok', icon: CircleCheck },
  open: { edge: 'stop', icon: TriangleAlert },
  incomplete: { edge: 'warn', icon: CircleDashed },
  not_read: { edge: 'neutral', icon: CircleDashed },
}

export interface VerdictProps {
  readonly report: DayReport
  readonly reading: Reading | null
}

/** Whether the days are right, why, as of when Chari was read, and how to read it again. */
export function Verdict({ report, reading }: VerdictProps) {
  const { t } = useTranslation()
  const { verdict, provisional, closed } = report
  const { edge, icon: Icon } = VERDICT[verdict]
  return (
    <Panel edge={edge} className={`day-verdict day-verdict-${verdict}`}>
      <div className="day-verdict-words" data-testid="day-verdict" data-state={verdict}>
        <h2>
          <Icon aria-hidden className="icon" />
          {t(`day.verdict.${verdict}${verdict === 'fair' && provisional ? '_so_far' : ''}`)}
        </h2>
        <p>{useReason(report)}</p>
        {closed !== null && (
          <p className="day-verdict-closed" data-testid="day-closed" data-number={closed.number}>
            {t('day.closed.told', {
              number: closed.number,
              time: dayAndTime(closed.at, report.to),
              by: closed.by,
            })}
            {closed.signature === null && ` ${t('day.closed.unsigned')}`}
          </p>
        )}
      </div>
      {reading === null ? <LastReading report={report} /> : <Progress reading={reading} />}
    </Panel>
  )
}

/** The sentence under the verdict: what is left, or what it stands on. */
function useReason({ verdict, openCount, noPhone, ages, totals }: DayReport): string {
  const { t } = useTranslation()
  const offline = useApp((state) => state.status?.connection === 'offline')
  switch (verdict) {
    case 'fair':
      return t(
        totals.some(({ label, counted }) => label === 'cash' && counted === null)
          ? 'day.reason.fair_not_counted'
          : 'day.reason.fair',
      )
    case 'open': {
      const amount = sum(ages.map((age) => age.amount))
      return amount === ZERO
        ? t('day.reason.open', { count: openCount })
        : t('day.reason.open_amount', { count: openCount, amount: formatMad(amount) })
    }
    case 'incomplete':
      return t('day.reason.incomplete')
    case 'not_read':
      return t(noPhone ? 'day.reason.no_phone' : offline ? 'day.reason.offline' : 'day.reason.not_read')
  }
}

function LastReading({ report }: { readonly report: DayReport }) {
  const [newest] = report.pulls
  return (
    <div className="day-reading">
      {newest !== undefined && <ReadingLine pull={newest} day={report.to} />}
      <div className="day-reading-ways">
        <ActionButton action="day_pull" icon={RefreshCw} testId="day-pull" />
        <ActionButton action="day_import" icon={FileUp} testId="day-import" />
      </div>
    </div>
  )
}

/** When, from where, how much, and whether it was whole. */
function ReadingLine({ pull, day }: { readonly pull: Pull; readonly day: string }) {
  const { t } = useTranslation()
  const values = { time: dayAndTime(pull.readAt, day), count: pull.rows, file: pull.file ?? '' }
  return (
    <p
      className={pull.complete ? 'day-reading-line' : 'day-reading-line day-reading-part'}
      data-testid="day-reading"
      data-complete={pull.complete}
    >
      {t(pull.source === 'file' ? 'day.reading.file' : 'day.reading.chari', values)}{' '}
      {t(pull.complete ? 'day.reading.whole' : 'day.reading.part')}
    </p>
  )
}

function Progress({ reading: { phase, rows, count } }: { readonly reading: Reading }) {
  const { t } = useTranslation()
  const words =
    count === null || phase !== 'reading'
      ? t(`day.reading.${phase}`, { count: rows })
      : t('day.reading.of', { rows: formatCount(rows), count })
  return (
    <div className="day-reading">
      <p role="status">{words}</p>
      <progress
        aria-label={t('day.reading.progress')}
        {...(count === null || phase !== 'reading' ? {} : { value: rows, max: Math.max(1, count) })}
      />
      <div className="day-reading-ways">
        <ActionButton action="day_stop" icon={Square} testId="day-stop" />
      </div>
    </div>
  )
}
