import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { realTimeAt } from '../../../native/printer/bitmap'
import { qrModule } from '../../../native/printer/commands'
import { encodePaper, type PrintLine } from '../../../native/printer/encoder'
import { CODE_PAGES, type PrinterProfile, UNKNOWN_PROFILE } from '../../../native/printer/profile'
import { printable } from '../../../native/printer/text'
import type { Bitmap } from '../../../native/printer/types'
import { readCode128 } from '../../devices/barcode-reader'
import type { PageNumbers } from '../../devices/code-pages'
import { type Interpreted, interpret } from '../../devices/interpreter'
import { drawPaper, paperRgba } from '../../devices/paper-picture'

const text = (content: string, change: Partial<Extract<PrintLine, { kind: 'text' }>> = {}): PrintLine => ({
  kind: 'text',
  text: content,
  align: 'start',
  bold: false,
  double: false,
  block: false,
  ...change,
})

const RISKY = [0x10, 0x04, 0x05, 0x14, 0x00, 0xff, 0x1b, 0x1d]
/** A picture full of what a printer would take as commands. */
const riskyPicture = (width: number, height: number): Bitmap => {
  const rowBytes = Math.ceil(width / 8)
  const data = Uint8Array.from(
    { length: rowBytes * height },
    (_, at) => RISKY[(at * at + (at >> 3)) % 8] ?? 0,
  )
  return { width, height, rowBytes, data }
}

interface Printed {
  readonly bytes: Uint8Array
  readonly read: Interpreted
  readonly drawn: readonly (readonly PrintLine[])[]
}

interface Paper {
  readonly profile?: Partial<PrinterProfile>
  readonly columns?: number
  readonly dots?: number
  readonly codePage?: number | null
  readonly asPicture?: boolean
  readonly logo?: Bitmap | null
}

async function printed(lines: readonly PrintLine[], options: Paper = {}): Promise<Printed> {
  const { columns = 48, dots = 576, codePage = null, asPicture = false, logo = null } = options
  const profile = { ...UNKNOWN_PROFILE, ...options.profile }
  const drawn: PrintLine[][] = []
  const bytes = await encodePaper(lines, {
    columns,
    dots,
    profile,
    codePage,
    asPicture,
    logo,
    raster: (some) => {
      drawn.push([...some])
      return Promise.resolve(riskyPicture(dots, 30))
    },
  })
  const numbers: PageNumbers = Object.fromEntries(profile.codePages.map(({ page, n }) => [n, page]))
  return { bytes, read: interpret(bytes, numbers), drawn }
}

const profileWith = (...pages: readonly (readonly [(typeof CODE_PAGES)[number], number])[]) => ({
  codePages: pages.map(([page, n]) => ({ page, n })),
})

