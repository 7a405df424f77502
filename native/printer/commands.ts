import { withoutRealTime } from './bitmap'
import type { Bitmap } from './types'

/** ESC/POS bytes of our own. Numbers of sections in comments are those of DEVICES.md. */

/** 1.1: init, leave the double-byte mode that clones boot in, status back on (init turns it off). */
export const PROLOGUE = Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0x1d, 0x61, 0x0f)

export const codePage = (n: number): Uint8Array => Uint8Array.of(0x1b, 0x74, n)
export const bold = (on: boolean): Uint8Array => Uint8Array.of(0x1b, 0x45, on ? 1 : 0)
export const doubled = (on: boolean): Uint8Array => Uint8Array.of(0x1d, 0x21, on ? 0x11 : 0)
const ALIGN = { start: 0, center: 1, end: 2 } as const
export const aligned = (where: keyof typeof ALIGN): Uint8Array => Uint8Array.of(0x1b, 0x61, ALIGN[where])
/** White on black. */
export const reversed = (on: boolean): Uint8Array => Uint8Array.of(0x1d, 0x42, on ? 1 : 0)

/** Bytes that a QR of versions 1 to 15 holds at correction M. */
const QR_BYTES = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412] as const

/**
 * Dots of one module: every maker takes 4 to 6 (1.4). The largest at which the code is no wider than the paper,
 * where it would silently not be printed; null: none, it has to be drawn.
 */
export function qrModule(content: string, dots: number): 4 | 5 | 6 | null {
  const version = 1 + QR_BYTES.findIndex((bytes) => content.length <= bytes)
  return ([6, 5, 4] as const).find((module) => version > 0 && (17 + 4 * version) * module <= dots) ?? null
}

/** A QR code, model 2, correction M, printed at the start of a line. `content` is ASCII of at most 400 characters. */
export function qrCode(content: string, module: 4 | 5 | 6 = 6): Uint8Array {
  if (!/^[\u0020-\u007e]{1,400}$/.test(content)) throw new RangeError('QR content must be plain ASCII')
  const data = new TextEncoder().encode(content)
  const length = data.length + 3
  return Uint8Array.of(
    ...[0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, module],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31],
    ...[0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30],
  )
}

/**
 * A CODE128, all in set B, `height` dots high and without text, printed at the start of a line (1.4). A printer
 * ignores one that is wider than the paper.
 */
export function barcode(content: string, module: 2 | 3, height: number): Uint8Array {
  if (!/^[\u0020-\u007e]{1,40}$/.test(content)) throw new RangeError('CODE128 content must be plain ASCII')
  const data = new TextEncoder().encode(`{B${content.replaceAll('{', '{{')}`)
  return Uint8Array.of(
    ...[0x1d, 0x68, height, 0x1d, 0x77, module, 0x1d, 0x48, 0x00],
    ...[0x1d, 0x6b, 0x49, data.length, ...data],
  )
}

/** Lets the printer no longer obey, or obey again, `DLE DC4` functions 1 and 2 that stand in data (1.6). Epson. */
export const realTimeCommands = (on: boolean): Uint8Array =>
  Uint8Array.of(0x1d, 0x28, 0x44, 0x05, 0x00, 0x14, 0x01, on ? 1 : 0, 0x02, on ? 1 : 0)

/** 1.3: cuts where the paper is, or feeds it to the blade first. Printed at the start of a line. */
export const cutNow = (kind: 'feed' | 'partial' | 'full'): Uint8Array =>
  kind === 'feed'
    ? Uint8Array.of(0x1d, 0x56, 0x42, 0x00)
    : Uint8Array.of(0x1d, 0x56, kind === 'partial' ? 1 : 0)

/** Rows of one raster command: 3456 bytes at 576 dots, within the smallest buffers (1.5). */
const STRIP_ROWS = 48

/** A picture as `GS v 0` strips, with nothing between them. */
export function rasterStrips(picture: Bitmap, stripRows: number = STRIP_ROWS): readonly Uint8Array[] {
  const { rowBytes, height, data } = picture
  if (data.length !== rowBytes * height) throw new RangeError('picture length does not match its size')
  const strips: Uint8Array[] = []
  for (let top = 0; top < height; top += stripRows) {
    const rows = Math.min(stripRows, height - top)
    const dots = withoutRealTime(data.subarray(top * rowBytes, (top + rows) * rowBytes))
    const strip = new Uint8Array(8 + dots.length)
    strip.set([0x1d, 0x76, 0x30, 0x00, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8])
    strip.set(dots, 8)
    strips.push(strip)
  }
  return strips
}

/** Where the drawer hangs and how long its coil is driven. */
export interface DrawerLine {
  readonly pin: 2 | 5
  /** 50 to 500. */
  readonly onMs: number
}

/** 1.3: the queued pulse; off-time 500 ms keeps the coil within its duty. */
export const drawerPulse = ({ pin, onMs }: DrawerLine): Uint8Array =>
  Uint8Array.of(0x1b, 0x70, pin === 5 ? 1 : 0, Math.min(0xfa, Math.max(0x19, Math.round(onMs / 2))), 0xfa)

/** 1.3: the real-time pulse, which passes an unprinted receipt; only between whole commands. */
export const drawerPulseNow = ({ pin, onMs }: DrawerLine): Uint8Array =>
  Uint8Array.of(...[0x10, 0x14, 0x01], pin === 5 ? 1 : 0, Math.min(8, Math.max(1, Math.round(onMs / 100))))

/** Asks for real-time status n (2.1). */
export const askStatus = (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(0x10, 0x04, n)

/** Section 3: `id`, four printable characters, comes back once all before it is printed. */
export function processId(id: string): Uint8Array {
  if (!/^[0-9A-Za-z]{4}$/.test(id)) throw new RangeError('a process id is four letters or digits')
  return Uint8Array.of(...[0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], ...new TextEncoder().encode(id))
}

/** Section 3: answered when the parser reaches it, never while offline. */
export const FENCE = Uint8Array.of(0x1d, 0x72, 0x01)
