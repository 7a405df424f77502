import i18next, { type i18n } from 'i18next'
import type { Language } from '../domain/paper'

/** The catalogues of resources/words, as read. */
export type Words = Readonly<Record<Language, Readonly<Record<string, unknown>>>>

/** A sentence of one section, with its values filled in. */
export type PaperWords = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** One section in each language. Throws on a missing key: a paper never shows a key's name. */
export function createPaperWords(words: Words, section = 'paper'): (language: Language) => PaperWords {
  const catalogue: i18n = i18next.createInstance()
  void catalogue.init({
    resources: Object.fromEntries(
      Object.entries(words).map(([language, sections]) => [language, { translation: { ...sections } }]),
    ),
    fallbackLng: false,
    initAsync: false,
    // Paper is not HTML.
    interpolation: { escapeValue: false },
  })
  return (language) => {
    const translate = catalogue.getFixedT(language)
    return (key, values = {}) => {
      const path = `${section}.${key}`
      // With the values: a counted sentence exists by its count alone.
      if (!catalogue.exists(path, { ...values, lng: language }))
        throw new Error(`no words for ${path} in ${language}`)
      return translate(path, values)
    }
  }
}
