import { civilDay } from '../domain/day'
import { PAPER_REQUESTED } from '../domain/paper'
import type { Projection, Sealed, StoredEvent, WriteDb } from '../journal/types'
import { changeOf } from './cash-machine'
import { evolve, isLive, isUnsettled, type Operation } from './operation'
import { INDEXES, INSERT, MUTABLE, type MutableColumn, TABLE_NAMES, TABLES, update } from './tables'

/** The sealed customer of a row, as the intent event carries it. */
export interface SealedCustomer {
  readonly name: Sealed | null
  readonly phone: Sealed | null
  readonly lastFour: Sealed | null
  readonly level: number | null
  readonly active: boolean | null
}

/** Change not given yet, as the row shows it. */
export const changeDueOf = (operation: Operation): number =>
  operation.change === 'due' || operation.change === 'owed' ? changeOf(operation) : 0

type Values = Readonly<Record<MutableColumn, string | number | null>>

const mutable = (operation: Operation, folded = JSON.stringify(operation)): Values => ({
  fee: operation.fee,
  total: operation.total,
  commission: operation.commission,
  state: operation.state,
  cash: operation.cash,
  change: operation.change,
  change_due: changeDueOf(operation),
  parked: operation.parked ? 1 : 0,
  unsettled: isUnsettled(operation) ? 1 : 0,
  live: isLive(operation) ? 1 : 0,
  updated_at: operation.updatedAt,
  settled_at: operation.settledAt,
  settled_sequence: operation.settledSequence,
  chari_operation_id: operation.chariOperationId,
  reason: operation.reason?.code ?? null,
  envelope: operation.envelope,
  attempts: JSON.stringify(operation.attempts.map(({ requestId, sentAt }) => ({ requestId, sentAt }))),
  folded,
})

