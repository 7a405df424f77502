import { operationNumber } from '../domain/ids'
import {
  isSettled,
  type Message,
  type MessageCode,
  type OperationState,
  type OperationView,
} from '../domain/operation'
import { readReference } from '../domain/reference'
import type { Author, NewEvent } from '../journal/types'
import {
  type Acted,
  canTryAgain,
  cashAct,
  claim,
  decide,
  duplicate,
  nextCustomer,
  park,
  printSlip,
} from './acts'
import { createAnnounced } from './announced'
import { isWatched } from './card-machine'
import { createCards } from './cards'
import { receivedFact } from './cash-machine'
import { createDesk, type HeldQuote, isTold } from './desk'
import type { Journaled, Payload } from './kinds'
import { listCashiers, listOperations } from './list'
import { isByCard, isByReference, isLive, type Operation, type ReferenceOperation } from './operation'
import { lastFour } from './papers'
import { message, type OpenSheet } from './quotes'
import { createAloneWatch, createRecovery } from './recovery'
import { createRunner, type Entry, SYSTEM } from './runner'
import { createStore } from './store'
import type { Answer, ConfirmInput, Counter, CounterDeps } from './types'

/** Answers kept for a repeat of the same confirm, beside those that the journal remembers. */
const ANSWERS_KEPT = 200

/** Sent, and over without an outcome: what a cashier may leave, or have looked up. */
const isDoubt = (state: OperationState): boolean =>
  !isSettled(state) && state !== 'intent' && state !== 'sent' && state !== 'challenge'

/** How far back a webhook that comes late is looked for. */
const HEARD_MS = 2 * 24 * 60 * 60_000

type Confirmed = Answer<OperationView>
type Heard = Parameters<Counter['heard']>[0]

const told = (
  code: MessageCode,
  params: Message['params'] = {},
): { readonly ok: false; readonly message: Message } => ({
  ok: false,
  message: message(code, params),
})

const openLookUp = ({ meta }: OpenSheet): Payload<'operation.intent'>['openLookUp'] => ({
  requestId: meta.requestId,
  httpStatus: meta.httpStatus,
  serverDate: meta.serverDate,
})

function intentOf(
  held: HeldQuote,
  input: ConfirmInput,
  facts: Pick<Payload<'operation.intent'>, 'number' | 'sequence' | 'agentCode' | 'requestId' | 'inputHash'>,
): Payload<'operation.intent'> {
  const { quote, open } = held
  const { customer, direction } = quote
  return {
    ...facts,
    direction,
    reference: held.reference,
    amount: quote.amount,
    fee: quote.fee,
    total: quote.total,
    commission: open.sheet.commission,
    cashAmount: quote.cash,
    received: direction === 'cash_in' ? (input.received ?? quote.cash) : null,
    confirmId: input.confirmId,
    openLookUp: openLookUp(open),
    ...(quote.split === null ? {} : { split: quote.split }),
    requestedAt: quote.requestedAt,
    expiresAt: quote.expiresAt,
    customer: {
      name: customer.name,
      phone: customer.phone,
      lastFour: lastFour(customer.phone),
      level: customer.level,
      active: customer.active,
    },
    identity:
      direction === 'cash_out' && input.identity
        ? { document: input.identity.document, lastCharacters: input.identity.lastCharacters }
        : null,
  }
}

/** What is missing before the money call may be sent; null: nothing. */
function lacks({ quote }: HeldQuote, input: ConfirmInput): Message | null {
  if (quote.direction === 'cash_in')
    return input.received !== null && input.received < quote.cash
      ? message('received_too_little', { missing: quote.cash - input.received })
      : null
  const { identity } = input
  if (!identity) return message('identity_needed')
  return quote.identityDetails && (!identity.document || !identity.lastCharacters)
    ? message('identity_needed')
    : null
}

/**
 * The counter's operations by reference. `journal` must have been made with operationKinds, operationProjection
 * and the kinds of papers.
 */
