import { join } from 'node:path'
import { type Role, sameName } from '../domain/people'
import { readPhone } from '../domain/phone'
import { isWebhookKey } from '../domain/webhook'
import { readIfThere, writeAtomic } from './atomic'
import { isTryOut, resolveHost } from './hosts'
import { splitProxy } from './proxy'
import { DEFAULT_TIMERS, resolveTimers } from './timers'
import {
  type Provision,
  ProvisionError,
  provisionSchema,
  type Settings,
  type SettingsStore,
  settingsSchema,
  type Vault,
} from './types'

export interface NewPerson {
  readonly name: string
  readonly role: Role
  readonly pin: string
}

/** What a provision file says, checked; nothing is done yet. */
export interface ReadProvision {
  readonly provision: Provision
  /** Ready but for the terminal's id, which needs the vault. */
  readonly environment: Settings['environment']
  readonly host: string
}

type Log = (what: string, facts: Record<string, unknown>) => void

const fileOf = (folder: string): string => join(folder, 'guichet.provision.json')

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Dotted names of what stands in `raw` and was not read. */
function unread(raw: unknown, read: unknown, path = ''): readonly string[] {
  if (Array.isArray(raw))
    return raw.flatMap((entry, index) =>
      unread(entry, Array.isArray(read) ? read[index] : undefined, `${path}${index}.`),
    )
  if (!isRecord(raw)) return []
  const known = isRecord(read) ? read : {}
  return Object.entries(raw).flatMap(([key, value]) =>
    key in known ? unread(value, known[key], `${path}${key}.`) : [`${path}${key}`],
  )
}

/** Takes a key out of the environment, so that no child process and no dump has it. */
export function takeKey(
  env: NodeJS.ProcessEnv,
  name: 'GUICHET_API_KEY' | 'GUICHET_WEBHOOK_KEY',
): string | null {
  const key = env[name]?.trim() ?? ''
  delete env[name]
  return key === '' ? null : key
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProvisionError('', 'not JSON', { cause })
  }
}

/**
 * Reads and checks DIR/guichet.provision.json; null where there is none. Unknown keys are logged by name.
 * Throws ProvisionError naming the key that cannot be used.
 */
export function readProvision(folder: string, log: Log): ReadProvision | null {
  const text = readIfThere(fileOf(folder))
  if (text === null) return null
  const raw = parse(text)
  const read = provisionSchema.safeParse(raw)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new ProvisionError(issue?.path.join('.') ?? '', issue?.message ?? 'not a provision file')
  }
  const provision = read.data
  const unknown = unread(raw, provision)
  if (unknown.length > 0) log('provision.unknown_keys', { keys: unknown })

  const host = resolveHost(provision.environment, provision.host ?? '')
  if (!host.ok) throw new ProvisionError('host', host.error)
  if (provision.agentPhone !== undefined && !readPhone(provision.agentPhone).ok)
    throw new ProvisionError('agentPhone', 'not a phone number')
  if (provision.proxy !== undefined && splitProxy(provision.proxy) === null)
    throw new ProvisionError('proxy', 'not an http proxy address')
  if (
    provision.terminal !== undefined &&
    !settingsSchema.shape.terminal.safeParse(provision.terminal).success
  )
    throw new ProvisionError('terminal', '1 to 12 of A to Z, 0 to 9 and -')
  const users = provision.users ?? []
  const without = users.findIndex(({ pin }) => pin === undefined)
  if (without >= 0 && users.some(({ pin }) => pin !== undefined))
    throw new ProvisionError(`users.${without}.pin`, 'all have a PIN, or none (they are known already)')
  const twice = users.findIndex(
    ({ name }, index) => users.findIndex((other) => sameName(other.name, name)) !== index,
  )
  if (twice >= 0) throw new ProvisionError(`users.${twice}.name`, 'stands there twice')
  return { provision, environment: provision.environment, host: host.value }
}

