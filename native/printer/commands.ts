import { withoutRealTime } from './bitmap'
import type { Bitmap } from './types'

/** ESC/POS bytes of our own. Numbers of sections in comments are those of DEVICES.md. */

/** 1.1: init, leave the double-byte mode that clones boot in, status back on (init turns it off). */
export const PROLOGUE = Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0x1d, 0x61, 0x0f)

export const codePage = (n: number): Uint8Array => Uint8Array.of(0x1b, 0x74, n)
export const bold = (on: boolean): Uint8Array => Uint8Array.of(0x1b, 0x45, on ? 1 : 0)
export const doubled = (on: boolean): Uint8Array => Uint8Array.of(0x1d, 0x21, on ? 0x11 : 0)
/** White on black. */
export const reversed = (on: boolean): Uint8Array => Uint8Array.of(0x1d, 0x42, on ? 1 : 0)

/** Dots of one module: every maker takes 4 to 6 (1.4). */
const QR_MODULE = 6

/** A QR code, model 2, correction M, printed at the start of a line. `content` is ASCII of at most 400 characters. */
export function qrCode(content: string): Uint8Array {
  if (!/^[\u0020-\u007e]{1,400}$/.test(content)) throw new RangeError('QR content must be plain ASCII')
  const data = new TextEncoder().encode(content)
  const length = data.length + 3
  return Uint8Array.of(
    ...[0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, QR_MODULE],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, 0x31],
    ...[0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data],
    ...[0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30],
  )
}

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
