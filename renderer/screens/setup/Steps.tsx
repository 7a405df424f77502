import { Check, CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Bidi } from '../../components/Bidi'
import type { Draft, StepName } from './draft'

export interface StepsProps {
  readonly title: string
  readonly steps: readonly StepName[]
  readonly current: StepName
  readonly open: readonly StepName[]
  /** Steps that were seen; the others cannot be chosen yet. */
  readonly reached: number
  readonly draft: Draft
  readonly onChoose: (step: StepName) => void
}

/** Where the wizard stands, and the way back to a step already seen. */
export function Steps({ title, steps, current, open, reached, draft, onChoose }: StepsProps) {
  const { t } = useTranslation()
  return (
    <nav className="panel setup-steps" aria-label={t('setup.steps_label')}>
      <h2>{title}</h2>
      <ol>
        {steps.map((step, index) => {
          const seen = index <= reached
          const wrong = seen && open.includes(step) && index < reached
          const done = seen && !open.includes(step) && step !== current && step !== 'review'
          const now = step === current
          return (
            <li key={step} className={now ? 'setup-now' : done ? 'setup-done' : wrong ? 'setup-wrong' : ''}>
              <button
                type="button"
                disabled={!seen || now}
                aria-current={now ? 'step' : undefined}
                onClick={() => onChoose(step)}
              >
                <span className="setup-mark">
                  {done ? (
                    <Check aria-hidden className="icon" />
                  ) : wrong && !now ? (
                    <CircleAlert aria-hidden className="icon" />
                  ) : (
                    index + 1
                  )}
                </span>
                <span className="setup-step-words">
                  <span>{t(`setup.${step}`)}</span>
                  <span>
                    <About step={step} draft={draft} done={done} />
                  </span>
                </span>
                {!now && seen && (done || wrong) && (
                  <span className="sr-only">{t(done ? 'setup.done_step' : 'setup.fix_step')}</span>
                )}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

/** What was answered, or what the step asks for. */
function About({
  step,
  draft,
  done,
}: {
  readonly step: StepName
  readonly draft: Draft
  readonly done: boolean
}) {
  const { t } = useTranslation()
  switch (step) {
    case 'language':
      return t(`languages.${draft.language}`)
    case 'shop':
      return done ? draft.shop.name : t('setup.terminal')
    case 'chari':
      return done ? t(`setup.${draft.environment}`) : t('setup.chari_step')
    case 'agent':
      return done ? <Bidi>{draft.agentCode}</Bidi> : t('setup.agent_step')
    case 'devices':
      return done
        ? draft.printer.name || t(`devices.line_${draft.printer.transport}`)
        : t('setup.devices_step')
    default:
      return t(`setup.${step}_step`)
  }
}
