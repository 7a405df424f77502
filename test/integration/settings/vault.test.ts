import { createCipheriv, createDecipheriv, randomBytes, sign, verify } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureTerminalSecrets } from '../../../electron/settings/terminal-key'
import type { SafeStoragePort } from '../../../electron/settings/types'
import { createVault, type VaultDeps } from '../../../electron/settings/vault'
import { tempFolder } from '../../support/journal'

const KEY = 'chari-key-7f31'
const NO_KEYRING: SafeStoragePort = {
  available: () => false,
  encrypt: () => {
    throw new Error('no keyring')
  },
  decrypt: () => {
    throw new Error('no keyring')
  },
}

/** A keyring as an operating system has one, with a key of its own. */
function keyring(key = randomBytes(32)): SafeStoragePort {
  return {
    available: async () => true,
    encrypt: (text) => {
      const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12))
      return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()])
    },
    decrypt: (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12))
      decipher.setAuthTag(bytes.subarray(-16))
      return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

const at = (folder: string, deps: Partial<VaultDeps> = {}) =>
  createVault({
    folder,
    safeStorage: NO_KEYRING,
    allowPlain: () => false,
    randomBytes,
    cost: { N: 16, r: 1, p: 1 },
    ...deps,
  })
const text = (folder: string) => readFileSync(join(folder, 'vault.json'), 'utf8')

describe('a vault under the system keyring', () => {
  it('keeps secrets over a restart, in no readable form, for its owner only', async () => {
    const folder = tempFolder()
    const safeStorage = keyring()
    const vault = await at(folder, { safeStorage })
    expect([vault.state(), vault.fresh()]).toEqual(['system', true])
    await vault.set('apiKey', KEY)
    await Promise.all([vault.set('proxyPassword', 'one'), vault.set('sealKey', 'two')])
    expect(text(folder)).not.toContain(KEY)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'vault.json')).mode & 0o777).toBe(0o600)

    const again = await at(folder, { safeStorage })
    expect([again.state(), again.fresh()]).toEqual(['system', false])
    expect([
      again.get('apiKey'),
      again.get('proxyPassword'),
      again.get('sealKey'),
      again.get('terminalKey'),
    ]).toEqual([KEY, 'one', 'two', null])
    await again.forget('apiKey')
    expect((await at(folder, { safeStorage })).get('apiKey')).toBeNull()
  })

  it('is not begun anew when the keyring no longer opens it', async () => {
    const folder = tempFolder()
    await (await at(folder, { safeStorage: keyring() })).set('apiKey', KEY)
    const before = text(folder)
    await expect(at(folder, { safeStorage: keyring() })).rejects.toMatchObject({ code: 'vault_unreadable' })
    await expect(at(folder)).rejects.toMatchObject({ code: 'vault_unreadable' })
    expect(text(folder)).toBe(before)
    writeFileSync(join(folder, 'vault.json'), '{')
    await expect(at(folder)).rejects.toMatchObject({ code: 'vault_unreadable' })
  })
})

describe('a vault under a passphrase', () => {
  it('takes the first one as its own, and opens with no other', async () => {
    const folder = tempFolder()
    const vault = await at(folder)
    expect([vault.state(), vault.fresh()]).toEqual(['locked', true])
    expect(() => vault.get('apiKey')).toThrow(expect.objectContaining({ code: 'vault_locked' }))
    await expect(vault.set('apiKey', KEY)).rejects.toMatchObject({ code: 'vault_locked' })
    expect(await vault.unlock('')).toEqual({ ok: false })
    expect(await vault.unlock('une phrase à nous')).toEqual({ ok: true })
    await vault.set('apiKey', KEY)
    expect(vault.state()).toBe('passphrase')
    expect(text(folder)).not.toContain(KEY)

    const again = await at(folder)
    expect([again.state(), again.fresh()]).toEqual(['locked', false])
    expect(await again.unlock('une autre')).toEqual({ ok: false })
    expect(again.state()).toBe('locked')
    expect(await again.unlock('une phrase a\u0300 nous')).toEqual({ ok: true })
    expect(again.get('apiKey')).toBe(KEY)
  })

  it('refuses an altered file', async () => {
    const folder = tempFolder()
    const vault = await at(folder)
    await vault.unlock('phrase')
    await vault.set('apiKey', KEY)
    const file = JSON.parse(text(folder)) as { sealed: string }
    const bytes = Buffer.from(file.sealed, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(join(folder, 'vault.json'), JSON.stringify({ ...file, sealed: bytes.toString('base64') }))
    expect(await (await at(folder)).unlock('phrase')).toEqual({ ok: false })
  })
})

describe('a plain vault', () => {
  it('is for try-outs only, and is protected when that ends', async () => {
    const folder = tempFolder()
    let tryOut = true
    const deps = { allowPlain: () => tryOut }
    const vault = await at(folder, deps)
    expect(vault.state()).toBe('plain')
    await vault.set('apiKey', KEY)
    expect(text(folder)).toContain(KEY)

    tryOut = false
    expect(vault.state()).toBe('locked')
    expect(() => vault.get('apiKey')).toThrow()
    const again = await at(folder, deps)
    expect(again.state()).toBe('locked')
    expect(await again.unlock('phrase')).toEqual({ ok: true })
    expect([again.state(), again.get('apiKey')]).toEqual(['passphrase', KEY])
    expect(text(folder)).not.toContain(KEY)
  })

  it('moves under the keyring as soon as there is one', async () => {
    const folder = tempFolder()
    await (await at(folder, { allowPlain: () => true })).set('apiKey', KEY)
    const vault = await at(folder, { safeStorage: keyring() })
    expect([vault.state(), vault.get('apiKey')]).toEqual(['system', KEY])
    expect(text(folder)).not.toContain(KEY)
  })
})

it('a terminal makes its keys once, and takes its name from them', async () => {
  const folder = tempFolder()
  const deps = { allowPlain: () => true }
  const made = await ensureTerminalSecrets(await at(folder, deps), randomBytes)
  const again = await ensureTerminalSecrets(await at(folder, deps), randomBytes)
  expect(again.sealKey.equals(made.sealKey)).toBe(true)
  expect(made.sealKey).toHaveLength(32)
  expect(again.defaultTerminal).toBe(made.defaultTerminal)
  expect(made.defaultTerminal).toMatch(/^[A-Z2-7]{6}$/)
  const signature = sign(null, Buffer.from('head'), made.privateKey)
  expect(verify(null, Buffer.from('head'), again.publicKey, signature)).toBe(true)
  const other = await ensureTerminalSecrets(await at(tempFolder(), deps), randomBytes)
  expect(other.defaultTerminal).not.toBe(made.defaultTerminal)
})
