import type { Raster } from '../../electron/receipts/types'

/** Stands in for the hidden window where no Chromium runs: 40 rows of hatching as wide as was asked. */
export const hatchedRaster: Raster = (_, width) => {
  const rowBytes = Math.ceil(width / 8)
  const data = Uint8Array.from({ length: rowBytes * 40 }, (__, at) => 0x88 >> (Math.floor(at / rowBytes) % 4))
  return Promise.resolve({ width, height: 40, rowBytes, data })
}
