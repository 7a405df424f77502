import * as z from 'zod'
import { tillSettingsSchema } from '../domain/closing'
import {
  printerSettingsSchema,
  quietSoundSchema,
  scannerSettingsSchema,
  wedgeSettingsSchema,
} from '../domain/devices'
import { languageSchema } from '../domain/paper'
import { roleSchema } from '../domain/people'
import { tariffSchema } from '../domain/tariff'
import { webhookSettingsSchema } from '../domain/webhook'

export const ENVIRONMENTS = ['training', 'sandbox', 'production', 'custom'] as const
export const environmentSchema = z.enum(ENVIRONMENTS)
export type Environment = z.infer<typeof environmentSchema>

/** https://sandbox.charimoney.com; production's is given by Chari and entered at set-up. */
export const CHARI_SANDBOX_HOST = 'https://sandbox.charimoney.com'

/** All times in milliseconds. Honoured from a provision file only for training and loopback hosts. */
export const timersSchema = z.object({
  requestMs: z.number().int().positive().default(30_000),
  connectMs: z.number().int().positive().default(5_000),
  quoteMs: z.number().int().positive().default(60_000),
  notDoneMs: z.number().int().positive().default(120_000),
  agreeMs: z.number().int().positive().optional(),
  acceptedMs: z.number().int().positive().default(900_000),
  listingMs: z.number().int().positive().default(600_000),
  challengeMs: z.number().int().positive().default(300_000),
  settleMs: z
    .array(z.number().int().min(0))
    .min(1)
    .default([0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000]),
  idleLockMs: z.number().int().positive().default(180_000),
})
export type Timers = Omit<z.infer<typeof timersSchema>, 'agreeMs'> & { readonly agreeMs: number }

/** Everything a shop sets, without secrets (vault) and without PINs (people). */
export const settingsSchema = z.object({
  environment: environmentSchema,
  host: z.string(),
  language: languageSchema.default('fr'),
  receiptLanguage: languageSchema.nullable().default(null),
  theme: z.enum(['light', 'dark']).default('light'),
  sounds: z.boolean().default(true),
  terminal: z.string().regex(/^[A-Z0-9-]{1,12}$/),
  shop: z.object({
    name: z.string().default(''),
    address: z.string().default(''),
    phone: z.string().default(''),
  }),
  agentCode: z.string().default(''),
  /** `+212…`; without it there is no listing. */
  agentPhone: z.string().nullable().default(null),
  agentName: z.string().nullable().default(null),
  /** true: no other terminal uses this agent code. */
  soleTerminal: z.boolean().default(false),
  otherTerminals: z.array(z.string()).default([]),
  /** The printer that papers go to. */
  printer: printerSettingsSchema,
  /** Printers that a supervisor can put in its place. */
  reservePrinters: z.array(printerSettingsSchema).max(8).default([]),
  scanners: z.array(scannerSettingsSchema).max(8).default([]),
  wedge: wedgeSettingsSchema.prefault({}),
  quietSounds: z.array(quietSoundSchema).default([]),
  /** `http://user:pass@host:port` without the password, which lies in the vault; null: direct. */
  proxy: z.string().nullable().default(null),
  /** A PEM of an additional authority. */
  customCa: z.string().nullable().default(null),
  /** Public address to tell Chari when it denies this terminal. */
  publicAddress: z.string().nullable().default(null),
  /** Fee taken in cash, by direction. */
  feeInCash: z.object({ cash_in: z.boolean().default(false), cash_out: z.boolean().default(false) }),
  identityDetails: z.boolean().default(false),
  backupFolder: z.string().nullable().default(null),
  /** Verb of a row of the endpoint table, by its name, where Chari's differs from ours. */
  verbs: z.record(z.string(), z.enum(['GET', 'POST', 'PUT', 'DELETE'])).default({}),
  till: tillSettingsSchema.prefault({}),
  /** Fees and commissions by kind, day and amount; empty: the shop has typed none. */
  tariff: tariffSchema.prefault([]),
  /** Where Chari's own word is listened for. */
  webhooks: webhookSettingsSchema.prefault({}),
  timers: timersSchema,
})
export type Settings = Omit<z.infer<typeof settingsSchema>, 'timers'> & { readonly timers: Timers }

