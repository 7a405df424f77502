import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

const RAW_BYTES = 32
const SIGNATURE_BYTES = 64

/** base64 as Node writes it, and no other spelling of the same bytes. */
function bytesOf(base64: string, length: number): Buffer | null {
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length === length && bytes.toString('base64') === base64 ? bytes : null
}

/** Sixteen hexadecimal digits: what a raw public key (base64) is called. null: it is none. */
export function keyIdOf(publicKey: string): string | null {
  const raw = bytesOf(publicKey, RAW_BYTES)
  return raw ? createHash('sha256').update(raw).digest('hex').slice(0, 16) : null
}

/** A key that checks signatures; the same one is set up once. */
export function createVerifier(): (
  publicKey: string,
  text: string | Uint8Array,
  signature: string,
) => boolean {
  const known = new Map<string, KeyObject | null>()
  const keyOf = (publicKey: string): KeyObject | null => {
    const before = known.get(publicKey)
    if (before !== undefined) return before
    const raw = bytesOf(publicKey, RAW_BYTES)
    const key = raw
      ? createPublicKey({
          key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
          format: 'jwk',
        })
      : null
    known.set(publicKey, key)
    return key
  }
  return (publicKey, text, signature) => {
    const key = keyOf(publicKey)
    const bytes = bytesOf(signature, SIGNATURE_BYTES)
    return key !== null && bytes !== null && verify(null, Buffer.from(text as string), key, bytes)
  }
}
