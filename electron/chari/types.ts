import type { Pan } from '../domain/card'
import type { Clock } from '../domain/clock'
import type { Direction } from '../domain/codes'
import type { Ids } from '../domain/ids'
import type { Centimes } from '../domain/money'
import type { Phone } from '../domain/phone'
import type { Reference } from '../domain/reference'
import type { EndpointName } from './endpoints'
import type { ListingManner } from './listing'
import type {
  AgentSheet,
  AnswerMeta,
  CardOutcome,
  CardPreview,
  CustomerSheet,
  Listing,
  LookUpOutcome,
  MoneyOutcome,
  OperationRecord,
  RequestSheet,
  SavedCards,
} from './outcome'
import type { Verb } from './parameters'
import type { ProxySettings } from './wire'

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

/** Who is credited by a card deposit, as the call names them. */
export type Payee =
  | { readonly by: 'agent'; readonly agentCode: string }
  | { readonly by: 'phone'; readonly phone: Phone }

/** A card, whole, for the one request that carries it. */
export type CardData =
  | {
      readonly kind: 'typed'
      readonly pan: Pan
      /** `2608`: August 2026. */
      readonly yymm: string
      readonly cvv: string
      readonly firstName: string
      readonly lastName: string
      /** The holder has said that Chari may keep it. */
      readonly keep: { readonly name: string | null } | null
    }
  | { readonly kind: 'saved'; readonly cardId: number; readonly cvv: string }

/** Card deposits. Source: "CashIn Card", "Tokenized Cards". */
export interface CardCalls {
  /** POST operations/cashin/card/agent/preview, or operations/cashin/card/preview. */
  readonly cardPreview: (
    payee: Payee,
    amount: Centimes,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<CardPreview>>
  /**
   * POST operations/cashin/card/agent, operations/cashin/card or operations/cashin/card/{cardId}. Never repeated. What
   * is kept of the answer holds neither the number nor the security code, whatever Chari sends back.
   */
  readonly cardExecute: (payee: Payee, card: CardData, options: ExecuteOptions) => Promise<CardOutcome>
  /** GET customers/tokenized/cards, every page. */
  readonly savedCards: (phone: Phone, options?: CallOptions) => Promise<LookUpOutcome<SavedCards>>
}

/** Chari as the counter needs it. Every call takes part in the status (`connection`) through `onContact`. */
export interface ChariClient extends CardCalls {
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
    options?: CallOptions & ListingManner,
  ) => Promise<LookUpOutcome<Listing>>
  /** GET operations: those of one customer. */
  readonly listCustomer: (
    phone: Phone,
    window: ListingWindow,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<Listing>>
  /** GET operations/{id}. */
  readonly operation: (
    operationId: number,
    phone: Phone,
    options?: CallOptions,
  ) => Promise<LookUpOutcome<OperationRecord>>
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

/** The calls of Chari that the counter's own door leaves out. */
export interface ChariApi extends ChariClient {
  /** GET customers/balance: what the account of this phone holds. */
  readonly balance: (phone: Phone, options?: CallOptions) => Promise<LookUpOutcome<Centimes>>
  /** GET customers/status: 0 to 5 of "Customer Statuses". */
  readonly customerStatus: (phone: Phone, options?: CallOptions) => Promise<LookUpOutcome<number>>
}

/** What a call taught of the link, for the status bar. A call that was aborted teaches nothing. */
export interface Contact {
  readonly kind: 'answered' | 'denied' | 'throttled' | 'not_answering' | 'unreachable'
  /** Our wall clock. */
  readonly at: string
  readonly serverDate: string | null
  /** Chari's clock less ours, in milliseconds, exact to a second or so; positive: ours is behind. */
  readonly skewMs: number | null
}

/** One line for the log: nothing personal, no key. Its body is redacted and stands there only on a failure. */
export interface CallRecord {
  readonly at: string
  readonly call: EndpointName
  readonly verb: Verb
  readonly requestId: string
  readonly attempt: number
  /** `answer`, `done`, `refused/denied`, `unsure/timeout`… */
  readonly outcome: string
  readonly httpStatus: number | null
  readonly echo: AnswerMeta['echo'] | null
  readonly tookMs: number | null
  readonly body: string | null
}

export interface ChariClientDeps {
  /** `https://sandbox.charimoney.com`; plain http for loopback only. */
  readonly host: string
  /** Read at each request; may throw while the vault is closed: nothing is sent then. */
  readonly apiKey: () => string
  readonly environment: 'training' | 'sandbox' | 'production' | 'custom'
  readonly timers: { readonly requestMs: number; readonly connectMs: number }
  readonly proxy: ProxySettings | null
  /** PEM of an additional authority. */
  readonly customCa: string | null
  /** Verb by the name of a row, where Chari's differs from the table. */
  readonly verbs: Readonly<Record<string, Verb>>
  readonly ids: Ids
  readonly clock: Clock
  /** 0 included to 1 excluded, for jitter. */
  readonly random: () => number
  readonly log: (record: CallRecord) => void
  readonly onContact: (contact: Contact) => void
}
