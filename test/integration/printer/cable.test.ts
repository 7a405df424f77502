import { spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../electron/domain/clock'
import { FENCE, PROLOGUE } from '../../../native/printer/commands'
import { deviceFilePort } from '../../../native/printer/ports/device-file'
import { serialPrinterPort } from '../../../native/printer/ports/serial'
import type { JobEnd, Port, Printer, PrinterStatus } from '../../../native/printer/types'
import { createVirtualPrinterDevice } from '../../../native/printer/virtual'
import { interpret } from '../../devices/interpreter'
import { hasPty } from '../../devices/pty'
import { startVirtualSerialPrinter, type VirtualSerialPrinter } from '../../devices/virtual-serial-printer'
import { awaitUntil } from '../../support/await-until'
import { findInFolder, foundPrinter } from '../../support/found-printer'
import { tempFolder } from '../../support/journal'
import { ANSWERING, quickLine } from '../../support/quick-printer'

const job = (text: string, lines = 1): Uint8Array =>
  Buffer.concat([PROLOGUE, Buffer.from(`${text}\n`.repeat(lines)), Uint8Array.of(0x1d, 0x56, 0x01)])

/** How often the printer was asked for a sign of life behind a job. */
function questionsAsked(virtual: VirtualSerialPrinter): number {
  const came = Buffer.from(virtual.connections().at(-1) ?? [])
  let count = 0
  for (let at = came.indexOf(FENCE); at >= 0; at = came.indexOf(FENCE, at + 1)) count += 1
  return count
}

/** Every byte there is, in a picture: nothing on the way may change or eat one. */
function everyByte(): Uint8Array {
  const dots = Uint8Array.from({ length: 72 * 48 }, (_, at) => (at * 7) & 0xff).map((byte, at, all) =>
    all[at - 1] === 0x10 ? 0x00 : byte,
  )
  return Buffer.concat([
    PROLOGUE,
    Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 48, 0),
    dots,
    Uint8Array.of(0x1d, 0x56, 0x01),
  ])
}

function print(bytes: Uint8Array, on: Printer) {
  const told: PrinterStatus['trouble'][] = []
  let begun = 0
  const end: Promise<JobEnd> = on.print(bytes, {
    beforeFirstByte: () => {
      begun += 1
    },
    onSuspended: (trouble) => told.push(trouble),
  })
  return { end, told, begun: () => begun }
}

const LINES: readonly [string, (folder: string, device: string) => Port][] = [
  [
    'a serial port',
    (folder, device) =>
      serialPrinterPort({
        device,
        find: findInFolder(folder),
        baud: 115_200,
        flow: 'none',
        clock: systemClock,
      }),
  ],
  [
    'a device file',
    (folder, device) => deviceFilePort({ device, find: findInFolder(folder), clock: systemClock }),
  ],
]

