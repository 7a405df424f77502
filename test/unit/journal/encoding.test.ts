import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalText, GENESIS, hashedText, hashOf } from '../../../electron/journal/encoding'

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

describe('canonicalText', () => {
  it('is RFC 8785', () => {
    expect(canonicalText({ b: 1, a: [null, true, 1e21, 0.5], é: '\u20ac\n' })).toBe(
      '{"a":[null,true,1e+21,0.5],"b":1,"é":"€\\n"}',
    )
    expect(canonicalText({ kept: null, gone: undefined })).toBe('{"kept":null}')
  })

  it.each([
    ['NaN', { amount: Number.NaN }],
    ['infinity', { amount: Number.POSITIVE_INFINITY }],
    ['half a surrogate pair', { text: '\ud800' }],
  ])('refuses %s', (_what, payload) => {
    expect(() => canonicalText(payload)).toThrow(TypeError)
  })
})
