import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import type { LaidLine, PaperData } from '../../../electron/domain/paper'
import { readScan } from '../../../electron/domain/scan'
import { createPaperLayout } from '../../../electron/receipts/layout'
import { paperHtml } from '../../../electron/receipts/raster-html'
import type { Columns } from '../../../electron/receipts/sheet'
import { encodePaper } from '../../../native/printer/encoder'
import { UNKNOWN_PROFILE } from '../../../native/printer/profile'
import type { Bitmap } from '../../../native/printer/types'
import { type Interpreted, interpret } from '../../devices/interpreter'
import { paperRgba } from '../../devices/paper-picture'
import {
  allWords,
  cashInReceipt,
  cashOutReceipt,
  codeSheet,
  deviceSlip,
  fullTestPage,
  paperHead,
  testPage,
  waitingSlip,
} from '../../support/papers'
import { tillPapers } from '../../support/till-papers'

const lay = createPaperLayout(allWords())
const dotsOf = (columns: Columns): number => ({ 32: 384, 42: 512, 48: 576 })[columns]

/** Stands in for the hidden window: a recognisable picture, and a note of what it was asked to draw. */
function drawingBoard(width: number) {
  const asked: LaidLine[][] = []
  const raster = (lines: readonly LaidLine[]): Promise<Bitmap> => {
    asked.push([...lines])
    const rowBytes = Math.ceil(width / 8)
    return Promise.resolve({ width, height: 100, rowBytes, data: new Uint8Array(rowBytes * 100).fill(0x10) })
  }
  return { asked, raster }
}

async function printed(
  data: PaperData,
  columns: Columns,
  { copy = 0, codePage = null as number | null } = {},
): Promise<{
  readonly bytes: Uint8Array
  readonly read: Interpreted
  readonly asked: readonly LaidLine[][]
}> {
  const laid = lay({ data, copy, columns })
  const board = drawingBoard(dotsOf(columns))
  const bytes = await encodePaper(laid.lines, {
    columns,
    dots: dotsOf(columns),
    profile: UNKNOWN_PROFILE,
    codePage,
    asPicture: laid.language === 'ar',
    raster: board.raster,
    logo: null,
  })
  return { bytes, read: interpret(bytes), asked: board.asked }
}

const papers: readonly PaperData[] = [
  cashInReceipt(),
  cashOutReceipt(),
  waitingSlip(),
  testPage(),
  fullTestPage(),
  deviceSlip(),
  codeSheet(),
  ...tillPapers,
]

