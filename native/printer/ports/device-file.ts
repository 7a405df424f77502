import type { Port, PrinterClock } from '../types'
import { openFileChannel } from './file-channel'
import type { FindDevice } from './find'

/**
 * A printer behind the kernel's printer class driver, `/dev/usb/lp*`. The driver keeps the last piece until the
 * printer takes it and drops it at close: the question that follows each job goes only once the job is out, so a
 * job that is answered, or that was followed by one, has left.
 */
export function deviceFilePort(deps: {
  readonly device: string
  readonly find: FindDevice
  readonly clock: PrinterClock
}): Port {
  return {
    line: deps.device,
    answers: true,
    open: async () => {
      const found = await deps.find(deps.device)
      if (!found) return { ok: false, again: false, trouble: 'unplugged', detail: 'not plugged in' }
      return openFileChannel({ path: found.path, device: true, clock: deps.clock })
    },
  }
}
