import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/Field'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function PassphraseStep({ draft, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <StepHead title={t('setup.passphrase_title')}>{t('setup.passphrase_lead')}</StepHead>
      <Field
        label={t('setup.passphrase')}
        type="password"
        autoFocus
        value={draft.passphrase}
        hint={t('setup.passphrase_hint')}
        error={problem('passphrase')}
        testId="setup-passphrase"
        onChange={(passphrase) => {
          change({ passphrase })
          touch('passphrase')
        }}
      />
      <Field
        label={t('setup.passphrase_again')}
        type="password"
        value={draft.passphraseAgain}
        error={problem('passphraseAgain')}
        testId="setup-passphrase-again"
        onChange={(passphraseAgain) => {
          change({ passphraseAgain })
          touch('passphraseAgain')
        }}
      />
    </>
  )
}
