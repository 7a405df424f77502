import type { ElectronApplication } from '@playwright/test'
import type { Picture } from '../devices/interpreter'

/** Rows of dots, 1 is black. */
export type Dots = readonly Uint8Array[]

export const dotsOf = ({ width, height, rowBytes, data }: Picture): Dots =>
  Array.from({ length: height }, (_, y) =>
    Uint8Array.from(
      { length: width },
      (__, x) => ((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1,
    ),
  )

export function inkShare(dots: Dots): number {
  const black = dots.reduce((sum, row) => sum + row.reduce((count, dot) => count + dot, 0), 0)
  return black / (dots.length * (dots[0]?.length ?? 1))
}

/** Lines of text, apart from each other by at least `gap` blank rows, from the top. */
export function bandsOf(dots: Dots, gap = 4): readonly Dots[] {
  const bands: Uint8Array[][] = []
  let blank = gap
  for (const row of dots) {
    if (!row.includes(1)) {
      blank += 1
      if (blank < gap) bands.at(-1)?.push(row)
      continue
    }
    if (blank >= gap) bands.push([])
    bands.at(-1)?.push(row)
    blank = 0
  }
  return bands
}

/** Pieces of ink that touch nothing else, not even by a corner: joined letters are one, each dot of a letter is one. */
export function pieces(dots: Dots): number {
  const width = dots[0]?.length ?? 0
  const seen = dots.map((row) => Uint8Array.from(row))
  let count = 0
  for (let y = 0; y < seen.length; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (seen[y]?.[x] !== 1) continue
      count += 1
      const open: (readonly [number, number])[] = [[x, y]]
      for (let at = open.pop(); at; at = open.pop()) {
        const [left, top] = at
        for (let dy = -1; dy <= 1; dy += 1)
          for (let dx = -1; dx <= 1; dx += 1) {
            const row = seen[top + dy]
            if (row?.[left + dx] !== 1) continue
            row[left + dx] = 0
            open.push([left + dx, top + dy])
          }
      }
    }
  return count
}

/** The same words 160 pixels high, drawn by the very window that draws papers, with its own face: nothing breaks there. */
export async function largeAsDrawn(
  app: ElectronApplication,
  words: string,
  weight: 400 | 600,
): Promise<Dots> {
  const script = `(async () => {
    const font = '${weight} 160px "Noto Sans Arabic"'
    await document.fonts.load(font, 'ا')
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d')
    pen.font = font
    canvas.width = Math.ceil(pen.measureText(${JSON.stringify(words)}).width) + 80
    canvas.height = 400
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.fillStyle = '#000'
    pen.font = font
    pen.direction = 'rtl'
    pen.textAlign = 'right'
    pen.fillText(${JSON.stringify(words)}, canvas.width - 40, 240)
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height)
    return Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (__, x) => (data[(y * width + x) * 4] < 128 ? '1' : '0')).join(''))
  })()`
  const rows = await app.evaluate(async ({ BrowserWindow }, code) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().startsWith('app://raster'),
    )
    if (!window) throw new Error('no raster window')
    return (await window.webContents.executeJavaScript(code)) as string[]
  }, script)
  return rows.map((row) => Uint8Array.from(row, Number))
}
