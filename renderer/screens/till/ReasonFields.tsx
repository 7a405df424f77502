import { useTranslation } from 'react-i18next'
import { ApprovalFields } from '../../components/ApprovalFields'
import { Field } from '../../components/Field'
import { SelectField } from '../../components/SelectField'
import { DIFFERENCE_REASONS, type DifferenceReason } from './difference-reason'
import type { InPlace } from './use-approval'

export interface ReasonFieldsProps {
  readonly reason: DifferenceReason
  readonly onReason: (reason: DifferenceReason) => void
  /** null: no supervisor is asked for. */
  readonly approval: InPlace | null
  readonly error: string | null
  readonly autoFocus?: boolean
}

/** Why a drawer differs, and the supervisor's PIN where the difference asks for one. */
export function ReasonFields({ reason, onReason, approval, error, autoFocus = false }: ReasonFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
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
        <ApprovalFields
          label={t('approval.name')}
          value={approval.value}
          error={error}
          onChange={approval.set}
        />
      )}
    </>
  )
}
