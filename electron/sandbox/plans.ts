import type { EndpointName } from '../chari/endpoints'
import { readDecimal } from '../domain/money'
import type { Fault } from './faults'
import type { CardManner, CardPlan, CardScenario } from './types'

/** As the documentation has it. */
const ORDINARY: CardManner = {
  page: 'plain',
  ids: 'all',
  urlKey: 'redirectionURL',
  decline: null,
  settlesInMs: 0,
  slowMs: 8_000,
  listed: 'from_start',
}

const SCENARIOS: Readonly<Record<CardScenario, Pick<CardPlan, 'manner' | 'fault'>>> = {
  fine: {},
  declined: { manner: { decline: 'insufficient_funds' } },
  refused: { fault: { kind: 'refuse' } },
  no_answer: { fault: { kind: 'reset_after' } },
  no_challenge: { manner: { page: 'none' } },
  slow: { manner: { page: 'slow' } },
  chain: { manner: { page: 'chain' } },
  popup: { manner: { page: 'popup' } },
  endless: { manner: { page: 'endless' } },
  hang: { manner: { page: 'hang' } },
  lies_accepted: { manner: { page: 'lies_accepted' } },
  lies_declined: { manner: { page: 'lies_declined' } },
  no_return: { manner: { page: 'no_return' } },
  hostile: { manner: { page: 'hostile' } },
  late: { manner: { settlesInMs: 120_000 } },
}

const EXECUTES: ReadonlySet<EndpointName> = new Set([
  'cashin.card.execute',
  'cashin.card.agent.execute',
  'cashin.card.saved',
])

/** How deposits by card go: all of them, and the next ones. In memory: a sandbox starts well. */
export interface Plans {
  readonly manner: () => CardManner
  readonly set: (change: Partial<CardManner>) => void
  readonly reset: () => void
  readonly add: (plan: CardPlan) => void
  /** For a call: the manner, and the faults of the plan that fits, which is over then. */
  readonly take: (
    call: EndpointName,
    order: { readonly amount: string | null; readonly last4: string | null },
  ) => { readonly manner: CardManner; readonly faults: readonly Fault[] }
}

export function createPlans(): Plans {
  let manner = ORDINARY
  let next: readonly CardPlan[] = []
  return {
    manner: () => manner,
    set: (change) => {
      manner = { ...manner, ...change }
    },
    reset: () => {
      manner = ORDINARY
      next = []
    },
    add: (plan) => {
      next = [...next, plan]
    },
    take: (call, order) => {
      if (!EXECUTES.has(call)) return { manner, faults: [] }
      const amount = readDecimal(order.amount ?? '')
      const plan = next.find(
        (one) =>
          (one.amount === undefined || (amount.ok && one.amount === amount.value)) &&
          (one.last4 === undefined || one.last4 === order.last4),
      )
      next = next.filter((one) => one !== plan)
      const scenario = SCENARIOS[plan?.scenario ?? 'fine']
      return {
        manner: { ...manner, ...scenario.manner, ...plan?.manner },
        faults: [scenario.fault, plan?.fault].flatMap((fault) => (fault ? [{ call, ...fault }] : [])),
      }
    },
  }
}
