import { readFileSync } from 'node:fs'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, GENESIS, hashedText, hashOf } from '../../../electron/journal/encoding'

const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/journal/encoding-1.json', import.meta.url), 'utf8'),
) as { event: Parameters<typeof hashOf>[0]; text: string; hash: string }[]

describe('encoding 1, as files out there have it', () => {
  it.each(golden.map((one) => [one.event.kind, one] as const))('%s', (_kind, { event, text, hash }) => {
    expect(hashedText(event)).toBe(text)
    expect(hashOf(event)).toBe(hash)
  })

  it('covers every field', () => {
    const [first] = golden
    if (!first) throw new Error('no golden event')
    const changes: Partial<typeof first.event>[] = [
      { sequence: 2 },
      { terminal: 'CASA2' },
      { at: '2026-06-16T09:00:00.001Z' },
      { zone: 'UTC' },
      { shift: 'other' },
      { cashier: 'Youssef' },
      { kind: 'operation.sent' },
      { operation: 'op-2' },
      { version: '0.1.1' },
      { encoding: 2 },
      { payload: '{}' },
      { previousHash: GENESIS.replace('0', '1') },
    ]
    expect(new Set(changes.flatMap((change) => Object.keys(change)))).toEqual(
      new Set(Object.keys(first.event)),
    )
    const hashes = changes.map((change) => hashOf({ ...first.event, ...change }))
    expect(new Set([first.hash, ...hashes]).size).toBe(changes.length + 1)
  })
})

describe('canonical', () => {
  it('is RFC 8785', () => {
    expect(canonical({ b: 1, a: [null, true, 1e21, 0.5, -0], é: '\u20ac\n' }).text).toBe(
      '{"a":[null,true,1e+21,0.5,0],"b":1,"é":"€\\n"}',
    )
    expect(canonical({ kept: null, gone: undefined }).text).toBe('{"kept":null}')
    expect(canonical({ 10: 'ten', 9: 'nine', a: 1 }).text).toBe('{"10":"ten","9":"nine","a":1}')
    expect(canonical({ at: new Date(0), list: [undefined] }).text).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","list":[null]}',
    )
  })

  it('says what the package says, and gives what reading it back gives, in the same order', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), { maxKeys: 8 }),
        (payload) => {
          const { text, value } = canonical(payload)
          expect(text).toBe(canonicalize(payload))
          expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)))
        },
      ),
      { seed: 20260616, numRuns: 2_000 },
    )
  })

  it.each([
    ['NaN', { amount: Number.NaN }],
    ['infinity', { amount: Number.POSITIVE_INFINITY }],
    ['half a surrogate pair', { text: '\ud800' }],
    ['half a surrogate pair as a name', { '\ud800': 1 }],
    ['a cycle', cycle()],
  ])('refuses %s', (_what, payload) => {
    expect(() => canonical(payload)).toThrow(TypeError)
  })
})

function cycle(): Record<string, unknown> {
  const round: Record<string, unknown> = { in: {} }
  round.in = { again: round }
  return round
}
