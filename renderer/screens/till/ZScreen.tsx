import './till.css'
import { ArrowLeft, KeyRound, Lock, ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Perpetual } from '../../../electron/domain/closing'
import { formatTime } from '../../../electron/domain/day'
import { centimes, formatAmount, formatMad, readTypedAmount, subtract } from '../../../electron/domain/money'
import type { OpenShift, SealedCount } from '../../../electron/domain/till'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { Field } from '../../components/Field'
import { DuoLayout, Panel } from '../../components/Layout'
import { MainAction } from '../../components/MainAction'
import { OperationHead } from '../../components/OperationHead'
import { Paper } from '../../components/Paper'
import { Refusal } from '../../components/Refusal'
import { createAct } from '../../lib/act'
import { dayWords } from '../../lib/day-words'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import { backHome, countAnew, refreshStatus, show } from '../../stores/till'
import { PendingList } from './PendingList'
import { ReasonFields } from './ReasonFields'
import { SealedFigures } from './SealedFigures'
import { SumsTable } from './Sums'
import { useSealedAnswer } from './use-sealed-answer'
import { useTillPaper } from './use-till-paper'

export interface SealedProps {
  readonly shift: OpenShift
  readonly sealed: SealedCount
}

/** The Z: what was expected and counted, why they differ, what stays in the drawer; signed once, for good. */
export function ZScreen({ shift, sealed }: SealedProps) {
  const { t, i18n } = useTranslation()
  const today = useApp((state) => state.status?.till.day)
  const answer = useSealedAnswer(sealed)
  const [leftText, setLeftText] = useState(() =>
    formatAmount(centimes(Math.min(sealed.counted.total, sealed.report.sums.opening))),
  )
  const [act] = useState(createAct)
  const read = readTypedAmount(leftText)
  const left = read.ok && read.value <= sealed.counted.total ? read.value : null
  const off = answer.busy ? 'till.off_busy' : left === null ? 'till.off_left' : answer.off
  const paper = useTillPaper({
    what: 'z',
    shift: shift.id,
    left: left ?? sealed.counted.total,
    reason: answer.reasonText,
    approvedBy: answer.approval === null ? null : answer.approval.value.name || null,
  })
  const sign = async (): Promise<void> => {
    if (left === null) return
    answer.setBusy(true)
    try {
      const input = { shift: shift.id, left, reason: answer.reasonText }
      const approval = answer.approval?.given ?? null
      const done = await request('till.close', { closeId: act(input), ...input, approval })
      if (!done.ok) {
        play('bad')
        answer.approval?.clear()
        if (done.message.code === 'count_needed') countAnew(shift.id)
        return answer.setRefused(done.message)
      }
      play('done')
      show({ name: 'closed', shift, closed: done.value })
      await refreshStatus()
    } finally {
      answer.setBusy(false)
    }
  }
  useActions([
    { id: 'z_sign', key: 'Enter', label: 'till.z_sign', off, perform: sign },
    sealed.recount
      ? {
          id: 'recount',
          key: 'Escape',
          label: 'till.recount',
          off: answer.busy ? 'till.off_busy' : null,
          perform: () => show({ name: 'count', shift, purpose: 'closing', again: sealed }),
        }
      : { id: 'z_back', key: 'Escape', label: 'till.back', off: null, perform: () => backHome() },
  ])
  return (
    <DuoLayout
      wide
      side={paper && <Paper laid={paper} />}
      row={
        <ActionRow
          start={
            <>
              <ActionButton action="recount" icon={ArrowLeft} flip size="main" testId="recount" />
              <ActionButton action="z_back" icon={ArrowLeft} flip size="main" testId="z-back" />
            </>
          }
          middle={
            answer.refused ? (
              <Refusal message={answer.refused} />
            ) : (
              <Rule icon={Lock} reason={off === null || answer.busy ? null : t(off)}>
                {t('till.z_rule')}
              </Rule>
            )
          }
          end={<MainAction action="z_sign" sending={answer.busy} testId="z-sign" />}
        />
      }
    >
      <Panel className="sealed">
        <OperationHead
          tile={
            <span className="tile tile-head tile-plain" aria-hidden>
              <ReceiptText className="icon" />
            </span>
          }
          title={t('till.z_title', { number: sealed.z })}
          sentence={t(shift.day === today ? 'till.z_of' : 'till.z_of_day', {
            number: shift.number,
            name: shift.holder,
            time: formatTime(shift.openedAt),
            day: dayWords(shift.day, i18n.language),
          })}
        />
        <SealedFigures sealed={sealed} />
        <div className="sealed-columns">
          <div>
            <SumsTable sums={sealed.report.sums} kinds={sealed.report.tally.kinds} />
            <PendingList rows={sealed.report.tally.pending} />
          </div>
          <div className="sealed-answers">
            <ReasonFields
              asked={sealed.needs !== 'nothing'}
              reason={answer.reason}
              onReason={answer.setReason}
              approval={answer.approval}
              autoFocus
            >
              <Field
                label={t('till.left')}
                suffix="MAD"
                ltr
                inputMode="decimal"
                selectOnFocus
                autoFocus={sealed.needs === 'nothing'}
                value={leftText}
                error={left === null ? t('till.left_bad', { amount: formatMad(sealed.counted.total) }) : null}
                hint={t('till.to_safe', {
                  amount: formatMad(subtract(sealed.counted.total, left ?? sealed.counted.total)),
                })}
                testId="z-left"
                onChange={setLeftText}
              />
            </ReasonFields>
          </div>
        </div>
        <p className="sealed-foot">
          <KeyRound aria-hidden className="icon" />
          {t('till.z_signed_with', perpetualWords(sealed.perpetual))}
        </p>
      </Panel>
    </DuoLayout>
  )
}

function perpetualWords({ kinds }: Perpetual): { cashIn: string; cashOut: string } {
  const amountOf = (kind: string): string =>
    formatAmount(kinds.find((one) => one.kind === kind)?.amount ?? centimes(0))
  return { cashIn: amountOf('cash_in'), cashOut: amountOf('cash_out') }
}
