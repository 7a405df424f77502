import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { readPhone } from '../domain/phone'
import type { EventKind, Sealed } from './types'

const NONCE = 12
const TAG = 16
/** Bound to every ciphertext, so that one of another use is never taken for a field. */
const PURPOSE = Buffer.from('guichet/journal/sealed/1')

export interface Sealing {
  readonly seal: (text: string, digest?: 'phone' | 'text') => Sealed
  /** Throws Error for what was sealed with another key, or altered. */
  readonly open: (sealed: Sealed) => string
  readonly digest: (how: 'phone' | 'text', text: string) => string
  /** The same for the same key; tells nothing of it. */
  readonly keyCheck: string
}

/** Phones are found however they are typed; text whatever its case, spacing or composition. */
function comparable(how: 'phone' | 'text', text: string): string {
  if (how === 'phone') {
    const phone = readPhone(text)
    return phone.ok ? phone.value : text.replace(/\s/g, '')
  }
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Each nonce once; randomness is drawn for many at a time. */
function nonces(randomBytes: (size: number) => Uint8Array): () => Uint8Array {
  let drawn: Uint8Array = new Uint8Array()
  let at = 0
  return () => {
    if (at + NONCE > drawn.length) {
      drawn = randomBytes(NONCE * 64)
      at = 0
    }
    at += NONCE
    return drawn.subarray(at - NONCE, at)
  }
}

/** AES-256-GCM for the fields, HMAC-SHA-256 for what they are found by; both keys come from `sealKey` by HKDF. */
export function createSealing(sealKey: Uint8Array, randomBytes: (size: number) => Uint8Array): Sealing {
  if (sealKey.length !== 32) throw new TypeError('the seal key has 32 bytes')
  // Key objects: a key given as bytes is copied and set up anew at each of its uses.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', sealKey, '', use, 32)))
  const cipherKey = derive('guichet/journal/seal/1')
  const digestKey = derive('guichet/journal/digest/1')
  const nonce = nonces(randomBytes)
  const keyed = (text: string) => createHmac('sha256', digestKey).update(text).digest('base64url')
  const digest: Sealing['digest'] = (how, text) => keyed(`${how}\0${comparable(how, text)}`)

  return {
    digest,
    keyCheck: keyed('check'),
    seal: (text, how) => {
      const once = nonce()
      const cipher = createCipheriv('aes-256-gcm', cipherKey, once).setAAD(PURPOSE)
      const sealed = Buffer.concat([once, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      const $sealed = sealed.toString('base64url')
      return how ? { $sealed, $digest: digest(how, text) } : { $sealed }
    },
    open: ({ $sealed }) => {
      const bytes = Buffer.from($sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
      decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(-TAG))
      return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A copy of `value` with the text at `path` replaced; what is absent or null stays so. */
function replaced(value: unknown, path: readonly string[], seal: (text: string) => Sealed): unknown {
  const [step, ...rest] = path
  if (value === null || value === undefined) return value
  if (step === undefined) {
    if (typeof value === 'string') return seal(value)
    throw new TypeError('only text is sealed')
  }
  if (step === '*') {
    if (Array.isArray(value)) return value.map((entry) => replaced(entry, rest, seal))
    if (!isRecord(value)) throw new TypeError(`nothing to enumerate at ${path.join('.')}`)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry, rest, seal)]))
  }
  if (!isRecord(value)) throw new TypeError(`no field ${path.join('.')}`)
  return step in value ? { ...value, [step]: replaced(value[step], rest, seal) } : value
}

/** The payload as it is stored: each path of its kind sealed. */
export function sealPayload(
  payload: Record<string, unknown>,
  paths: NonNullable<EventKind['sealed']>,
  sealing: Sealing,
): Record<string, unknown> {
  let sealed: unknown = payload
  for (const { path, digest } of paths)
    sealed = replaced(sealed, path.split('.'), (text) => sealing.seal(text, digest))
  return sealed as Record<string, unknown>
}