describe.runIf(hasPty()).each(LINES)('a printer on %s', (kind, portIn) => {
  let virtual: VirtualSerialPrinter
  let port: Port
  let printer: Printer

  beforeEach(() => {
    const folder = tempFolder()
    virtual = startVirtualSerialPrinter({ folder })
    port = portIn(folder, virtual.id)
    printer = quickLine(port)
  })
  afterEach(async () => {
    await printer.close()
    virtual.close()
  })
  const sent = (): Uint8Array => Buffer.concat(virtual.connections())

  it('gets the whole job byte by byte, and proves it', async () => {
    const bytes = everyByte()
    expect(await print(bytes, printer).end).toEqual({ kind: 'printed', confirmed: true, interrupted: false })
    expect(Buffer.from(sent()).includes(Buffer.from(bytes))).toBe(true)
    const read = interpret(sent())
    expect(read.asked.slice(0, 3)).toEqual([1, 2, 4])
    expect([read.processIds.length, read.fences]).toEqual([1, [1]])
    expect(printer.confirms()).toBe(true)
  })

  it('has its line for itself between two jobs, and gives it back', async () => {
    expect((await print(job('one'), printer).end).kind).toBe('printed')
    expect((await print(job('two'), printer).end).kind).toBe('printed')
    expect(interpret(sent()).lines).toEqual(['one', 'two'])
  })

  it('runs out of paper in the midst: waited for, never sent again', async () => {
    const { end, told } = print(job('a long receipt', 40), printer)
    virtual.set({ paperOutAfter: 200 })
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    virtual.set({ paper: 'ok' })
    expect(await end).toEqual({ kind: 'printed', confirmed: true, interrupted: true })
    expect(interpret(sent()).cuts).toBe(1)
  })

  it('is unplugged in the midst: the end is unknown', async () => {
    virtual.set({ paperOutAfter: 100 })
    const { end, told } = print(job('a long receipt', 40), printer)
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    virtual.unplug()
    expect(await end).toMatchObject({ kind: 'unknown' })
    expect(interpret(sent()).cuts).toBe(1)
  })

  it('is unplugged while it is asked: not there, nothing sent', async () => {
    virtual.set({ mute: true })
    const { end, begun } = print(job('never'), printer)
    await awaitUntil(() => sent().length > 0, 'asked')
    virtual.unplug()
    const ended = await end
    expect(ended.kind).toBe('not_started')
    expect(begun()).toBe(0)
    expect(await print(job('never'), printer).end).toEqual({ kind: 'not_started', trouble: 'unplugged' })
    expect(await printer.status()).toMatchObject({ reachable: false, trouble: 'unplugged' })
    expect(await printer.pulseDrawer()).toBe(false)
  })

  it('comes back at another path and is used again', async () => {
    virtual.unplug()
    expect(await print(job('never'), printer).end).toEqual({ kind: 'not_started', trouble: 'unplugged' })
    virtual.plug()
    expect(await print(job('back'), printer).end).toMatchObject({ kind: 'printed', confirmed: true })
    expect(interpret(sent()).lines).toEqual(['back'])
  })

  it('loses its power while it waits for paper: the end is unknown, though it answers again', async () => {
    expect((await print(job('one'), printer).end).kind).toBe('printed')
    virtual.set({ paperOutAfter: 100 })
    const { end, told } = print(job('wiped', 40), printer)
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    // All of it is in its memory, the question at the end too: what is still on the cable would outlive the cut.
    await awaitUntil(() => questionsAsked(virtual) === 2, 'the end was asked for')
    virtual.powerCycle()
    virtual.set({ paper: 'ok' })
    expect(await end).toMatchObject({ kind: 'unknown' })
  })

  it('takes bytes and stops taking them: held up, and the rest of the app lives', async () => {
    virtual.set({ stallAfter: 2_000 })
    const { end, told } = print(job('x'.repeat(47), 3_000), printer)
    await awaitUntil(() => told.includes('offline'), 'held up')
    const screen = quickLine(createVirtualPrinterDevice().port)
    expect((await print(job('meanwhile'), screen).end).kind).toBe('printed')
    virtual.set({ stallAfter: null })
    expect(await end).toMatchObject({ kind: 'printed', confirmed: true, interrupted: true })
    expect(interpret(sent()).lines).toHaveLength(3_000)
  })

  it('that never takes the rest is given up when the app closes, in moments', async () => {
    virtual.set({ stallAfter: 2_000 })
    const { end, told } = print(job('x'.repeat(47), 3_000), printer)
    await awaitUntil(() => told.includes('offline'), 'held up')
    await printer.close()
    expect(await end).toMatchObject({ kind: 'unknown' })
  })

  it.each([{ mute: true }, { garbage: true }])('%o is served and never called proven', async (change) => {
    virtual.set(change)
    expect(await print(job('mute'), printer).end).toEqual({
      kind: 'printed',
      confirmed: false,
      interrupted: false,
    })
    expect(interpret(sent()).lines).toEqual(['mute'])
    expect(printer.confirms()).toBe(false)
  })

  it('is asked nothing that its profile does not know', async () => {
    const shy = quickLine(port, {
      profile: { ...ANSWERING, status: { realtime: false, processId: false, fence: false } },
    })
    virtual.set({ noFence: true })
    expect(await print(job('shy'), shy).end).toEqual({
      kind: 'printed',
      confirmed: false,
      interrupted: false,
    })
    const read = interpret(sent())
    expect([read.asked, read.processIds, read.fences]).toEqual([[], [], []])
    expect(shy.confirms()).toBe(false)
  })

  it.runIf(kind === 'a serial port' && process.platform === 'linux')(
    'is held by another program: busy, with nothing sent',
    async () => {
      // serialport locks with flock, as most serial programs do.
      const holder = spawn('sh', ['-c', 'exec flock -x "$0" -c "echo held; read line"', virtual.path()], {
        stdio: 'pipe',
      })
      onTestFinished(() => {
        holder.kill()
      })
      await new Promise((resolve) => holder.stdout.once('data', resolve))
      const { end, begun } = print(job('never'), printer)
      expect(await end).toEqual({ kind: 'not_started', trouble: 'busy' })
      expect(begun()).toBe(0)
      expect(interpret(sent()).lines).toEqual([])
    },
  )
})

describe('a device that may not be opened', () => {
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'denied'],
    ['Error Resource temporarily unavailable Cannot lock port', 'busy'],
    ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'busy'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'unplugged'],
  ])('%s is %s', async (message, trouble) => {
    const { refused } = await import('../../../native/printer/ports/serial')
    expect(refused(message)).toMatchObject({ ok: false, trouble })
  })

  it('is unreachable where the path is no device at all', async () => {
    const port = serialPrinterPort({
      device: 'serial:folder',
      find: () => Promise.resolve(foundPrinter({ path: tempFolder() })),
      baud: 9_600,
      flow: 'rtscts',
      clock: systemClock,
    })
    expect(await port.open()).toMatchObject({ ok: false, again: false })
  })
})