describe('code pages', () => {
  it('goes out in the first page that has all characters, and says so only when the page changes', async () => {
    const { read, drawn } = await printed(
      [text('Été'), text('plain'), text('Ž ž'), text('Ÿ'), text('Noël'), text('шоп')],
      { profile: profileWith(['cp858', 19], ['windows1252', 16], ['cp437', 0]) },
    )
    expect(read.pages).toEqual([19, 16, 19])
    expect(read.lines).toEqual(['Été', 'plain', 'Ž ž', 'Ÿ', 'Noël'])
    expect(drawn).toMatchObject([[{ text: 'шоп' }]])
  })

  it('takes the number that the shop has set, and draws what is not in it', async () => {
    const { read, drawn } = await printed([text('Été'), text('Ž')], {
      profile: profileWith(['cp858', 19], ['windows1252', 16]),
      codePage: 19,
    })
    expect(read.pages).toEqual([19])
    expect(drawn).toMatchObject([[{ text: 'Ž' }]])
  })

  const unit = fc.oneof(
    fc.constantFrom(...'abcdefghijklm NOPQRSTUVWXYZ0123456789 -.,:/+'),
    fc.constantFrom(...'éèàçêëîïôûùüÿœæÉÈÀÇŒÆ€’“”—…«»'),
    fc.constantFrom(...'ŁódźŠžĞışŐűčř'),
    fc.constantFrom(...'أمينة رشيدي بقالة الأملـًٌ'),
    fc.constantFrom('😀', '👩‍👧', '漢', '字', 'かな', 'Ω', 'ж', '\u0301', '\u202e', '\u200f', '\u00ad'),
    fc.constantFrom('\u0010', '\u0014', '\u001b', '\u0000', '\u001d', '\u007f', '\u0085'),
  )
  const names = fc.string({ unit, minLength: 1, maxLength: 46 })
  const pages = fc.shuffledSubarray([...CODE_PAGES], { minLength: 1 })

  it('loses no character of any name: it reads back as it is, or it is drawn', async () => {
    await fc.assert(
      fc.asyncProperty(names, pages, async (name, order) => {
        const numbered = profileWith(...order.map((page, at) => [page, 0x10 + at * 4] as const))
        const { read, drawn } = await printed([text(name)], { profile: numbered })
        expect(read.unknown).toEqual([])
        expect(read.lines.join('')).not.toContain('?')
        expect(read.lines.join('')).not.toContain('\ufffd')
        const shown = read.lines.join('')
        if (drawn.length > 0) expect([drawn, shown]).toEqual([[[text(name)]], ''])
        else expect(shown).toBe(printable(name).replaceAll('\u00a0', ' ').trimEnd())
      }),
      { seed: 20260616, numRuns: 400 },
    )
  })

  it('never spells a real-time command anywhere, though names, numbers and pictures try to', async () => {
    const line: fc.Arbitrary<PrintLine> = fc.oneof(
      names.map((name) => text(name, { align: 'center' })),
      names.map((name) => text(name, { bold: true, double: true, block: true })),
      fc.tuple(names, names).map(([label, value]) => ({ kind: 'pair' as const, label, value, bold: true })),
      fc.constantFrom<PrintLine>({ kind: 'rule' }, { kind: 'logo' }, { kind: 'feed', lines: 16 }),
      // Lengths of 4, 5, 16 and 20 stand in the length bytes of their commands.
      fc
        .constantFrom(1, 2, 4, 5, 13, 16, 17, 20, 40)
        .map((length) => ({ kind: 'qr' as const, content: '0'.repeat(length) })),
      fc
        .constantFrom(2, 3, 4, 14, 16, 18, 20)
        .map((length) => ({ kind: 'barcode' as const, content: '1'.repeat(length) })),
    )
    const profile = fc.record({
      codePages: pages.map(
        (order) =>
          profileWith(...order.map((page, at) => [page, [16, 4, 5, 20, 0][at] ?? 1] as const)).codePages,
      ),
      cut: fc.constantFrom('feed', 'partial', 'full', 'none'),
      feedLines: fc.constantFrom(0, 1, 4),
      qr: fc.constantFrom('native', 'picture'),
      barcode: fc.constantFrom('native', 'picture'),
      reverse: fc.boolean(),
      guardRealTime: fc.boolean(),
      raster: fc.constantFrom(...[8, 16, 20, 48, 255].map((stripRows) => ({ stripRows, pauseMs: 0 }))),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        profile,
        fc.boolean(),
        fc.constantFrom([48, 576], [42, 512], [32, 384], [10, 128] as const),
        async (lines, change, asPicture, [columns = 48, dots = 576]) => {
          const logo = riskyPicture(128, 17)
          const { bytes, read } = await printed(lines, {
            profile: change as Partial<PrinterProfile>,
            asPicture,
            columns,
            dots,
            logo,
          })
          expect(realTimeAt(bytes)).toBe(-1)
          expect(read.unknown).toEqual([])
          expect(read.hazards).toEqual([])
          expect(read.pulses).toEqual([])
          expect(read.asked).toEqual([])
          expect(read.cuts).toBe(change.cut === 'none' ? 0 : 1)
          // Whatever is switched off around pictures is on again at the end.
          expect(read.guards.filter((on) => on)).toHaveLength(read.guards.length / 2)
          expect(read.guards.at(-1)).not.toBe(false)
        },
      ),
      { seed: 20260616, numRuns: 250 },
    )
  })
})

