import type { Discovery } from '../discovery/types'
import { openHidScanner } from './hid'
import type { HidBus } from './hid-bus'
import { openSerialScanner } from './serial'
import type { OpenScanner, ScannerClock, ScannerLine, ScannerNoise, ScannerRead, ScannerState } from './types'

export interface ScannerHubDeps {
  readonly find: Discovery['find']
  readonly hid: HidBus
  readonly clock: ScannerClock
  /** `learn`: read while scanners are being taught; nothing else may act on it. */
  readonly onRead: (read: ScannerRead, kind: ScannerLine['kind'], learn: boolean) => void
  /** A scanner came, went or was refused: ask `status` again. */
  readonly onChange: () => void
  /** A code that was dropped, and why. */
  readonly onNoise: (device: string, why: ScannerNoise) => void
  /** How long after a failure a scanner is tried again. */
  readonly reopenMs?: number
}

export interface HubStatus {
  readonly device: string
  readonly kind: ScannerLine['kind']
  readonly state: ScannerState
  readonly detail: string
  /** false: only listened to while scanners are being taught. */
  readonly inUse: boolean
  /** Codes that came too fast and were dropped. */
  readonly dropped: number
}

/** All serial and HID scanners of the terminal, read as one stream. */
export interface ScannerHub {
  /** The scanners of the shop; those that stay the same are not touched. Resolves when the others are closed. */
  readonly use: (lines: readonly ScannerLine[]) => Promise<void>
  /** While on, the candidates are listened to as well, a scanner of the shop as its candidate says. */
  readonly learn: (on: boolean, candidates: readonly ScannerLine[]) => Promise<void>
  readonly status: () => readonly HubStatus[]
  readonly close: () => Promise<void>
}

interface Held {
  readonly line: ScannerLine
  readonly scanner: OpenScanner
}

const same = (a: ScannerLine, b: ScannerLine): boolean =>
  a.device === b.device &&
  a.kind === b.kind &&
  a.baud === b.baud &&
  a.suffix === b.suffix &&
  a.prefix === b.prefix

export function createScannerHub(deps: ScannerHubDeps): ScannerHub {
  const { find, hid, clock, reopenMs } = deps
  let used: readonly ScannerLine[] = []
  /** null: nobody is teaching. */
  let taught: readonly ScannerLine[] | null = null
  let closed = false
  const open = new Map<string, Held>()
  let turn: Promise<void> = Promise.resolve()

  const start = (line: ScannerLine): Held => {
    const shared = {
      find,
      clock,
      hooks: {
        onRead: (read: ScannerRead) => deps.onRead(read, line.kind, taught !== null),
        onState: deps.onChange,
        onNoise: (why: ScannerNoise) => deps.onNoise(line.device, why),
      },
      ...(reopenMs === undefined ? {} : { reopenMs }),
    }
    const scanner =
      line.kind === 'serial' ? openSerialScanner(line, shared) : openHidScanner(line, { ...shared, hid })
    return { line, scanner }
  }

  /** What should be open now; of two lines of one device the first, and candidates before all. */
  const wanted = (): ReadonlyMap<string, ScannerLine> => {
    const lines = new Map<string, ScannerLine>()
    if (closed) return lines
    for (const line of [...(taught ?? []), ...used]) if (!lines.has(line.device)) lines.set(line.device, line)
    return lines
  }

  /** One change after the other, so that no port is ever opened before its last line has closed. */
  const settle = (): Promise<void> => {
    turn = turn.then(async () => {
      const lines = wanted()
      const gone = [...open.values()].filter(({ line }) => {
        const next = lines.get(line.device)
        return next === undefined || !same(next, line)
      })
      for (const { line } of gone) open.delete(line.device)
      await Promise.all(gone.map(({ scanner }) => scanner.close()))
      const fresh = [...lines.values()].filter(({ device }) => !open.has(device))
      for (const line of fresh) open.set(line.device, start(line))
      if (!closed && (gone.length > 0 || fresh.length > 0)) deps.onChange()
    })
    return turn
  }

  return {
    use: (lines) => {
      used = lines
      return settle()
    },
    learn: (on, candidates) => {
      taught = on ? candidates : null
      return settle()
    },
    status: () => {
      const lines = new Map([...open.values()].map((held) => [held.line.device, held] as const))
      const inUse = new Set(used.map(({ device }) => device))
      const rest = [...lines.values()].filter(({ line }) => !inUse.has(line.device))
      return [...used.map((line) => ({ line, scanner: lines.get(line.device)?.scanner })), ...rest].map(
        ({ line, scanner }) => ({
          device: line.device,
          kind: line.kind,
          state: scanner?.state() ?? 'unplugged',
          detail: scanner?.detail() ?? '',
          inUse: inUse.has(line.device),
          dropped: scanner?.dropped() ?? 0,
        }),
      )
    },
    close: () => {
      closed = true
      return settle()
    },
  }
}
