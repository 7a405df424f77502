import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { BUILT_IN_PROFILES } from '../../../electron/devices/built-in-profiles'
import { createLogoStore } from '../../../electron/devices/logo'
import { createProfileBook } from '../../../electron/devices/profiles'
import { type PrinterSettings, printerSettingsSchema } from '../../../electron/domain/devices'
import type { Language, PaperData } from '../../../electron/domain/paper'
import { encodeLaid } from '../../../electron/receipts/encode'
import { createPaperLayout, widthOf } from '../../../electron/receipts/layout'
import type { PrinterProfile } from '../../../native/printer/profile'
import type { Bitmap } from '../../../native/printer/types'
import type { PageNumbers } from '../../devices/code-pages'
import { type Interpreted, interpret } from '../../devices/interpreter'
import { paperPng, paperRgba } from '../../devices/paper-picture'
import { hatchedRaster } from '../../support/hatched-raster'
import { inLanguage } from '../../support/laid-text'
import {
  allWords,
  cashInReceipt,
  cashOutReceipt,
  codeSheet,
  deviceSlip,
  fullTestPage,
  paperHead,
  tariffSheet,
  waitingSlip,
} from '../../support/papers'
import {
  cashCorrection,
  cashMovement,
  dayReport,
  HASH,
  handOver,
  periodClosing,
  SIGNATURE,
  shiftOpening,
  xReport,
  zReport,
} from '../../support/till-papers'

/**
 * Papers as the independent interpreter draws them, dot for dot. After a change that is meant, look at each picture
 * that changed and renew them: `GOLDEN=update npm run test:unit`.
 */
const FOLDER = resolve(import.meta.dirname, '../../fixtures/papers')
const RENEW = process.env.GOLDEN === 'update'

const lay = createPaperLayout(allWords())
const book = createProfileBook({
  builtIn: BUILT_IN_PROFILES,
  folder: join(FOLDER, 'none'),
  log: () => undefined,
})
/** One family that does everything by itself, one that is cheap. */
const PROFILES = { 80: book.get('epson'), 58: book.get('zjiang-58') }

interface Sample {
  readonly data: PaperData
  readonly copy?: number
  readonly logo?: boolean
}

const samples: Readonly<
  Record<string, (language: Language, profile: PrinterProfile, paper: 58 | 80) => Sample>
> = {
  receipt: (language) => ({ data: cashInReceipt({ head: paperHead({ language }) }) }),
  'receipt-cash-out': (language) => ({ data: cashOutReceipt({ head: paperHead({ language }) }), logo: true }),
  'receipt-training-copy': (language) => ({
    data: cashInReceipt({ head: paperHead({ language, training: true }) }),
    copy: 2,
  }),
  waiting_slip: (language) => ({ data: waitingSlip({ head: paperHead({ language }) }) }),
  shift_opening: (language) => ({ data: inLanguage(shiftOpening(), language) }),
  cash_movement: (language) => ({ data: inLanguage(cashMovement(), language) }),
  'cash_movement-correction': (language) => ({ data: inLanguage(cashCorrection(), language) }),
  hand_over: (language) => ({ data: inLanguage(handOver(), language) }),
  x_report: (language) => ({ data: inLanguage(xReport(), language) }),
  'x_report-hidden': (language) => ({ data: inLanguage(xReport({ hidden: true }), language) }),
  z_report: (language) => ({ data: inLanguage(zReport(), language) }),
  'z_report-training-copy': (language) => ({
    data: zReport({ head: paperHead({ language, training: true }), signature: null }),
    copy: 1,
  }),
  period_closing: (language) => ({ data: inLanguage(periodClosing(), language) }),
  day_report: (language) => ({ data: inLanguage(dayReport(), language) }),
  tariff_sheet: (language) => ({ data: tariffSheet({ head: paperHead({ language }) }), logo: true }),
  test_page: (language, profile, width) => ({
    data: fullTestPage({
      head: paperHead({ language }),
      profile: profile.name,
      width,
      dots: widthOf(profile, width).dots,
      codePages: profile.codePages.map(({ page, n }) => `${page} = ${n}`),
    }),
    logo: true,
  }),
  device_slip: (language, profile, width) => ({
    data: deviceSlip({
      head: paperHead({ language }),
      profile: profile.name,
      width,
      ...widthOf(profile, width),
      codePages: profile.codePages.map(({ page, n }) => `${page} = ${n}`),
    }),
  }),
  code_sheet: (language) => ({ data: codeSheet({ head: paperHead({ language }) }) }),
}

