import './sign-in.css'
import { Check, KeyRound, Lock, User as UserIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import type { User } from '../../../electron/domain/people'
import { pinSchema } from '../../../electron/domain/people'
import type { Boot } from '../../../electron/ipc/contract'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { Button } from '../../components/Button'
import { clockText, useSecondsLeft } from '../../components/Countdown'
import { Frame } from '../../components/Frame'
import { KeyCap } from '../../components/KeyCap'
import { LanguageSwitch } from '../../components/LanguageSwitch'
import { MainAction } from '../../components/MainAction'
import { PinPad } from '../../components/PinPad'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import { refreshStatus } from '../../stores/till'
import { ChoosePin } from './ChoosePin'
import { ForgottenPin } from './ForgottenPin'

type Refusal = { readonly name: string; readonly triesLeft: number; readonly lockedForMs: number }
type AltKey = `Alt+${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`

/** A PIN that a supervisor gave, and whose it is. */
interface Given {
  readonly name: string
  readonly pin: string
}

/** Who takes the till: a name and a PIN, or first an own PIN in the place of one that was given. */
export function SignInScreen() {
  const boot = useApp((state) => state.boot)
  const [given, setGiven] = useState<Given | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const speakNow = async (language: Language): Promise<void> =>
    useApp.getState().setBoot(await request('app.language', { language }))
  if (!boot) return null
  return (
    <Frame barEnd={<LanguageSwitch value={boot.language} onChange={(one) => void speakNow(one)} />}>
      {given === null ? (
        <Names boot={boot} told={told} onGiven={setGiven} />
      ) : (
        <ChoosePin
          name={given.name}
          given={given.pin}
          onBack={(words) => {
            setGiven(null)
            setTold(words)
          }}
        />
      )}
    </Frame>
  )
}

interface NamesProps {
  readonly boot: Boot
  /** Why a PIN given no longer opens anything. */
  readonly told: string | null
  readonly onGiven: (given: Given) => void
}

/** Wrong PINs are counted in main, across restarts. */
function Names({ boot, told, onGiven }: NamesProps) {
  const { t } = useTranslation()
  const { users } = boot
  const [name, setName] = useState(() => users[0]?.name ?? '')
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [forgotten, setForgotten] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const mine = refusal?.name === name ? refusal : null
  const lockedFor = useSecondsLeft(mine && mine.lockedForMs > 0 ? mine.lockedForMs : null, mine) ?? 0
  const locked = lockedFor > 0
  const ready = pinSchema.safeParse(pin).success

  const choose = (user: User): void => {
    setName(user.name)
    setPin('')
  }
  const open = async (): Promise<void> => {
    setBusy(true)
    try {
      const answer = await request('session.signIn', { name, pin, fresh: null })
      if (answer.ok) {
        // The till is another one for each person: no screen of it is shown on somebody else's figures.
        await refreshStatus()
        useApp.getState().setBoot(answer.boot)
      } else if (answer.why === 'choose_pin') {
        onGiven({ name, pin })
      } else {
        play('bad')
        setRefusal({ name, triesLeft: answer.triesLeft, lockedForMs: answer.lockedForMs })
        setPin('')
      }
    } finally {
      setBusy(false)
    }
  }

  useActions([
    {
      id: 'sign_in',
      key: 'Enter',
      label: busy ? 'signIn.opening' : 'signIn.open',
      off: name === '' ? 'signIn.choose_first' : locked || !ready || busy ? 'signIn.type_pin' : null,
      perform: open,
    },
    ...users.slice(0, 9).map((user, index) => ({
      id: `person_${index + 1}`,
      key: `Alt+${index + 1}` as AltKey,
      label: 'signIn.people',
      off: null,
      perform: () => choose(user),
    })),
  ])
  useFocusOnPin(name)

  const note = locked
    ? t('signIn.locked', { time: clockText(lockedFor) })
    : pin !== ''
      ? t('signIn.typed', { count: pin.length })
      : mine
        ? t('signIn.wrong', { count: mine.triesLeft })
        : (told ?? t('signIn.type_pin'))
  return (
    <>
      <div className="sign-in">
        <section className="sign-in-people" aria-labelledby="sign-in-title">
          <h1 id="sign-in-title">{t('signIn.title')}</h1>
          <p className="sign-in-lead">{t('signIn.lead')}</p>
          <ul aria-label={t('signIn.people')}>
            {users.map((user, index) => (
              <li key={user.name}>
                <Person
                  user={user}
                  chosen={user.name === name}
                  cap={index < 9 ? (`Alt+${index + 1}` as AltKey) : null}
                  pin={boot.trainingPins.find((known) => known.name === user.name)?.pin ?? null}
                  onChoose={() => choose(user)}
                />
              </li>
            ))}
          </ul>
          <p className="sign-in-idle">
            <Lock aria-hidden className="icon" />
            <IdleSentence idleLockMs={boot.idleLockMs} />
          </p>
          <div className="sign-in-forgotten">
            <Button
              kind="quiet"
              icon={KeyRound}
              disabled={name === ''}
              onPress={() => setForgotten(true)}
              testId="pin-forgotten"
            >
              {t('signIn.forgotten')}
            </Button>
          </div>
        </section>
        <section className="panel sign-in-pin" aria-label={t('signIn.pin_of', { name })}>
          <PinPad
            label={name === '' ? t('signIn.choose_first') : t('signIn.pin_of', { name })}
            value={pin}
            onChange={setPin}
            note={note}
            wrong={locked || (mine !== null && pin === '')}
            disabled={name === '' || locked}
            testId="pin-input"
          />
          <MainAction action="sign_in" testId="sign-in" />
        </section>
      </div>
      {forgotten && (
        <ForgottenPin
          name={name}
          onGiven={(fresh) => onGiven({ name, pin: fresh })}
          onClose={() => setForgotten(false)}
        />
      )}
    </>
  )
}

/** A name pushed with the pointer must not keep the keys: digits belong to the PIN. */
function useFocusOnPin(name: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is what moves the focus
  useEffect(() => {
    document.querySelector<HTMLInputElement>('[data-testid="pin-input"]')?.focus()
  }, [name])
}

function IdleSentence({ idleLockMs }: { readonly idleLockMs: number }) {
  const { t } = useTranslation()
  const seconds = Math.round(idleLockMs / 1000)
  return (
    <span>
      {seconds >= 60 && seconds % 60 === 0
        ? t('signIn.idle', { count: seconds / 60 })
        : t('signIn.idle_seconds', { seconds })}
    </span>
  )
}

interface PersonProps {
  readonly user: User
  readonly chosen: boolean
  readonly cap: AltKey | null
  readonly pin: string | null
  readonly onChoose: () => void
}

function Person({ user, chosen, cap, pin, onChoose }: PersonProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={chosen ? 'person-card person-card-on' : 'person-card'}
      aria-pressed={chosen}
      data-testid={`user-${user.name}`}
      onClick={onChoose}
    >
      <UserIcon aria-hidden className="icon" />
      <span className="person-card-words">
        <span>
          <bdi>{user.name}</bdi>
        </span>
        <span>{t(user.role === 'support' ? 'role.support_about' : `role.${user.role}`)}</span>
      </span>
      {pin !== null && <span className="person-card-pin">{t('signIn.training_pin', { pin })}</span>}
      {chosen && <Check aria-hidden className="icon" />}
      {cap && <KeyCap of={cap} />}
    </button>
  )
}