/** DESIGN.md section 11. Every key but environment is optional; unknown keys are kept out and logged. */
export const provisionSchema = z.object({
  environment: environmentSchema,
  host: z.string().optional(),
  agentCode: z.string().optional(),
  agentPhone: z.string().optional(),
  language: languageSchema.optional(),
  terminal: z.string().optional(),
  shop: z
    .object({ name: z.string().optional(), address: z.string().optional(), phone: z.string().optional() })
    .optional(),
  soleTerminal: z.boolean().optional(),
  otherTerminals: z.array(z.string()).optional(),
  printer: printerSettingsSchema.partial().required({ transport: true }).optional(),
  reservePrinters: z.array(printerSettingsSchema).optional(),
  scanners: z.array(scannerSettingsSchema).optional(),
  wedge: wedgeSettingsSchema.optional(),
  users: z
    .array(
      z.object({
        name: z.string().min(1),
        role: roleSchema,
        pin: z
          .string()
          .regex(/^\d{4,8}$/)
          .optional(),
      }),
    )
    .optional(),
  till: tillSettingsSchema.partial().optional(),
  tariff: tariffSchema.optional(),
  webhooks: webhookSettingsSchema.partial().optional(),
  timers: timersSchema.partial().optional(),
  proxy: z.string().optional(),
  backupFolder: z.string().optional(),
  identityDetails: z.boolean().optional(),
  sounds: z.boolean().optional(),
  theme: z.enum(['light', 'dark']).optional(),
})
export type Provision = z.infer<typeof provisionSchema>

export type VaultState = 'system' | 'passphrase' | 'plain' | 'locked'
/**
 * What the vault holds. sealKey and terminalKey are made by Guichet, the others are typed by a person; trainingPins
 * are those of a training profile, for its sign-in screen.
 */
export type SecretName =
  | 'apiKey'
  | 'sealKey'
  | 'terminalKey'
  | 'proxyPassword'
  | 'webhookKey'
  | 'trainingPins'

/** The system's keyring as main gives it (Electron safeStorage). */
export interface SafeStoragePort {
  /** false also where the system only pretends (backend `basic_text`). */
  readonly available: () => boolean | Promise<boolean>
  readonly encrypt: (text: string) => Uint8Array | Promise<Uint8Array>
  readonly decrypt: (bytes: Uint8Array) => string | Promise<string>
}

export interface Vault {
  /** locked: a passphrase must be given first (unlock); a new vault then takes it as its own. */
  readonly state: () => VaultState
  /** true: no file yet, so the passphrase given to unlock is a new one and should be typed twice. */
  readonly fresh: () => boolean
  /** Opens with the supervisor's passphrase, or protects with it a vault that may no longer be plain. */
  readonly unlock: (passphrase: string) => Promise<{ readonly ok: boolean }>
  /** Throws VaultError `vault_locked` while locked. null: never set. */
  readonly get: (name: SecretName) => string | null
  /** Durable when it resolves. Throws VaultError `vault_locked`, or an error of the file system. */
  readonly set: (name: SecretName, value: string) => Promise<void>
  /** Durable when it resolves; nothing to forget is no error. */
  readonly forget: (name: SecretName) => Promise<void>
}

export class VaultError extends Error {
  readonly code: 'vault_locked' | 'vault_unreadable'
  constructor(code: VaultError['code'], detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options)
    this.name = 'VaultError'
    this.code = code
  }
}

/** settings.json could not be read; it now lies at `kept`, and set-up begins anew. */
export class SettingsError extends Error {
  readonly code = 'settings_unreadable'
  readonly kept: string
  constructor(kept: string, detail: string, options?: ErrorOptions) {
    super(`settings_unreadable: ${detail} (kept as ${kept})`, options)
    this.name = 'SettingsError'
    this.kept = kept
  }
}

/** A value of guichet.provision.json that cannot be used; nothing was changed. */
export class ProvisionError extends Error {
  readonly code = 'provision_invalid'
  /** Dotted name of the key, empty for the file itself. */
  readonly key: string
  constructor(key: string, detail: string, options?: ErrorOptions) {
    super(`provision_invalid: ${key === '' ? 'guichet.provision.json' : key}: ${detail}`, options)
    this.name = 'ProvisionError'
    this.key = key
  }
}

export interface SettingsStore {
  /** null: not set up yet. Throws SettingsError once; the bad file is then aside. */
  readonly read: () => Settings | null
  /** Durable when it returns. Throws z.ZodError for values that the schema refuses. */
  readonly write: (settings: Settings) => void
}
