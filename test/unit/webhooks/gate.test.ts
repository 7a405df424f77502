import { describe, expect, it } from 'vitest'
import { isShopAddress, isWebhookKey, webhookSettingsSchema } from '../../../electron/domain/webhook'
import { createBucket, sameSecret } from '../../../electron/webhooks/gate'

describe('two secrets', () => {
  it('are the same only when they are', () => {
    expect(sameSecret('shop-key', 'shop-key')).toBe(true)
    for (const other of ['', 'shop-ke', 'shop-keyx', 'Shop-key', 'shop-kéy', '\u0000'])
      expect(sameSecret(other, 'shop-key')).toBe(false)
  })

  it('take as long to compare where the first letter differs as where the last does', () => {
    // Long enough that stopping at the first difference would be thousands of times faster.
    const right = 'k'.repeat(2_000_000)
    const early = `x${right.slice(1)}`
    const late = `${right.slice(0, -1)}x`
    const median = (given: string): number => {
      const times = Array.from({ length: 9 }, () => {
        const from = performance.now()
        expect(sameSecret(given, right)).toBe(false)
        return performance.now() - from
      })
      return times.sort((a, b) => a - b)[4] ?? 0
    }
    median(early)
    expect(median(early) / median(late)).toBeGreaterThan(0.3)
  })
})

describe('a bucket', () => {
  it('lets a burst pass, then as many a second as it says, and never saves up more than the burst', () => {
    let now = 0
    const bucket = createBucket({ perSecond: 10, burst: 5 }, { monotonicMs: () => now })
    const passes = (tries: number): number =>
      Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length
    expect(passes(20)).toBe(5)
    now += 300
    expect(passes(20)).toBe(3)
    now += 3_600_000
    expect(passes(20)).toBe(5)
  })
})

describe('where it may listen', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '10.0.0.5',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.20',
    '100.64.0.9',
    'fd12:3456:789a::1',
  ])('%s', (address) => {
    expect(isShopAddress(address)).toBe(true)
  })

  it.each([
    '',
    '0.0.0.0',
    '::',
    '8.8.8.8',
    '41.140.12.9',
    '172.32.0.1',
    '192.169.1.1',
    '100.128.0.1',
    '10.0.0.256',
    '127.0.0.999',
    'localhost',
    'shop.example',
    '192.168.1',
    '2001:db8::1',
    'fe80::1',
    '127.0.0.1.evil.example',
  ])('never %s', (address) => {
    expect(isShopAddress(address)).toBe(false)
    expect(webhookSettingsSchema.safeParse({ address }).success).toBe(false)
  })

  it('is nowhere, until the shop says so', () => {
    expect(webhookSettingsSchema.parse({})).toEqual({ on: false, address: '127.0.0.1', port: 8790 })
  })
})

it('a key is what a header carries and nobody guesses', () => {
  expect(['k'.repeat(16), 'a-B_c.d~e/f+g=h:i', 'x'.repeat(256)].map(isWebhookKey)).toEqual([true, true, true])
  expect(
    ['', 'short', 'k'.repeat(257), 'with space 123456', 'clé-de-la-boutique', `${'k'.repeat(20)}\n`].some(
      isWebhookKey,
    ),
  ).toBe(false)
})
