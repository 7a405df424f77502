import { describe, expect, it } from 'vitest'
import { type PrinterSettings, printerSettingsSchema } from '../../../electron/domain/devices'
import { createPaperLayout } from '../../../electron/receipts/layout'
import {
  createTestPrint,
  cutOnly,
  probeCodePages,
  type TestPrintDeps,
} from '../../../electron/receipts/test-print'
import { type PrinterProfile, UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { UNKNOWN_STATUS } from '../../../native/printer/status'
import type { Bitmap, JobEnd, Printer } from '../../../native/printer/types'
import { interpret } from '../../devices/interpreter'
import { hatchedRaster } from '../../support/hatched-raster'
import { allWords, fullTestPage, paperHead } from '../../support/papers'

const settings = (change: Partial<PrinterSettings> = {}): PrinterSettings =>
  printerSettingsSchema.parse({ transport: 'tcp', host: '127.0.0.1', ...change })

const LOGO: Bitmap = { width: 16, height: 4, rowBytes: 2, data: new Uint8Array(8).fill(0xff) }

function bench(
  change: Partial<TestPrintDeps> = {},
  end: JobEnd = { kind: 'printed', confirmed: true, interrupted: false },
) {
  const jobs: Uint8Array[] = []
  const asked: { html: string; width: number; threshold: number | undefined }[] = []
  const logged: string[] = []
  let closed = 0
  const printer: Printer = {
    status: () => Promise.resolve(UNKNOWN_STATUS),
    known: () => UNKNOWN_STATUS,
    confirms: () => null,
    print: (bytes) => {
      jobs.push(bytes)
      return Promise.resolve(end)
    },
    pulseDrawer: () => Promise.resolve(true),
    close: () => {
      closed += 1
      return Promise.resolve()
    },
  }
  const print = createTestPrint({
    connect: () => printer,
    profile: () => UNKNOWN_PROFILE,
    raster: (html, width, threshold) => {
      asked.push({ html, width, threshold })
      return hatchedRaster(html, width)
    },
    lay: createPaperLayout(allWords()),
    logo: () => LOGO,
    log: (what) => logged.push(what),
    ...change,
  })
  return { print, jobs, asked, logged, closed: () => closed }
}

describe('a test print', () => {
  it('is one whole job of the printer’s own width and profile, and its line is closed', async () => {
    const narrow: PrinterProfile = {
      ...UNKNOWN_PROFILE,
      widths: { '80': { dots: 512, columns: 42 } },
      codePages: [{ page: 'windows1252', n: 16 }],
      cut: 'partial',
    }
    const { print, jobs, closed } = bench({ profile: () => narrow })
    expect(await print(settings(), { data: fullTestPage() })).toEqual({
      ok: true,
      confirmed: true,
      trouble: null,
    })
    const read = interpret(jobs[0] ?? new Uint8Array())
    expect(read.unknown).toEqual([])
    expect(new Set(read.pages)).toEqual(new Set([16]))
    expect(read.lines.some((line) => line.startsWith('---------1') && line.length === 42)).toBe(true)
    expect(read.pictures.every(({ width }) => width === 512)).toBe(true)
    expect(closed()).toBe(1)
  })

  it('draws what the page cannot say, as dark as is set', async () => {
    for (const [darkness, threshold] of [
      [1, 86],
      [3, 108],
      [5, 132],
    ]) {
      const { print, asked } = bench()
      await print(settings({ darkness: darkness ?? 3, paper: 58 }), { data: fullTestPage() })
      expect(asked).toMatchObject([{ width: 384, threshold }])
      expect(asked[0]?.html).toContain('العربية')
    }
  })

  it('prints an Arabic page as one picture, bars and all', async () => {
    const { print, asked, jobs } = bench()
    await print(settings(), { data: fullTestPage({ head: paperHead({ language: 'ar' }) }) })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.html.match(/<svg/g)).toHaveLength(2)
    expect(asked[0]?.html).toContain('<bdi dir="ltr">1234567890</bdi>')
    expect(interpret(jobs[0] ?? new Uint8Array()).lines).toEqual([])
  })

  it('shows the logo where it is switched on', async () => {
    const pictures = async (logo: boolean): Promise<number> => {
      const { print, jobs } = bench()
      await print(settings({ logo }), { data: fullTestPage() })
      return interpret(jobs[0] ?? new Uint8Array()).pictures.length
    }
    expect(await pictures(true)).toBe(1 + (await pictures(false)))
  })

  it('says why it did not come out', async () => {
    const ends: readonly [JobEnd, object][] = [
      [
        { kind: 'not_started', trouble: 'paper_out' },
        { ok: false, confirmed: false, trouble: 'paper_out' },
      ],
      [
        { kind: 'unknown', detail: 'lost' },
        { ok: false, confirmed: false, trouble: 'error' },
      ],
      [
        { kind: 'printed', confirmed: false, interrupted: false },
        { ok: true, confirmed: false, trouble: null },
      ],
    ]
    for (const [end, wanted] of ends)
      expect(await bench({}, end).print(settings(), { data: fullTestPage() })).toEqual(wanted)
    expect(await bench({ connect: () => null }).print(settings(), { data: fullTestPage() })).toEqual({
      ok: false,
      confirmed: false,
      trouble: null,
    })
  })

  it('closes the line when the page cannot be drawn', async () => {
    const { print, closed, logged, jobs } = bench({ raster: () => Promise.reject(new Error('no window')) })
    expect(await print(settings(), { data: fullTestPage() })).toMatchObject({ ok: false, trouble: 'error' })
    expect([closed(), logged, jobs]).toEqual([1, ['print.test_failed'], []])
  })
})

describe('the page that finds code page numbers', () => {
  it('shows a line for each number and character set, and only the right ones read well', async () => {
    const { print, jobs } = bench()
    await print(settings(), { bytes: probeCodePages(UNKNOWN_PROFILE) })
    // A printer of another family: 858 under 15, 1252 under 14.
    const read = interpret(jobs[0] ?? new Uint8Array(), { 0: 'cp437', 15: 'cp858', 14: 'windows1252' })
    expect(read.unknown).toEqual([])
    expect(read.hazards).toEqual([])
    expect(read.cuts).toBe(1)
    const good = read.lines.filter((line) => line.includes('éèàç') && line.includes('€'))
    expect(good).toEqual(['n = 14  windows1252  éèàçŒ’—€', 'n = 15  cp858        éèàç€'])
    expect(read.lines.every((line) => line.length <= 32)).toBe(true)
  })

  it('tries the numbers of the profile too, each once', () => {
    const profile: PrinterProfile = {
      ...UNKNOWN_PROFILE,
      codePages: [
        { page: 'cp858', n: 77 },
        { page: 'cp437', n: 0 },
      ],
    }
    const { pages } = interpret(probeCodePages(profile))
    expect(pages).toContain(77)
    expect(new Set(pages).size).toBe(pages.length)
  })
})

it('cuts and nothing else', () => {
  const hex = (profile: Partial<PrinterProfile>): string =>
    Buffer.from(cutOnly({ ...UNKNOWN_PROFILE, ...profile })).toString('hex')
  expect(hex({ cut: 'full', feedLines: 2 })).toBe('1b401c2e1d610f0a0a1d5600')
  expect(hex({ cut: 'none', feedLines: 1 })).toBe('1b401c2e1d610f0a')
})
