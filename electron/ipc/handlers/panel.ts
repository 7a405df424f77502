import type { ChariClient } from '../../chari/client'
import type { LookUpOutcome } from '../../chari/outcome'
import type { Direction } from '../../domain/codes'
import type { Centimes } from '../../domain/money'
import type { Message } from '../../domain/operation'
import { readPhone } from '../../domain/phone'
import { readReference } from '../../domain/reference'
import type { Environment } from '../../settings/types'
import type { Handlers } from '../server'

export type Scenario = 'fine' | 'no_answer' | 'refused' | 'expired' | 'status_one'

export interface PanelHandlersDeps {
  readonly chari: () => ChariClient
  readonly environment: () => Environment
  /** The built-in sandbox's own way to prepare a scenario; null where Chari is another. */
  readonly prepare: () =>
    | ((input: {
        readonly direction: Direction
        readonly phone: string
        readonly amount: Centimes
        readonly scenario: Scenario
      }) => string)
    | null
}

/** Why a call of the panel gave nothing, as a message for the cashier. */
function whyNot(outcome: LookUpOutcome<unknown>): Message {
  switch (outcome.kind) {
    case 'denied':
    case 'throttled':
      return { code: outcome.kind, params: {} }
    case 'unreachable':
      return { code: 'offline', params: {} }
    case 'error':
      return { code: 'reference_unclear', params: { detail: `${outcome.errorCode} ${outcome.description}` } }
    default:
      return { code: 'not_answering', params: {} }
  }
}

/** The test panel: it creates references and plays the network, in training and in Chari's sandbox only. */
export function panelHandlers(
  deps: PanelHandlersDeps,
): Pick<Handlers, 'panel.createReference' | 'panel.simulate'> {
  const refuseInProduction = (): Message | null =>
    deps.environment() === 'production' ? { code: 'not_allowed', params: { detail: 'production' } } : null
  return {
    'panel.createReference': async ({ direction, phone, amount, scenario }) => {
      const no = refuseInProduction()
      if (no) return { ok: false, message: no }
      const prepare = deps.prepare()
      if (prepare && scenario)
        return { ok: true, value: { reference: await prepare({ direction, phone, amount, scenario }) } }
      const msisdn = readPhone(phone)
      if (!msisdn.ok)
        return { ok: false, message: { code: 'reference_unclear', params: { detail: 'phone' } } }
      const outcome = await deps.chari().createRequest(direction, msisdn.value, amount)
      if (outcome.kind !== 'answer') return { ok: false, message: whyNot(outcome) }
      return outcome.value.reference === null
        ? { ok: false, message: { code: 'not_answering', params: {} } }
        : { ok: true, value: { reference: outcome.value.reference } }
    },
    'panel.simulate': async ({ direction, reference }) => {
      const no = refuseInProduction()
      if (no) return { ok: false, message: no }
      const read = readReference(reference)
      if (!read.ok)
        return { ok: false, message: { code: 'reference_invalid', params: { length: reference.length } } }
      const outcome = await deps.chari().simulate(direction, read.value)
      return outcome.kind === 'answer' ? { ok: true, value: {} } : { ok: false, message: whyNot(outcome) }
    },
  }
}
