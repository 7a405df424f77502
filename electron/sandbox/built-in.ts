import { join } from 'node:path'
import type { Clock } from '../domain/clock'
import type { Direction } from '../domain/codes'
import type { Centimes } from '../domain/money'
import { readPhone } from '../domain/phone'
import type { Tariff } from '../domain/tariff'
import { SANDBOX_TARIFF } from './bank'
import { startSandbox } from './server'
import type { Sandbox, Scenario, WebhookTarget } from './types'

export interface BuiltInDeps {
  /** The training profile: the books lie in it. */
  readonly folder: string
  readonly agentCode: string
  readonly agentPhone: string | null
  readonly agentName: string
  /** The shop's own, read at each reference; empty: the sandbox takes its own fees. */
  readonly tariff: () => Tariff
  readonly clock: Clock
  readonly random: () => number
  /** A key made for this start; nobody else needs it. */
  readonly key: string
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

/** The Chari of training, inside the terminal. */
export interface BuiltInChari {
  readonly host: string
  readonly key: string
  /**
   * A reference that ends as the scenario says; an empty phone stands for anybody. Throws RangeError where the
   * town has nobody for such an amount.
   */
  readonly prepare: (wanted: {
    readonly direction: Direction
    readonly phone: string
    readonly amount: Centimes
    readonly scenario: Scenario
  }) => string
  /** Where its webhooks go from now on; null: nowhere. */
  readonly postTo: (target: WebhookTarget | null) => void
  readonly close: () => Promise<void>
}

const AGENT_PHONE = '+212661000417'

export async function openBuiltInChari(deps: BuiltInDeps): Promise<BuiltInChari> {
  const sandbox: Sandbox = await startSandbox({
    booksFile: join(deps.folder, 'sandbox-books.json'),
    port: 0,
    key: deps.key,
    agents: [{ code: deps.agentCode, phone: deps.agentPhone ?? AGENT_PHONE, name: deps.agentName }],
    tariff: () => (deps.tariff().length > 0 ? deps.tariff() : SANDBOX_TARIFF),
    clock: deps.clock,
    random: deps.random,
    log: deps.log,
  })
  return {
    host: sandbox.host,
    key: sandbox.key,
    prepare: ({ direction, phone, amount, scenario }) => {
      const read = readPhone(phone)
      return sandbox.prepare({ direction, amount, phone: read.ok ? read.value : undefined }, scenario)
    },
    postTo: (target) => sandbox.setWebhookTargets(target === null ? [] : [target]),
    close: sandbox.close,
  }
}
