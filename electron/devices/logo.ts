import { hash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { croppedRows } from '../../native/printer/bitmap'
import { atThreshold, dithered, type Greys, partingOf } from '../../native/printer/dither'
import type { Bitmap } from '../../native/printer/types'
import { writeAtomic } from '../settings/atomic'

const LARGEST_BYTES = 4 * 1024 * 1024
const LARGEST_SIDE = 4_000
/** 30 mm: more would cost more paper than the receipt. */
const MOST_ROWS = 240

/** Why a picture cannot be the logo. `blank`: nothing of it would be black. */
export type LogoRefusal = 'not_png' | 'too_heavy' | 'too_large' | 'damaged' | 'blank'

/** What a screen shows: one pixel a dot. */
export interface LogoPicture {
  /** `data:image/png;base64,…` */
  readonly url: string
  readonly width: number
  readonly height: number
}

export interface LogoStore {
  /** Takes a PNG of any kind as the logo and keeps it as it came. */
  readonly keep: (
    png: Uint8Array,
  ) => { readonly ok: true } | { readonly ok: false; readonly reason: LogoRefusal }
  readonly remove: () => void
  /** SHA-256 of the kept file, by which the journal tells one logo from another; null: there is none. */
  readonly mark: () => string | null
  /** The logo for a paper of so many dots, at most 240 rows high; null: there is none. */
  readonly bitmap: (dots: number) => Bitmap | null
  /** That very bitmap, as a picture. */
  readonly picture: (dots: number) => LogoPicture | null
  /** As `png` would print, keeping nothing. */
  readonly tryOn: (
    png: Uint8Array,
    dots: number,
  ) =>
    | { readonly ok: true; readonly bitmap: Bitmap; readonly picture: LogoPicture }
    | { readonly ok: false; readonly reason: LogoRefusal }
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** What the file's head says, before anything is unpacked. */
function refusalOf(file: Buffer): LogoRefusal | null {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return 'not_png'
  if (file.length > LARGEST_BYTES) return 'too_heavy'
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return 'damaged'
  const sides = [file.readUInt32BE(16), file.readUInt32BE(20)]
  if (sides.some((side) => side === 0)) return 'damaged'
  return sides.some((side) => side > LARGEST_SIDE) ? 'too_large' : null
}

/** Brightness as the eye has it, what is see-through on white paper. */
function greysOf({ width, height, data: pixels }: PNG): Greys {
  const data = new Uint8Array(width * height)
  for (let at = 0; at < data.length; at += 1) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at * 4, at * 4 + 4)
    const light = 0.299 * red + 0.587 * green + 0.114 * blue
    data[at] = Math.round(255 + ((light - 255) * alpha) / 255)
  }
  return { width, height, data }
}

/** Which source cells make up each target cell, and how much of each. */
function shares(from: number, to: number): readonly (readonly { at: number; share: number }[])[] {
  const scale = from / to
  return Array.from({ length: to }, (_, target) => {
    const start = target * scale
    const end = Math.min(from, start + scale)
    const parts: { at: number; share: number }[] = []
    for (let at = Math.floor(start); at < end; at += 1)
      parts.push({ at, share: (Math.min(end, at + 1) - Math.max(start, at)) / scale })
    return parts
  })
}

/** Smaller by the mean of what each dot covers: no thin line falls out. */
function shrunk(greys: Greys, width: number, height: number): Greys {
  const across = shares(greys.width, width)
  const down = shares(greys.height, height)
  const data = new Uint8Array(width * height)
  for (const [y, rows] of down.entries())
    for (const [x, columns] of across.entries()) {
      let light = 0
      for (const row of rows) {
        const start = row.at * greys.width
        for (const column of columns)
          light += (greys.data[start + column.at] ?? 255) * row.share * column.share
      }
      data[y * width + x] = Math.round(light)
    }
  return { width, height, data }
}

