import { ArrowLeft, FolderDown, Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayBreak, DayReport } from '../../../electron/domain/reconciliation'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { useDay } from '../../stores/day'
import { BreakPanel } from './BreakPanel'
import { CashPanel } from './CashPanel'
import { CloseDialog } from './CloseDialog'
import { DayHeading } from './DayHeading'
import { ImportDialog } from './ImportDialog'
import { TotalsTable } from './TotalsTable'
import { useBreaks } from './use-breaks'
import type { Day } from './use-day'
import { Verdict } from './Verdict'

/** The end of the day: three ways side by side, what does not agree, the verdict, and how the day is closed. */
export function ReportView({ day }: { readonly day: Day }) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const printer = useApp((state) => state.status?.printer.transport ?? 'none')
  const { show, chosen } = useDay()
  const list = useRef<HTMLDivElement>(null)
  const [dialog, setDialog] = useState<'close' | 'import' | null>(null)
  const { report, reading, span } = day
  const breaks = useBreaks(report)
  const selected = breaks.rows.find((row) => row.key === chosen) ?? breaks.rows[0] ?? null

  const print = async (): Promise<void> => {
    const answer = await request('reconciliation.print', span)
    if (answer.ok) day.tell(t('day.printed'))
    else day.refused(answer.message)
  }
  const work = (row: DayBreak | null): void => {
    if (row !== null) show({ name: 'break', row })
  }
  const blocked = closeBlock(report)
  useActions([
    { id: 'day_back', key: 'Escape', label: 'history.back', off: null, perform: () => go('counter') },
    {
      id: 'day_print',
      key: 'F7',
      label: 'day.print',
      short: 'keys.day_print',
      off: printer === 'none' ? 'printer.none' : report === null ? 'day.off_reading' : null,
      perform: print,
    },
    {
      id: 'day_files',
      key: 'Alt+2',
      label: 'day.files.open',
      off: null,
      perform: () => show({ name: 'files' }),
    },
    ...(reading === null
      ? ([
          {
            id: 'day_pull',
            key: selected === null && report?.verdict === 'not_read' ? 'Enter' : 'Alt+1',
            label: report?.pulls.length ? 'day.pull_again' : 'day.pull',
            off: report?.noPhone ? 'day.reason.no_phone' : null,
            perform: async () => {
              await day.pull()
              // Whatever was pushed for it, Enter works on the list again.
              list.current?.focus()
            },
          },
          {
            id: 'day_import',
            key: null,
            label: 'day.import.open',
            off: null,
            perform: () => setDialog('import'),
          },
        ] as const)
      : ([{ id: 'day_stop', key: 'Alt+1', label: 'day.stop', off: null, perform: day.stop }] as const)),
    {
      id: 'day_close',
      key: 'F10',
      label: closeLabel(report),
      short: 'keys.day_close',
      off: blocked,
      perform: () => setDialog('close'),
    },
    ...(selected === null
      ? []
      : ([
          {
            id: 'day_work',
            key: 'Enter',
            label: 'day.breaks.work_off',
            off: null,
            perform: () => work(selected),
          },
        ] as const)),
  ])
  return (
    <>
      <DuoLayout
        side={
          report === null ? (
            <Panel>
              <Skeleton rows={4} />
            </Panel>
          ) : (
            <>
              <Verdict report={report} reading={reading} />
              <CashPanel report={report} />
            </>
          )
        }
        row={
          <ActionRow
            start={
              <>
                <ActionButton action="day_back" icon={ArrowLeft} flip size="main" />
                <ActionButton action="day_print" icon={Printer} size="main" testId="day-print" />
                <ActionButton action="day_files" icon={FolderDown} size="main" testId="day-files" />
              </>
            }
            middle={<Middle day={day} blocked={blocked} />}
            end={
              <MainAction
                action="day_close"
                values={{ count: report?.openCount ?? 0 }}
                sending={false}
                testId="day-close"
              />
            }
          />
        }
      >
        <div className="day-report">
          <DayHeading span={span} />
          <Panel flush className="day-totals-panel">
            {report === null ? <Skeleton rows={4} /> : <TotalsTable report={report} />}
          </Panel>
          <BreakPanel
            list={list}
            report={report}
            breaks={breaks}
            selected={selected}
            onOpen={() => work(selected)}
          />
        </div>
      </DuoLayout>
      {dialog === 'close' && report !== null && (
        <CloseDialog report={report} day={day} onClose={() => setDialog(null)} />
      )}
      {dialog === 'import' && <ImportDialog day={day} onClose={() => setDialog(null)} />}
    </>
  )
}

/** Closing is always possible; a day at a time, and once for what is known of it. */
function closeBlock(report: DayReport | null): string | null {
  if (report === null) return 'day.off_reading'
  return report.from === report.to ? null : 'day.off_span'
}

const closeLabel = (report: DayReport | null): string =>
  report !== null && report.openCount > 0 ? 'day.close_with' : 'day.close'

/** What was just done or refused; else why closing is off, or what becomes of the open breaks. */
function Middle({ day: { told, report }, blocked }: { readonly day: Day; readonly blocked: string | null }) {
  const { t } = useTranslation()
  if (told !== null)
    return (
      <p
        className={told.wrong ? 'rule rule-stop day-rule' : 'rule rule-soft'}
        role={told.wrong ? 'alert' : 'status'}
        data-testid="message"
      >
        {told.words}
      </p>
    )
  return (
    <p className="rule rule-soft">
      {blocked !== null
        ? t(blocked)
        : report !== null && report.openCount > 0
          ? t('day.carried', { count: report.openCount })
          : null}
    </p>
  )
}
