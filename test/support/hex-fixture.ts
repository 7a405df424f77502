import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of a fixture written as hex: comments from `#`, parts divided by an empty line. */
export function hexFixture(path: string): readonly Uint8Array[] {
  const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', path), 'utf8').replace(/#.*\n/g, '')
  return text
    .split(/\n\s*\n/)
    .map((part) => Uint8Array.from(part.match(/[0-9A-F]{2}/gi) ?? [], (byte) => Number.parseInt(byte, 16)))
    .filter(({ length }) => length > 0)
}
