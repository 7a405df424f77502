import { type About, type Heard, INCOMING_EVENTS, type IncomingEvent } from '../domain/webhook'
import type { Projection, Sealed, StoredEvent, WriteDb } from '../journal/types'
import { HEARD } from './kinds'
import { type Kept, namesOf } from './repeats'

/** Events heard, by every name that they can be found by. Derived from the journal. */

const CREATE = `
CREATE TABLE webhook (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  incoming INTEGER NOT NULL,
  recipient TEXT,
  payload TEXT NOT NULL
) STRICT;
CREATE INDEX webhook_incoming ON webhook (sequence) WHERE incoming > 0;
CREATE TABLE webhook_name (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (kind, name, sequence)
) STRICT, WITHOUT ROWID;
`

/** As it lies in the journal: who it is about is sealed. */
export interface StoredWebhook extends Omit<Kept, 'from' | 'to' | 'beneficiary' | 'customData' | 'extra'> {
  readonly from: Sealed | null
  readonly to: Sealed | null
  readonly beneficiary: Sealed | null
}

/** Of an event without a name: what it would be called, if the shop's own wallet is its receiver. */
const NAMELESS: Partial<Record<About, IncomingEvent>> = {
  payment: 'payment.received',
  bank_transfer: 'bank-transfer.received',
  transfer: 'transfer.received',
}

/** What an event calls the money that came in; null: it tells of none. */
export const incomingEvent = ({ event, about }: Pick<Kept, 'event' | 'about'>): IncomingEvent | null =>
  event === null ? (NAMELESS[about] ?? null) : (INCOMING_EVENTS.find((one) => one === event) ?? null)

/** 1: money came in, by its name; 2: it did, if the shop's wallet is the receiver; 0: it did not. */
const incomingAs = (stored: Pick<Kept, 'event' | 'about'>): 0 | 1 | 2 =>
  incomingEvent(stored) === null ? 0 : stored.event === null ? 2 : 1

function apply(db: WriteDb, event: StoredEvent): void {
  if (event.kind !== HEARD) return
  const stored = event.payload as unknown as StoredWebhook
  db.prepare('INSERT INTO webhook (sequence, at, incoming, recipient, payload) VALUES (?, ?, ?, ?, ?)').run(
    event.sequence,
    event.at,
    incomingAs(stored),
    stored.to?.$digest ?? null,
    JSON.stringify(stored),
  )
  const insert = db.prepare('INSERT INTO webhook_name (kind, name, sequence) VALUES (?, ?, ?)')
  // No name is of a sealed field.
  for (const { kind, name } of namesOf(stored as unknown as Kept)) insert.run(kind, name, event.sequence)
}

export const webhookProjection: Projection = {
  name: 'webhooks',
  version: 1,
  create: CREATE,
  tables: ['webhook', 'webhook_name'],
  apply,
}

/** What other rooms are told of it: nothing personal. */
export const heardOf = (sequence: number, at: string, stored: StoredWebhook): Heard => ({
  sequence,
  at,
  event: stored.event,
  about: stored.about,
  webhookId: stored.webhookId,
  operationId: stored.operationId,
  transactionId: stored.transactionId,
  requestId: stored.requestId,
  gateway: stored.gateway,
  operationType: stored.operationType,
  method: stored.method,
  status: stored.status,
  amount: stored.amount,
  fee: stored.fee,
  reference: stored.reference,
  network: stored.network,
  createdAt: stored.createdAt,
  executedAt: stored.executedAt,
})
