import type { MoneyOutcome } from '../chari/outcome'
import { PENDING_CONFIRMATION } from '../domain/codes'
import type { Fact } from './facts'
import type { Payload } from './kinds'
import { lastAttempt, type Operation } from './operation'
import type { Marks } from './proof'
import { sameReference } from './settlement'
import { type Effect, nothing, type Step } from './step'
import { asBefore, completed, refused, unsure } from './verdicts'

type AnswerFact = Extract<Fact, { kind: 'operation.answered' }>

function answered(
  operation: Operation,
  outcome: Exclude<MoneyOutcome, { kind: 'unreachable' }>,
  facts: Pick<Payload<'operation.answered'>, 'code' | 'chariCode' | 'ours' | 'accepted'>,
): AnswerFact {
  const { meta } = outcome
  return {
    kind: 'operation.answered',
    payload: {
      requestId: lastAttempt(operation).requestId,
      outcome: outcome.kind,
      ...facts,
      operationId: outcome.kind === 'done' && facts.ours ? outcome.reply.operationId : null,
      httpStatus: meta?.httpStatus ?? null,
      serverDate: meta?.serverDate ?? null,
      echo: meta?.echo ?? null,
      tookMs: meta?.tookMs ?? null,
    },
  }
}

/** What the answer to our own execute makes of the operation (DESIGN.md section 3, "Believing", "Refusing"). */
export function onOutcome(operation: Operation, outcome: MoneyOutcome, marks: Marks): Step {
  const step = (facts: readonly Fact[], ...effects: Effect[]): Step => ({ facts, marks, effects })
  if (operation.state !== 'intent' && operation.state !== 'sent') return nothing(marks)
  if (outcome.kind === 'unreachable') {
    // After `sent` nobody can know that no byte left.
    if (operation.state === 'sent') return step([unsure('reset')])
    return step([{ kind: 'operation.not_sent', payload: { code: outcome.reason } }, ...asBefore(operation)])
  }
  // An answer proves that bytes left, whatever the journal holds.
  const sent: readonly Fact[] =
    operation.state === 'intent'
      ? [{ kind: 'operation.sent', payload: { requestId: lastAttempt(operation).requestId } }]
      : []
  if (outcome.kind === 'unsure') {
    const accepted = outcome.reason === 'pending_confirmation'
    const fact = answered(operation, outcome, {
      code: outcome.reason,
      chariCode: accepted ? PENDING_CONFIRMATION : null,
      ours: false,
      accepted,
    })
    return step([...sent, fact, unsure(outcome.reason, accepted ? PENDING_CONFIRMATION : null)])
  }
  if (outcome.kind === 'refused') {
    const { code } = outcome
    const chariCode = typeof code === 'number' ? code : null
    const accepted = code === PENDING_CONFIRMATION
    const fact = answered(operation, outcome, { code: String(code), chariCode, ours: false, accepted })
    if (accepted) return step([...sent, fact, unsure('pending_confirmation', chariCode)])
    if (chariCode === null) return step([...sent, fact, ...refused(operation, String(code), null)])
    // Believed only after one more look-up (DESIGN.md section 3, "Refusing").
    return step([...sent, fact], 'look_up')
  }
  const { reply } = outcome
  const referenceFits = reply.reference === null || sameReference(reply.reference, operation.reference)
  const amountFits = reply.amount === null || reply.amount === operation.amount
  const readable = reply.status === 'open' || reply.status === 'completed'
  const ours = readable && referenceFits && amountFits
  const fact = answered(operation, outcome, {
    code: ours || !readable ? reply.status : 'mismatch',
    chariCode: null,
    ours,
    accepted: ours,
  })
  if (!ours) return step([...sent, fact, unsure(readable ? 'mismatch' : 'unknown_status')])
  const whole = reply.status === 'completed' && reply.reference !== null && reply.amount !== null
  if (whole) return step([...sent, fact, ...completed(operation, 'reply', 'own_answer', reply)])
  return step([...sent, fact], 'look_up')
}
