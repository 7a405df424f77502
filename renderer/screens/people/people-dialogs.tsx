import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Person, personNameSchema, type Role } from '../../../electron/domain/people'
import { Button } from '../../components/Button'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { FormDialog } from '../../components/FormDialog'

const ROLES = ['cashier', 'supervisor', 'support'] as const

function RoleCards({
  value,
  onChange,
  autoFocus = false,
}: {
  readonly value: Role
  readonly onChange: (role: Role) => void
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation()
  return (
    <ChoiceCards
      label={t('setup.person_role')}
      choices={ROLES.map((role) => ({
        value: role,
        title: t(`role.${role}`),
        about: t(`people.about_${role}`),
      }))}
      value={value}
      autoFocus={autoFocus}
      testId="person-role-choice"
      onChange={onChange}
    />
  )
}

/** Somebody new: a name and a role; the PIN is drawn, and theirs to replace. */
export function AddDialog({
  onAdd,
  onClose,
}: {
  readonly onAdd: (name: string, role: Role) => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('cashier')
  return (
    <FormDialog
      title={t('people.add_title')}
      save={t('people.add_save')}
      ready={personNameSchema.safeParse(name).success}
      wide
      testId="person-add"
      onSave={() => onAdd(name, role)}
      onClose={onClose}
    >
      <Field
        label={t('setup.person_name')}
        hint={t('people.name_hint')}
        value={name}
        maxLength={60}
        autoFocus
        testId="person-add-name"
        onChange={setName}
      />
      <RoleCards value={role} onChange={setRole} />
    </FormDialog>
  )
}

export function RoleDialog({
  person,
  onSave,
  onClose,
}: {
  readonly person: Person
  readonly onSave: (role: Role) => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const [role, setRole] = useState(person.role)
  return (
    <FormDialog
      title={t('people.role_title', { name: person.name })}
      ready={role !== person.role}
      wide
      testId="person-role-form"
      onSave={() => onSave(role)}
      onClose={onClose}
    >
      <RoleCards value={role} autoFocus onChange={setRole} />
    </FormDialog>
  )
}

/** A forgotten PIN: another one, which its person replaces at once. */
export function ResetDialog({
  name,
  onReset,
  onClose,
}: {
  readonly name: string
  readonly onReset: () => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <FormDialog
      title={t('people.reset_title', { name })}
      save={t('people.reset_save')}
      ready
      focusSave
      testId="person-reset-form"
      onSave={onReset}
      onClose={onClose}
    >
      <p>{t('people.reset_about')}</p>
    </FormDialog>
  )
}

export function SuspendDialog({
  name,
  onSuspend,
  onClose,
}: {
  readonly name: string
  readonly onSuspend: () => Promise<string | null>
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <FormDialog
      title={t('people.suspend_title', { name })}
      save={t('people.suspend')}
      ready
      focusSave
      testId="person-suspend-form"
      onSave={onSuspend}
      onClose={onClose}
    >
      <p>{t('people.suspend_about')}</p>
    </FormDialog>
  )
}

/** The one time that a PIN is shown: it opens nothing but the choice of an own one. */
export function TemporaryPinDialog({
  name,
  pin,
  done,
  onClose,
}: {
  readonly name: string
  readonly pin: string
  /** Words of the button that goes on. */
  readonly done: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('people.pin_title', { name })}
      onClose={onClose}
      buttons={
        <Button kind="primary" cap="Enter" autoFocus onPress={onClose} testId="temporary-done">
          {done}
        </Button>
      }
    >
      <p className="people-pin" data-testid="temporary-pin" data-pin={pin}>
        <bdi dir="ltr">{pin.replace(/(\d{3})(?=\d)/g, '$1\u00a0')}</bdi>
      </p>
      <p>{t('people.pin_about')}</p>
    </Dialog>
  )
}
