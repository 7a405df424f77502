import fs from 'node:fs'
import path from 'node:path'
import { openPty, type Pty } from './pty'

/** A serial device of the virtual folder (GUICHET_DEVICES): a cable that is pulled and plugged in again. */
export interface SerialCable {
  /** The name under which discovery finds it: `serial:NAME`. */
  readonly name: string
  /** Null while it is unplugged. */
  readonly pty: () => Pty | null
  readonly unplug: () => void
  /** Plugs it in again, at another path under the same name; nothing if it is in. */
  readonly plug: () => void
  readonly close: () => void
}

/** `onPlug` is called with each new cable, the first one too. */
export function createSerialCable(options: {
  readonly folder: string
  readonly name: string
  readonly onPlug: (pty: Pty) => void
}): SerialCable {
  const { folder, name, onPlug } = options
  const byId = path.join(folder, 'serial', 'by-id')
  const link = path.join(byId, name)
  let pty: Pty | null = null

  const unplug = (): void => {
    pty?.close()
    pty = null
    fs.rmSync(link, { force: true })
  }
  const plug = (): void => {
    if (pty) return
    fs.mkdirSync(byId, { recursive: true })
    pty = openPty()
    onPlug(pty)
    fs.rmSync(link, { force: true })
    fs.symlinkSync(pty.path, link)
  }
  plug()
  return { name, pty: () => pty, unplug, plug, close: unplug }
}
