import type { Listing, LookUpOutcome, OperationRecord } from '../chari/outcome'
import type { Centimes } from '../domain/money'
import type { Payload } from './kinds'
import type { CardOperation } from './operation'

/** What Chari's records mean for one card deposit: pure reading, no transition. */

/** How a record names our operation. */
export type CardSign = 'request_id' | 'operation_id' | 'gateway_id'

/** A completed deposit as Chari shows it. */
export interface Deposit {
  readonly operationId: string | null
  readonly executedAt: string | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  readonly commission: Centimes | null
}

export type Word =
  | 'open'
  | 'completed'
  | 'failed'
  | 'canceled'
  | 'unknown'
  /** It carries our id, and another amount or another kind of operation. */
  | 'mismatch'

export type FoundInListing =
  | { readonly kind: 'ours'; readonly word: Word; readonly sign: CardSign; readonly deposit: Deposit }
  /** No row carries an id of ours; these may be it all the same. */
  | {
      readonly kind: 'candidates'
      readonly completed: readonly (Deposit & { readonly certain: boolean })[]
      /** Some are not at their end: nothing is absent. */
      readonly pending: boolean
    }

/** "Operation Types" and "Transaction Types": a deposit, or a payment by card. The fees of one are another row. */
const DEPOSITS: ReadonlySet<number> = new Set([1, 24])
const isDeposit = ({ operationType, transactionType }: OperationRecord): boolean =>
  (transactionType === null || DEPOSITS.has(transactionType)) &&
  (operationType === null || DEPOSITS.has(operationType))

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()
const isAsked = (operation: CardOperation, id: string): boolean =>
  operation.attempts.some(({ requestId }) => same(requestId, id))

function signOf(operation: CardOperation, row: OperationRecord): CardSign | null {
  if (row.requestId !== null && isAsked(operation, row.requestId)) return 'request_id'
  if (row.operationId !== null && row.operationId === operation.chariOperationId) return 'operation_id'
  // A listing calls one of the gateway's ids the transaction's reference.
  const gateway = [...(row.gatewayIds ?? []), ...(row.reference === null ? [] : [row.reference])]
  return gateway.some((id) => operation.card.gatewayIds.includes(id)) ? 'gateway_id' : null
}

export const depositOf = (row: OperationRecord): Deposit => ({
  operationId: row.operationId,
  executedAt: row.executedAt,
  fee: row.fee,
  total: row.total,
  commission: row.commission,
})

/** What a record that is ours says. Completion is believed for the same amount only (DESIGN.md section 3). */
export function wordOf(operation: CardOperation, row: OperationRecord): Word {
  if (!isDeposit(row) || (row.amount !== null && row.amount !== operation.amount)) return 'mismatch'
  return row.status === 'completed' && row.amount === null ? 'mismatch' : row.status
}

/** Best first: an operation is completed where any of its transactions says so. */
const RANK: readonly Word[] = ['completed', 'open', 'unknown', 'mismatch', 'failed', 'canceled']

/** How far Chari's clock and the order of its books may be from the moment at which we asked for the preview. */
const MARGIN_MS = 5 * 60_000

/** Whether it was made after we began; null: it names no time with a zone. */
function isLater(operation: CardOperation, row: OperationRecord): boolean | null {
  const time = [row.createdAt, row.executedAt].find((one) => one?.endsWith('Z'))
  return time ? Date.parse(time) >= Date.parse(operation.openAt) - MARGIN_MS : null
}

/** A row without an id of ours that contradicts nothing we know. */
function mayBe(operation: CardOperation, row: OperationRecord): boolean {
  if (!isDeposit(row) || row.amount !== operation.amount || row.sens === 2) return false
  if (row.requestId !== null || isLater(operation, row) === false) return false
  // Another operation id than the one we were given is another operation.
  if (row.operationId !== null && operation.chariOperationId !== null) return false
  return row.agentCode === null || same(row.agentCode, operation.agentCode)
}

