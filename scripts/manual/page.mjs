// The manual as one page that needs nothing beside it: style, fonts and pictures are inside, and no script.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { ROOT, readJson } from '../toolchain.mjs'
import { readChapters } from './markup.mjs'

export const OUT = path.join(ROOT, 'out', 'manual')

const FACES = [
  ['IBM Plex Sans', 400, 'ibm-plex-sans', 'ibm-plex-sans-latin-400-normal.woff2'],
  ['IBM Plex Sans', 500, 'ibm-plex-sans', 'ibm-plex-sans-latin-500-normal.woff2'],
  ['IBM Plex Sans', 600, 'ibm-plex-sans', 'ibm-plex-sans-latin-600-normal.woff2'],
  ['IBM Plex Mono', 400, 'ibm-plex-mono', 'ibm-plex-mono-latin-400-normal.woff2'],
]

const read = (...parts) => fs.readFileSync(path.join(ROOT, ...parts), 'utf8')

const face = ([family, weight, from, file]) => {
  const bytes = fs.readFileSync(path.join(ROOT, 'node_modules', '@fontsource', from, 'files', file))
  const url = `data:font/woff2;base64,${bytes.toString('base64')}`
  return `@font-face{font-family:"${family}";font-weight:${weight};src:url(${url}) format("woff2")}`
}

/** The look's light tokens: paper and the manual's window have no other theme. */
function tokens() {
  const [root] = /:root \{[\s\S]*?\n\}/.exec(read('renderer', 'tokens.css')) ?? ['']
  return root.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '')
}

const entry = ({ id, title }, inner = '') => `<li><a href="#${id}">${title}</a>${inner}</li>`

/** Chapters and their sections; the headings of the cover are not in it. */
function contents(chapters) {
  const items = chapters.map((chapter) => {
    const sections = chapter.headings.filter(({ depth }) => depth === 2)
    return entry(chapter, sections.length > 0 ? `<ol>${sections.map((one) => entry(one)).join('')}</ol>` : '')
  })
  return `<nav class="contents" aria-label="Sommaire"><h2>Sommaire</h2><ol>${items.join('')}</ol></nav>`
}

/** Its title and first lines; the contents that the source lists for its readers are made anew. */
const coverOf = ({ html }) => html.split('<h2')[0]

/** The whole page. Its policy lets nothing in but its own style, pictures and fonts. */
export function manualPage() {
  const [cover, ...chapters] = readChapters()
  const { version } = readJson(path.join(ROOT, 'package.json'))
  const style = `${FACES.map(face).join('')}${tokens()}${read('scripts', 'manual', 'manual.css')}`
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'`
  const body = chapters.map(({ html }) => `<section class="chapter">${html}</section>`).join('')
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Manuel de Guichet</title>
<style>${style}</style>
</head>
<body>
<header class="cover">${coverOf(cover)}<p class="version">Guichet ${version}</p></header>
${contents(chapters)}
<main>${body}</main>
</body>
</html>
`
}

/** Writes out/manual/index.html; gives its path. */
export function writeManualPage() {
  fs.mkdirSync(OUT, { recursive: true })
  const file = path.join(OUT, 'index.html')
  fs.writeFileSync(file, manualPage())
  return file
}
