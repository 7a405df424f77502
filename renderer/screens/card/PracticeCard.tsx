import { useTranslation } from 'react-i18next'
import { Facts } from '../../components/Facts'
import { useApp } from '../../stores/app'

/** In training: the card of Chari's documentation ("Test Credit Card"), which the built-in sandbox knows too. */
export const PRACTICE_CARD = { number: '4918 9141 0719 5005', rest: '12/30 · 123', bank: '555' } as const

/** A card to practise with, beside the form; nothing where money is real. */
export function PracticeCard() {
  const { t } = useTranslation()
  if (!useApp((state) => state.boot?.training)) return null
  return (
    <section className="practice-card" data-testid="practice-card">
      <h3>{t('training.card')}</h3>
      <Facts
        facts={[
          { label: t('training.card_number'), value: <bdi dir="ltr">{PRACTICE_CARD.number}</bdi> },
          { label: t('training.card_rest'), value: <bdi dir="ltr">{PRACTICE_CARD.rest}</bdi> },
          { label: t('training.card_bank'), value: <bdi dir="ltr">{PRACTICE_CARD.bank}</bdi> },
        ]}
      />
    </section>
  )
}
