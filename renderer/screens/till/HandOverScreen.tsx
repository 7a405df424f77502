import './till.css'
import { ArrowLeft, ArrowLeftRight, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSchema } from '../../../electron/domain/people'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ApprovalFields, NO_APPROVAL } from '../../components/ApprovalFields'
import { ActionButton } from '../../components/Button'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Refusal } from '../../components/Refusal'
import { createAct } from '../../lib/act'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import { backHome, countAnew, refreshStatus, show } from '../../stores/till'
import { ReasonFields } from './ReasonFields'
import { SealedFigures } from './SealedFigures'
import { SumsTable } from './Sums'
import { useSealedAnswer } from './use-sealed-answer'
import type { SealedProps } from './ZScreen'

/** The drawer goes to the next cashier, on the count that was sealed and with the receiver's PIN. */
export function HandOverScreen({ shift, sealed }: SealedProps) {
  const { t } = useTranslation()
  const me = useApp((state) => state.boot?.user?.name ?? null)
  const answer = useSealedAnswer(sealed)
  const [receiver, setReceiver] = useState(NO_APPROVAL)
  const [act] = useState(createAct)
  const pinned = receiver.name !== '' && pinSchema.safeParse(receiver.pin).success
  const off = answer.busy ? 'till.off_busy' : (answer.off ?? (pinned ? null : 'till.off_receiver'))
  const give = async (): Promise<void> => {
    answer.setBusy(true)
    try {
      const input = { shift: shift.id, to: receiver.name, reason: answer.reasonText }
      const done = await request('till.handOver', {
        handOverId: act(input),
        ...input,
        pin: receiver.pin,
        approval: answer.approval?.given ?? null,
      })
      if (!done.ok) {
        play('bad')
        answer.approval?.clear()
        setReceiver({ ...receiver, pin: '' })
        if (done.message.code === 'count_needed') countAnew(shift.id)
        return answer.setRefused(done.message)
      }
      play('done')
      show({ name: 'handed', handOver: done.value })
      // Somebody else begins at the counter; who took the drawer reads first what they took.
      useApp.getState().go('till')
      await refreshStatus()
    } finally {
      answer.setBusy(false)
    }
  }
  useActions([
    { id: 'hand_over', key: 'Enter', label: 'till.hand_over_to', off, perform: give },
    sealed.recount
      ? {
          id: 'recount',
          key: 'Escape',
          label: 'till.recount',
          off: answer.busy ? 'till.off_busy' : null,
          perform: () => show({ name: 'count', shift, purpose: 'hand_over', again: sealed }),
        }
      : { id: 'hand_over_back', key: 'Escape', label: 'till.back', off: null, perform: () => backHome() },
  ])
  return (
    <DuoLayout
      side={
        <Panel title={t('till.receiver')} className="sealed-answers">
          <ApprovalFields
            label={t('till.receiver_who')}
            value={receiver}
            roles={['cashier', 'supervisor']}
            except={me}
            autoFocus={sealed.needs === 'nothing'}
            testId="receiver"
            onChange={(next) => {
              answer.setRefused(null)
              setReceiver(next)
            }}
          />
          <p className="till-note">{t('till.receiver_about')}</p>
        </Panel>
      }
      row={
        <ActionRow
          start={
            <>
              <ActionButton action="recount" icon={ArrowLeft} flip size="main" testId="recount" />
              <ActionButton
                action="hand_over_back"
                icon={ArrowLeft}
                flip
                size="main"
                testId="hand-over-back"
              />
            </>
          }
          middle={
            answer.refused ? (
              <Refusal message={answer.refused} />
            ) : (
              <Rule icon={Users} reason={off === null || answer.busy ? null : t(off)}>
                {t('till.hand_over_rule')}
              </Rule>
            )
          }
          end={
            <MainAction
              action="hand_over"
              values={{ name: receiver.name === '' ? t('till.receiver_nobody') : receiver.name }}
              sending={answer.busy}
              testId="hand-over-confirm"
            />
          }
        />
      }
    >
      <Panel className="sealed">
        <OperationHead
          tile={
            <span className="tile tile-head tile-plain" aria-hidden>
              <ArrowLeftRight className="icon" />
            </span>
          }
          title={t('till.hand_over_title')}
          sentence={t('till.hand_over_of', { number: shift.number, name: shift.holder })}
        />
        <SealedFigures sealed={sealed} />
        <div className="sealed-columns">
          <SumsTable sums={sealed.report.sums} kinds={sealed.report.tally.kinds} />
          <div className="sealed-answers">
            <ReasonFields
              asked={sealed.needs !== 'nothing'}
              reason={answer.reason}
              onReason={answer.setReason}
              approval={answer.approval}
              autoFocus
            />
          </div>
        </div>
      </Panel>
    </DuoLayout>
  )
}
