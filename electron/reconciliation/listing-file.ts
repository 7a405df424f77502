import {
  type ColumnReader,
  columnReader,
  isListName,
  type Listed,
  readAround,
  readListedJson,
  type UnlistedReason,
} from '../chari/listed'
import type { OperationRecord } from '../chari/outcome'
import { fail, ok, type Result } from '../domain/result'
import { TURN } from './group'

export type FileFault = 'empty' | 'encoding' | 'columns' | 'syntax' | 'no_list'

/** A row that is left out, and where it stands. */
export interface UnreadableRow {
  /** In a CSV the line in the file, in JSON the place in the list; both from 1. */
  readonly line: number
  readonly why: UnlistedReason | 'columns'
  /** At most 80 characters of it. */
  readonly text: string
}

export interface ReadFile {
  readonly format: 'csv' | 'json'
  readonly rows: readonly OperationRecord[]
  readonly unreadable: readonly UnreadableRow[]
  readonly columns: readonly string[]
  readonly ignored: readonly string[]
  /** How many rows there are, where the file says so. */
  readonly count: number | null
}

/** UTF-8 with or without its mark, UTF-16 with it, else what spreadsheets of Windows write. */
function decoded(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A byte 0 is of no text in either.
    return bytes.includes(0) ? null : new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Reads a listing that somebody exported, CSV or JSON, row by row; a row that is unreadable is named, never guessed. */
export function* readingFile(bytes: Uint8Array): Generator<void, Result<ReadFile, FileFault>> {
  const text = decoded(bytes)
  if (text === null) return fail('encoding')
  const start = text.search(/\S/)
  if (start < 0) return fail('empty')
  return text[start] === '{' || text[start] === '[' ? yield* readingJson(text) : yield* readingCsv(text)
}

interface Record {
  readonly line: number
  readonly cells: readonly string[]
}

/** The delimiter that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const line = text.slice(0, Math.max(0, text.search(/[\r\n]|$/))).replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length - 1 }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

/** RFC 4180, with any of three delimiters: quotes double inside quotes, and a line may go on inside them. */
function* recordsOf(text: string, delimiter: string): Generator<Record> {
  let cells: string[] = []
  let cell = ''
  let line = 1
  let begun = 1
  let quoted = false
  const end = (): Record => {
    cells.push(cell)
    const record = { line: begun, cells }
    cells = []
    cell = ''
    return record
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') {
        cell += '"'
        at++
      } else if (sign === '"') quoted = false
      else {
        if (sign === '\n') line++
        cell += sign
      }
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      const record = end()
      line++
      begun = line
      if (record.cells.length > 1 || record.cells[0]?.trim()) yield record
    } else cell += sign
  }
  if (cell !== '' || cells.length > 0) yield end()
}

function* readingCsv(text: string): Generator<void, Result<ReadFile, FileFault>> {
  const records = recordsOf(text, delimiterOf(text))
  const header = records.next()
  if (header.done) return fail('empty')
  const names = header.value.cells.map((name) => name.trim())
  const reader: ColumnReader | null = columnReader(names)
  if (reader === null) return fail('columns')
  const rows: OperationRecord[] = []
  const unreadable: UnreadableRow[] = []
  let turn = 0
  for (const { line, cells } of records) {
    turn += 1
    if (turn % TURN === 0) yield
    const read: Listed | { ok: false; why: 'columns' } =
      cells.length === names.length ? reader.read(cells) : { ok: false, why: 'columns' }
    if (read.ok) rows.push(read.row)
    else unreadable.push({ line, why: read.why, text: cells.join(' ').slice(0, 80) })
  }
  return ok({ format: 'csv', rows, unreadable, columns: reader.known, ignored: reader.ignored, count: null })
}

/** A stretch of a text, from the first sign to behind the last. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** Where the list of rows begins and ends, and its elements; so that no row is parsed together with all others. */
interface Sliced {
  readonly list: Stretch
  readonly elements: readonly Stretch[]
}

/** The list lies at most so deep: alone, under its name, or under its name in `data`. */
const DEEPEST_LIST = 2

function* slicing(text: string): Generator<void, Sliced | null> {
  let depth = 0
  let at = 0
  let name: string | null = null
  let listAt = -1
  let listDepth = 0
  let elementAt = -1
  const elements: Stretch[] = []
  const endElement = (to: number): void => {
    if (elementAt >= 0) elements.push({ from: elementAt, to })
    elementAt = -1
  }
  for (let turn = 1; at < text.length; turn++) {
    if (turn % 1_000_000 === 0) yield
    const sign = text[at] ?? ''
    const inList = listAt >= 0
    if (sign === '"') {
      const from = at
      at++
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
      if (inList && depth === listDepth && elementAt < 0) elementAt = from
      if (!inList && /^\s*:/.test(text.slice(at + 1, at + 20))) name = text.slice(from + 1, at)
    } else if (sign === '[' || sign === '{') {
      if (inList && depth === listDepth && elementAt < 0) elementAt = at
      depth++
      if (!inList && sign === '[' && depth <= DEEPEST_LIST + 1 && isListName(depth === 1 ? null : name)) {
        listAt = at
        listDepth = depth
      }
    } else if (sign === ']' || sign === '}') {
      depth--
      if (inList && depth === listDepth - 1) {
        endElement(at)
        return { list: { from: listAt, to: at + 1 }, elements }
      }
    } else if (inList && depth === listDepth) {
      if (sign === ',') endElement(at)
      else if (elementAt < 0 && !/\s/.test(sign)) elementAt = at
    }
    at++
  }
  return null
}

function* readingJson(text: string): Generator<void, Result<ReadFile, FileFault>> {
  const sliced = yield* slicing(text)
  if (sliced === null) return fail(readAround(text).ok ? 'no_list' : 'syntax')
  const around = readAround(`${text.slice(0, sliced.list.from)}[]${text.slice(sliced.list.to)}`)
  if (!around.ok) return fail('syntax')
  const rows: OperationRecord[] = []
  const unreadable: UnreadableRow[] = []
  for (const [index, { from, to }] of sliced.elements.entries()) {
    if (index % TURN === TURN - 1) yield
    const piece = text.slice(from, to)
    const read = readListedJson(piece)
    if (read.ok) rows.push(read.row)
    else unreadable.push({ line: index + 1, why: read.why, text: piece.trim().slice(0, 80) })
  }
  return ok({ format: 'json', rows, unreadable, columns: [], ignored: [], count: around.count })
}
