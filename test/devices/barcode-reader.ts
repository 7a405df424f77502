import {
  BinaryBitmap,
  Code128Reader,
  GlobalHistogramBinarizer,
  NotFoundException,
  RGBLuminanceSource,
} from '@zxing/library'

/** What a reader of CODE128 sees on rows of dots (1 is black); null: nothing. */
export function readCode128(rows: readonly Uint8Array[]): string | null {
  const width = rows[0]?.length ?? 0
  const light = new Uint8ClampedArray(width * rows.length).fill(255)
  for (const [y, row] of rows.entries())
    for (const [x, dot] of row.entries()) if (dot === 1) light[y * width + x] = 0
  const picture = new BinaryBitmap(
    new GlobalHistogramBinarizer(new RGBLuminanceSource(light, width, rows.length)),
  )
  try {
    return new Code128Reader().decode(picture).getText()
  } catch (error) {
    if (error instanceof NotFoundException) return null
    throw error
  }
}
