import { Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '../../../../electron/domain/paper'
import { CheckItem } from '../../../components/CheckItem'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

/** Language of papers, sounds, theme, identity details, fee in cash: once the terminal works. */
export function PapersStep({ draft, change }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <StepHead title={t('setup.papers_title')}>{t('setup.papers_lead')}</StepHead>
      <div className="setup-two setup-two-words">
        <ChoiceCards
          label={t('setup.receipt_language')}
          small
          choices={[
            { value: 'same', title: t('setup.receipt_language_same') },
            ...LANGUAGES.map((language) => ({
              value: language,
              title: t(`languages.${language}`),
              lang: language,
            })),
          ]}
          value={draft.receiptLanguage ?? 'same'}
          autoFocus
          testId="setup-receipt-language"
          onChange={(value) => change({ receiptLanguage: value === 'same' ? null : value })}
        />
        <ChoiceCards
          label={t('setup.theme')}
          small
          choices={[
            { value: 'light', title: t('setup.theme_light'), icon: Sun },
            { value: 'dark', title: t('setup.theme_dark'), icon: Moon },
          ]}
          value={draft.theme}
          testId="setup-theme"
          onChange={(theme) => change({ theme })}
        />
      </div>
      <CheckItem checked={draft.sounds} onChange={(sounds) => change({ sounds })} testId="setup-sounds">
        <strong>{t('setup.sounds')}</strong>
        {t('setup.sounds_about')}
      </CheckItem>
      <CheckItem
        checked={draft.identityDetails}
        onChange={(identityDetails) => change({ identityDetails })}
        testId="setup-identity-details"
      >
        <strong>{t('setup.identity_details')}</strong>
        {t('setup.identity_details_about')}
      </CheckItem>
      <div className="setup-two">
        {(['cash_in', 'cash_out'] as const).map((direction) => (
          <CheckItem
            key={direction}
            checked={draft.feeInCash[direction]}
            onChange={(on) => change({ feeInCash: { ...draft.feeInCash, [direction]: on } })}
            testId={`setup-fee-${direction}`}
          >
            <strong>{t(`setup.fee_${direction}`)}</strong>
            {t('setup.fee_about')}
          </CheckItem>
        ))}
      </div>
    </>
  )
}
