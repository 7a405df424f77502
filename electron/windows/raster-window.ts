import { BrowserWindow, session } from 'electron'
import { bundledFaces } from './bundled-faces'
import { hardenSession } from './hardening'

/** A picture as the hidden window painted it: blue, green, red, alpha, four bytes a dot, no padding. */
export interface Painted {
  readonly width: number
  readonly height: number
  readonly bgra: Uint8Array
}

const PARTITION = 'raster'
const ORIGIN = 'app://raster'
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src app://raster; img-src data:"

export interface RasterWindow {
  /** Paints a page `width` dots wide at device scale 1, as high as its content. One page at a time. */
  readonly paint: (html: string, width: number) => Promise<Painted>
  readonly close: () => void
}

/**
 * A warm hidden window in which Chromium shapes what no printer can (DESIGN.md section 7). It has its own
 * in-memory session, no preload and no network; the page it shows is ours, and holds no script.
 */
export function openRasterWindow(deps: {
  /** Path of a file of `@fontsource/FAMILY/files`. */
  readonly fontFile: (family: string, file: string) => string
}): RasterWindow {
  const own = session.fromPartition(PARTITION)
  hardenSession(own)
  const faces = bundledFaces(ORIGIN, deps.fontFile)
  let page = ''
  own.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'raster') return new Response('no', { status: 404 })
    return (
      faces.serve(url) ??
      new Response(page.replace('<head>', `<head><style>${faces.css}</style>`), {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
      })
    )
  })
  const window = new BrowserWindow({
    show: false,
    frame: false,
    width: 576,
    height: 800,
    useContentSize: true,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  })
  const contents = window.webContents

  async function paint(html: string, width: number): Promise<Painted> {
    page = html
    await window.loadURL(`${ORIGIN}/`)
    // Fonts are fetched only when a text asks for them: measured before they are there, the page would be clipped.
    const height = Number(
      await contents.executeJavaScript(
        'document.fonts.ready.then(() => Math.ceil(document.body.getBoundingClientRect().bottom))',
      ),
    )
    window.setContentSize(width, Math.max(1, height))
    await contents.executeJavaScript('new Promise((done) => requestAnimationFrame(() => done(null)))')
    const image = await contents.capturePage({ x: 0, y: 0, width, height }, { stayHidden: true })
    // A screen with a scale factor paints larger: a dot must stay a dot.
    const dots = image.getScaleFactors().includes(1)
      ? image
      : image.resize({ width, height, quality: 'best' })
    return { width, height, bgra: dots.toBitmap() }
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    paint: (html, width) => {
      const next = last.then(() => paint(html, width))
      last = next.catch(() => undefined)
      return next
    },
    close: () => {
      if (!window.isDestroyed()) window.destroy()
    },
  }
}
