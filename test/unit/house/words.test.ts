import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { frenchSpaces } from './french'
import { ROOT, sources, withoutComments } from './sources'

const LANGUAGES = ['fr', 'ar', 'en'] as const
type Language = (typeof LANGUAGES)[number]
type Tree = { readonly [key: string]: string | Tree }

function flat(tree: Tree, at = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): readonly (readonly [string, string])[] =>
      typeof value === 'string' ? [[at + key, value]] : [...flat(value, `${at}${key}.`)],
    ),
  )
}

const file = (language: Language): string => join(ROOT, 'resources', 'words', `${language}.json`)
const read = (language: Language): ReadonlyMap<string, string> =>
  flat(existsSync(file(language)) ? (JSON.parse(readFileSync(file(language), 'utf8')) as Tree) : {})

const words: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  fr: read('fr'),
  ar: read('ar'),
  en: read('en'),
}

const PLURAL = /_(zero|one|two|few|many|other)$/

/** `row_one`, `row_other` are forms of one key, `row`; a key is plural where its `_other` is there too. */
function keyOf(key: string, catalogue: ReadonlyMap<string, string>): string {
  const base = key.replace(PLURAL, '')
  return base !== key && catalogue.has(`${base}_other`) ? base : key
}

/** Texts of a catalogue by key, plural forms together; taken once, since every rule asks for all of them. */
const grouped = new Map<ReadonlyMap<string, string>, ReadonlyMap<string, readonly string[]>>()

function textsOf(catalogue: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const known = grouped.get(catalogue)
  if (known) return known
  const made = new Map<string, string[]>()
  for (const [one, text] of catalogue) {
    const key = keyOf(one, catalogue)
    made.set(key, [...(made.get(key) ?? []), text])
  }
  grouped.set(catalogue, made)
  return made
}

const keysOf = (catalogue: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set(textsOf(catalogue).keys())

const placeholders = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))

/** The values of a key; of a plural, of all its forms together, since « un » may replace {{count}}. */
function valuesOf(key: string, catalogue: ReadonlyMap<string, string>): readonly string[] {
  const texts = textsOf(catalogue).get(key) ?? []
  return [...new Set(texts.flatMap((text) => [...placeholders(text)]))].sort()
}

const each = (
  check: (text: string, key: string, language: Language) => string | undefined,
): readonly string[] =>
  LANGUAGES.flatMap((language) =>
    [...words[language]].flatMap(([key, text]) => {
      const wrong = check(text, key, language)
      return wrong ? [`${language} ${key}: ${wrong} (${JSON.stringify(text)})`] : []
    }),
  )

describe('The words', () => {
  it('are the same keys in French, Arabic and English', () => {
    const all = new Set(LANGUAGES.flatMap((language) => [...keysOf(words[language])]))
    const missing = LANGUAGES.flatMap((language) => {
      const own = keysOf(words[language])
      return [...all].filter((key) => !own.has(key)).map((key) => `${language} lacks ${key}`)
    })
    expect(missing).toEqual([])
  })

  it('take the same values in each language, written {{name}}', () => {
    const wrong = [...keysOf(words.fr)].flatMap((key) =>
      (['ar', 'en'] as const)
        .filter((language) => textsOf(words[language]).has(key))
        .filter((language) => valuesOf(key, words[language]).join() !== valuesOf(key, words.fr).join())
        .map(
          (language) =>
            `${key}: fr takes [${valuesOf(key, words.fr)}], ${language} takes [${valuesOf(key, words[language])}]`,
        ),
    )
    expect(wrong).toEqual([])
    const odd = each((text) =>
      /[{}]/.test(text.replace(/\{\{\s*[\w.]+\s*\}\}/g, '')) ? 'values are written {{name}}' : undefined,
    )
    expect(odd).toEqual([])
  })

  it('say something everywhere', () => {
    expect(each((text) => (text.trim() === '' ? 'is empty' : undefined))).toEqual([])
  })

  it('have every plural form that the language needs', () => {
    const missing = LANGUAGES.flatMap((language) => {
      const catalogue = words[language]
      // « many » of French is for millions.
      const needed = new Intl.PluralRules(language)
        .resolvedOptions()
        .pluralCategories.filter((form) => !(language === 'fr' && form === 'many'))
      return [...keysOf(catalogue)]
        .filter((key) => catalogue.has(`${key}_other`))
        .flatMap((key) => needed.map((form) => `${key}_${form}`))
        .filter((key) => !catalogue.has(key))
        .map((key) => `${language} lacks ${key}`)
    })
    expect(missing).toEqual([])
  })

  it('are spaced as French is', () => {
    expect(each((text, _, language) => (language === 'fr' ? frenchSpaces(text) : undefined))).toEqual([])
  })

  it('never shout, excuse or congratulate', () => {
    const never = /!|veuillez|erreur inattendue|unexpected error|succès|please wait|خطأ غير متوقع/i
    expect(each((text) => never.exec(text)?.[0])).toEqual([])
  })

  it('hold no question mark on paper, where it always means a lost character', () => {
    expect(
      each((text, key) => (key.startsWith('paper.') && text.includes('?') ? 'has a ?' : undefined)),
    ).toEqual([])
  })
})

