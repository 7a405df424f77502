import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/domain/clock'
import { PROLOGUE } from '../../../native/printer/commands'
import { type UsbDevice, usbPrinterPort } from '../../../native/printer/ports/usb'
import type { JobEnd, Printer, PrinterStatus } from '../../../native/printer/types'
import { interpret } from '../../devices/interpreter'
import { createPrinterModel } from '../../devices/printer-model'
import { awaitUntil } from '../../support/await-until'
import { foundPrinter } from '../../support/found-printer'
import { quickLine } from '../../support/quick-printer'

const PACKET = 64
const OUT = 3
const IN = 2
const FOUND = foundPrinter({
  id: 'usb:04b8:0e03:X1',
  transport: 'usb',
  vendorId: 0x04b8,
  productId: 0x0e03,
  serialNumber: 'X1',
  path: '1-2',
})
const cancelled = (what: string): Error => new Error(`${what} error: Cancelled`)

interface Quirks {
  readonly driver?: boolean
  readonly refuse?: { readonly at: 'open' | 'claim'; readonly words: string }
  readonly protocol?: number
  readonly oneWay?: boolean
  /** `GET_PORT_STATUS`. */
  readonly portStatus?: number
  readonly serialNumber?: string
}

/**
 * npm usb's device, scripted: interface 0 is something else, interface 1 the printer. A transfer that finds no room or
 * nothing to read ends by its time limit, some hundred times sooner than on a shop's printer.
 */
function scripted(quirks: Quirks = {}) {
  const model = createPrinterModel()
  const log: string[] = []
  const answers: Uint8Array[] = []
  let gone = false
  let paused = false
  const connection = model.connect({
    send: (bytes) => answers.push(bytes),
    pause: () => {
      paused = true
    },
    resume: () => {
      paused = false
    },
    reset: () => undefined,
  })
  const step = async (name: string): Promise<void> => {
    log.push(name)
    if (gone) throw new Error(`${name} error: device disconnected`)
    if (quirks.refuse && name.startsWith(quirks.refuse.at)) throw new Error(quirks.refuse.words)
  }
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
  const bulk = (endpointNumber: number, direction: 'in' | 'out') => ({
    endpointNumber,
    direction,
    type: 'bulk',
    packetSize: PACKET,
  })
  const device: UsbDevice = {
    vendorId: 0x04b8,
    productId: 0x0e03,
    serialNumber: quirks.serialNumber ?? 'X1',
    bus: '001',
    address: 7,
    ports: [2],
    configuration: {
      interfaces: [
        {
          interfaceNumber: 0,
          alternates: [
            {
              alternateSetting: 0,
              interfaceClass: 3,
              interfaceProtocol: 0,
              endpoints: [{ ...bulk(1, 'in'), type: 'interrupt' }],
            },
          ],
        },
        {
          interfaceNumber: 1,
          alternates: [
            {
              alternateSetting: 0,
              interfaceClass: 7,
              interfaceProtocol: quirks.protocol ?? 2,
              endpoints: quirks.oneWay ? [bulk(OUT, 'out')] : [bulk(IN, 'in'), bulk(OUT, 'out')],
            },
          ],
        },
      ],
    },
    open: () => step('open'),
    close: () => step('close'),
    claimInterface: (n) => step(`claim ${n}`),
    releaseInterface: (n) => step(`release ${n}`),
    selectAlternateInterface: (n, alternate) => step(`alternate ${n} ${alternate}`),
    detachKernelDriver: async (n) => {
      await step(`detach ${n}`)
      if (!quirks.driver) throw new Error('detachKernelDriver error: no driver')
    },
    attachKernelDriver: (n) => step(`attach ${n}`),
    nativeTransferOut: async (endpoint, _, data) => {
      if (endpoint !== OUT || data.length > PACKET) throw new Error('transferOut error: endpoint not found')
      await wait()
      if (gone) throw new Error('transferOut error: Disconnected')
      if (paused) throw cancelled('transferOut')
      connection.take(Uint8Array.from(data))
      return data.length
    },
    nativeTransferIn: async (endpoint, _, length) => {
      if (endpoint !== IN || length !== PACKET) throw new Error('transferIn error: endpoint not found')
      await wait()
      if (gone) throw new Error('transferIn error: Disconnected')
      const next = answers.shift()
      if (!next) throw cancelled('transferIn')
      return next
    },
    nativeControlTransferIn: async ({ request, index }) =>
      request === 1 && index === 1 ? Uint8Array.of(quirks.portStatus ?? 0x18) : null,
  }
  return {
    device,
    model,
    log,
    pull: () => {
      gone = true
    },
    sent: () => Buffer.concat(model.connections()),
  }
}

