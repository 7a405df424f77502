import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { readAgentCode } from '../../../../electron/domain/agent-code'
import { formatPhone } from '../../../../electron/domain/phone'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { Field } from '../../../components/Field'
import { useLasting } from '../../../components/Skeleton'
import { CheckLine } from '../CheckLine'
import { type Check, useCheck } from '../use-check'
import { checkInput } from './ChariStep'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function AgentStep(props: StepProps) {
  const { draft, change, problem, touch } = props
  const { t } = useTranslation()
  const check = useCheck(readAgentCode(draft.agentCode).ok ? checkInput(props) : null)
  const given = check.result?.agentPhone ?? null
  const phone = draft.agentPhone
  // biome-ignore lint/correctness/useExhaustiveDependencies: Chari's phone fills an empty field once, when it comes
  useEffect(() => {
    if (given !== null && phone.trim() === '') change({ agentPhone: formatPhone(given) })
  }, [given])
  return (
    <>
      <StepHead title={t('setup.agent_title')}>{t('setup.agent_lead')}</StepHead>
      <div className="setup-two">
        <div className="setup-stack">
          <Field
            label={t('setup.agent_code')}
            ltr
            autoFocus
            maxLength={32}
            value={draft.agentCode}
            error={problem('agentCode')}
            testId="setup-agent-code"
            onChange={(agentCode) => {
              change({ agentCode })
              touch('agentCode')
            }}
          />
          <AgentAnswer check={check} />
        </div>
        <Field
          label={`${t('setup.agent_phone')} (${t('setup.optional')})`}
          ltr
          inputMode="tel"
          maxLength={24}
          value={draft.agentPhone}
          error={problem('agentPhone')}
          hint={t(
            phone.trim() === ''
              ? 'setup.agent_phone_none'
              : given !== null && phone === formatPhone(given)
                ? 'setup.agent_phone_found'
                : 'setup.agent_phone_hint',
          )}
          testId="setup-agent-phone"
          onChange={(agentPhone) => {
            change({ agentPhone })
            touch('agentPhone')
          }}
        />
      </div>
      <ChoiceCards
        label={t('setup.sole')}
        choices={[
          { value: 'shared', title: t('setup.sole_no'), about: t('setup.sole_no_about') },
          { value: 'sole', title: t('setup.sole_yes'), about: t('setup.sole_yes_about') },
        ]}
        value={draft.soleTerminal ? 'sole' : 'shared'}
        testId="setup-sole"
        onChange={(value) => change({ soleTerminal: value === 'sole' })}
      />
      <p className="setup-advice">{t('setup.sole_advice')}</p>
      {!draft.soleTerminal && (
        <Field
          label={`${t('setup.others')} (${t('setup.optional')})`}
          ltr
          value={draft.otherTerminals}
          hint={t('setup.others_hint')}
          testId="setup-others"
          onChange={(otherTerminals) => change({ otherTerminals })}
        />
      )}
    </>
  )
}

function AgentAnswer({ check }: { readonly check: Check }) {
  const { t } = useTranslation()
  const slow = useLasting(check.checking)
  if (check.result === null) return slow ? <CheckLine tone="neutral" fact={t('setup.checking')} /> : null
  const { agent, agentName: name } = check.result
  if (agent === 'known')
    return (
      <CheckLine
        tone="ok"
        fact={name === null ? t('setup.agent_known') : t('setup.agent_known_name', { name })}
      />
    )
  return <CheckLine tone={agent === 'unknown' ? 'stop' : 'unsure'} fact={t(`setup.agent_${agent}`)} />
}
