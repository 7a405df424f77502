import type { Signature } from '../domain/closing'
import type { DayReport } from '../domain/reconciliation'
import type { Signer } from '../domain/signer'
import { signClosing } from '../journal/closing-signature'
import { canonical } from '../journal/encoding'
import type { AppendTx } from '../journal/types'
import { type DayDocument, dayDocumentSchema } from './document'
import type { Judged, Judgement } from './judge'
import { isOpen } from './report'
import type { KeptBreak, KeptDocument } from './store'

export interface ClosingFacts {
  readonly judgement: Judgement
  /** Open breaks of the day as judged, and what earlier days left. */
  readonly carried: readonly KeptBreak[]
  readonly report: DayReport
  readonly terminal: string
  readonly agentCode: string
  readonly now: string
  readonly by: string
  readonly last: KeptDocument | null
}

const workedOffOf = (breaks: readonly Judged[]): DayDocument['workedOff'] =>
  breaks.flatMap(({ name, key, code, state, history }) =>
    state === 'open'
      ? []
      : history.map(({ at, decision, reason, ticket, by, approvedBy }) => ({
          name,
          key,
          code,
          at,
          decision,
          reason,
          ticket,
          by,
          approvedBy,
        })),
  )

/** The day's document, before it has a number. */
export type Draft = Omit<DayDocument, 'number' | 'sequence' | 'head'>

export function draftOf(facts: ClosingFacts): Draft {
  const { judgement, carried, report } = facts
  const own = judgement.breaks.filter(isOpen)
  return {
    kind: 'reconciliation',
    replaces: facts.last?.document.number ?? null,
    terminal: facts.terminal,
    agentCode: facts.agentCode,
    day: judgement.day,
    closedAt: facts.now,
    closedBy: facts.by,
    verdict: judgement.verdict,
    provisional: judgement.provisional,
    readings: judgement.pulls.map(({ pull, source, readAt, rows, complete }) => ({
      pull,
      source,
      readAt,
      rows,
      complete,
    })),
    totals: report.totals,
    operations: judgement.operations,
    matched: judgement.matched,
    rows: judgement.rows,
    classes: report.classes,
    open: [
      ...own.map(({ name, key, code, day, amount, state }) => ({
        name,
        key,
        code,
        day,
        amount,
        waiting: state === 'waiting',
      })),
      ...carried.map(({ name, key, code, day, amount, state }) => ({
        name,
        key,
        code,
        day,
        amount,
        waiting: state === 'waiting',
      })),
    ],
    workedOff: workedOffOf(judgement.breaks),
    proof: judgement.proof,
    zs: [...report.zs],
  }
}

/** The same day said in the same words: signing it again would say nothing. */
export function saysTheSame(last: KeptDocument | null, draft: Draft): boolean {
  if (last === null) return false
  const told = ({ verdict, provisional, totals, classes, open, workedOff, proof, zs }: Draft): string =>
    canonical({ verdict, provisional, totals, classes, open, workedOff, proof, zs }).text
  return told(last.document) === told(draft)
}

export interface SignedDay {
  readonly document: DayDocument
  /** null: the key could not be used; the day is closed all the same. */
  readonly signature: Signature | null
}

/** Numbered and signed inside the append that stores it. */
export function signedDay(draft: Draft, tx: Pick<AppendTx, 'next' | 'head'>, signer: Signer): SignedDay {
  const sequence = tx.next('reconciliation')
  const document = dayDocumentSchema.parse({
    ...draft,
    number: `${draft.terminal}-J${String(sequence).padStart(6, '0')}`,
    sequence,
    head: tx.head(),
  })
  return { document, signature: signClosing(signer, document) }
}
