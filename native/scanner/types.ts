/** What ended a code: nothing but silence, or the keys and bytes that a scanner adds. */
export type Suffix = 'cr' | 'lf' | 'crlf' | 'tab' | 'none'

/** One code as a scanner gave it. */
export interface ScannerRead {
  /** Prefix, suffix and AIM identifier taken off; at most 4,096 characters. */
  readonly text: string
  /** `]Q1` and the like, where the scanner sends it (DEVICES.md 5.2). */
  readonly aim: string | null
  readonly suffix: Suffix
  /** Stable identity of the scanner. */
  readonly device: string
  /** Milliseconds from its first byte to its end. */
  readonly tookMs: number
}

/** busy: another program holds it. denied: the system does not let this user open it. */
export type ScannerState = 'ready' | 'unplugged' | 'busy' | 'denied' | 'error'

/** How a scanner is read; all but the identity may be left as it comes. */
export interface ScannerLine {
  readonly device: string
  readonly kind: 'serial' | 'hid'
  readonly baud: number
  /** auto: learned from what comes, CR or LF or 50 ms of silence. */
  readonly suffix: Suffix | 'auto'
  /** Taken off where it stands. */
  readonly prefix: string
}

/** A scanner that is kept open: it comes back by itself after it was unplugged. */
export interface OpenScanner {
  readonly state: () => ScannerState
  /** Why, for support; empty while ready. */
  readonly detail: () => string
  /** Codes dropped since the start because they came too fast. */
  readonly dropped: () => number
  readonly close: () => Promise<void>
}

/** Time as an argument. */
export interface ScannerClock {
  readonly monotonicMs: () => number
  /** Calls `fn` once after at least `delayMs`; gives a function that stops it. */
  readonly after: (delayMs: number, fn: () => void) => () => void
}

/** storm: more than 20 codes in a second; the surplus is dropped, and told once. */
export type ScannerNoise = 'too_long' | 'binary' | 'half' | 'storm'

export interface ScannerHooks {
  readonly onRead: (read: ScannerRead) => void
  readonly onState: (state: ScannerState) => void
  /** What cannot be a code, or comes too fast to be meant. Nothing of it was delivered. */
  readonly onNoise: (why: ScannerNoise) => void
}
