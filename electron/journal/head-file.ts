import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

export interface Head {
  readonly sequence: number
  readonly hash: string
}

/** Sixteen digits, a space, sixty-four, a line feed. */
const LENGTH = 82
const LINE = /^(\d{16}) ([0-9a-f]{64})\n/

/** null: there is none, or it cannot be read. */
export function readHead(file: string): Head | null {
  let text: string
  try {
    text = readFileSync(file, 'latin1')
  } catch {
    return null
  }
  const [, sequence, hash] = LINE.exec(text) ?? []
  return sequence && hash ? { sequence: Number(sequence), hash } : null
}

export interface HeadFile {
  readonly write: (head: Head) => void
  readonly close: () => void
}

/** One line of fixed length, overwritten in one write: a killed process leaves the old one or the new one. */
export function openHeadFile(file: string): HeadFile {
  const fd = openSync(file, 'a+', 0o600)
  closeSync(fd)
  const handle = openSync(file, 'r+')
  const line = Buffer.alloc(LENGTH)
  return {
    write: ({ sequence, hash }) => {
      line.write(`${String(sequence).padStart(16, '0')} ${hash}\n`, 'latin1')
      writeSync(handle, line, 0, LENGTH, 0)
    },
    close: () => closeSync(handle),
  }
}
