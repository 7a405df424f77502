import { access } from 'node:fs/promises'
import type { Discovery } from '../discovery/types'
import { createFrames } from './frames'
import { keepOpen, LineError, type LineFault } from './keep-open'
import { againstStorms } from './storm'
import type { OpenScanner, ScannerClock, ScannerHooks, ScannerLine } from './types'

export interface SerialScannerDeps {
  readonly find: Discovery['find']
  readonly clock: ScannerClock
  readonly hooks: ScannerHooks
  /** How long after a failure the next try comes. */
  readonly reopenMs?: number
}

/** How often it is looked whether the port is still there. */
const LOOK_MS = 1_000

/**
 * serialport sees a pulled port at once while it waits for bytes, but not where a read is just under way: it then
 * reads nothing, for ever. The device file tells; Windows has none.
 */
function watchPath(path: string, clock: Pick<ScannerClock, 'after'>, gone: () => void): () => void {
  let over = !path.startsWith('/')
  let stop = (): void => undefined
  const look = (): void => {
    if (!over) stop = clock.after(LOOK_MS, () => access(path).then(look, () => !over && gone()))
  }
  look()
  return () => {
    over = true
    stop()
  }
}

/** What serialport's words on opening mean. Windows says "Access denied" of a port that another program holds. */
function faultOf(error: Error): LineFault {
  if (/cannot lock port|resource busy|in use/i.test(error.message)) return 'busy'
  if (/access denied/i.test(error.message) && process.platform === 'win32') return 'busy'
  if (/permission denied|access denied|eacces|eperm|not permitted/i.test(error.message)) return 'denied'
  return /no such file|file not found|no such device|enoent|enxio|enodev/i.test(error.message)
    ? 'unplugged'
    : 'error'
}

/** A scanner that is a serial port: USB CDC, or RS-232. It is opened now, and again whenever it comes back. */
export function openSerialScanner(line: ScannerLine, deps: SerialScannerDeps): OpenScanner {
  const { find, clock, hooks, reopenMs } = deps
  const guard = againstStorms(hooks, clock)
  return keepOpen({
    device: line.device,
    find,
    clock,
    onState: hooks.onState,
    dropped: guard.dropped,
    ...(reopenMs === undefined ? {} : { reopenMs }),
    open: async ({ path }, lost) => {
      // Loaded when first needed: a machine where the binding does not load still has its counter.
      const { SerialPort } = await import('serialport')
      const port = new SerialPort({ path, baudRate: line.baud, autoOpen: false })
      await new Promise<void>((resolve, reject) => {
        port.open((error) => (error ? reject(new LineError(faultOf(error), error.message)) : resolve()))
      })
      const frames = createFrames({ line, clock, hooks: guard })
      port.on('data', (bytes: Buffer) => frames.push(bytes))
      port.on('error', (error: Error) => lost(faultOf(error), error.message))
      const unplugged = (): void => {
        unwatch()
        frames.drop()
        lost('unplugged', '')
      }
      const unwatch = watchPath(path, clock, unplugged)
      port.on('close', unplugged)
      return {
        close: async () => {
          unwatch()
          frames.drop()
          if (!port.isOpen) return
          await new Promise<void>((resolve) => {
            port.close(() => resolve())
          })
        },
      }
    },
  })
}
