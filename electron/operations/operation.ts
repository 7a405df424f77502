import { type MaskedCard, type Scheme, showMasked } from '../domain/card'
import type { Direction } from '../domain/codes'
import { type Centimes, ZERO } from '../domain/money'
import {
  type CardHint,
  type CardWay,
  type CashState,
  type ChangeState,
  type CreditedTo,
  isSettled,
  type OperationKind,
  type OperationState,
} from '../domain/operation'
import { PAPER_REQUESTED } from '../domain/paper'
import { isJournaled, type Journaled, type Payload } from './kinds'

/** One request that carried, or would have carried, the money call. */
export interface Attempt {
  readonly requestId: string
  readonly confirmId: string
  readonly inputHash: string
  /** When `sent` was journaled; null: no byte left. */
  readonly sentAt: string | null
}

/** What an operation by card has of its own. */
export interface CardSide extends MaskedCard {
  readonly by: CardWay
  readonly scheme: Scheme
  readonly creditedTo: CreditedTo
  readonly saved: boolean
  /** By what the card gateway knows it, from the reply and from webhooks. */
  readonly gatewayIds: readonly string[]
  readonly hint: CardHint | null
  /** When the bank's window was to be opened; null: the bank asked for nothing. */
  readonly challengedAt: string | null
  readonly proposed: Payload<'card.proposed'> | null
}

/** One counter operation, as its events alone tell it. No personal field is in it. */
export interface Operation {
  readonly id: string
  readonly number: string
  readonly sequence: number
  readonly direction: OperationKind
  /** Of a card: the card, masked. */
  readonly reference: string
  readonly amount: Centimes
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** As Chari told it; null: it did not. */
  readonly commission: Centimes | null
  readonly cashAmount: Centimes
  /** It looked like a part of one that was cut in several. */
  readonly split: boolean
  readonly received: Centimes | null
  readonly agentCode: string
  /** Chari's own time when our look-up read "open", else ours. */
  readonly openAt: string
  readonly state: OperationState
  readonly attempts: readonly Attempt[]
  /** State before the second attempt began. */
  readonly before: OperationState | null
  /** Our own answer named this reference and amount with status 1 or 2. */
  readonly ours: boolean
  readonly accepted: boolean
  /** A refusal's code, until one more look-up confirms it. */
  readonly refusal: number | null
  readonly completedSeen: boolean
  /** The request of ours that Chari named by itself as executed; a look-up must still say completed. */
  readonly heardRequest: string | null
  readonly claimed: boolean
  readonly reviewFrom: 'unsure' | 'settled' | null
  readonly cash: CashState
  readonly change: ChangeState
  readonly envelope: string | null
  readonly parked: boolean
  readonly reason: { readonly code: string; readonly chariCode: number | null } | null
  readonly chariOperationId: string | null
  readonly unsureAt: string | null
  readonly settledAt: string | null
  /** Sequence of the event that settled it; null while nothing has. */
  readonly settledSequence: number | null
  readonly checks: number
  readonly receipts: number
  readonly slips: number
  readonly createdAt: string
  readonly updatedAt: string
  /** Sequence of the intent event in the journal. */
  readonly createdSequence: number
  readonly cashier: string
  readonly shift: string | null
  /** First 12 hexadecimal digits of the intent event's hash. */
  readonly shortHash: string
  /** null: by reference. */
  readonly card: CardSide | null
}

/** An operation that a reference names, in one direction. */
export type ReferenceOperation = Operation & { readonly direction: Direction; readonly card: null }
export type CardOperation = Operation & { readonly direction: 'card'; readonly card: CardSide }

export const isByReference = (operation: Operation): operation is ReferenceOperation =>
  operation.card === null
export const isByCard = (operation: Operation): operation is CardOperation => operation.card !== null

/** An event as the fold reads it: of the journal, or one about to be appended. */
export interface FoldedEvent {
  readonly kind: string
  readonly payload: unknown
  readonly operation: string | null
  readonly at: string
  readonly sequence: number
  readonly cashier: string
  readonly shift: string | null
  readonly hash: string
}

type Begun = Extract<Journaled, { kind: 'operation.intent' | 'card.intent' }>

