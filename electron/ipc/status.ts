import type { ScannerStatus } from '../domain/devices'
import type { TillStatus } from '../domain/till'
import type { Counter } from '../operations/types'
import type { PrintQueue } from '../receipts/types'
import type { Settings } from '../settings/types'
import type { Connection } from './connection'
import type { Status } from './contract'

export interface StatusSources {
  readonly settings: Settings
  readonly connection: Connection
  readonly counter: Counter
  readonly queue: PrintQueue
  readonly till: TillStatus
  readonly scanners: readonly ScannerStatus[]
  readonly printerRemedy: string | null
  readonly clockWarning: 'backward' | 'skewed' | null
  readonly journalWritable: boolean
}

/** What the status bar, the banners and the home screen show, in one piece. */
export function buildStatus(from: StatusSources): Status {
  const link = from.connection.state()
  const { printer, waiting, held, asking, confirms, printing } = from.queue.status()
  const { unsettled, nextCheckInMs } = from.counter.counts()
  return {
    connection: link.state,
    connectionSince: link.since,
    publicAddress: from.settings.publicAddress,
    printer: {
      transport: from.settings.printer.transport,
      name: from.settings.printer.name,
      trouble: printer?.trouble ?? null,
      remedy: printer?.trouble === 'denied' ? from.printerRemedy : null,
      paperLow: printer?.paper === 'low',
      confirms,
      printing,
      waiting,
      held,
      asking: asking.map(({ job, number, kind }) => ({ job, number, kind })),
    },
    scanners: [...from.scanners],
    queue: { unsettled, printWaiting: waiting, nextCheckInMs },
    till: from.till,
    clockWarning: from.clockWarning,
    journal: from.journalWritable ? 'ok' : 'unwritable',
  }
}
