import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { printerSettingsSchema } from '../../electron/domain/devices'
import { encodeLaid } from '../../electron/receipts/encode'
import { createPaperLayout, widthOf } from '../../electron/receipts/layout'
import { registerAppScheme } from '../../electron/windows/app-protocol'
import { openRasterWindow } from '../../electron/windows/raster-window'
import { to1bit } from '../../native/printer/bitmap'
import { UNKNOWN_PROFILE } from '../../native/printer/profile'
import { allWords, cashInReceipt, paperHead } from '../support/papers'

/**
 * A main script of Electron: the terminal's own raster window and the way of an Arabic receipt through it, from its
 * data to the printer's bytes. Says on stdout how long each took.
 */

const resolver = createRequire(import.meta.url)
const ROUNDS = Number(process.env.BENCH_ROUNDS)

async function papers(): Promise<void> {
  const raster = openRasterWindow({
    fontFile: (family, file) =>
      join(dirname(resolver.resolve(`@fontsource/${family}/package.json`)), 'files', file),
  })
  const lay = createPaperLayout(allWords())
  const settings = printerSettingsSchema.parse({ transport: 'tcp', paper: 80 })
  const { columns } = widthOf(UNKNOWN_PROFILE, settings.paper)
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = paperHead({
      language: 'ar',
      shopName: 'بقالة الأمل',
      shopAddress: '14، زنقة ابن بطوطة، الدار البيضاء',
    })
    // Another number each time, as at a counter.
    const data = cashInReceipt({
      head,
      number: `CASA1-${String(round + 1).padStart(6, '0')}`,
      customerName: 'أمينة الراشدي',
    })
    const from = performance.now()
    const bytes = await encodeLaid(
      lay({ data, copy: 0, columns, logo: false }),
      settings,
      UNKNOWN_PROFILE,
      async (html, width, threshold) => {
        const painted = await raster.paint(html, width)
        return to1bit(painted.bgra, painted.width, painted.height, threshold)
      },
      null,
    )
    process.stdout.write(`bench paper ${performance.now() - from} ${bytes.length}\n`)
  }
}

app.setPath('userData', process.env.BENCH_FOLDER ?? app.getPath('userData'))
registerAppScheme()
app
  .whenReady()
  .then(papers)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      app.exit(1)
    },
  )
