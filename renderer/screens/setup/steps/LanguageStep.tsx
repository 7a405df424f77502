import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '../../../../electron/domain/paper'
import { ChoiceCards } from '../../../components/ChoiceCards'
import { StepHead } from './StepHead'
import type { StepProps } from './step-props'

export function LanguageStep({ draft, speak }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <StepHead title={t('setup.language_title')}>{t('setup.language_lead')}</StepHead>
      <ChoiceCards
        label={t('setup.language')}
        choices={LANGUAGES.map((language) => ({
          value: language,
          title: t(`languages.${language}`),
          lang: language,
        }))}
        value={draft.language}
        autoFocus
        testId="setup-language"
        onChange={(language) => void speak(language)}
      />
    </>
  )
}
