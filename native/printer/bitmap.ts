import type { Bitmap } from './types'

/** Where thin Arabic strokes neither break nor merge at 203 dpi (DEVICES.md section 6: 100 to 115). */
const INK_THRESHOLD = 108

/** The threshold for a darkness of 1 (thin, for paper that blots) to 5 (thick, for a worn head); 3 is the tested one. */
export const inkThreshold = (darkness: number): number =>
  [86, 97, INK_THRESHOLD, 120, 132][Math.round(darkness) - 1] ?? INK_THRESHOLD

/**
 * Turns a picture of 4 bytes a pixel (RGBA or BGRA) into dots. Darker than `threshold` is black, see-through is paper.
 * Blank rows above and below are cut off; a wholly blank picture has height 0.
 */
export function to1bit(
  pixels: Uint8Array,
  width: number,
  height: number,
  threshold: number = INK_THRESHOLD,
): Bitmap {
  if (pixels.length < width * height * 4) throw new RangeError('picture shorter than its size')
  const rowBytes = Math.ceil(width / 8)
  const data = new Uint8Array(rowBytes * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4
      // Green carries the eye's brightness, and the two other channels may stand in either order.
      const light = ((pixels[at] ?? 255) + 2 * (pixels[at + 1] ?? 255) + (pixels[at + 2] ?? 255)) / 4
      if ((pixels[at + 3] ?? 0) >= 128 && light < threshold) {
        const cell = y * rowBytes + (x >> 3)
        data[cell] = (data[cell] ?? 0) | (0x80 >> (x & 7))
      }
    }
  }
  return croppedRows({ width, height, rowBytes, data })
}

/** Cuts blank rows off the top and the bottom. */
export function croppedRows(picture: Bitmap): Bitmap {
  const { rowBytes, data } = picture
  const inked = (y: number): boolean =>
    data.subarray(y * rowBytes, (y + 1) * rowBytes).some((byte) => byte !== 0)
  let top = 0
  let bottom = picture.height
  while (top < bottom && !inked(top)) top += 1
  while (bottom > top && !inked(bottom - 1)) bottom -= 1
  return { ...picture, height: bottom - top, data: data.slice(top * rowBytes, bottom * rowBytes) }
}

/**
 * The picture in the middle of `width` dots, with blank rows around it: strips as wide as the paper need no
 * alignment, which some printers ignore for pictures. It stays as it is where it is too wide.
 */
export function framed(picture: Bitmap, width: number, above: number, below: number): Bitmap {
  const rowBytes = Math.max(picture.rowBytes, Math.ceil(width / 8))
  const left = (rowBytes - picture.rowBytes) >> 1
  const height = picture.height + above + below
  const data = new Uint8Array(rowBytes * height)
  for (let y = 0; y < picture.height; y += 1)
    data.set(
      picture.data.subarray(y * picture.rowBytes, (y + 1) * picture.rowBytes),
      (above + y) * rowBytes + left,
    )
  return { width: Math.max(picture.width, width), height, rowBytes, data }
}

/** Dark cells of a grid, row by row, each `cell` dots wide and high: a QR code. */
export function gridPicture(
  grid: { readonly columns: number; readonly rows: number; readonly dark: ArrayLike<boolean | number> },
  cell: { readonly width: number; readonly height: number },
): Bitmap {
  const width = grid.columns * cell.width
  const rowBytes = Math.ceil(width / 8)
  const height = grid.rows * cell.height
  const data = new Uint8Array(rowBytes * height)
  for (let row = 0; row < grid.rows; row += 1) {
    const top = row * cell.height * rowBytes
    for (let x = 0; x < width; x += 1)
      if (grid.dark[row * grid.columns + Math.floor(x / cell.width)])
        data[top + (x >> 3)] = (data[top + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
    for (let y = 1; y < cell.height; y += 1) data.copyWithin(top + y * rowBytes, top, top + rowBytes)
  }
  return { width, height, rowBytes, data }
}

const REAL_TIME = new Set([0x04, 0x05, 0x14])

/** Index of the first `10 04`, `10 05` or `10 14`: a printer would obey it even inside other data. -1: none. */
export function realTimeAt(bytes: Uint8Array, from = 0): number {
  for (let at = from; at + 1 < bytes.length; at += 1)
    if (bytes[at] === 0x10 && REAL_TIME.has(bytes[at + 1] ?? 0)) return at
  return -1
}

/** A copy in which one white dot is inked wherever the dots would spell a real-time command (DEVICES.md 1.6). */
export function withoutRealTime(data: Uint8Array): Uint8Array {
  const safe = Uint8Array.from(data)
  for (let at = realTimeAt(safe); at >= 0; at = realTimeAt(safe, at))
    safe[at + 1] = (safe[at + 1] ?? 0) | 0x02
  return safe
}
