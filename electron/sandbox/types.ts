import type { Clock } from '../domain/clock'
import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import type { Tariff } from '../domain/tariff'
import type { WebhookEvent } from '../domain/webhook'
import type { Fault } from './faults'
import type { Decline } from './test-cards'

/** How an execute is answered: status 2 at once, or status 1 without an operation id, and 2 on later look-ups. */
export type Manner = 'at_once' | 'one_first'

/** What training prepares: each ends differently at the counter. */
export const SCENARIOS = ['fine', 'no_answer', 'refused', 'expired', 'status_one'] as const
export type Scenario = (typeof SCENARIOS)[number]

/** What a reference is asked to be like; a missing phone stands for any customer with room for the amount. */
export interface NewReference {
  readonly direction: Direction
  readonly phone?: string | undefined
  readonly amount: Centimes
  readonly expiresInMs?: number | undefined
  readonly manner?: Manner | undefined
}

/**
 * How the bank's page behaves after the execute. `none`: the bank asks for no page. `lies_…`: the redirect says one
 * thing, the books the other. `no_return`: completed, and the page stays. `hostile`: it tries to leave its window.
 */
export const CARD_PAGES = [
  'none',
  'plain',
  'slow',
  'chain',
  'popup',
  'endless',
  'hang',
  'lies_accepted',
  'lies_declined',
  'no_return',
  'hostile',
] as const
/** Is a deposit in the lists from its start on, with status 1, or only once it is done? */
export const CARD_LISTED = ['from_start', 'when_done'] as const
/** Which ids the answer to an execute carries. */
export const CARD_IDS = ['all', 'gateway', 'operation', 'none'] as const
/** The documented spelling first. */
export const URL_KEYS = [
  'redirectionURL',
  'redirectionUrl',
  'RedirectionURL',
  'redirectURL',
  'redirectUrl',
  'redirection_url',
] as const

/** How deposits by card go. */
export interface CardManner {
  readonly page: (typeof CARD_PAGES)[number]
  readonly ids: (typeof CARD_IDS)[number]
  /** null: the answer names no address, though there is one. */
  readonly urlKey: (typeof URL_KEYS)[number] | null
  /** The bank says no whatever the card; null: as the card has it. */
  readonly decline: Decline | null
  /** How long after the right code the books complete it. */
  readonly settlesInMs: number
  /** How long a slow page takes. */
  readonly slowMs: number
  readonly listed: (typeof CARD_LISTED)[number]
}

export const CARD_SCENARIOS = [
  'fine',
  'declined',
  'refused',
  'no_answer',
  'no_challenge',
  'slow',
  'chain',
  'popup',
  'endless',
  'hang',
  'lies_accepted',
  'lies_declined',
  'no_return',
  'hostile',
  'late',
] as const
export type CardScenario = (typeof CARD_SCENARIOS)[number]

/** What the next deposit that fits is to be like. */
export interface CardPlan {
  readonly scenario?: CardScenario | undefined
  readonly manner?: Partial<CardManner> | undefined
  readonly fault?: Omit<Fault, 'call' | 'reference'> | undefined
  /** Only for this amount, this card. */
  readonly amount?: Centimes | undefined
  readonly last4?: string | undefined
}

export interface WebhookTarget {
  readonly url: string
  /** Goes out as X-Api-Key. */
  readonly key: string
}

/**
 * `before_redirect`: it has arrived before the bank's page redirects, or before the answer to a call. `swapped`: each
 * first waits for the next and goes out after it; `held`: all wait until they are released.
 */
export const WEBHOOK_TIMES = ['before_redirect', 'after_redirect', 'late', 'never'] as const
export const WEBHOOK_ORDERS = ['in_order', 'swapped', 'held'] as const

/** How a webhook is written where the documentation contradicts itself. */
export interface WebhookForm {
  /** In `data`, as the examples have it and the table of properties does not say. */
  readonly wrapped: boolean
  /** Required by the table, absent from the examples. */
  readonly eventId: boolean
  readonly webhookId: 'text' | 'number'
  /** C-Webhook-Id: four groups of eight as documented, or a UUID. */
  readonly header: 'groups' | 'uuid'
  /** Another C-Webhook-Id for each try. */
  readonly headerPerTry: boolean
  readonly keys: 'pascal' | 'camel'
  readonly requestId: boolean
  /** false: 0, as where no operation was created. */
  readonly operationId: boolean
  /** 9 by the table of types, 5 in the example. */
  readonly bankTransferType: 9 | 5
}

export interface WebhookManner {
  readonly when: (typeof WEBHOOK_TIMES)[number]
  /** Of `late`, and after the redirect. */
  readonly delayMs: number
  /** How often it is posted although it was taken. */
  readonly times: number
  readonly order: (typeof WEBHOOK_ORDERS)[number]
  readonly form: WebhookForm
  /** Waits before each further try; the documentation leaves its retry policy empty. */
  readonly retriesMs: readonly number[]
  readonly answerWithinMs: number
}
/** A form is named whole, or changed in part. */
export type WebhookChange = Partial<Omit<WebhookManner, 'form'>> & {
  readonly form?: 'documented' | 'examples' | Partial<WebhookForm> | undefined
}

/** A webhook of its own, for what this sandbox does not do by itself. */
export interface WebhookOrder {
  readonly event: WebhookEvent
  /** Whose account; without it the first agent's. */
  readonly phone?: string | undefined
  /** Who sends a transfer or a payment; without it somebody of the town. */
  readonly from?: string | undefined
  readonly amount?: Centimes | undefined
  readonly status?: number | undefined
  /** false: the operation stands in no books, and its id is 0. */
  readonly booked?: boolean | undefined
  /** Written over the body's own, by their documented names. */
  readonly fields?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

export interface SandboxOptions {
  /** Books; made with the town of customers when absent. */
  readonly booksFile: string
  /** 0: any free port. */
  readonly port: number
  /** The key that it accepts. */
  readonly key: string
  /** Agent codes that exist, beside those of the town. */
  readonly agents?: readonly { readonly code: string; readonly phone: string; readonly name: string }[]
  readonly manner?: Manner
  /** Its fees, read at each reference; without it those of SANDBOX_TARIFF. */
  readonly tariff?: (() => Tariff) | undefined
  /** Where its webhooks go. */
  readonly webhooks?: readonly WebhookTarget[]
  readonly clock: Clock
  /** 0 included to 1 excluded: digits of new references. */
  readonly random: () => number
  readonly log?: (what: string, facts: Record<string, unknown>) => void
}

/** A local Chari: real HTTP on loopback, its books in a file. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly host: string
  readonly key: string
  readonly createReference: (wanted: NewReference) => string
  /** A reference that ends as the scenario says. */
  readonly prepare: (wanted: NewReference, scenario: Scenario) => string
  /** The next deposit by card that fits goes so. */
  readonly prepareCard: (plan: CardPlan) => void
  readonly setCardManner: (change: Partial<CardManner>) => void
  readonly addWebhookTarget: (target: WebhookTarget) => void
  /** In place of all that were named before. */
  readonly setWebhookTargets: (targets: readonly WebhookTarget[]) => void
  readonly setWebhookManner: (change: WebhookChange) => void
  /** Posts it and gives its WebhookId; throws RangeError for an account that nobody has. */
  readonly sendWebhook: (order: WebhookOrder) => string
  readonly addFault: (fault: Fault) => void
  readonly clearFaults: () => void
  /** Stops listening, as a Chari that is down, until `up`. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  readonly close: () => Promise<void>
}
