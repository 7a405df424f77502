/** One ESC/POS command at the head of some bytes, as far as the printer on screen needs to know it. */
export type Command = { readonly length: number } & (
  | { readonly kind: 'other' }
  | { readonly kind: 'ask'; readonly n: number }
  | { readonly kind: 'automatic'; readonly on: boolean }
  | { readonly kind: 'fence' }
  | { readonly kind: 'id'; readonly id: Uint8Array }
  | { readonly kind: 'pulse' }
)

const DLE = 0x10
const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d

/** Parameter bytes after the two of the command, for those that have more or fewer than one. */
const ESC_PARAMETERS: Readonly<Record<number, number>> = { 50: 0, 64: 0, 36: 2, 92: 2, 99: 2 }
const FS_PARAMETERS: Readonly<Record<number, number>> = { 46: 0, 38: 0 }
const GS_PARAMETERS: Readonly<Record<number, number>> = { 76: 2, 80: 2, 87: 2 }

/** null: its rest is not there yet. */
export function commandAt(bytes: Uint8Array): Command | null {
  const [first = 0, second, third = 0, fourth = 0] = bytes
  const whole = (length: number, then: Command): Command | null => (bytes.length < length ? null : then)
  const other = (length: number): Command | null => whole(length, { kind: 'other', length })
  if (first !== DLE && first !== ESC && first !== FS && first !== GS) return { kind: 'other', length: 1 }
  if (second === undefined) return null
  if (first === DLE) {
    if (second === 0x04) return whole(3, { kind: 'ask', n: third, length: 3 })
    if (second === 0x05) return other(3)
    if (second !== 0x14) return other(2)
    return third === 1 ? whole(5, { kind: 'pulse', length: 5 }) : other(third === 8 ? 10 : 5)
  }
  if (first === FS) return other(2 + (FS_PARAMETERS[second] ?? 1))
  if (first === ESC) {
    if (second === 0x70) return whole(5, { kind: 'pulse', length: 5 })
    if (second !== 0x2a) return other(2 + (ESC_PARAMETERS[second] ?? 1))
    const columns = fourth + 256 * (bytes[4] ?? 0)
    return bytes.length < 5 ? null : other(5 + columns * (third >= 32 ? 3 : 1))
  }
  if (second === 0x61) return whole(3, { kind: 'automatic', on: third !== 0, length: 3 })
  if (second === 0x72) return whole(3, { kind: 'fence', length: 3 })
  if (second === 0x56) return bytes.length < 3 ? null : other(third >= 0x41 ? 4 : 3)
  if (second === 0x28) {
    if (bytes.length < 5) return null
    const length = 5 + fourth + 256 * (bytes[4] ?? 0)
    const id = third === 0x48 && bytes[5] === 0x30 && bytes[6] === 0x30
    return whole(length, id ? { kind: 'id', id: bytes.slice(7, length), length } : { kind: 'other', length })
  }
  if (second === 0x6b) {
    if (bytes.length < 4) return null
    if (third >= 0x41) return other(4 + fourth)
    const end = bytes.indexOf(0, 3)
    return end < 0 ? null : other(end + 1)
  }
  if (second === 0x76) {
    if (bytes.length < 8) return null
    const [, , , , xL = 0, xH = 0, yL = 0, yH = 0] = bytes
    return other(8 + (xL + 256 * xH) * (yL + 256 * yH))
  }
  return other(2 + (GS_PARAMETERS[second] ?? 1))
}
