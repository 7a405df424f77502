import {
  ArrowLeft,
  CircleCheck,
  Clock3,
  History,
  PencilLine,
  RefreshCw,
  TriangleAlert,
  Wallet,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DayBreak, DayReport } from '../../../electron/domain/reconciliation'
import type { Action } from '../../actions/types'
import { useActions } from '../../actions/use-actions'
import { ActionRow } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { DuoLayout } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { dayInDigits } from '../../lib/calendar'
import { useApp } from '../../stores/app'
import { useDay } from '../../stores/day'
import { breakTitle, dayAndTime } from './break-words'
import { DecisionPanel } from './DecisionPanel'
import { decisionsOf } from './decision'
import { EvidenceTable } from './EvidenceTable'
import type { Day } from './use-day'
import { type DecisionState, useDecision } from './use-decision'

const LOOK = {
  open: { edge: 'stop', icon: TriangleAlert },
  waiting: { edge: 'warn', icon: Clock3 },
  closed: { edge: 'ok', icon: CircleCheck },
} as const

/** One break: what both sides say, what is to be done about it, and the decision of a person. */
export function BreakView({ day, opened }: { readonly day: Day; readonly opened: DayBreak }) {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const { show, choose } = useDay()
  const { report } = day
  const broken = report?.breaks.find(({ key }) => key === opened.key) ?? opened
  const back = (): void => show({ name: 'report' })
  const decision = useDecision(broken, day, () => {
    // The list begins anew with what is still open.
    choose(null)
    back()
  })
  const [operation] = broken.code === 'R19' ? [] : broken.journal
  const place = whereDone(broken)

  const main = mainOf(broken, decision, () => {
    back()
    void day.pull()
  })

  useActions([
    { id: 'break_back', key: 'Escape', label: 'history.back', off: null, perform: back },
    ...(operation === undefined
      ? []
      : [
          {
            id: 'break_history',
            key: 'Alt+1' as const,
            label: 'day.break.operation',
            off: null,
            perform: () => go('history', operation.id),
          },
        ]),
    ...(place === null
      ? []
      : [
          {
            id: 'break_place',
            key: 'Alt+2' as const,
            label: `day.break.${place}`,
            off: null,
            perform: () => (place === 'till' ? go('till') : go('unsettled', operation?.id ?? null)),
          },
        ]),
    ...(main === null ? [] : [main]),
  ])
  if (report === null) return null
  return (
    <>
      <DuoLayout
        side={<DecisionPanel broken={broken} decision={decision} />}
        row={
          <ActionRow
            start={
              <>
                <ActionButton action="break_back" icon={ArrowLeft} flip size="main" />
                <ActionButton action="break_history" icon={History} size="main" testId="break-operation" />
                <ActionButton action="break_place" icon={Wallet} size="main" testId="break-place" />
              </>
            }
            middle={
              decision.problem === null ? (
                <p className="rule rule-soft">
                  {decisionsOf(broken).length > 0 && decision.off !== null && t(decision.off)}
                </p>
              ) : (
                <p className="rule rule-stop day-rule" role="alert" data-testid="message">
                  {decision.problem}
                </p>
              )
            }
            end={
              main !== null && (
                <MainAction
                  action={main.id}
                  icon={main.id === 'break_read' ? RefreshCw : PencilLine}
                  sending={decision.busy}
                  testId={main.id === 'break_read' ? 'break-read' : 'break-decide'}
                />
              )
            }
          />
        }
      >
        <Told broken={broken} report={report} />
      </DuoLayout>
      {decision.dialog}
    </>
  )
}

/** What Enter does: a decision is written, or what was not read whole is read again; else nothing is to be done. */
function mainOf(broken: DayBreak, decision: DecisionState, read: () => void): Action | null {
  const enter = { key: 'Enter' as const }
  if (decisionsOf(broken).length > 0)
    return {
      id: 'break_decide',
      label: 'day.break.decide',
      off: decision.off,
      perform: decision.decide,
      ...enter,
    }
  return broken.code === 'R19' && broken.state !== 'closed'
    ? { id: 'break_read', label: 'day.pull_again', off: null, perform: read, ...enter }
    : null
}

/** Where the money of this break is moved: operations in "À régler", the rest in the till. */
function whereDone({ code, journal, state }: DayBreak): 'unsettled' | 'till' | null {
  if (state === 'closed') return null
  switch (code) {
    case 'R2':
    case 'R3':
    case 'R4':
      return journal[0]?.state === 'unsure' || journal[0]?.state === 'review' ? 'unsettled' : null
    case 'R7':
    case 'R14':
    case 'R17':
      return 'till'
    default:
      return null
  }
}

/** What it is, since when, what each side says, and everything that was decided of it. */
function Told({ broken, report }: { readonly broken: DayBreak; readonly report: DayReport }) {
  const { t } = useTranslation()
  const { edge, icon: Icon } = LOOK[broken.state]
  return (
    <section
      className={`panel panel-edge panel-edge-${edge} day-told`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: much evidence must scroll by keyboard
      tabIndex={0}
      aria-label={t('day.evidence.caption')}
      data-testid="break-evidence"
      data-code={broken.code}
      data-state={broken.state}
    >
      <OperationHead
        tile={
          <span className={`tile tile-head tile-${edge}`} aria-hidden>
            <Icon className="icon" />
          </span>
        }
        title={breakTitle(t, broken)}
        sentence={t(`day.class.${broken.code}.means`)}
      />
      <p className="day-told-facts">
        <span>
          {t(broken.carried ? 'day.break.carried' : 'day.break.of', { day: dayInDigits(broken.day) })}
        </span>
        <span>{t(`day.age.${broken.age}`)}</span>
        {broken.matchedBy !== null && <span>{t(`day.matched_by.${broken.matchedBy}`)}</span>}
        {broken.because !== null && <span>{t(`day.because.${broken.because}`)}</span>}
      </p>
      {broken.also.length > 0 && (
        <p>
          {t('day.break.also', { names: broken.also.map((code) => t(`day.class.${code}.name`)).join(', ') })}
        </p>
      )}
      <EvidenceTable broken={broken} report={report} />
      {broken.history.length > 0 && <Decided broken={broken} />}
      <p className="day-told-code">{t('day.break.code', { name: broken.name })}</p>
    </section>
  )
}

function Decided({ broken: { history, day } }: { readonly broken: DayBreak }) {
  const { t } = useTranslation()
  return (
    <section className="day-decided">
      <h2>{t('day.break.decided')}</h2>
      <ol>
        {history.map(({ at, decision, reason, ticket, by, approvedBy }) => (
          <li key={`${at} ${decision}`}>
            <strong>{t(`day.decision.${decision}`)}</strong>
            {ticket !== null && <span>{t('day.breaks.ticket', { ticket })}</span>}
            {reason !== '' && (
              <span>
                <bdi>{reason}</bdi>
              </span>
            )}
            <span className="soft-note">
              <bdi>{by}</bdi>
              {approvedBy !== null && approvedBy !== by && (
                <>
                  {' · '}
                  {t('day.break.approved', { name: approvedBy })}
                </>
              )}
              {' · '}
              <bdi dir="ltr">{dayAndTime(at, day)}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
