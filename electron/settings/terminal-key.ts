import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import type { Signer } from '../domain/signer'
import type { Vault } from './types'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Six letters and digits of the public key's SHA-256: two terminals never share a number series. */
export function terminalIdOf(publicKey: KeyObject): string {
  const digest = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
  return Array.from(digest.subarray(0, 6), (byte) => LETTERS[byte % 32]).join('')
}

export interface TerminalSecrets {
  /** 32 bytes, for createJournal. */
  readonly sealKey: Buffer
  /** Ed25519. */
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly signer: Signer
  /** What this terminal is called unless the shop gives it a name. */
  readonly defaultTerminal: string
}

/** Bytes of the SPKI form before the raw key (RFC 8410). */
const SPKI_HEAD = 12

/** Signs with the terminal's key, and says which key that is. */
export function signerOf(privateKey: KeyObject): Signer {
  const raw = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD)
  return {
    key: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  }
}

/** What this terminal makes for itself once, and keeps in its vault. Throws VaultError while that is locked. */
export async function ensureTerminalSecrets(
  vault: Pick<Vault, 'get' | 'set'>,
  randomBytes: (size: number) => Uint8Array,
): Promise<TerminalSecrets> {
  let seal = vault.get('sealKey')
  if (seal === null) {
    seal = Buffer.from(randomBytes(32)).toString('base64')
    await vault.set('sealKey', seal)
  }
  let pem = vault.get('terminalKey')
  if (pem === null) {
    pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await vault.set('terminalKey', pem)
  }
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey)
  return {
    sealKey: Buffer.from(seal, 'base64'),
    privateKey,
    publicKey,
    signer: signerOf(privateKey),
    defaultTerminal: terminalIdOf(publicKey),
  }
}
