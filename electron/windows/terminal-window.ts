import { join } from 'node:path'
import { BrowserWindow } from 'electron'

export interface TerminalWindowDeps {
  /** The folder of the build (`out/`). */
  readonly buildFolder: string
  /** `app://guichet/` or the development server. */
  readonly url: string
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

/** How long a renderer may hang before it is reloaded. */
const HANG_MS = 8_000

/**
 * Opens the counter's window, sandboxed and isolated. A renderer that crashes or hangs is reloaded: main holds
 * the operation under way, so nothing is lost with it.
 */
export function openTerminalWindow(deps: TerminalWindowDeps): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    useContentSize: true,
    show: false,
    autoHideMenuBar: true,
    title: 'Guichet',
    backgroundColor: '#e9edeb',
    webPreferences: {
      preload: join(deps.buildFolder, 'preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())

  keepAlive(window, deps.log)
  void window.loadURL(deps.url)
  return window
}

/** Reloads the page when its process is gone, and ends a process that no longer answers. */
function keepAlive(window: BrowserWindow, log: TerminalWindowDeps['log']): void {
  const contents = window.webContents
  let crashes = 0
  let asked = false
  const reload = (why: string): void => {
    log('renderer.reloaded', { why })
    // A page that dies at once, again and again, must not spin.
    crashes += 1
    setTimeout(
      () => {
        if (!window.isDestroyed()) contents.reload()
      },
      Math.min(crashes * 200, 5_000),
    )
  }
  contents.on('did-finish-load', () => {
    asked = false
    setTimeout(() => {
      crashes = 0
    }, 10_000).unref()
  })
  contents.on('render-process-gone', (_event, details) => {
    asked = false
    if (details.reason !== 'clean-exit') reload(details.reason)
  })
  // Chromium calls a page unresponsive only once somebody presses a key on it; the queue would notice first.
  const pulse = setInterval(() => {
    if (contents.isLoading() || contents.isCrashed() || contents.isDevToolsOpened()) return
    if (asked) {
      log('renderer.hangs', {})
      contents.forcefullyCrashRenderer()
      return
    }
    asked = true
    contents.executeJavaScript('0').then(
      () => {
        asked = false
      },
      (error: unknown) => log('renderer.no_answer', { error: String(error) }),
    )
  }, HANG_MS)
  window.on('closed', () => clearInterval(pulse))
}
