import { isObject, Unreadable } from './fields'
import { foldKey, type Json, type JsonObject, readJson, unwrap } from './json'
import type { OperationRecord } from './outcome'
import { hasUnreadableTime, LIST_NAMES, readCount, readRecord } from './reading'

/** Rows of Chari's listing as a person exported them into a file, by the same spellings as its answers. */

export type UnlistedReason = 'amount' | 'time' | 'nothing' | 'not_an_object'

export type Listed =
  | { readonly ok: true; readonly row: OperationRecord }
  | { readonly ok: false; readonly why: UnlistedReason }

/** `Opération ID`, `operation_id` and `operationId` are one column. */
const foldColumn = (name: string): string =>
  foldKey(
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[\s.'’]/g, ''),
  )

/** `1 234,50 MAD` is an amount, `16/06/2026 14:08` a time without a zone; anything else stays as it is. */
function plainCell(text: string): string {
  const cell = text.trim()
  const bare = cell.replace(/\s*(?:MAD|DHS?)$/i, '')
  if (/^[+-]?\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?$/.test(bare))
    return bare.replace(/[\s\u00a0\u202f]/g, '')
  if (/^[+-]?\d+(?:[.,]\d{1,2})?$/.test(bare)) return bare
  const date = /^(\d\d)[/.-](\d\d)[/.-](\d{4})(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(cell)
  return date ? `${date[3]}-${date[2]}-${date[1]}T${date[4] ?? '00:00'}` : cell
}

function objectOf(columns: readonly string[], cells: readonly string[]): JsonObject {
  const folded = new Map<string, Json>()
  columns.forEach((column, index) => {
    const value = plainCell(cells[index] ?? '')
    if (value !== '' && !folded.has(column)) folded.set(column, { kind: 'string', value })
  })
  return { kind: 'object', exact: new Map(), folded }
}

function listed(object: JsonObject): Listed {
  try {
    const row = readRecord(object)
    if (hasUnreadableTime(object)) return { ok: false, why: 'time' }
    const named = row.operationId ?? row.transactionId ?? row.reference ?? row.requestId
    return named === null && row.amount === null ? { ok: false, why: 'nothing' } : { ok: true, row }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: 'amount' }
    throw error
  }
}

export interface ColumnReader {
  /** Columns that mean something, as the file spells them. */
  readonly known: readonly string[]
  readonly ignored: readonly string[]
  readonly read: (cells: readonly string[]) => Listed
}

/** null: these columns tell no amount, or nothing by which an operation could be found. */
export function columnReader(header: readonly string[]): ColumnReader | null {
  const columns = header.map(foldColumn)
  const asked = new Set<string>()
  const everything = objectOf(
    columns,
    columns.map(() => '1'),
  )
  const watched: JsonObject = {
    ...everything,
    folded: {
      ...everything.folded,
      get: (key: string) => {
        const found = everything.folded.get(key)
        if (found) asked.add(key)
        return found
      },
    } as ReadonlyMap<string, Json>,
  }
  const row = readRecord(watched)
  if (row.amount === null) return null
  if ((row.operationId ?? row.transactionId ?? row.reference ?? row.requestId) === null) return null
  const knows = (_: string, index: number): boolean => asked.has(columns[index] ?? '')
  return {
    known: header.filter(knows),
    ignored: header.filter((name, index) => !knows(name, index)),
    read: (cells) => listed(objectOf(columns, cells)),
  }
}

/** One element of a list, as its text. */
export function readListedJson(text: string): Listed {
  const json = readJson(Buffer.from(text))
  return json.ok && isObject(json.value) ? listed(json.value) : { ok: false, why: 'not_an_object' }
}

/** Is a list under this name the list of rows? null: the value of the file itself. */
export const isListName = (name: string | null): boolean =>
  name === null || ['data', ...LIST_NAMES].some((known) => foldKey(known) === foldKey(name))

/** What stands around the list: valid JSON, and how many rows it says that there are. */
export function readAround(text: string): { readonly ok: boolean; readonly count: number | null } {
  const json = readJson(Buffer.from(text))
  if (!json.ok) return { ok: false, count: null }
  const data = unwrap(json.value)
  const holder = isObject(data) ? data : isObject(json.value) ? json.value : null
  return { ok: true, count: holder ? readCount(holder) : null }
}
