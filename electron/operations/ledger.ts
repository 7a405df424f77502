import { type Centimes, centimes } from '../domain/money'
import type { CashState, OperationKind, OperationState } from '../domain/operation'
import type { ReadDb, Sealed } from '../journal/types'
import type { SealedCustomer } from './projection'

/** One operation as the reconciliation reads it: everything by which Chari's side of it is found and compared. */
export interface LedgerEntry {
  readonly id: string
  /** Sequence of its intent in the journal. */
  readonly sequence: number
  readonly number: string
  readonly direction: OperationKind
  readonly reference: string
  readonly amount: Centimes
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** What the shop earned, as Chari told it; null: it did not. */
  readonly commissionTold: Centimes | null
  /** What changes hands in cash. */
  readonly cashAmount: Centimes
  /** What the customer handed over; null of a cash-out. */
  readonly received: Centimes | null
  readonly state: OperationState
  readonly cash: CashState
  readonly changeDue: Centimes
  /** Civil day of its intent. */
  readonly day: string
  readonly createdAt: string
  /** When the last request left; null: none did. */
  readonly sentAt: string | null
  readonly settledAt: string | null
  readonly cashier: string
  readonly shift: string | null
  readonly agentCode: string
  readonly operationId: string | null
  readonly requestIds: readonly string[]
  /** Keyed digest of the customer's phone. */
  readonly phone: string | null
  /** Chari answered status 1 or 20009: "open" never proves that it is not done. */
  readonly accepted: boolean
  /** A look-up said completed, without a sign that it was this terminal. */
  readonly completedSeen: boolean
}

export interface Ledger {
  /** Operations begun on the civil days `from` to `to`, after the sequence `after`, in order. */
  readonly page: (
    span: { readonly from: string; readonly to: string },
    after: number,
    limit: number,
  ) => readonly LedgerEntry[]
  /** Every operation that one of Chari's ids or of the references names, in order. At most a few thousand names. */
  readonly named: (by: {
    readonly operationIds: readonly string[]
    readonly references: readonly string[]
  }) => readonly LedgerEntry[]
  /** Those whose notes are at the counter or in an envelope now. */
  readonly inHand: () => readonly LedgerEntry[]
  readonly one: (id: string) => LedgerEntry | null
  readonly customerPhone: (id: string) => Sealed | null
  /** How many were begun on each of the days that had any. */
  readonly days: (from: string, to: string) => ReadonlyMap<string, number>
  readonly unsettled: () => number
}

interface Row {
  readonly id: string
  readonly sequence: number
  readonly number: string
  readonly direction: OperationKind
  readonly reference: string
  readonly amount: number
  readonly fee: number | null
  readonly total: number | null
  readonly commission: number | null
  readonly cash_amount: number
  readonly received: number | null
  readonly state: OperationState
  readonly cash: CashState
  readonly change_due: number
  readonly day: string
  readonly created_at: string
  readonly settled_at: string | null
  readonly cashier: string
  readonly shift: string | null
  readonly agent_code: string
  readonly chari_operation_id: string | null
  readonly attempts: string
  readonly phone_digest: string | null
  readonly accepted: number
  readonly completed_seen: number
}

const COLUMNS = `id, created_sequence AS sequence, number, direction, reference, amount, fee, total, commission, cash_amount,
  received, state, cash, change_due, day, created_at, settled_at, cashier, shift, chari_operation_id, attempts, phone_digest,
  folded ->> '$.agentCode' AS agent_code, folded ->> '$.accepted' AS accepted,
  folded ->> '$.completedSeen' AS completed_seen`

const money = (value: number | null): Centimes | null => (value === null ? null : centimes(value))

function entryOf(row: Row): LedgerEntry {
  const attempts = JSON.parse(row.attempts) as readonly { requestId: string; sentAt: string | null }[]
  return {
    id: row.id,
    sequence: row.sequence,
    number: row.number,
    direction: row.direction,
    reference: row.reference,
    amount: centimes(row.amount),
    fee: money(row.fee),
    total: money(row.total),
    commissionTold: money(row.commission),
    cashAmount: centimes(row.cash_amount),
    received: money(row.received),
    state: row.state,
    cash: row.cash,
    changeDue: centimes(row.change_due),
    day: row.day,
    createdAt: row.created_at,
    sentAt: attempts.reduce<string | null>((last, { sentAt }) => sentAt ?? last, null),
    settledAt: row.settled_at,
    cashier: row.cashier,
    shift: row.shift,
    agentCode: row.agent_code,
    operationId: row.chari_operation_id,
    requestIds: attempts.map(({ requestId }) => requestId),
    phone: row.phone_digest,
    accepted: row.accepted === 1,
    completedSeen: row.completed_seen === 1,
  }
}

/** Operations for a comparison with Chari's listing: read only, in pages, so that nothing else waits. */
export function createLedger(db: ReadDb): Ledger {
  // Along the sequence, between the first and the last of the days: an index of days alone would sort each page anew.
  const page = db.prepare<[number, number, string, string, number], Row>(
    `SELECT ${COLUMNS} FROM operation
     WHERE created_sequence > ? AND created_sequence <= ? AND +day >= ? AND +day <= ?
     ORDER BY created_sequence LIMIT ?`,
  )
  const first = db
    .prepare<[string, string], number | null>(
      'SELECT min(created_sequence) FROM operation WHERE day >= ? AND day <= ?',
    )
    .pluck()
  const last = db
    .prepare<[string, string], number | null>(
      'SELECT max(created_sequence) FROM operation WHERE day >= ? AND day <= ?',
    )
    .pluck()
  const named = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} FROM operation WHERE created_sequence IN (
       SELECT created_sequence FROM json_each(?) AS id JOIN operation ON chari_operation_id = id.value
       UNION SELECT created_sequence FROM json_each(?) AS name JOIN operation ON reference = name.value
     ) ORDER BY created_sequence`,
  )
  const inHand = db.prepare<[], Row>(
    `SELECT ${COLUMNS} FROM operation WHERE unsettled = 1 AND cash IN ('received', 'aside')
     ORDER BY created_sequence`,
  )
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM operation WHERE id = ?`)
  const customer = db.prepare<[string], string>('SELECT customer FROM operation WHERE id = ?').pluck()
  const days = db.prepare<[string, string], { day: string; count: number }>(
    'SELECT day, count(*) AS count FROM operation WHERE day >= ? AND day <= ? GROUP BY day',
  )
  const unsettled = db.prepare<[], number>('SELECT count(*) FROM operation WHERE unsettled = 1').pluck()

  return {
    page: ({ from, to }, after, limit) => {
      const begin = first.get(from, to) ?? null
      const end = last.get(from, to) ?? null
      if (begin === null || end === null || after >= end) return []
      return page.all(Math.max(after, begin - 1), end, from, to, limit).map(entryOf)
    },
    named: ({ operationIds, references }) =>
      named.all(JSON.stringify(operationIds), JSON.stringify(references)).map(entryOf),
    inHand: () => inHand.all().map(entryOf),
    one: (id) => {
      const row = one.get(id)
      return row ? entryOf(row) : null
    },
    customerPhone: (id) => {
      const text = customer.get(id)
      return text === undefined ? null : (JSON.parse(text) as SealedCustomer).phone
    },
    days: (from, to) => new Map(days.all(from, to).map(({ day, count }) => [day, count])),
    unsettled: () => unsettled.get() ?? 0,
  }
}