/**
 * What a listing says of a deposit. Rows are transactions: those of one operation are read together, so that an id on
 * any of them counts. `taken`: rows of other operations of ours.
 */
export function findCard(
  operation: CardOperation,
  listing: Listing,
  taken: (row: OperationRecord) => boolean,
): FoundInListing {
  const signed = listing.rows.flatMap((row) => {
    const sign = signOf(operation, row)
    return sign === null ? [] : [{ row, sign }]
  })
  const [first] = signed
  if (first) {
    const ids = new Set(signed.flatMap(({ row }) => row.operationId ?? []))
    const group = listing.rows.filter(
      (row) =>
        signed.some((one) => one.row === row) || (row.operationId !== null && ids.has(row.operationId)),
    )
    // A row of fees beside it says nothing of the deposit, and is no contradiction.
    const own = group.filter(isDeposit)
    const told = (own.length > 0 ? own : group)
      .map((row) => ({ row, word: wordOf(operation, row) }))
      .sort((a, b) => RANK.indexOf(a.word) - RANK.indexOf(b.word))
    const best = told[0] ?? { row: first.row, word: wordOf(operation, first.row) }
    const operationId = best.row.operationId ?? [...ids][0] ?? null
    return {
      kind: 'ours',
      word: best.word,
      sign: first.sign,
      deposit: { ...depositOf(best.row), operationId },
    }
  }
  const free = listing.rows.filter((row) => mayBe(operation, row) && !taken(row))
  const seen = new Set<string>()
  const completed = free.flatMap((row) => {
    if (row.status !== 'completed') return []
    // Debit and credit of one movement are one operation.
    if (row.operationId !== null && seen.has(row.operationId)) return []
    if (row.operationId !== null) seen.add(row.operationId)
    // Whoever pays into the same wallet by a telephone of their own stands here as well, and names no agent.
    const ofOurCode = row.agentCode !== null
    return [
      {
        ...depositOf(row),
        certain: ofOurCode && row.operationId !== null && isLater(operation, row) === true,
      },
    ]
  })
  return {
    kind: 'candidates',
    completed,
    pending: free.some(({ status }) => status === 'open' || status === 'unknown'),
  }
}

type Checked = Payload<'operation.checked'>

const probe = (outcome: LookUpOutcome<unknown>): Pick<Checked, 'requestId' | 'httpStatus' | 'serverDate'> => {
  const meta = 'meta' in outcome ? outcome.meta : null
  return {
    requestId: meta?.requestId ?? ('requestId' in outcome ? outcome.requestId : null),
    httpStatus: meta?.httpStatus ?? null,
    serverDate: meta?.serverDate ?? null,
  }
}

/** The probe by Chari's id, as an event. */
export const probeChecked = (word: string, outcome: LookUpOutcome<OperationRecord>): Checked => ({
  what: 'look_up',
  said: word,
  agentCode: outcome.kind === 'answer' ? outcome.value.agentCode : null,
  operationId: outcome.kind === 'answer' ? outcome.value.operationId : null,
  ...probe(outcome),
  complete: null,
})

/** The reading of the listing, as an event. */
export function cardListingChecked(found: FoundInListing | null, outcome: LookUpOutcome<Listing>): Checked {
  const complete = outcome.kind === 'answer' ? outcome.value.complete : null
  const candidates = found?.kind === 'candidates' ? found : null
  const said =
    found?.kind === 'ours'
      ? found.word === 'completed'
        ? 'completed_ours'
        : found.word
      : candidates && candidates.completed.length > 0
        ? 'candidate'
        : candidates?.pending
          ? 'open'
          : outcome.kind === 'answer'
            ? complete
              ? 'absent'
              : 'incomplete'
            : outcome.kind
  return {
    what: 'listing',
    said,
    agentCode: null,
    operationId: found?.kind === 'ours' ? found.deposit.operationId : null,
    ...probe(outcome),
    complete,
  }
}
