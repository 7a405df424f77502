import { create } from 'qrcode'
import { code128 } from '../../electron/domain/code128'
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyph } from './font-12x24'
import type { Align, Interpreted, Mark, Picture, Span } from './interpreter'
import { pngOfRows } from './png-1bit'

/** White rows above and below the paper's own, so that the picture looks torn off and not cropped. */
const MARGIN = 16
/** Default pitch of a line of font A at 203 dpi. */
const PITCH = 30

interface Canvas {
  readonly width: number
  readonly rows: Uint8Array[]
}

const startOf = (align: Align, width: number, inner: number): number =>
  Math.max(0, align === 'left' ? 0 : align === 'center' ? Math.floor((width - inner) / 2) : width - inner)

function rowsFrom(canvas: Canvas, height: number): readonly Uint8Array[] {
  const added = Array.from({ length: height }, () => new Uint8Array(canvas.width))
  canvas.rows.push(...added)
  return added
}

function drawSpan(rows: readonly Uint8Array[], span: Span, left: number, width: number): number {
  let x = left
  const top = rows.length - GLYPH_HEIGHT * span.high
  for (const character of span.text) {
    const bits = glyph(character)
    for (let y = 0; y < GLYPH_HEIGHT * span.high; y += 1) {
      const row = bits[Math.floor(y / span.high)] ?? 0
      const heavy = span.bold ? row | (row >> 1) : row
      for (let dx = 0; dx < GLYPH_WIDTH * span.wide; dx += 1) {
        const ink = ((heavy >> (GLYPH_WIDTH - 1 - Math.floor(dx / span.wide))) & 1) === 1
        const target = rows[top + y]
        if (target && x + dx < width) target[x + dx] = ink !== span.reverse ? 1 : 0
      }
    }
    x += GLYPH_WIDTH * span.wide
  }
  return x
}

function drawText(canvas: Canvas, mark: Extract<Mark, { kind: 'text' }>): void {
  const pitch = mark.pitch ?? PITCH
  const height = Math.max(0, ...mark.spans.map(({ high }) => GLYPH_HEIGHT * high))
  const inner = mark.spans.reduce(
    (sum, { text, wide }) => sum + Array.from(text).length * GLYPH_WIDTH * wide,
    0,
  )
  const rows = rowsFrom(canvas, height)
  let x = startOf(mark.align, canvas.width, inner)
  for (const span of mark.spans) x = drawSpan(rows, span, x, canvas.width)
  rowsFrom(canvas, Math.max(0, pitch - height))
}

function drawPicture(canvas: Canvas, picture: Picture, align: Align): void {
  const left = startOf(align, canvas.width, picture.width)
  for (const [y, row] of rowsFrom(canvas, picture.height).entries())
    for (let x = 0; x < picture.width; x += 1)
      if (((picture.data[y * picture.rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) row[left + x] = 1
}

function drawQr(canvas: Canvas, mark: Extract<Mark, { kind: 'qr' }>): void {
  const level = (['L', 'M', 'Q', 'H'] as const).find((one) => one === mark.level) ?? 'L'
  const { size, data } = create(mark.content, { errorCorrectionLevel: level }).modules
  const side = size * mark.module
  // A symbol wider than the paper is silently not printed.
  if (side > canvas.width) return
  const left = startOf(mark.align, canvas.width, side)
  for (const [y, row] of rowsFrom(canvas, side).entries())
    for (let x = 0; x < side; x += 1)
      if (data[Math.floor(y / mark.module) * size + Math.floor(x / mark.module)]) row[left + x] = 1
}

const CODE128 = 73

function drawText12(canvas: Canvas, text: string, align: Align): void {
  const plain = { bold: false, reverse: false, underline: false, wide: 1, high: 1 }
  drawText(canvas, { kind: 'text', spans: [{ ...plain, text }], align, pitch: null })
}

/** Bars of CODE128 in set B; a symbol of another kind stands as an empty frame, so that nobody takes it for bars. */
function drawBarcode(canvas: Canvas, mark: Extract<Mark, { kind: 'barcode' }>): void {
  const { module, height, align } = mark
  const ours = mark.system === CODE128 && mark.content.startsWith('{B')
  const content = ours ? mark.content.slice(2).replaceAll('{{', '{') : mark.content
  const widths = ours ? code128(content) : [1, 98, 1]
  const side = widths.reduce((sum, width) => sum + width, 0) * module
  // Bars wider than the paper are not printed, only fed.
  const left = startOf(align, canvas.width, side)
  if ((mark.text & 1) !== 0) drawText12(canvas, content, align)
  for (const row of rowsFrom(canvas, height)) {
    let x = left
    for (const [at, width] of widths.entries()) {
      if (at % 2 === 0 && side <= canvas.width) row.fill(1, x, x + width * module)
      x += width * module
    }
  }
  if ((mark.text & 2) !== 0) drawText12(canvas, content, align)
}

function drawCut(canvas: Canvas): void {
  const [row] = rowsFrom(canvas, 1)
  for (let x = 0; row && x < canvas.width; x += 8) row.fill(1, x, x + 4)
}

/** The paper as a printer of `width` dots prints it: 1 is black. */
export function drawPaper({ marks }: Interpreted, width: number): readonly Uint8Array[] {
  const canvas: Canvas = { width, rows: [] }
  rowsFrom(canvas, MARGIN)
  for (const mark of marks) {
    if (mark.kind === 'text') drawText(canvas, mark)
    else if (mark.kind === 'picture') drawPicture(canvas, mark.picture, mark.align)
    else if (mark.kind === 'qr') drawQr(canvas, mark)
    else if (mark.kind === 'barcode') drawBarcode(canvas, mark)
    else if (mark.kind === 'feed') rowsFrom(canvas, mark.dots)
    else if (mark.kind === 'cut') drawCut(canvas)
  }
  rowsFrom(canvas, MARGIN)
  return canvas.rows
}

/** Black and white dots as a PNG file, one bit each. */
export const paperPng = (paper: Interpreted, width: number): Buffer =>
  pngOfRows(drawPaper(paper, width), width)

/** The same dots as RGBA, as a reader of QR codes takes them. */
export function paperRgba(
  paper: Interpreted,
  width: number,
): { readonly data: Uint8ClampedArray; readonly height: number } {
  const rows = drawPaper(paper, width)
  const data = new Uint8ClampedArray(width * rows.length * 4).fill(255)
  for (const [y, row] of rows.entries())
    for (const [x, dot] of row.entries())
      if (dot === 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return { data, height: rows.length }
}
