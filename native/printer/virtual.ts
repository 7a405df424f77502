import type { Channel, Port } from './types'
import { commandAt } from './virtual-commands'

/** What can be wrong with the printer on screen. */
export interface VirtualPrinterState {
  readonly paper: 'ok' | 'low' | 'out'
  readonly cover: 'closed' | 'open'
  readonly cutter: 'ok' | 'error'
}

/** The printer on screen, for training: it lives as long as the app, whoever prints on it. */
export interface VirtualPrinterDevice {
  /** For createLinePrinter, like any other line. */
  readonly port: Port
  readonly state: () => VirtualPrinterState
  /** As if somebody took its paper out or opened it; a job under way stops there and goes on when all is well. */
  readonly set: (change: Partial<VirtualPrinterState>) => void
  /** Bytes of the newest jobs, oldest first. */
  readonly jobs: () => readonly Uint8Array[]
  /** How often the drawer was opened. */
  readonly pulses: () => number
}

const KEPT = 50
/** A small printer's memory: what does not fit waits in the line. */
const MEMORY_BYTES = 4_096

interface Waiting {
  readonly bytes: Uint8Array
  readonly done: (error: string | null) => void
}

/** One opened line to it. */
interface Line {
  readonly job: Uint8Array[]
  readonly waiting: Waiting[]
  hear: (bytes: Uint8Array) => void
  /** `GS a`: it tells of each change by itself. */
  automatic: boolean
}

export function createVirtualPrinterDevice(): VirtualPrinterDevice {
  let state: VirtualPrinterState = { paper: 'ok', cover: 'closed', cutter: 'ok' }
  let line: Line | null = null
  /** Taken from the line and not printed yet; outlives the line, as a printer's memory does. */
  let memory: Uint8Array = new Uint8Array()
  let pulses = 0
  const jobs: Uint8Array[] = []

  const stopped = (): boolean => state.paper === 'out' || state.cover === 'open' || state.cutter === 'error'

  /** Answers come after the caller's own turn, as over any line. */
  const say = (...bytes: readonly number[]): void => {
    const to = line
    queueMicrotask(() => to?.hear(Uint8Array.from(bytes)))
  }
  /** DEVICES.md 2.1. */
  const realtime = (n: number): void => {
    const out = state.paper === 'out'
    const cutter = state.cutter === 'error'
    if (n === 1) say(0x12 | (stopped() ? 0x08 : 0))
    else if (n === 2) say(0x12 | (state.cover === 'open' ? 0x04 : 0) | (out ? 0x20 : 0) | (cutter ? 0x40 : 0))
    else if (n === 3) say(0x12 | (cutter ? 0x08 : 0))
    else if (n === 4) say(0x12 | (out ? 0x6c : state.paper === 'low' ? 0x0c : 0))
  }
  /** 2.2. */
  const report = (): void =>
    say(
      0x10 | (stopped() ? 0x08 : 0) | (state.cover === 'open' ? 0x20 : 0),
      state.cutter === 'error' ? 0x08 : 0,
      state.paper === 'out' ? 0x0f : state.paper === 'low' ? 0x03 : 0,
      0,
    )

  /** Real-time commands are heard even while it is stopped, when they come by themselves. */
  function heard(bytes: Uint8Array): boolean {
    const [first, second, third = 0] = bytes
    if (first !== 0x10) return false
    if (second === 0x04 && bytes.length === 3) realtime(third)
    else if (second === 0x14 && bytes.length === 5 && third === 1) pulses += 1
    else return false
    return true
  }

  function work(): void {
    let at = 0
    while (!stopped() && at < memory.length) {
      const command = commandAt(memory.subarray(at))
      if (!command) break
      at += command.length
      if (command.kind === 'ask') realtime(command.n)
      else if (command.kind === 'pulse') pulses += 1
      else if (command.kind === 'fence') say(state.paper === 'low' ? 0x03 : 0x00)
      else if (command.kind === 'id') say(0x37, 0x22, ...command.id, 0x00)
      else if (command.kind === 'automatic' && line) {
        line.automatic = command.on
        if (command.on) report()
      }
    }
    memory = memory.slice(at)
  }

  /** Takes from the line what there is room for; a piece has left the line once it is taken whole. */
  function pump(): void {
    for (;;) {
      work()
      const next = line?.waiting[0]
      if (!next) return
      // A command longer than the memory is read as it comes, which only a running printer does.
      if (stopped() && memory.length + next.bytes.length > MEMORY_BYTES) return
      memory = Buffer.concat([memory, next.bytes])
      line?.waiting.shift()
      next.done(null)
    }
  }

  const open = (): Channel => {
    const mine: Line = { job: [], waiting: [], hear: () => undefined, automatic: false }
    line = mine
    let ended = false
    return {
      write: (bytes, done) => {
        if (ended) {
          done('the line is closed')
          return
        }
        if (heard(bytes)) {
          done(null)
          return
        }
        const own = Uint8Array.from(bytes)
        mine.job.push(own)
        mine.waiting.push({ bytes: own, done })
        pump()
      },
      pending: () => mine.waiting.reduce((sum, { bytes }) => sum + bytes.length, 0),
      onData: (listener) => {
        mine.hear = listener
      },
      onLost: () => undefined,
      end: () => {
        if (ended) return Promise.resolve()
        ended = true
        if (line === mine) line = null
        for (const { done } of mine.waiting.splice(0)) done('the line is closed')
        if (mine.job.length > 0) jobs.push(Buffer.concat(mine.job))
        if (jobs.length > KEPT) jobs.shift()
        return Promise.resolve()
      },
    }
  }

  return {
    port: {
      line: 'virtual',
      answers: true,
      open: () => Promise.resolve({ ok: true, channel: open() }),
    },
    state: () => state,
    set: (change) => {
      state = { ...state, ...change }
      pump()
      if (line?.automatic) report()
    },
    jobs: () => [...jobs],
    pulses: () => pulses,
  }
}
