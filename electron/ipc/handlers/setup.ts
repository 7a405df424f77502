import type { ChariClientDeps } from '../../chari/client'
import type { Message } from '../../domain/operation'
import { isWeakPin, sameName } from '../../domain/people'
import { readPhone } from '../../domain/phone'
import { ok } from '../../domain/result'
import type { People } from '../../people/types'
import { isTryOut, resolveHost } from '../../settings/hosts'
import { splitProxy } from '../../settings/proxy'
import { DEFAULT_TIMERS } from '../../settings/timers'
import { type Settings, settingsSchema, type Vault } from '../../settings/types'
import type { Boot, Setup } from '../contract'
import type { Handlers } from '../server'
import type { Session } from '../session'
import { supervised } from '../supervised'

type Names = 'setup.check' | 'setup.read' | 'setup.save'

export interface SetupHandlersDeps {
  readonly session: Session
  readonly settings: () => Settings | null
  readonly vault: () => Vault
  readonly people: () => People
  readonly boot: () => Boot
  /** Names the terminal where the shop gave it none. */
  readonly defaultTerminal: () => Promise<string>
  readonly intend: (wanted: Pick<Settings, 'environment' | 'host'>) => void
  readonly setSettings: (settings: Settings, by?: string) => void
  readonly rememberTrainingPins: (users: Setup['users']) => Promise<void>
  readonly reopen: () => Promise<void>
  /** What a client for a live check needs beside the address and the key. */
  readonly chariDeps: Pick<ChariClientDeps, 'ids' | 'clock' | 'random'>
}

const no = (code: Message['code'], detail: string): { ok: false; message: Message } => ({
  ok: false,
  message: { code, params: { detail } },
})

const EMPTY: Setup = {
  language: 'fr',
  environment: 'training',
  host: '',
  key: '',
  agentCode: '',
  agentPhone: '',
  soleTerminal: false,
  otherTerminals: [],
  shop: { name: '', address: '', phone: '' },
  terminal: '',
  users: [],
  printer: settingsSchema.shape.printer.parse({ transport: 'virtual' }),
  passphrase: '',
  receiptLanguage: null,
  identityDetails: false,
  sounds: true,
  theme: 'light',
  proxy: '',
  customCa: '',
  publicAddress: '',
  backupFolder: '',
  feeInCash: { cash_in: false, cash_out: false },
}

function asSetup(now: Settings): Setup {
  return {
    ...EMPTY,
    ...now,
    agentPhone: now.agentPhone ?? '',
    otherTerminals: [...now.otherTerminals],
    proxy: now.proxy ?? '',
    customCa: now.customCa ?? '',
    publicAddress: now.publicAddress ?? '',
    backupFolder: now.backupFolder ?? '',
  }
}

/** The settings that a set-up asks for, or the name of the field that cannot be used. */
function asSettings(
  setup: Setup,
  before: Settings | null,
  defaultTerminal: string,
): Settings | { readonly field: string } {
  const host = resolveHost(setup.environment, setup.host)
  if (!host.ok) return { field: 'host' }
  const phone = readPhone(setup.agentPhone)
  if (setup.agentPhone.trim() !== '' && !phone.ok) return { field: 'agentPhone' }
  const proxy = setup.proxy.trim() === '' ? null : splitProxy(setup.proxy)
  if (setup.proxy.trim() !== '' && proxy === null) return { field: 'proxy' }
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const made = settingsSchema.safeParse({
    ...before,
    ...setup,
    host: host.value,
    agentPhone: phone.ok ? phone.value : null,
    terminal:
      setup.terminal.trim() === ''
        ? (before?.terminal ?? defaultTerminal)
        : setup.terminal.trim().toUpperCase(),
    printer: { ...before?.printer, ...setup.printer },
    proxy: proxy?.address ?? null,
    customCa: orNull(setup.customCa),
    publicAddress: orNull(setup.publicAddress),
    backupFolder: orNull(setup.backupFolder),
    timers: before?.timers ?? DEFAULT_TIMERS,
  })
  if (!made.success) return { field: made.error.issues[0]?.path.join('.') ?? '' }
  const { agreeMs = DEFAULT_TIMERS.agreeMs, ...timers } = made.data.timers
  return { ...made.data, timers: { ...timers, agreeMs } }
}

