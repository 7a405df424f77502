import { maskPhone } from '../domain/phone'
import type { Heard, IncomingMoney } from '../domain/webhook'
import type { Journal } from '../journal/types'
import { heardOf, incomingEvent, type StoredWebhook } from './projection'
import { isRepeat, type Kept, type Name, repeatNames } from './repeats'

/** What an operation is known by; whatever is given is looked for. */
export interface Wanted {
  readonly operationId?: string | null
  readonly requestId?: string | null
  /** Any of the three ids of the gateway. */
  readonly gatewayId?: string | null
  readonly reference?: string | null
}

/** What this room reads of the journal. */
export interface WebhookStore {
  /** It was heard before. */
  readonly knows: (told: Kept) => boolean
  /** Everything heard of it, oldest first. */
  readonly find: (wanted: Wanted) => readonly Heard[]
  /** Newest first. What was sent to another wallet than the shop's own is not shown. */
  readonly incoming: (
    agentPhone: string | null,
    cursor: string | null,
    limit: number,
  ) => { readonly rows: readonly IncomingMoney[]; readonly cursor: string | null }
  readonly lastAt: () => string | null
}

interface Row {
  readonly sequence: number
  readonly at: string
  readonly payload: string
}

const stored = (row: Row): StoredWebhook => JSON.parse(row.payload) as StoredWebhook

export function createWebhookStore(journal: Pick<Journal, 'db' | 'open' | 'digest'>): WebhookStore {
  const { db } = journal
  // The newest few: an id that Chari gave to every event must not make each new one slower.
  const named = db.prepare<[string, string], Row>(
    `SELECT sequence, at, payload FROM webhook WHERE sequence IN (
       SELECT sequence FROM webhook_name WHERE kind = ? AND name = ? ORDER BY sequence DESC LIMIT 50
     )`,
  )
  const incoming = db.prepare<[{ before: number; ours: string | null; limit: number }], Row>(
    `SELECT sequence, at, payload FROM webhook
     WHERE incoming > 0 AND sequence < @before
       AND (recipient = @ours OR incoming = 1 AND (recipient IS NULL OR @ours IS NULL))
     ORDER BY sequence DESC LIMIT @limit`,
  )
  const last = db.prepare<[], string>('SELECT at FROM webhook ORDER BY sequence DESC LIMIT 1').pluck()
  const rowsOf = ({ kind, name }: Name): readonly Row[] => named.all(kind, name)

  return {
    knows: (told) =>
      repeatNames(told).some((by) =>
        rowsOf(by).some((row) => isRepeat(stored(row) as unknown as Kept, told, by.kind)),
      ),
    find: ({ operationId, requestId, gatewayId, reference }) => {
      const names: readonly (Name | null)[] = [
        operationId ? { kind: 'operation', name: operationId } : null,
        requestId ? { kind: 'request', name: requestId.toLowerCase() } : null,
        gatewayId ? { kind: 'gateway', name: gatewayId } : null,
        reference ? { kind: 'reference', name: reference } : null,
      ]
      const found = new Map(
        names.flatMap((by) => (by === null ? [] : rowsOf(by))).map((row) => [row.sequence, row]),
      )
      return [...found.values()]
        .sort((a, b) => a.sequence - b.sequence)
        .map((row) => heardOf(row.sequence, row.at, stored(row)))
    },
    incoming: (agentPhone, cursor, limit) => {
      const ours = agentPhone === null ? null : journal.digest('phone', agentPhone)
      const before = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor)
      const rows = incoming.all({ before, ours, limit: limit + 1 })
      const page = rows.slice(0, limit)
      return {
        rows: page.map((row) => incomingMoney(journal, row.sequence, row.at, stored(row))),
        cursor: rows.length > limit ? String(page.at(-1)?.sequence ?? '') : null,
      }
    },
    lastAt: () => last.get() ?? null,
  }
}

function incomingMoney(
  journal: Pick<Journal, 'open'>,
  id: number,
  at: string,
  stored: StoredWebhook,
): IncomingMoney {
  const { status, amount, fee, operationId, reference, from, beneficiary, createdAt, executedAt } = stored
  return {
    id,
    at,
    event: incomingEvent(stored) ?? 'payment.received',
    status,
    amount,
    fee,
    operationId,
    reference,
    from: from && maskPhone(journal.open(from)),
    beneficiary: beneficiary && journal.open(beneficiary),
    createdAt,
    executedAt,
  }
}
