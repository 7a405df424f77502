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
    /** The device that was chosen is not plugged in. */
    | 'unplugged'
    /** The system does not let this user open it: a group or a udev rule is missing. */
    | 'denied'
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
  /** true: it has proven an end; false: its ends can only be assumed; null: not known yet. */
  readonly confirms: () => boolean | null
  /** Opens the drawer by a tiny job of its own. */
  readonly pulseDrawer: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** One open line to a printer's bytes: a socket, a serial port, a pair of USB endpoints. */
export interface Channel {
  /** Hands bytes over; `done(null)` once they left this process, else why they did not. Called in order. */
  readonly write: (bytes: Uint8Array, done: (error: string | null) => void) => void
  /** Bytes handed over that have not left yet: what does not shrink is stalled. */
  readonly pending: () => number
  readonly onData: (listener: (bytes: Uint8Array) => void) => void
  /** Called at most once, with the reason: the other side ended, the cable was pulled. Not called by a clean `end`. */
  readonly onLost: (listener: (why: string) => void) => void
  /**
   * Lets what is under way leave, then closes; resolves when it is closed, and may then be opened anew. What could not
   * leave in time is given up: its `done` and `onLost` are told first.
   */
  readonly end: () => Promise<void>
  /** Paper empty as the line's own wires or port status say it; only a hint, and null where they say nothing. */
  readonly hint?: () => Promise<'paper_out' | null>
}

export type Opened =
  | { readonly ok: true; readonly channel: Channel }
  /** `again`: another program or till may hold it for a moment, a later try may succeed. */
  | {
      readonly ok: false
      readonly again: boolean
      readonly trouble: 'unreachable' | 'busy' | 'unplugged' | 'denied'
      readonly detail: string
    }

/** A way to one printer. Opened for each job or look, and ended after it. */
export interface Port {
  /** Names the physical line for the locks: `tcp:192.168.1.40:9100`, `serial:usb-…`. */
  readonly line: string
  /** false: nothing ever comes back (spooler, file, one-way USB); nothing is then asked. */
  readonly answers: boolean
  readonly open: () => Promise<Opened>
}

/** Time as an argument. */
export interface PrinterClock {
  readonly monotonicMs: () => number
  /** Calls `fn` once after at least `delayMs`; gives a function that stops it. */
  readonly after: (delayMs: number, fn: () => void) => () => void
}