function logoOf(dots: number): Bitmap {
  const file = readFileSync(resolve(import.meta.dirname, '../../fixtures/logos/palette.png'))
  const tried = createLogoStore({ folder: FOLDER }).tryOn(file, dots)
  if (!tried.ok) throw new Error(tried.reason)
  return tried.bitmap
}

async function print(
  { data, copy = 0, logo = false }: Sample,
  settings: PrinterSettings,
  profile: PrinterProfile,
): Promise<Interpreted> {
  const { dots, columns } = widthOf(profile, settings.paper)
  const laid = lay({ data, copy, columns, logo })
  const bytes = await encodeLaid(laid, { ...settings, logo }, profile, hatchedRaster, logoOf(dots))
  const numbers: PageNumbers = Object.fromEntries(profile.codePages.map(({ page, n }) => [n, page]))
  return interpret(bytes, numbers)
}

const every = Object.keys(samples).flatMap((name) =>
  ([80, 58] as const).flatMap((paper) =>
    (['fr', 'en'] as const).map((language) => ({ name, paper, language })),
  ),
)

describe('golden pictures of papers', () => {
  it.each(every)('$name at $paper mm in $language', async ({ name, paper, language }) => {
    const profile = PROFILES[paper]
    const { dots } = widthOf(profile, paper)
    const sample = samples[name]?.(language, profile, paper)
    if (!sample) throw new Error(name)
    const settings = printerSettingsSchema.parse({ transport: 'virtual', paper })
    const read = await print(sample, settings, profile)
    expect(read.unknown).toEqual([])
    expect(read.hazards).toEqual([])
    expect(read.lines.join('\n')).not.toContain('?')
    const now = paperPng(read, dots)
    const file = join(FOLDER, `${name}-${paper}-${language}.png`)
    if (RENEW) {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(file, now)
    }
    expect(existsSync(file), `${file} is not there: see GOLDEN=update in this test`).toBe(true)
    const [golden, drawn] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(now)]
    expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height])
    // Packed bytes may differ from one zlib to the next; dots may not.
    expect(drawn.data.equals(golden.data), `${file} looks different`).toBe(true)
  })

  it('are all of papers that are still printed', () => {
    const names = every.map(({ name, paper, language }) => `${name}-${paper}-${language}.png`)
    expect(readdirSync(FOLDER).sort()).toEqual(names.sort())
  })

  it('carry codes that a camera reads, on each family of printers', async () => {
    for (const { profile } of book.all())
      for (const paper of [58, 80] as const) {
        if (!profile.widths[paper]) continue
        const settings = printerSettingsSchema.parse({ transport: 'virtual', paper, profile: profile.id })
        const read = await print({ data: cashInReceipt() }, settings, profile)
        expect([profile.id, read.unknown, read.hazards]).toEqual([profile.id, [], []])
        const { dots } = widthOf(profile, paper)
        const { data, height } = paperRgba(read, dots)
        expect([profile.id, jsQR(data, dots, height)?.data]).toEqual([
          profile.id,
          'GUICHET:CASA1-000724:0123456789ab',
        ])
        expect(read.lines).toContainEqual(expect.stringMatching(/^ENCAISSÉ +500,00 MAD$/))
      }
  })

  it('carry a signature that a camera reads, on each family of printers', async () => {
    for (const { profile } of book.all())
      for (const paper of [58, 80] as const) {
        if (!profile.widths[paper]) continue
        const settings = printerSettingsSchema.parse({ transport: 'virtual', paper, profile: profile.id })
        const read = await print({ data: zReport() }, settings, profile)
        expect([profile.id, read.unknown, read.hazards]).toEqual([profile.id, [], []])
        const { dots } = widthOf(profile, paper)
        const { data } = paperRgba(read, dots)
        // As a phone is held: over the code, which is the last of the paper.
        const seen = data.slice(-Math.min(data.length, 650 * dots * 4))
        expect([profile.id, jsQR(seen, dots, seen.length / (dots * 4))?.data]).toEqual([
          profile.id,
          `GZ1|CASA1|214|48913|${HASH}|${SIGNATURE.key}|${SIGNATURE.signature}`,
        ])
      }
  })
})