/** What both manners of beginning tell alike. */
function begun(event: FoldedEvent, { payload }: Begun) {
  return {
    id: event.operation ?? '',
    number: payload.number,
    sequence: payload.sequence,
    amount: payload.amount,
    fee: payload.fee,
    total: payload.total,
    agentCode: payload.agentCode,
    state: 'intent',
    attempts: [
      {
        requestId: payload.requestId,
        confirmId: payload.confirmId,
        inputHash: payload.inputHash,
        sentAt: null,
      },
    ],
    before: null,
    ours: false,
    accepted: false,
    refusal: null,
    completedSeen: false,
    heardRequest: null,
    claimed: false,
    reviewFrom: null,
    cash: 'none',
    change: 'none',
    envelope: null,
    parked: false,
    reason: null,
    chariOperationId: null,
    unsureAt: null,
    settledAt: null,
    settledSequence: null,
    checks: 0,
    receipts: 0,
    slips: 0,
    createdAt: event.at,
    updatedAt: event.at,
    createdSequence: event.sequence,
    cashier: event.cashier,
    shift: event.shift,
    shortHash: event.hash.slice(0, 12),
  } as const
}

function begunByReference(event: FoldedEvent, fact: Extract<Begun, { kind: 'operation.intent' }>): Operation {
  const { payload } = fact
  return {
    ...begun(event, fact),
    direction: payload.direction,
    reference: payload.reference,
    commission: payload.commission ?? null,
    cashAmount: payload.cashAmount,
    split: payload.split !== undefined,
    received: payload.received,
    openAt: payload.openLookUp.serverDate ?? event.at,
    card: null,
  }
}

/** No cash changes hands: the card pays, and Chari credits the wallet. */
function begunByCard(event: FoldedEvent, fact: Extract<Begun, { kind: 'card.intent' }>): Operation {
  const { by, firstSix, lastFour, scheme, creditedTo, preview } = fact.payload
  return {
    ...begun(event, fact),
    direction: 'card',
    reference: showMasked({ firstSix, lastFour }),
    commission: null,
    cashAmount: ZERO,
    split: false,
    received: null,
    openAt: preview.serverDate ?? event.at,
    card: {
      by,
      firstSix,
      lastFour,
      scheme,
      creditedTo,
      saved: false,
      gatewayIds: [],
      hint: null,
      challengedAt: null,
      proposed: null,
    },
  }
}

const sentAt = (attempts: readonly Attempt[], requestId: string, at: string): readonly Attempt[] =>
  attempts.map((attempt) => (attempt.requestId === requestId ? { ...attempt, sentAt: at } : attempt))

const UNSETTLED = { settledAt: null, settledSequence: null }
const settled = ({ at, sequence }: FoldedEvent): Pick<Operation, 'settledAt' | 'settledSequence'> => ({
  settledAt: at,
  settledSequence: sequence,
})

/** The part of a card deposit that an event of its own changes. */
function changedCard(card: CardSide, fact: Journaled, at: string): CardSide {
  const known = (more: readonly string[] | undefined): readonly string[] => [
    ...new Set([...card.gatewayIds, ...(more ?? [])]),
  ]
  switch (fact.kind) {
    case 'card.consent':
      return { ...card, saved: true }
    case 'card.challenge':
      return { ...card, challengedAt: at }
    case 'card.hint':
      return { ...card, hint: fact.payload }
    case 'operation.answered':
    case 'card.heard':
      return { ...card, gatewayIds: known(fact.payload.gatewayIds) }
    case 'card.proposed':
      return { ...card, proposed: fact.payload }
    default:
      return card
  }
}

