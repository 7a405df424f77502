import type { ElectronApplication } from '@playwright/test'
import type { Language } from '../../electron/domain/paper'
import { paperHtml } from '../../electron/receipts/raster-html'
import { inkThreshold, to1bit } from '../../native/printer/bitmap'
import type { Dots } from './joins'
import { dotsOf } from './joins'

type Lines = Parameters<typeof paperHtml>[0]

export interface Drawn {
  readonly dots: Dots
  /** Where the counts and the values of each row begin, from the left. */
  readonly columns: readonly (readonly [number, number])[]
}

/**
 * Lines as the terminal's own raster window draws them, in its fonts and its Chromium; it must have drawn before.
 * Only for papers that nobody can ask for in a test: what a key brings out is read from the printer.
 */
export async function drawnByTerminal(
  app: ElectronApplication,
  lines: Lines,
  language: Language,
  width: number,
): Promise<Drawn> {
  const html = paperHtml(lines, language, width)
  const show = `(async () => {
    const [faces] = document.querySelectorAll('style')
    const page = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html')
    document.head.replaceChildren(faces, ...page.querySelectorAll('style'))
    document.body.replaceWith(page.body)
    document.body.getBoundingClientRect()
    await document.fonts.ready
    return {
      height: Math.ceil(document.body.getBoundingClientRect().bottom),
      columns: [...document.querySelectorAll('.row')].map(({ children }) =>
        [1, 2].map((at) => Math.round(children[at].getBoundingClientRect().left))),
    }
  })()`
  const painted = await app.evaluate(
    async ({ BrowserWindow }, [script, across]) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
        webContents.getURL().startsWith('app://raster'),
      )
      if (!window) throw new Error('no raster window')
      const { height, columns } = await window.webContents.executeJavaScript(script)
      window.setContentSize(across, height)
      await window.webContents.executeJavaScript(
        'new Promise((done) => requestAnimationFrame(() => done(null)))',
      )
      const image = await window.webContents.capturePage(
        { x: 0, y: 0, width: across, height },
        { stayHidden: true },
      )
      return { height: height as number, columns, bgra: image.toBitmap().toString('base64') }
    },
    [show, width] as const,
  )
  const bgra = Buffer.from(painted.bgra, 'base64')
  return { dots: dotsOf(to1bit(bgra, width, painted.height, inkThreshold(3))), columns: painted.columns }
}
