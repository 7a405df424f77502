import { createServer, type Socket } from 'node:net'
import { type Clock, systemClock } from '../../../electron/domain/clock'
import { printerSettingsSchema } from '../../../electron/domain/devices'
import { PAPER_REQUESTED } from '../../../electron/domain/paper'
import type { Journal } from '../../../electron/journal/types'
import { PRINT_RESOLVED, PRINT_UNKNOWN, receiptKinds } from '../../../electron/receipts/kinds'
import { createPaperLayout } from '../../../electron/receipts/layout'
import { createPrintQueue } from '../../../electron/receipts/print-queue'
import { printProjection } from '../../../electron/receipts/projection'
import type { PrintQueue } from '../../../electron/receipts/types'
import { interpret } from '../../devices/interpreter'
import { createPrinterModel, type PrinterModel } from '../../devices/printer-model'
import { awaitUntil } from '../../support/await-until'
import { AMINA, openTestJournal, tempFolder } from '../../support/journal'
import { allWords, cashInReceipt } from '../../support/papers'
import { ANSWERING, quickPrinter } from '../../support/quick-printer'
import { seededRandom } from '../../support/seeded-random'

/** What befalls the printer once so many bytes of a receipt are with it. */
const FAULTS = [
  'paper',
  'cover',
  'cutter',
  'offline',
  /** The connection is reset; what it has in memory still comes out. */
  'reset',
  /** Off and on: what it has not printed is gone. */
  'power',
  'paper_and_power',
  'stall',
  'silence',
  /** The receipt comes out, its proof does not. */
  'no_proof',
  /** Another till has it for a while. */
  'busy',
] as const
type Fault = (typeof FAULTS)[number]

export interface SoakResult {
  readonly receipts: number
  readonly faults: Readonly<Record<Fault, number>>
  /** Ends that a person was asked about. */
  readonly asked: number
  readonly printedAgain: number
  readonly interrupted: number
  /** Numbers of receipts that came out not at all, or more than once without anybody having been asked. */
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly unsettled: number
}

/** Time of the queue's own waits runs faster than the printer's. */
const HASTE = 40
/** Receipts asked for ahead of the printer. */
const AHEAD = 6
const TIMINGS = { askMs: 100, pollMs: 15, assumeMs: 80, proofMs: 250, stallMs: 40, busyRetriesMs: [20, 40] }
const BYTES_PER_SECOND = 400_000
const FAULT_EVERY = 3
const LIMIT_MS = 25 * 60_000

const numberOf = (index: number): string => `CASA1-${String(index + 1).padStart(6, '0')}`