/** The part of an operation that one event changes. */
function changed(operation: Operation, fact: Journaled, event: FoldedEvent): Partial<Operation> {
  switch (fact.kind) {
    case 'operation.again': {
      const { requestId, confirmId, inputHash } = fact.payload
      return {
        state: 'intent',
        before: operation.state,
        attempts: [...operation.attempts, { requestId, confirmId, inputHash, sentAt: null }],
        parked: false,
        reason: null,
        refusal: null,
        ...UNSETTLED,
      }
    }
    case 'operation.sent':
      return { state: 'sent', attempts: sentAt(operation.attempts, fact.payload.requestId, event.at) }
    case 'operation.answered': {
      const { ours, accepted, outcome, chariCode, operationId } = fact.payload
      return {
        ours: operation.ours || ours,
        accepted: operation.accepted || accepted,
        refusal: outcome === 'refused' && !accepted ? chariCode : null,
        chariOperationId: operationId ?? operation.chariOperationId,
      }
    }
    case 'operation.completed': {
      const { operationId, fee, total, commission } = fact.payload
      return {
        state: 'completed',
        reason: null,
        ...settled(event),
        chariOperationId: operationId ?? operation.chariOperationId,
        fee: fee ?? operation.fee,
        total: total ?? operation.total,
        commission: commission ?? operation.commission,
      }
    }
    case 'operation.refused':
      return { state: 'refused', reason: fact.payload, ...settled(event) }
    case 'operation.not_sent':
      return {
        state: 'not_sent',
        reason: { code: fact.payload.code, chariCode: null },
        ...settled(event),
      }
    case 'operation.unsure':
      return {
        state: 'unsure',
        reason: fact.payload,
        refusal: null,
        unsureAt: operation.unsureAt ?? event.at,
      }
    case 'operation.checked': {
      const { what, said } = fact.payload
      return {
        checks: operation.checks + (what === 'look_up' ? 1 : 0),
        completedSeen: operation.completedSeen || said.startsWith('completed'),
      }
    }
    case 'operation.heard':
      return { heardRequest: fact.payload.requestId ?? operation.heardRequest }
    case 'operation.elsewhere':
      return { state: 'elsewhere', reason: null, ...settled(event) }
    case 'operation.not_done':
      return {
        state: 'not_done',
        // A second attempt refused or not sent leaves it not done: its reason is what the cashier asks for.
        reason:
          operation.state === 'refused' || operation.state === 'not_sent'
            ? operation.reason
            : { code: fact.payload.code, chariCode: null },
        ...settled(event),
        unsureAt: null,
      }
    case 'operation.review':
      return {
        state: 'review',
        reason: { code: fact.payload.code, chariCode: null },
        reviewFrom: isSettled(operation.state) ? 'settled' : 'unsure',
        ...UNSETTLED,
      }
    case 'operation.parked':
      return { parked: true }
    case 'operation.claimed':
      return { claimed: true }
    case 'cash.received':
      return { cash: 'received' }
    case 'cash.in_drawer':
      return { cash: 'in_drawer' }
    case 'cash.aside':
      return { cash: 'aside', envelope: fact.payload.envelope }
    case 'cash.returned':
      return { cash: 'returned' }
    case 'cash.due':
      return { cash: 'due' }
    case 'cash.paid':
      return { cash: 'paid' }
    case 'cash.owed':
      return { cash: 'owed' }
    case 'cash.change_due':
      return { change: 'due' }
    case 'cash.change_given':
      return { change: 'given' }
    case 'cash.change_owed':
      return { change: 'owed' }
    case 'card.challenge':
      return { state: 'challenge' }
    case 'card.hint':
      return { state: fact.payload.said, unsureAt: operation.unsureAt ?? event.at }
    case 'card.heard':
      return { chariOperationId: operation.chariOperationId ?? fact.payload.operationId }
    case 'operation.intent':
    case 'card.intent':
    case 'card.consent':
    case 'card.proposed':
    case 'operation.decided':
    case 'operation.identity_refused':
    case 'operation.foreign_row':
      return {}
  }
}

function printed(operation: Operation, payload: unknown): Operation {
  const kind = (payload as { readonly data?: { readonly kind?: string } }).data?.kind
  if (kind === 'receipt') return { ...operation, receipts: operation.receipts + 1 }
  if (kind === 'waiting_slip') return { ...operation, slips: operation.slips + 1 }
  return operation
}

/** The operation after one event; null stays null until its intent. What is not of an operation changes nothing. */
export function evolve(operation: Operation | null, event: FoldedEvent): Operation | null {
  if (event.kind === PAPER_REQUESTED && operation) return printed(operation, event.payload)
  if (!isJournaled(event.kind)) return operation
  const fact = { kind: event.kind, payload: event.payload } as Journaled
  if (fact.kind === 'operation.intent') return begunByReference(event, fact)
  if (fact.kind === 'card.intent') return begunByCard(event, fact)
  if (!operation) return null
  const card = operation.card && changedCard(operation.card, fact, event.at)
  return { ...operation, ...changed(operation, fact, event), card, updatedAt: event.at }
}

/** The operation that a list of its events tells. */
export const fold = (events: Iterable<FoldedEvent>, from: Operation | null = null): Operation | null => {
  let operation = from
  for (const event of events) operation = evolve(operation, event)
  return operation
}

/**
 * Nobody else may start an operation with this reference, or this card and amount, here (unique partial index of the
 * projection).
 */
export const isLive = (operation: Operation): boolean =>
  !isSettled(operation.state) ||
  (operation.state === 'not_done' && (operation.cash === 'received' || operation.cash === 'aside'))

const OPEN_CASH: ReadonlySet<CashState> = new Set(['received', 'aside', 'due', 'owed'])

/** Needs somebody: "À régler". */
export const isUnsettled = (operation: Operation): boolean =>
  !isSettled(operation.state) ||
  OPEN_CASH.has(operation.cash) ||
  operation.change === 'due' ||
  operation.change === 'owed'

/** The attempt under way, or the last one. */
export function lastAttempt(operation: Operation): Attempt {
  const attempt = operation.attempts.at(-1)
  if (!attempt) throw new Error(`operation ${operation.id} has no attempt`)
  return attempt
}
