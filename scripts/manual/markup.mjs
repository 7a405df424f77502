// Reads the chapters of docs/manuel. Beside plain Markdown they have two habits: `**[Words]**` are words of the screen,
// and `code` is a key of the keyboard where it names one.
import fs from 'node:fs'
import path from 'node:path'
import { Marked } from 'marked'
import { ROOT } from '../toolchain.mjs'

export const MANUAL = path.join(ROOT, 'docs', 'manuel')

const KEY =
  /^(?:(?:Ctrl|Alt|Maj)[\u00a0 ])?(?:F(?:[1-9]|1[0-2])|Entrée|Échap|Tab|Suppr|[↑↓]|[0-9]|[A-Z]|\+|−|1-9)$/

const html = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The anchor that GitHub gives a heading, so that a link works there and in the built page. */
export const slugOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- \u00a0_]/gu, '')
    .replace(/[ \u00a0]/g, '-')

/** The files in the order of the book; the first is the cover. */
export const chapterFiles = () =>
  fs
    .readdirSync(MANUAL)
    .filter((name) => /^\d\d-.*\.md$/.test(name))
    .sort()

/** Width and height of a WebP, from its head: a page that knows them does not jump while it is read. */
function webpSize(bytes) {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21)
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1]
  }
  if (kind === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
  throw new Error('not a WebP')
}

/** A picture that is not there yet is told in words: the app can be built without it, the house test names it. */
function figure({ href, text, title }) {
  const file = path.join(MANUAL, href)
  if (!fs.existsSync(file)) return `<p>${html(text)}</p>\n`
  const bytes = fs.readFileSync(file)
  const [width, height] = webpSize(bytes)
  const caption = title ? `<figcaption>${html(title)}</figcaption>` : ''
  const kind = path.basename(href).startsWith('papier-') ? 'paper' : 'screen'
  return (
    `<figure class="${kind}"><img src="data:image/webp;base64,${bytes.toString('base64')}" alt="${html(text)}" ` +
    `width="${width}" height="${height}">${caption}</figure>\n`
  )
}

/** `02-x.md#y` and `#y` are `#y` in the one page; `02-x.md` is its chapter. */
function inPage(href, chapterIds) {
  const [file, anchor] = href.split('#')
  if (anchor) return `#${anchor}`
  const id = chapterIds.get(file)
  if (id === undefined) throw new Error(`the manual links to ${href}, which is no chapter of it`)
  return `#${id}`
}

function renderer(headings, chapterIds) {
  return {
    heading({ tokens, depth }) {
      const title = this.parser.parseInline(tokens, this.parser.textRenderer)
      const id = slugOf(title)
      headings.push({ id, depth, title })
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
    paragraph({ tokens }) {
      const [only, second] = tokens
      if (only?.type === 'image' && !second) return figure(only)
      return `<p>${this.parser.parseInline(tokens)}</p>\n`
    },
    strong({ tokens, text }) {
      const inner = this.parser.parseInline(tokens)
      return /^\[[^\]]*\]$/.test(text)
        ? `<b class="ui">${inner.slice(1, -1)}</b>`
        : `<strong>${inner}</strong>`
    },
    codespan: ({ text }) => (KEY.test(text) ? `<kbd>${html(text)}</kbd>` : `<code>${html(text)}</code>`),
    link({ href, tokens }) {
      return `<a href="${html(inPage(href, chapterIds))}">${this.parser.parseInline(tokens)}</a>`
    },
    image({ href }) {
      throw new Error(`${href} stands inside a line: a picture of the manual has a paragraph of its own`)
    },
    html({ text }) {
      throw new Error(`the manual holds HTML: ${text}`)
    },
  }
}

/**
 * The chapters as HTML: `[{ file, id, title, html, headings: [{ id, depth, title }] }]`. Throws for a link to no
 * chapter, for HTML, and for two headings of one anchor.
 */
export function readChapters() {
  const sources = chapterFiles().map((file) => ({
    file,
    text: fs.readFileSync(path.join(MANUAL, file), 'utf8'),
  }))
  const titleOf = (text) => /^# (.+)$/m.exec(text)?.[1] ?? ''
  const chapterIds = new Map(sources.map(({ file, text }) => [file, slugOf(titleOf(text))]))
  const seen = new Set()
  return sources.map(({ file, text }) => {
    const headings = []
    const html = new Marked({ renderer: renderer(headings, chapterIds) }).parse(text)
    for (const { id } of headings) {
      if (seen.has(id)) throw new Error(`the manual has two headings "${id}": a link could mean either`)
      seen.add(id)
    }
    return { file, id: chapterIds.get(file), title: titleOf(text), html, headings }
  })
}