describe('codes', () => {
  it('asks the printer for the largest QR that fits, and draws what fits in none', async () => {
    expect(qrModule('x'.repeat(30), 576)).toBe(6)
    expect(qrModule('x'.repeat(251), 384)).toBe(6)
    expect(qrModule('x'.repeat(287), 384)).toBe(5)
    expect(qrModule('x'.repeat(400), 384)).toBe(4)
    expect(qrModule('x'.repeat(400), 300)).toBeNull()
    const { read, drawn } = await printed([{ kind: 'qr', content: 'x'.repeat(400) }], {
      columns: 32,
      dots: 384,
    })
    expect(read.marks).toContainEqual(expect.objectContaining({ kind: 'qr', module: 4, align: 'center' }))
    expect(drawn).toEqual([])
    const { data, height } = paperRgba(read, 384)
    expect(jsQR(data, 384, height)?.data).toBe('x'.repeat(400))
    expect((await printed([{ kind: 'qr', content: 'x'.repeat(400) }], { dots: 300 })).drawn).toHaveLength(1)
  })

  it('draws the QR of a printer that has none', async () => {
    const { read, drawn } = await printed([{ kind: 'qr', content: 'GUICHET' }], {
      profile: { qr: 'picture' },
    })
    expect(read.qrs).toEqual([])
    expect(drawn).toEqual([[{ kind: 'qr', content: 'GUICHET' }]])
  })

  it.each(['native', 'picture'] as const)('prints bars (%s) with their content below', async (kind) => {
    for (const dots of [576, 384]) {
      const { read, drawn } = await printed([{ kind: 'barcode', content: 'aA0-9zZ_/+]' }], {
        columns: dots / 12,
        dots,
        profile: { barcode: kind },
      })
      expect(drawn).toEqual([])
      expect(read.marks.some((mark) => mark.kind === 'barcode')).toBe(kind === 'native')
      expect(read.lines).toEqual(['aA0-9zZ_/+]'])
      expect(readCode128(drawPaper(read, dots))).toBe('aA0-9zZ_/+]')
    }
  })

  it('draws bars that only fit with the thinnest module, and says by text what fits in none', async () => {
    const thin = await printed([{ kind: 'barcode', content: 'x'.repeat(30) }], { columns: 32, dots: 384 })
    expect(readCode128(drawPaper(thin.read, 384))).toBe('x'.repeat(30))
    const none = await printed([{ kind: 'barcode', content: 'y'.repeat(40) }], { columns: 32, dots: 384 })
    expect(none.read.lines).toEqual(['y'.repeat(32), 'y'.repeat(8)])
    expect(none.read.pictures).toEqual([])
  })
})

describe('what a profile says of its printer', () => {
  it('cuts as the printer can', async () => {
    const end = async (cut: PrinterProfile['cut'], feedLines: number): Promise<string> => {
      const { bytes } = await printed([text('a')], { profile: { cut, feedLines } })
      return Buffer.from(bytes.subarray(bytes.lastIndexOf(0x61) + 2)).toString('hex')
    }
    expect(await end('feed', 0)).toBe('1d564200')
    expect(await end('feed', 2)).toBe('0a0a1d564200')
    expect(await end('partial', 3)).toBe('0a0a0a1d5601')
    expect(await end('full', 1)).toBe('0a1d5600')
    expect(await end('full', 0)).toBe('1d5600')
    expect(await end('none', 4)).toBe('0a0a0a0a')
  })

  it('draws black blocks where there is no white on black, and nothing else', async () => {
    const lines = [text('FORMATION', { block: true, double: true }), text('Montant')]
    const { read, drawn } = await printed(lines, { profile: { reverse: false } })
    expect(drawn).toEqual([[lines[0]]])
    expect(read.lines).toEqual(['Montant'])
    expect((await printed(lines)).drawn).toEqual([])
  })

  it('cuts pictures into strips of its rows and guards them where the printer can be told', async () => {
    const { bytes, read } = await printed([text('漢'), text('a'), text('字')], {
      profile: { guardRealTime: true, raster: { stripRows: 16, pauseMs: 0 } },
    })
    expect(read.guards).toEqual([false, true, false, true])
    const heads =
      Buffer.from(bytes)
        .toString('hex')
        .match(/1d7630004800..00/g) ?? []
    expect(heads).toEqual(['10', '10', '06', '10', '10', '06'].map((rows) => `1d7630004800${rows}00`))
    expect((await printed([text('漢')])).read.guards).toEqual([])
  })

  it('sends the logo as its own dots, in the middle, also on a paper that is one picture', async () => {
    const logo: Bitmap = { width: 16, height: 2, rowBytes: 2, data: Uint8Array.of(0xff, 0xff, 0x80, 0x01) }
    for (const asPicture of [false, true]) {
      const { read, drawn } = await printed([{ kind: 'logo' }, text('أمل')], { asPicture, logo })
      expect(drawn).toEqual([[text('أمل')]])
      const [first] = drawPaper({ ...read, marks: read.marks.slice(0, 1) }, 576).filter((row) =>
        row.includes(1),
      )
      expect(first?.indexOf(1)).toBe(280)
      expect(first?.lastIndexOf(1)).toBe(295)
    }
    expect((await printed([{ kind: 'logo' }, text('a')])).read.pictures).toEqual([])
    const wide = riskyPicture(800, 4)
    expect((await printed([{ kind: 'logo' }, text('a')], { logo: wide })).read.pictures).toEqual([])
  })

  it('leaves room around what is drawn among text', async () => {
    const { read } = await printed([text('a'), text('漢'), text('b')])
    expect(read.pictures[0]).toMatchObject({ width: 576, height: 38 })
  })
})
