import type { Bitmap } from './types'

/** Grey levels, row by row: 0 is black, 255 is paper. */
export interface Greys {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

function blank({ width, height }: Greys): { readonly rowBytes: number; readonly data: Uint8Array } {
  const rowBytes = Math.ceil(width / 8)
  return { rowBytes, data: new Uint8Array(rowBytes * height) }
}

/** Darker than `threshold` is black. */
export function atThreshold(greys: Greys, threshold: number): Bitmap {
  const { width, height } = greys
  const { rowBytes, data } = blank(greys)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((greys.data[y * width + x] ?? 255) < threshold) {
        const cell = y * rowBytes + (x >> 3)
        data[cell] = (data[cell] ?? 0) | (0x80 >> (x & 7))
      }
  return { width, height, rowBytes, data }
}

/** Where the picture's greys part best into two (Otsu): a logo of one colour on white comes out whole. */
export function partingOf({ data }: Greys): number {
  const counts = new Array<number>(256).fill(0)
  for (const grey of data) counts[grey] = (counts[grey] ?? 0) + 1
  const sum = counts.reduce((total, count, grey) => total + count * grey, 0)
  let below = 0
  let belowSum = 0
  let best = 0
  let first = 128
  let last = 128
  for (let grey = 0; grey < 255; grey += 1) {
    below += counts[grey] ?? 0
    belowSum += (counts[grey] ?? 0) * grey
    const above = data.length - below
    if (below === 0 || above === 0) continue
    const apart = belowSum / below - (sum - belowSum) / above
    const parted = below * above * apart * apart
    if (parted > best * (1 + 1e-9)) {
      best = parted
      first = grey + 1
    }
    if (parted >= best * (1 - 1e-9)) last = grey + 1
  }
  // Between two colours with nothing in between every level parts alike: the middle is the fairest to soft edges.
  return Math.round((first + Math.max(first, last)) / 2)
}

/** Floyd and Steinberg: what a dot is too dark or too light is made good by its neighbours. For photographs. */
export function dithered(greys: Greys): Bitmap {
  const { width, height } = greys
  const { rowBytes, data } = blank(greys)
  const light = Float32Array.from(greys.data)
  const spread = (x: number, y: number, error: number): void => {
    if (x >= 0 && x < width && y < height) light[y * width + x] = (light[y * width + x] ?? 0) + error
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const wanted = light[y * width + x] ?? 255
      const black = wanted < 128
      if (black) {
        const cell = y * rowBytes + (x >> 3)
        data[cell] = (data[cell] ?? 0) | (0x80 >> (x & 7))
      }
      const error = (wanted - (black ? 0 : 255)) / 16
      spread(x + 1, y, error * 7)
      spread(x - 1, y + 1, error * 3)
      spread(x, y + 1, error * 5)
      spread(x + 1, y + 1, error)
    }
  return { width, height, rowBytes, data }
}
