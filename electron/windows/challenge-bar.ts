import { join } from 'node:path'
import { BrowserWindow, type Rectangle, type Session, session, type View } from 'electron'
import { APP_ORIGIN, serveApp } from './app-protocol'
import { BAR_ACT_CHANNEL, BAR_STATE_CHANNEL, type BarAct, type BarState } from './challenge-channels'
import { hardenSession } from './hardening'

/** As high as renderer/challenge.css lays it out. */
const BAR_HEIGHT = 176
const LEAST = { width: 560, height: 480 } as const
const MARGIN = 8

/**
 * Where it stands over the counter, whose bars stay in sight, and training's band: they are as high as
 * renderer/tokens.css and styles/frame.css have them.
 */
function placeOver(
  counter: Rectangle,
  { training, rightToLeft }: Pick<BarDeps, 'training' | 'rightToLeft'>,
): Rectangle {
  const rem = counter.width >= 1800 && counter.height >= 960 ? 20 : 16
  const low = counter.height <= 740
  const frame = training ? (low ? 0.5 : 0.625) : 0
  const band = training ? (low ? 2 : 2.75) : 0
  const top = Math.ceil((frame + band + (low ? 3 : 3.5)) * rem) + MARGIN
  const bottom = Math.ceil((frame + (low ? 4 : 4.5)) * rem) + MARGIN
  const side = Math.ceil(frame * rem) + 2 * MARGIN
  const width = Math.min(39.5 * rem, counter.width - 2 * side)
  const x = rightToLeft ? counter.x + side : counter.x + counter.width - width - side
  return { x, y: counter.y + top, width, height: counter.height - top - bottom }
}

export interface BarDeps {
  /** The folder of the build (`out/`). */
  readonly buildFolder: string
  /** The development server's address. */
  readonly developer: string | undefined
  readonly over: BrowserWindow
  readonly title: string
  readonly training: boolean
  /** On which side of the counter it stands: at the end of its lines. */
  readonly rightToLeft: boolean
  readonly onAct: (act: BarAct) => void
  readonly onKey: (key: 'Escape' | 'F6') => void
  /** By the window's own cross, or with the counter. */
  readonly onClosed: () => void
}

export interface Bar {
  readonly draw: (state: BarState) => void
  /** Puts the bank's page under the bar. */
  readonly hold: (view: View) => void
  /** Gives the bar the keyboard. */
  readonly focus: () => void
  /** Brings the window to the front. */
  readonly raise: () => void
  readonly close: () => void
}

/** The bar's page and its faces, and nothing else: no network, nothing kept. */
function barSession(deps: Pick<BarDeps, 'buildFolder' | 'developer'>): Session {
  const own = session.fromPartition('challenge-bar')
  if (own.protocol.isProtocolHandled('app')) return own
  hardenSession(own)
  serveApp(own, join(deps.buildFolder, 'renderer'), () => undefined)
  if (deps.developer === undefined)
    own.webRequest.onBeforeRequest(({ url }, decide) =>
      decide({ cancel: !/^(app|data|devtools):/.test(url) }),
    )
  return own
}

/** Our framed window over the counter: the bar on top, room for the bank's page below it. */
export function openBar(deps: BarDeps): Bar {
  const { over } = deps
  const window = new BrowserWindow({
    parent: over,
    ...placeOver(over.getContentBounds(), deps),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    minimizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    autoHideMenuBar: true,
    title: deps.title,
    backgroundColor: '#ffffff',
    webPreferences: {
      session: barSession(deps),
      preload: join(deps.buildFolder, 'preload/challenge.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  })
  window.removeMenu()
  // Windows and macOS keep it off pictures and recordings of the screen; Linux has no such word.
  window.setContentProtection(true)
  const contents = window.webContents
  let held: View | null = null
  const lay = (): void => {
    const { width, height } = window.getContentBounds()
    held?.setBounds({ x: 0, y: BAR_HEIGHT, width, height: Math.max(0, height - BAR_HEIGHT) })
  }
  window.on('resize', lay)
  window.on('closed', deps.onClosed)
  contents.ipc.on(BAR_ACT_CHANNEL, (_event, act: BarAct) => deps.onAct(act))
  contents.on('before-input-event', (event, { type, key }) => {
    if (type !== 'keyDown' || (key !== 'Escape' && key !== 'F6')) return
    event.preventDefault()
    deps.onKey(key)
  })
  void window.loadURL(`${deps.developer ?? APP_ORIGIN}/challenge.html`)
  return {
    draw: (state) => {
      if (!window.isDestroyed()) contents.send(BAR_STATE_CHANNEL, state)
    },
    hold: (view) => {
      held = view
      window.contentView.addChildView(view)
      lay()
    },
    focus: () => {
      if (!window.isDestroyed()) contents.focus()
    },
    raise: () => {
      if (!window.isDestroyed()) window.focus()
    },
    close: () => {
      if (window.isDestroyed()) return
      window.destroy()
      if (!over.isDestroyed()) over.focus()
    },
  }
}
