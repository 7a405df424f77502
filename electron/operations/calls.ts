import type {
  CardOutcome,
  Listing,
  LookUpOutcome,
  MoneyOutcome,
  OperationRecord,
  RequestSheet,
} from '../chari/outcome'
import type { CardData, Payee } from '../chari/types'
import { type Phone, readPhone } from '../domain/phone'
import { readReference } from '../domain/reference'
import { type CardOperation, lastAttempt, type Operation, type ReferenceOperation } from './operation'
import type { CounterDeps } from './types'

/** Chari, asked for one operation. Whatever is thrown on the way becomes an outcome that claims nothing. */
export interface Calls {
  readonly lookUp: (operation: ReferenceOperation) => Promise<LookUpOutcome<RequestSheet>>
  /** null: the agent's phone is not known, so there is no listing. */
  readonly list: (from: string) => Promise<LookUpOutcome<Listing> | null>
  /** `sent`: whether bytes may have left by now. */
  readonly execute: (
    operation: ReferenceOperation,
    beforeFirstByte: () => void,
    sent: () => boolean,
  ) => Promise<MoneyOutcome>
  /** The operation by Chari's id. null: no id, or no phone to ask for it with, is known. */
  readonly probe: (operation: CardOperation) => Promise<LookUpOutcome<OperationRecord> | null>
  /** The listing that a card deposit would stand in. null: there is none. */
  readonly listFor: (operation: CardOperation, from: string) => Promise<LookUpOutcome<Listing> | null>
  /** The card lives in this call alone. */
  readonly payIn: (
    operation: CardOperation,
    payee: Payee,
    card: CardData,
    beforeFirstByte: () => void,
    sent: () => boolean,
  ) => Promise<CardOutcome>
}

export function createCalls(
  deps: CounterDeps,
  signal: AbortSignal,
  onListing: (outcome: LookUpOutcome<Listing>) => void,
  /** Of whom the operation is: sealed in the journal. */
  customerPhone: (operation: Operation) => string | null,
): Calls {
  const { chari } = deps
  const failed = (what: string, error: unknown): Extract<LookUpOutcome<never>, { kind: 'no_answer' }> => {
    deps.log(what, { error: String(error) })
    return { kind: 'no_answer', reason: 'aborted', requestId: '', meta: null }
  }

  const agentPhone = (): Phone | null => {
    const phone = readPhone(deps.settings().agentPhone ?? '')
    return phone.ok ? phone.value : null
  }

  /** Whose account the operation is on, as far as Chari's calls ask for one. */
  const holder = (operation: CardOperation): Phone | null => {
    if (operation.card.by === 'agent') return agentPhone()
    const phone = readPhone(customerPhone(operation) ?? '')
    return phone.ok ? phone.value : null
  }

  /** What is thrown on the way of a money call claims nothing. */
  const lost = (
    operation: Operation,
    error: unknown,
    sent: () => boolean,
  ): Extract<MoneyOutcome, { kind: 'unsure' | 'unreachable' }> => {
    const { requestId } = lastAttempt(operation)
    deps.log('operation.execute_failed', { operation: operation.number, error: String(error) })
    return sent()
      ? { kind: 'unsure', reason: 'aborted', requestId, meta: null }
      : { kind: 'unreachable', reason: 'aborted', requestId }
  }

  const listAll = async (from: string): Promise<LookUpOutcome<Listing> | null> => {
    const phone = agentPhone()
    if (phone === null) return null
    try {
      const outcome = await chari.listAll(phone, { from }, { signal })
      onListing(outcome)
      return outcome
    } catch (error) {
      return failed('operation.listing_failed', error)
    }
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
    list: listAll,
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
        return lost(operation, error, sent)
      }
    },
    probe: async (operation) => {
      const id = Number(operation.chariOperationId ?? Number.NaN)
      const phone = holder(operation)
      if (!Number.isSafeInteger(id) || phone === null) return null
      try {
        return await chari.operation(id, phone, { signal })
      } catch (error) {
        return failed('operation.look_up_failed', error)
      }
    },
    listFor: async (operation, from) => {
      if (operation.card.by === 'agent') return listAll(from)
      const phone = holder(operation)
      if (phone === null) return null
      try {
        return await chari.listCustomer(phone, { from }, { signal })
      } catch (error) {
        return failed('operation.listing_failed', error)
      }
    },
    payIn: async (operation, payee, card, beforeFirstByte, sent) => {
      const { requestId } = lastAttempt(operation)
      try {
        return await chari.cardExecute(payee, card, {
          requestId,
          amount: operation.amount,
          beforeFirstByte,
        })
      } catch (error) {
        // Its message is the client's own: a fault of the program, which names parameters and never what they hold.
        return lost(operation, error, sent)
      }
    },
  }
}
