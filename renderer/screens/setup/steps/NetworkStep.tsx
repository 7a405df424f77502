import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../components/Field'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function NetworkStep({ draft, change, problem, touch }: StepProps) {
  const { t } = useTranslation()
  const id = useId()
  const wrong = problem('customCa')
  return (
    <>
      <StepHead title={t('setup.network_title')}>{t('setup.network_lead')}</StepHead>
      <div className="setup-two">
        <Field
          label={t('setup.public_address')}
          ltr
          autoFocus
          value={draft.publicAddress}
          hint={t('setup.public_address_hint')}
          testId="setup-public-address"
          onChange={(publicAddress) => change({ publicAddress })}
        />
        <Field
          label={t('setup.proxy')}
          ltr
          value={draft.proxy}
          hint={t('setup.proxy_hint')}
          error={problem('proxy')}
          testId="setup-proxy"
          onChange={(proxy) => {
            change({ proxy })
            touch('proxy')
          }}
        />
      </div>
      <Field
        label={t('setup.backup_folder')}
        ltr
        value={draft.backupFolder}
        hint={t('setup.backup_folder_hint')}
        testId="setup-backup-folder"
        onChange={(backupFolder) => change({ backupFolder })}
      />
      <div className={wrong === null ? 'field' : 'field field-wrong'}>
        <label htmlFor={id}>{t('setup.custom_ca')}</label>
        <div className="field-box field-box-tall" dir="ltr">
          <textarea
            id={id}
            rows={5}
            spellCheck={false}
            value={draft.customCa}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : `${id}-note`}
            data-testid="setup-custom-ca"
            onChange={(event) => {
              change({ customCa: event.target.value })
              touch('customCa')
            }}
          />
        </div>
        {wrong !== null && (
          <p id={`${id}-note`} className="field-error">
            {wrong}
          </p>
        )}
      </div>
    </>
  )
}
