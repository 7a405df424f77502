import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import type { Phone } from '../domain/phone'
import type { Reference } from '../domain/reference'
import type { AgentSheet, CustomerSheet, Listing, LookUpOutcome, MoneyOutcome, RequestSheet } from './outcome'

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}

export interface ExecuteOptions extends CallOptions {
  /** Journaled before the call; sent as C-Request-Id. */
  readonly requestId: string
  /**
   * Called once, synchronously, when the connection stands and before the first byte of the request is
   * written: the caller makes `sent` durable in it. If it throws, nothing is written and the outcome is
   * `unreachable` with reason `not_written`.
   */
  readonly beforeFirstByte: () => void
  /** The amount shown to the cashier: a reply with another one is unsure. */
  readonly amount: Centimes
}

/** Window of a listing, UTC ISO, both ends optional. */
export interface ListingWindow {
  readonly from?: string
  readonly to?: string
}

/** Chari as the counter needs it. Every call takes part in the status (`connection`) through `onContact`. */
export interface ChariClient {
  /** GET operations/cashin|cashout/request. Source: Chari API, "Retail Agents". */
  readonly request: (
    direction: Direction,
    reference: Reference,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<RequestSheet>>
  /** POST operations/cashin|cashout/agent. Never repeated by the client. */
  readonly executeRequest: (
    direction: Direction,
    agentCode: string,
    reference: Reference,
    options: ExecuteOptions,
  ) => Promise<MoneyOutcome>
  /** GET operations/all, every page, until proven complete or not. Source: "Get Operations". */
  readonly listAll: (
    agentPhone: Phone,
    window: ListingWindow,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<Listing>>
  /** GET agents/retail/{code}. */
  readonly agent: (code: string, options?: CallOptions) => Promise<LookUpOutcome<AgentSheet>>
  /** GET customers/info. */
  readonly customer: (phone: Phone, options?: CallOptions) => Promise<LookUpOutcome<CustomerSheet>>
  /** POST operations/cashin|cashout/request: the test panel creates a reference with it. */
  readonly createRequest: (
    direction: Direction,
    phone: Phone,
    amount: Centimes,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<RequestSheet>>
  /** POST simulate/network/operations/cashin|cashout. Refuses in production. */
  readonly simulate: (
    direction: Direction,
    reference: Reference,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<null>>
  readonly close: () => void
}
