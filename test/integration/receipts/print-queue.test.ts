import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../electron/domain/clock'
import { type PrinterSettings, printerSettingsSchema } from '../../../electron/domain/devices'
import {
  DRAWER_REQUESTED,
  type DrawerRequest,
  PAPER_REQUESTED,
  type PaperData,
  type PaperRequest,
} from '../../../electron/domain/paper'
import type { Journal, StoredEvent } from '../../../electron/journal/types'
import { PRINTER_TESTED, receiptKinds } from '../../../electron/receipts/kinds'
import { createPaperLayout } from '../../../electron/receipts/layout'
import { createPrintQueue } from '../../../electron/receipts/print-queue'
import { printProjection } from '../../../electron/receipts/projection'
import type { PrintQueue } from '../../../electron/receipts/types'
import { createVirtualPrinterDevice } from '../../../native/printer/virtual'
import { interpret } from '../../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../../devices/virtual-printer'
import { awaitUntil } from '../../support/await-until'
import { AMINA, openTestJournal, tempFolder, toldTo } from '../../support/journal'
import { allWords, cashInReceipt, paperHead, waitingSlip } from '../../support/papers'
import { ANSWERING, quickLine, quickPrinter } from '../../support/quick-printer'
import { shiftOpening } from '../../support/till-papers'

const lay = createPaperLayout(allWords())
let wire: VirtualPrinter
beforeEach(async () => {
  wire = await startVirtualPrinter()
})
afterEach(() => wire.close())

interface Shop {
  readonly journal: Journal
  readonly queue: PrintQueue
  readonly ask: (data: PaperData, copy?: number) => StoredEvent
  readonly askDrawer: () => StoredEvent
  readonly kinds: () => readonly string[]
  readonly states: () => readonly string[]
  /** The app is gone from one moment to the next: nobody says goodbye to printer or journal. */
  readonly crash: () => void
  readonly stop: () => Promise<void>
}

interface Options {
  readonly printer?: Partial<PrinterSettings>
  /** Minutes that the wall clock is ahead. */
  readonly later?: number
  readonly start?: boolean
  /** So many times faster are the queue's own waits. */
  readonly haste?: number
}

let papers = 0

/** A terminal's journal and queue in `folder`, as after a start of the app. */
function openShop(folder: string, { printer = {}, later = 0, start = true, haste = 1 }: Options = {}): Shop {
  const settings = printerSettingsSchema.parse({
    transport: 'tcp',
    host: '127.0.0.1',
    port: wire.port,
    ...printer,
  })
  const clock: Clock = {
    ...systemClock,
    after: (delayMs, fn) => systemClock.after(delayMs / haste, fn),
    now: () => new Date(Date.parse('2026-06-16T09:00:00.000Z') + later * 60_000).toISOString(),
  }
  const running: { queue?: PrintQueue } = {}
  const journal = openTestJournal(folder, {
    kinds: receiptKinds,
    projections: [printProjection],
    clock,
    afterCommit: (events) => running.queue?.noticed(events),
  })
  const queue = createPrintQueue({
    journal,
    clock,
    ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
    settings: () => settings,
    connect: ({ transport, port }) =>
      transport === 'none'
        ? null
        : transport === 'virtual'
          ? quickLine(createVirtualPrinterDevice().port)
          : quickPrinter(port),
    profile: () => ANSWERING,
    logo: () => null,
    raster: (_, width) =>
      Promise.resolve({ width, height: 8, rowBytes: width / 8, data: new Uint8Array(width).fill(0x55) }),
    lay,
    onChange: () => undefined,
    log: () => undefined,
  })
  running.queue = queue
  const append = (kind: string, payload: PaperRequest | DrawerRequest): StoredEvent => {
    const [event] = journal.append(AMINA, () => [{ kind, operation: 'op-1', payload }])
    if (!event) throw new Error('nothing appended')
    return event
  }
  if (start) queue.start()
  return {
    journal,
    queue,
    ask: (data, copy = 0) => {
      papers += 1
      return append(PAPER_REQUESTED, { paper: `paper-${papers}`, copy, data })
    },
    askDrawer: () => append(DRAWER_REQUESTED, { reason: 'cash_in', note: null, approvedBy: null }),
    kinds: () => toldTo(journal).map(({ kind }) => kind),
    states: () => queue.recent(50).map(({ state }) => state),
    crash: () => {
      journal.close()
      wire.powerCycle()
    },
    stop: async () => {
      await queue.stop()
      journal.close()
    },
  }
}

