import { describe, expect, it } from 'vitest'
import { CHARI_ERROR_CODES } from '../../../electron/domain/codes'
import ar from '../../../resources/words/ar.json' with { type: 'json' }
import en from '../../../resources/words/en.json' with { type: 'json' }
import fr from '../../../resources/words/fr.json' with { type: 'json' }

describe("Chari's documented error codes", () => {
  it.each([
    ['fr', fr],
    ['ar', ar],
    ['en', en],
  ])('each have a sentence for the cashier in %s', (_language, words) => {
    const sentences: Readonly<Record<string, string>> = words.chari
    for (const code of CHARI_ERROR_CODES) expect(sentences[code], String(code)).toMatch(/\S/)
  })
})
