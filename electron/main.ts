import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, session as electronSession, Menu } from 'electron'
import { openIpcDoor } from './ipc/door'
import type { Log, openLog } from './log'
import type { Terminal } from './terminal'
import { APP_ORIGIN, registerAppScheme, serveApp } from './windows/app-protocol'
import { hardenApp } from './windows/hardening'
import { openTerminalWindow } from './windows/terminal-window'

/** How long closing may take: SIGTERM and a closed window end the app within 5 seconds. */
const CLOSE_MS = 4_000

/** A page that does not ask for its script must not keep the terminal closed. */
const PAGE_MS = 500

const build = join(import.meta.dirname, '..')
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
// No menu is made that no window would show; on macOS it is how an app is quit.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

/** Facts from before the log is read and open. */
const early: Parameters<Log>[] = []
let opened: ReturnType<typeof openLog> | null = null
const log: Log = (what, facts) => (opened ? opened.log(what, facts) : void early.push([what, facts]))
async function openedLog(): Promise<ReturnType<typeof openLog>> {
  const { openLog } = await import('./log')
  opened ??= openLog(profile)
  for (const fact of early.splice(0)) opened.log(...fact)
  return opened
}

/**
 * The window first: its page is fetched and read by other processes while this one reads the rest of the terminal,
 * whose parts compose.ts builds.
 */
async function main(): Promise<void> {
  const order = process.argv.indexOf('--archive')
  if (order >= 0) return archive(process.argv.slice(order + 1))
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
  const handedOver = new Promise<void>((resolve) => {
    serveApp(electronSession.defaultSession, join(build, 'renderer'), resolve)
    setTimeout(resolve, developer ? 0 : PAGE_MS)
  })
  const door = openIpcDoor()
  const window = openTerminalWindow({ buildFolder: build, url: developer ?? `${APP_ORIGIN}/`, log })
  // Node reads what stands behind it at its first use: now, while the page's process starts.
  void new Response('').arrayBuffer()

  let terminal: Terminal | null = null
  let closing = false
  const close = async (why: string): Promise<void> => {
    if (closing) return
    closing = true
    const late = setTimeout(() => app.exit(0), CLOSE_MS)
    try {
      await terminal?.close(why)
    } catch (error) {
      log('terminal.close_failed', { error: String(error) })
    }
    clearTimeout(late)
    opened?.flush()
    app.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void close(signal))
  app.on('before-quit', (event) => {
    event.preventDefault()
    void close('quit')
  })
  app.on('window-all-closed', () => void close('window closed'))
  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })

  // The raster window is no terminal: without its counter the app is over.
  window.on('closed', () => void close('window closed'))

  await handedOver
  const [{ compose }, ownLog] = await Promise.all([import('./compose'), openedLog()])
  if (closing) return
  terminal = compose({ profile, build, developer, fallback, window, door, log: ownLog })
  await terminal.open()
}

/** `npm run archive`: no window, one archive. A journal that is open in a window says so itself. */
async function archive(args: readonly string[]): Promise<void> {
  const passphrase = process.env.GUICHET_PASSPHRASE ?? null
  delete process.env.GUICHET_PASSPHRASE
  await app.whenReady()
  const [{ archiveCommand }, { safeStoragePort }, { log: ownLog, flush }] = await Promise.all([
    import('./archive-command'),
    import('./windows/safe-storage'),
    openedLog(),
  ])
  const code = await archiveCommand({
    profile,
    args,
    passphrase,
    safeStorage: safeStoragePort(),
    version: app.getVersion(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    log: ownLog,
  })
  flush()
  app.exit(code)
}

process.on('uncaughtException', (error) => log('fault.uncaught', { error: error.stack ?? String(error) }))
process.on('unhandledRejection', (error) => log('fault.unhandled', { error: String(error) }))

main().catch(async (error: unknown) => {
  process.stderr.write(`Guichet could not start: ${String(error)}\n`)
  log('fault.start', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  await openedLog().finally(() => app.exit(1))
})
