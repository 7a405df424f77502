import type { Clock } from '../domain/clock'
import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import type { Tariff } from '../domain/tariff'
import type { Fault } from './faults'

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
  readonly addFault: (fault: Fault) => void
  readonly clearFaults: () => void
  /** Stops listening, as a Chari that is down, until `up`. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  readonly close: () => Promise<void>
}
