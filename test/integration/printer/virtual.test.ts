import { describe, expect, it } from 'vitest'
import { PROLOGUE } from '../../../native/printer/commands'
import type { JobEnd, Printer, PrinterStatus } from '../../../native/printer/types'
import { createVirtualPrinterDevice } from '../../../native/printer/virtual'
import { interpret } from '../../devices/interpreter'
import { awaitUntil } from '../../support/await-until'
import { quickLine } from '../../support/quick-printer'

const job = (text: string, lines = 1): Uint8Array =>
  Buffer.concat([PROLOGUE, Buffer.from(`${text}\n`.repeat(lines)), Uint8Array.of(0x1d, 0x56, 0x01)])

function print(bytes: Uint8Array, on: Printer) {
  const told: PrinterStatus['trouble'][] = []
  const end: Promise<JobEnd> = on.print(bytes, {
    beforeFirstByte: () => undefined,
    onSuspended: (trouble) => told.push(trouble),
  })
  return { end, told }
}

describe('the printer on screen', () => {
  it('proves its papers, keeps them, and outlives the printer objects', async () => {
    const device = createVirtualPrinterDevice()
    const first = quickLine(device.port)
    expect(await print(job('one'), first).end).toEqual({
      kind: 'printed',
      confirmed: true,
      interrupted: false,
    })
    await first.close()
    const second = quickLine(device.port)
    expect((await print(job('two'), second).end).kind).toBe('printed')
    expect(device.jobs().map((bytes) => interpret(bytes).lines)).toEqual([['one'], ['two']])
  })

  it.each([
    ['paper_out', { paper: 'out' }],
    ['cover_open', { cover: 'open' }],
    ['cutter', { cutter: 'error' }],
  ] as const)('says %s and takes nothing', async (trouble, change) => {
    const device = createVirtualPrinterDevice()
    const printer = quickLine(device.port)
    device.set(change)
    expect((await printer.status()).trouble).toBe(trouble)
    expect(await print(job('never'), printer).end).toEqual({ kind: 'not_started', trouble })
    expect(device.jobs()).toEqual([])
    expect(device.state()).toMatchObject(change)
  })

  it('tells that its paper is low', async () => {
    const device = createVirtualPrinterDevice()
    device.set({ paper: 'low' })
    expect(await quickLine(device.port).status()).toMatchObject({ paper: 'low', trouble: null })
  })

  it('stops in the midst of a receipt and goes on when its cover is shut', async () => {
    const device = createVirtualPrinterDevice()
    const printer = quickLine(device.port)
    const bytes = job('x'.repeat(47), 1_000)
    const told: PrinterStatus['trouble'][] = []
    const end = printer.print(bytes, {
      beforeFirstByte: () => device.set({ cover: 'open' }),
      onSuspended: (trouble) => told.push(trouble),
    })
    await awaitUntil(() => told.length > 0, 'held up')
    device.set({ cover: 'closed' })
    expect(await end).toEqual({ kind: 'printed', confirmed: true, interrupted: true })
    expect(interpret(device.jobs()[0] ?? new Uint8Array()).lines).toHaveLength(1_000)
  })

  it('opens the drawer, while a receipt waits for paper too', async () => {
    const device = createVirtualPrinterDevice()
    const printer = quickLine(device.port)
    expect(await printer.pulseDrawer()).toBe(true)
    const told: PrinterStatus['trouble'][] = []
    const end = printer.print(job('waits'), {
      beforeFirstByte: () => device.set({ paper: 'out' }),
      onSuspended: (trouble) => told.push(trouble),
    })
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    expect(await printer.pulseDrawer()).toBe(true)
    expect(device.pulses()).toBe(2)
    device.set({ paper: 'ok' })
    expect(await end).toMatchObject({ kind: 'printed', interrupted: true })
  })

  it('reads pictures and codes whole: nothing inside them is a question', async () => {
    const device = createVirtualPrinterDevice()
    const dots = new Uint8Array(72 * 48).fill(0x1d)
    const bytes = Buffer.concat([
      PROLOGUE,
      Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 48, 0),
      dots,
      Uint8Array.of(0x1d, 0x6b, 0x49, 4, 0x7b, 0x42, 0x1d, 0x72),
      Uint8Array.of(0x1d, 0x28, 0x6b, 5, 0, 0x31, 0x50, 0x30, 0x1d, 0x72),
      Uint8Array.of(0x1b, 0x2a, 33, 2, 0, 1, 2, 3, 4, 5, 6),
      Uint8Array.of(0x1d, 0x56, 0x42, 0x00),
    ])
    const end = await print(bytes, quickLine(device.port)).end
    expect(end).toEqual({ kind: 'printed', confirmed: true, interrupted: false })
  })
})
