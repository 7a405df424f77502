import { createHash, scrypt, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { isWeakPin } from '../domain/people'

/** scrypt's N, r and p. */
export const costSchema = z.object({ N: z.number().int(), r: z.number().int(), p: z.number().int() })
export type ScryptCost = z.infer<typeof costSchema>
export const PRODUCTION_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 1 }

/** What is kept of a PIN; salt and hash in base64. */
export const pinSecretSchema = z.object({ salt: z.string(), hash: z.string(), cost: costSchema })
export type PinSecret = z.infer<typeof pinSecretSchema>

const KEY_BYTES = 32

const derive = (pin: string, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

export async function hashPin(pin: string, salt: Uint8Array, cost: ScryptCost): Promise<PinSecret> {
  const hash = await derive(pin, salt, cost)
  return { salt: Buffer.from(salt).toString('base64'), hash: hash.toString('base64'), cost }
}

/** In constant time. */
export async function matches(pin: string, secret: PinSecret): Promise<boolean> {
  const expected = Buffer.from(secret.hash, 'base64')
  const found = await derive(pin, Buffer.from(secret.salt, 'base64'), secret.cost)
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** Six digits that nobody would try first, for a person to be told once. */
export function drawPin(randomBytes: (size: number) => Uint8Array): string {
  for (let tries = 0; tries < 100; tries++) {
    const pin = String(Buffer.from(randomBytes(4)).readUInt32BE() % 1_000_000).padStart(6, '0')
    if (!isWeakPin(pin)) return pin
  }
  throw new Error('no randomness')
}

/** In constant time, whatever the lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(a), digest(b))
}
