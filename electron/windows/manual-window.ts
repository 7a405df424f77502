import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrowserWindow, type Session, session } from 'electron'
import { hardenSession } from './hardening'

const PARTITION = 'manual'
const ORIGIN = 'app://manual'
/** The page names its own style by hash, in a policy of its own; both hold. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const ZOOM = { least: 0.5, most: 3, step: 1.1 } as const

export interface ManualWindowDeps {
  /** The folder of the build (`out/`); the page is `manual/index.html` in it. */
  readonly buildFolder: string
  /** The counter's window: the manual lies over it, closes with it, and gives it the focus back. */
  readonly over: BrowserWindow | null
  /** A heading of the manual; empty: its beginning. */
  readonly anchor: string
}

/**
 * Shows the agents' manual in a window of its own, one at a time: its own in-memory session that reaches nothing but
 * the page, no script, no preload. Escape, F1 and closing lead back to the counter.
 */
export function openManualWindow({ buildFolder, over, anchor }: ManualWindowDeps): void {
  const own = readingSession(buildFolder)
  const window =
    BrowserWindow.getAllWindows().find(({ webContents }) => webContents.session === own) ??
    readingWindow(own, over)
  const place = anchor === '' ? '' : `#${encodeURIComponent(anchor)}`
  // A load that the next one overtakes is no fault: the reader has asked for another place.
  window.loadURL(`${ORIGIN}/${place}`).catch(() => undefined)
  if (window.isMinimized()) window.restore()
  window.focus()
}

function readingSession(buildFolder: string): Session {
  const own = session.fromPartition(PARTITION)
  if (own.protocol.isProtocolHandled('app')) return own
  hardenSession(own)
  own.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'manual' || pathname !== '/') return new Response('no', { status: 404 })
    try {
      return new Response(new Uint8Array(await readFile(join(buildFolder, 'manual/index.html'))), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
        },
      })
    } catch {
      return new Response('not built', { status: 404 })
    }
  })
  // Nothing else has a way out of this session, whatever the page may ask for.
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !/^(app|data|devtools):/.test(url) }))
  return own
}

function readingWindow(own: Session, over: BrowserWindow | null): BrowserWindow {
  const terminal = over && !over.isDestroyed() ? over : null
  const window = new BrowserWindow({
    ...(terminal ? { parent: terminal } : {}),
    width: 1100,
    height: 720,
    minWidth: 480,
    minHeight: 360,
    useContentSize: true,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      session: own,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.removeMenu()
  window.once('ready-to-show', () => window.show())
  window.on('closed', () => {
    if (terminal && !terminal.isDestroyed()) terminal.focus()
  })
  const contents = window.webContents
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown') return
    if (input.key === 'Escape' || input.key === 'F1') {
      event.preventDefault()
      window.close()
      return
    }
    const zoomed = input.control || input.meta ? zoom(input.key, contents.getZoomFactor()) : null
    if (zoomed === null) return
    event.preventDefault()
    contents.setZoomFactor(zoomed)
  })
  return window
}

/** The factor after a key held with Ctrl; null: it is no key of zooming. */
function zoom(key: string, now: number): number | null {
  switch (key) {
    case '+':
    case '=':
      return Math.min(ZOOM.most, now * ZOOM.step)
    case '-':
      return Math.max(ZOOM.least, now / ZOOM.step)
    case '0':
      return 1
    default:
      return null
  }
}
