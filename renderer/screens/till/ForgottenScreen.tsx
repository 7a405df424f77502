import './till.css'
import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../electron/domain/day'
import type { OpenShift } from '../../../electron/domain/till'
import { useActions } from '../../actions/use-actions'
import { useMainFocus } from '../../actions/use-main-focus'
import { ActionRow, Rule } from '../../components/ActionRow'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { dayWords } from '../../lib/day-words'
import { startCount } from '../../stores/till'

/** A shift of an earlier day that nobody closed: counted and closed before anything new begins. */
export function ForgottenScreen({ shift }: { readonly shift: OpenShift }) {
  const { t, i18n } = useTranslation()
  const main = useMainFocus('forgotten_count')
  useActions([
    {
      id: 'forgotten_count',
      key: 'Enter',
      label: 'till.forgotten_count',
      off: null,
      perform: () => startCount(shift, 'closing'),
    },
  ])
  const day = dayWords(shift.day, i18n.language)
  return (
    <DuoLayout
      side={
        <Panel title={t('till.forgotten_then')}>
          <ol className="till-steps">
            <li>{t('till.forgotten_step_count')}</li>
            <li>{t('till.forgotten_step_close', { day })}</li>
            <li>{t('till.forgotten_step_open')}</li>
          </ol>
        </Panel>
      }
      row={
        <ActionRow
          middle={<Rule icon={CalendarClock}>{t('till.forgotten_rule')}</Rule>}
          end={<MainAction ref={main} action="forgotten_count" testId="forgotten-count" />}
        />
      }
    >
      <Panel edge="stop" className="till-say">
        <OperationHead
          tile={
            <span className="tile tile-head tile-stop" aria-hidden>
              <CalendarClock className="icon" />
            </span>
          }
          title={t('till.forgotten_title')}
          sentence={t('till.forgotten_of', {
            number: shift.number,
            day,
            time: formatTime(shift.openedAt),
            name: shift.holder,
          })}
        />
        <p className="till-order" data-testid="forgotten">
          {t('till.forgotten_order')}
        </p>
        <p className="till-note">{t('till.forgotten_note', { day })}</p>
      </Panel>
    </DuoLayout>
  )
}