const papersOut = (): readonly (readonly string[])[] =>
  wire
    .jobs()
    .map((bytes) => interpret(bytes))
    .filter(({ cuts }) => cuts > 0)
    .map(({ lines }) => lines)

describe('the print queue', () => {
  it('prints what an event asks for, once, and journals start and proven end', async () => {
    const shop = openShop(tempFolder())
    shop.ask(cashInReceipt())
    expect(shop.queue.status().waiting).toBe(1)
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(shop.kinds()).toEqual([PAPER_REQUESTED, 'print.started', 'print.printed'])
    expect(papersOut()).toHaveLength(1)
    expect(papersOut()[0]?.join('\n')).toMatch(/^Client +Amina R\.$/m)
    expect(shop.queue.status()).toMatchObject({ waiting: 0, held: 0, asking: [] })
    await shop.stop()
  })

  it('keeps names and phones sealed in the journal, and readable on paper and screen', async () => {
    const shop = openShop(tempFolder())
    const event = shop.ask(cashInReceipt())
    expect(JSON.stringify(event.payload)).not.toMatch(/Amina|661248730/)
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(JSON.stringify(shop.queue.ofOperation('op-1'))).toContain('Amina R.')
    await shop.stop()
  })

  it('prints in the order asked, duplicates with their number', async () => {
    const shop = openShop(tempFolder())
    shop.ask(waitingSlip())
    shop.ask(cashInReceipt())
    shop.ask(cashInReceipt(), 1)
    await awaitUntil(() => papersOut().length === 3 && shop.queue.status().waiting === 0, 'three papers')
    const [slip, receipt, duplicate] = papersOut().map((lines) => lines.map((line) => line.trim()))
    expect(slip).toContain('ATTENTE')
    expect(receipt).not.toContain('DUPLICATA 1')
    expect(duplicate?.[0]).toBe('DUPLICATA 1')
    await shop.stop()
  })

  it('draws an Arabic paper as a picture', async () => {
    const shop = openShop(tempFolder())
    shop.ask(cashInReceipt({ head: paperHead({ language: 'ar' }) }))
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    const read = interpret(wire.jobs()[0] ?? new Uint8Array())
    expect(read.pictures).toHaveLength(1)
    expect(read.lines).toEqual([])
    await shop.stop()
  })

  it('holds papers while there is none to print on, and lets them out by themselves', async () => {
    const shop = openShop(tempFolder())
    wire.set({ paper: 'out' })
    shop.ask(cashInReceipt())
    shop.ask(shiftOpening())
    await awaitUntil(() => shop.queue.status().printer?.trouble === 'paper_out', 'paper out is known')
    expect(shop.queue.status().waiting).toBe(2)
    expect(papersOut()).toEqual([])
    expect(shop.kinds()).not.toContain('print.started')
    wire.set({ paper: 'ok' })
    await awaitUntil(() => shop.states().every((state) => state === 'printed'), 'both printed')
    expect(papersOut()).toHaveLength(2)
    await shop.stop()
  })

  it('waits for paper in the midst of a receipt, says so, and does not send it again', async () => {
    const shop = openShop(tempFolder())
    wire.set({ paperOutAfter: 300 })
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.kinds().includes('print.suspended'), 'suspended')
    expect(shop.queue.status()).toMatchObject({ waiting: 1, printer: { trouble: 'paper_out' } })
    wire.set({ paper: 'ok' })
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    const [end] = shop.journal.events({ kinds: ['print.printed'], limit: 1 })
    expect(end?.payload).toMatchObject({ confirmed: true, interrupted: true })
    expect(papersOut()).toHaveLength(1)
    expect(shop.queue.ofOperation('op-1')?.interrupted).toBe(true)
    shop.ask(cashInReceipt(), 1)
    await awaitUntil(() => shop.states()[0] === 'printed', 'the duplicate printed')
    expect(shop.queue.recent(2).map(({ interrupted }) => interrupted)).toEqual([false, true])
    await shop.stop()
  })

  it('asks a person when the end is not known, and does what they say', async () => {
    const shop = openShop(tempFolder())
    wire.set({ resetAfter: 300 })
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.queue.status().asking.length === 1, 'asked')
    wire.set({ resetAfter: null })
    const [asked] = shop.queue.status().asking
    expect(shop.queue.status().printing).toBe(false)
    expect(asked).toMatchObject({ number: 'CASA1-000724', kind: 'receipt' })
    shop.queue.resolve(asked?.job ?? '', 'print_again', AMINA)
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed again')
    expect(shop.kinds().filter((kind) => kind === 'print.started')).toHaveLength(2)
    expect(shop.kinds()).toContain('print.resolved')
    await shop.stop()
  })

  it('believes a person who holds the paper', async () => {
    const shop = openShop(tempFolder())
    wire.set({ resetAfter: 300 })
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.queue.status().asking.length === 1, 'asked')
    wire.set({ resetAfter: null })
    shop.queue.resolve(shop.queue.status().asking[0]?.job ?? '', 'came_out', AMINA)
    expect(shop.states()).toEqual(['printed'])
    shop.queue.resolve('1', 'print_again', AMINA)
    expect(shop.states()).toEqual(['printed'])
    await shop.stop()
  })

  it('calls the paper of a mute printer assumed', async () => {
    wire.set({ mute: true })
    const shop = openShop(tempFolder())
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.states()[0] === 'assumed', 'assumed')
    await shop.stop()
  })

  it('keeps papers on screen in a shop without a printer, with nothing waiting', async () => {
    const shop = openShop(tempFolder(), { printer: { transport: 'none' } })
    shop.ask(cashInReceipt())
    shop.askDrawer()
    await awaitUntil(() => shop.states()[0] === 'dropped', 'dropped')
    expect(shop.queue.status()).toMatchObject({ waiting: 0, held: 0, printer: null })
    expect(shop.queue.ofOperation('op-1')?.laid.kind).toBe('receipt')
    await shop.stop()
  })

  it('prints at once on the virtual printer of training', async () => {
    const shop = openShop(tempFolder(), { printer: { transport: 'virtual' } })
    shop.ask(cashInReceipt({ head: paperHead({ training: true }) }))
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(shop.queue.recent(1)[0]?.laid.lines[0]).toMatchObject({ text: 'FORMATION' })
    await shop.stop()
  })
})