/** A slow printer on the network that meets its faults by the plan of `random`, each mended by a hand soon after. */
async function startUnluckyPrinter(seed: number) {
  // The plan does not hang on how long the hand takes: the same seed gives the same faults to the same tries.
  const random = seededRandom(seed)
  const hand = seededRandom(seed + 1)
  const model = createPrinterModel()
  model.set({ bytesPerSecond: BYTES_PER_SECOND })
  const faults = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>
  const sockets = new Set<Socket>()
  let refusing = false
  let mending = 0

  const later = (mend: () => void): void => {
    mending += 1
    setTimeout(
      () => {
        mend()
        mending -= 1
      },
      10 + hand() * 90,
    )
  }
  function strike(fault: Fault, socket: Socket): void {
    faults[fault] += 1
    switch (fault) {
      case 'paper':
      case 'paper_and_power':
        model.set({ paper: 'out' })
        later(() => {
          if (fault === 'paper_and_power') model.powerCycle()
          model.set({ paper: 'ok' })
        })
        return
      case 'cover':
        model.set({ coverOpen: true })
        later(() => model.set({ coverOpen: false }))
        return
      case 'cutter':
        model.set({ cutterError: true })
        later(() => model.set({ cutterError: false }))
        return
      case 'offline':
        model.set({ offline: true })
        later(() => model.set({ offline: false }))
        return
      case 'reset':
        socket.resetAndDestroy()
        return
      case 'power':
        model.powerCycle()
        return
      case 'stall':
        socket.pause()
        later(() => socket.resume())
        return
      case 'silence':
        model.set({ mute: true })
        later(() => model.set({ mute: false }))
        return
      case 'no_proof':
        model.set({ noFence: true })
        later(() => model.set({ noFence: false }))
        return
      case 'busy':
        refusing = true
        later(() => {
          refusing = false
        })
    }
  }

  const planned = (): { readonly fault: Fault; readonly after: number } | null => {
    const [whether, which, where] = [random(), random(), random()]
    if (whether * FAULT_EVERY >= 1) return null
    return { fault: FAULTS[Math.floor(which * FAULTS.length)] ?? 'paper', after: Math.floor(where * 1_400) }
  }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    if (refusing) {
      socket.resume()
      socket.end()
      return
    }
    const connection = model.connect({
      send: (bytes) => {
        if (!socket.destroyed) socket.write(bytes)
      },
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      reset: () => socket.resetAndDestroy(),
    })
    let plan: { readonly fault: Fault; readonly after: number } | null = null
    let received = 0
    socket.on('data', (bytes) => {
      const question = received === 0 && bytes[0] === 0x10 && bytes[1] === 0x04
      if (question) {
        connection.take(bytes)
        return
      }
      if (received === 0) plan = planned()
      received += bytes.length
      // A fault in the midst of what came at once: the printer has the part before it.
      const before = plan && received >= plan.after ? bytes.length - (received - plan.after) : null
      if (plan && before !== null) {
        const { fault } = plan
        plan = null
        connection.take(bytes.subarray(0, before))
        strike(fault, socket)
        // Without power, or off the line, the rest never reached it.
        if (socket.destroyed) return
        connection.take(bytes.subarray(before))
        return
      }
      connection.take(bytes)
    })
    socket.on('close', connection.lost)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    model,
    faults,
    quiet: () => mending === 0 && model.unprinted() === 0,
    close: () =>
      new Promise<void>((resolve) => {
        model.close()
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** How often each number came out whole, cut included; only streams that `may` hold it are read. */
function copiesOnPaper(
  model: PrinterModel,
  may: (bytes: Buffer) => boolean = () => true,
): ReadonlyMap<string, number> {
  const copies = new Map<string, number>()
  for (const bytes of model.printed()) {
    if (bytes.length < 100 || !may(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) continue
    const { lines, cuts } = interpret(bytes)
    const number = /CASA1-\d{6}/.exec(lines.join('\n'))?.[0]
    if (number && cuts > 0) copies.set(number, (copies.get(number) ?? 0) + 1)
  }
  return copies
}

/** Answers what is asked as a cashier does who has looked at the paper, once the printer has come to rest. */
function answerAll(queue: PrintQueue, printer: { model: PrinterModel; quiet: () => boolean }): number {
  const { asking } = queue.status()
  if (asking.length === 0 || !printer.quiet()) return 0
  const copies = copiesOnPaper(printer.model, (bytes) =>
    asking.some(({ number }) => bytes.includes(number ?? '')),
  )
  for (const { job, number } of asking)
    queue.resolve(job, (copies.get(number ?? '') ?? 0) > 0 ? 'came_out' : 'print_again', AMINA)
  return asking.length
}

const kindsOf = (journal: Journal, kinds: readonly string[]) => {
  const events: { kind: string; payload: Readonly<Record<string, unknown>> }[] = []
  for (let after = 0; ; ) {
    const page = journal.events({ kinds: [...kinds], after, limit: 500 })
    events.push(...page)
    const last = page.at(-1)
    if (!last) return events
    after = last.sequence
  }
}

/** Prints `receipts` receipts on a slow printer with seeded bad luck, through the real queue on a real journal. */
export async function soak(seed: number, receipts: number): Promise<SoakResult> {
  const printer = await startUnluckyPrinter(seed)
  const clock: Clock = {
    ...systemClock,
    after: (delayMs, fn) => systemClock.after(delayMs / HASTE, fn),
  }
  const running: { queue?: PrintQueue } = {}
  const journal = openTestJournal(tempFolder(), {
    kinds: receiptKinds,
    projections: [printProjection],
    afterCommit: (events) => running.queue?.noticed(events),
  })
  const queue = createPrintQueue({
    journal,
    clock,
    ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
    settings: () => printerSettingsSchema.parse({ transport: 'tcp', host: '127.0.0.1', port: printer.port }),
    connect: () =>
      quickPrinter(printer.port, { profile: { ...ANSWERING, chunkBytes: 512 }, timings: TIMINGS }),
    profile: () => ANSWERING,
    logo: () => null,
    raster: (_, width) =>
      Promise.resolve({ width, height: 8, rowBytes: width / 8, data: new Uint8Array(width).fill(0x55) }),
    lay: createPaperLayout(allWords()),
    onChange: () => undefined,
    log: () => undefined,
  })
  running.queue = queue
  queue.start()

  let next = 0
  let asked = 0
  try {
    await awaitUntil(
      () => {
        asked += answerAll(queue, printer)
        while (next < receipts && queue.status().waiting < AHEAD) {
          const data = cashInReceipt({ number: numberOf(next) })
          journal.append(AMINA, () => [
            {
              kind: PAPER_REQUESTED,
              operation: `op-${next}`,
              payload: { paper: `paper-${next}`, copy: 0, data },
            },
          ])
          next += 1
        }
        const { waiting, asking } = queue.status()
        return next === receipts && waiting === 0 && asking.length === 0 && printer.quiet()
      },
      'all receipts printed or asked about',
      LIMIT_MS,
    )
    const copies = copiesOnPaper(printer.model)
    const numbers = Array.from({ length: receipts }, (_, index) => numberOf(index))
    const resolved = kindsOf(journal, [PRINT_RESOLVED])
    const unknown = kindsOf(journal, [PRINT_UNKNOWN])
    if (unknown.length !== resolved.length) throw new Error('an unknown end was not asked about')
    const papers = queue.recent(receipts)
    return {
      receipts,
      faults: printer.faults,
      asked,
      printedAgain: resolved.filter(({ payload }) => payload.answer === 'print_again').length,
      interrupted: papers.filter(({ interrupted }) => interrupted).length,
      lost: numbers.filter((number) => !copies.has(number)),
      doubled: numbers.filter((number) => (copies.get(number) ?? 0) > 1),
      unsettled: papers.filter(({ state }) => state !== 'printed' && state !== 'assumed').length,
    }
  } finally {
    await queue.stop()
    await printer.close()
  }
}
