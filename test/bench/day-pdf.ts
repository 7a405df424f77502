import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { LANGUAGES } from '../../electron/domain/paper'
import { createPaperWords } from '../../electron/receipts/words'
import { htmlOf } from '../../electron/reconciliation/html'
import { registerAppScheme } from '../../electron/windows/app-protocol'
import { createPdfWindow } from '../../electron/windows/pdf-window'
import { DAY_REPORT } from '../support/day-report'
import { allWords, paperHead } from '../support/papers'

/**
 * A main script of Electron: the terminal's own window for reports, and a day with forty breaks through it. Says on
 * stdout how long each took, and leaves the last of each language in its folder.
 */

const resolver = createRequire(import.meta.url)
const ROUNDS = Number(process.env.BENCH_ROUNDS)
const FOLDER = process.env.BENCH_FOLDER ?? app.getPath('userData')
const BREAKS = 40

async function reports(): Promise<void> {
  const window = createPdfWindow({
    fontFile: (family, file) =>
      join(dirname(resolver.resolve(`@fontsource/${family}/package.json`)), 'files', file),
  })
  const words = createPaperWords(allWords(), 'reconciliation')
  const breaks = Array.from({ length: BREAKS }, (_, index) => DAY_REPORT.breaks[index % 2]).filter(
    (one) => one !== undefined,
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    const language = LANGUAGES[round % LANGUAGES.length] ?? 'fr'
    const head = paperHead({ language })
    const from = performance.now()
    const pdf = await window.pdf(htmlOf(DAY_REPORT, breaks, head, words(language)))
    process.stdout.write(`bench pdf ${performance.now() - from} ${pdf.length}\n`)
    writeFileSync(join(FOLDER, `day-${language}.pdf`), pdf)
  }
}

app.setPath('userData', FOLDER)
registerAppScheme()
app
  .whenReady()
  .then(reports)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      app.exit(1)
    },
  )
