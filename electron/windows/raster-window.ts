import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { BrowserWindow, session } from 'electron'
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

/** Faces of the papers' pictures, by weight, and the package that holds each file. */
const FACES = [
  {
    family: 'Noto Sans Arabic',
    weight: 400,
    from: 'noto-sans-arabic',
    file: 'noto-sans-arabic-arabic-400-normal.woff2',
  },
  {
    family: 'Noto Sans Arabic',
    weight: 600,
    from: 'noto-sans-arabic',
    file: 'noto-sans-arabic-arabic-600-normal.woff2',
  },
  {
    family: 'IBM Plex Sans',
    weight: 400,
    from: 'ibm-plex-sans',
    file: 'ibm-plex-sans-latin-400-normal.woff2',
  },
  {
    family: 'IBM Plex Sans',
    weight: 600,
    from: 'ibm-plex-sans',
    file: 'ibm-plex-sans-latin-600-normal.woff2',
  },
] as const

const faceRules = FACES.map(
  ({ family, weight, file }) =>
    `@font-face{font-family:"${family}";font-weight:${weight};font-display:block;src:url(${ORIGIN}/fonts/${file})}`,
).join('')

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
  let page = ''
  own.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'raster') return new Response('no', { status: 404 })
    if (url.pathname.startsWith('/fonts/')) {
      const file = basename(url.pathname)
      const face = FACES.find((one) => one.file === file)
      if (!face) return new Response('no', { status: 404 })
      return new Response(new Uint8Array(await readFile(deps.fontFile(face.from, file))), {
        headers: { 'content-type': 'font/woff2' },
      })
    }
    return new Response(page.replace('<head>', `<head><style>${faceRules}</style>`), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
    })
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
