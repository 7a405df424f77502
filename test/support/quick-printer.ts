import { systemClock } from '../../electron/domain/clock'
import { createLineLocks, type LineLocks } from '../../native/printer/line-locks'
import { createLinePrinter } from '../../native/printer/line-printer'
import { type TcpTimings, tcpPort } from '../../native/printer/ports/tcp'
import { type PrinterProfile, UNKNOWN_PROFILE } from '../../native/printer/profile'
import type { LineTimings } from '../../native/printer/session'
import type { Port, Printer } from '../../native/printer/types'

/** Waits in the same proportions as a shop's, many times shorter. */
export const QUICK: Partial<LineTimings> = {
  busyRetriesMs: [20, 40, 80],
  askMs: 150,
  muteMs: 200,
  pollMs: 30,
  assumeMs: 150,
  proofMs: 500,
  stallMs: 100,
  silentMs: 2_000,
  endMs: 600,
}
export const QUICK_TCP: TcpTimings = { connectMs: 2_000, closeMs: 500, gapMs: 10 }

/** A profile whose printers know every question. */
export const ANSWERING: PrinterProfile = {
  ...UNKNOWN_PROFILE,
  status: { realtime: true, processId: true, fence: true },
}

export interface QuickOptions {
  readonly timings?: Partial<LineTimings>
  readonly lines?: LineLocks
  readonly profile?: PrinterProfile
}

/** A printer at the end of `port`, without the waits of a shop. */
export const quickLine = (
  port: Port,
  { timings = {}, lines = createLineLocks(), profile = ANSWERING }: QuickOptions = {},
): Printer =>
  createLinePrinter({
    port,
    profile,
    clock: systemClock,
    lines,
    drawer: { pin: 2, onMs: 100 },
    timings: { ...QUICK, ...timings },
  })

/** A network printer on this machine. */
export const quickPrinter = (port: number, options: QuickOptions = {}): Printer =>
  quickLine(tcpPort({ host: '127.0.0.1', port, clock: systemClock, timings: QUICK_TCP }), options)
