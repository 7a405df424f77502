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

/** No system keyring here: the vault opens with a supervisor's passphrase at each start. */
export function UnlockScreen() {
  const { t } = useTranslation()
  const language = useApp((state) => state.boot?.language ?? 'fr')
  const [passphrase, setPassphrase] = useState('')
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
  useActions([
    {
      id: 'unlock',
      key: 'Enter',
      label: 'unlock.open',
      off: passphrase === '' || busy ? 'unlock.passphrase' : null,
      perform: open,
    },
  ])
  return (
    <Frame barEnd={<LanguageSwitch value={language} onChange={(one) => void speakNow(one)} />}>
      <div className="unlock">
        <form className="panel" onSubmit={(event) => event.preventDefault()}>
          <h1>{t('unlock.title')}</h1>
          <p>{t('unlock.lead')}</p>
          <Field
            label={t('unlock.passphrase')}
            type="password"
            autoFocus
            value={passphrase}
            error={wrong ? t('unlock.wrong') : null}
            testId="unlock-passphrase"
            onChange={(text) => {
              setPassphrase(text)
              setWrong(false)
            }}
          />
          <p>{t('unlock.lost')}</p>
          <MainAction action="unlock" sending={busy} testId="unlock" />
        </form>
      </div>
    </Frame>
  )
}
