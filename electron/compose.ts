import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import { to1bit } from '../native/printer/bitmap'
import { createLineLocks } from '../native/printer/line-locks'
import { createVirtualPrinterDevice } from '../native/printer/virtual'
import ar from '../resources/words/ar.json'
import en from '../resources/words/en.json'
import fr from '../resources/words/fr.json'
import { BUILT_IN_PROFILES } from './devices/built-in-profiles'
import { createDevices } from './devices/devices'
import { createProfileBook } from './devices/profiles'
import { LONGEST_CHALLENGE_MS, mayAsk, readChallengeEnd } from './domain/challenge'
import { systemClock } from './domain/clock'
import { createHandlers } from './handlers'
import type { RequestName } from './ipc/contract'
import type { IpcDoor } from './ipc/door'
import { createIpcServer } from './ipc/server'
import type { openLog } from './log'
import { nativeBinding } from './native-binding'
import type { World } from './parts'
import { createPaperWords } from './receipts/words'
import { isTryOut } from './settings/hosts'
import { takeKey } from './settings/provision'
import { createTerminal, type Terminal } from './terminal'
import { APP_ORIGIN } from './windows/app-protocol'
import { type ChallengeAsked, type ChallengeResult, createChallenge } from './windows/challenge'
import { openManualWindow } from './windows/manual-window'
import { createPdfWindow } from './windows/pdf-window'
import { openRasterWindow, type RasterWindow } from './windows/raster-window'
import { safeStoragePort } from './windows/safe-storage'

export interface ComposeDeps {
  readonly profile: string
  /** The folder of the build (`out/`). */
  readonly build: string
  /** The development server's address. */
  readonly developer: string | undefined
  readonly fallback: boolean
  readonly window: BrowserWindow
  readonly door: IpcDoor
  readonly log: ReturnType<typeof openLog>
}

/** What the window asks first, and what helps where nothing opens. */
const ASKED_FIRST: ReadonlySet<RequestName> = new Set([
  'app.boot',
  'app.status',
  'app.diagnostics',
  'app.manual',
])
/** A window that never says that it stands must not keep the terminal closed. */
const SHOWN_MS = 2_000
/** From the counter's page on until the hidden window for pictures is opened. */
const RASTER_MS = 3_000

