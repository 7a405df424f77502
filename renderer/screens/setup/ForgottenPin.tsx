import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isWeakPin, personNameSchema, pinSchema } from '../../../electron/domain/people'
import { request } from '../../client'
import { ApprovalDialog } from '../../components/ApprovalDialog'
import { Button } from '../../components/Button'
import { ChoiceCards } from '../../components/ChoiceCards'
import { Field } from '../../components/Field'
import { FormDialog } from '../../components/FormDialog'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import { TemporaryPinDialog } from '../people/people-dialogs'

export interface ForgottenPinProps {
  /** Whose PIN is forgotten. */
  readonly name: string
  /** A supervisor has given this one; its person chooses their own now. */
  readonly onGiven: (pin: string) => void
  readonly onClose: () => void
}

/** A forgotten PIN, mended where its person stands: by a supervisor, or by the API key where none has theirs. */
export function ForgottenPin({ name, onGiven, onClose }: ForgottenPinProps) {
  const { t } = useTranslation()
  const [given, setGiven] = useState<string | null>(null)
  const [recovering, setRecovering] = useState(false)
  if (recovering) return <RecoverDialog name={name} onClose={onClose} />
  if (given !== null)
    return (
      <TemporaryPinDialog
        name={name}
        pin={given}
        done={t('signIn.forgotten_choose')}
        onClose={() => onGiven(given)}
      />
    )
  return (
    <ApprovalDialog
      title={t('signIn.forgotten_title', { name })}
      confirm={t('signIn.forgotten_go')}
      testId="forgotten"
      onClose={onClose}
      onApprove={async (approval) => {
        const answer = await request('people.resetPin', { name, approval })
        if (!answer.ok) return messageWords(answer.message)
        setGiven(answer.value.pin)
        return null
      }}
    >
      <p>{t('signIn.forgotten_about', { name })}</p>
      <div>
        <Button kind="quiet" icon={KeyRound} onPress={() => setRecovering(true)} testId="recover">
          {t('signIn.recover')}
        </Button>
      </div>
    </ApprovalDialog>
  )
}

const SOMEBODY = ''

function RecoverDialog({
  name: forgotten,
  onClose,
}: {
  readonly name: string
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const boot = useApp((state) => state.boot)
  const training = boot?.training ?? false
  const supervisors = (boot?.users ?? []).filter(({ role }) => role === 'supervisor').map(({ name }) => name)
  const [key, setKey] = useState('')
  const [who, setWho] = useState(supervisors.includes(forgotten) ? forgotten : (supervisors[0] ?? SOMEBODY))
  const [other, setOther] = useState('')
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const name = who === SOMEBODY ? other : who
  const weak = pinSchema.safeParse(pin).success && isWeakPin(pin) && !training
  const ready =
    key.trim() !== '' &&
    personNameSchema.safeParse(name).success &&
    pinSchema.safeParse(pin).success &&
    !weak &&
    pin === again
  const recover = async (): Promise<string | null> => {
    const answer = await request('session.recover', { key, name, pin })
    if (!answer.ok) return messageWords(answer.message)
    useApp.getState().setBoot(answer.value)
    return null
  }
  const digits = (text: string): string => text.replace(/\D/g, '')
  return (
    <FormDialog
      title={t('signIn.recover_title')}
      save={t('signIn.recover_go')}
      ready={ready}
      wide
      testId="recover-form"
      onSave={recover}
      onClose={onClose}
    >
      <p>{t('signIn.recover_about')}</p>
      <Field
        label={t('signIn.recover_key')}
        type="password"
        ltr
        autoFocus
        value={key}
        testId="recover-key"
        onChange={setKey}
      />
      <ChoiceCards
        label={t('signIn.recover_who')}
        small
        choices={[
          ...supervisors.map((one) => ({ value: one, title: one })),
          { value: SOMEBODY, title: t('signIn.recover_somebody') },
        ]}
        value={who}
        testId="recover-who"
        onChange={setWho}
      />
      {who === SOMEBODY && (
        <Field
          label={t('setup.person_name')}
          hint={t('people.name_hint')}
          value={other}
          maxLength={60}
          testId="recover-name"
          onChange={setOther}
        />
      )}
      <div className="recover-pins">
        <Field
          label={t('people.pin_new')}
          type="password"
          inputMode="numeric"
          ltr
          maxLength={8}
          value={pin}
          error={weak ? t('errors.pin_weak') : null}
          hint={t('people.pin_rule')}
          testId="recover-pin"
          onChange={(text) => setPin(digits(text))}
        />
        <Field
          label={t('people.pin_again')}
          type="password"
          inputMode="numeric"
          ltr
          maxLength={8}
          value={again}
          error={again.length >= pin.length && again !== pin ? t('setup.person_pin_differs') : null}
          testId="recover-again"
          onChange={(text) => setAgain(digits(text))}
        />
      </div>
    </FormDialog>
  )
}
