import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../electron/journal/encoding'
import { memberText } from '../../../electron/journal/member-text'

describe('the text of a member', () => {
  it('is what stands there, for every member of every payload', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }), { maxKeys: 6 }),
        (payload) => {
          const { text, value } = canonical(payload)
          for (const [name, member] of Object.entries(value)) {
            const alone = canonical({ member }).text.slice('{"member":'.length, -1)
            expect(memberText(text, name)).toBe(alone)
          }
          expect(memberText(text, 'not there at all')).toBeNull()
        },
      ),
      { seed: 20260616, numRuns: 500 },
    )
  })

  it.each([
    ['two of a name', '{"a":1,"a":2}'],
    ['spaces', '{ "a":1}'],
    ['no object', '[1]'],
    ['nothing', ''],
    ['no end', '{"a'],
  ])('is none with %s', (_what, text) => {
    expect(memberText(text, 'a')).toBeNull()
  })
})
