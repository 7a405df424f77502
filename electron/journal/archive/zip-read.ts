import { type FileHandle, open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import {
  CENTRAL,
  CENTRAL_BYTES,
  centralHeader,
  DESCRIPTOR_BYTES,
  descriptor,
  END,
  END_BYTES,
  type Entry,
  endRecord,
  LOCAL_BYTES,
  localHeader,
} from './zip-format'

/** The file is no zip of the kind that archives are; `entry`: the one of them that is damaged. */
export class ZipError extends Error {
  readonly entry: string | null
  constructor(detail: string, entry: string | null = null) {
    super(detail)
    this.name = 'ZipError'
    this.entry = entry
  }
}

export interface ZipReader {
  readonly names: readonly string[]
  /**
   * The content of an entry, piece by piece. Throws ZipError where it cannot be unpacked; whether it is what it should
   * be, the hashes of the manifest say.
   */
  readonly read: (name: string) => AsyncGenerator<Uint8Array>
  readonly close: () => Promise<void>
}

/** More than an archive's files ever need; a directory that says more is refused before room is made for it. */
const MOST_ENTRIES = 64
const PIECE = 256 * 1024

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, at)
  if (bytesRead < length) throw new ZipError('it ends too early')
  return bytes
}

/**
 * The directory. Everything that stands in it, and in front of the data, has to be what an archive is written with,
 * byte for byte: two readers then never see two contents in one file.
 */
async function readDirectory(handle: FileHandle): Promise<readonly Entry[]> {
  const { size } = await handle.stat()
  if (size < END_BYTES) throw new ZipError('it is no archive')
  const end = await readAt(handle, size - END_BYTES, END_BYTES)
  if (end.readUInt32LE(0) !== END) throw new ZipError('it is no archive')
  const count = end.readUInt16LE(10)
  const length = end.readUInt32LE(12)
  const start = end.readUInt32LE(16)
  if (
    count > MOST_ENTRIES ||
    start + length !== size - END_BYTES ||
    !end.equals(endRecord(count, length, start))
  )
    throw new ZipError('its directory is not as an archive has it')

  const directory = await readAt(handle, start, length)
  const entries: Entry[] = []
  let next = 0
  for (let at = 0; at < length; ) {
    if (at + CENTRAL_BYTES > length || directory.readUInt32LE(at) !== CENTRAL)
      throw new ZipError('its directory is not as an archive has it')
    const name = directory.toString(
      'latin1',
      at + CENTRAL_BYTES,
      at + CENTRAL_BYTES + directory.readUInt16LE(at + 28),
    )
    const entry = {
      name,
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    }
    const written = centralHeader(entry)
    const same = directory.subarray(at, at + written.length).equals(written)
    const twice = entries.some((one) => one.name === name)
    if (!same || twice || !/^[\w.-]+$/.test(name) || entry.at !== next)
      throw new ZipError('its directory is not as an archive has it')
    entries.push(entry)
    at += written.length
    next += LOCAL_BYTES + name.length + entry.packed + DESCRIPTOR_BYTES
  }
  if (entries.length !== count || next !== start)
    throw new ZipError('its directory is not as an archive has it')
  return entries
}

async function* packedOf(handle: FileHandle, from: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE)
    yield await readAt(handle, from + at, Math.min(PIECE, length - at))
}

/** Opens an archive to read it. Throws ZipError, or an error of the file system. */
export async function openZip(file: string): Promise<ZipReader> {
  const handle = await open(file, 'r')
  let entries: readonly Entry[]
  try {
    entries = await readDirectory(handle)
  } catch (error) {
    await handle.close()
    throw error
  }

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.find((one) => one.name === name)
    if (!entry) throw new ZipError('it is not there', name)
    const head = localHeader(name)
    const from = entry.at + head.length
    if (!(await readAt(handle, entry.at, head.length)).equals(head)) throw new ZipError('its header', name)
    if (!(await readAt(handle, from + entry.packed, DESCRIPTOR_BYTES)).equals(descriptor(entry)))
      throw new ZipError('its sizes', name)
    const source = Readable.from(packedOf(handle, from, entry.packed), { objectMode: false })
    // Its trouble comes out of the loop below.
    const inflate = pipeline(source, createInflateRaw(), () => undefined)
    let bytes = 0
    try {
      for await (const chunk of inflate) {
        bytes += chunk.length
        if (bytes > entry.bytes) throw new ZipError('it is longer than it says', name)
        yield chunk
      }
    } catch (cause) {
      throw cause instanceof ZipError ? cause : new ZipError(`it cannot be unpacked: ${String(cause)}`, name)
    }
  }

  return { names: entries.map(({ name }) => name), read, close: () => handle.close() }
}
