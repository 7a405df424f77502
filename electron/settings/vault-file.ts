import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'
import * as z from 'zod'
import type { SecretName } from './types'

const SECRETS = [
  'apiKey',
  'sealKey',
  'terminalKey',
  'proxyPassword',
  'webhookKey',
  'trainingPins',
] as const satisfies readonly SecretName[]
export const secretsSchema = z.partialRecord(z.enum(SECRETS), z.string())
export type Secrets = z.infer<typeof secretsSchema>

const costSchema = z.object({ N: z.number().int(), r: z.number().int(), p: z.number().int() })
export type VaultCost = z.infer<typeof costSchema>

/** Everything binary in base64. */
export const vaultFileSchema = z.discriminatedUnion('kind', [
  z.object({ format: z.literal(1), kind: z.literal('system'), sealed: z.string() }),
  z.object({
    format: z.literal(1),
    kind: z.literal('passphrase'),
    cost: costSchema,
    salt: z.string(),
    nonce: z.string(),
    sealed: z.string(),
  }),
  z.object({ format: z.literal(1), kind: z.literal('plain'), secrets: secretsSchema }),
])
export type VaultFile = z.infer<typeof vaultFileSchema>
export type PassphraseFile = Extract<VaultFile, { kind: 'passphrase' }>

const PURPOSE = Buffer.from('guichet/vault/1')
const TAG = 16

/** A key kept in memory while the vault is open; the passphrase itself is not. */
export interface PassphraseKey {
  readonly key: Uint8Array
  readonly salt: string
  readonly cost: VaultCost
}

export const derivePassphraseKey = (
  passphrase: string,
  salt: string,
  cost: VaultCost,
): Promise<PassphraseKey> =>
  new Promise((resolve, reject) => {
    const { N, r, p } = cost
    scrypt(
      passphrase.normalize('NFKC'),
      Buffer.from(salt, 'base64'),
      32,
      { N, r, p, maxmem: 256 * N * r },
      (error, key) => (error ? reject(error) : resolve({ key, salt, cost })),
    )
  })

export function sealSecrets(secrets: Secrets, with_: PassphraseKey, nonce: Uint8Array): PassphraseFile {
  const cipher = createCipheriv('aes-256-gcm', with_.key, nonce).setAAD(PURPOSE)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets)), cipher.final(), cipher.getAuthTag()])
  return {
    format: 1,
    kind: 'passphrase',
    cost: with_.cost,
    salt: with_.salt,
    nonce: Buffer.from(nonce).toString('base64'),
    sealed: sealed.toString('base64'),
  }
}

/** null: another passphrase, or an altered file. */
export function openSecrets(file: PassphraseFile, key: PassphraseKey): Secrets | null {
  const bytes = Buffer.from(file.sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.key, Buffer.from(file.nonce, 'base64'), {
      authTagLength: TAG,
    })
    decipher.setAAD(PURPOSE).setAuthTag(bytes.subarray(-TAG))
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString('utf8')
    return secretsSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
