import { hash } from 'node:crypto'
import type { OperationRecord } from '../chari/outcome'
import { readPhone } from '../domain/phone'
import type { Author, Journal } from '../journal/types'
import { PULLED, ROWS } from './kinds'
import { textOfIds } from './members'
import type { ReconciliationStore } from './store'

/** Rows of one event: small enough that the counter never waits for it. */
const PART = 400

export interface Reading {
  readonly pull: string
  readonly source: 'chari' | 'file'
  readonly file: {
    readonly name: string
    readonly sha256: string
    readonly format: 'csv' | 'json'
    readonly unreadable: number
    readonly whole: boolean
  } | null
  readonly days: { readonly from: string; readonly to: string }
  readonly from: string
  readonly to: string
  /** Where a row without any time is filed. */
  readonly otherwise: string
  readonly readAt: string
  readonly environment: string
  readonly agentCode: string
  readonly agentPhone: string | null
  readonly complete: boolean
  readonly count: number | null
  readonly attempts: number
}

export interface KeepDeps {
  readonly journal: Pick<Journal, 'append' | 'digest'>
  readonly store: ReconciliationStore
  readonly pause: () => Promise<void>
}

/**
 * Whose account it is, as it may be compared with a customer's: a number of a phone. The agent's own number, a bank
 * account or an id says nothing of the customer.
 */
function customerOf(row: OperationRecord, agentPhone: string | null): string | null {
  if (row.phone === null || row.phone === agentPhone) return null
  const read = readPhone(row.phone)
  return read.ok && read.value !== agentPhone ? read.value : null
}

/** Where a row is filed: executed, else created; a time without a zone as if it were UTC, since it only widens. */
function filedAt({ executedAt, createdAt }: OperationRecord, otherwise: string): string {
  const time = executedAt ?? createdAt
  if (time === null) return otherwise
  return time.endsWith('Z') ? time : `${time}Z`
}

const FIELDS = [
  'operationId',
  'transactionId',
  'reference',
  'operationType',
  'transactionType',
  'sens',
  'status',
  'amount',
  'fee',
  'total',
  'commission',
  'agentCode',
  'requestId',
  'createdAt',
  'executedAt',
] as const

/** Of what a row says. The phone goes in as its keyed digest: nobody without the key finds it by trying. */
const hashOfRow = (row: OperationRecord, phoneDigest: string | null): string =>
  hash('sha256', JSON.stringify([...FIELDS.map((name) => row[name]), phoneDigest])).slice(0, 40)

/**
 * Puts a reading into the journal: first the rows that it does not know yet, some at a time, then the reading itself
 * with the ids of all its rows. Until that last event stands, nothing is judged by it.
 */
export async function keepReading(
  rows: readonly OperationRecord[],
  reading: Reading,
  who: Author,
  { journal, store, pause }: KeepDeps,
  onKept: (rows: number) => void,
): Promise<void> {
  const ids = new Set<number>()
  const hashes = new Map<string, number>()
  let next = store.lastId() + 1
  for (let at = 0; at < rows.length; at += PART) {
    const fresh: unknown[] = []
    const first = next
    for (const row of rows.slice(at, at + PART)) {
      const phone = customerOf(row, reading.agentPhone)
      const rowHash = hashOfRow(row, phone === null ? null : journal.digest('phone', phone))
      const known = hashes.get(rowHash) ?? store.idOfHash(rowHash)
      const id = known ?? next
      hashes.set(rowHash, id)
      ids.add(id)
      if (known !== null) continue
      next += 1
      fresh.push({
        ...Object.fromEntries(FIELDS.map((name) => [name, row[name]])),
        hash: rowHash,
        phone,
        at: filedAt(row, reading.otherwise),
      })
    }
    if (fresh.length > 0)
      journal.append(who, () => [
        { kind: ROWS, operation: null, payload: { pull: reading.pull, first, rows: fresh } },
      ])
    onKept(Math.min(rows.length, at + PART))
    await pause()
  }
  const { otherwise: _otherwise, agentPhone: _phone, ...facts } = reading
  journal.append(who, () => [
    {
      kind: PULLED,
      operation: null,
      payload: {
        ...facts,
        rows: ids.size,
        members: textOfIds([...ids].sort((a, b) => a - b)),
        digest: hash('sha256', [...hashes.keys()].sort().join('\n')),
      },
    },
  ])
}
