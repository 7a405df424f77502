import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import jsQR from 'jsqr'
import type { Bridge } from '../../electron/ipc/contract'
import { readCode128 } from '../devices/barcode-reader'
import { type Interpreted, interpret } from '../devices/interpreter'
import { drawPaper, paperRgba } from '../devices/paper-picture'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { launch, newProfile, provision, signIn, type Terminal } from '../support/terminal'

/** The papers about printers and scanners, whole, through the door of the screens: what comes out is read by readers. */

test.describe.configure({ mode: 'serial' })

const SIGNS = 'aA0-9zZ_/+]'

let printer: VirtualPrinter
let terminal: Terminal
test.beforeAll(async () => {
  printer = await startVirtualPrinter()
  const folder = newProfile()
  provision(folder, {
    environment: 'training',
    language: 'ar',
    printer: { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper: 80 },
  })
  terminal = await launch(folder)
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal.kill()
  await printer.close()
})

/** Prints a try, and gives its paper once it is whole. */
async function tried(
  paper: 58 | 80,
  what: 'page' | 'slip' | 'codes' | 'pages' | 'cut',
  more: Record<string, unknown> = {},
): Promise<Interpreted> {
  const wanted = { transport: 'tcp', host: '127.0.0.1', port: printer.port, paper, ...more }
  const before = printer.jobs().length
  const answer = await terminal.page.evaluate(
    ([settings, kind]) => {
      const { guichet } = window as unknown as { guichet: Bridge }
      return guichet.request('printer.test', { printer: settings as never, what: kind as never })
    },
    [wanted, what] as const,
  )
  expect(answer).toMatchObject({ ok: true })
  await expect.poll(() => printer.jobs().length).toBeGreaterThan(before)
  const bytes = printer.jobs().at(-1) ?? new Uint8Array()
  const read = interpret(bytes)
  expect(read.unknown).toEqual([])
  expect(read.hazards).toEqual([])
  return read
}

/** A band of the paper's rows, for a reader that wants one symbol at a time. */
const bandsOf = (rows: readonly Uint8Array[], height: number): readonly (readonly Uint8Array[])[] =>
  Array.from({ length: Math.floor(rows.length / height) }, (_, at) =>
    rows.slice(at * height, (at + 1) * height),
  )

for (const { paper, dots } of [
  { paper: 80, dots: 576 },
  { paper: 58, dots: 384 },
] as const)
  test(`in Arabic at ${paper} mm, drawn by Chromium: bars and squares are read back`, async () => {
    const read = await tried(paper, 'codes')
    expect(read.lines).toEqual([])
    const rows = drawPaper(read, dots)
    const bars = new Set(bandsOf(rows, 20).map(readCode128))
    expect(bars).toContain(SIGNS)
    expect(bars).toContain('1234567890')
    // One square after the other, as a scanner is held before each.
    const squares = new Set<string | undefined>()
    const { data, height } = paperRgba(read, dots)
    for (let top = 0; top + 240 <= height; top += 30) {
      const part = data.slice(top * dots * 4, (top + 240) * dots * 4)
      squares.add(jsQR(part, dots, 240)?.data)
    }
    expect(squares).toContain(SIGNS)
    expect(squares).toContain('1234567890')
    const page = await tried(paper, 'page')
    expect(page.pictures.every(({ width }) => width === dots)).toBe(true)
    const slip = await tried(paper, 'slip')
    expect(slip.pictures).toHaveLength(1)
  })

test('a logo is previewed, kept with a supervisor’s word, and stands at the head of the test page', async () => {
  const png = readFileSync(resolve(import.meta.dirname, '../fixtures/logos/palette.png')).toString('base64')
  const bare = await tried(80, 'page', { logo: true })
  const [shown, refused, kept] = await terminal.page.evaluate(async (file) => {
    const { guichet } = window as unknown as { guichet: Bridge }
    const approval = { name: 'Karim I.', pin: '4321' }
    return [
      await guichet.request('devices.logoPreview', { png: file }),
      await guichet.request('devices.logo', { png: file, approval: null }),
      await guichet.request('devices.logo', { png: file, approval }),
    ]
  }, png)
  expect(shown).toMatchObject({ ok: true, value: { width: 120 } })
  expect(refused).toMatchObject({ ok: false })
  expect(kept).toMatchObject({ ok: true, value: { logo: { width: 120 } } })
  const rows = (read: Interpreted): number => read.pictures.reduce((sum, { height }) => sum + height, 0)
  const page = await tried(80, 'page', { logo: true })
  expect(rows(page) - rows(bare)).toBe(120 + 6)
  expect(rows(await tried(80, 'page', { logo: false }))).toBe(rows(bare))
})

test('the page of code pages and the cut come out as bytes of their own', async () => {
  const pages = await tried(80, 'pages')
  expect(pages.lines).toContain('n = 19  cp858        éèàç€')
  expect(pages.lines).toContain('n = 16  windows1252  éèàçŒ’—€')
  const cut = await tried(80, 'cut')
  expect([cut.lines, cut.cuts]).toEqual([[], 1])
})
