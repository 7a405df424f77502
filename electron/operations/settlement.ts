import type { Listing, LookUpOutcome, OperationRecord, RequestSheet } from '../chari/outcome'
import { directionOfType } from '../domain/codes'
import type { Centimes } from '../domain/money'
import { readReference } from '../domain/reference'
import type { Heard } from '../domain/webhook'
import type { Payload } from './kinds'
import type { Operation } from './operation'

/** What Chari's answers mean for one operation: pure reading, no transition. */

/** Chari's words, and ours for what carries no information about the reference. */
export type Said =
  | 'open'
  | 'expired'
  | 'completed'
  | 'failed'
  | 'canceled'
  | 'unknown'
  | 'mismatch'
  | 'error'
  | 'denied'
  | 'throttled'
  | 'unreachable'
  | 'no_answer'

export type Sign = 'ours' | 'other' | 'none'
export type SignReason =
  | 'own_answer'
  | 'request_id'
  | 'operation_id'
  | 'gateway_id'
  | 'sole_terminal'
  | 'claim'

/** A completed execution as Chari shows it. */
export interface Execution {
  readonly by: 'look_up' | 'listing'
  readonly agentCode: string | null
  readonly requestId: string | null
  readonly operationId: string | null
  readonly executedAt: string | null
  readonly fee: Centimes | null
  readonly total: Centimes | null
  readonly commission: Centimes | null
}

