import { useTranslation } from 'react-i18next'
import type { OpeningProposal } from '../../../electron/domain/till'
import { Field } from '../../components/Field'
import { FloatSource, FloatText } from '../../components/FloatText'
import type { FloatAnswer } from '../../stores/till'

export interface OpeningFloatProps {
  readonly proposal: OpeningProposal
  readonly answered: FloatAnswer | null
  readonly text: string
  readonly error: string | null
  readonly onText: (text: string) => void
}

/** The e-money at Chari: asked in the background, typed where Chari does not tell it, or left unknown. */
export function OpeningFloat({ proposal, answered, text, error, onText }: OpeningFloatProps) {
  const { t } = useTranslation()
  if (answered?.state === 'told')
    return (
      <div className="opening-float" data-testid="opening-float" data-state="told">
        <p className="small-label">{t('float.name')}</p>
        <p className="opening-float-value">
          <FloatText float={answered.float} unit />
        </p>
        <p className="soft-note">
          <FloatSource float={answered.float} />
        </p>
      </div>
    )
  const asking = answered === null || answered.state === 'asking'
  return (
    <div className="opening-float" data-testid="opening-float" data-state={asking ? 'asking' : 'silent'}>
      <Field
        label={t('float.field')}
        suffix="MAD"
        ltr
        inputMode="decimal"
        value={text}
        error={error}
        hint={t(asking ? 'float.asking' : 'float.silent')}
        testId="float-input"
        onChange={onText}
      />
      {proposal.float.amount !== null && (
        <p className="soft-note">
          {t('float.reckoned')} <FloatText float={proposal.float} unit />
        </p>
      )}
    </div>
  )
}
