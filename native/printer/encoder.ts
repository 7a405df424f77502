/// <reference path="./escpos.d.ts" />
import escpos from 'escpos'
import { framed } from './bitmap'
import { code128Module, code128Picture } from './code128'
import {
  aligned,
  barcode,
  bold,
  codePage,
  cutNow,
  doubled,
  PROLOGUE,
  qrCode,
  qrModule,
  rasterStrips,
  realTimeCommands,
  reversed,
} from './commands'
import type { PrinterProfile } from './profile'
import { encodeText, type PageSlot, printable, printedWidth, rowMiddle, slotOf } from './text'
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
  | {
      readonly kind: 'row'
      readonly label: string
      readonly count: string
      readonly value: string
      readonly bold: boolean
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly content: string }
  | { readonly kind: 'barcode'; readonly content: string }
  | { readonly kind: 'logo' }
  | { readonly kind: 'feed'; readonly lines: number }

export interface EncodeOptions<Line extends PrintLine> {
  /** Characters of font A in a line: 32, 42 or 48. */
  readonly columns: number
  /** Dots of a line, at least 12 for each character. */
  readonly dots: number
  /** What this printer can do; UNKNOWN_PROFILE is safe on all. */
  readonly profile: PrinterProfile
  /** `ESC t n` that the shop has set itself; null: for each line the best of the profile. */
  readonly codePage: number | null
  /** The whole paper as one picture: scripts that the printer can neither join nor reorder. */
  readonly asPicture: boolean
  /** Draws lines as wide as the paper; asked for whatever the printer cannot say or do by itself. */
  readonly raster: (lines: readonly Line[]) => Promise<Bitmap>
  /** The shop's logo, no wider than `dots`; null: none, its line is left out. */
  readonly logo: Bitmap | null
}

/** 10 mm at 203 dpi: any reader takes that. */
export const BARCODE_HEIGHT = 80
/** Blank rows around a picture that stands among text: as much as between two lines of text. */
const ABOVE = 2
const BELOW = 6

const spaces = (count: number): string => ' '.repeat(Math.max(0, count))

function centred(text: string, columns: number): string {
  const left = Math.floor((columns - printedWidth(text)) / 2)
  return spaces(left) + text + spaces(columns - Math.max(0, left) - printedWidth(text))
}

/** A pair that does not fit in one line takes two; nothing is ever cut. */
function pairTexts(left: string, right: string, columns: number): readonly string[] {
  // Once here, not once for each of its parts and again for the row.
  const label = printable(left)
  const value = printable(right)
  const width = printedWidth(value)
  const gap = columns - printedWidth(label) - width
  if (gap >= 1 || label === '' || value === '') return [label + spaces(gap) + value]
  return [label, spaces(columns - width) + value]
}

/** Label, count and value in their columns; what is too long for its own takes room from its neighbour, or a line. */
function rowTexts(label: string, count: string, value: string, columns: number): readonly string[] {
  const gap = rowMiddle(columns) - printedWidth(label) - printedWidth(count)
  return pairTexts(label + spaces(Math.max(gap, 1)) + count, value, columns)
}

/** Text rows of a line, as they go through the code page; null for what is not text. */
function textRows(line: PrintLine, columns: number): readonly string[] | null {
  switch (line.kind) {
    case 'rule':
      return ['-'.repeat(columns)]
    case 'pair':
      return pairTexts(line.label, line.value, columns)
    case 'row':
      return rowTexts(line.label, line.count, line.value, columns)
    case 'text': {
      const width = line.double ? Math.floor(columns / 2) : columns
      return [line.block ? centred(line.text, width) : line.text]
    }
    default:
      return null
  }
}

interface Encoded {
  readonly n: number
  readonly rows: readonly Uint8Array[]
}

/** The rows in the first page that has all their characters; null: a character would be lost in each. */
function inBestPage(rows: readonly string[], pages: readonly PageSlot[]): Encoded | null {
  for (const { page, n } of pages) {
    const encoded: Uint8Array[] = []
    for (const row of rows) {
      const bytes = encodeText(row, page)
      if (bytes === null) break
      encoded.push(bytes)
    }
    if (encoded.length === rows.length) return { n, rows: encoded }
  }
  return null
}

/** Bytes gathered until escpos takes them: a piece of three bytes costs it as much as one of a thousand. */
function createGathering(): { readonly add: (bytes: Uint8Array) => void; readonly take: () => Buffer } {
  let room = Buffer.allocUnsafe(4_096)
  let length = 0
  return {
    add: (bytes) => {
      const end = length + bytes.length
      if (end > room.length) {
        const larger = Buffer.allocUnsafe(Math.max(end, room.length * 2))
        larger.set(room.subarray(0, length))
        room = larger
      }
      room.set(bytes, length)
      length = end
    },
    take: () => {
      const taken = room.subarray(0, length)
      room = room.subarray(length)
      length = 0
      return taken
    },
  }
}

const LINE_END = Uint8Array.of(0x0a)

