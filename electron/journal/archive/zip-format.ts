/**
 * The part of the zip format that an archive is written in, and all that is read: one disk, no comments, no extra
 * fields, names in ASCII, sizes behind the data, nothing over 4 GiB. Numbers are little-endian.
 */

export const LOCAL = 0x04034b50
export const DESCRIPTOR = 0x08074b50
export const CENTRAL = 0x02014b50
export const END = 0x06054b50

export const LOCAL_BYTES = 30
export const DESCRIPTOR_BYTES = 16
export const CENTRAL_BYTES = 46
export const END_BYTES = 22

/** 2.0: deflate. */
const VERSION = 20
/** Sizes stand behind the data. */
const FLAGS = 0x0008
const DEFLATE = 8
/** 1 January 1980, midnight: when an archive was made is in its manifest. */
const DATE = 0x0021
/** What a zip without ZIP64 can say. */
export const LIMIT = 0xffff_ffff

export interface Entry {
  readonly name: string
  readonly crc: number
  readonly packed: number
  readonly bytes: number
  /** Where its local header begins. */
  readonly at: number
}

function header(size: number, fill: (view: Buffer) => void, name = ''): Buffer {
  const bytes = Buffer.alloc(size + name.length)
  fill(bytes)
  bytes.write(name, size, 'latin1')
  return bytes
}

export const localHeader = (name: string): Buffer =>
  header(
    LOCAL_BYTES,
    (bytes) => {
      bytes.writeUInt32LE(LOCAL, 0)
      bytes.writeUInt16LE(VERSION, 4)
      bytes.writeUInt16LE(FLAGS, 6)
      bytes.writeUInt16LE(DEFLATE, 8)
      bytes.writeUInt16LE(DATE, 12)
      bytes.writeUInt16LE(name.length, 26)
    },
    name,
  )

export const descriptor = ({ crc, packed, bytes: size }: Entry): Buffer =>
  header(DESCRIPTOR_BYTES, (bytes) => {
    bytes.writeUInt32LE(DESCRIPTOR, 0)
    bytes.writeUInt32LE(crc, 4)
    bytes.writeUInt32LE(packed, 8)
    bytes.writeUInt32LE(size, 12)
  })

export const centralHeader = ({ name, crc, packed, bytes: size, at }: Entry): Buffer =>
  header(
    CENTRAL_BYTES,
    (bytes) => {
      bytes.writeUInt32LE(CENTRAL, 0)
      bytes.writeUInt16LE(VERSION, 4)
      bytes.writeUInt16LE(VERSION, 6)
      bytes.writeUInt16LE(FLAGS, 8)
      bytes.writeUInt16LE(DEFLATE, 10)
      bytes.writeUInt16LE(DATE, 14)
      bytes.writeUInt32LE(crc, 16)
      bytes.writeUInt32LE(packed, 20)
      bytes.writeUInt32LE(size, 24)
      bytes.writeUInt16LE(name.length, 28)
      bytes.writeUInt32LE(at, 42)
    },
    name,
  )

export const endRecord = (entries: number, size: number, at: number): Buffer =>
  header(END_BYTES, (bytes) => {
    bytes.writeUInt32LE(END, 0)
    bytes.writeUInt16LE(entries, 8)
    bytes.writeUInt16LE(entries, 10)
    bytes.writeUInt32LE(size, 12)
    bytes.writeUInt32LE(at, 16)
  })