function insert(db: WriteDb, operation: Operation, customer: SealedCustomer): void {
  db.prepare(INSERT).run({
    ...mutable(operation),
    id: operation.id,
    number: operation.number,
    sequence: operation.sequence,
    created_sequence: operation.createdSequence,
    direction: operation.direction,
    reference: operation.reference,
    amount: operation.amount,
    cash_amount: operation.cashAmount,
    split: operation.split ? 1 : 0,
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

function change(db: WriteDb, was: Values, operation: Operation): void {
  const is = mutable(operation)
  const changed = MUTABLE.filter((column) => was[column] !== is[column])
  if (changed.length === 0) return
  const values = Object.fromEntries(changed.map((column) => [column, is[column]]))
  db.prepare(update(changed)).run({ ...values, created_sequence: operation.createdSequence })
}

/** What the sums of completed operations are kept by. */
interface Counted {
  readonly day: string
  readonly direction: string
  readonly cashier: string
  readonly amount: number
}

const counted = ({ createdAt, direction, cashier, amount }: Operation): Counted => ({
  day: civilDay(createdAt),
  direction,
  cashier,
  amount,
})

function countTotals(db: WriteDb, { day, direction, cashier, amount }: Counted, by: number): void {
  db.prepare(
    `INSERT INTO operation_total (day, direction, cashier, count, amount) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (day, direction, cashier)
     DO UPDATE SET count = count + excluded.count, amount = amount + excluded.amount`,
  ).run(day, direction, cashier, by, by * amount)
  db.prepare(
    `INSERT INTO operation_amount (amount, direction, cashier, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (amount, direction, cashier) DO UPDATE SET count = count + excluded.count`,
  ).run(amount, direction, cashier, by)
}

/** +1: has just been completed, -1: is no longer, 0: neither. */
const completedBy = (before: Operation | null, after: Operation): number =>
  Number(after.state === 'completed') - Number(before?.state === 'completed')

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

const isIntent = ({ kind }: StoredEvent): boolean => kind === 'operation.intent' || kind === 'card.intent'

/** Writes what is not of one operation's row. Gives the operation that the event is of, if any. */
function noted(db: WriteDb, event: StoredEvent): string | null {
  if (event.kind === 'operation.foreign_row') {
    const { reference, operationId } = event.payload
    db.prepare('INSERT INTO operation_foreign (row_key) VALUES (?) ON CONFLICT DO NOTHING').run(
      foreignKey({ reference, operationId }),
    )
    return null
  }
  const ours =
    event.kind.startsWith('operation.') ||
    event.kind.startsWith('card.') ||
    event.kind.startsWith('cash.') ||
    event.kind === PAPER_REQUESTED
  if (!ours || event.operation === null) return null
  if (isIntent(event) || event.kind === 'operation.again') confirmed(db, event)
  return event.operation
}

function apply(db: WriteDb, event: StoredEvent): void {
  const id = noted(db, event)
  if (id === null) return
  const kept = db.prepare('SELECT folded FROM operation WHERE id = ?').pluck().get(id)
  const before = typeof kept === 'string' ? (JSON.parse(kept) as Operation) : null
  const after = evolve(before, event)
  if (!after) return
  if (before === null) insert(db, after, event.payload.customer as SealedCustomer)
  else change(db, mutable(before, String(kept)), after)
  const by = completedBy(before, after)
  if (by !== 0) countTotals(db, counted(after), by)
}

/** Operations that a rebuild holds open: an operation's events stand close together, but for rare late ones. */
const HELD = 2_000

interface Held {
  operation: Operation
  readonly customer: SealedCustomer
  /** As its row stands in the table; null: there is none yet. */
  readonly written: Values | null
}

/** The same tables from all events at once: each operation is folded in memory and its row written once. */
function rebuilding(db: WriteDb): ReturnType<NonNullable<Projection['rebuilding']>> {
  const held = new Map<string, Held>()
  const totals = new Map<string, { readonly of: Counted; by: number }>()

  const put = ({ operation, customer, written }: Held): void => {
    if (written === null) insert(db, operation, customer)
    else change(db, written, operation)
  }
  const found = (id: string): Held | null => {
    const row = db.prepare('SELECT folded, customer FROM operation WHERE id = ?').get(id) as
      | { folded: string; customer: string }
      | undefined
    if (!row) return null
    const operation = JSON.parse(row.folded) as Operation
    return {
      operation,
      customer: JSON.parse(row.customer) as SealedCustomer,
      written: mutable(operation, row.folded),
    }
  }
  /** Held again as the newest; the oldest gives way. */
  const hold = (id: string, entry: Held): void => {
    held.delete(id)
    held.set(id, entry)
    if (held.size <= HELD) return
    for (const [oldest, gone] of held) {
      put(gone)
      held.delete(oldest)
      return
    }
  }
  const count = (operation: Operation, by: number): void => {
    const of = counted(operation)
    const key = `${of.day} ${of.direction} ${of.amount} ${of.cashier}`
    const sum = totals.get(key)
    if (sum) sum.by += by
    else totals.set(key, { of, by })
  }

  return {
    apply: (event) => {
      const id = noted(db, event)
      if (id === null) return
      const entry = held.get(id) ?? (isIntent(event) ? null : found(id))
      const after = evolve(entry?.operation ?? null, event)
      if (!after) return
      const by = completedBy(entry?.operation ?? null, after)
      if (by !== 0) count(after, by)
      hold(
        id,
        entry
          ? { ...entry, operation: after }
          : { operation: after, customer: event.payload.customer as SealedCustomer, written: null },
      )
    },
    end: () => {
      for (const entry of held.values()) put(entry)
      for (const { of, by } of totals.values()) countTotals(db, of, by)
    },
  }
}

/** Operations for lists and search. Every column is derived from events; `folded` is the fold itself. */
export const operationProjection: Projection = {
  name: 'operations',
  version: 5,
  create: TABLES,
  indexes: INDEXES,
  tables: TABLE_NAMES,
  apply,
  rebuilding,
}
