import { join } from 'node:path'
import { readIfThere, writeAtomic } from './atomic'
import { type SafeStoragePort, type SecretName, type Vault, VaultError, type VaultState } from './types'
import {
  derivePassphraseKey,
  openSecrets,
  type PassphraseKey,
  type Secrets,
  sealSecrets,
  secretsSchema,
  type VaultCost,
  type VaultFile,
  vaultFileSchema,
} from './vault-file'

export interface VaultDeps {
  /** The profile: vault.json lies in it. */
  readonly folder: string
  readonly safeStorage: SafeStoragePort
  /** true for training and loopback hosts, see isTryOut. Read at each use. */
  readonly allowPlain: () => boolean
  readonly randomBytes: (size: number) => Uint8Array
  readonly cost?: VaultCost
}

export const PRODUCTION_VAULT_COST: VaultCost = { N: 2 ** 16, r: 8, p: 1 }

function readFile(path: string): VaultFile | null {
  try {
    const text = readIfThere(path)
    return text === null ? null : vaultFileSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new VaultError('vault_unreadable', path, { cause })
  }
}

/**
 * Where the secrets of this profile lie: under the system's keyring; without one under a supervisor's passphrase;
 * in clear only where `allowPlain`. A plain vault moves under the keyring as soon as there is one. Throws VaultError
 * `vault_unreadable` and leaves the file as it is.
 */
export async function createVault(deps: VaultDeps): Promise<Vault> {
  const { safeStorage, randomBytes } = deps
  const path = join(deps.folder, 'vault.json')
  const file = readFile(path)
  const system = await safeStorage.available()

  let fresh = file === null
  let secrets: Secrets | null = null
  let key: PassphraseKey | null = null

  const openSystem = async (sealed: string): Promise<Secrets> => {
    try {
      return secretsSchema.parse(JSON.parse(await safeStorage.decrypt(Buffer.from(sealed, 'base64'))))
    } catch (cause) {
      throw new VaultError('vault_unreadable', 'the system keyring does not open it', { cause })
    }
  }
  if (file === null) secrets = system ? {} : null
  else if (file.kind === 'system') secrets = await openSystem(file.sealed)
  else if (file.kind === 'plain') secrets = file.secrets

  /** Without keyring and passphrase it is plain, which only a try-out may be. */
  const plain = (): boolean => !(file?.kind === 'system' || key !== null) && !system
  const state = (): VaultState => {
    if (key !== null) return 'passphrase'
    if (file?.kind === 'passphrase') return 'locked'
    if (plain()) return deps.allowPlain() ? 'plain' : 'locked'
    return 'system'
  }
  const held = (): Secrets => {
    if (state() === 'locked') throw new VaultError('vault_locked', 'a passphrase is asked for first')
    return secrets ?? {}
  }
  const write = async (next: Secrets): Promise<void> => {
    const text = JSON.stringify(next)
    const made: VaultFile =
      key !== null
        ? sealSecrets(next, key, randomBytes(12))
        : plain()
          ? { format: 1, kind: 'plain', secrets: next }
          : {
              format: 1,
              kind: 'system',
              sealed: Buffer.from(await safeStorage.encrypt(text)).toString('base64'),
            }
    writeAtomic(path, `${JSON.stringify(made)}\n`)
    secrets = next
    fresh = false
  }
  if (file?.kind === 'plain' && system) await write(file.secrets)

  /** One change at a time: each is written whole. */
  let turn: Promise<unknown> = Promise.resolve()
  const change = (alter: (now: Secrets) => Secrets): Promise<void> => {
    const mine = turn.then(() => write(alter(held())))
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    state,
    fresh: () => fresh,
    unlock: async (passphrase) => {
      if (state() !== 'locked') return { ok: true }
      if (passphrase === '') return { ok: false }
      if (file?.kind === 'passphrase') {
        const tried = await derivePassphraseKey(passphrase, file.salt, file.cost)
        const opened = openSecrets(file, tried)
        if (opened === null) return { ok: false }
        secrets = opened
        key = tried
        return { ok: true }
      }
      const salt = Buffer.from(randomBytes(16)).toString('base64')
      key = await derivePassphraseKey(passphrase, salt, deps.cost ?? PRODUCTION_VAULT_COST)
      await write(secrets ?? {})
      return { ok: true }
    },
    get: (name: SecretName) => held()[name] ?? null,
    set: (name, value) => change((now) => ({ ...now, [name]: value })),
    forget: (name) =>
      change((now) => Object.fromEntries(Object.entries(now).filter(([kept]) => kept !== name))),
  }
}
