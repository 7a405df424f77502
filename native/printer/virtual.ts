import { UNKNOWN_STATUS } from './status'
import type { Printer, PrinterStatus } from './types'

/** A printer without paper, for training: it takes every job and keeps the newest. */
export interface VirtualPrinter extends Printer {
  /** Bytes of the newest jobs, oldest first. */
  readonly jobs: () => readonly Uint8Array[]
  readonly pulses: () => number
}

const KEPT = 50

/** The paper on screen is drawn from the laid-out lines; these bytes are for the curious and for tests. */
export function createVirtualPrinter(): VirtualPrinter {
  const jobs: Uint8Array[] = []
  let pulses = 0
  const status: PrinterStatus = {
    ...UNKNOWN_STATUS,
    answers: true,
    paper: 'ok',
    cover: 'closed',
    cutter: 'ok',
  }
  return {
    status: () => Promise.resolve(status),
    known: () => status,
    print: async (bytes, hooks) => {
      hooks.beforeFirstByte()
      jobs.push(bytes)
      if (jobs.length > KEPT) jobs.shift()
      return { kind: 'printed', confirmed: true, interrupted: false }
    },
    pulseDrawer: () => {
      pulses += 1
      return Promise.resolve(true)
    },
    close: () => Promise.resolve(),
    jobs: () => [...jobs],
    pulses: () => pulses,
  }
}
