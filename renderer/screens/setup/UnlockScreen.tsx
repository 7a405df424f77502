import './sign-in.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../electron/domain/paper'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { Field } from '../../components/Field'
import { Frame } from '../../components/Frame'
import { LanguageSwitch } from '../../components/LanguageSwitch'
import { MainAction } from '../../components/MainAction'
import { play } from '../../sounds/sounds'
import { useApp } from '../../stores/app'
import { PASSPHRASE_LEAST } from './draft'

/** No system keyring here: the vault opens with a supervisor's passphrase at each start. */
export function UnlockScreen() {
  const { t } = useTranslation()
  const language = useApp((state) => state.boot?.language ?? 'fr')
  const fresh = useApp((state) => state.boot?.vaultFresh ?? false)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const open = async (): Promise<void> => {
    setBusy(true)
    try {
      const answer = await request('app.unlock', { passphrase })
      if (answer.ok) return useApp.getState().setBoot(answer.value)
      play('bad')
      setWrong(true)
    } finally {
      setBusy(false)
    }
  }
  const speakNow = async (next: Language): Promise<void> =>
    useApp.getState().setBoot(await request('app.language', { language: next }))
  const missing = fresh
    ? passphrase.length < PASSPHRASE_LEAST
      ? 'setup.passphrase_short'
      : passphrase === again
        ? null
        : 'setup.passphrase_differs'
    : passphrase === ''
      ? 'unlock.passphrase'
      : null
  useActions([
    {
      id: 'unlock',
      key: 'Enter',
      label: 'unlock.open',
      off: busy ? 'unlock.passphrase' : missing,
      perform: open,
    },
  ])
  return (
    <Frame barEnd={<LanguageSwitch value={language} onChange={(one) => void speakNow(one)} />}>
      <div className="unlock">
        <form className="panel" onSubmit={(event) => event.preventDefault()}>
          <h1>{t(fresh ? 'setup.passphrase_title' : 'unlock.title')}</h1>
          <p>{t(fresh ? 'setup.passphrase_lead' : 'unlock.lead')}</p>
          <Field
            label={t('unlock.passphrase')}
            type="password"
            autoFocus
            value={passphrase}
            {...(fresh ? { hint: t('setup.passphrase_hint') } : {})}
            error={wrong ? t('unlock.wrong') : null}
            testId="unlock-passphrase"
            onChange={(text) => {
              setPassphrase(text)
              setWrong(false)
            }}
          />
          {fresh ? (
            <Field
              label={t('setup.passphrase_again')}
              type="password"
              value={again}
              error={again !== '' && missing === 'setup.passphrase_differs' ? t(missing) : null}
              testId="unlock-passphrase-again"
              onChange={setAgain}
            />
          ) : (
            <p>{t('unlock.lost')}</p>
          )}
          <MainAction action="unlock" sending={busy} testId="unlock" />
        </form>
      </div>
    </Frame>
  )
}
