import type { ChariStatus, Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'

/** What is known of every answer, whatever it said. */
export interface AnswerMeta {
  /** Our own C-Request-Id of this request. */
  readonly requestId: string
  readonly echo: 'same' | 'missing' | 'different'
  readonly httpStatus: number | null
  /** Chari's own Date header as UTC ISO, if readable. */
  readonly serverDate: string | null
  readonly tookMs: number
  /** The body, redacted, at most 4,000 characters, for support. */
  readonly body: string
}

/** Why no byte left: name, refused or timed-out connect, refused CONNECT, TLS, aborted before the first byte. */
export type UnreachableReason =
  | 'name'
  | 'connect'
  | 'connect_timeout'
  | 'proxy'
  | 'tls'
  | 'aborted'
  | 'not_written'

/** Why an outcome is not known although bytes left. */
export type UnsureReason =
  | 'timeout'
  | 'reset'
  | 'redirect'
  | 'server_error'
  | 'not_found'
  | 'conflict'
  | 'unreadable'
  | 'error_code_on_success'
  | 'pending_confirmation'
  | 'unknown_status'
  | 'mismatch'
  | 'aborted'
  | 'too_large'

/** Outcome of a look-up or list: only `answer` carries information about a reference. */
export type LookUpOutcome<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly meta: AnswerMeta }
  /** A readable 4xx with an errorCode, or an errorCode on a 200. */
  | {
      readonly kind: 'error'
      readonly errorCode: number
      readonly description: string
      readonly meta: AnswerMeta
    }
  | { readonly kind: 'denied'; readonly meta: AnswerMeta }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null; readonly meta: AnswerMeta }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly requestId: string }
  /** Bytes left, nothing usable came back. */
  | {
      readonly kind: 'no_answer'
      readonly reason: UnsureReason
      readonly requestId: string
      readonly meta: AnswerMeta | null
    }

/** Readable content of a 2xx to an execute. Believed only for the same reference and amount. */
export interface ExecuteReply {
  readonly status: ChariStatus
  readonly operationId: string | null
  readonly reference: string | null
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** The agent's own earning, where Chari tells it. */
  readonly commission: Centimes | null
}

/**
 * Outcome of a money call (DESIGN.md section 3, "Refusing").
 *
 * `done` is a readable 2xx with status 1 or 2 and nothing that contradicts our reference and amount; the machine
 * still decides whether that is completion. `refused` with a number needs one more look-up before it is believed;
 * `denied` and `throttled` do not.
 */
export type MoneyOutcome<Reply = ExecuteReply> =
  | { readonly kind: 'done'; readonly reply: Reply; readonly meta: AnswerMeta }
  | {
      readonly kind: 'refused'
      readonly code: number | 'denied' | 'throttled'
      readonly retryAfterMs: number | null
      readonly meta: AnswerMeta
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly requestId: string }
  | {
      readonly kind: 'unsure'
      readonly reason: UnsureReason
      readonly requestId: string
      readonly meta: AnswerMeta | null
    }

/**
 * A reference as `cashin/request` or `cashout/request` shows it. A time ends in Z (UTC); one without Z came
 * without offset, so that its zone is unknown.
 */
export interface RequestSheet {
  /** The path that answered. */
  readonly asked: Direction
  /** From `type` 1 or 2; null when the body carries none. */
  readonly direction: Direction | null
  readonly reference: string | null
  readonly status: ChariStatus
  /** Chari's own word that it is expired (a status name or a flag). */
  readonly expired: boolean
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** The agent's own earning, where Chari tells it. */
  readonly commission: Centimes | null
  readonly operationId: string | null
  /** The agent who executed it, if the body names one. */
  readonly agentCode: string | null
  readonly requestId: string | null
  readonly customerName: string | null
  readonly customerPhone: string | null
  readonly requestedAt: string | null
  readonly expiresAt: string | null
  readonly executedAt: string | null
}

/**
 * A row of a list of operations. Rows are transactions: group by operation id before matching. Times as in
 * RequestSheet.
 */
export interface OperationRecord {
  readonly operationId: string | null
  readonly transactionId: string | null
  readonly reference: string | null
  readonly operationType: number | null
  readonly transactionType: number | null
  /** "Transaction Direction": 1 credits the account, 2 debits it. */
  readonly sens: 1 | 2 | null
  readonly status: ChariStatus
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** The agent's own earning, where Chari tells it. */
  readonly commission: Centimes | null
  readonly agentCode: string | null
  readonly requestId: string | null
  /** Of a card deposit, by what the card gateway knows it; absent where the row names none. */
  readonly gatewayIds?: readonly string[]
  readonly phone: string | null
  readonly createdAt: string | null
  readonly executedAt: string | null
}

export interface Listing {
  readonly rows: readonly OperationRecord[]
  /** Short page reached and as many rows as `count` read. Absence proves something only in a complete one. */
  readonly complete: boolean
  readonly count: number | null
}

/** What a card deposit would do, as its preview shows it. */
export interface CardPreview {
  readonly fee: Centimes | null
  readonly total: Centimes | null
  /** Whose wallet is credited, where Chari says it. */
  readonly creditedName: string | null
  readonly creditedPhone: string | null
}

/** Readable content of a 2xx to a card deposit. The machine decides what it means. */
export interface CardReply {
  readonly status: ChariStatus
  readonly operationId: string | null
  readonly gatewayIds: readonly string[]
  readonly amount: Centimes | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  readonly commission: Centimes | null
  /** Where the holder proves who they are: https, or http on this machine alone. In memory only. */
  readonly redirect: string | null
  /** An address stands there that may not be opened. */
  readonly redirectUnusable: boolean
}
export type CardOutcome = MoneyOutcome<CardReply>

/** A card that its holder has left with Chari. */
export interface SavedCard {
  readonly cardId: number
  readonly firstSix: string | null
  readonly lastFour: string
  readonly scheme: string | null
  readonly issuer: string | null
  /** What the customer calls it. */
  readonly name: string | null
}

export interface SavedCards {
  readonly cards: readonly SavedCard[]
  /** The last page was reached, and every row could be read. */
  readonly complete: boolean
}

export interface AgentSheet {
  readonly code: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly active: boolean | null
  /** The agent's e-money, where Chari tells it; its documentation does not. */
  readonly balance: Centimes | null
}

export interface CustomerSheet {
  readonly name: string | null
  readonly level: number | null
  /** 0 to 5 of "Customer Statuses". */
  readonly status: number | null
}
