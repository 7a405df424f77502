import type { Listing, LookUpOutcome, MoneyOutcome, RequestSheet } from '../chari/outcome'
import { readPhone } from '../domain/phone'
import { readReference } from '../domain/reference'
import { lastAttempt, type Operation } from './operation'
import type { CounterDeps } from './types'

/** Chari, asked for one operation. Whatever is thrown on the way becomes an outcome that claims nothing. */
export interface Calls {
  readonly lookUp: (operation: Operation) => Promise<LookUpOutcome<RequestSheet>>
  /** null: the agent's phone is not known, so there is no listing. */
  readonly list: (from: string) => Promise<LookUpOutcome<Listing> | null>
  /** `sent`: whether bytes may have left by now. */
  readonly execute: (
    operation: Operation,
    beforeFirstByte: () => void,
    sent: () => boolean,
  ) => Promise<MoneyOutcome>
}

export function createCalls(
  deps: CounterDeps,
  signal: AbortSignal,
  onListing: (outcome: LookUpOutcome<Listing>) => void,
): Calls {
  const { chari } = deps
  const failed = (what: string, error: unknown): Extract<LookUpOutcome<never>, { kind: 'no_answer' }> => {
    deps.log(what, { error: String(error) })
    return { kind: 'no_answer', reason: 'aborted', requestId: '', meta: null }
  }

  return {
    lookUp: async (operation) => {
      const reference = readReference(operation.reference)
      if (!reference.ok) return failed('operation.look_up_failed', reference.error)
      try {
        return await chari.request(operation.direction, reference.value, { signal })
      } catch (error) {
        return failed('operation.look_up_failed', error)
      }
    },
    list: async (from) => {
      const phone = readPhone(deps.settings().agentPhone ?? '')
      if (!phone.ok) return null
      try {
        const outcome = await chari.listAll(phone.value, { from }, { signal })
        onListing(outcome)
        return outcome
      } catch (error) {
        return failed('operation.listing_failed', error)
      }
    },
    // Never aborted: an execute that was sent is waited for, or found at the next start.
    execute: async (operation, beforeFirstByte, sent) => {
      const { requestId } = lastAttempt(operation)
      const reference = readReference(operation.reference)
      if (!reference.ok) return { kind: 'unreachable', reason: 'aborted', requestId }
      try {
        return await chari.executeRequest(operation.direction, operation.agentCode, reference.value, {
          requestId,
          amount: operation.amount,
          beforeFirstByte,
        })
      } catch (error) {
        deps.log('operation.execute_failed', { operation: operation.number, error: String(error) })
        return sent()
          ? { kind: 'unsure', reason: 'aborted', requestId, meta: null }
          : { kind: 'unreachable', reason: 'aborted', requestId }
      }
    },
  }
}