describe('French papers, read back by an interpreter that shares nothing with the encoder', () => {
  it.each([32, 42, 48] as const)(
    'hold only known commands, fit %i columns and lose no character',
    async (columns) => {
      for (const data of papers)
        for (const copy of [0, 2]) {
          const { bytes, read } = await printed(data, columns, { copy })
          expect(read.unknown).toEqual([])
          expect(read.hazards).toEqual([])
          expect(read.cuts).toBe(1)
          expect(read.lines.join('\n')).not.toContain('?')
          expect(Buffer.from(bytes.subarray(0, 7)).toString('hex')).toBe('1b401c2e1d610f')
          for (const mark of read.marks)
            if (mark.kind === 'text')
              expect(
                mark.spans.reduce((sum, { text, wide }) => sum + text.length * wide, 0),
              ).toBeLessThanOrEqual(columns)
        }
    },
  )

  it.each([48, 32] as const)(
    'a cash-in on %i columns shows its amounts, reference and ids',
    async (columns) => {
      const { read } = await printed(cashInReceipt(), columns)
      const text = read.lines.join('\n')
      expect(text).toMatch(/^Montant +500,00$/m)
      expect(text).toMatch(/^Frais +0,00$/m)
      expect(text).toMatch(/^ENCAISSÉ +500,00 MAD$/m)
      expect(text).toMatch(/^Reçu du client +600,00$/m)
      expect(text).toMatch(/^Monnaie rendue +100,00$/m)
      expect(text).toMatch(/^Référence +1122334455$/m)
      expect(text).toMatch(/^Ticket +CASA1-000724$/m)
      expect(text).toMatch(/^Téléphone +\+212 6\*\* \*\* 87 30$/m)
      expect(text).toMatch(/^Demande +69906411\.\.\.9d18dc15$/m)
      expect(text).toMatch(/^Empreinte +0123456789ab$/m)
      expect(text).not.toContain('Rachidi')
      expect(text).not.toContain('661248730')
    },
  )

  it('print the amount twice as large, and only the title and the amount', async () => {
    const { read } = await printed(cashInReceipt(), 48)
    const large = read.marks.flatMap((mark) =>
      mark.kind === 'text'
        ? mark.spans.filter(({ wide, high }) => wide === 2 && high === 2).map(({ text }) => text)
        : [],
    )
    expect(large).toEqual(['500,00 MAD'])
  })

  it('fill the whole width of a black block', async () => {
    const { read } = await printed(cashInReceipt({ head: paperHead({ training: true }) }), 32, { copy: 12 })
    const blocks = read.marks.flatMap((mark) =>
      mark.kind === 'text' && mark.spans.some(({ reverse }) => reverse) ? mark.spans : [],
    )
    expect(blocks.map(({ text }) => text.trim())).toEqual(['FORMATION', 'SANS VALEUR', 'DUPLICATA 12'])
    for (const { text, wide } of blocks) expect(text.length * wide).toBe(32)
  })

  it('carry a code that finds the operation when scanned, as command and as seen on paper', async () => {
    for (const columns of [48, 42, 32] as const) {
      const { read } = await printed(cashInReceipt(), columns)
      const { data, height } = paperRgba(read, dotsOf(columns))
      const seen = jsQR(data, dotsOf(columns), height)?.data ?? ''
      expect(seen).toBe(read.qrs[0])
      expect(readScan(seen)).toEqual({
        kind: 'paper',
        mark: { number: 'CASA1-000724', shortHash: '0123456789ab' },
      })
    }
  })

  it('use the code page of the printer’s profile', async () => {
    const { read } = await printed(cashInReceipt(), 48, { codePage: 16 })
    expect(read.lines).toContain('EFFECTUÉ')
  })

  it('draw only the lines that the code page cannot say, in their place', async () => {
    const { read, asked } = await printed(cashInReceipt({ customerName: 'أمينة رشيدي' }), 48)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject([{ kind: 'pair', label: 'Client', value: 'أمينة ر.' }])
    const kinds = read.marks.map((mark) =>
      mark.kind === 'text'
        ? mark.spans
            .map(({ text }) => text)
            .join('')
            .trim()
        : mark.kind,
    )
    const at = kinds.indexOf('picture')
    expect(kinds[at - 1]).toMatch(/^Référence/)
    expect(kinds[at + 1]).toMatch(/^Téléphone/)
    expect(read.lines.join('\n')).not.toContain('?')
  })

  it('never hand a name’s control bytes to the printer', async () => {
    const { read } = await printed(
      cashInReceipt({ customerName: 'A\u001bp\u0000\u0010\u0014\u0001 Zed' }),
      48,
    )
    expect(read.unknown).toEqual([])
    expect(read.pulses).toEqual([])
  })
})

describe('Arabic papers', () => {
  it.each([48, 32] as const)(
    'are one picture of %i columns, cut into strips, and nothing else',
    async (columns) => {
      for (const data of papers) {
        const arabic = { ...data, head: { ...data.head, language: 'ar' as const } }
        const { read, asked } = await printed(arabic, columns, { copy: 1 })
        expect(asked).toHaveLength(1)
        expect(read.pictures).toHaveLength(1)
        expect(read.pictures[0]).toMatchObject({ width: dotsOf(columns), height: 100 })
        expect(read.lines).toEqual([])
        expect(read.unknown).toEqual([])
        expect(read.cuts).toBe(1)
      }
    },
  )

  it('keep the order of the French ones', () => {
    const kinds = (language: 'fr' | 'ar') =>
      lay({ data: { ...cashInReceipt(), head: paperHead({ language }) }, copy: 0, columns: 48 }).lines.map(
        ({ kind }) => kind,
      )
    expect(kinds('ar')).toEqual(kinds('fr'))
  })

  it('are drawn from right to left, with numbers kept left to right and names kept apart', () => {
    const laid = lay({
      data: { ...cashInReceipt(), head: paperHead({ language: 'ar' }) },
      copy: 0,
      columns: 48,
    })
    const html = paperHtml(laid.lines, 'ar', 576)
    expect(html).toContain('<body dir="rtl" style="width:576px">')
    expect(html).toContain('<bdi dir="ltr">+212 6** ** 87 30</bdi>')
    expect(html).toContain('<bdi>Amina R.</bdi>')
    expect(html).toContain('<svg')
    expect(html).not.toMatch(/<script|<img|<link/)
  })

  it('let no name become a tag', () => {
    const laid = lay({
      data: { ...cashInReceipt(), head: paperHead({ language: 'ar', shopName: '<img src=x onerror=1>"&' }) },
      copy: 0,
      columns: 48,
    })
    const html = paperHtml(laid.lines, 'ar', 576)
    expect(html).toContain('&lt;img src=x onerror=1&gt;&quot;&amp;')
    expect(html).not.toContain('<img')
  })
})
