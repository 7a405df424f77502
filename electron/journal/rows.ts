import type { StoredEvent } from './types'

/** One row of `event`, read as is: the payload is still text. */
export interface EventRow {
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
  readonly payload: string
  readonly previousHash: string
  readonly hash: string
}

export const EVENT_COLUMNS =
  'sequence, terminal, at, zone, shift, cashier, kind, operation, version, encoding, payload, ' +
  'previous_hash AS previousHash, hash'

export const storedEvent = (row: EventRow): StoredEvent => ({
  ...row,
  payload: JSON.parse(row.payload) as Record<string, unknown>,
})
