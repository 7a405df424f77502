// `npm run manual`: the agents' manual of docs/manuel as a page and as a PDF; with `--pictures` its pictures are first
// taken anew from the tour.
import fs from 'node:fs'
import path from 'node:path'
import { chapterFiles, MANUAL } from './manual/markup.mjs'
import { OUT, writeManualPage } from './manual/page.mjs'
import { runTool } from './tool.mjs'
import { Remedy, ROOT, say } from './toolchain.mjs'

const TOUR = path.join(ROOT, 'out', 'tour')
const IMAGES = path.join(MANUAL, 'images')
/** Pixels and bytes that a picture of the manual may have. */
const WIDTH = 1366
const MOST = 80_000

const inElectron = (task) =>
  runTool(
    'electron',
    ['--log-level=3', path.join(ROOT, 'scripts', 'manual', 'in-electron.mjs'), JSON.stringify(task)],
    { display: 'any' },
  )

/** Names of the pictures that the chapters show, without their ending. */
const shown = () => [
  ...new Set(
    chapterFiles().flatMap((file) =>
      [...fs.readFileSync(path.join(MANUAL, file), 'utf8').matchAll(/\]\(images\/([\w-]+)\.webp/g)].map(
        (match) => match[1],
      ),
    ),
  ),
]

/** `home` is the tour's `NN-home.png`, `papier-receipt-80-fr` its `papers/NN-receipt-80-fr.png`. */
function tourPicture(name) {
  const folder = name.startsWith('papier-') ? path.join(TOUR, 'papers') : TOUR
  const bare = name.replace(/^papier-/, '')
  const found = fs.existsSync(folder)
    ? fs.readdirSync(folder).find((file) => file.replace(/^\d+-/, '') === `${bare}.png`)
    : undefined
  return found ? path.join(folder, found) : undefined
}

/** Takes the pictures anew from out/tour, and drops those that no chapter shows any more. */
async function renewPictures() {
  const names = shown()
  const missing = names.filter((name) => !tourPicture(name))
  if (missing.length > 0)
    throw new Remedy(
      `The tour has no picture for: ${missing.join(', ')}. Run \`npm run tour\` first, or mend docs/manuel.`,
    )
  fs.mkdirSync(IMAGES, { recursive: true })
  for (const file of fs.readdirSync(IMAGES))
    if (!names.includes(path.parse(file).name)) fs.rmSync(path.join(IMAGES, file))
  const files = names.map((name) => ({ from: tourPicture(name), to: path.join(IMAGES, `${name}.webp`) }))
  const code = await inElectron({ do: 'pictures', files, width: WIDTH, most: MOST })
  if (code === 0) say(`${files.length} pictures in ${path.relative(ROOT, IMAGES)}.`)
  return code
}

const FOOTER =
  '<div style="width:100%;padding:0 18mm;display:flex;justify-content:space-between;' +
  'font:8pt IBM Plex Sans,Noto Sans,Arial,sans-serif;color:#56635d">' +
  '<span>Manuel de Guichet</span><span class="pageNumber"></span></div>'

export async function manual({ args }) {
  if (args.includes('--pictures')) {
    const code = await renewPictures()
    if (code !== 0) return code
  }
  const page = writeManualPage()
  const file = path.join(OUT, 'manuel.pdf')
  const code = await inElectron({ do: 'pdf', page, file, footer: FOOTER })
  if (code === 0) say(`${path.relative(ROOT, page)} and ${path.relative(ROOT, file)}`)
  return code
}
