/** A picture for the printer: 1 bit a dot, most significant bit leftmost, 1 is black. Length is exactly rowBytes x height. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly rowBytes: number
  readonly data: Uint8Array
}

/** What a printer says of itself. `unknown` where the line cannot answer. */
export interface PrinterStatus {
  readonly reachable: boolean
  /** false: the line is one-way, or the printer never answered. */
  readonly answers: boolean
  readonly paper: 'ok' | 'low' | 'out' | 'unknown'
  readonly cover: 'closed' | 'open' | 'unknown'
  readonly cutter: 'ok' | 'error' | 'unknown'
  readonly offline: boolean
  readonly error: boolean
  /** Sentence key `printer.<trouble>`; null when all is well. */
  readonly trouble:
    | 'unreachable'
    | 'busy'
    | 'paper_out'
    | 'cover_open'
    | 'cutter'
    | 'error'
    | 'offline'
    | null
}

/** How a job ended (DEVICES.md section 3). Only `printed` with confirmed true is proven. */
export type JobEnd =
  | { readonly kind: 'printed'; readonly confirmed: boolean; readonly interrupted: boolean }
  /** Nothing of the job left: it may be sent again. */
  | { readonly kind: 'not_started'; readonly trouble: NonNullable<PrinterStatus['trouble']> }
  /** Bytes left and the end is not known: never resent by itself, a person is asked. */
  | { readonly kind: 'unknown'; readonly detail: string }

export interface Printer {
  /** Current status; asks the line only between jobs. */
  readonly status: () => Promise<PrinterStatus>
  /** What it last said, without asking. */
  readonly known: () => PrinterStatus
  /**
   * Sends one job and waits for its end. `onSuspended` tells of paper out, cover and the like meanwhile,
   * null when it goes on. `beforeFirstByte` is called synchronously before the first byte of the job leaves.
   */
  readonly print: (
    bytes: Uint8Array,
    hooks: {
      readonly beforeFirstByte: () => void
      readonly onSuspended: (trouble: PrinterStatus['trouble']) => void
    },
  ) => Promise<JobEnd>
  /** Opens the drawer by a tiny job of its own. */
  readonly pulseDrawer: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Time as an argument. */
export interface PrinterClock {
  readonly monotonicMs: () => number
  /** Calls `fn` once after at least `delayMs`; gives a function that stops it. */
  readonly after: (delayMs: number, fn: () => void) => () => void
}