/** Requests of the first run and of set-up reopened by a supervisor. */
export function setupHandlers(deps: SetupHandlersDeps): Pick<Handlers, Names> {
  const isSetUp = (): boolean => deps.settings() !== null

  /** People are set up once, with a supervisor among them; afterwards they are changed one by one. */
  function usersFault({ users, environment, host }: Setup) {
    if (isSetUp()) return users.length > 0 ? no('not_allowed', 'users') : null
    const names = users.map(({ name }) => name.trim())
    const twice = names.some((name, at) => names.findIndex((other) => sameName(name, other)) !== at)
    if (twice || !users.some(({ role }) => role === 'supervisor')) return no('not_allowed', 'users')
    const weak = !isTryOut({ environment, host }) && users.some(({ pin }) => isWeakPin(pin))
    return weak ? { ok: false as const, message: { code: 'pin_weak' as const, params: {} } } : null
  }

  return {
    'setup.check': async ({ environment, host, key, agentCode, proxy, customCa }) => {
      const unread = { agent: 'unread' as const, agentName: null, agentPhone: null }
      const address = resolveHost(environment, host)
      if (!address.ok) return { chari: 'bad_host', ...unread, detail: address.error }
      // The built-in Chari has no address before it runs, and no shop's key to refuse.
      if (address.value === '') return { chari: 'ok', ...unread, agent: 'known', detail: '' }
      const split = splitProxy(proxy)
      // Read when it is needed: no start waits for what only set-up asks.
      const { createChariClient } = await import('../../chari/client')
      const { ChariAddressError } = await import('../../chari/caller')
      try {
        const chari = createChariClient({
          ...deps.chariDeps,
          host: address.value,
          apiKey: () => (key === '' ? (deps.vault().get('apiKey') ?? '') : key),
          environment,
          timers: DEFAULT_TIMERS,
          proxy: split ? { url: split.address, password: split.password ?? undefined } : null,
          customCa: customCa.trim() === '' ? null : customCa,
          verbs: {},
          log: () => undefined,
          onContact: () => undefined,
        })
        try {
          const outcome = await chari.agent(agentCode.trim() === '' ? 'GUICHET' : agentCode.trim())
          switch (outcome.kind) {
            case 'answer':
              return {
                chari: 'ok',
                agent: 'known',
                agentName: outcome.value.name,
                agentPhone: outcome.value.phone,
                detail: '',
              }
            case 'error':
              return {
                chari: 'ok',
                ...unread,
                agent: 'unknown',
                detail: `${outcome.errorCode} ${outcome.description}`,
              }
            case 'denied':
            case 'throttled':
              return { chari: outcome.kind, ...unread, detail: String(outcome.meta.httpStatus ?? '') }
            case 'unreachable':
              return { chari: 'unreachable', ...unread, detail: outcome.reason }
            case 'no_answer':
              return { chari: 'no_answer', ...unread, detail: outcome.reason }
          }
        } finally {
          chari.close()
        }
      } catch (error) {
        if (error instanceof ChariAddressError) return { chari: 'bad_host', ...unread, detail: error.message }
        throw error
      }
    },

    'setup.read': () => {
      const now = deps.settings()
      return now ? asSetup(now) : EMPTY
    },

    'setup.save': async ({ setup, approval }) => {
      // At first start anybody sets up; afterwards a supervisor does, signed in or approving in place.
      const by = isSetUp() ? await supervised(deps, approval, 'setup.save') : ok(undefined)
      if (!by.ok) return { ok: false, message: by.error }
      const leavesTraining = deps.settings()?.environment === 'training' && setup.environment !== 'training'
      const users = usersFault(setup)
      if (users) return users
      const vault = deps.vault()
      const host = resolveHost(setup.environment, setup.host)
      if (!host.ok) return no('not_allowed', 'host')
      // Without a keyring a real shop's vault opens with the supervisor's passphrase, given here for the first time.
      deps.intend({ environment: setup.environment, host: host.value })
      if (vault.state() === 'locked' && !(await vault.unlock(setup.passphrase)).ok)
        return no('pin_wrong', 'passphrase')
      const settings = asSettings(setup, deps.settings(), await deps.defaultTerminal())
      if ('field' in settings) return no('not_allowed', settings.field)
      if (setup.key.trim() !== '') await vault.set('apiKey', setup.key.trim())
      const password = splitProxy(setup.proxy)?.password ?? null
      if (password !== null) await vault.set('proxyPassword', password)
      if (setup.users.length > 0) await deps.people().replace(setup.users)
      if (leavesTraining && by.value !== undefined) await deps.people().expirePins(by.value)
      if (setup.users.length > 0 && settings.environment === 'training')
        await deps.rememberTrainingPins(setup.users)
      deps.setSettings(settings, by.value)
      await deps.reopen()
      return { ok: true, value: deps.boot() }
    },
  }
}
