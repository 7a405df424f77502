import * as z from 'zod'
import type { EventRow } from '../rows'

/**
 * One event as a line of an archive: a JSON object without spaces, its members in this order, the payload last and
 * as it is stored. What stands between the first `,"payload":` and the last brace is the text that the hash covers.
 */
export function lineOf(row: EventRow): string {
  const head = JSON.stringify({
    sequence: row.sequence,
    terminal: row.terminal,
    at: row.at,
    zone: row.zone,
    shift: row.shift,
    cashier: row.cashier,
    kind: row.kind,
    operation: row.operation,
    version: row.version,
    encoding: row.encoding,
    previousHash: row.previousHash,
    hash: row.hash,
  })
  return `${head.slice(0, -1)},"payload":${row.payload}}`
}

const rowSchema = z.strictObject({
  sequence: z.int(),
  terminal: z.string(),
  at: z.string(),
  zone: z.string(),
  shift: z.string().nullable(),
  cashier: z.string(),
  kind: z.string(),
  operation: z.string().nullable(),
  version: z.string(),
  encoding: z.int(),
  previousHash: z.string(),
  hash: z.string(),
  payload: z.record(z.string(), z.unknown()),
})
const PAYLOAD = ',"payload":'

/** null: the line is not one that lineOf writes. */
export function rowOf(line: string): EventRow | null {
  try {
    const read = rowSchema.safeParse(JSON.parse(line))
    if (!read.success) return null
    const row = { ...read.data, payload: line.slice(line.indexOf(PAYLOAD) + PAYLOAD.length, -1) }
    return lineOf(row) === line ? row : null
  } catch {
    return null
  }
}

const string = { type: 'string' }
const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' }

/** What a line is, for whoever reads archives with a tool of their own. */
export const LINE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'One event of the journal: a line of events.jsonl and later-closings.jsonl',
  type: 'object',
  additionalProperties: false,
  required: [...Object.keys(rowSchema.shape)],
  properties: {
    sequence: { type: 'integer', minimum: 1, description: 'Place in the journal, without gaps' },
    terminal: { ...string, description: 'The terminal that wrote it' },
    at: { ...string, format: 'date-time', description: 'UTC, with milliseconds' },
    zone: { ...string, description: 'The zone of civil days: Africa/Casablanca' },
    shift: { type: ['string', 'null'], description: 'The shift that was open' },
    cashier: { ...string, description: 'Who was signed in, or system' },
    kind: { ...string, description: 'What happened' },
    operation: { type: ['string', 'null'], description: 'The operation that it belongs to' },
    version: { ...string, description: 'Of the program that wrote it' },
    encoding: { const: 1, description: 'How the hashed text is made' },
    previousHash: { ...hash, description: 'Hash of the event before' },
    hash: { ...hash, description: 'SHA-256 of the hashed text' },
    payload: {
      type: 'object',
      description:
        'By kind. {"$sealed": …} is a personal field, encrypted under a key that never leaves the terminal',
    },
  },
} as const