/**
 * The bytes of one paper, from the prologue to the cut. Text and cut go through npm `escpos`; its own
 * size, style, QR and drawer commands are off by one, unknown to printers or dated, so these bytes are ours.
 */
export async function encodePaper<Line extends PrintLine>(
  lines: readonly Line[],
  options: EncodeOptions<Line>,
): Promise<Uint8Array> {
  const { columns, dots, profile, logo } = options
  const chunks: Uint8Array[] = []
  const printer = new escpos.Printer({ write: (bytes) => chunks.push(bytes) }, { width: columns })
  const { add: raw, take } = createGathering()
  /** escpos, with everything so far. */
  const escposNow = (): typeof printer => printer.print(take())
  const pages = options.codePage === null ? profile.codePages : [slotOf(options.codePage, profile.codePages)]
  let pageInForce: number | null = null

  const writeText = (line: PrintLine, { n, rows }: Encoded): void => {
    const block = line.kind === 'text' && line.block
    const double = line.kind === 'text' && line.double
    const heavy = 'bold' in line && line.bold
    const align = line.kind === 'text' && !block ? line.align : 'start'
    if (n !== pageInForce) raw(codePage(n))
    pageInForce = n
    if (align !== 'start') raw(aligned(align))
    if (heavy) raw(bold(true))
    if (double) raw(doubled(true))
    if (block) raw(reversed(true))
    for (const row of rows) {
      raw(row)
      raw(LINE_END)
    }
    if (block) raw(reversed(false))
    if (double) raw(doubled(false))
    if (heavy) raw(bold(false))
    if (align !== 'start') raw(aligned('start'))
  }

  const writePicture = (picture: Bitmap): void => {
    if (picture.height === 0) return
    if (profile.guardRealTime) raw(realTimeCommands(false))
    for (const strip of rasterStrips(picture, profile.raster.stripRows)) raw(strip)
    if (profile.guardRealTime) raw(realTimeCommands(true))
  }

  const writeLogo = (): void => {
    if (logo && logo.width <= dots) writePicture(framed(logo, dots, 0, BELOW))
  }

  const writeCentred = (bytes: Uint8Array): void => {
    raw(aligned('center'))
    raw(bytes)
    raw(aligned('start'))
  }

  /** Bars with their content below, which a person can type; as text alone where no bars would fit. */
  const writeBarcode = (content: string): void => {
    const module = code128Module(content, dots)
    if (module === 1 || (module !== null && profile.barcode === 'picture'))
      writePicture(framed(code128Picture(content, module, BARCODE_HEIGHT), dots, 0, BELOW))
    else if (module !== null) writeCentred(barcode(content, module, BARCODE_HEIGHT))
    for (let at = 0; at < content.length; at += columns) {
      const text = content.slice(at, at + columns)
      const rows = inBestPage([text], pages)
      if (rows)
        writeText({ kind: 'text', text, align: 'center', bold: false, double: false, block: false }, rows)
    }
  }

  let pictured: Line[] = []
  /** What is to be drawn goes out as one picture, so that Chromium is asked once for lines that follow each other. */
  const flushPictured = async (): Promise<void> => {
    if (pictured.length === 0) return
    const picture = await options.raster(pictured)
    writePicture(options.asPicture ? picture : framed(picture, dots, ABOVE, BELOW))
    pictured = []
  }

  /** null: not text, or to be drawn. */
  const asText = (line: Line): Encoded | null => {
    const drawn = options.asPicture || (line.kind === 'text' && line.block && !profile.reverse)
    const rows = drawn ? null : textRows(line, columns)
    return rows && inBestPage(rows, pages)
  }

  async function writeLine(line: Line): Promise<void> {
    if (line.kind === 'logo') {
      await flushPictured()
      writeLogo()
      return
    }
    const text = asText(line)
    if (options.asPicture || (text === null && textRows(line, columns) !== null)) {
      pictured.push(line)
      return
    }
    await flushPictured()
    if (text) writeText(line, text)
    else if (line.kind === 'feed' && line.lines > 0) escposNow().feed(line.lines)
    else if (line.kind === 'barcode') writeBarcode(line.content)
    else if (line.kind === 'qr') {
      const module = profile.qr === 'native' ? qrModule(line.content, dots) : null
      if (module !== null) writeCentred(qrCode(line.content, module))
      else writePicture(framed(await options.raster([line]), dots, ABOVE, BELOW))
    }
  }

  raw(PROLOGUE)
  for (const line of lines) {
    // Text after text waits for nothing.
    const text = pictured.length === 0 ? asText(line) : null
    if (text) writeText(line, text)
    else await writeLine(line)
  }
  await flushPictured()
  const { cut, feedLines } = profile
  if ((cut === 'partial' || cut === 'full') && feedLines > 0) escposNow().cut(cut === 'partial', feedLines)
  else {
    if (feedLines > 0) escposNow().feed(feedLines)
    if (cut !== 'none') raw(cutNow(cut))
  }
  escposNow().flush()
  return new Uint8Array(Buffer.concat(chunks))
}
