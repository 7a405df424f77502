import './till.css'
import { ArrowLeftRight, Check, Lock, ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HandOver } from '../../../electron/domain/closing'
import { formatTime } from '../../../electron/domain/day'
import { formatMad } from '../../../electron/domain/money'
import type { OpenShift } from '../../../electron/domain/till'
import { useActions } from '../../actions/use-actions'
import { useMainFocus } from '../../actions/use-main-focus'
import { lock } from '../../app/idle-lock'
import { ActionRow, Rule } from '../../components/ActionRow'
import { Amount } from '../../components/Amount'
import { Bidi } from '../../components/Bidi'
import { ActionButton } from '../../components/Button'
import { Facts } from '../../components/Facts'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Paper } from '../../components/Paper'
import { home } from '../../stores/flow'
import { backHome, type Closed } from '../../stores/till'
import { differenceKey } from './Difference'
import { useTillPaper } from './use-till-paper'

const next = (): void => {
  backHome()
  home()
}

/** The Z is signed: what was left, what goes to the safe, and what comes next. */
export function ClosedScreen({ shift, closed }: { readonly shift: OpenShift; readonly closed: Closed }) {
  const { t } = useTranslation()
  const { report } = closed
  const paper = useTillPaper({ what: 'closing', kind: 'shift', number: report.z })
  const main = useMainFocus(shift.forgotten ? 'closed_open' : 'closed_lock')
  const lockNow = async (): Promise<void> => {
    next()
    await lock('asked')
  }
  useActions([
    shift.forgotten
      ? { id: 'closed_open', key: 'Enter', label: 'till.open_today', off: null, perform: next }
      : { id: 'closed_lock', key: 'Enter', label: 'till.lock', off: null, perform: lockNow },
    ...(shift.forgotten
      ? []
      : [{ id: 'closed_next', key: 'Escape' as const, label: 'till.open_next', off: null, perform: next }]),
  ])
  return (
    <DuoLayout
      wide
      side={paper && <Paper laid={paper} />}
      row={
        <ActionRow
          start={<ActionButton action="closed_next" size="main" testId="closed-next" />}
          middle={<Rule icon={ReceiptText}>{t('till.keep_paper')}</Rule>}
          end={
            <MainAction
              ref={main}
              action={shift.forgotten ? 'closed_open' : 'closed_lock'}
              {...(shift.forgotten ? {} : { icon: Lock })}
              testId="closed-main"
            />
          }
        />
      }
    >
      <Panel edge="ok" className="till-say">
        <div data-testid="z-closed" data-z={report.z}>
          <OperationHead
            tile={
              <span className="tile tile-head tile-ok" aria-hidden>
                <Check className="icon" />
              </span>
            }
            title={t('till.closed_title', { number: report.z })}
            sentence={t(closed.signature === null ? 'till.closed_unsigned' : 'till.closed_signed', {
              number: shift.number,
              time: formatTime(report.closedAt),
            })}
          />
        </div>
        {report.toSafe === 0 ? (
          <div className="till-hero">
            <p>{t('till.closed_stays')}</p>
            <Amount value={report.left} size="hero" />
          </div>
        ) : (
          <div className="till-hero">
            <p>{t('till.closed_safe')}</p>
            <Amount value={report.toSafe} size="hero" />
            <p className="till-note">{t('till.closed_left', { amount: formatMad(report.left) })}</p>
          </div>
        )}
        <Facts
          columns={2}
          facts={[
            { label: t('till.expected'), value: <Bidi>{formatMad(report.sums.expected)}</Bidi> },
            { label: t('till.counted'), value: <Bidi>{formatMad(report.counted.total)}</Bidi> },
            {
              label: t('till.difference'),
              value: `${t(`till.${differenceKey(report.difference)}`)} ${formatMad(report.difference).replace('\u2212', '')}`,
            },
            report.reason === null ? null : { label: t('till.reason'), value: report.reason },
          ]}
        />
        {closed.closed.length > 0 && (
          <ul className="till-note">
            {closed.closed.map(({ kind, number, period }) => (
              <li key={`${kind}${number}`}>{t(`till.closed_${kind}`, { number, period })}</li>
            ))}
          </ul>
        )}
      </Panel>
    </DuoLayout>
  )
}

/** The drawer is the receiver's, who is signed in now. */
export function HandedScreen({ handOver }: { readonly handOver: HandOver }) {
  const { t } = useTranslation()
  const main = useMainFocus('handed_serve')
  useActions([{ id: 'handed_serve', key: 'Enter', label: 'till.serve', off: null, perform: next }])
  const { from, to, at, counted, difference } = handOver
  return (
    <DuoLayout
      side={
        <Panel title={t('till.handed_papers')}>
          <p className="till-note">{t('till.handed_about', { from, to })}</p>
        </Panel>
      }
      row={
        <ActionRow
          middle={<Rule icon={ReceiptText}>{t('till.handed_rule')}</Rule>}
          end={<MainAction ref={main} action="handed_serve" testId="handed-serve" />}
        />
      }
    >
      <Panel edge="ok" className="till-say">
        <div data-testid="handed">
          <OperationHead
            tile={
              <span className="tile tile-head tile-ok" aria-hidden>
                <ArrowLeftRight className="icon" />
              </span>
            }
            title={t('till.handed_title', { name: to })}
            sentence={t('till.handed_of', { from, to, time: formatTime(at) })}
          />
        </div>
        <div className="till-hero">
          <p>{t('till.handed_counted')}</p>
          <Amount value={counted} size="hero" />
          <p className="till-note">
            {t(`till.gap_${differenceKey(difference)}`, {
              amount: formatMad(difference).replace('\u2212', ''),
            })}
          </p>
        </div>
      </Panel>
    </DuoLayout>
  )
}
