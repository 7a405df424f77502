import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { PROLOGUE } from '../../../native/printer/commands'
import { createLineLocks } from '../../../native/printer/line-locks'
import type { JobEnd, Printer, PrinterStatus } from '../../../native/printer/types'
import { interpret } from '../../devices/interpreter'
import { startVirtualPrinter, type VirtualPrinter } from '../../devices/virtual-printer'
import { awaitUntil } from '../../support/await-until'
import { ANSWERING, quickPrinter } from '../../support/quick-printer'
import { startTcpServer } from '../../support/tcp-server'

const job = (text: string, lines = 1): Uint8Array =>
  Buffer.concat([PROLOGUE, Buffer.from(`${text}\n`.repeat(lines)), Uint8Array.of(0x1d, 0x56, 0x01)])

let virtual: VirtualPrinter
let printer: Printer

beforeEach(async () => {
  virtual = await startVirtualPrinter()
  printer = quickPrinter(virtual.port)
})
afterEach(async () => {
  await printer.close()
  await virtual.close()
})

/** Prints and notes what was told meanwhile. */
function print(bytes: Uint8Array, on: Printer = printer) {
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

describe('a network printer that answers', () => {
  it('is asked before the job, and confirms it by process id and fence', async () => {
    const { end, begun, told } = print(job('Reçu'))
    expect(await end).toEqual({ kind: 'printed', confirmed: true, interrupted: false })
    expect(begun()).toBe(1)
    expect(told).toEqual([])
    const [bytes = new Uint8Array()] = virtual.jobs()
    const read = interpret(bytes)
    expect(read.asked.slice(0, 3)).toEqual([1, 2, 4])
    expect(read.processIds).toHaveLength(1)
    expect(read.fences).toEqual([1])
    expect(read.unknown).toEqual([])
  })

  it('has one connection for each job, closed afterwards', async () => {
    await print(job('one')).end
    await print(job('two')).end
    expect(virtual.connections()).toHaveLength(2)
    await awaitUntil(() => virtual.open() === 0, 'connections closed')
  })

  it('prints jobs one after the other, whichever object they were given to', async () => {
    const lines = createLineLocks()
    const [first, second] = [quickPrinter(virtual.port, { lines }), quickPrinter(virtual.port, { lines })]
    const ends = await Promise.all([
      print(job('A'), first).end,
      print(job('B'), second).end,
      print(job('C'), first).end,
    ])
    expect(ends.every(({ kind }) => kind === 'printed')).toBe(true)
    expect(virtual.jobs().map((bytes) => interpret(bytes).lines[0])).toEqual(['A', 'B', 'C'])
  })

  it.each([
    ['paper_out', { paper: 'out' }],
    ['cover_open', { coverOpen: true }],
    ['cutter', { cutterError: true }],
    ['offline', { offline: true }],
  ] as const)('that reports %s before the job is sent nothing of it', async (trouble, change) => {
    virtual.set(change)
    const { end, begun } = print(job('never'))
    expect(await end).toEqual({ kind: 'not_started', trouble })
    expect(begun()).toBe(0)
    expect(virtual.jobs()).toEqual([])
    expect((await printer.status()).trouble).toBe(trouble)
  })

  it('tells that its paper is low, and prints', async () => {
    virtual.set({ paper: 'low' })
    expect(await printer.status()).toMatchObject({ paper: 'low', trouble: null, answers: true })
    expect(await print(job('low')).end).toMatchObject({ kind: 'printed', confirmed: true })
  })

  it('that runs out of paper in the midst is waited for, and the paper is not sent again', async () => {
    virtual.set({ paperOutAfter: 200 })
    const { end, told } = print(job('a long receipt', 40))
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    virtual.set({ paper: 'ok' })
    expect(await end).toEqual({ kind: 'printed', confirmed: true, interrupted: true })
    expect(told.at(-1)).toBeNull()
    expect(virtual.jobs()).toHaveLength(1)
  })

  it('opens the drawer while a receipt waits for paper', async () => {
    virtual.set({ paperOutAfter: 100 })
    const { end, told } = print(job('a long receipt', 20))
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    expect(await printer.pulseDrawer()).toBe(true)
    virtual.set({ paper: 'ok' })
    await end
    const [bytes = new Uint8Array()] = virtual.jobs()
    expect(interpret(bytes).pulses).toEqual([{ pin: 2, onMs: 100, offMs: 100, realTime: true }])
  })

  it('that knows neither process id nor fence is believed after a clean status only as probably printed', async () => {
    virtual.set({ noFence: true })
    expect(await print(job('clone')).end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
  })

  it('that resets the line in the midst leaves the end unknown', async () => {
    virtual.set({ resetAfter: 300 })
    const { end, begun } = print(job('a receipt cut off', 200))
    expect(await end).toMatchObject({ kind: 'unknown' })
    expect(begun()).toBe(1)
  })

  it('that loses its power while it waits for paper leaves the end unknown', async () => {
    virtual.set({ paperOutAfter: 100 })
    const { end, told } = print(job('a long receipt', 20))
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    virtual.powerCycle()
    expect(await end).toMatchObject({ kind: 'unknown' })
  })

  it('that reads slowly is waited for', async () => {
    virtual.set({ stallAfter: 2_000 })
    const { end, told } = print(job('x'.repeat(47), 200_000))
    await awaitUntil(() => told.includes('offline'), 'held up')
    virtual.set({ stallAfter: null })
    expect(await end).toMatchObject({ kind: 'printed', confirmed: true, interrupted: true })
    expect(virtual.jobs()).toHaveLength(1)
  })
})

describe('a network printer that says nothing, or nonsense', () => {
  it.each([{ mute: true }, { garbage: true }])(
    '%o is served all the same and never proven',
    async (change) => {
      virtual.set(change)
      expect(await printer.status()).toMatchObject({ reachable: true, answers: false, trouble: null })
      expect(await print(job('mute')).end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
      expect(interpret(virtual.jobs()[0] ?? new Uint8Array()).lines).toEqual(['mute'])
      await awaitUntil(() => virtual.open() === 0, 'closed by us')
    },
  )
})

describe('a network printer that serves another till', () => {
  it('is tried again until it is free', async () => {
    virtual.set({ acceptAndClose: true })
    const { end } = print(job('patient'))
    setTimeout(() => virtual.set({ acceptAndClose: false }), 60)
    expect(await end).toMatchObject({ kind: 'printed', confirmed: true })
    expect(virtual.jobs()).toHaveLength(1)
  })

  it('is busy in the end, with nothing sent', async () => {
    virtual.set({ acceptAndClose: true })
    const { end, begun } = print(job('never'))
    expect(await end).toEqual({ kind: 'not_started', trouble: 'busy' })
    expect(begun()).toBe(0)
  })

  it('is known as busy when it answered before and now holds the line in silence', async () => {
    expect((await printer.status()).answers).toBe(true)
    virtual.set({ mute: true })
    expect(await print(job('held')).end).toEqual({ kind: 'not_started', trouble: 'busy' })
    expect(virtual.jobs()).toEqual([])
  })
})

describe('no printer at all', () => {
  it('is unreachable, with nothing sent', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as { port: number }
    await new Promise((resolve) => {
      server.close(resolve)
    })
    const nobody = quickPrinter(port)
    expect(await print(job('never'), nobody).end).toEqual({ kind: 'not_started', trouble: 'unreachable' })
    expect(await nobody.status()).toMatchObject({ reachable: false, trouble: 'unreachable' })
    expect(await nobody.pulseDrawer()).toBe(false)
  })
})

describe('the drawer and the end of the app', () => {
  it('is opened by a tiny job of its own, without a question first', async () => {
    expect(await printer.pulseDrawer()).toBe(true)
    const [bytes = new Uint8Array()] = virtual.connections()
    expect(Buffer.from(bytes).toString('hex')).toBe('1b401c2e1d610f1b700032fa')
  })

  it('lets a hook that fails stop the job before its first byte', async () => {
    const end = printer.print(job('never'), {
      beforeFirstByte: () => {
        throw new Error('journal unwritable')
      },
      onSuspended: () => undefined,
    })
    await expect(end).rejects.toThrow('journal unwritable')
    expect(virtual.jobs()).toEqual([])
  })

  it('closes within moments though a receipt waits for paper, and calls its end unknown', async () => {
    virtual.set({ paperOutAfter: 100 })
    const { end, told } = print(job('a long receipt', 20))
    await awaitUntil(() => told.includes('paper_out'), 'suspended')
    await printer.close()
    expect(await end).toMatchObject({ kind: 'unknown' })
  })
})

/** A printer made of a few lines: `answer` says what comes back for what was read. */
async function scripted(answer: (read: Buffer, send: (bytes: Uint8Array) => void) => void): Promise<Printer> {
  const server = await startTcpServer({
    onConnection: ({ socket }) =>
      socket.on('data', (read) =>
        answer(read, (bytes) => {
          if (!socket.destroyed) socket.write(bytes)
        }),
      ),
  })
  onTestFinished(server.close)
  return quickPrinter(server.port)
}

const asks = (read: Buffer): boolean => read[0] === 0x10 && read[1] === 0x04

describe('answers that are not in one piece', () => {
  it('half answers are waited for: a process id byte by byte', async () => {
    const half = await scripted((read, send) => {
      if (asks(read)) send(Uint8Array.of(0x12))
      const at = read.indexOf(Uint8Array.of(0x1d, 0x28, 0x48))
      if (at < 0) return
      const bytes = [0x37, 0x22, ...read.subarray(at + 7, at + 11), 0x00]
      bytes.forEach((byte, index) => {
        setTimeout(() => send(Uint8Array.of(byte)), 10 * index)
      })
    })
    expect(await print(job('half'), half).end).toEqual({
      kind: 'printed',
      confirmed: true,
      interrupted: false,
    })
  })

  it('an answer that is lost on the way makes nobody deaf', async () => {
    let asked = 0
    const lossy = await scripted((read, send) => {
      if (asks(read)) {
        asked += 1
        // 16 is well where 1 was asked, and would be an open cover where 2 was.
        if (asked !== 5) send(Uint8Array.of(read[2] === 1 ? 0x16 : 0x12))
      }
    })
    const { end, told } = print(job('lossy'), lossy)
    expect(await end).toEqual({ kind: 'printed', confirmed: false, interrupted: false })
    expect(asked).toBeGreaterThan(8)
    expect(told).toEqual([])
  })

  it('an automatic report in the midst of an answer disturbs neither', async () => {
    const busy = await scripted((read, send) => {
      if (asks(read)) send(Uint8Array.of(0x10, 0x00, 0x00, 0x0f, 0x12))
      else if (read.includes(0x72)) send(Uint8Array.of(0x10, 0x00, 0x11, 0x03, 0x13, 0x0f, 0x00))
    })
    expect(await print(job('mixed'), busy).end).toMatchObject({ kind: 'printed', confirmed: true })
    expect(busy.known()).toMatchObject({ paper: 'low', cover: 'closed', trouble: null })
  })

  it('the id of another job, noise and bits that no fence has are no proof', async () => {
    const liar = await scripted((read, send) => {
      if (asks(read)) send(Uint8Array.of(0x12))
      else if (read.includes(0x72))
        send(Uint8Array.of(0x37, 0x22, 0x39, 0x39, 0x39, 0x39, 0x00, 0x42, 0x61, 0x80, 0xff))
    })
    expect(await print(job('noise'), liar).end).toMatchObject({ kind: 'printed', confirmed: false })
    expect(liar.confirms()).toBe(false)
  })

  it('one that has proven its papers and then does not leaves the end to a person', async () => {
    virtual.set({ noFence: false })
    expect(await print(job('one')).end).toMatchObject({ confirmed: true })
    virtual.set({ noFence: true })
    expect(await print(job('two')).end).toMatchObject({ kind: 'unknown' })
  })
})

describe('a profile', () => {
  it('keeps from the line what its printers do not know', async () => {
    const shy = quickPrinter(virtual.port, {
      profile: { ...ANSWERING, status: { realtime: true, processId: false, fence: true } },
    })
    expect(await print(job('shy'), shy).end).toMatchObject({ kind: 'printed', confirmed: true })
    const read = interpret(virtual.jobs()[0] ?? new Uint8Array())
    expect([read.processIds, read.fences]).toEqual([[], [1]])
  })

  it('that asks nothing still tells a printer that hangs up from one that listens', async () => {
    const profile = { ...ANSWERING, status: { realtime: false, processId: false, fence: true } }
    virtual.set({ acceptAndClose: true })
    const shy = quickPrinter(virtual.port, { profile })
    expect(await print(job('never'), shy).end).toEqual({ kind: 'not_started', trouble: 'busy' })
    virtual.set({ acceptAndClose: false })
    expect(await print(job('heard'), shy).end).toMatchObject({ kind: 'printed', confirmed: true })
    expect(interpret(virtual.jobs()[0] ?? new Uint8Array()).asked).toEqual([])
  })

  it('feeds a slow board in pieces with a pause between', async () => {
    const slow = quickPrinter(virtual.port, {
      profile: { ...ANSWERING, chunkBytes: 64, raster: { stripRows: 48, pauseMs: 5 } },
    })
    const bytes = job('in small pieces', 30)
    expect(await print(bytes, slow).end).toMatchObject({ kind: 'printed', confirmed: true })
    expect(Buffer.from(virtual.jobs()[0] ?? []).includes(Buffer.from(bytes))).toBe(true)
  })
})
