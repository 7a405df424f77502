import { safeStorage } from 'electron'

/** The system's keyring for the vault. `basic_text` is no keyring: what it stores anybody can read. */
export function safeStoragePort(): {
  readonly available: () => boolean
  readonly encrypt: (text: string) => Uint8Array
  readonly decrypt: (bytes: Uint8Array) => string
} {
  const named = (): boolean =>
    process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
  return {
    available: () => safeStorage.isEncryptionAvailable() && named(),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  }
}
