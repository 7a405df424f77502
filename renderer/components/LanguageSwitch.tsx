import './languages.css'
import { Languages } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, type Language } from '../../electron/domain/paper'

/** The three languages by their own names, in the bar. */
export function LanguageSwitch({
  value,
  onChange,
}: {
  readonly value: Language
  readonly onChange: (language: Language) => void
}) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a line of the bar
    <div className="languages" role="group" aria-label={t('languages.label')}>
      <Languages aria-hidden className="icon" />
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className="statusbar-item"
          aria-pressed={language === value}
          data-testid={`language-${language}`}
          onClick={() => onChange(language)}
        >
          {t(`languages.${language}`)}
        </button>
      ))}
    </div>
  )
}
