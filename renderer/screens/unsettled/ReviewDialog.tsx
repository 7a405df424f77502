import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import type { Approval } from '../../../electron/domain/people'
import type { RequestInput } from '../../../electron/ipc/contract'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { ApprovalFields, approvalReady, NO_APPROVAL } from '../../components/ApprovalFields'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'

type Decision = RequestInput<'operation.review'>['decision']
const DECISIONS = ['completed', 'elsewhere', 'not_done'] as const

/** A supervisor writes what Chari said, under a ticket number; a second person where the shop has one. */
export function ReviewDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const user = useApp((state) => state.boot?.user ?? null)
  const others = useApp((state) => state.boot?.users.length ?? 0) > 1
  const [decision, setDecision] = useState<Decision | null>(null)
  const [ticket, setTicket] = useState('')
  const [note, setNote] = useState('')
  const [second, setSecond] = useState<Approval>(NO_APPROVAL)
  // The cashier at the counter is the other person, unless a supervisor decides alone at it.
  const alone = user?.role === 'supervisor' && others
  const ready = decision !== null && ticket.trim() !== '' && (!alone || approvalReady(second))
  return (
    <ApprovalDialog
      title={t('review.title')}
      confirm={t('review.decide')}
      ready={ready}
      wide
      focusAbove
      testId="review-confirm"
      onClose={onClose}
      onApprove={async (approval) => {
        if (decision === null) return t('review.choose_first')
        const answer = await request('operation.review', {
          id: operation.id,
          decision,
          ticket: ticket.trim(),
          note: note.trim(),
          approval,
          second: alone ? second : null,
        })
        if (!answer.ok) return messageWords(answer.message)
        onClose()
        return null
      }}
    >
      <p>{t('review.lead')}</p>
      <ChoiceCards
        label={t('review.decision')}
        choices={DECISIONS.filter((value) => operation.card === undefined || value !== 'elsewhere').map(
          (value) => ({
            value,
            title: t(`review.${value}`),
            about: t(`review.${value}_${operation.direction}`),
          }),
        )}
        value={decision}
        autoFocus
        testId="review"
        onChange={setDecision}
      />
      <div className="dialog-two">
        <Field
          label={t('review.ticket')}
          ltr
          value={ticket}
          maxLength={40}
          testId="review-ticket"
          onChange={setTicket}
        />
        <Field
          label={t('review.note')}
          value={note}
          maxLength={300}
          testId="review-note"
          onChange={setNote}
        />
      </div>
      {alone && (
        <>
          <ApprovalFields
            label={t('review.second')}
            roles={['cashier', 'supervisor']}
            except={user?.name ?? null}
            value={second}
            testId="second"
            onChange={setSecond}
          />
          <p className="soft-note">{t('review.second_about')}</p>
        </>
      )}
    </ApprovalDialog>
  )
}
