import type { PrinterProfile } from '../../native/printer/profile'
import type { Bitmap, Printer, PrinterStatus } from '../../native/printer/types'
import type { Clock } from '../domain/clock'
import type { PrinterSettings } from '../domain/devices'
import type { Ids } from '../domain/ids'
import type { LaidPaper, PaperData } from '../domain/paper'
import type { Author, Journal, StoredEvent } from '../journal/types'
import type { LayPaper } from './layout'

/** Rasters HTML at device scale 1, `width` dots wide, to 1 bit (the hidden window does it); `threshold` of to1bit. */
export type Raster = (html: string, width: number, threshold?: number) => Promise<Bitmap>

export type JobState = 'waiting' | 'printing' | 'printed' | 'assumed' | 'unknown' | 'held' | 'dropped'

export interface PrintedPaper {
  readonly paper: string
  readonly number: string | null
  readonly at: string
  readonly copy: number
  readonly state: JobState
  /** It was held up in the midst (paper out, cover open) and went on: it may lie in two parts, a reprint is offered. */
  readonly interrupted: boolean
  readonly laid: LaidPaper
}

export interface PrintQueueDeps {
  readonly journal: Journal
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: () => PrinterSettings
  /** Makes the printer of the current settings; null for transport none. The queue keeps and closes it. */
  readonly connect: (settings: PrinterSettings) => Printer | null
  readonly profile: (settings: PrinterSettings) => PrinterProfile
  /** The shop's logo for a paper of so many dots; null: it has none. */
  readonly logo: (dots: number) => Bitmap | null
  readonly raster: Raster
  /** Lays papers out in the words of their language (createPaperLayout). */
  readonly lay: LayPaper
  readonly onChange: () => void
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

export interface PrintQueue {
  /** Jobs not begun and under 2 minutes old print by themselves; older ones are held for one key; no drawer pulse. */
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Given every append: new papers and drawer requests are taken from it. */
  readonly noticed: (events: readonly StoredEvent[]) => void
  readonly status: () => {
    readonly printer: PrinterStatus | null
    /** true: it proves that a paper came out; false: that can only be assumed; null: not known yet, or no printer. */
    readonly confirms: boolean | null
    /** A paper is under way. */
    readonly printing: boolean
    readonly waiting: number
    readonly held: number
    readonly asking: readonly {
      readonly job: string
      readonly number: string | null
      readonly kind: PaperData['kind']
    }[]
  }
  readonly resolve: (job: string, answer: 'came_out' | 'print_again', who: Author) => void
  readonly releaseHeld: (who: Author) => void
  readonly recent: (limit: number) => readonly PrintedPaper[]
  /** The newest paper of an operation, and whether it came out. */
  readonly ofOperation: (operation: string) => PrintedPaper | null
  /** Settings changed: closes the old printer and uses the new one. */
  readonly reconnect: () => Promise<void>
  /** Looks at the printer now; what waits is tried at once. Never while a paper is under way. */
  readonly lookNow: () => void
  /** Something was plugged in or out: the same, and a try under way that fails is followed by another at once. */
  readonly deviceChanged: () => void
}
