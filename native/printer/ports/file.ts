import type { Port, PrinterClock } from '../types'
import { openFileChannel } from './file-channel'

/** A plain file that grows by each job, or a pipe or character device that some other program reads. One-way. */
export function filePort(deps: { readonly path: string; readonly clock: PrinterClock }): Port {
  return {
    line: `file:${deps.path}`,
    answers: false,
    open: () => openFileChannel({ ...deps, device: false }),
  }
}
