import { BrowserWindow, session } from 'electron'
import { bundledFaces } from './bundled-faces'
import { hardenSession } from './hardening'

const PARTITION = 'report'
const ORIGIN = 'app://report'
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src app://report; img-src data:"

/** Page numbers at the foot of each page; Chromium fills the two classes in. */
const FOOT =
  '<div style="width:100%;text-align:center;font:8px sans-serif;color:#51605d"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

export interface PdfWindow {
  /** A4, by Chromium's own printing. One page at a time. */
  readonly pdf: (html: string) => Promise<Uint8Array>
  readonly close: () => void
}

/**
 * A hidden window that prints pages of ours into PDFs. It is opened at its first use and then stays warm; it has its
 * own in-memory session, no preload, no script and no network.
 */
export function createPdfWindow(deps: {
  /** Path of a file of `@fontsource/FAMILY/files`. */
  readonly fontFile: (family: string, file: string) => string
}): PdfWindow {
  let page = ''
  let window: BrowserWindow | null = null
  let closed = false

  function opened(): BrowserWindow {
    if (window && !window.isDestroyed()) return window
    const own = session.fromPartition(PARTITION)
    hardenSession(own)
    const faces = bundledFaces(ORIGIN, deps.fontFile)
    if (own.protocol.isProtocolHandled('app')) own.protocol.unhandle('app')
    own.protocol.handle('app', async (request) => {
      const url = new URL(request.url)
      if (url.host !== 'report') return new Response('no', { status: 404 })
      return (
        faces.serve(url) ??
        new Response(page.replace('<head>', `<head><style>${faces.css}</style>`), {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
        })
      )
    })
    window = new BrowserWindow({
      show: false,
      frame: false,
      width: 794,
      height: 1_123,
      webPreferences: {
        session: own,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        backgroundThrottling: false,
      },
    })
    return window
  }

  async function printed(html: string): Promise<Uint8Array> {
    if (closed) throw new Error('the terminal is closing')
    const at = opened()
    page = html
    await at.loadURL(`${ORIGIN}/`)
    await at.webContents.executeJavaScript('document.fonts.ready.then(() => null)')
    const pdf = await at.webContents.printToPDF({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOT,
    })
    page = ''
    return new Uint8Array(pdf)
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    pdf: (html) => {
      const next = last.then(() => printed(html))
      last = next.catch(() => undefined)
      return next
    },
    close: () => {
      closed = true
      if (window && !window.isDestroyed()) window.destroy()
    },
  }
}
