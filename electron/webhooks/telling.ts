import type { Heard } from '../domain/webhook'
import type { Counter } from '../operations/types'
import type { Receiver } from './receiver'

type Told = Pick<Counter, 'announced' | 'heard' | 'unsettled'>

const idsOf = ({ operationId, requestId, reference, gateway }: Heard): Parameters<Counter['heard']>[0] => ({
  operationId,
  requestId,
  reference,
  gatewayIds: Object.values(gateway).filter((id) => id !== null),
})

/** The counter hears of each event once it is durable. */
export const tellCounter = (receiver: Pick<Receiver, 'onHeard'>, counter: Told): (() => void) =>
  receiver.onHeard((heard) => {
    counter.announced(heard)
    counter.heard(idsOf(heard))
  })

/**
 * At a start: what was kept of a card deposit just before the end of the last run, which nobody was told any more. Chari
 * has had its answer, and does not send it again.
 */
export function tellKept(receiver: Pick<Receiver, 'find'>, counter: Told): void {
  for (const { direction, chariOperationId, attempts } of counter.unsettled()) {
    if (direction !== 'card' || chariOperationId !== null) continue
    for (const { requestId } of attempts)
      for (const heard of receiver.find({ requestId })) counter.heard(idsOf(heard))
  }
}
