import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/Button'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { Field } from '../../../components/Field'
import type { Person } from '../draft'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

const MOST = 8

export function PeopleStep({ draft, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  const { people } = draft
  const set = (person: Person, part: Partial<Person>, field: string): void => {
    change({ people: people.map((one) => (one.id === person.id ? { ...one, ...part } : one)) })
    touch(`${field}-${person.id}`)
  }
  const add = (): void => {
    const id = Math.max(0, ...people.map((person) => person.id)) + 1
    change({ people: [...people, { id, name: '', role: 'cashier', pin: '', again: '' }] })
  }
  return (
    <>
      <StepHead title={t('setup.people_title')}>{t('setup.people_lead')}</StepHead>
      <div className="people-list">
        {people.map((person, index) => (
          <PersonFields
            key={person.id}
            person={person}
            number={index + 1}
            removable={people.length > 2}
            focused={index === 0}
            problem={problem}
            onSet={(part, field) => set(person, part, field)}
            onRemove={() => change({ people: people.filter((one) => one.id !== person.id) })}
          />
        ))}
        {people.length < MOST && (
          <div>
            <Button icon={Plus} onPress={add} testId="setup-person-add">
              {t('setup.person_add')}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

interface PersonFieldsProps {
  readonly person: Person
  readonly number: number
  readonly removable: boolean
  readonly focused: boolean
  readonly problem: StepProps['problem']
  readonly onSet: (part: Partial<Person>, field: string) => void
  readonly onRemove: () => void
}

const ROLES = ['cashier', 'supervisor', 'support'] as const

function PersonFields({ person, number, removable, focused, problem, onSet, onRemove }: PersonFieldsProps) {
  const { t } = useTranslation()
  const digits = (text: string): string => text.replace(/\D/g, '')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would put a second frame around the roles
    <div className="person" role="group" aria-label={t('setup.person', { number })}>
      <Field
        label={t('setup.person_name')}
        value={person.name}
        maxLength={60}
        autoFocus={focused}
        error={problem(`name-${person.id}`)}
        testId={`setup-person-${number}-name`}
        onChange={(name) => onSet({ name }, 'name')}
      />
      <Field
        label={t('setup.person_pin')}
        type="password"
        inputMode="numeric"
        ltr
        maxLength={8}
        value={person.pin}
        error={problem(`pin-${person.id}`)}
        testId={`setup-person-${number}-pin`}
        onChange={(pin) => onSet({ pin: digits(pin) }, 'pin')}
      />
      <Field
        label={t('setup.person_pin_again')}
        type="password"
        inputMode="numeric"
        ltr
        maxLength={8}
        value={person.again}
        error={problem(`again-${person.id}`)}
        testId={`setup-person-${number}-again`}
        onChange={(again) => onSet({ again: digits(again) }, 'again')}
      />
      <div className="person-role">
        <ChoiceCards
          label={t('setup.person_role')}
          small
          choices={ROLES.map((role) => ({ value: role, title: t(`role.${role}`) }))}
          value={person.role}
          testId={`setup-person-${number}-role`}
          onChange={(role) => onSet({ role }, 'role')}
        />
        {removable && (
          <Button icon={Trash2} kind="quiet" onPress={onRemove}>
            {person.name.trim() === ''
              ? t('setup.person_remove')
              : t('setup.person_remove_name', { name: person.name.trim() })}
          </Button>
        )}
      </div>
    </div>
  )
}