function settingsFrom({ provision, environment, host }: ReadProvision, terminal: string, log: Log): Settings {
  const phone = readPhone(provision.agentPhone ?? '')
  const tryOut = isTryOut({ environment, host })
  if (provision.timers && !tryOut) log('provision.timers_ignored', { environment })
  const made = settingsSchema.safeParse({
    environment,
    host,
    language: provision.language,
    theme: provision.theme,
    sounds: provision.sounds,
    terminal: provision.terminal ?? terminal,
    shop: provision.shop ?? {},
    agentCode: provision.agentCode,
    agentPhone: phone.ok ? phone.value : null,
    soleTerminal: provision.soleTerminal,
    otherTerminals: provision.otherTerminals,
    printer: provision.printer ?? { transport: environment === 'training' ? 'virtual' : 'none' },
    reservePrinters: provision.reservePrinters,
    scanners: provision.scanners,
    wedge: provision.wedge,
    proxy: provision.proxy === undefined ? null : (splitProxy(provision.proxy)?.address ?? null),
    feeInCash: {},
    identityDetails: provision.identityDetails,
    backupFolder: provision.backupFolder ?? null,
    till: provision.till,
    tariff: provision.tariff,
    webhooks: provision.webhooks ?? {},
    timers: tryOut ? (provision.timers ?? {}) : {},
  })
  if (!made.success) {
    const issue = made.error.issues[0]
    throw new ProvisionError(issue?.path.join('.') ?? '', issue?.message ?? 'cannot be used')
  }
  return { ...made.data, timers: tryOut ? resolveTimers(made.data.timers) : DEFAULT_TIMERS }
}

/**
 * Sets the terminal up as its provision file says, at first start. The order makes an end in between harmless:
 * key, people, then the file without PINs, then the settings, whose presence says that it is done.
 */
export async function applyProvision(
  read: ReadProvision,
  deps: {
    readonly folder: string
    readonly store: SettingsStore
    readonly vault: Pick<Vault, 'set'>
    readonly apiKey: string | null
    /** Of the receiver of webhooks. */
    readonly webhookKey: string | null
    /** From the terminal's public key, see ensureTerminalSecrets. */
    readonly defaultTerminal: string
    /** people.replace */
    readonly keepPeople: (people: readonly NewPerson[]) => Promise<void>
    readonly log: Log
  },
): Promise<Settings> {
  const settings = settingsFrom(read, deps.defaultTerminal, deps.log)
  if (deps.webhookKey !== null && !isWebhookKey(deps.webhookKey))
    throw new ProvisionError('GUICHET_WEBHOOK_KEY', '16 to 256 characters without spaces')
  if (deps.apiKey !== null) await deps.vault.set('apiKey', deps.apiKey)
  if (deps.webhookKey !== null) await deps.vault.set('webhookKey', deps.webhookKey)
  const password = splitProxy(read.provision.proxy ?? '')?.password ?? null
  if (password !== null) await deps.vault.set('proxyPassword', password)

  const people = (read.provision.users ?? []).flatMap(({ name, role, pin }) =>
    pin === undefined ? [] : [{ name, role, pin }],
  )
  if (people.length > 0) await deps.keepPeople(people)
  if (people.length > 0 || password !== null) forgetSecrets(deps.folder, settings.proxy)
  deps.store.write(settings)
  return settings
}

/** Writes the file again as it was, without PINs and without the proxy's password. */
function forgetSecrets(folder: string, proxy: string | null): void {
  const file = fileOf(folder)
  const raw = parse(readIfThere(file) ?? '{}')
  if (!isRecord(raw)) return
  const users = Array.isArray(raw.users) ? raw.users : []
  const bare = users.map((user: unknown) =>
    isRecord(user) ? Object.fromEntries(Object.entries(user).filter(([key]) => key !== 'pin')) : user,
  )
  const next = { ...raw, ...(users.length > 0 ? { users: bare } : {}), ...(proxy === null ? {} : { proxy }) }
  writeAtomic(file, `${JSON.stringify(next, null, 2)}\n`)
}
