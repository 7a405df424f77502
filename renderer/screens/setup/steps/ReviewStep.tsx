import { PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Bidi } from '../../../components/Bidi'
import { Button } from '../../../components/Button'
import { endOf, nameOfPrinter } from '../../devices/device-words'
import { keepsKey, printerOf, SANDBOX_HOST, type StepName } from '../draft'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function ReviewStep(props: StepProps) {
  const { context, steps, open, show } = props
  const { t } = useTranslation()
  return (
    <>
      <StepHead title={t(context.first ? 'setup.review_title' : 'setup.review_title_again')}>
        {t('setup.review_lead')}
      </StepHead>
      <dl className="setup-review">
        {steps
          .filter((step) => step !== 'review')
          .map((step) => (
            <div key={step} className={open.includes(step) ? 'setup-review-open' : undefined}>
              <dt>{t(`setup.${step}`)}</dt>
              <dd>
                <Told {...props} step={step} />
              </dd>
              <dd className="setup-review-go">
                <Button icon={PencilLine} kind="quiet" onPress={() => show(step)}>
                  {t('setup.review_go', { step: t(`setup.${step}`) })}
                </Button>
              </dd>
            </div>
          ))}
      </dl>
    </>
  )
}

/** What was answered at a step, on one line. */
function Told({ draft, context, step }: StepProps & { readonly step: StepName }): ReactNode {
  const { t } = useTranslation()
  switch (step) {
    case 'language':
      return t(`languages.${draft.language}`)
    case 'shop':
      return (
        <>
          {draft.shop.name} · {draft.shop.address}
          {draft.terminal !== '' && (
            <>
              {' · '}
              <Bidi>{draft.terminal}</Bidi>
            </>
          )}
        </>
      )
    case 'chari': {
      const key =
        draft.environment === 'training'
          ? 'none'
          : keepsKey(draft, context) && draft.key === ''
            ? 'kept'
            : 'new'
      const host = draft.environment === 'sandbox' ? SANDBOX_HOST : draft.host
      return (
        <>
          {t(`setup.${draft.environment}`)}
          {draft.environment !== 'training' && (
            <>
              {' · '}
              <Bidi>{host}</Bidi>
            </>
          )}
          {` · ${t(`setup.review_key_${key}`)}`}
        </>
      )
    }
    case 'passphrase':
      return '••••••••••••'
    case 'agent':
      return (
        <>
          <Bidi>{draft.agentCode}</Bidi>
          {draft.agentPhone.trim() !== '' && (
            <>
              {' · '}
              <Bidi>{draft.agentPhone}</Bidi>
            </>
          )}
          {` · ${t(draft.soleTerminal ? 'setup.review_sole' : 'setup.review_shared')}`}
        </>
      )
    case 'devices': {
      const { transport, paper } = draft.printer
      const end = endOf(printerOf(draft))
      return (
        <>
          {nameOfPrinter(t, printerOf(draft))}
          {end !== '' && (
            <>
              {' · '}
              <Bidi>{end}</Bidi>
            </>
          )}
          {transport !== 'none' && (
            <>
              {' · '}
              <Bidi>{t('setup.paper_mm', { width: paper })}</Bidi>
            </>
          )}
        </>
      )
    }
    case 'people':
      return draft.people.map(({ name, role }) => `${name.trim()} (${t(`role.${role}`)})`).join(' · ')
    case 'papers':
      return `${draft.receiptLanguage === null ? t('setup.receipt_language_same') : t(`languages.${draft.receiptLanguage}`)} · ${t(`setup.theme_${draft.theme}`)}`
    case 'network':
      return (
        <Bidi>
          {[draft.publicAddress, draft.proxy, draft.backupFolder].filter(Boolean).join(' · ') || '–'}
        </Bidi>
      )
    case 'review':
      return null
  }
}
