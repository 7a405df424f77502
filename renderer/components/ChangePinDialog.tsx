import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isWeakPin, pinSchema } from '../../electron/domain/people'
import { request } from '../client'
import { messageWords } from '../lib/message-words'
import { useApp } from '../stores/app'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Field } from './Field'
import { FormDialog } from './FormDialog'

const digits = (text: string): string => text.replace(/\D/g, '')

/** Why a new PIN cannot be kept, as a key of words; null: it can, or is not typed yet. */
export function newPinProblem(pin: string, training: boolean): string | null {
  if (!pinSchema.safeParse(pin).success) return null
  return isWeakPin(pin) && !training ? 'errors.pin_weak' : null
}

/** One's own PIN, by whoever is signed in: the old one, the new one twice. */
export function ChangePinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const training = useApp((state) => state.boot?.training ?? false)
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [again, setAgain] = useState('')
  const [done, setDone] = useState(false)
  const weak = newPinProblem(fresh, training)
  const ready =
    pinSchema.safeParse(old).success && pinSchema.safeParse(fresh).success && weak === null && fresh === again
  const save = async (): Promise<string | null> => {
    const answer = await request('people.changePin', { old, fresh })
    if (!answer.ok) return messageWords(answer.message)
    setDone(true)
    return null
  }
  if (done)
    return (
      <Dialog
        title={t('people.change_pin')}
        onClose={onClose}
        buttons={
          <Button kind="primary" cap="Enter" autoFocus onPress={onClose} testId="pin-changed">
            {t('help.close')}
          </Button>
        }
      >
        <p>{t('people.pin_saved')}</p>
      </Dialog>
    )
  const field = (
    label: string,
    value: string,
    set: (text: string) => void,
    testId: string,
    error: string | null,
    hint?: string,
  ) => (
    <Field
      label={label}
      type="password"
      inputMode="numeric"
      ltr
      maxLength={8}
      value={value}
      error={error}
      {...(hint === undefined ? {} : { hint })}
      autoFocus={testId === 'pin-old'}
      testId={testId}
      onChange={(text) => set(digits(text))}
    />
  )
  return (
    <FormDialog
      title={t('people.change_pin')}
      ready={ready}
      testId="pin-change"
      onSave={save}
      onClose={onClose}
    >
      {field(t('people.pin_old'), old, setOld, 'pin-old', null)}
      {field(
        t('people.pin_new'),
        fresh,
        setFresh,
        'pin-new',
        weak === null ? null : t(weak),
        t('people.pin_rule'),
      )}
      {field(
        t('people.pin_again'),
        again,
        setAgain,
        'pin-again',
        again.length >= fresh.length && again !== fresh ? t('setup.person_pin_differs') : null,
      )}
    </FormDialog>
  )
}
