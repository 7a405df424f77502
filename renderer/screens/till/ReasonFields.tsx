import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalFields } from '../../components/ApprovalFields'
import { Field } from '../../components/Field'
import { SelectField } from '../../components/SelectField'
import { DIFFERENCE_REASONS, type DifferenceReason } from './difference-reason'
import type { InPlace } from './use-approval'

export interface ReasonFieldsProps {
  /** false: this difference asks for nothing. */
  readonly asked: boolean
  readonly reason: DifferenceReason
  readonly onReason: (reason: DifferenceReason) => void
  /** null: no supervisor is asked for. */
  readonly approval: InPlace | null
  readonly autoFocus?: boolean
  /** A field that stands beside the reason. */
  readonly children?: ReactNode
}

/** Why a drawer differs, and the supervisor's PIN where the difference asks for one. */
export function ReasonFields({
  asked,
  reason,
  onReason,
  approval,
  autoFocus = false,
  children,
}: ReasonFieldsProps) {
  const { t } = useTranslation()
  if (!asked) return children
  return (
    <>
      <div className="reason-row">
        <SelectField
          label={t('till.reason')}
          value={reason.kind}
          autoFocus={autoFocus}
          testId="difference-reason"
          options={[
            { value: '', words: t('till.reason_choose') },
            ...DIFFERENCE_REASONS.map((kind) => ({ value: kind, words: t(`till.reason_${kind}`) })),
          ]}
          onChange={(kind) =>
            onReason({ ...reason, kind: DIFFERENCE_REASONS.find((one) => one === kind) ?? '' })
          }
        />
        {children}
      </div>
      {reason.kind === 'another' && (
        <Field
          label={t('till.reason_text')}
          value={reason.text}
          maxLength={120}
          autoFocus
          testId="difference-reason-text"
          onChange={(text) => onReason({ ...reason, text })}
        />
      )}
      {approval !== null && !approval.signedIn && (
        <ApprovalFields label={t('approval.name')} value={approval.value} onChange={approval.set} />
      )}
    </>
  )
}
