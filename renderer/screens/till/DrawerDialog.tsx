import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { messageWords } from '../../lib/message-words'

const REASONS = ['change', 'count', 'deposit', 'another'] as const
type Reason = (typeof REASONS)[number]

/** The drawer without an operation: a reason and a supervisor, both journaled. */
export function DrawerDialog({ onClose }: { readonly onClose: (opened: boolean) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<Reason>('change')
  const [text, setText] = useState('')
  const said = reason === 'another' ? text.trim() : t(`drawer.reason_${reason}`)
  return (
    <ApprovalDialog
      title={t('drawer.title')}
      confirm={t('drawer.open')}
      ready={said !== ''}
      focusAbove
      testId="drawer-confirm"
      onClose={() => onClose(false)}
      onApprove={async (approval) => {
        const answer = await request('drawer.open', { reason: said, approval })
        if (!answer.ok) return messageWords(answer.message)
        onClose(true)
        return null
      }}
    >
      <p>{t('drawer.lead')}</p>
      <ChoiceCards
        label={t('drawer.reason')}
        small
        choices={REASONS.map((value) => ({ value, title: t(`drawer.reason_${value}`) }))}
        value={reason}
        autoFocus
        testId="drawer-reason"
        onChange={setReason}
      />
      {reason === 'another' && (
        <Field
          label={t('drawer.reason')}
          value={text}
          hint={t('drawer.reason_missing')}
          maxLength={120}
          autoFocus
          testId="drawer-reason-text"
          onChange={setText}
        />
      )}
    </ApprovalDialog>
  )
}
