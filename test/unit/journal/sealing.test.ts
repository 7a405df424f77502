import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealing, sealPayload } from '../../../electron/journal/sealing'

const sealing = createSealing(Buffer.alloc(32, 1), randomBytes)

describe('sealing', () => {
  it('opens what it sealed, and never twice alike', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sealed = sealing.seal(text)
        expect(sealing.open(sealed)).toBe(text)
        expect(sealing.seal(text).$sealed).not.toBe(sealed.$sealed)
      }),
      { seed: 20260616, numRuns: 200 },
    )
  })

  it('refuses another key and altered text', () => {
    const sealed = sealing.seal('Fatima', 'text')
    const other = createSealing(Buffer.alloc(32, 2), randomBytes)
    expect(() => other.open(sealed)).toThrow()
    const bytes = Buffer.from(sealed.$sealed, 'base64url')
    bytes[14] = (bytes[14] ?? 0) ^ 1
    expect(() => sealing.open({ $sealed: bytes.toString('base64url') })).toThrow()
    expect(() => sealing.open({ $sealed: '' })).toThrow()
    expect(other.digest('text', 'Fatima')).not.toBe(sealed.$digest)
    expect(other.keyCheck).not.toBe(sealing.keyCheck)
  })

  it('finds phones however typed, text whatever its case and composition', () => {
    const phone = sealing.digest('phone', '0661 24 87 30')
    for (const typed of ['+212661248730', '00212661248730', '661248730', '06-61-24-87-30'])
      expect(sealing.digest('phone', typed)).toBe(phone)
    expect(sealing.digest('phone', '0661248731')).not.toBe(phone)
    expect(sealing.digest('text', ' ab  12 ')).toBe(sealing.digest('text', 'AB 12'))
    expect(sealing.digest('text', 'E\u0301cole')).toBe(sealing.digest('text', 'école'))
    expect(sealing.digest('text', '+212661248730')).not.toBe(phone)
  })
})

describe('sealPayload', () => {
  const payload = {
    customer: { name: 'Fatima', phone: null },
    people: [{ id: 'A.1' }, { id: 'B.2' }],
    amount: 5,
  }

  it('replaces the paths and nothing else, null and absent staying so', () => {
    const sealed = sealPayload(
      payload,
      [{ path: 'customer.name' }, { path: 'customer.phone' }, { path: 'people.*.id' }, { path: 'nobody' }],
      sealing,
    )
    expect(JSON.stringify(sealed)).not.toMatch(/Fatima|A\.1|B\.2/)
    expect(sealed).toMatchObject({ customer: { phone: null }, amount: 5 })
    expect('nobody' in sealed).toBe(false)
    expect(payload.customer.name).toBe('Fatima')
    const [first] = sealed.people as { id: { $sealed: string } }[]
    expect(first && sealing.open(first.id)).toBe('A.1')
  })

  it.each([
    ['a number', 'amount'],
    ['an object', 'customer'],
    ['below text', 'customer.name.first'],
    ['elements of a number', 'amount.*'],
  ])('refuses to seal %s', (_what, path) => {
    expect(() => sealPayload(payload, [{ path }], sealing)).toThrow(TypeError)
  })
})
