import { create } from 'qrcode'
import { code128, code128Module } from '../../native/printer/code128'
import { BARCODE_HEIGHT } from '../../native/printer/encoder'
import type { LaidLine, Language } from '../domain/paper'

/** Families that the raster window provides in weights 400 and 600; the first stays whole at 1 bit. */
const FAMILIES = '"Noto Sans Arabic", "IBM Plex Sans", sans-serif'

/** One dot of the printer is one CSS pixel: 24 dots are 3 mm, the smallest at which no Arabic letter breaks. */
const STYLE = `
* { margin: 0; padding: 0; box-sizing: border-box }
html { overflow: hidden }
body { background: #fff; color: #000; font: 400 24px/40px ${FAMILIES}; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums lining-nums; font-kerning: normal }
.center { text-align: center }
.start { text-align: start }
.end { text-align: end }
.bold { font-weight: 600; font-size: 27px }
.double { font-weight: 600; font-size: 50px; line-height: 68px }
.block { background: #000; color: #fff; padding: 4px 0 }
.pair { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 16px }
.pair > :last-child { margin-inline-start: auto; text-align: end }
.row { display: grid; grid-template-columns: 1fr auto minmax(44%, max-content); column-gap: 12px }
.row > :not(:first-child) { text-align: end; white-space: nowrap }
.rule { height: 24px; padding-top: 11px }
.rule > div { height: 2px; background: repeating-linear-gradient(to right, #000 0 8px, #fff 8px 12px) }
.code { padding: 16px 0; text-align: center; line-height: 0 }
.code > bdi { display: block; line-height: 34px; padding-top: 6px }
svg { shape-rendering: crispEdges }
`

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)

/** The QR as black squares of whole dots; its quiet zone is the paper around it. */
function qrPicture(content: string, width: number): string {
  const { size, data } = create(content, { errorCorrectionLevel: 'M' }).modules
  const module = Math.max(2, Math.min(width >= 512 ? 7 : 6, Math.floor(width / (size + 8))))
  const squares: string[] = []
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (data[y * size + x]) squares.push(`M${x * module} ${y * module}h${module}v${module}h-${module}z`)
  const side = size * module
  return `<svg width="${side}" height="${side}" viewBox="0 0 ${side} ${side}"><path d="${squares.join('')}"/></svg>`
}

/** CODE128 with its content below, which a person can type; as text alone where no bars would fit. */
function barcodePicture(content: string, width: number): string {
  const text = `<bdi dir="ltr">${escaped(content)}</bdi>`
  const module = code128Module(content, width)
  if (module === null) return text
  const bars = code128(content)
  const side = bars.length * module
  const path = bars
    .map((dark, x) => (dark ? `M${x * module} 0h${module}v${BARCODE_HEIGHT}h-${module}z` : ''))
    .join('')
  return `<svg width="${side}" height="${BARCODE_HEIGHT}" viewBox="0 0 ${side} ${BARCODE_HEIGHT}"><path d="${path}"/></svg>${text}`
}

function lineHtml(line: LaidLine, width: number): string {
  switch (line.kind) {
    case 'text': {
      const names = [line.align, line.bold && 'bold', line.double && 'double', line.block && 'block']
      return `<div class="${names.filter(Boolean).join(' ')}"><bdi>${escaped(line.text)}</bdi></div>`
    }
    case 'pair': {
      const value = `<bdi${line.ltr ? ' dir="ltr"' : ''}>${escaped(line.value)}</bdi>`
      return `<div class="pair${line.bold ? ' bold' : ''}"><span>${escaped(line.label)}</span><span>${value}</span></div>`
    }
    case 'row': {
      const numbers = [line.count, line.value].map(
        (text) => `<span><bdi dir="ltr">${escaped(text)}</bdi></span>`,
      )
      return `<div class="row${line.bold ? ' bold' : ''}"><span>${escaped(line.label)}</span>${numbers.join('')}</div>`
    }
    case 'rule':
      return '<div class="rule"><div></div></div>'
    case 'qr':
      return `<div class="code">${qrPicture(line.content, width)}</div>`
    case 'barcode':
      return `<div class="code">${barcodePicture(line.content, width)}</div>`
    // Its dots go to the printer as they are: the encoder sends them before it asks for a page.
    case 'logo':
      return ''
    case 'feed':
      return `<div style="height:${line.lines * 24}px"></div>`
  }
}

/**
 * A page without scripts that shows these lines exactly `width` dots wide, for the hidden window to paint at
 * device scale 1. A whole Arabic paper, or the lines of a Latin one that the printer's code page cannot say.
 */
export function paperHtml(lines: readonly LaidLine[], language: Language, width: number): string {
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const body = lines.map((line) => lineHtml(line, width)).join('\n')
  // The direction stands on the body, so that the page begins at the window's left edge in every language.
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><style>${STYLE}</style></head>
<body dir="${direction}" style="width:${width}px">
${body}
</body></html>`
}
