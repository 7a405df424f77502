/// <reference path="./escpos.d.ts" />
import escpos from 'escpos'
import { bold, codePage, doubled, PROLOGUE, qrCode, rasterStrips, reversed } from './commands'
import { DEFAULT_CODE_PAGE, encodeText, printedWidth } from './text'
import type { Bitmap } from './types'

/** A line of a paper as a printer knows it: nothing of money. A laid-out paper of the app fits it as it is. */
export type PrintLine =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly align: 'start' | 'center' | 'end'
      readonly bold: boolean
      /** Twice as wide and high. */
      readonly double: boolean
      /** White on black over the whole width. */
      readonly block: boolean
    }
  | { readonly kind: 'pair'; readonly label: string; readonly value: string; readonly bold: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly content: string }
  | { readonly kind: 'feed'; readonly lines: number }

export interface EncodeOptions<Line extends PrintLine> {
  /** Characters of font A in a line: 32, 42 or 48. */
  readonly columns: number
  /** `ESC t n` of the printer's profile; null without one: 858 at n = 19. */
  readonly codePage: number | null
  /** The whole paper as one picture: scripts that the printer can neither join nor reorder. */
  readonly asPicture: boolean
  /** Draws lines as wide as the paper; asked for whatever the code page cannot say. */
  readonly raster: (lines: readonly Line[]) => Promise<Bitmap>
}

/** From the last line to beyond the blade; also what makes the paper easy to tear where there is no cutter. */
const FEED_BEFORE_CUT = 4

const spaces = (count: number): string => ' '.repeat(Math.max(0, count))

function centred(text: string, columns: number): string {
  const left = Math.floor((columns - printedWidth(text)) / 2)
  return spaces(left) + text + spaces(columns - Math.max(0, left) - printedWidth(text))
}

/** A pair that does not fit in one line takes two; nothing is ever cut. */
function pairTexts(label: string, value: string, columns: number): readonly string[] {
  const gap = columns - printedWidth(label) - printedWidth(value)
  if (gap >= 1 || label === '' || value === '') return [label + spaces(gap) + value]
  return [label, spaces(columns - printedWidth(value)) + value]
}

/** Text rows of a line, as they go through the code page; null for what is not text. */
function textRows(line: PrintLine, columns: number): readonly string[] | null {
  switch (line.kind) {
    case 'rule':
      return ['-'.repeat(columns)]
    case 'pair':
      return pairTexts(line.label, line.value, columns)
    case 'text': {
      const width = line.double ? Math.floor(columns / 2) : columns
      return [line.block ? centred(line.text, width) : line.text]
    }
    default:
      return null
  }
}

function encodeRows(line: PrintLine, columns: number, page: number): readonly Uint8Array[] | null {
  const rows = textRows(line, columns)?.map((row) => encodeText(row, page)) ?? []
  return rows.every((row) => row !== null) ? rows : null
}

const ALIGN = { start: 'lt', center: 'ct', end: 'rt' } as const

/**
 * The bytes of one paper, from the prologue to the cut. Text and cut go through npm `escpos`; its own
 * size, style, QR and drawer commands are off by one, unknown to printers or dated, so these bytes are ours.
 */
export async function encodePaper<Line extends PrintLine>(
  lines: readonly Line[],
  options: EncodeOptions<Line>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const printer = new escpos.Printer({ write: (bytes) => chunks.push(bytes) }, { width: options.columns })
  const raw = (bytes: Uint8Array): void => {
    printer.raw(Buffer.from(bytes))
  }
  const page = options.codePage ?? DEFAULT_CODE_PAGE

  const writeText = (line: Line, rows: readonly Uint8Array[]): void => {
    const block = line.kind === 'text' && line.block
    const double = line.kind === 'text' && line.double
    const heavy = (line.kind === 'text' || line.kind === 'pair') && line.bold
    const align = line.kind === 'text' && !block ? line.align : 'start'
    if (align !== 'start') printer.align(ALIGN[align])
    if (heavy) raw(bold(true))
    if (double) raw(doubled(true))
    if (block) raw(reversed(true))
    for (const row of rows) printer.print(Buffer.from(row)).newLine()
    if (block) raw(reversed(false))
    if (double) raw(doubled(false))
    if (heavy) raw(bold(false))
    if (align !== 'start') printer.align('lt')
  }

  const writePicture = async (pictured: readonly Line[]): Promise<void> => {
    const picture = await options.raster(pictured)
    for (const strip of rasterStrips(picture)) raw(strip)
  }

  raw(PROLOGUE)
  raw(codePage(page))
  if (options.asPicture) await writePicture(lines)
  else {
    let pictured: Line[] = []
    for (const line of lines) {
      const rows = encodeRows(line, options.columns, page)
      if (rows === null) {
        pictured.push(line)
        continue
      }
      if (pictured.length > 0) await writePicture(pictured)
      pictured = []
      if (line.kind === 'feed') printer.feed(line.lines)
      else if (line.kind === 'qr') {
        printer.align('ct')
        raw(qrCode(line.content))
        printer.align('lt')
      } else writeText(line, rows)
    }
    if (pictured.length > 0) await writePicture(pictured)
  }
  printer.cut(true, FEED_BEFORE_CUT).flush()
  return Uint8Array.from(Buffer.concat(chunks))
}
