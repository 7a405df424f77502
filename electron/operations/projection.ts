import { civilDay } from '../domain/day'
import { PAPER_REQUESTED } from '../domain/paper'
import type { Projection, Sealed, StoredEvent, WriteDb } from '../journal/types'
import { changeOf } from './cash-machine'
import { evolve, isLive, isUnsettled, type Operation } from './operation'

/** The sealed customer of a row, as the intent event carries it. */
export interface SealedCustomer {
  readonly name: Sealed | null
  readonly phone: Sealed | null
  readonly lastFour: Sealed | null
  readonly level: number | null
  readonly active: boolean | null
}

const create = `
CREATE TABLE operation (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  sequence INTEGER NOT NULL,
  created_sequence INTEGER NOT NULL UNIQUE,
  direction TEXT NOT NULL,
  reference TEXT NOT NULL,
  amount INTEGER NOT NULL,
  fee INTEGER,
  total INTEGER,
  cash_amount INTEGER NOT NULL,
  received INTEGER,
  state TEXT NOT NULL,
  cash TEXT NOT NULL,
  change TEXT NOT NULL,
  change_due INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  unsettled INTEGER NOT NULL,
  live INTEGER NOT NULL,
  day TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  settled_at TEXT,
  cashier TEXT NOT NULL,
  shift TEXT,
  name_digest TEXT,
  phone_digest TEXT,
  last_four_digest TEXT,
  level INTEGER,
  chari_operation_id TEXT,
  reason TEXT,
  envelope TEXT,
  attempts TEXT NOT NULL,
  customer TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX operation_live ON operation (reference) WHERE live = 1;
CREATE INDEX operation_unsettled ON operation (created_sequence) WHERE unsettled = 1;
CREATE INDEX operation_reference ON operation (reference, created_sequence);
CREATE INDEX operation_phone ON operation (phone_digest, created_sequence);
CREATE INDEX operation_last_four ON operation (last_four_digest, created_sequence);
CREATE INDEX operation_name ON operation (name_digest, created_sequence);
CREATE INDEX operation_amount ON operation (amount, created_sequence);
CREATE INDEX operation_state ON operation (state, created_sequence);
CREATE INDEX operation_day ON operation (day, created_sequence);
CREATE TABLE operation_confirm (
  confirm_id TEXT PRIMARY KEY,
  input_hash TEXT NOT NULL,
  operation TEXT NOT NULL
) STRICT;
CREATE TABLE operation_total (
  day TEXT NOT NULL,
  direction TEXT NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (day, direction)
) STRICT;
CREATE TABLE operation_foreign (
  row_key TEXT PRIMARY KEY
) STRICT;
`

const COLUMNS = [
  'id',
  'number',
  'sequence',
  'created_sequence',
  'direction',
  'reference',
  'amount',
  'fee',
  'total',
  'cash_amount',
  'received',
  'state',
  'cash',
  'change',
  'change_due',
  'parked',
  'unsettled',
  'live',
  'day',
  'created_at',
  'updated_at',
  'settled_at',
  'cashier',
  'shift',
  'name_digest',
  'phone_digest',
  'last_four_digest',
  'level',
  'chari_operation_id',
  'reason',
  'envelope',
  'attempts',
  'customer',
  'folded',
] as const

const MUTABLE = [
  'fee',
  'total',
  'state',
  'cash',
  'change',
  'change_due',
  'parked',
  'unsettled',
  'live',
  'updated_at',
  'settled_at',
  'chari_operation_id',
  'reason',
  'envelope',
  'attempts',
  'folded',
] as const

const INSERT = `INSERT INTO operation (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((c) => `@${c}`).join(', ')})`
const UPDATE = `UPDATE operation SET ${MUTABLE.map((c) => `${c} = @${c}`).join(', ')} WHERE id = @id`

/** Change not given yet, as the row shows it. */
export const changeDueOf = (operation: Operation): number =>
  operation.change === 'due' || operation.change === 'owed' ? changeOf(operation) : 0

