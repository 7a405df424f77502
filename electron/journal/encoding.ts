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

/** Keys that an object does not keep in the order in which they were set: whole numbers, and the prototype. */
const UNRULY = /^(\d|__proto__$)/

/**
 * A copy with its keys in order, of nothing but plain values; undefined: it holds something else, or a key that a
 * copy would put elsewhere. `depth` ends a cycle.
 */
function ordered(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      // A zero below zero is written as 0, and must be read back as such.
      return Number.isFinite(value) ? value + 0 : undefined
    case 'object':
      break
    default:
      return undefined
  }
  if (value === null) return null
  if (depth === 0) return undefined
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value) {
      const copy = ordered(item, depth - 1)
      if (copy === undefined) return undefined
      items.push(copy)
    }
    return items
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return undefined
  const from = value as Readonly<Record<string, unknown>>
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(from).sort()) {
    const field = from[key]
    if (field === undefined) continue
    const inner = ordered(field, depth - 1)
    if (inner === undefined || UNRULY.test(key)) return undefined
    copy[key] = inner
  }
  return copy
}

/** How JSON.stringify writes half a surrogate pair; a text that holds this very text goes the longer way for nothing. */
const HALF = /\\ud[89a-f]/

/** Deeper than any payload of ours. */
const DEPTH = 16

/**
 * RFC 8785, as text and as what reading the text back gives. Throws TypeError for what JSON has no word for (NaN,
 * Infinity, lone surrogates, cycles). The usual plain payload is put in order and written by JSON.stringify, whose
 * numbers and strings are RFC 8785's; `canonicalize` does the rest.
 */
export function canonical(value: Record<string, unknown>): {
  readonly text: string
  readonly value: Record<string, unknown>
} {
  const plain = ordered(value, DEPTH)
  const text = plain === undefined ? undefined : JSON.stringify(plain)
  if (text !== undefined && !HALF.test(text)) return { text, value: plain as Record<string, unknown> }
  try {
    const whole = canonicalize(value)
    if (whole !== undefined) return { text: whole, value: JSON.parse(whole) as Record<string, unknown> }
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
