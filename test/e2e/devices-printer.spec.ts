import { expect, test } from '@playwright/test'
import ar from '../../resources/words/ar.json' with { type: 'json' }
import { type Interpreted, interpret } from '../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../devices/virtual-printer'
import { type OtherChari, startOtherChari } from '../fixtures/other-chari'
import { expectOutcome, nextCustomer, order, paperOf, papersOf } from '../support/at-the-counter'
import { bandsOf, dotsOf, inkShare, largeAsDrawn, pieces } from '../support/joins'
import { launch, newProfile, provision, readJournal, signIn, type Terminal } from '../support/terminal'

/** A network printer with its troubles: the operation never waits for paper, and no paper is lost or doubled. */

test.describe.configure({ mode: 'serial' })

let chari: OtherChari
let printer: VirtualPrinter
let terminal: Terminal
const profile = newProfile()

const settingsFor = (port: number) => ({
  environment: 'custom',
  host: chari.host,
  agentCode: chari.agentCode,
  agentPhone: '+212661000417',
  soleTerminal: true,
  printer: { transport: 'tcp', host: '127.0.0.1', port, paper: 80 },
})
const waiting = (count: number) =>
  expect(terminal.page.getByTestId('queue')).toHaveAttribute('data-print-waiting', String(count), {
    timeout: 20_000,
  })
const pulses = () => printer.connections().flatMap((bytes) => interpret(bytes).pulses).length

async function cashIn(amount: string): Promise<string> {
  const reference = await order(terminal.page, chari, 'cash_in', amount)
  await expectOutcome(terminal.page, 'completed')
  return reference
}

test.beforeAll(async () => {
  chari = await startOtherChari()
  printer = await startVirtualPrinter()
  provision(profile, settingsFor(printer.port))
  terminal = await launch(profile, { GUICHET_API_KEY: chari.key })
  await signIn(terminal.page)
})
test.afterAll(async () => {
  await terminal?.kill()
  await printer?.close()
  await chari?.close()
})

test('the drawer opens once for cash that comes in, and once for cash that goes out', async () => {
  const incoming = await cashIn('300,00')
  await nextCustomer(terminal.page)
  await paperOf(printer, incoming)
  await expect.poll(pulses).toBe(1)
  const outgoing = await order(terminal.page, chari, 'cash_out', '150,00')
  await expectOutcome(terminal.page, 'completed')
  await nextCustomer(terminal.page)
  await paperOf(printer, outgoing)
  await expect.poll(pulses).toBe(2)
  await waiting(0)
})

test('out of paper: the customer is served all the same, and the receipt comes once there is paper', async () => {
  printer.set({ paper: 'out' })
  const first = await cashIn('110,00')
  await waiting(1)
  await nextCustomer(terminal.page)
  const second = await cashIn('120,00')
  await nextCustomer(terminal.page)
  await waiting(2)
  for (const reference of [first, second]) expect(papersOf(printer, reference)).toEqual([])
  printer.set({ paper: 'ok' })
  await paperOf(printer, first)
  await paperOf(printer, second)
  await waiting(0)
})

test('unplugged and plugged in again: no restart is needed', async () => {
  const { port } = printer
  await printer.close()
  const reference = await cashIn('130,00')
  await nextCustomer(terminal.page)
  await waiting(1)
  printer = await startVirtualPrinter({ port })
  await paperOf(printer, reference)
  await waiting(0)
})

test('cut off in the middle of a paper: a person is asked, and nothing prints twice by itself', async () => {
  printer.set({ resetAfter: 300 })
  const reference = await cashIn('140,00')
  await nextCustomer(terminal.page)
  await expect(terminal.page.getByTestId('print-question')).toBeVisible({ timeout: 20_000 })
  printer.set({ resetAfter: null })
  // Whether all of it had come out, only a person can see.
  const before = papersOf(printer, reference).length
  await terminal.page.getByTestId('print-again').click()
  await expect.poll(() => papersOf(printer, reference).length, { timeout: 20_000 }).toBe(before + 1)
  await expect(terminal.page.getByTestId('print-question')).toHaveCount(0)
  await waiting(0)
})

