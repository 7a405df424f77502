import { LosslessNumber, parse } from 'lossless-json'
import { fail, ok, type Result } from '../domain/result'

/**
 * JSON as Chari wrote it: a number keeps its raw text, so that no amount or id passes through a float, and
 * an object is a map, so that no key of a hostile body (`__proto__`, `toString`) means anything.
 */
export type Json =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly raw: string }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | JsonObject

export interface JsonObject {
  readonly kind: 'object'
  /** Keys as written. */
  readonly exact: ReadonlyMap<string, Json>
  /** Keys case-folded, dashes and underscores dropped. */
  readonly folded: ReadonlyMap<string, Json>
}

export type JsonFault = 'empty' | 'encoding' | 'syntax' | 'too_deep' | 'ambiguous_keys'

/** Deeper than any answer of Chari, far from the stack's end. */
const DEEPEST = 40

export const foldKey = (key: string): string => key.toLowerCase().replace(/[_-]/g, '')

/**
 * Reads a body. UTF-8 only (a BOM is dropped), one JSON value, at most 40 levels. An object in which two keys
 * are one when case is ignored, and differ in value, makes the whole body unreadable. Never throws.
 */
export function readJson(bytes: Uint8Array): Result<Json, JsonFault> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('encoding')
  }
  if (text.trim() === '') return fail('empty')
  if (tooDeep(text)) return fail('too_deep')
  let parsed: unknown
  try {
    parsed = parse(text)
  } catch {
    return fail('syntax')
  }
  const json = convert(parsed)
  return json ? ok(json) : fail('ambiguous_keys')
}

/** Counts brackets outside strings before parsing: the parser recurses. */
function tooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (inString) {
      if (char === '\\') i++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') {
      depth++
      if (depth > DEEPEST) return true
    } else if (char === '}' || char === ']') depth--
  }
  return false
}

function convert(value: unknown): Json | undefined {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'boolean') return { kind: 'boolean', value }
  if (typeof value === 'string') return { kind: 'string', value }
  // By class, not by the library's own test: a body can carry a field named isLosslessNumber.
  if (value instanceof LosslessNumber) return { kind: 'number', raw: value.value }
  if (Array.isArray(value)) {
    const items: Json[] = []
    for (const item of value) {
      const json = convert(item)
      if (!json) return undefined
      items.push(json)
    }
    return { kind: 'array', items }
  }
  if (typeof value !== 'object') return undefined
  const exact = new Map<string, Json>()
  const folded = new Map<string, Json>()
  for (const [key, inner] of Object.entries(value)) {
    const json = convert(inner)
    if (!json) return undefined
    exact.set(key, json)
    const known = folded.get(foldKey(key))
    if (known && !same(known, json)) return undefined
    folded.set(foldKey(key), json)
  }
  return { kind: 'object', exact, folded }
}

function same(a: Json, b: Json): boolean {
  if (a.kind === 'array')
    return (
      b.kind === 'array' &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => {
        const other = b.items[i]
        return other !== undefined && same(item, other)
      })
    )
  if (a.kind === 'object')
    return (
      b.kind === 'object' &&
      a.exact.size === b.exact.size &&
      [...a.exact].every(([key, item]) => {
        const other = b.exact.get(key)
        return other !== undefined && same(item, other)
      })
    )
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind
  return scalarText(a) === scalarText(b) && a.kind === b.kind
}

/** Text of a string, number or boolean as written; undefined for anything else. */
export function scalarText(json: Json | undefined): string | undefined {
  if (!json) return undefined
  if (json.kind === 'string') return json.value
  if (json.kind === 'number') return json.raw
  if (json.kind === 'boolean') return String(json.value)
  return undefined
}

/**
 * The first of `names` that the object carries with a value, null not counted: each name by its exact
 * spelling first, then case-folded.
 */
export function field(object: JsonObject, names: readonly string[]): Json | undefined {
  for (const name of names) {
    const found = object.exact.get(name) ?? object.folded.get(foldKey(name))
    if (found && found.kind !== 'null') return found
  }
  return undefined
}

/** The object behind a `data` wrapper or the body itself; an array, text or number wrapped so is given as it is. */
export const unwrap = (body: Json): Json =>
  body.kind === 'object' && body.folded.has('data') ? (field(body, ['data']) ?? { kind: 'null' }) : body

/** JSON text again, numbers as Chari wrote them. `hide`: a field of which only the name is kept. */
export function jsonText(json: Json, hide: (key: string) => boolean = () => false): string {
  if (json.kind === 'array') return `[${json.items.map((item) => jsonText(item, hide)).join(',')}]`
  if (json.kind === 'object')
    return `{${[...json.exact]
      .map(([key, inner]) => `${JSON.stringify(key)}:${hide(key) ? '"…"' : jsonText(inner, hide)}`)
      .join(',')}}`
  if (json.kind === 'string') return JSON.stringify(json.value)
  return scalarText(json) ?? 'null'
}
