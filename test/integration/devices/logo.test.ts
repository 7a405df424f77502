import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { createLogoStore, type LogoStore } from '../../../electron/devices/logo'
import { realTimeAt } from '../../../native/printer/bitmap'
import { rasterStrips } from '../../../native/printer/commands'
import type { Bitmap } from '../../../native/printer/types'
import { tempFolder } from '../../support/journal'

type Rgba = readonly [number, number, number, number]

/** A PNG whose pixels a function gives; `options` of the file, not of the picture. */
function png(width: number, height: number, at: (x: number, y: number) => Rgba, options = {}): Buffer {
  const picture = new PNG({ width, height })
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) picture.data.set(at(x, y), (y * width + x) * 4)
  return PNG.sync.write(picture, options)
}

const WHITE: Rgba = [255, 255, 255, 255]
const BLACK: Rgba = [0, 0, 0, 255]
const ORANGE: Rgba = [240, 140, 40, 255]
/** A ring, as many logos are. */
const ring =
  (size: number, ink: Rgba, paper: Rgba = WHITE) =>
  (x: number, y: number): Rgba => {
    const away = Math.hypot(x - size / 2, y - size / 2)
    return away < size / 2 && away > size / 4 ? ink : paper
  }

const dotAt = ({ rowBytes, data }: Bitmap, x: number, y: number): number =>
  ((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
function ink(bitmap: Bitmap): number {
  let black = 0
  for (let y = 0; y < bitmap.height; y += 1)
    for (let x = 0; x < bitmap.width; x += 1) black += dotAt(bitmap, x, y)
  return black / (bitmap.width * bitmap.height)
}

function tried(store: LogoStore, file: Uint8Array, dots = 576) {
  const result = store.tryOn(file, dots)
  if (!result.ok) throw new Error(result.reason)
  return result
}

const store = (): { readonly folder: string; readonly logo: LogoStore } => {
  const folder = tempFolder()
  return { folder, logo: createLogoStore({ folder }) }
}

describe('a logo', () => {
  it('is kept as it came, fitted to each paper, and gone when taken away', () => {
    const { folder, logo } = store()
    const file = png(1_000, 300, ring(300, BLACK))
    expect(logo.bitmap(576)).toBeNull()
    expect(logo.keep(file)).toEqual({ ok: true })
    expect(readFileSync(join(folder, 'logo.png')).equals(file)).toBe(true)
    expect(readdirSync(folder)).toEqual(['logo.png'])
    expect(logo.bitmap(576)).toMatchObject({ width: 576, rowBytes: 72 })
    expect(logo.bitmap(384)).toMatchObject({ width: 384, rowBytes: 48 })
    expect(createLogoStore({ folder }).bitmap(576)).toEqual(logo.bitmap(576))
    logo.remove()
    expect(logo.bitmap(576)).toBeNull()
    expect(logo.picture(384)).toBeNull()
    expect(existsSync(join(folder, 'logo.png'))).toBe(false)
    logo.remove()
  })

  it('takes at most 240 rows, keeps its shape, and is never enlarged', () => {
    const { logo } = store()
    const tall = tried(
      logo,
      png(500, 1_000, () => BLACK),
    ).bitmap
    expect(tall).toMatchObject({ width: 120, height: 240 })
    expect(
      tried(
        logo,
        png(1_152, 200, () => BLACK),
      ).bitmap,
    ).toMatchObject({ width: 576, height: 100 })
    expect(
      tried(
        logo,
        png(40, 20, () => BLACK),
      ).bitmap,
    ).toMatchObject({ width: 40, height: 20 })
    expect(
      tried(
        logo,
        png(4_000, 1, () => BLACK),
      ).bitmap,
    ).toMatchObject({ width: 576, height: 1 })
  })

  it('loses no thin line when it becomes smaller', () => {
    const { logo } = store()
    const { bitmap } = tried(
      logo,
      png(1_700, 400, (x) => (x % 100 < 5 ? BLACK : WHITE)),
    )
    let lines = 0
    for (let x = 1; x <= bitmap.width; x += 1)
      if (dotAt(bitmap, x - 1, 10) === 1 && (x === bitmap.width || dotAt(bitmap, x, 10) === 0)) lines += 1
    expect(lines).toBe(17)
  })

  it('prints a drawing of one colour whole, whatever the colour', () => {
    const { logo } = store()
    for (const colour of [BLACK, ORANGE, [120, 190, 90, 255] as const]) {
      const { bitmap } = tried(logo, png(200, 200, ring(200, colour)))
      expect(dotAt(bitmap, 20, bitmap.height >> 1)).toBe(1)
      expect(dotAt(bitmap, 100, bitmap.height >> 1)).toBe(0)
      // Three quarters of a circle's area, without a single dot of dither.
      expect(ink(bitmap)).toBeCloseTo((Math.PI / 4) * 0.75, 1)
    }
  })

  it('dithers a photograph, as dark as it was', () => {
    const { logo } = store()
    const photo = png(300, 150, (x, y) => {
      const grey = Math.round(255 * (0.5 + 0.25 * Math.sin(x / 20) + 0.25 * Math.cos(y / 13)))
      return [grey, grey, grey, 255]
    })
    const { bitmap } = tried(logo, photo)
    expect(ink(bitmap)).toBeCloseTo(0.5, 1)
    let changes = 0
    for (let x = 1; x < 300; x += 1) if (dotAt(bitmap, x, 70) !== dotAt(bitmap, x - 1, 70)) changes += 1
    expect(changes).toBeGreaterThan(60)
  })

  it('takes what is see-through as paper', () => {
    const { logo } = store()
    const { bitmap } = tried(logo, png(200, 200, ring(200, BLACK, [0, 0, 0, 0])))
    expect(dotAt(bitmap, 100, bitmap.height >> 1)).toBe(0)
    expect(
      tried(
        logo,
        png(100, 100, (x) => [0, 0, 0, x < 50 ? 255 : 20]),
      ).bitmap,
    ).toMatchObject({ height: 100 })
  })

  it.each([
    ['16 bits a channel', { bitDepth: 16 as const }],
    ['grey', { colorType: 0 as const }],
    ['grey with transparency', { colorType: 4 as const }],
    ['no transparency', { colorType: 2 as const }],
  ])('reads a PNG of another kind: %s', (_, options) => {
    const { logo } = store()
    const plain = tried(logo, png(120, 120, ring(120, BLACK))).bitmap
    const picture = new PNG({ width: 120, height: 120 })
    const at = ring(120, BLACK)
    for (let y = 0; y < 120; y += 1)
      for (let x = 0; x < 120; x += 1) picture.data.set(at(x, y), (y * 120 + x) * 4)
    if ('bitDepth' in options) {
      const wide = new Uint16Array(120 * 120 * 4)
      for (const [index, value] of picture.data.entries()) wide[index] = value * 257
      picture.data = Buffer.from(wide.buffer)
    }
    expect(tried(logo, PNG.sync.write(picture, options)).bitmap).toEqual(plain)
  })

  it('reads a palette and an interlaced picture as drawing programs save them', () => {
    const { logo } = store()
    for (const name of ['palette', 'interlaced']) {
      const { bitmap } = tried(
        logo,
        readFileSync(join(import.meta.dirname, `../../fixtures/logos/${name}.png`)),
      )
      expect([
        name,
        bitmap.width,
        dotAt(bitmap, 12, bitmap.height >> 1),
        dotAt(bitmap, 60, bitmap.height >> 1),
      ]).toEqual([name, 120, 1, 0])
    }
  })

  it('refuses what is no PNG, too heavy, too large, damaged or blank, and says which', () => {
    const { folder, logo } = store()
    const good = png(50, 50, () => BLACK)
    const reason = (file: Uint8Array): string => {
      const result = logo.keep(file)
      return result.ok ? 'ok' : result.reason
    }
    expect(reason(Buffer.from('GIF89a'))).toBe('not_png')
    expect(reason(new Uint8Array())).toBe('not_png')
    expect(reason(Buffer.concat([good, Buffer.alloc(4 * 1024 * 1024)]))).toBe('too_heavy')
    expect(reason(png(4_001, 2, () => BLACK))).toBe('too_large')
    expect(reason(good.subarray(0, good.length - 30))).toBe('damaged')
    expect(reason(good.subarray(0, 20))).toBe('damaged')
    const wrong = Buffer.from(good)
    wrong[45] = (wrong[45] ?? 0) ^ 0xff
    expect(reason(wrong)).toBe('damaged')
    // A head that claims far more than there is costs no memory.
    const bomb = Buffer.from(good)
    bomb.writeUInt32BE(0x7fffffff, 16)
    expect(reason(bomb)).toBe('too_large')
    expect(reason(png(50, 50, () => WHITE))).toBe('blank')
    expect(reason(png(50, 50, () => [0, 0, 0, 0]))).toBe('blank')
    expect(readdirSync(folder)).toEqual([])
  })

  it('stays the old one when the new one is refused', () => {
    const { logo } = store()
    logo.keep(png(50, 50, () => BLACK))
    const before = logo.bitmap(576)
    expect(logo.keep(Buffer.from('no'))).toEqual({ ok: false, reason: 'not_png' })
    expect(logo.bitmap(576)).toEqual(before)
  })

  it('that went bad on the disk is left out, and costs no receipt', () => {
    const { folder, logo } = store()
    logo.keep(png(50, 50, () => BLACK))
    writeFileSync(join(folder, 'logo.png'), 'half a file')
    expect(createLogoStore({ folder }).bitmap(576)).toBeNull()
    const other = tempFolder()
    mkdirSync(join(other, 'logo.png'))
    expect(createLogoStore({ folder: other }).picture(576)).toBeNull()
  })

  it('is shown exactly as it prints', () => {
    const { logo } = store()
    const { bitmap, picture } = tried(logo, png(300, 200, ring(200, ORANGE)), 384)
    const shown = PNG.sync.read(Buffer.from(picture.url.replace('data:image/png;base64,', ''), 'base64'))
    expect([shown.width, shown.height]).toEqual([bitmap.width, bitmap.height])
    expect([picture.width, picture.height]).toEqual([bitmap.width, bitmap.height])
    for (let y = 0; y < bitmap.height; y += 1)
      for (let x = 0; x < bitmap.width; x += 1)
        if (shown.data[(y * bitmap.width + x) * 4] !== (dotAt(bitmap, x, y) === 1 ? 0 : 255))
          throw new Error(`dot ${x},${y} is shown as it is not`)
  })

  it('spells no real-time command in its strips, even one drawn to do so', () => {
    const { logo } = store()
    const command = [0x10, 0x14, 0x01, 0x00, 0x01, 0x10, 0x04, 0x01]
    const { bitmap } = tried(
      logo,
      png(64, 24, (x) => (((command[x >> 3] ?? 0) >> (7 - (x & 7))) & 1 ? BLACK : WHITE)),
    )
    expect(realTimeAt(bitmap.data)).toBeGreaterThanOrEqual(0)
    expect(realTimeAt(Buffer.concat(rasterStrips(bitmap)))).toBe(-1)
  })
})