/** Builds the parts of the terminal behind its window and wires them; no logic. Whoever asks opens it. */
export function compose({
  profile,
  build,
  developer,
  fallback,
  window,
  door,
  log: { log, flush },
}: ComposeDeps): Terminal {
  const resolver = createRequire(import.meta.url)
  let raster: RasterWindow | null = null
  const fontFile = (family: string, file: string): string =>
    join(dirname(resolver.resolve(`@fontsource/${family}/package.json`)), 'files', file)
  const pdf = createPdfWindow({ fontFile })
  /** Last lines of the log, for the support of a shop; the log itself is redacted as it is written. */
  const diagnostics = (facts: Record<string, unknown>): string => {
    flush()
    const file = join(profile, 'logs', 'guichet.log')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-200) : []
    return [JSON.stringify(facts, null, 2), ...lines].join('\n')
  }

  /** Virtual devices of tests and of `npm run devices`, listed as if they were plugged in. */
  const extraFolder = process.env.GUICHET_DEVICES ?? null
  const devices = createDevices({
    folder: profile,
    clock: systemClock,
    lines: createLineLocks(),
    profiles: createProfileBook({ builtIn: BUILT_IN_PROFILES, folder: join(profile, 'printers'), log }),
    platform: process.platform,
    appFolder: app.isPackaged ? process.resourcesPath : join(build, '..'),
    discovery: async () => {
      const { createDiscovery } = await import('../native/discovery/discovery')
      return createDiscovery({ clock: systemClock, extraFolder, platform: process.platform })
    },
    hid: async () => {
      const { openHidBus } = await import('../native/scanner/hid-bus')
      return openHidBus({ extraFolder })
    },
    virtual: createVirtualPrinterDevice(),
    onChange: () => {
      server.send('devices', {})
      terminal.devicesChanged()
    },
    onScanned: (scanned) => server.send('scanned', scanned),
    log,
  })
  const world: Omit<World, 'halt'> = {
    folder: profile,
    version: app.getVersion(),
    nativeBinding: nativeBinding(),
    clock: systemClock,
    ids: { uuid: randomUUID },
    random: Math.random,
    randomBytes,
    raster: async (html, width, threshold) => {
      raster ??= openRasterWindow({ fontFile })
      const painted = await raster.paint(html, width)
      return to1bit(painted.bgra, painted.width, painted.height, threshold)
    },
    pdf: pdf.pdf,
    words: { fr, ar, en },
    devices,
    log,
  }
  let tell: () => void = () => undefined
  const shown = new Promise<void>((resolve) => {
    tell = resolve
  })
  systemClock.after(SHOWN_MS, tell)
  const terminal = createTerminal({
    world,
    shown,
    safeStorage: safeStoragePort(),
    apiKey: takeKey(process.env, 'GUICHET_API_KEY'),
    webhookKey: takeKey(process.env, 'GUICHET_WEBHOOK_KEY'),
    haltAt: process.env.GUICHET_HALT_AT ?? null,
    // A power cut, not a close: nothing after this line runs.
    halt: () => process.kill(process.pid, 'SIGKILL'),
    runtime: { electron: process.versions.electron ?? '', fallback },
    send: (name, payload) => server.send(name, payload),
    challenge: () => challenge,
  })
  /** A Chari on this machine: only then may its bank's page be on this machine too, and go without TLS. */
  const tryOut = (): boolean => {
    const settings = terminal.settings()
    return settings !== null && isTryOut(settings)
  }
  const challenge = createChallenge({
    buildFolder: build,
    developer,
    over: window,
    rules: { endOf: readChallengeEnd, mayAsk: (address) => mayAsk(address, tryOut()) },
    longestMs: LONGEST_CHALLENGE_MS,
    clock: systemClock,
    look: terminal.boot,
    words: createPaperWords(world.words, 'challenge.window'),
    onBeat: () => {
      const operation = challenge.current()
      if (operation !== null) server.send('challengeOpen', { operation })
    },
    log,
  })
  // A handle for whoever drives this process (docs/automation.md): any page as a bank's, in training and on loopback.
  const driven: NodeJS.EventEmitter = app
  driven.on('guichet:challenge', (asked: ChallengeAsked, tell: (how: ChallengeResult) => void) => {
    if (tryOut()) void challenge.open(asked).then(tell)
  })
  const handlers = createHandlers({
    terminal,
    world,
    diagnostics,
    protect: (on) => window.setContentProtection(on),
    expectBank: challenge.expect,
    openManual: (anchor) => openManualWindow({ buildFolder: build, over: window, anchor }),
    focusChallenge: challenge.focus,
    send: (name, payload) => server.send(name, payload),
  })
  const server = createIpcServer({
    door,
    terminal: () => (window.isDestroyed() ? null : window.webContents),
    origin: developer ? new URL(developer).origin : APP_ORIGIN,
    role: terminal.role,
    handlers: {
      ...handlers,
      'app.status': (input) => {
        // Once the answer has left.
        setImmediate(tell)
        return handlers['app.status'](input)
      },
      'session.lock': (input) => {
        // Nobody is at the counter any more: what the bank's page would still say is settled later.
        void challenge.close()
        return handlers['session.lock'](input)
      },
    },
    ready: (name) => (ASKED_FIRST.has(name) ? terminal.prepared() : terminal.opened()),
    log,
  })

  // After the counter, which is the first window there is and the only one that anybody waits for: a process more
  // would take its time from it. A paper that needs the raster window sooner opens it itself.
  window.webContents.once('did-finish-load', () => {
    systemClock.after(RASTER_MS, () => {
      if (!window.isDestroyed()) raster ??= openRasterWindow({ fontFile })
    })
  })
  return {
    ...terminal,
    close: async (why) => {
      // First, so that what becomes of its operation is still written.
      void challenge.close()
      await terminal.close(why)
    },
  }
}
