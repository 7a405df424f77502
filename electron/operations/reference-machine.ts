import type { LookUpOutcome, RequestSheet } from '../chari/outcome'
import { onOutcome } from './execute-outcome'
import type { Fact } from './facts'
import { isUnsettled, lastAttempt, type Operation } from './operation'
import {
  acceptedTooLong,
  type Marks,
  proves,
  type Rules,
  reviewDue,
  seenListing,
  seenLookUp,
  withoutListings,
} from './proof'
import {
  type Execution,
  executionOf,
  findInListing,
  isAnswer,
  isOpen,
  listingChecked,
  lookUpChecked,
  said,
  signOf,
} from './settlement'
import { type Input, nothing, type Step } from './step'
import { asBefore, completed, refused, review, unsure } from './verdicts'

/**
 * One operation by reference (DESIGN.md section 4, PITFALLS.md part (e)): what an answer of Chari, or the passing
 * of time, makes of it. Pure: the runner appends the facts, then performs the effects. What people do is acts.ts.
 */

/** Completed, by whom it may be; `operation` is unsure or in review. */
function judged(
  operation: Operation,
  seen: Execution,
  rules: Rules,
): { readonly facts: readonly Fact[]; readonly sign: 'ours' | 'other' | 'none' } {
  const { sign, why } = signOf(operation, seen, rules)
  if (sign === 'ours' && why) return { sign, facts: completed(operation, seen.by, why, seen) }
  if (sign === 'other' && operation.state === 'unsure')
    return {
      sign,
      facts: [
        {
          kind: 'operation.elsewhere',
          payload: {
            by: seen.by,
            agentCode: seen.agentCode,
            operationId: seen.operationId,
            executedAt: seen.executedAt,
          },
        },
      ],
    }
  return { sign, facts: [] }
}

/** Looked up like unsure: a review that began there leaves by itself on a positive sign. */
const settles = (operation: Operation): boolean =>
  operation.state === 'unsure' || (operation.state === 'review' && operation.reviewFrom === 'unsure')

/** What time alone makes of an unsure operation. */
function aged(operation: Operation, marks: Marks, rules: Rules): readonly Fact[] {
  if (operation.state !== 'unsure') return []
  if (acceptedTooLong(operation, marks, rules)) return [review('accepted_without_end')]
  const due = reviewDue(operation, marks, rules)
  return due ? [review(due)] : []
}

function onLookUp(
  operation: Operation,
  outcome: LookUpOutcome<RequestSheet>,
  before: Marks,
  rules: Rules,
): Step {
  const word = said(operation, outcome)
  const marks = seenLookUp(before, word, outcome, rules)
  const seen = outcome.kind === 'answer' && word === 'completed' ? executionOf(outcome.value) : null
  const first: Fact[] = []
  let current = operation

  if (operation.state === 'intent') {
    if (!before.recovering) return nothing(marks)
    const open = isOpen(word)
    const facts: Fact[] = [{ kind: 'operation.checked', payload: lookUpChecked(word, null, outcome) }]
    if (open) facts.push({ kind: 'operation.not_sent', payload: { code: 'restart' } }, ...asBefore(operation))
    if (open) return { facts, marks: { ...marks, recovering: false }, effects: [] }
    first.push(unsure('restart'))
    current = { ...operation, state: 'unsure' }
  } else if (operation.state === 'sent') {
    const { refusal } = operation
    if (refusal === null && !operation.ours) return nothing(marks)
    if (refusal !== null && isAnswer(word) && word !== 'completed')
      return {
        facts: [
          { kind: 'operation.checked', payload: lookUpChecked(word, null, outcome) },
          ...refused(operation, String(refusal), refusal),
        ],
        marks,
        effects: [],
      }
    if (refusal !== null)
      first.push(unsure(word === 'completed' ? 'refused_but_completed' : 'refusal_unconfirmed', refusal))
    else if (word !== 'completed') first.push(unsure('accepted'))
    // Straight from sent to completed where our own accepted answer and this look-up agree.
    current = { ...operation, state: 'unsure' }
  } else if (!settles(operation)) return nothing(marks)

  const recovered: Marks = { ...marks, recovering: false }
  const verdict = seen ? judged(current, seen, rules) : null
  const checked: Fact = {
    kind: 'operation.checked',
    payload: lookUpChecked(word, verdict?.sign ?? null, outcome),
  }
  if (verdict && verdict.facts.length > 0)
    return { facts: [...first, checked, ...verdict.facts], marks: recovered, effects: [] }
  // A completed look-up of an accepted attempt that names another agent must not stay `sent`.
  if (operation.state === 'sent' && first.length === 0) first.push(unsure('accepted'))
  if (verdict) {
    // Only listings read from now on can miss it.
    const fresh = current.completedSeen ? recovered : withoutListings(recovered)
    return {
      facts: [...first, checked, ...aged({ ...current, completedSeen: true }, fresh, rules)],
      marks: fresh,
      effects: rules.hasListing ? ['list'] : [],
    }
  }

  // Once seen completed, no other word of Chari's undoes it: a person decides.
  const undecided = current.state === 'unsure' && !current.completedSeen
  if (undecided && (word === 'failed' || word === 'canceled'))
    return {
      facts: [...first, checked, { kind: 'operation.not_done', payload: { code: word } }],
      marks: recovered,
      effects: [],
    }
  if (undecided && !current.accepted && isOpen(word) && proves(recovered, rules)) {
    if (rules.hasListing && !recovered.proving)
      return {
        facts: [...first, checked],
        marks: { ...recovered, proving: word === 'expired' ? 'expired' : 'open' },
        effects: ['list'],
      }
    return {
      facts: [...first, checked, { kind: 'operation.not_done', payload: { code: word } }],
      marks: recovered,
      effects: [],
    }
  }
  const facts = [...first, checked, ...aged(current, recovered, rules)]
  const wantsListing = rules.hasListing && recovered.listedMs + rules.listingMs <= rules.nowMs
  return { facts, marks: recovered, effects: wantsListing ? ['list'] : [] }
}

