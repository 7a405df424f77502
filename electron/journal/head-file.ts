import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

export interface Head {
  readonly sequence: number
  readonly hash: string
}

/** The newest seal, so that it can be kept, and proven, without the database. */
export interface HeadSeal extends Head {
  readonly at: string
  readonly key: string
  readonly signature: string
}

export interface KeptHead extends Head {
  /** null: none yet, or it cannot be read. */
  readonly seal: HeadSeal | null
}

/** Sixteen digits, a space, sixty-four, a line feed; then the seal, also of fixed length. */
const HEAD_LENGTH = 82
const SEAL_LENGTH = 213
const HEAD = /^(\d{16}) ([0-9a-f]{64})\n/
const SEAL =
  /^(\d{16}) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)\n/

/** null: there is none, or it cannot be read. */
export function readHead(file: string): KeptHead | null {
  let text: string
  try {
    text = readFileSync(file, 'latin1')
  } catch {
    return null
  }
  const [, sequence, hash] = HEAD.exec(text) ?? []
  if (!sequence || !hash) return null
  const [, sealed, over = '', at = '', key = '', signature = ''] = SEAL.exec(text.slice(HEAD_LENGTH)) ?? []
  const seal = sealed ? { sequence: Number(sealed), hash: over, at, key, signature } : null
  return { sequence: Number(sequence), hash, seal }
}

/** What the end of a journal is compared with. */
export const headsOf = (kept: KeptHead | null): readonly Head[] =>
  kept ? [kept, ...(kept.seal ? [kept.seal] : [])] : []

export interface HeadFile {
  readonly write: (head: Head) => void
  readonly writeSeal: (seal: HeadSeal) => void
  readonly close: () => void
}

const padded = (sequence: number): string => String(sequence).padStart(16, '0')

/** Lines of fixed length, each overwritten in one write: a killed process leaves the old one or the new one. */
export function openHeadFile(file: string): HeadFile {
  const fd = openSync(file, 'a+', 0o600)
  closeSync(fd)
  const handle = openSync(file, 'r+')
  const line = Buffer.alloc(HEAD_LENGTH)
  return {
    write: ({ sequence, hash }) => {
      line.write(`${padded(sequence)} ${hash}\n`, 'latin1')
      writeSync(handle, line, 0, HEAD_LENGTH, 0)
    },
    writeSeal: ({ sequence, hash, at, key, signature }) => {
      const seal = Buffer.from(`${padded(sequence)} ${hash} ${at} ${key} ${signature}\n`, 'latin1')
      writeSync(handle, seal, 0, SEAL_LENGTH, HEAD_LENGTH)
    },
    close: () => closeSync(handle),
  }
}
