import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../electron/domain/operation'
import type { Language } from '../../../electron/domain/paper'
import type { Approval } from '../../../electron/domain/people'
import { useActions } from '../../actions/use-actions'
import { request } from '../../client'
import { ActionRow, Rule } from '../../components/ActionRow'
import { ActionButton } from '../../components/Button'
import { Frame } from '../../components/Frame'
import { LanguageSwitch } from '../../components/LanguageSwitch'
import { MainAction } from '../../components/MainAction'
import { messageWords } from '../../lib/message-words'
import { useApp } from '../../stores/app'
import {
  type Context,
  type Draft,
  draftOf,
  firstProblem,
  problemsOf,
  type StepName,
  setupOf,
  stepsOf,
} from './draft'
import { SaveApproval } from './SaveApproval'
import { Steps } from './Steps'
import { AgentStep } from './steps/AgentStep'
import { ChariStep } from './steps/ChariStep'
import { DevicesStep } from './steps/DevicesStep'
import { LanguageStep } from './steps/LanguageStep'
import { NetworkStep } from './steps/NetworkStep'
import { PapersStep } from './steps/PapersStep'
import { PassphraseStep } from './steps/PassphraseStep'
import { PeopleStep } from './steps/PeopleStep'
import { ReviewStep } from './steps/ReviewStep'
import { ShopStep } from './steps/ShopStep'
import type { StepProps } from './steps/step-props'

const STEP = {
  language: LanguageStep,
  shop: ShopStep,
  chari: ChariStep,
  passphrase: PassphraseStep,
  agent: AgentStep,
  devices: DevicesStep,
  people: PeopleStep,
  papers: PapersStep,
  network: NetworkStep,
  review: ReviewStep,
} satisfies Record<StepName, (props: StepProps) => React.ReactNode>

/** The steps of set-up. Nothing is changed before the last one is confirmed, the screen's language apart. */
export function Wizard({
  context,
  start,
}: {
  readonly context: Context
  /** The step to begin with; null, or one that is not there: the first. */
  readonly start: string | null
}) {
  const { t } = useTranslation()
  const { first } = context
  const user = useApp((state) => state.boot?.user ?? null)
  const language = useApp((state) => state.boot?.language ?? 'fr')
  const [draft, setDraft] = useState<Draft>(() => draftOf(context.stored))
  const [entered] = useState<StepName>(
    () => stepsOf(draftOf(context.stored), context).find((name) => name === start) ?? 'language',
  )
  const [step, setStep] = useState<StepName>(entered)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [furthest, setFurthest] = useState(0)
  const [approving, setApproving] = useState(false)
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)

  const steps = stepsOf(draft, context)
  const at = Math.max(0, steps.indexOf(step))
  const problems = problemsOf(step, draft, context)
  const open = steps.filter((name) => firstProblem(problemsOf(name, draft, context)) !== null)
  const last = step === 'review'
  const off = saving
    ? 'setup.saving'
    : last
      ? open.length > 0
        ? 'setup.review_blocked'
        : null
      : firstProblem(problems)

  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }))
    setRefused(null)
  }
  const show = (name: StepName): void => {
    setStep(name)
    setTouched(new Set())
    setFurthest((before) => Math.max(before, steps.indexOf(name)))
  }
  const speakNow = async (next: Language): Promise<void> => {
    change({ language: next })
    useApp.getState().setBoot(await request('app.language', { language: next }))
  }
  const save = async (approval: Approval | null): Promise<string | null> => {
    setSaving(true)
    try {
      const answer = await request('setup.save', { setup: setupOf(draft, context), approval })
      if (!answer.ok) return notSaved(answer.message)
      const { setBoot, go } = useApp.getState()
      go('counter')
      setBoot(answer.value)
      return null
    } finally {
      setSaving(false)
    }
  }
  /** Main checks everything again, and names the field that it cannot take. */
  const notSaved = (message: Message): string => {
    const detail = message.params.detail
    if (detail === 'passphrase') return t('unlock.wrong')
    if (message.code !== 'not_allowed' || detail === undefined || detail === 'supervisor')
      return messageWords(message)
    return t('setup.not_saved', { field: detail })
  }
  const next = async (): Promise<void> => {
    const following = steps[at + 1]
    if (following !== undefined) return show(following)
    if (!first && user?.role !== 'supervisor') return setApproving(true)
    setRefused(await save(null))
  }
  const leaves = !first && (at === 0 || step === entered)
  const back = (): void => {
    const before = steps[at - 1]
    if (leaves) useApp.getState().go('devices')
    else if (before !== undefined) show(before)
  }

  useActions([
    {
      id: 'setup_next',
      key: 'Enter',
      label: !last ? 'setup.next' : first ? 'setup.save' : 'setup.save_again',
      off,
      perform: next,
    },
    ...(at > 0 || !first
      ? [
          {
            id: 'setup_back',
            key: 'Escape' as const,
            label: leaves ? 'setup.leave' : 'setup.back',
            off: null,
            perform: back,
          },
        ]
      : []),
  ])

  const Step = STEP[steps[at] ?? 'language']
  const blocked = t('setup.review_blocked', { steps: open.map((name) => t(`setup.${name}`)).join(', ') })
  const reason = refused ?? (off === null || saving ? null : last ? blocked : t(off))
  return (
    <Frame barEnd={<LanguageSwitch value={language} onChange={(one) => void speakNow(one)} />}>
      <div className="setup">
        <Steps
          title={t(first ? 'setup.title' : 'setup.settings')}
          steps={steps}
          current={steps[at] ?? 'language'}
          open={open}
          reached={first ? furthest : steps.length}
          draft={draft}
          onChoose={show}
        />
        <div className="setup-main">
          <section className="panel setup-panel" aria-labelledby="setup-title">
            <Step
              key={step}
              draft={draft}
              context={context}
              change={change}
              speak={speakNow}
              problem={(field) => {
                const key = touched.has(field) ? problems[field] : undefined
                return key === undefined ? null : t(key)
              }}
              touch={(field) => setTouched((before) => new Set(before).add(field))}
              show={show}
              open={open}
              steps={steps}
            />
          </section>
          <ActionRow
            start={<ActionButton action="setup_back" icon={ArrowLeft} flip size="main" testId="setup-back" />}
            middle={
              <Rule reason={reason}>
                <span className="rule-soft">{t('setup.step_of', { step: at + 1, count: steps.length })}</span>
              </Rule>
            }
            end={<MainAction action="setup_next" sending={saving} testId="setup-next" />}
          />
        </div>
      </div>
      {approving && (
        <SaveApproval
          onClose={() => setApproving(false)}
          onApprove={async (approval) => {
            const problem = await save(approval)
            if (problem === null) setApproving(false)
            return problem
          }}
        />
      )}
    </Frame>
  )
}
