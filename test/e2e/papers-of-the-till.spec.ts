import { expect, test } from '@playwright/test'
import jsQR from 'jsqr'
import type { PaperData } from '../../electron/domain/paper'
import type { Bridge } from '../../electron/ipc/contract'
import { createPaperLayout } from '../../electron/receipts/layout'
import ar from '../../resources/words/ar.json' with { type: 'json' }
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { drawnByTerminal } from '../support/drawn-by-terminal'
import { bandsOf, type Dots, inkShare, largeAsDrawn, pieces } from '../support/joins'
import { inLanguage } from '../support/laid-text'
import { allWords } from '../support/papers'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'
import {
  cashMovement,
  dayReport,
  HASH,
  handOver,
  periodClosing,
  SIGNATURE,
  shiftOpening,
  xReport,
  zReport,
} from '../support/till-papers'

/** The papers of the till and of the day in Arabic, as the terminal's Chromium draws them. */

test.describe.configure({ mode: 'serial' })

const lay = createPaperLayout(allWords())

let printer: VirtualPrinter
let terminal: Terminal
test.beforeAll(async () => {
  printer = await startVirtualPrinter()
  const settings = { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80 }
  const folder = newProfile()
  provision(folder, { environment: 'training', language: 'ar', printer: settings })
  terminal = await launch(folder)
  await signIn(terminal.page)
  // Its first Arabic paper opens the window that draws.
  await terminal.page.evaluate((wanted) => {
    const { guichet } = window as unknown as { guichet: Bridge }
    return guichet.request('printer.test', { printer: wanted as never, what: 'page' })
  }, settings)
})
test.afterAll(async () => {
  await terminal.kill()
  await printer.close()
})

/** As a camera sees it. */
function readCode(dots: Dots, width: number): string | undefined {
  const pixels = new Uint8ClampedArray(width * dots.length * 4).fill(255)
  for (const [y, row] of dots.entries())
    for (const [x, dot] of row.entries())
      if (dot === 1) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return jsQR(pixels, width, dots.length)?.data
}

const PAPERS: readonly (readonly [PaperData, string, { readonly least: number; readonly most: number }])[] = [
  [shiftOpening(), ar.paper.till.opening, { least: 800, most: 1_200 }],
  [cashMovement(), ar.paper.till.movement_bank, { least: 750, most: 1_100 }],
  [handOver(), ar.paper.till.handOver, { least: 850, most: 1_400 }],
  [xReport(), ar.paper.till.x, { least: 3_000, most: 4_600 }],
  [zReport(), ar.paper.till.z.replace('{{n}}', '214'), { least: 4_800, most: 6_800 }],
  [periodClosing(), ar.paper.proof.closing_month.replace('{{n}}', '7'), { least: 2_300, most: 3_400 }],
  [dayReport(), ar.paper.proof.title.replace('{{day}}', '16/06/2026'), { least: 1_900, most: 2_800 }],
]

for (const { paper, dots: width } of [
  { paper: 80, dots: 576 },
  { paper: 58, dots: 384 },
] as const)
  for (const [data, title, { least, most }] of PAPERS)
    test(`${data.kind} at ${paper} mm has whole letters, and columns that stand under each other`, async () => {
      const laid = lay({ data: inLanguage(data, 'ar'), copy: 0, columns: paper === 58 ? 32 : 48 })
      const { dots, columns } = await drawnByTerminal(terminal.app, laid.lines, 'ar', width)
      // Two Chromiums draw a letter differently by a dot: size, ink and joins are what must hold.
      expect(dots[0]).toHaveLength(width)
      expect(dots.length).toBeGreaterThan(least)
      expect(dots.length).toBeLessThan(most)
      expect(inkShare(dots)).toBeGreaterThan(0.03)
      expect(inkShare(dots)).toBeLessThan(0.2)
      // Shop, address, telephone, agent, rule; then what the paper is.
      const heading = bandsOf(dots)[5] ?? []
      const whole = pieces(await largeAsDrawn(terminal.app, title, 600))
      // A letter that breaks is one piece more; the dots of one letter may touch in the smaller of the headings.
      expect(pieces(heading)).toBeLessThanOrEqual(whole)
      expect(pieces(heading)).toBeGreaterThanOrEqual(whole - 2)
      const rows = laid.lines.filter(({ kind }) => kind === 'row').length
      expect(columns).toHaveLength(rows)
      expect(new Set(columns.map(([, value]) => value)).size).toBeLessThanOrEqual(1)
    })

test('the signature of an Arabic Z is read back at 80 and at 58 mm', async () => {
  for (const [width, columns] of [
    [576, 48],
    [384, 32],
  ] as const) {
    const laid = lay({ data: inLanguage(zReport(), 'ar'), copy: 0, columns })
    const { dots } = await drawnByTerminal(terminal.app, laid.lines, 'ar', width)
    expect(readCode(dots.slice(-700), width)).toBe(
      `GZ1|CASA1|214|48913|${HASH}|${SIGNATURE.key}|${SIGNATURE.signature}`,
    )
  }
})