const mutable = (operation: Operation) => ({
  id: operation.id,
  fee: operation.fee,
  total: operation.total,
  state: operation.state,
  cash: operation.cash,
  change: operation.change,
  change_due: changeDueOf(operation),
  parked: operation.parked ? 1 : 0,
  unsettled: isUnsettled(operation) ? 1 : 0,
  live: isLive(operation) ? 1 : 0,
  updated_at: operation.updatedAt,
  settled_at: operation.settledAt,
  chari_operation_id: operation.chariOperationId,
  reason: operation.reason?.code ?? null,
  envelope: operation.envelope,
  attempts: JSON.stringify(operation.attempts.map(({ requestId, sentAt }) => ({ requestId, sentAt }))),
  folded: JSON.stringify(operation),
})

function insert(db: WriteDb, operation: Operation, customer: SealedCustomer): void {
  db.prepare(INSERT).run({
    ...mutable(operation),
    number: operation.number,
    sequence: operation.sequence,
    created_sequence: operation.createdSequence,
    direction: operation.direction,
    reference: operation.reference,
    amount: operation.amount,
    cash_amount: operation.cashAmount,
    received: operation.received,
    day: civilDay(operation.createdAt),
    created_at: operation.createdAt,
    cashier: operation.cashier,
    shift: operation.shift,
    name_digest: customer.name?.$digest ?? null,
    phone_digest: customer.phone?.$digest ?? null,
    last_four_digest: customer.lastFour?.$digest ?? null,
    level: customer.level,
    customer: JSON.stringify(customer),
  })
}

function countTotal(db: WriteDb, operation: Operation, by: 1 | -1): void {
  db.prepare(
    `INSERT INTO operation_total (day, direction, count, amount) VALUES (?, ?, ?, ?)
     ON CONFLICT (day, direction) DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`,
  ).run(civilDay(operation.createdAt), operation.direction, by, by * operation.amount)
}

function confirmed(db: WriteDb, event: StoredEvent): void {
  db.prepare('INSERT INTO operation_confirm (confirm_id, input_hash, operation) VALUES (?, ?, ?)').run(
    event.payload.confirmId,
    event.payload.inputHash,
    event.operation,
  )
}

/** A row of a foreign execution is told once: by its reference, else by its id. */
export const foreignKey = (row: { readonly reference: unknown; readonly operationId: unknown }): string =>
  row.reference === null ? `id ${String(row.operationId)}` : `reference ${String(row.reference)}`

function apply(db: WriteDb, event: StoredEvent): void {
  if (event.kind === 'operation.foreign_row') {
    const { reference, operationId } = event.payload
    db.prepare('INSERT INTO operation_foreign (row_key) VALUES (?) ON CONFLICT DO NOTHING').run(
      foreignKey({ reference, operationId }),
    )
    return
  }
  const ours =
    event.kind.startsWith('operation.') || event.kind.startsWith('cash.') || event.kind === PAPER_REQUESTED
  if (!ours || event.operation === null) return
  if (event.kind === 'operation.intent' || event.kind === 'operation.again') confirmed(db, event)
  const kept = db.prepare('SELECT folded FROM operation WHERE id = ?').pluck().get(event.operation)
  const before = typeof kept === 'string' ? (JSON.parse(kept) as Operation) : null
  const after = evolve(before, event)
  if (!after) return
  if (before === null) insert(db, after, event.payload.customer as SealedCustomer)
  else db.prepare(UPDATE).run(mutable(after))
  const was = before?.state === 'completed'
  const is = after.state === 'completed'
  if (was !== is) countTotal(db, after, is ? 1 : -1)
}

/** Operations for lists and search. Every column is derived from events; `folded` is the fold itself. */
export const operationProjection: Projection = {
  name: 'operations',
  version: 1,
  create,
  tables: ['operation', 'operation_confirm', 'operation_total', 'operation_foreign'],
  apply,
}
