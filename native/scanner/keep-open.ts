import type { Discovery, FoundDevice } from '../discovery/types'
import type { OpenScanner, ScannerClock, ScannerHooks, ScannerState } from './types'

/** Why a line is not open. */
export type LineFault = Exclude<ScannerState, 'ready'>

/** Thrown when a line cannot be opened. */
export class LineError extends Error {
  readonly state: LineFault
  constructor(state: LineFault, detail: string) {
    super(detail)
    this.name = 'LineError'
    this.state = state
  }
}

/** A line that was opened. */
export interface OpenLine {
  readonly close: () => Promise<void>
}

export interface KeepOpenDeps {
  readonly device: string
  readonly find: Discovery['find']
  readonly clock: Pick<ScannerClock, 'after'>
  readonly onState: ScannerHooks['onState']
  readonly dropped: () => number
  /** How long after a failure the next try comes. */
  readonly reopenMs?: number
  /** Opens the device where it is now; rejects with LineError. `lost` is called when the open line goes. */
  readonly open: (found: FoundDevice, lost: (state: LineFault, detail: string) => void) => Promise<OpenLine>
}

const REOPEN_MS = 1_000

const faultOf = (error: unknown): LineError =>
  error instanceof LineError
    ? error
    : new LineError('error', error instanceof Error ? error.message : String(error))

/** Opens a device by its identity, and again whenever it comes back; never twice at once. */
export function keepOpen(deps: KeepOpenDeps): OpenScanner {
  const { device, find, clock, reopenMs = REOPEN_MS } = deps
  let state: ScannerState = 'unplugged'
  let detail = ''
  let closed = false
  let line: OpenLine | null = null
  /** The attempt or the end under way: whatever comes next waits for it. */
  let busy: Promise<void> = Promise.resolve()
  let stopTimer = (): void => undefined

  const tell = (next: ScannerState, why: string): void => {
    detail = why
    if (state === next) return
    state = next
    if (!closed) deps.onState(next)
  }

  const later = (): void => {
    if (!closed) stopTimer = clock.after(reopenMs, begin)
  }

  const lose = (was: OpenLine | null, why: LineFault, words: string): void => {
    if (closed || line !== was) return
    line = null
    tell(why, words)
    busy = (was?.close() ?? Promise.resolve()).catch(() => undefined).then(later)
  }

  const attempt = async (): Promise<void> => {
    try {
      const found = await find(device)
      if (closed) return
      if (found === null) throw new LineError('unplugged', '')
      let mine: OpenLine | null = null
      let early: readonly [LineFault, string] | null = null
      const opened = await deps.open(found, (why, words) => {
        if (mine === null) early ??= [why, words]
        else lose(mine, why, words)
      })
      if (closed) return await opened.close()
      mine = opened
      line = opened
      tell('ready', '')
      const [why, words] = early ?? []
      if (why !== undefined) lose(opened, why, words ?? '')
    } catch (error) {
      const fault = faultOf(error)
      tell(fault.state, fault.message)
      later()
    }
  }

  function begin(): void {
    busy = attempt()
  }

  begin()
  return {
    state: () => state,
    detail: () => detail,
    dropped: deps.dropped,
    close: async () => {
      closed = true
      stopTimer()
      const open = line
      line = null
      await busy
      await open?.close()
    },
  }
}
