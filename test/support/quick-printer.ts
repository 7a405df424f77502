import { systemClock } from '../../electron/domain/clock'
import { createLineLocks, type LineLocks } from '../../native/printer/line-locks'
import { createTcpPrinter } from '../../native/printer/tcp'
import type { TcpTimings } from '../../native/printer/tcp-session'
import type { Printer } from '../../native/printer/types'

/** Waits in the same proportions as a shop's, many times shorter. */
export const QUICK: Partial<TcpTimings> = {
  connectMs: 2_000,
  busyRetriesMs: [20, 40, 80],
  askMs: 150,
  muteMs: 200,
  pollMs: 30,
  assumeMs: 150,
  stallMs: 100,
  silentMs: 2_000,
  closeMs: 500,
  gapMs: 10,
}

/** A network printer on this machine. */
export const quickPrinter = (
  port: number,
  { timings = {}, lines = createLineLocks() }: { timings?: Partial<TcpTimings>; lines?: LineLocks } = {},
): Printer =>
  createTcpPrinter({
    host: '127.0.0.1',
    port,
    clock: systemClock,
    lines,
    drawer: { pin: 2, onMs: 100 },
    timings: { ...QUICK, ...timings },
  })
