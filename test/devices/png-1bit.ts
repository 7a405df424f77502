import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([head, named, check])
}

/** Rows of dots, 1 is black, as a PNG of one bit a dot: a whole receipt takes a few kilobytes. */
export function pngOfRows(rows: readonly Uint8Array[], width: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(rows.length, 4)
  // One bit, greyscale; 0 is black there.
  header[8] = 1
  const rowBytes = Math.ceil(width / 8)
  const lines = rows.map((row) => {
    const line = Buffer.alloc(1 + rowBytes, 0xff)
    line[0] = 0
    for (let x = 0; x < width; x += 1)
      if (row[x] === 1) line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7))
    return line
  })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