describe('live status', () => {
  it('says whether the printer proves its papers, once that is known', async () => {
    const shop = openShop(tempFolder())
    expect(shop.queue.status()).toMatchObject({ confirms: null, printing: false })
    wire.set({ paperOutAfter: 300 })
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.queue.status().printer?.trouble === 'paper_out', 'suspended')
    expect(shop.queue.status()).toMatchObject({ printing: true, confirms: null })
    wire.set({ paper: 'ok' })
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(shop.queue.status()).toMatchObject({ printing: false, confirms: true })
    await shop.stop()
  })

  it('of an idle printer is asked again and again, and asking leaves no paper', async () => {
    const shop = openShop(tempFolder(), { haste: 50 })
    await awaitUntil(() => shop.queue.status().printer?.paper === 'ok', 'seen')
    wire.set({ coverOpen: true })
    await awaitUntil(() => shop.queue.status().printer?.trouble === 'cover_open', 'cover seen')
    wire.set({ coverOpen: false, paper: 'low' })
    await awaitUntil(() => shop.queue.status().printer?.paper === 'low', 'low paper seen')
    expect(shop.queue.status().printer?.trouble).toBeNull()
    expect(wire.jobs()).toEqual([])
    await shop.stop()
  })

  it('is looked at at once when a person wants it', async () => {
    const shop = openShop(tempFolder())
    await awaitUntil(() => shop.queue.status().printer?.answers === true, 'seen')
    wire.set({ paper: 'out' })
    shop.queue.lookNow()
    await awaitUntil(() => shop.queue.status().printer?.trouble === 'paper_out', 'looked at')
    await shop.stop()
  })

  it('of a printer that comes back lets out what waits, without a wait of its own', async () => {
    const { port } = wire
    await wire.close()
    const shop = openShop(tempFolder(), { printer: { port } })
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.queue.status().printer?.trouble === 'unreachable', 'not there')
    wire = await startVirtualPrinter({ port })
    shop.queue.deviceChanged()
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(papersOut()).toHaveLength(1)
    await shop.stop()
  })
})

describe('the drawer', () => {
  it('is opened before the paper of the same moment, and journaled', async () => {
    const shop = openShop(tempFolder())
    shop.journal.append(AMINA, () => [
      { kind: PAPER_REQUESTED, operation: 'op-1', payload: { paper: 'p', copy: 0, data: cashInReceipt() } },
      {
        kind: DRAWER_REQUESTED,
        operation: 'op-1',
        payload: { reason: 'cash_in', note: null, approvedBy: null },
      },
    ])
    await awaitUntil(
      () => shop.kinds().includes('print.printed') && shop.kinds().includes('drawer.opened'),
      'both done',
    )
    const [first, second] = wire.jobs().map((bytes) => interpret(bytes))
    expect(first?.pulses).toHaveLength(1)
    expect(second?.cuts).toBe(1)
    await shop.stop()
  })

  it('that could not be reached is journaled as missed', async () => {
    const shop = openShop(tempFolder(), { printer: { port: 1 } })
    shop.askDrawer()
    await awaitUntil(() => shop.kinds().includes('drawer.missed'), 'missed')
    await shop.stop()
  })

  it('is left alone where the settings say there is none', async () => {
    const shop = openShop(tempFolder(), { printer: { drawer: false } })
    shop.askDrawer()
    shop.ask(cashInReceipt())
    await awaitUntil(() => shop.states()[0] === 'printed', 'printed')
    expect(wire.jobs().flatMap((bytes) => interpret(bytes).pulses)).toEqual([])
    await shop.stop()
  })
})

