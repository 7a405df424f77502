import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Raised when `hashedText` changes; events keep the number they were written with. */
export const ENCODING = 1

/** What the first event has as previous hash. */
export const GENESIS = '0'.repeat(64)

/** The fields of one event that its hash covers: all of them. */
export interface HashedFields {
  readonly sequence: number
  readonly terminal: string
  readonly at: string
  readonly zone: string
  readonly shift: string | null
  readonly cashier: string
  readonly kind: string
  readonly operation: string | null
  readonly version: string
  readonly encoding: number
  /** RFC 8785 text, exactly as stored. */
  readonly payload: string
  readonly previousHash: string
}

/** RFC 8785. Throws TypeError for what JSON has no word for (NaN, Infinity, lone surrogates, cycles). */
export function canonicalText(value: Record<string, unknown>): string {
  try {
    const text = canonicalize(value)
    if (text !== undefined) return text
  } catch (cause) {
    throw new TypeError('a payload that JSON cannot hold', { cause })
  }
  throw new TypeError('a payload that JSON cannot hold')
}

/**
 * Encoding 1: one JSON array, without spaces, of encoding, sequence, terminal, at, zone, shift, cashier, kind,
 * operation, version, previous hash and payload, in this order; UTF-8. The payload comes last and unparsed, so that
 * nothing written into it can pass for another field.
 */
export function hashedText(event: HashedFields): string {
  const head = JSON.stringify([
    event.encoding,
    event.sequence,
    event.terminal,
    event.at,
    event.zone,
    event.shift,
    event.cashier,
    event.kind,
    event.operation,
    event.version,
    event.previousHash,
  ])
  return `${head.slice(0, -1)},${event.payload}]`
}

/** SHA-256 of hashedText, lower-case hexadecimal. */
export const hashOf = (event: HashedFields): string => hash('sha256', hashedText(event), 'hex')