export interface SignRules {
  /** No other terminal uses this agent code, as far as settings and journal know. */
  readonly soleTerminal: boolean
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

export function sameReference(a: string, b: string): boolean {
  const read = readReference(a)
  return read.ok ? read.value === b : a.trim() === b
}

/** A sheet that names another reference, amount or direction says nothing about this operation. */
const contradicts = (operation: Operation, sheet: RequestSheet): boolean =>
  (sheet.reference !== null && !sameReference(sheet.reference, operation.reference)) ||
  (sheet.amount !== null && sheet.amount !== operation.amount) ||
  (sheet.direction !== null && sheet.direction !== operation.direction)

/** What a look-up of the operation's reference says. */
export function said(operation: Operation, outcome: LookUpOutcome<RequestSheet>): Said {
  if (outcome.kind !== 'answer') return outcome.kind
  const sheet = outcome.value
  if (contradicts(operation, sheet)) return 'mismatch'
  // Completion is believed for the same reference and amount only (DESIGN.md section 3).
  if (sheet.status === 'completed') return sheet.amount === null ? 'mismatch' : 'completed'
  if (sheet.status === 'failed' || sheet.status === 'canceled') return sheet.status
  if (sheet.expired) return 'expired'
  return sheet.status
}

/** Open and expired are one for the proof: a request that is under way may still be executed after its expiry. */
export const isOpen = (word: Said): boolean => word === 'open' || word === 'expired'
export const isAnswer = (word: Said): boolean =>
  isOpen(word) || word === 'completed' || word === 'failed' || word === 'canceled'

export const executionOf = (sheet: RequestSheet): Execution => ({
  by: 'look_up',
  agentCode: sheet.agentCode,
  requestId: sheet.requestId,
  operationId: sheet.operationId,
  executedAt: sheet.executedAt,
  fee: sheet.fee,
  total: sheet.total,
  commission: sheet.commission,
})

/**
 * Who executed it (DESIGN.md section 4). `none` is no proof either way: it stays unsure.
 *
 * Source of the order: our own answer and our request ids are always enough; the agent code only where no other
 * terminal uses it, or where a supervisor has spoken for the others; another agent's code says elsewhere, unless
 * our own answer, or a request id that Chari told by itself, contradicts it.
 */
export function signOf(
  operation: Operation,
  seen: Execution,
  rules: SignRules,
): { readonly sign: Sign; readonly why: SignReason | null } {
  const ids = operation.attempts.map(({ requestId }) => requestId)
  if (seen.requestId !== null && ids.some((id) => same(id, seen.requestId ?? '')))
    return { sign: 'ours', why: 'request_id' }
  if (seen.agentCode !== null && !same(seen.agentCode, operation.agentCode))
    return { sign: operation.ours || operation.heardRequest !== null ? 'none' : 'other', why: null }
  if (operation.ours) return { sign: 'ours', why: 'own_answer' }
  if (operation.heardRequest !== null) return { sign: 'ours', why: 'request_id' }
  // A listing is asked for our own phone, so a row without an agent is still ours; a look-up's is not.
  if (seen.agentCode === null && seen.by === 'look_up') return { sign: 'none', why: null }
  if (!operation.attempts.some(({ sentAt }) => sentAt !== null)) return { sign: 'none', why: null }
  if (rules.soleTerminal) return { sign: 'ours', why: 'sole_terminal' }
  if (operation.claimed) return { sign: 'ours', why: 'claim' }
  return { sign: 'none', why: null }
}

/** What Chari told by itself, for the operation that it names; null: it names another, or contradicts this one. */
export function heardOf(operation: Operation, heard: Heard): Payload<'operation.heard'> | null {
  const { about, reference, amount, requestId, status } = heard
  const attempt = operation.attempts.find((one) => requestId !== null && same(one.requestId, requestId))
  const named = reference === null ? attempt !== undefined : sameReference(reference, operation.reference)
  const otherWay = about !== 'unknown' && about !== operation.direction
  if (!named || otherWay || (amount !== null && amount !== operation.amount)) return null
  const executed = status === 'completed' && amount !== null
  return {
    webhook: heard.sequence,
    said: status,
    requestId: executed ? (attempt?.requestId ?? null) : null,
    operationId: heard.operationId,
  }
}

function isRowOf(operation: Operation, row: OperationRecord): boolean {
  if (row.status !== 'completed' || row.amount !== operation.amount) return false
  if (row.operationType !== null) {
    const direction = directionOfType(row.operationType)
    if (direction !== operation.direction) return false
  }
  if (row.reference !== null) return sameReference(row.reference, operation.reference)
  return operation.attempts.some(({ requestId }) => row.requestId !== null && same(requestId, row.requestId))
}

/**
 * The completed execution of this operation in a listing. Rows are transactions: those of one operation are read
 * together, so that an agent or a request id named on any of them counts.
 */
export function findInListing(operation: Operation, listing: Listing): Execution | null {
  const rows = listing.rows.filter((row) => isRowOf(operation, row))
  const [first] = rows
  if (!first) return null
  const ids = new Set(rows.map(({ operationId }) => operationId).filter((id) => id !== null))
  const group = listing.rows.filter(
    (row) => rows.includes(row) || (row.operationId !== null && ids.has(row.operationId)),
  )
  const known = <T>(of: (row: OperationRecord) => T | null): T | null => {
    for (const row of group) {
      const value = of(row)
      if (value !== null) return value
    }
    return null
  }
  const ours = group.find(
    ({ requestId }) =>
      requestId !== null && operation.attempts.some((attempt) => same(attempt.requestId, requestId)),
  )
  return {
    by: 'listing',
    agentCode: known(({ agentCode }) => agentCode),
    requestId: ours?.requestId ?? known(({ requestId }) => requestId),
    operationId: known(({ operationId }) => operationId),
    executedAt: known(({ executedAt }) => executedAt),
    fee: first.fee,
    total: first.total,
    commission: known(({ commission }) => commission),
  }
}

/** The probe as an event. */
export function lookUpChecked(
  word: Said,
  sign: Sign | null,
  outcome: LookUpOutcome<RequestSheet>,
): Payload<'operation.checked'> {
  const meta = 'meta' in outcome ? outcome.meta : null
  const sheet = outcome.kind === 'answer' ? outcome.value : null
  return {
    what: 'look_up',
    said: word === 'completed' && sign !== null ? `completed_${sign}` : word,
    agentCode: sheet?.agentCode ?? null,
    operationId: sheet?.operationId ?? null,
    requestId: meta?.requestId ?? ('requestId' in outcome ? outcome.requestId : null),
    httpStatus: meta?.httpStatus ?? null,
    serverDate: meta?.serverDate ?? null,
    complete: null,
  }
}

export function listingChecked(
  found: Execution | null,
  sign: Sign | null,
  outcome: LookUpOutcome<Listing>,
): Payload<'operation.checked'> {
  const meta = 'meta' in outcome ? outcome.meta : null
  const word =
    outcome.kind !== 'answer'
      ? outcome.kind
      : found && sign
        ? `completed_${sign}`
        : outcome.value.complete
          ? 'absent'
          : 'incomplete'
  return {
    what: 'listing',
    said: word,
    agentCode: found?.agentCode ?? null,
    operationId: found?.operationId ?? null,
    requestId: meta?.requestId ?? ('requestId' in outcome ? outcome.requestId : null),
    httpStatus: meta?.httpStatus ?? null,
    serverDate: meta?.serverDate ?? null,
    complete: outcome.kind === 'answer' ? outcome.value.complete : null,
  }
}