export function createCounter(deps: CounterDeps): Counter {
  const { journal } = deps
  const store = createStore(journal)
  const watch = createAloneWatch(deps, store)
  const runner = createRunner({ deps, store, onListing: watch.onListing, alone: watch.alone })
  const recovery = createRecovery(deps, store, runner)
  const desk = createDesk(deps, store)
  const answers = new Map<string, { readonly inputHash: string; readonly answer: Promise<Confirmed> }>()

  const unwritable = (error: unknown): { readonly ok: false; readonly message: Message } => {
    deps.log('operation.not_written', { error: String(error) })
    return told('journal_unwritable')
  }

  /** A repeat of the same confirm gets the first answer, also after a restart; never a second execution. */
  const once = (
    confirmId: string,
    inputs: unknown,
    act: (inputHash: string) => Promise<Confirmed>,
  ): Promise<Confirmed> => {
    const inputHash = journal.digest('text', JSON.stringify(inputs))
    const before = answers.get(confirmId)
    if (before)
      return before.inputHash === inputHash
        ? before.answer
        : Promise.resolve(told('same_confirm_other_inputs'))
    const durable = store.confirmed(confirmId)
    if (durable) {
      const entry = durable.inputHash === inputHash ? runner.entry(durable.operation) : null
      return Promise.resolve(
        entry ? { ok: true, value: runner.view(entry) } : told('same_confirm_other_inputs'),
      )
    }
    const answer = act(inputHash)
    answers.set(confirmId, { inputHash, answer })
    for (const id of answers.keys()) {
      if (answers.size <= ANSWERS_KEPT) break
      answers.delete(id)
    }
    return answer
  }

  /** Another operation holds this reference, or has used it up. */
  const taken = (reference: string, but: string | null): Message | null => {
    for (const operation of store.byReference(reference)) {
      if (operation.id === but) continue
      if (isLive(operation)) return message('reference_busy', { number: operation.number })
      if (operation.state === 'completed')
        return message('reference_used', {
          direction: operation.direction,
          number: operation.number,
          ours: 1,
        })
    }
    return null
  }

  const refusedAgain = ({ direction, amount, cashAmount }: ReferenceOperation, who: Author): Message | null =>
    deps.till.refuses(who, { direction, amount, cash: cashAmount })

  /** Room for the outcome, then the intent, durable; only then a connection. */
  const send = async (
    id: string,
    events: (next: () => number) => readonly NewEvent[],
    who: Author,
    { run, begun }: { readonly run: (entry: Entry) => Promise<void>; readonly begun: () => void } = {
      run: (entry) => runner.run(entry, who),
      begun: () => undefined,
    },
  ): Promise<Confirmed> => {
    let entry: Entry
    try {
      journal.reserve()
      entry = runner.begin(id, events, who)
    } catch (error) {
      return unwritable(error)
    }
    begun()
    await run(entry)
    return { ok: true, value: runner.view(entry) }
  }

  const cards = createCards({ deps, store, runner, once, send })

  const confirm = async (input: ConfirmInput, inputHash: string, who: Author): Promise<Confirmed> => {
    const known = desk.held(input.quoteId)
    if (!known) return told('quote_stale')
    const missing = lacks(known, input) ?? deps.till.refuses(who, known.quote)
    if (missing) return { ok: false, message: missing }
    const held = await desk.fresh(known)
    if (isTold(held)) return { ok: false, message: held }
    const { agentCode } = deps.settings()
    if (agentCode === '') return told('not_allowed')
    // From here to the append nothing is awaited: what is checked still holds when it is written.
    const busy = taken(held.reference, null) ?? deps.till.refuses(who, held.quote)
    if (busy) return { ok: false, message: busy }
    if (runner.stopped()) return told('not_allowed')
    const id = deps.ids.uuid()
    const requestId = deps.ids.uuid()
    return send(
      id,
      (next) => {
        const sequence = next()
        const number = operationNumber(journal.terminal, sequence)
        const intent = intentOf(held, input, { number, sequence, agentCode, requestId, inputHash })
        const facts: readonly Journaled[] = [
          { kind: 'operation.intent', payload: intent },
          ...(intent.received === null ? [] : [receivedFact(intent.received)]),
        ]
        return facts.map(({ kind, payload }) => ({ kind, operation: id, payload }))
      },
      who,
      {
        run: (entry) => runner.run(entry, who),
        // A journal that cannot be written leaves the quote as it was: once there is room, Enter is enough.
        begun: () => desk.drop(input.quoteId),
      },
    )
  }

  const tryAgain = async (
    entry: Entry,
    confirmId: string,
    inputHash: string,
    who: Author,
  ): Promise<Confirmed> => {
    const { operation } = entry
    if (!isByReference(operation) || !canTryAgain(operation)) return told('nothing_to_do')
    const reference = readReference(operation.reference)
    if (!reference.ok)
      return told('reference_invalid', { length: operation.reference.length, fault: reference.error })
    const refused = refusedAgain(operation, who)
    if (refused) return { ok: false, message: refused }
    // U5: a fresh look-up before each execution.
    const open = await desk.stillOpen(operation.direction, reference.value, operation.amount)
    if (isTold(open)) return { ok: false, message: open }
    if (entry.operation !== operation || !canTryAgain(entry.operation)) return told('nothing_to_do')
    const busy = taken(operation.reference, operation.id) ?? refusedAgain(operation, who)
    if (busy) return { ok: false, message: busy }
    const requestId = deps.ids.uuid()
    const payload: Payload<'operation.again'> = {
      attempt: operation.attempts.length + 1,
      requestId,
      confirmId,
      inputHash,
      openLookUp: openLookUp(open),
    }
    return send(operation.id, () => [{ kind: 'operation.again', operation: operation.id, payload }], who)
  }

  /** Appends what a person did, if the operation allows it. */
  const act = (id: string, who: Author, how: (operation: Operation) => Acted): Confirmed => {
    const entry = runner.entry(id)
    if (!entry) return told('nothing_to_do')
    if (entry.unwritten.length > 0) return told('journal_unwritable')
    const acted = how(entry.operation)
    if (!acted.ok) return told(acted.code)
    try {
      runner.append(entry, acted.facts, who)
    } catch (error) {
      return unwritable(error)
    }
    return { ok: true, value: runner.view(entry) }
  }

  /** A person moves cash only in an open shift. What is laid aside waits for one. */
  const inShift = (who: Author, acted: Acted): Acted => {
    const moves =
      acted.ok && acted.facts.some(({ kind }) => kind.startsWith('cash.') && kind !== 'cash.aside')
    const closed = moves ? deps.till.closedFor(who) : null
    return closed ? { ok: false, code: closed.code } : acted
  }

  /** The operation is no longer what the cashier saw when the hand went to the key. */
  const changedSince = (id: string, seen: OperationState | undefined): boolean => {
    const entry = runner.entry(id)
    return seen !== undefined && entry !== null && runner.view(entry).state !== seen
  }

  const checkNow = async (id: string): Promise<Confirmed> => {
    const entry = runner.entry(id)
    if (!entry) return told('nothing_to_do')
    const { state } = entry.operation
    if (entry.unwritten.length === 0 && !isDoubt(state)) return told('nothing_to_do')
    await runner.check(entry)
    return { ok: true, value: runner.view(entry) }
  }

  /** The operation that a webhook is of, by any of its ids. */
  const named = ({ requestId, operationId, gatewayIds, reference }: Heard): Operation | null => {
    const since = new Date(Date.parse(deps.clock.now()) - HEARD_MS).toISOString()
    return (
      (requestId === null ? null : store.byRequest(requestId, since)) ??
      (operationId === null ? undefined : store.byChariId(operationId)[0]) ??
      store.unsettled().find(({ card }) => card?.gatewayIds.some((id) => gatewayIds.includes(id))) ??
      (reference === null ? undefined : store.byReference(reference)[0]) ??
      null
    )
  }

  const heard = ({ reference, ...ids }: Heard): string | null => {
    const operation = named({ reference, ...ids })
    // Of nobody we know: a card deposit without any id of Chari's may be what it tells of.
    const concerned = operation
      ? [operation]
      : store.unsettled().filter((one) => isByCard(one) && isWatched(one) && one.chariOperationId === null)
    for (const { id } of concerned) {
      const entry = runner.entry(id)
      if (!entry) continue
      const effects =
        operation && isByCard(entry.operation) ? runner.feed(entry, { kind: 'heard', ...ids }, SYSTEM) : []
      if (effects.includes('look_up') || isWatched(entry.operation)) void runner.check(entry)
    }
    return operation?.id ?? null
  }

  return {
    start: () => {
      runner.start()
      recovery.start()
    },
    stop: () => {
      recovery.stop()
      runner.stop()
    },
    lookUp: desk.lookUp,
    announced: createAnnounced(deps, store, runner, recovery.lookLate),
    confirm: (input, who) =>
      once(input.confirmId, [input.quoteId, input.received, input.identity], (inputHash) =>
        confirm(input, inputHash, who),
      ),
    identityRefused: (quoteId, who) => {
      const held = desk.held(quoteId)
      if (!held) return
      const { direction, amount } = held.quote
      desk.drop(quoteId)
      journal.append(who, () => [
        {
          kind: 'operation.identity_refused',
          operation: null,
          payload: { reference: held.reference, direction, amount },
        },
      ])
    },
    get: (id) => {
      const entry = runner.entry(id)
      return entry && runner.view(entry)
    },
    nextCustomer: (id, who, seen) => {
      if (!changedSince(id, seen)) return act(id, who, (operation) => inShift(who, nextCustomer(operation)))
      // Meant as leaving what is not known yet: it is left, and its cash is asked for under "À régler".
      return seen !== undefined && isDoubt(seen) ? act(id, who, park) : told('nothing_to_do')
    },
    park: (id, who) => act(id, who, park),
    checkNow: (id) => checkNow(id),
    tryAgain: (id, confirmId, who) =>
      once(confirmId, ['again', id], async (inputHash) => {
        const entry = runner.entry(id)
        return entry ? tryAgain(entry, confirmId, inputHash, who) : told('nothing_to_do')
      }),
    cash: (id, what, identity, who, seen) =>
      changedSince(id, seen)
        ? told('nothing_to_do')
        : act(id, who, (operation) =>
            inShift(who, cashAct(operation, what, identity, deps.settings().identityDetails)),
          ),
    printSlip: (id, who) => act(id, who, printSlip),
    duplicate: (id, who) => act(id, who, duplicate),
    review: (input, who) => act(input.id, who, (operation) => decide(operation, input)),
    claim: async (input, who) => {
      const answer = act(input.id, who, (operation) =>
        claim(operation, watch.alone(), input, deps.settings().otherTerminals),
      )
      return answer.ok ? checkNow(input.id) : answer
    },
    list: (filter, cursor, limit) => listOperations(journal, filter, cursor, limit),
    cashiers: () => listCashiers(journal),
    unsettled: () =>
      store.unsettled().flatMap(({ id }) => {
        const entry = runner.entry(id)
        return entry ? [runner.view(entry)] : []
      }),
    counts: () => {
      const now = runner.rules().nowMs
      const next = [...runner.entries()].flatMap(({ checking, nextMs }) =>
        checking ? [0] : nextMs === null ? [] : [Math.max(0, nextMs - now)],
      )
      return { unsettled: store.countUnsettled(), nextCheckInMs: next.length > 0 ? Math.min(...next) : null }
    },
    reconnected: recovery.reconnected,
    heard: (ids) => {
      try {
        return heard(ids)
      } catch (error) {
        deps.log('operation.heard_failed', { error: String(error) })
        return null
      }
    },
    card: cards,
  }
}
