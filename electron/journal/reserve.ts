import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { JournalError } from './types'

export interface Reserve {
  /** Throws JournalError `disk_full` (or an error of the file system) when an outcome might find no room. */
  readonly ensure: () => void
  /** Gives its room back to the disk. false: there was none left to give. */
  readonly release: () => boolean
}

/** A file of zeros beside the journal, given up on a full disk so that outcomes still find room. */
export function createReserve(file: string, bytes: number): Reserve {
  const partial = `${file}.partial`
  const make = (): void => {
    const fd = openSync(partial, 'w', 0o600)
    try {
      const zeros = Buffer.alloc(64 * 1024)
      for (let left = bytes; left > 0; left -= zeros.length)
        writeSync(fd, zeros, 0, Math.min(left, zeros.length))
      fsyncSync(fd)
    } catch (error) {
      rmSync(partial, { force: true })
      throw error
    } finally {
      closeSync(fd)
    }
    renameSync(partial, file)
  }
  return {
    ensure: () => {
      const { bavail, bsize } = statfsSync(dirname(file))
      const there = existsSync(file)
      const needed = there ? bytes : 2 * bytes
      if (bavail * bsize < needed)
        throw new JournalError('disk_full', `${bavail * bsize} bytes free, ${needed} needed`)
      if (!there) make()
    },
    release: () => {
      if (!existsSync(file)) return false
      rmSync(file, { force: true })
      return true
    },
  }
}