describe('after a crash', () => {
  it('before anything began, a fresh paper prints by itself and the drawer stays shut', async () => {
    const folder = tempFolder()
    const before = openShop(folder, { start: false })
    before.ask(cashInReceipt())
    before.askDrawer()
    before.crash()
    const after = openShop(folder, { later: 1 })
    await awaitUntil(() => after.states()[0] === 'printed', 'printed')
    expect(papersOut()).toHaveLength(1)
    expect(wire.jobs().flatMap((bytes) => interpret(bytes).pulses)).toEqual([])
    await after.stop()
  })

  it('papers over two minutes old wait for one key', async () => {
    const folder = tempFolder()
    const before = openShop(folder, { start: false })
    before.ask(cashInReceipt())
    before.ask(waitingSlip())
    before.crash()
    const after = openShop(folder, { later: 3 })
    expect(after.queue.status()).toMatchObject({ waiting: 0, held: 2 })
    after.queue.releaseHeld(AMINA)
    await awaitUntil(() => papersOut().length === 2 && after.queue.status().waiting === 0, 'both printed')
    expect(after.queue.status().held).toBe(0)
    await after.stop()
  })

  it('in the midst of a paper, nothing is printed twice: a person is asked', async () => {
    const folder = tempFolder()
    const before = openShop(folder)
    wire.set({ paperOutAfter: 300 })
    before.ask(cashInReceipt())
    await awaitUntil(() => before.kinds().includes('print.suspended'), 'suspended')
    before.crash()
    wire.set({ paper: 'ok' })
    const after = openShop(folder, { later: 1 })
    expect(after.queue.status()).toMatchObject({ waiting: 0, held: 0 })
    expect(after.queue.status().asking).toHaveLength(1)
    after.ask(shiftOpening())
    await awaitUntil(() => after.queue.recent(1)[0]?.state === 'printed', 'the next paper')
    expect(papersOut().filter((lines) => lines.some((line) => line.includes('1122334455')))).toHaveLength(1)
    await after.stop()
  })

  it('after the paper came out but before its end was written, a person is asked too', async () => {
    const folder = tempFolder()
    const before = openShop(folder)
    before.ask(cashInReceipt())
    await awaitUntil(() => papersOut().length === 1, 'bytes have left')
    const ended = before.kinds().includes('print.printed')
    before.crash()
    const after = openShop(folder)
    expect(after.queue.status().asking).toHaveLength(ended ? 0 : 1)
    expect(after.queue.status().waiting).toBe(0)
    await after.stop()
    expect(papersOut()).toHaveLength(1)
  })

  it('tests of printers are journaled for each transport, and those of old journals still read', async () => {
    const shop = openShop(tempFolder())
    const old = { transport: 'tcp', host: '10.0.0.9', port: 9100, ok: true, confirmed: true, trouble: null }
    const now = { ...old, transport: 'usb', device: 'usb:04b8:0e03:X1', what: 'slip' }
    shop.journal.append(AMINA, () =>
      [old, now].map((payload) => ({ kind: PRINTER_TESTED, operation: null, payload })),
    )
    expect(
      shop.journal.events({ kinds: [PRINTER_TESTED], limit: 5 }).map(({ payload }) => payload),
    ).toMatchObject([old, now])
    await shop.stop()
  })

  it('the table is the same when rebuilt from the events', async () => {
    const shop = openShop(tempFolder())
    shop.ask(cashInReceipt())
    shop.ask(cashInReceipt(), 1)
    await awaitUntil(() => shop.states().every((state) => state === 'printed'), 'printed')
    const rows = () => shop.journal.db.prepare('SELECT * FROM print_job ORDER BY job').all()
    const before = rows()
    await shop.queue.stop()
    shop.journal.rebuild()
    expect(rows()).toEqual(before)
    expect(JSON.stringify(before)).not.toMatch(/Amina|661248730/)
  })
})