/** Keys asked for in the renderer: t('a.b'), and patterns of t(`a.${b}`). */
function asked(): readonly { readonly path: string; readonly key: RegExp; readonly said: string }[] {
  return sources('renderer').flatMap(({ path, text }) => {
    const code = withoutComments(text)
    const exact = [
      ...code.matchAll(/\bt\(\s*(['"])([\w.-]+)\1/g),
      ...code.matchAll(/\bi18nKey=(['"])([\w.-]+)\1/g),
    ]
    const either = [...code.matchAll(/\bt\(\s*[^'"`()]*\?\s*'([\w.-]+)'\s*:\s*'([\w.-]+)'/g)]
    const patterns = [...code.matchAll(/\bt\(\s*`([^`]*)`/g)].map((match) => match[1] ?? '')
    const literal = (key: string) => ({ path, key: new RegExp(`^${key.replaceAll('.', '\\.')}$`), said: key })
    return [
      ...exact.map((match) => literal(match[2] ?? '')),
      ...either.flatMap((match) => [literal(match[1] ?? ''), literal(match[2] ?? '')]),
      ...patterns.map((pattern) => ({
        path,
        said: pattern,
        key: new RegExp(
          `^${pattern
            .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
            .map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
            .join('.+')}$`,
        ),
      })),
    ]
  })
}

describe('The screens', () => {
  it('ask for words that exist', () => {
    const known = [...keysOf(words.fr)]
    const missing = asked()
      .filter(({ key }) => !known.some((one) => key.test(one)))
      .map(({ path, said }) => `${path} asks for "${said}", which resources/words does not have`)
    expect(missing).toEqual([])
  })

  it('name existing words where a key stands in a label or a table', () => {
    const sections = new Set([...words.fr.keys()].map((key) => key.split('.')[0] ?? ''))
    const known = keysOf(words.fr)
    // Requests and events of the contract are named alike.
    const contract = sources('electron').filter(({ path }) => /^electron\/ipc\/contract[./]/.test(path))
    const requests = new Set(
      contract.flatMap(({ text }) => [...text.matchAll(/'(\w+(?:\.\w+)+)'/g)].map((match) => match[1])),
    )
    const isSection = (path: string): boolean => [...known].some((key) => key.startsWith(`${path}.`))
    const missing = sources('renderer').flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => !/\b(import|from|require)\b|data-testid/.test(line))
        .flatMap((line) => [...line.matchAll(/'([a-z]\w*(?:\.\w+)+)'/g)].map((match) => match[1] ?? ''))
        .filter(
          (key) => sections.has(key.split('.')[0] ?? '') && !/\.(ts|tsx|json|css|png|svg|wav|log)$/.test(key),
        )
        .filter((key) => !known.has(key) && !isSection(key) && !requests.has(key))
        .map((key) => `${path} names "${key}", which resources/words does not have`),
    )
    expect(missing).toEqual([])
  })
})

describe('The rule itself', () => {
  it.each([
    ['Référence : {{reference}}', 'a no-break'],
    ['Référence: x', 'a no-break'],
    ['écran «Payez»', 'inside'],
  ])('finds the wrong space in %s', (text, why) => {
    expect(frenchSpaces(text)).toContain(why)
  })

  it.each([
    'Référence\u00a0: x',
    'à 14:32',
    'voir https://chari.ma/a?b',
    'écran «\u00a0Payez\u00a0»',
    'Vraiment\u00a0?',
  ])('lets %s be', (text) => {
    expect(frenchSpaces(text)).toBeUndefined()
  })
})
