import type { Discovery } from '../discovery/types'
import type { HidBus } from './hid-bus'
import { createHidPos, HONEYWELL_STREAM, needsStreamReport } from './hid-pos'
import { keepOpen } from './keep-open'
import { againstStorms } from './storm'
import type { OpenScanner, ScannerClock, ScannerHooks, ScannerLine } from './types'

export interface HidScannerDeps {
  readonly find: Discovery['find']
  readonly hid: HidBus
  readonly clock: ScannerClock
  readonly hooks: ScannerHooks
  /** How long after a failure the next try comes. */
  readonly reopenMs?: number
}

/** A scanner in HID point-of-sale mode. It is opened now, and again whenever it comes back. */
export function openHidScanner(line: ScannerLine, deps: HidScannerDeps): OpenScanner {
  const { find, hid, clock, hooks, reopenMs } = deps
  const guard = againstStorms(hooks, clock)
  return keepOpen({
    device: line.device,
    find,
    clock,
    onState: hooks.onState,
    dropped: guard.dropped,
    ...(reopenMs === undefined ? {} : { reopenMs }),
    open: async ({ path, vendorId }, lost) => {
      const open = await hid.open(path)
      const descriptor = await open.descriptor()
      const codes = createHidPos({ line, vendorId, descriptor, clock, hooks: guard })
      open.onData(codes.report)
      open.onGone((state, detail) => {
        codes.drop()
        lost(state, detail)
      })
      // Not all of them know it, and most stream without it.
      if (needsStreamReport(vendorId)) await open.sendFeatureReport(HONEYWELL_STREAM).catch(() => undefined)
      return {
        close: async () => {
          codes.drop()
          await open.close()
        },
      }
    },
  })
}
