import '../devices/devices.css'
import './people.css'
import {
  KeyRound,
  LifeBuoy,
  Plus,
  Shield,
  UserRound,
  UserRoundCheck,
  UserRoundPen,
  UserRoundX,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person, Role } from '../../../electron/domain/people'
import { useActions } from '../../actions/use-actions'
import { on, request } from '../../client'
import { Button } from '../../components/Button'
import { Panel } from '../../components/Layout'
import { Skeleton } from '../../components/Skeleton'
import { useApp } from '../../stores/app'
import { type Supervised, useSupervised } from '../devices/use-supervised'
import { SettingsLayout } from '../settings/SettingsLayout'
import { PersonTags } from './PersonTags'
import { AddDialog, ResetDialog, RoleDialog, SuspendDialog, TemporaryPinDialog } from './people-dialogs'

type Asking =
  | { readonly what: 'add' }
  | { readonly what: 'reset' | 'role' | 'suspend'; readonly person: Person }
  | { readonly what: 'pin'; readonly name: string; readonly pin: string }

const ICON = { cashier: UserRound, supervisor: Shield, support: LifeBuoy } as const

/** Why something was not done: null when it was, empty when the supervisor went back without a word. */
const told = (result: Supervised<unknown>): string | null =>
  result.kind === 'done' ? null : result.kind === 'left' ? '' : result.words

/** Who works here: added, suspended, given a new PIN or another role; every change is a supervisor's. */
export function PeopleScreen() {
  const { t } = useTranslation()
  const go = useApp((state) => state.go)
  const { people, set } = usePeople()
  const { run, dialog } = useSupervised()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const close = (): void => setAsking(null)
  useActions([
    { id: 'settings_back', key: 'Escape', label: 'till.back', off: null, perform: () => go('counter') },
  ])

  const add = async (name: string, role: Role): Promise<string | null> => {
    const result = await run((approval) => request('people.add', { name, role, approval }))
    if (result.kind !== 'done') return told(result)
    set(result.value.people)
    setAsking({ what: 'pin', name: name.trim(), pin: result.value.pin })
    return null
  }
  const reset = async ({ name }: Person): Promise<string | null> => {
    const result = await run((approval) => request('people.resetPin', { name, approval }))
    if (result.kind !== 'done') return told(result)
    set(result.value.people)
    setAsking({ what: 'pin', name, pin: result.value.pin })
    return null
  }
  const change = async (ask: Parameters<typeof run<{ people: Person[] }>>[0]): Promise<string | null> => {
    const result = await run(ask)
    if (result.kind === 'done') {
      set(result.value.people)
      close()
    }
    return told(result)
  }
  const reinstate = ({ name }: Person): void =>
    void change((approval) => request('people.reinstate', { name, approval })).then(setProblem)

  return (
    <>
      <SettingsLayout current="people">
        {people === null ? (
          <Skeleton rows={5} />
        ) : (
          <div className="settings-scroll">
            {problem !== null && problem !== '' && (
              <p className="field-error" role="alert">
                {problem}
              </p>
            )}
            <Panel
              flush
              className="devices-panel"
              title={t('people.title')}
              aside={
                <Button
                  icon={Plus}
                  kind="quiet"
                  onPress={() => setAsking({ what: 'add' })}
                  testId="people-add"
                >
                  {t('people.add')}
                </Button>
              }
            >
              <ul>
                {people.map((person) => (
                  <PersonRow
                    key={person.name}
                    person={person}
                    onReset={() => setAsking({ what: 'reset', person })}
                    onRole={() => setAsking({ what: 'role', person })}
                    onSuspend={() => setAsking({ what: 'suspend', person })}
                    onReinstate={() => reinstate(person)}
                  />
                ))}
              </ul>
            </Panel>
            <p className="people-note">{t('people.note')}</p>
          </div>
        )}
      </SettingsLayout>
      {asking?.what === 'add' && <AddDialog onAdd={add} onClose={close} />}
      {asking?.what === 'reset' && (
        <ResetDialog name={asking.person.name} onReset={() => reset(asking.person)} onClose={close} />
      )}
      {asking?.what === 'role' && (
        <RoleDialog
          person={asking.person}
          onSave={(role) =>
            change((approval) => request('people.changeRole', { name: asking.person.name, role, approval }))
          }
          onClose={close}
        />
      )}
      {asking?.what === 'suspend' && (
        <SuspendDialog
          name={asking.person.name}
          onSuspend={() =>
            change((approval) => request('people.suspend', { name: asking.person.name, approval }))
          }
          onClose={close}
        />
      )}
      {asking?.what === 'pin' && (
        <TemporaryPinDialog name={asking.name} pin={asking.pin} done={t('people.pin_said')} onClose={close} />
      )}
      {dialog}
    </>
  )
}

/** Everybody, asked again whenever people are changed; null until read. */
function usePeople() {
  const [people, set] = useState<readonly Person[] | null>(null)
  useEffect(() => {
    let here = true
    const read = (): void =>
      void request('people.list', {}).then((all) => {
        if (here) set(all.people)
      })
    read()
    const stop = on('boot', read)
    return () => {
      here = false
      stop()
    }
  }, [])
  return { people, set }
}

interface PersonRowProps {
  readonly person: Person
  readonly onReset: () => void
  readonly onRole: () => void
  readonly onSuspend: () => void
  readonly onReinstate: () => void
}

function PersonRow({ person, onReset, onRole, onSuspend, onReinstate }: PersonRowProps) {
  const { t } = useTranslation()
  const { name, role, active } = person
  const Icon = ICON[role]
  const called = { name }
  return (
    <li
      className={active ? 'people-row' : 'people-row people-row-off'}
      data-testid="person-row"
      data-name={name}
      data-active={active}
    >
      <span className="device-tile" aria-hidden>
        <Icon className="icon" />
      </span>
      <div className="device-words">
        <p className="device-name">
          <bdi>{name}</bdi>
        </p>
        <p className="device-line">{t(role === 'support' ? 'people.role_support' : `role.${role}`)}</p>
      </div>
      <PersonTags person={person} />
      <div className="people-buttons">
        {active ? (
          <>
            <Button
              icon={KeyRound}
              label={t('people.reset_of', called)}
              onPress={onReset}
              testId="person-reset"
            >
              {t('people.reset')}
            </Button>
            <Button
              icon={UserRoundPen}
              label={t('people.role_of', called)}
              onPress={onRole}
              testId="person-role"
            >
              {t('people.role')}
            </Button>
            <Button
              icon={UserRoundX}
              label={t('people.suspend_of', called)}
              onPress={onSuspend}
              testId="person-suspend"
            >
              {t('people.suspend')}
            </Button>
          </>
        ) : (
          <Button
            icon={UserRoundCheck}
            label={t('people.reinstate_of', called)}
            onPress={onReinstate}
            testId="person-reinstate"
          >
            {t('people.reinstate')}
          </Button>
        )}
      </div>
    </li>
  )
}
