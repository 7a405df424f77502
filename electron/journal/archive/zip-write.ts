import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { centralHeader, descriptor, type Entry, endRecord, LIMIT, localHeader } from './zip-format'

/** Larger than a zip can say without ZIP64. */
export class ZipTooLarge extends RangeError {}

export interface Written {
  readonly name: string
  readonly bytes: number
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string
}

export interface ZipWriter {
  /** Compresses `chunks` into an entry, away from the thread that calls. */
  readonly add: (
    name: string,
    chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    signal?: AbortSignal,
  ) => Promise<Written>
  /** Writes the directory and makes the file durable; size and SHA-256 of the whole file. */
  readonly end: () => Promise<{ readonly bytes: number; readonly sha256: string }>
  /** Lets go of the file, whatever state it is in. */
  readonly close: () => Promise<void>
}

/** Writes a new file from its first byte to its last, without going back. */
export async function openZipWriter(file: string): Promise<ZipWriter> {
  const handle: FileHandle = await open(file, 'wx', 0o600)
  const whole = createHash('sha256')
  const entries: Entry[] = []
  let at = 0
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (at + bytes.length > LIMIT) throw new ZipTooLarge(`${file} grows over 4 GiB`)
    for (let from = 0; from < bytes.length; )
      from += (await handle.write(bytes, from, bytes.length - from)).bytesWritten
    whole.update(bytes)
    at += bytes.length
  }

  return {
    add: async (name, chunks, signal) => {
      const start = at
      const content = createHash('sha256')
      let crc = 0
      let bytes = 0
      await write(localHeader(name))
      const from = at
      async function* metered(): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          content.update(chunk)
          crc = crc32(chunk, crc)
          bytes += chunk.length
          if (bytes > LIMIT) throw new ZipTooLarge(`${name} grows over 4 GiB`)
          yield chunk
        }
      }
      await pipeline(
        Readable.from(metered(), { objectMode: false }),
        createDeflateRaw(),
        async (packed: AsyncIterable<Uint8Array>) => {
          for await (const chunk of packed) await write(chunk)
        },
        { ...(signal ? { signal } : {}) },
      )
      const entry = { name, crc, packed: at - from, bytes, at: start }
      await write(descriptor(entry))
      entries.push(entry)
      return { name, bytes, sha256: content.digest('hex') }
    },
    end: async () => {
      const start = at
      for (const entry of entries) await write(centralHeader(entry))
      await write(endRecord(entries.length, at - start, start))
      await handle.sync()
      return { bytes: at, sha256: whole.digest('hex') }
    },
    close: () => handle.close(),
  }
}
