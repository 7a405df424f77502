import * as z from 'zod'
import type { EventKind, NewEvent, Projection } from '../../../electron/journal/types'

const customer = z.object({ name: z.string().nullable(), phone: z.string().nullable() })

export const sampleKinds: readonly EventKind[] = [
  {
    kind: 'sample.noted',
    schema: z.object({ text: z.string(), amount: z.number().int(), customer, lines: z.array(z.string()) }),
    sealed: [
      { path: 'customer.name', digest: 'text' },
      { path: 'customer.phone', digest: 'phone' },
      { path: 'lines.*' },
    ],
  },
  { kind: 'sample.sent', schema: z.object({ text: z.string() }) },
  {
    kind: 'sample.closed',
    schema: z.object({ document: z.record(z.string(), z.unknown()), signature: z.unknown() }),
  },
]

/** Sums amounts by operation, with what identifies a customer. */
export const sampleProjection: Projection = {
  name: 'sample',
  version: 1,
  tables: ['sample'],
  create: `CREATE TABLE sample (
    operation TEXT PRIMARY KEY, amount INTEGER NOT NULL, phone TEXT, events INTEGER NOT NULL
  ) STRICT`,
  apply: (db, { operation, payload, kind }) => {
    if (operation === null) return
    const person = payload.customer as { phone: { $digest: string } | null } | undefined
    db.prepare(
      `INSERT INTO sample (operation, amount, phone, events) VALUES (?, ?, ?, 1)
       ON CONFLICT (operation) DO UPDATE SET amount = amount + excluded.amount,
       phone = coalesce(excluded.phone, phone), events = events + 1`,
    ).run(operation, kind === 'sample.noted' ? payload.amount : 0, person?.phone?.$digest ?? null)
  },
}

export const noted = (text: string, extra: Partial<NewEvent> & { amount?: number } = {}): NewEvent => ({
  kind: 'sample.noted',
  operation: extra.operation ?? null,
  payload: {
    text,
    amount: extra.amount ?? 0,
    customer: { name: 'Fatima Zahra El Idrissi', phone: '0661248730' },
    lines: ['AB12', 'CD34'],
  },
})