function onListing(
  operation: Operation,
  input: Extract<Input, { kind: 'listed' }>,
  before: Marks,
  rules: Rules,
): Step {
  const { outcome } = input
  const found = outcome.kind === 'answer' ? findInListing(operation, outcome.value) : null
  const complete = outcome.kind === 'answer' && outcome.value.complete
  const marks: Marks = { ...seenListing(before, complete, rules), proving: null }
  const sign = found ? signOf(operation, found, rules).sign : null
  const checked: Fact = { kind: 'operation.checked', payload: listingChecked(found, sign, outcome) }

  if (operation.state === 'refused' || operation.state === 'not_done') {
    // Completed after all: a person decides, where the row may be ours and no other operation claims it.
    if (!found || input.claimed || sign === 'other') return nothing(marks)
    return { facts: [checked, review('completed_late')], marks, effects: [] }
  }
  if (!settles(operation)) return nothing(marks)
  if (found) {
    const verdict = judged(operation, found, rules)
    const late = verdict.facts.length > 0 ? [] : aged({ ...operation, completedSeen: true }, marks, rules)
    return { facts: [checked, ...verdict.facts, ...late], marks, effects: [] }
  }
  if (before.proving && operation.state === 'unsure' && !operation.accepted && !operation.completedSeen)
    return {
      facts: [checked, { kind: 'operation.not_done', payload: { code: before.proving } }],
      marks,
      effects: [],
    }
  return { facts: [checked, ...aged(operation, marks, rules)], marks, effects: [] }
}

function onStart(operation: Operation, marks: Marks): Step {
  const parked: readonly Fact[] =
    isUnsettled(operation) && !operation.parked
      ? [{ kind: 'operation.parked', payload: { why: 'restart' } }]
      : []
  if (operation.state === 'sent')
    return { facts: [unsure('restart'), ...parked], marks, effects: ['look_up'] }
  if (operation.state === 'intent')
    return { facts: parked, marks: { ...marks, recovering: true }, effects: ['look_up'] }
  return { facts: parked, marks, effects: settles(operation) ? ['look_up'] : [] }
}

/** One step of the machine. Facts are appended in one transaction; if that fails, nothing has happened. */
export function step(operation: Operation, input: Input, marks: Marks, rules: Rules): Step {
  switch (input.kind) {
    case 'sent':
      return operation.state === 'intent'
        ? {
            facts: [{ kind: 'operation.sent', payload: { requestId: lastAttempt(operation).requestId } }],
            marks: { ...marks, sentMs: rules.nowMs },
            effects: [],
          }
        : nothing(marks)
    case 'outcome':
      return onOutcome(operation, input.outcome, marks)
    case 'looked_up':
      return onLookUp(operation, input.outcome, marks, rules)
    case 'listed':
      return onListing(operation, input, marks, rules)
    case 'started':
      return onStart(operation, marks)
  }
}