test('a power cut with a paper waiting: it prints after the start, and no drawer opens', async () => {
  printer.set({ coverOpen: true })
  const reference = await cashIn('160,00')
  await waiting(1)
  await terminal.kill()
  const before = pulses()
  printer.set({ coverOpen: false })
  terminal = await launch(profile)
  await paperOf(printer, reference)
  await signIn(terminal.page)
  await waiting(0)
  expect(pulses()).toBe(before)
})

test('a duplicate says which it is, and is counted', async () => {
  const reference = await cashIn('170,00')
  await nextCustomer(terminal.page)
  await paperOf(printer, reference)
  await terminal.page.getByTestId('open-history').click()
  await terminal.page.locator(`[data-testid="history-row"][data-reference="${reference}"]`).click()
  await terminal.page.getByTestId('duplicate').click()
  await expect.poll(() => papersOf(printer, reference).length, { timeout: 20_000 }).toBe(2)
  const [original, copy] = papersOf(printer, reference)
  expect(original?.lines.join('\n')).not.toContain('DUPLICATA')
  expect(copy?.lines.join('\n')).toContain('DUPLICATA 1')
  expect(copy?.qrs).toEqual(original?.qrs)
  expect(readJournal(profile).find((line) => line.reference === reference)?.printed).toEqual([
    { kind: 'receipt', copies: 2 },
  ])
  await terminal.page.keyboard.press('Escape')
})

/** A terminal and a printer of their own; gives the one whole paper of a cash-in to `look`. */
async function onePaper(
  more: Record<string, unknown>,
  mute: boolean,
  look: (paper: Interpreted, terminal: Terminal) => Promise<void> | void,
) {
  const other = await startVirtualPrinter()
  other.set({ mute })
  const folder = newProfile()
  const settings = settingsFor(other.port)
  provision(folder, { ...settings, ...more, printer: { ...settings.printer, ...(more.printer ?? {}) } })
  const second = await launch(folder, { GUICHET_API_KEY: chari.key })
  try {
    const whole = () =>
      other
        .jobs()
        .map((bytes) => interpret(bytes))
        .filter(({ cuts }) => cuts > 0)
    await signIn(second.page)
    // The opening of the till comes first.
    await expect.poll(() => whole().length, { timeout: 20_000 }).toBe(1)
    await order(second.page, chari, 'cash_in', '190,00')
    await expectOutcome(second.page, 'completed')
    await expect.poll(() => whole().length, { timeout: 20_000 }).toBe(2)
    const paper = whole()[1]
    if (!paper) throw new Error('no paper')
    // Let go soon after, for the other tills of the shop.
    await expect.poll(() => other.open(), { timeout: 10_000 }).toBe(0)
    await look(paper, second)
  } finally {
    await second.kill()
    await other.close()
  }
}

test('a printer that never answers is served all the same, Latin lines as text', async () => {
  await onePaper({}, true, (paper) => {
    expect(paper.lines.join('\n')).toContain('190,00')
    expect(paper.pictures).toEqual([])
    expect(paper.unknown).toEqual([])
  })
})

/** The two closing lines of an Arabic receipt: words alone, in the face and size of its body. */
const CLOSING = ['keep', 'show'] as const

for (const { paper: width, dots: across } of [
  { paper: 80, dots: 576 },
  { paper: 58, dots: 384 },
])
  test(`Arabic at ${width} mm prints as a picture with whole letters, and loses nothing`, async () => {
    await onePaper({ language: 'ar', printer: { paper: width } }, false, async (paper, { app }) => {
      expect(paper.unknown).toEqual([])
      expect(paper.hazards).toEqual([])
      expect(paper.lines).toEqual([])
      expect(paper.pictures).toHaveLength(1)
      const [picture] = paper.pictures
      if (!picture) throw new Error('no picture')
      // Two Chromiums draw a letter differently by a dot: size, ink and joins are what must hold.
      expect(picture.width).toBe(across)
      expect(picture.height).toBeGreaterThan(900)
      expect(picture.height).toBeLessThan(1_600)
      const dots = dotsOf(picture)
      expect(inkShare(dots)).toBeGreaterThan(0.04)
      expect(inkShare(dots)).toBeLessThan(0.2)
      const lines = bandsOf(dots).slice(-CLOSING.length)
      for (const [at, key] of CLOSING.entries()) {
        const large = await largeAsDrawn(app, ar.paper[key], 400)
        expect([key, pieces(lines[at] ?? [])]).toEqual([key, pieces(large)])
      }
    })
  })
