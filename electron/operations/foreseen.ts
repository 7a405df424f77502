import type { Fact } from './facts'
import { type FoldedEvent, fold, type Operation } from './operation'

/** What the operation will be once `facts` are appended: papers are written from it. */
export function foreseen(operation: Operation, facts: readonly Fact[], at: string): Operation {
  const events = facts.flatMap((fact, index): FoldedEvent[] =>
    fact.kind === 'paper' || fact.kind === 'drawer'
      ? []
      : [
          {
            kind: fact.kind,
            payload: fact.payload,
            operation: operation.id,
            at,
            sequence: operation.createdSequence + index + 1,
            cashier: operation.cashier,
            shift: operation.shift,
            hash: operation.shortHash,
          },
        ],
  )
  return fold(events, operation) ?? operation
}