function printerOf(...devices: readonly UsbDevice[]): Printer {
  return quickLine(
    usbPrinterPort({
      device: FOUND.id,
      find: () => Promise.resolve(FOUND),
      clock: systemClock,
      bus: { getDevices: () => Promise.resolve(devices) },
    }),
  )
}

function print(bytes: Uint8Array, on: Printer) {
  const told: PrinterStatus['trouble'][] = []
  const end: Promise<JobEnd> = on.print(bytes, {
    beforeFirstByte: () => undefined,
    onSuspended: (trouble) => told.push(trouble),
  })
  return { end, told }
}
const job = (lines: number): Uint8Array =>
  Buffer.concat([PROLOGUE, Buffer.from('a line of it\n'.repeat(lines)), Uint8Array.of(0x1d, 0x56, 0x01)])

describe('a printer of the USB printer class', () => {
  it('is found by its interface, printed on by its endpoints, and given back to its driver', async () => {
    const usb = scripted({ driver: true })
    const bytes = job(40)
    expect(await print(bytes, printerOf(usb.device)).end).toEqual({
      kind: 'printed',
      confirmed: true,
      interrupted: false,
    })
    expect(usb.sent().includes(Buffer.from(bytes))).toBe(true)
    expect(interpret(usb.sent()).asked.slice(0, 3)).toEqual([1, 2, 4])
    expect(usb.log).toEqual(['open', 'detach 1', 'claim 1', 'release 1', 'attach 1', 'close'])
  })

  it('without a driver has none attached afterwards', async () => {
    const usb = scripted()
    expect((await printerOf(usb.device).status()).answers).toBe(true)
    expect(usb.log).toEqual(['open', 'detach 1', 'claim 1', 'release 1', 'close'])
  })

  it('is told from its twin by its serial number', async () => {
    const [other, ours] = [scripted({ serialNumber: 'X9' }), scripted()]
    expect((await print(job(1), printerOf(other.device, ours.device)).end).kind).toBe('printed')
    expect([other.sent().length, ours.sent().length > 0]).toEqual([0, true])
  })

  it('that does not take its bytes holds up the job, and each byte leaves once', async () => {
    const usb = scripted()
    usb.model.set({ stallAfter: 300 })
    const bytes = job(200)
    const { end, told } = print(bytes, printerOf(usb.device))
    await awaitUntil(() => told.includes('offline'), 'held up')
    usb.model.set({ stallAfter: null })
    expect(await end).toMatchObject({ kind: 'printed', confirmed: true, interrupted: true })
    expect(usb.sent().includes(Buffer.from(bytes))).toBe(true)
  })

  it('pulled in the midst leaves the end unknown', async () => {
    const usb = scripted()
    const { end, told } = print(job(60), printerOf(usb.device))
    usb.model.set({ paperOutAfter: 200 })
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    usb.pull()
    expect(await end).toMatchObject({ kind: 'unknown' })
  })

  it.each([
    ['open', 'open error: permission denied (error 13)', 'denied'],
    ['claim', 'claimInterface error: interface is busy (error 16)', 'busy'],
    ['open', 'open error: device disconnected', 'unplugged'],
    ['open', 'open error: something else', 'unreachable'],
  ] as const)('refused at %s with %o is %s', async (at, words, trouble) => {
    const usb = scripted({ driver: true, refuse: { at, words } })
    expect(await print(job(1), printerOf(usb.device)).end).toEqual({ kind: 'not_started', trouble })
    if (at === 'claim') expect(usb.log.slice(-2)).toEqual(['attach 1', 'close'])
  })

  it('of the packet protocol is not spoken to', async () => {
    const usb = scripted({ protocol: 3 })
    expect((await printerOf(usb.device).status()).trouble).toBe('unreachable')
    expect(usb.log).toEqual(['open', 'close'])
  })

  it('that can only listen is served, and its port status only hints at missing paper', async () => {
    const usb = scripted({ oneWay: true, portStatus: 0x38 })
    const printer = printerOf(usb.device)
    expect(await printer.status()).toMatchObject({ answers: false, paper: 'out', trouble: null })
    expect(await print(job(2), printer).end).toEqual({
      kind: 'printed',
      confirmed: false,
      interrupted: false,
    })
  })

  it('that is not on the bus is unplugged', async () => {
    expect(await print(job(1), printerOf()).end).toEqual({ kind: 'not_started', trouble: 'unplugged' })
  })
})
