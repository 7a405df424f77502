import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../electron/domain/paper'
import ar from '../resources/words/ar.json'
import en from '../resources/words/en.json'
import fr from '../resources/words/fr.json'

/** Loads the words of all languages. Values stand in double braces: `Gardez {{amount}} de côté.` */
export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'fr',
    resources: { fr: { translation: fr }, ar: { translation: ar }, en: { translation: en } },
    // Not for HTML, which React does: each value keeps its own direction inside an Arabic sentence.
    interpolation: { escapeValue: true, escape: isolated },
    returnNull: false,
  })
  mirror(language)
}

/** Amounts, times and names in first-strong isolates (U+2068, U+2069), in Arabic only. */
const isolated = (value: string): string => (i18next.language === 'ar' ? `\u2068${value}\u2069` : value)

/** Switches every word and the reading direction at once. */
export async function speak(language: Language): Promise<void> {
  if (i18next.language !== language) await i18next.changeLanguage(language)
  mirror(language)
}

function mirror(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
}