/** Never enlarged: a small logo stays small and sharp. */
function fitted(greys: Greys, dots: number): Greys {
  const scale = Math.min(1, dots / greys.width, MOST_ROWS / greys.height)
  if (scale === 1) return greys
  const side = (length: number): number => Math.max(1, Math.round(length * scale))
  return shrunk(greys, side(greys.width), side(greys.height))
}

const LEVELS = 16
/** Of what is not paper: this much in two levels is a drawing, less is a photograph. */
const DRAWING_SHARE = 0.6

/** A drawing has one or two colours with soft edges between them. */
function isDrawing({ data }: Greys): boolean {
  const counts = new Array<number>(LEVELS).fill(0)
  for (const grey of data) {
    const level = (grey * LEVELS) >> 8
    counts[level] = (counts[level] ?? 0) + 1
  }
  counts.pop()
  const inked = counts.reduce((sum, count) => sum + count, 0)
  const [first = 0, second = 0] = counts.sort((a, b) => b - a)
  return first + second >= inked * DRAWING_SHARE
}

/** The logo as its dots on a paper of that width. */
function printedOn(whole: Greys, dots: number): Bitmap {
  const greys = fitted(whole, dots)
  return croppedRows(isDrawing(whole) ? atThreshold(greys, partingOf(greys)) : dithered(greys))
}

function pictureOf({ width, height, rowBytes, data }: Bitmap): LogoPicture {
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false })
  png.data = Buffer.alloc(width * height)
  for (let at = 0; at < png.data.length; at += 1) {
    const x = at % width
    const cell = data[Math.floor(at / width) * rowBytes + (x >> 3)] ?? 0
    png.data[at] = (cell & (0x80 >> (x & 7))) === 0 ? 255 : 0
  }
  const file = PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false })
  return { url: `data:image/png;base64,${file.toString('base64')}`, width, height }
}

type Read =
  | { readonly ok: true; readonly greys: Greys }
  | { readonly ok: false; readonly reason: LogoRefusal }

function readPng(png: Uint8Array): Read {
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  const reason = refusalOf(file)
  if (reason) return { ok: false, reason }
  try {
    return { ok: true, greys: greysOf(PNG.sync.read(file)) }
  } catch {
    return { ok: false, reason: 'damaged' }
  }
}

/** Keeps the shop's logo in `folder` as `logo.png`, and gives it as dots. A file that went bad is no logo. */
export function createLogoStore({ folder }: { readonly folder: string }): LogoStore {
  const file = join(folder, 'logo.png')
  const made = new Map<number, { readonly bitmap: Bitmap; readonly picture: LogoPicture } | null>()

  const tryOn: LogoStore['tryOn'] = (png, dots) => {
    const read = readPng(png)
    if (!read.ok) return read
    const bitmap = printedOn(read.greys, dots)
    if (bitmap.height === 0) return { ok: false, reason: 'blank' }
    return { ok: true, bitmap, picture: pictureOf(bitmap) }
  }

  /** A logo that cannot be read costs no receipt: it is left out. */
  const kept = (): Uint8Array | null => {
    try {
      return readFileSync(file)
    } catch {
      return null
    }
  }

  const inUse = (dots: number) => {
    const known = made.get(dots)
    if (known !== undefined) return known
    const png = kept()
    const tried = png && tryOn(png, dots)
    const now = tried?.ok ? tried : null
    made.set(dots, now)
    return now
  }

  return {
    keep: (png) => {
      const tried = tryOn(png, 576)
      if (!tried.ok) return tried
      writeAtomic(file, png)
      made.clear()
      return { ok: true }
    },
    remove: () => {
      rmSync(file, { force: true })
      made.clear()
    },
    mark: () => {
      const png = kept()
      return png && hash('sha256', png)
    },
    bitmap: (dots) => inUse(dots)?.bitmap ?? null,
    picture: (dots) => inUse(dots)?.picture ?? null,
    tryOn,
  }
}
