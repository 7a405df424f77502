import type { LeftOperation } from './domain/operation'
import type { Role } from './domain/people'
import type { Boot, EventName, EventPayload, Status } from './ipc/contract'
import { TERMINAL_KINDS } from './ipc/kinds'
import { createSession, type Session } from './ipc/session'
import { buildStatus } from './ipc/status'
import { JournalError } from './journal/types'
import type { Parts, World } from './parts'
import { createPeople } from './people/people'
import type { People } from './people/types'
import { widthOf } from './receipts/layout'
import { isTryOut } from './settings/hosts'
import { applyProvision, type ReadProvision, readProvision } from './settings/provision'
import { createSettingsStore } from './settings/store'
import { ensureTerminalSecrets } from './settings/terminal-key'
import { DEFAULT_TIMERS } from './settings/timers'
import {
  ProvisionError,
  type SafeStoragePort,
  type Settings,
  SettingsError,
  type SettingsStore,
  settingsSchema,
  type Vault,
  VaultError,
} from './settings/types'
import { createVault } from './settings/vault'
import { orderSuccession } from './succession'
import { startUpkeep, type Upkeep } from './upkeep'
import type { Challenge, ChallengeResult } from './windows/challenge'

export interface TerminalDeps {
  readonly world: Omit<World, 'halt'>
  readonly safeStorage: SafeStoragePort
  /** The provision's API key, already taken out of the environment. */
  readonly apiKey: string | null
  /** The provision's key for webhooks, taken out likewise. */
  readonly webhookKey: string | null
  /** GUICHET_HALT_AT; honoured only for training and loopback hosts. */
  readonly haltAt: string | null
  readonly halt: () => void
  readonly runtime: { readonly electron: string; readonly fallback: boolean }
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** The bank's window. */
  readonly challenge: () => Pick<Challenge, 'open' | 'close'>
  /** Resolves when the first screen stands, or will not: the journal and the rest open behind it. */
  readonly shown: Promise<void>
}

/** One profile at one counter, from its first start to its close; the IPC handlers ask it for everything. */
export interface Terminal {
  readonly session: Session
  readonly vault: () => Vault
  readonly store: SettingsStore
  readonly settings: () => Settings | null
  readonly people: () => People
  /** Throws while the terminal is not open: the contract's roles keep requests away till then. */
  readonly parts: () => Parts
  readonly boot: () => Boot
  readonly status: () => Status | null
  /** What set-up is about to make: a training profile or a loopback host may have a plain vault. */
  readonly intend: (wanted: Pick<Settings, 'environment' | 'host'>) => void
  /** Opens what can be opened now: from first start, after set-up, after unlocking. */
  readonly open: () => Promise<void>
  /** Settings, vault and people are read: `boot` is true from here on. */
  readonly prepared: () => Promise<void>
  /** The last `open` is over, well or not. */
  readonly opened: () => Promise<void>
  /** Closes the parts and opens them with the settings as they are now. */
  readonly reopen: () => Promise<void>
  /** Takes over settings, one event for each that differs; `reopen` makes the parts follow. */
  /** `by`: the supervisor who approved, where it is not the one signed in. */
  readonly setSettings: (settings: Settings, by?: string) => void
  /** The same event for what the settings do not hold, where it differs. */
  readonly noteChange: (key: string, before: unknown, after: unknown, by?: string) => void
  /** In training the PINs stand on the sign-in screen; they open nothing that is real. */
  readonly rememberTrainingPins: (
    users: readonly { name: string; pin?: string | undefined }[],
  ) => Promise<void>
  readonly rememberTrainingPin: (name: string, pin: string) => Promise<void>
  /** Of who is signed in; null: nobody. Somebody who was suspended meanwhile is signed out by the question. */
  readonly role: () => Role | null
  /** People were changed: every screen that shows them is told. */
  readonly peopleChanged: () => void
  /** Sets a damaged journal aside and begins a new one; gives what the old one leaves unsettled. */
  readonly beginJournal: (by: string) => Promise<readonly LeftOperation[]>
  readonly changed: () => void
  /** Something was plugged in, pulled or changed: papers that wait for it go on. */
  readonly devicesChanged: () => void
  readonly close: (why: string) => Promise<void>
}

