import './approval.css'
import { useTranslation } from 'react-i18next'
import type { Approval, Role } from '../../electron/domain/people'
import { pinSchema } from '../../electron/domain/people'
import { useApp } from '../stores/app'
import { ChoiceCards } from './ChoiceCards'
import { Field } from './Field'

export interface ApprovalFieldsProps {
  readonly label: string
  readonly value: Approval
  readonly onChange: (value: Approval) => void
  /** Who may give it: supervisors, or anybody who is not `except`. */
  readonly roles?: readonly Role[]
  readonly except?: string | null
  readonly error?: string | null
  readonly autoFocus?: boolean
  readonly testId?: string
}

export const NO_APPROVAL: Approval = { name: '', pin: '' }
export const approvalReady = ({ name, pin }: Approval): boolean =>
  name !== '' && pinSchema.safeParse(pin).success

/** A person's name and PIN, typed in place without signing the cashier out. */
export function ApprovalFields({
  label,
  value,
  onChange,
  roles = ['supervisor'],
  except = null,
  error = null,
  autoFocus = false,
  testId = 'approval',
}: ApprovalFieldsProps) {
  const { t } = useTranslation()
  const users = useApp((state) => state.boot?.users) ?? []
  const able = users.filter((user) => roles.includes(user.role) && user.name !== except)
  if (able.length === 0) return <p className="field-error">{t('approval.none')}</p>
  const chosen = able.find((user) => user.name === value.name) ?? able[0]
  const name = chosen?.name ?? ''
  return (
    <div className="approval">
      <ChoiceCards
        label={label}
        small
        choices={able.map((user) => ({ value: user.name, title: user.name }))}
        value={name}
        testId={`${testId}-name`}
        onChange={(next) => onChange({ name: next, pin: '' })}
      />
      <Field
        label={t('approval.pin_of', { name })}
        type="password"
        inputMode="numeric"
        ltr
        maxLength={8}
        autoFocus={autoFocus}
        value={value.pin}
        error={error}
        testId={`${testId}-pin`}
        onChange={(pin) => onChange({ name, pin: pin.replace(/\D/g, '') })}
      />
    </div>
  )
}
