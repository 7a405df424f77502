import { GraduationCap, Landmark, RefreshCw, Server, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/Button'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { Field } from '../../../components/Field'
import { useLasting } from '../../../components/Skeleton'
import { CheckLine } from '../CheckLine'
import { firstProblem, keepsKey, needsPassphrase, problemsOf, SANDBOX_HOST } from '../draft'
import { type Check, type CheckInput, useCheck } from '../use-check'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

const ENVIRONMENTS = [
  { value: 'training', icon: GraduationCap },
  { value: 'sandbox', icon: Server },
  { value: 'production', icon: Landmark },
  { value: 'custom', icon: Wrench },
] as const

/** What is asked of Chari from this draft. */
export const checkInput = ({ draft }: Pick<StepProps, 'draft'>): CheckInput => ({
  environment: draft.environment,
  host: draft.environment === 'sandbox' ? SANDBOX_HOST : draft.host.trim(),
  key: draft.key.trim(),
  agentCode: draft.agentCode.trim(),
  proxy: draft.proxy.trim(),
  customCa: draft.customCa.trim(),
})

export function ChariStep(props: StepProps) {
  const { draft, context, change, problem, touch } = props
  const { t } = useTranslation()
  const training = draft.environment === 'training'
  const fixed = training || draft.environment === 'sandbox'
  const askable = !training && firstProblem(problemsOf('chari', draft, context)) === null
  const check = useCheck(askable ? { ...checkInput(props), agentCode: '' } : null)
  return (
    <>
      <StepHead title={t('setup.chari_title')}>{t('setup.chari_lead')}</StepHead>
      <ChoiceCards
        label={t('setup.environment')}
        choices={ENVIRONMENTS.map(({ value, icon }) => ({
          value,
          icon,
          title: t(`setup.${value}`),
          about: t(`setup.${value}_about`),
        }))}
        value={draft.environment}
        autoFocus
        testId="setup-environment"
        onChange={(environment) => {
          const back = environment === context.stored.environment ? context.stored.host : ''
          change({ environment, host: back, key: '' })
        }}
      />
      <Field
        label={t('setup.host')}
        ltr={!training}
        value={
          training ? t('setup.host_builtin') : draft.environment === 'sandbox' ? SANDBOX_HOST : draft.host
        }
        disabled={fixed}
        {...(fixed ? {} : { hint: t('setup.host_hint_production') })}
        error={problem('host')}
        testId="setup-host"
        onChange={(host) => {
          change({ host })
          touch('host')
        }}
      />
      {!training && (
        <Field
          label={t('setup.key')}
          type="password"
          ltr
          value={draft.key}
          error={problem('key')}
          hint={t(
            keepsKey(draft, context)
              ? 'setup.key_keep'
              : needsPassphrase(draft, context) || context.vault === 'passphrase'
                ? 'setup.key_hint_passphrase'
                : context.vault === 'system'
                  ? 'setup.key_hint_system'
                  : 'setup.key_hint_plain',
          )}
          testId="setup-key"
          onChange={(key) => {
            change({ key })
            touch('key')
          }}
        />
      )}
      {askable && <ChariAnswer check={check} address={draft.publicAddress} />}
    </>
  )
}

function ChariAnswer({ check, address }: { readonly check: Check; readonly address: string }) {
  const { t } = useTranslation()
  const slow = useLasting(check.checking)
  if (check.result === null)
    return slow ? (
      <CheckLine tone="neutral" fact={t('setup.checking')} />
    ) : (
      <div className="check-line-place" />
    )
  const { chari } = check.result
  if (chari === 'ok')
    return (
      <CheckLine tone="ok" fact={t('setup.check_ok')}>
        {address === '' ? undefined : t('setup.check_ok_address', { address })}
      </CheckLine>
    )
  const grave = chari === 'denied' || chari === 'bad_host'
  return (
    <div className="check-line-row">
      <CheckLine tone={grave ? 'stop' : 'unsure'} fact={t(`setup.check_${chari}`)}>
        {t(`setup.check_${chari}_do`)}
      </CheckLine>
      <Button icon={RefreshCw} onPress={check.again} testId="setup-check">
        {t('setup.check')}
      </Button>
    </div>
  )
}