type Fault = NonNullable<Boot['fault']>

/** Why the counter counts a bank's window as abandoned, for each of its ends that is no answer of the bank. */
const ABANDONED = {
  given_up: 'cashier',
  timed_out: 'timeout',
  address: 'network',
  crashed: 'crashed',
  network: 'network',
  certificate: 'certificate',
  closed: 'closed',
} as const satisfies Record<Exclude<ChallengeResult, { readonly responseCode: string }>['end'], string>

export function createTerminal(deps: TerminalDeps): Terminal {
  const { world } = deps
  const { log, clock } = world
  const session = createSession((name) => parts?.till.shiftOf(name) ?? null)
  const store = createSettingsStore({ folder: world.folder, clock })
  let settings: Settings | null = null
  let provision: ReadProvision | null = null
  let vault: Vault | null = null
  let people: People | null = null
  let parts: Parts | null = null
  let fault: Fault | null = null
  let journalWritable = true
  let trainingPins: readonly { name: string; pin: string }[] = []
  let announced = false
  let intended: Pick<Settings, 'environment' | 'host'> | null = null
  let upkeep: Upkeep | null = null
  let preparing: Promise<void> = Promise.resolve()
  let opening: Promise<void> = Promise.resolve()

  const must = <T>(value: T | null, what: string): T => {
    if (value === null) throw new Error(`${what} is not there yet`)
    return value
  }
  const tryOut = (): boolean => {
    const is = intended ?? settings ?? provision
    return is !== null && isTryOut(is)
  }

  function announce(): void {
    if (announced) return
    announced = true
    setImmediate(() => {
      announced = false
      const now = status()
      if (now) deps.send('status', now)
    })
  }

  /** Shows the bank's page, and tells the counter how it ended: a hint, whatever it is. */
  async function challenged(operation: string, url: string, until: string): Promise<void> {
    const deadlineMs = Date.parse(until) - Date.parse(clock.now())
    const how = await deps.challenge().open({ url, operation, deadlineMs })
    if ('responseCode' in how) parts?.counter.card.hint(operation, how)
    else parts?.counter.card.abandoned(operation, ABANDONED[how.end])
  }

  async function prepare(): Promise<void> {
    settings ??= store.read()
    if (settings === null) provision = readProvision(world.folder, log)
    vault ??= await createVault({
      folder: world.folder,
      safeStorage: deps.safeStorage,
      allowPlain: tryOut,
      randomBytes: world.randomBytes,
    })
    people ??= createPeople({
      folder: world.folder,
      journal: () => parts?.journal ?? null,
      who: session.who,
      weakPins: () => (settings ?? provision)?.environment === 'training',
      clock,
      randomBytes: world.randomBytes,
      log,
    })
    if (vault.state() === 'locked') return
    if (settings === null && provision !== null) {
      const keeper = people
      const { users = [], environment } = provision.provision
      const secrets = await ensureTerminalSecrets(vault, world.randomBytes)
      settings = await applyProvision(provision, {
        folder: world.folder,
        store,
        vault,
        apiKey: deps.apiKey,
        webhookKey: deps.webhookKey,
        defaultTerminal: secrets.defaultTerminal,
        keepPeople: (all) => keeper.replace(all),
        log,
      })
      if (environment === 'training') await rememberTrainingPins(users)
    }
    trainingPins =
      settings?.environment === 'training'
        ? (JSON.parse(vault.get('trainingPins') ?? '[]') as typeof trainingPins)
        : []
  }

  async function rememberTrainingPins(
    users: readonly { name: string; pin?: string | undefined }[],
  ): Promise<void> {
    const pins = users.flatMap(({ name, pin }) => (pin === undefined ? [] : [{ name, pin }]))
    await must(vault, 'the vault').set('trainingPins', JSON.stringify(pins))
    trainingPins = pins
  }

  async function rememberTrainingPin(name: string, pin: string): Promise<void> {
    if (settings?.environment !== 'training') return
    await rememberTrainingPins([...trainingPins.filter((known) => known.name !== name), { name, pin }])
  }

  /** Whoever is signed in stays only while they work here, and with the role that they have now. */
  function follow(): Role | null {
    const user = session.user()
    if (!user) return null
    const now = people?.users().find(({ name }) => name === user.name)
    if (now && now.role === user.role) return now.role
    if (now) session.signIn(now)
    else {
      session.signOut()
      // As at a lock: nobody is at the counter any more.
      void deps.challenge().close()
    }
    deps.send('boot', boot())
    return now?.role ?? null
  }

  async function start(now: Settings): Promise<void> {
    const keeper = must(vault, 'the vault')
    const secrets = await ensureTerminalSecrets(keeper, world.randomBytes)
    world.devices.use(now)
    const { openParts } = await import('./parts')
    parts = await openParts({
      world: {
        ...world,
        halt: deps.haltAt !== null && isTryOut(now) ? { at: deps.haltAt, now: deps.halt } : null,
      },
      settings: () => must(settings, 'the settings'),
      sealKey: secrets.sealKey,
      signer: secrets.signer,
      apiKey: () => keeper.get('apiKey') ?? '',
      proxyPassword: () => keeper.get('proxyPassword'),
      webhookKey: () => keeper.get('webhookKey'),
      notAlone: ({ reference }) => {
        const sole = must(settings, 'the settings')
        if (!sole.soleTerminal) return
        changeSettings({ ...sole, soleTerminal: false }, 'system')
        log('settings.not_alone', { reference })
        deps.send('boot', boot())
      },
      onOperation: (operation) => {
        // Whatever the page says then comes too late.
        if (operation.direction === 'card' && operation.state !== 'challenge')
          void deps.challenge().close(operation.id)
        deps.send('operation', operation)
      },
      onChallenge: ({ operation, url, until }) => void challenged(operation, url, until),
      onPapers: () => deps.send('papers', {}),
      onReconciling: (how) => deps.send('reconciling', how),
      onReconciled: () => deps.send('reconciled', {}),
      onWebhooks: () => deps.send('webhooks', {}),
      onIncomingMoney: (money) => deps.send('incomingMoney', money),
      onStatus: announce,
    })
    journalWritable = true
    parts.journal.append(session.who(), () => [
      {
        kind: TERMINAL_KINDS.started,
        operation: null,
        payload: { version: world.version, ...deps.runtime, environment: now.environment, host: now.host },
      },
    ])
    upkeep = startUpkeep({
      journal: parts.journal,
      folder: world.folder,
      secondFolder: () => settings?.backupFolder ?? null,
      who: session.who,
      clock,
      onWritable: (writable) => {
        journalWritable = writable
        announce()
      },
      log,
    })
  }

  /** Writes settings and, when a journal is open, one event for each that differs. */
  function changeSettings(next: Settings, by: string): void {
    const before = settings
    store.write(next)
    settings = next
    intended = null
    world.devices.use(next)
    if (before)
      noteChanges(
        (Object.keys(next) as (keyof Settings)[]).map((key) => ({
          key,
          before: before[key],
          after: next[key],
        })),
        by,
      )
  }

  function noteChanges(
    all: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[],
    by: string,
  ): void {
    const changes = all
      .map(({ key, before, after }) => ({
        key,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
        by,
      }))
      .filter(({ before, after }) => before !== after)
    parts?.journal.append(session.who(), () =>
      changes.map((payload) => ({ kind: TERMINAL_KINDS.settingsChanged, operation: null, payload })),
    )
  }

  function namedFault(error: unknown): Fault {
    const broken = error instanceof JournalError ? error.broken : null
    if (
      error instanceof JournalError ||
      error instanceof SettingsError ||
      error instanceof ProvisionError ||
      error instanceof VaultError
    )
      return { code: error.code, detail: error.message, broken }
    const code = (error as { code?: unknown } | null)?.code
    return { code: typeof code === 'string' ? code : 'unknown', detail: String(error), broken }
  }

  async function closeParts(): Promise<void> {
    upkeep?.stop()
    upkeep = null
    const closing = parts
    parts = null
    await closing?.close()
  }

  function open(): Promise<void> {
    fault = null
    const failed = (error: unknown): void => {
      fault = namedFault(error)
      log('terminal.fault', { ...fault })
    }
    const behind = async (): Promise<void> => {
      await preparing
      await deps.shown
      if (!fault && settings !== null && must(vault, 'the vault').state() !== 'locked')
        await start(settings).catch(failed)
      deps.send('boot', boot())
    }
    preparing = prepare().catch(failed)
    opening = behind()
    return opening
  }

  function phase(): Boot['phase'] {
    if (fault) return 'fault'
    if (settings === null && provision === null) return 'setup'
    if (vault === null || vault.state() === 'locked') return 'unlock'
    return session.user() ? 'counter' : 'sign_in'
  }

  function boot(): Boot {
    const now = settings
    return {
      phase: phase(),
      fault,
      language: now?.language ?? provision?.provision.language ?? 'fr',
      theme: now?.theme ?? 'light',
      sounds: now?.sounds ?? true,
      quietSounds: [...(now?.quietSounds ?? [])],
      wedge: now?.wedge ?? settingsSchema.shape.wedge.parse(undefined),
      logo: now?.printer.logo
        ? world.devices.logo.picture(
            widthOf(world.devices.profiles.get(now.printer.profile), now.printer.paper).dots,
          )
        : null,
      environment: now?.environment ?? provision?.environment ?? 'training',
      training: now?.environment === 'training',
      terminal: now?.terminal ?? '',
      shop: now?.shop ?? { name: '', address: '', phone: '' },
      agentCode: now?.agentCode ?? '',
      users: [...(people?.users() ?? [])],
      trainingPins: now?.environment === 'training' ? [...trainingPins] : [],
      user: session.user(),
      current: session.user() ? session.current() : null,
      soleTerminal: now?.soleTerminal ?? false,
      otherTerminals: [...(now?.otherTerminals ?? [])],
      version: world.version,
      runtime: deps.runtime,
      vault: vault?.state() ?? 'locked',
      vaultFresh: vault?.fresh() ?? true,
      idleLockMs: (now?.timers ?? DEFAULT_TIMERS).idleLockMs,
    }
  }

  function status(): Status | null {
    if (!parts || !settings) return null
    return buildStatus({
      settings,
      connection: parts.connection,
      counter: parts.counter,
      queue: parts.queue,
      till: parts.till.status(session.user()),
      scanners: world.devices.scanners(),
      printerRemedy: world.devices.printerRemedy(settings.printer),
      clockWarning: parts.journal.clockWarning(),
      journalWritable,
    })
  }

  return {
    session,
    vault: () => must(vault, 'the vault'),
    store,
    settings: () => settings,
    people: () => must(people, 'the people file'),
    parts: () => must(parts, 'the journal'),
    boot,
    status,
    intend: (wanted) => {
      intended = wanted
    },
    open,
    prepared: () => preparing,
    opened: () => opening,
    reopen: async () => {
      await closeParts()
      await open()
    },
    setSettings: (next, by = session.who().cashier) => changeSettings(next, by),
    noteChange: (key, before, after, by = session.who().cashier) => noteChanges([{ key, before, after }], by),
    rememberTrainingPins,
    rememberTrainingPin,
    role: follow,
    peopleChanged: () => {
      follow()
      deps.send('boot', boot())
    },
    beginJournal: async (by) => {
      await closeParts()
      const left = orderSuccession(
        { folder: world.folder, environment: must(settings, 'the settings').environment },
        { by, at: clock.now(), fault: must(fault, 'a fault'), nativeBinding: world.nativeBinding },
      )
      log('journal.succession_ordered', { by, unsettled: left.length })
      await open()
      return left
    },
    changed: announce,
    devicesChanged: () => {
      parts?.queue.deviceChanged()
      announce()
    },
    close: async (why) => {
      if (parts) {
        try {
          parts.journal.append(session.who(), () => [
            { kind: TERMINAL_KINDS.stopped, operation: null, payload: { why } },
          ])
        } catch (error) {
          log('terminal.stop_not_written', { error: String(error) })
        }
      }
      await closeParts()
      await world.devices.close()
    },
  }
}
