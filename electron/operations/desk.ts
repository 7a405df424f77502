import type { Direction } from '../domain/codes'
import { formatTime } from '../domain/day'
import { add, type Centimes, subtract } from '../domain/money'
import type { Customer, LookUpResult, Message, Quote } from '../domain/operation'
import { readPhone } from '../domain/phone'
import { type Reference, readReference } from '../domain/reference'
import { readScan } from '../domain/scan'
import type { Author } from '../journal/types'
import { isLive, isUnsettled } from './operation'
import {
  type Asked,
  failureMessage,
  invalidReference,
  message,
  needsOther,
  type OpenSheet,
  readAnswers,
} from './quotes'
import { splitBefore } from './split'
import { nobody, type OperationStore } from './store'
import type { Counter, CounterDeps } from './types'

/** Chari's customer sheet adds a level to the quote; a slow one delays no cashier longer than this. */
const CUSTOMER_MS = 2_000
/** Quotes kept: the newest, for screens that stay open. */
const KEPT = 20

export interface HeldQuote {
  readonly quote: Quote
  readonly reference: Reference
  readonly open: OpenSheet
  /** Monotonic time of Chari's answer. */
  readonly readMs: number
}

/** Looking a reference up for a customer who stands there, and the quotes that come of it. */
export interface Desk {
  readonly lookUp: Counter['lookUp']
  /** null: unknown, of before a restart, or already confirmed. */
  readonly held: (quoteId: string) => HeldQuote | null
  /** The same quote, fresh: as it is when young enough, else looked up again and compared. */
  readonly fresh: (held: HeldQuote) => Promise<HeldQuote | Message>
  /** Open now, in this direction and for this amount; used before a second attempt. */
  readonly stillOpen: (
    direction: Direction,
    reference: Reference,
    amount: Centimes,
  ) => Promise<OpenSheet | Message>
  readonly drop: (quoteId: string) => void
}

const isMessage = (value: OpenSheet | Message): value is Message => 'code' in value

