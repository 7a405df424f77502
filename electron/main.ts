import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { app, type BrowserWindow, session as electronSession } from 'electron'
import { to1bit } from '../native/printer/bitmap'
import { createLineLocks } from '../native/printer/line-locks'
import { createVirtualPrinterDevice } from '../native/printer/virtual'
import ar from '../resources/words/ar.json'
import en from '../resources/words/en.json'
import fr from '../resources/words/fr.json'
import { BUILT_IN_PROFILES } from './devices/built-in-profiles'
import { createDevices } from './devices/devices'
import { createProfileBook } from './devices/profiles'
import { systemClock } from './domain/clock'
import { createHandlers } from './handlers'
import { createIpcServer } from './ipc/server'
import { openLog } from './log'
import type { World } from './parts'
import { createPaperLayout } from './receipts/layout'
import { takeApiKey } from './settings/provision'
import { createTerminal } from './terminal'
import { APP_ORIGIN, registerAppScheme, serveApp } from './windows/app-protocol'
import { hardenApp } from './windows/hardening'
import { openManualWindow } from './windows/manual-window'
import { openRasterWindow, type RasterWindow } from './windows/raster-window'
import { safeStoragePort } from './windows/safe-storage'
import { openTerminalWindow } from './windows/terminal-window'

/** How long closing may take: SIGTERM and a closed window end the app within 5 seconds. */
const CLOSE_MS = 4_000

const build = join(import.meta.dirname, '..')
const resolver = createRequire(import.meta.url)
const profile = process.env.GUICHET_PROFILE ?? app.getPath('userData')
const developer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const fallback = !app.isPackaged && process.env.GUICHET_FALLBACK === '1'

// Everything that the app and its browser write stays under the profile.
mkdirSync(profile, { recursive: true })
for (const name of ['userData', 'sessionData', 'crashDumps'] as const)
  app.setPath(name, join(profile, 'browser'))
app.setAppLogsPath(join(profile, 'logs'))

registerAppScheme()
const sandboxed = !app.commandLine.hasSwitch('no-sandbox')
if (sandboxed) app.enableSandbox()
const { log, flush } = openLog(profile)

/** The Node-API 9 build of better-sqlite3, where this runtime needs it. */
function nativeBinding(): string | null {
  if (Number(process.versions.napi ?? 0) >= 10) return null
  const packed = join(process.resourcesPath ?? '', 'native', 'better_sqlite3.node')
  return process.env.GUICHET_SQLITE_BINDING ?? (existsSync(packed) ? packed : null)
}

/** Last lines of the log, for the support of a shop; the log itself is redacted as it is written. */
function diagnostics(facts: Record<string, unknown>): string {
  flush()
  const file = join(profile, 'logs', 'guichet.log')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-200) : []
  return [JSON.stringify(facts, null, 2), ...lines].join('\n')
}

async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('Guichet is open already on this profile; its window was brought to the front.\n')
    app.exit(0)
    return
  }
  await app.whenReady()
  if (app.isPackaged && !sandboxed && process.env.GUICHET_E2E_BUILD !== '1') {
    process.stderr.write(
      'Guichet does not start without its sandbox: run it as an ordinary user, without --no-sandbox.\n',
    )
    app.exit(1)
    return
  }
  hardenApp()
  serveApp(electronSession.defaultSession, join(build, 'renderer'))

  let window: BrowserWindow | null = null
  let raster: RasterWindow | null = null
  const fontFile = (family: string, file: string): string =>
    join(dirname(resolver.resolve(`@fontsource/${family}/package.json`)), 'files', file)

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
    lay: createPaperLayout({ fr, ar, en }),
    devices,
    log,
  }
  const terminal = createTerminal({
    world,
    safeStorage: safeStoragePort(),
    apiKey: takeApiKey(process.env),
    haltAt: process.env.GUICHET_HALT_AT ?? null,
    // A power cut, not a close: nothing after this line runs.
    halt: () => process.kill(process.pid, 'SIGKILL'),
    runtime: { electron: process.versions.electron ?? '', fallback },
    send: (name, payload) => server.send(name, payload),
  })
  const server = createIpcServer({
    terminal: () => (window && !window.isDestroyed() ? window.webContents : null),
    origin: developer ? new URL(developer).origin : APP_ORIGIN,
    role: () => terminal.session.user()?.role ?? null,
    handlers: createHandlers({
      terminal,
      world,
      diagnostics,
      openManual: (anchor) => openManualWindow({ buildFolder: build, over: window, anchor }),
      send: (name, payload) => server.send(name, payload),
    }),
    log,
  })

  let closing = false
  const close = async (why: string): Promise<void> => {
    if (closing) return
    closing = true
    const late = setTimeout(() => app.exit(0), CLOSE_MS)
    try {
      await terminal.close(why)
    } catch (error) {
      log('terminal.close_failed', { error: String(error) })
    }
    clearTimeout(late)
    flush()
    app.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void close(signal))
  app.on('before-quit', (event) => {
    event.preventDefault()
    void close('quit')
  })
  app.on('window-all-closed', () => void close('window closed'))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })

  const opening = terminal.open()
  window = openTerminalWindow({ buildFolder: build, url: developer ?? `${APP_ORIGIN}/`, log })
  // The raster window is no terminal: without its counter the app is over.
  window.on('closed', () => void close('window closed'))
  window.webContents.once('did-finish-load', () => {
    raster ??= openRasterWindow({ fontFile })
  })
  await opening
}

process.on('uncaughtException', (error) => log('fault.uncaught', { error: error.stack ?? String(error) }))
process.on('unhandledRejection', (error) => log('fault.unhandled', { error: String(error) }))

main().catch((error: unknown) => {
  log('fault.start', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  process.stderr.write(`Guichet could not start: ${String(error)}\n`)
  app.exit(1)
})
