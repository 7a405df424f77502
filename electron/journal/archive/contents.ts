import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { ZipError, type ZipReader } from './zip-read'

/** More than any file of an archive but its events ever is; a longer one is not read into memory. */
const MOST_BYTES = 256 * 1024 * 1024
const MOST_LINE = 64 * 1024 * 1024
const LINE_FEED = 0x0a

/** Size and SHA-256 of a file that was read whole. */
interface Sum {
  readonly bytes: number
  readonly sha256: string
}

/** The files of an archive, each read once and summed as it is read. */
export interface Contents {
  readonly names: readonly string[]
  /** As text; undefined: it is not there, or cannot be unpacked. */
  readonly text: (name: string) => Promise<string | undefined>
  /** Gives every line of a file; false: it cannot be unpacked, and what was given is not to be relied on. */
  readonly lines: (name: string, take: (line: string) => void) => Promise<boolean>
  /** Of a file that was read; undefined: it could not be. */
  readonly sum: (name: string) => Sum | undefined
}

export function createContents(zip: ZipReader): Contents {
  const sums = new Map<string, Sum>()
  const texts = new Map<string, string>()

  /** false: it cannot be unpacked. */
  async function readThrough(name: string, take: (chunk: Buffer) => void): Promise<boolean> {
    const hash = createHash('sha256')
    let bytes = 0
    try {
      for await (const chunk of zip.read(name)) {
        hash.update(chunk)
        bytes += chunk.length
        take(Buffer.from(chunk))
      }
    } catch (error) {
      if (!(error instanceof ZipError)) throw error
      return false
    }
    sums.set(name, { bytes, sha256: hash.digest('hex') })
    return true
  }

  return {
    names: zip.names,
    sum: (name) => sums.get(name),
    text: async (name) => {
      if (!texts.has(name) && zip.names.includes(name)) {
        const pieces: Buffer[] = []
        let length = 0
        const whole = await readThrough(name, (chunk) => {
          length += chunk.length
          if (length > MOST_BYTES) throw new ZipError('it is larger than such a file ever is', name)
          pieces.push(chunk)
        })
        if (whole) texts.set(name, Buffer.concat(pieces).toString('utf8'))
      }
      return texts.get(name)
    },
    lines: async (name, take) => {
      if (!zip.names.includes(name)) return false
      let rest: Buffer[] = []
      let length = 0
      const end = (last: Buffer): void => {
        take(Buffer.concat([...rest, last]).toString('utf8'))
        rest = []
        length = 0
      }
      const whole = await readThrough(name, (chunk) => {
        let from = 0
        for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
          end(chunk.subarray(from, at))
          from = at + 1
        }
        if (from === chunk.length) return
        rest.push(chunk.subarray(from))
        length += chunk.length - from
        if (length > MOST_LINE) throw new ZipError('a line of it is longer than any event', name)
      })
      if (whole && length > 0) end(Buffer.alloc(0))
      return whole
    },
  }
}

/** JSON of one shape; null: it is something else. */
export function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  try {
    return text === undefined ? null : (schema.safeParse(JSON.parse(text)).data ?? null)
  } catch {
    return null
  }
}
