import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '../../../electron/domain/operation'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { CheckItem } from '../../components/CheckItem'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'

/** Several terminals share the agent code: a supervisor states that each other one does not know this reference. */
export function ClaimDialog({
  operation,
  onClose,
}: {
  readonly operation: OperationView
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const terminals = useApp((state) => state.boot?.otherTerminals) ?? []
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set())
  const tick = (terminal: string, on: boolean): void => {
    const next = new Set(asked)
    if (on) next.add(terminal)
    else next.delete(terminal)
    setAsked(next)
  }
  return (
    <ApprovalDialog
      title={t('claim.title')}
      confirm={t('claim.state')}
      ready={terminals.length > 0 && terminals.every((terminal) => asked.has(terminal))}
      focusAbove={terminals.length > 0}
      testId="claim-confirm"
      onClose={onClose}
      onApprove={async (approval) => {
        const answer = await request('operation.claim', {
          id: operation.id,
          otherTerminals: [...asked],
          approval,
        })
        if (!answer.ok) return messageWords(answer.message)
        onClose()
        return null
      }}
    >
      <p>{t(terminals.length === 0 ? 'claim.none' : 'claim.lead')}</p>
      {terminals.map((terminal, index) => (
        <CheckItem
          key={terminal}
          checked={asked.has(terminal)}
          autoFocus={index === 0}
          testId={`claim-${terminal}`}
          onChange={(on) => tick(terminal, on)}
        >
          {t('claim.terminal', { terminal })}
        </CheckItem>
      ))}
    </ApprovalDialog>
  )
}