export function createDesk(deps: CounterDeps, store: OperationStore): Desk {
  const { chari, clock, ids } = deps
  const quotes = new Map<string, HeldQuote>()

  const freshFor = (held: Pick<HeldQuote, 'readMs'>): number =>
    Math.max(0, deps.settings().timers.quoteMs - (clock.monotonicMs() - held.readMs))

  const ask = async (direction: Direction, reference: Reference): Promise<Asked> =>
    chari.request(direction, reference)

  const customerOf = async ({ sheet }: OpenSheet): Promise<Customer> => {
    const told: Customer = { ...nobody, name: sheet.customerName, phone: sheet.customerPhone }
    const phone = sheet.customerPhone === null ? null : readPhone(sheet.customerPhone)
    if (!phone?.ok) return told
    const timeoutMs = Math.min(CUSTOMER_MS, deps.settings().timers.requestMs)
    const outcome = await chari.customer(phone.value, { timeoutMs })
    if (outcome.kind !== 'answer') return { ...told, phone: phone.value }
    const { name, level, status } = outcome.value
    return {
      name: told.name ?? name,
      phone: phone.value,
      level,
      // "Customer Statuses": 3 is ACTIVE, 4 and 5 are locked.
      active: status === null ? null : status === 2 || status === 3,
    }
  }

  const hold = (reference: Reference, open: OpenSheet, customer: Customer, readMs: number): HeldQuote => {
    const { feeInCash, identityDetails, timers } = deps.settings()
    const { sheet, direction, amount } = open
    const fee = feeInCash[direction] ? sheet.fee : null
    const held: HeldQuote = {
      quote: {
        quoteId: ids.uuid(),
        direction,
        reference,
        amount,
        fee: sheet.fee,
        total: sheet.total,
        cash: fee === null ? amount : direction === 'cash_in' ? add(amount, fee) : subtract(amount, fee),
        customer,
        requestedAt: sheet.requestedAt,
        expiresAt: sheet.expiresAt,
        freshForMs: timers.quoteMs,
        identityDetails: direction === 'cash_out' && identityDetails,
        split: splitBefore(deps.journal, {
          phone: customer.phone,
          direction,
          amount,
          now: clock.now(),
          tariff: deps.settings().tariff,
        }),
      },
      reference,
      open,
      readMs,
    }
    quotes.set(held.quote.quoteId, held)
    for (const quoteId of quotes.keys()) {
      if (quotes.size <= KEPT) break
      quotes.delete(quoteId)
    }
    return held
  }

  const shown = (held: HeldQuote): Quote => ({ ...held.quote, freshForMs: freshFor(held) })

  /** What this terminal knows by itself: nothing is asked of Chari for it. */
  const known = (reference: Reference): LookUpResult | null => {
    const operations = store.byReference(reference)
    const live = operations.find(isLive)
    if (live) return { kind: 'existing', operation: live.id }
    const done = operations.find(({ state }) => state === 'completed')
    if (!done) return null
    if (isUnsettled(done)) return { kind: 'existing', operation: done.id }
    return {
      kind: 'message',
      message: message('reference_used', {
        direction: done.direction,
        time: formatTime(done.settledAt ?? done.updatedAt),
        number: done.number,
        ours: 1,
      }),
    }
  }

  const answers = async (
    reference: Reference,
    want: 'automatic' | Direction,
  ): Promise<Partial<Record<Direction, Asked>>> => {
    if (want === 'automatic') {
      const [cashIn, cashOut] = await Promise.all([ask('cash_in', reference), ask('cash_out', reference)])
      return { cash_in: cashIn, cash_out: cashOut }
    }
    const first = await ask(want, reference)
    if (!needsOther(first)) return { [want]: first }
    const other = want === 'cash_in' ? 'cash_out' : 'cash_in'
    return { [want]: first, [other]: await ask(other, reference) }
  }

  const found = async (
    reference: Reference,
    want: 'automatic' | Direction,
    who: Author,
  ): Promise<LookUpResult> => {
    const own = known(reference)
    if (own) return own
    const closed = deps.till.closedFor(who)
    if (closed) return { kind: 'message', message: closed }
    const read = readAnswers(reference, want, await answers(reference, want))
    // Another look-up of the same reference may have been confirmed meanwhile.
    const since = known(reference)
    if (since) return since
    if (read.kind === 'message') return { kind: 'message', message: read.message }
    const readMs = clock.monotonicMs()
    const customers = await Promise.all(read.sheets.map(customerOf))
    const held = read.sheets.map((open, index) => hold(reference, open, customers[index] ?? nobody, readMs))
    // Before cash is touched. Of two directions the cashier first chooses one.
    const refused = held.map(({ quote }) => deps.till.refuses(who, quote))
    const [no] = refused
    if (no && refused.every((each) => each !== null)) return { kind: 'message', message: no }
    const [one] = held
    if (one && held.length === 1) return { kind: 'quote', quote: shown(one) }
    return { kind: 'choose', quotes: held.map(shown) }
  }

  const ownPaper = (number: string, shortHash: string | null): LookUpResult => {
    const id = store.idOfNumber(number)
    const operation = id === null ? null : store.load(id)
    return operation && (shortHash === null || operation.shortHash === shortHash)
      ? { kind: 'existing', operation: operation.id }
      : { kind: 'message', message: message('reference_unknown', { detail: number }) }
  }

  const stillOpen: Desk['stillOpen'] = async (direction, reference, amount) => {
    const outcome = await ask(direction, reference)
    if (outcome.kind !== 'answer') return failureMessage(outcome)
    const { value: sheet } = outcome
    if (sheet.direction !== null && sheet.direction !== direction)
      return message('reference_other_direction', { direction: sheet.direction })
    // The direction was settled when the quote was made; here the path is the one it was read on.
    const read = readAnswers(reference, direction, {
      [direction]: { ...outcome, value: { ...sheet, direction } },
    })
    if (read.kind === 'message') return read.message
    const [open] = read.sheets
    if (!open) return message('reference_unclear', { direction })
    return open.amount === amount ? open : message('quote_changed', { direction })
  }

  return {
    lookUp: async ({ text, want, source }, who) => {
      const scan = readScan(text)
      if (scan.kind === 'paper') return ownPaper(scan.mark.number, scan.mark.shortHash)
      if (source === 'scan') {
        if (scan.kind === 'reference') return found(scan.reference, want, who)
        const what = scan.kind === 'unknown' ? (scan.why ?? scan.kind) : scan.kind
        return {
          kind: 'message',
          message: message('reference_invalid', { fault: 'scan', scan: what, length: text.length }),
        }
      }
      const reference = readReference(text)
      if (reference.ok) return found(reference.value, want, who)
      const number = text.trim().toUpperCase()
      if (store.idOfNumber(number) !== null) return ownPaper(number, null)
      return { kind: 'message', message: invalidReference(reference.error, text) }
    },
    held: (quoteId) => quotes.get(quoteId) ?? null,
    fresh: async (held) => {
      if (freshFor(held) > 0) return held
      const { direction, amount, fee, total, customer } = held.quote
      const open = await stillOpen(direction, held.reference, amount)
      if (isMessage(open)) return open
      const { sheet } = open
      const same =
        sheet.fee === fee &&
        sheet.total === total &&
        sheet.customerName === held.open.sheet.customerName &&
        sheet.customerPhone === held.open.sheet.customerPhone
      if (!same) return message('quote_changed', { direction })
      const again: HeldQuote = {
        ...held,
        open,
        readMs: clock.monotonicMs(),
        quote: { ...held.quote, customer },
      }
      quotes.set(held.quote.quoteId, again)
      return again
    },
    stillOpen,
    drop: (quoteId) => {
      quotes.delete(quoteId)
    },
  }
}

export const isTold = (value: HeldQuote | OpenSheet | Message): value is Message => 'code' in value
