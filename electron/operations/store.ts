import { showMasked } from '../domain/card'
import { civilDay } from '../domain/day'
import { centimes } from '../domain/money'
import type { CardFacts, Customer, OperationRow } from '../domain/operation'
import type { Journal, StoredEvent } from '../journal/types'
import { type CardSide, fold, isUnsettled, type Operation } from './operation'
import { changeDueOf, foreignKey, type SealedCustomer } from './projection'

/** What the operations room reads of the journal. */
export interface OperationStore {
  /** Folded from the operation's events alone; the tables are for lists. */
  readonly load: (id: string) => Operation | null
  /** Every event of an operation, oldest first. */
  readonly events: (id: string) => readonly StoredEvent[]
  readonly idOfNumber: (number: string) => string | null
  /** Newest first. */
  readonly byReference: (reference: string) => readonly Operation[]
  /** Those that Chari's id names. */
  readonly byChariId: (operationId: string) => readonly Operation[]
  /** The operation one of whose requests this is, of the last days. */
  readonly byRequest: (requestId: string, since: string) => Operation | null
  readonly unsettled: () => readonly Operation[]
  readonly countUnsettled: () => number
  /** Refused or not done since then: what Chari may yet show as completed. */
  readonly doubtful: (since: string) => readonly Operation[]
  readonly confirmed: (confirmId: string) => { readonly inputHash: string; readonly operation: string } | null
  readonly customer: (id: string) => Customer
  readonly knowsRow: (row: {
    readonly reference: string | null
    readonly operationId: string | null
  }) => boolean
  /** Time of the first event of this journal; null in an empty one. */
  readonly begun: () => string | null
}

const PAGE = 500

export const nobody: Customer = { name: null, phone: null, level: null, active: null }

export function createStore(journal: Journal): OperationStore {
  const { db } = journal
  const folded = (rows: readonly unknown[]): readonly Operation[] =>
    rows.map((row) => JSON.parse(String(row)) as Operation)
  const byReference = db
    .prepare('SELECT folded FROM operation WHERE reference = ? ORDER BY created_sequence DESC LIMIT 20')
    .pluck()
  const byChariId = db
    .prepare('SELECT folded FROM operation WHERE chari_operation_id = ? ORDER BY created_sequence LIMIT 20')
    .pluck()
  // A request id is as good as unique wherever it stands: no need to take each row's attempts apart.
  const byRequest = db
    .prepare('SELECT folded FROM operation WHERE day >= ? AND instr(attempts, lower(?)) > 0 LIMIT 1')
    .pluck()
  const unsettled = db
    .prepare('SELECT folded FROM operation WHERE unsettled = 1 ORDER BY created_sequence')
    .pluck()
  const countUnsettled = db.prepare('SELECT count(*) FROM operation WHERE unsettled = 1').pluck()
  const doubtful = db
    .prepare(
      `SELECT folded FROM operation WHERE day >= ? AND created_at >= ? AND +state IN ('refused', 'not_done')
       ORDER BY +created_sequence DESC LIMIT 200`,
    )
    .pluck()
  const idOfNumber = db.prepare('SELECT id FROM operation WHERE number = ?').pluck()
  const confirmed = db.prepare<[string], { input_hash: string; operation: string }>(
    'SELECT input_hash, operation FROM operation_confirm WHERE confirm_id = ?',
  )
  const customer = db.prepare('SELECT customer FROM operation WHERE id = ?').pluck()
  const reference = db.prepare('SELECT 1 FROM operation WHERE reference = ? LIMIT 1').pluck()
  const chariId = db.prepare('SELECT 1 FROM operation WHERE chari_operation_id = ? LIMIT 1').pluck()
  const foreign = db.prepare('SELECT 1 FROM operation_foreign WHERE row_key = ?').pluck()

  const events = (id: string): readonly StoredEvent[] => {
    const all: StoredEvent[] = []
    for (let after = 0; ; ) {
      const page = journal.events({ operation: id, after, limit: PAGE })
      all.push(...page)
      const last = page.at(-1)
      if (!last || page.length < PAGE) return all
      after = last.sequence
    }
  }

  return {
    load: (id) => fold(events(id)),
    events,
    idOfNumber: (number) => (idOfNumber.get(number) as string | undefined) ?? null,
    byReference: (text) => folded(byReference.all(text)),
    byChariId: (operationId) => folded(byChariId.all(operationId)),
    byRequest: (requestId, since) =>
      requestId.length < 16 ? null : (folded(byRequest.all(civilDay(since), requestId))[0] ?? null),
    unsettled: () => folded(unsettled.all()),
    countUnsettled: () => Number(countUnsettled.get()),
    doubtful: (since) => folded(doubtful.all(civilDay(since), since)),
    confirmed: (confirmId) => {
      const row = confirmed.get(confirmId)
      return row ? { inputHash: row.input_hash, operation: row.operation } : null
    },
    customer: (id) => {
      const text = customer.get(id)
      return typeof text === 'string' ? openCustomer(journal, JSON.parse(text) as SealedCustomer) : nobody
    },
    knowsRow: (row) =>
      (row.reference !== null && reference.get(row.reference) !== undefined) ||
      (row.operationId !== null && chariId.get(row.operationId) !== undefined) ||
      foreign.get(foreignKey(row)) !== undefined,
    begun: () => journal.events({ limit: 1 })[0]?.at ?? null,
  }
}

export function openCustomer(journal: Journal, sealed: SealedCustomer): Customer {
  const open = (field: SealedCustomer['name']): string | null => (field ? journal.open(field) : null)
  return {
    name: open(sealed.name),
    phone: open(sealed.phone),
    level: sealed.level,
    active: sealed.active,
  }
}

export function rowOf(operation: Operation, customer: Customer): OperationRow {
  return {
    id: operation.id,
    number: operation.number,
    direction: operation.direction,
    reference: operation.reference,
    customer,
    amount: operation.amount,
    fee: operation.fee,
    total: operation.total,
    state: operation.state,
    cash: operation.cash,
    change: operation.change,
    changeDue: centimes(changeDueOf(operation)),
    received: operation.received,
    parked: operation.parked,
    unsettled: isUnsettled(operation),
    createdAt: operation.createdAt,
    updatedAt: operation.updatedAt,
    cashier: operation.cashier,
    ...(operation.card ? { card: cardOf(operation.card) } : {}),
  }
}

const cardOf = (card: CardSide): CardFacts => ({
  by: card.by,
  masked: showMasked(card),
  scheme: card.scheme,
  creditedTo: card.creditedTo,
  saved: card.saved,
  hint: card.hint,
  proposed: card.proposed?.operationId ?? null,
  // Only this run knows it: the view says it.
  challengeUntil: null,
})
