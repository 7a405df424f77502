import type { CardOutcome, LookUpOutcome } from '../chari/outcome'
import { PENDING_CONFIRMATION } from '../domain/codes'
import {
  type CardSign,
  cardListingChecked,
  type Deposit,
  depositOf,
  type FoundInListing,
  findCard,
  probeChecked,
  type Word,
  wordOf,
} from './card-settlement'
import type { Fact } from './facts'
import type { Payload } from './kinds'
import { type CardOperation, isUnsettled, lastAttempt, type Operation } from './operation'
import {
  type Marks,
  nextOfSchedule,
  type Rules,
  seenListing,
  UNSURE_LIMIT_MS,
  wallAgoMs,
  withoutListings,
} from './proof'
import { type CardInput, type Effect, nothing, type Step } from './step'
import { completed, refused, review, unsure } from './verdicts'

/**
 * A card deposit (DESIGN.md section 4): pure, `(operation, input, marks, rules) -> facts, marks, effects`.
 *
 * Its outcome is what Chari's records say under an id that is ours. What the bank's window seemed to say, and what a
 * webhook says, only make it be asked sooner.
 */

type Of<K extends CardInput['kind']> = Extract<CardInput, { kind: K }>

/** Sent, without an outcome, and not in the hands of the bank: what look-ups may settle. */
const WATCHED: ReadonlySet<Operation['state']> = new Set(['accepted', 'declined', 'abandoned', 'unsure'])
/** Its outcome is being looked for by the schedule. */
export const isWatched = (operation: Operation): boolean =>
  WATCHED.has(operation.state) || (operation.state === 'review' && operation.reviewFrom === 'unsure')

/** Chari's word is taken also while the bank's window is open: a webhook may have come first. */
const settles = (operation: Operation): boolean => isWatched(operation) || operation.state === 'challenge'

/** Chari shows it completed although it had ended otherwise: a person decides. */
const doubted = ({ state, reviewFrom }: Operation): boolean =>
  state === 'refused' || state === 'not_done' || (state === 'review' && reviewFrom === 'settled')

function onReply(operation: CardOperation, outcome: CardOutcome, marks: Marks, rules: Rules): Step {
  const step = (facts: readonly Fact[], ...effects: Effect[]): Step => ({ facts, marks, effects })
  if (operation.state !== 'intent' && operation.state !== 'sent') return nothing(marks)
  if (outcome.kind === 'unreachable')
    // After `sent` nobody can know that no byte left.
    return operation.state === 'sent'
      ? step([unsure('reset')], 'look_up')
      : step([{ kind: 'operation.not_sent', payload: { code: outcome.reason } }])
  const { requestId } = lastAttempt(operation)
  // An answer proves that bytes left, whatever the journal holds.
  const sent: readonly Fact[] =
    operation.state === 'intent' ? [{ kind: 'operation.sent', payload: { requestId } }] : []
  const { meta } = outcome
  const answered = (facts: Partial<Payload<'operation.answered'>> & { readonly code: string }): Fact => ({
    kind: 'operation.answered',
    payload: {
      requestId,
      outcome: outcome.kind,
      chariCode: null,
      ours: false,
      accepted: false,
      operationId: null,
      httpStatus: meta?.httpStatus ?? null,
      serverDate: meta?.serverDate ?? null,
      echo: meta?.echo ?? null,
      tookMs: meta?.tookMs ?? null,
      ...facts,
    },
  })
  if (outcome.kind === 'unsure') {
    const pending = outcome.reason === 'pending_confirmation'
    const chariCode = pending ? PENDING_CONFIRMATION : null
    return step(
      [
        ...sent,
        answered({ code: outcome.reason, chariCode, accepted: pending }),
        unsure(outcome.reason, chariCode),
      ],
      'look_up',
    )
  }
  if (outcome.kind === 'refused') {
    const chariCode = typeof outcome.code === 'number' ? outcome.code : null
    const code = String(outcome.code)
    if (chariCode === PENDING_CONFIRMATION)
      return step(
        [...sent, answered({ code, chariCode, accepted: true }), unsure('pending_confirmation', chariCode)],
        'look_up',
      )
    return step([...sent, answered({ code, chariCode }), ...refused(operation, code, chariCode)])
  }
  const { reply } = outcome
  const { operationId, gatewayIds, redirect } = reply
  const fact = answered({
    code: redirect === null ? reply.status : 'challenge',
    ours: true,
    accepted: reply.status === 'open' || reply.status === 'completed' || redirect !== null,
    operationId,
    gatewayIds: [...gatewayIds],
  })
  if (redirect !== null)
    return {
      facts: [...sent, fact, { kind: 'card.challenge', payload: { host: new URL(redirect).host } }],
      marks: { ...marks, challengedMs: rules.nowMs },
      effects: [],
    }
  if (reply.redirectUnusable) return step([...sent, fact, unsure('redirect_unusable')], 'look_up')
  const whole = reply.status === 'completed' && operationId !== null && reply.amount === operation.amount
  if (whole) return step([...sent, fact, ...completed(operation, 'reply', 'own_answer', reply)])
  const readable = reply.status === 'open' || reply.status === 'completed'
  return step([...sent, fact, unsure(readable ? 'accepted' : 'unknown_status')], 'look_up')
}

function onHint(operation: CardOperation, { hint }: Of<'hinted'>, marks: Marks): Step {
  if (operation.state !== 'challenge') return nothing(marks)
  // Only listings read from now on can miss it.
  return {
    facts: [{ kind: 'card.hint', payload: hint }],
    marks: withoutListings(marks),
    effects: ['look_up'],
  }
}

/** The ids of a webhook or of a row, where they say something new. */
function learned(operation: CardOperation, ids: Omit<Of<'heard'>, 'kind'>): readonly Fact[] {
  const gatewayIds = ids.gatewayIds.filter((id) => !operation.card.gatewayIds.includes(id))
  const named = operation.chariOperationId === null && ids.operationId !== null
  return named || gatewayIds.length > 0
    ? [
        {
          kind: 'card.heard',
          payload: { operationId: named ? ids.operationId : null, requestId: ids.requestId, gatewayIds },
        },
      ]
    : []
}

function onHeard(operation: CardOperation, { kind: _, ...ids }: Of<'heard'>, marks: Marks): Step {
  if (operation.state === 'completed' || operation.state === 'intent') return nothing(marks)
  return {
    facts: learned(operation, ids),
    marks,
    effects: settles(operation) || doubted(operation) ? ['look_up'] : [],
  }
}

/** What our own operation, found under an id of ours, makes of the deposit; null: it has no end yet. */
function ended(
  operation: CardOperation,
  word: Word,
  sign: CardSign,
  by: 'look_up' | 'listing',
  deposit: Deposit,
): readonly Fact[] | null {
  if (doubted(operation))
    return word === 'completed' && operation.state !== 'review' ? [review('completed_late')] : null
  if (word === 'completed') return completed(operation, by, sign, deposit)
  return word === 'failed' || word === 'canceled'
    ? [{ kind: 'operation.not_done', payload: { code: word } }]
    : null
}

/** An operation that look-ups do not settle goes to a person in the end. */
const aged = (operation: CardOperation, rules: Rules): readonly Fact[] =>
  WATCHED.has(operation.state) && wallAgoMs(operation.unsureAt, rules.now) >= UNSURE_LIMIT_MS
    ? [review('unsure_24h')]
    : []

function waiting(marks: Marks, outcome: LookUpOutcome<unknown>, rules: Rules): Marks {
  const wait = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0
  return {
    ...marks,
    lastCheckMs: rules.nowMs,
    notBeforeMs: wait > 0 ? rules.nowMs + wait : marks.notBeforeMs,
  }
}

function onProbe(operation: CardOperation, { outcome }: Of<'probed'>, before: Marks, rules: Rules): Step {
  if (!settles(operation) && !doubted(operation)) return nothing(before)
  const marks = waiting(before, outcome, rules)
  const word = outcome.kind === 'answer' ? wordOf(operation, outcome.value) : null
  const checked: Fact = {
    kind: 'operation.checked',
    payload: probeChecked(word === 'completed' ? 'completed_ours' : (word ?? outcome.kind), outcome),
  }
  if (outcome.kind === 'answer' && word !== null) {
    const facts = ended(operation, word, 'operation_id', 'look_up', depositOf(outcome.value))
    if (facts) return { facts: [checked, ...facts], marks, effects: [] }
  }
  const silent = word === null || word === 'mismatch'
  return {
    facts: [checked, ...aged(operation, rules)],
    marks,
    effects: silent && before.listedMs + rules.listingMs <= rules.nowMs ? ['list'] : [],
  }
}

/** `intent` alone was found at start: nothing left the terminal, if a whole listing shows nothing like it. */
function recovered(
  operation: CardOperation,
  checked: Fact,
  absent: boolean,
  found: FoundInListing | null,
  marks: Marks,
): Step {
  const facts: readonly Fact[] = absent
    ? [checked, { kind: 'operation.not_sent', payload: { code: 'restart' } }]
    : [checked, unsure('restart'), ...(found?.kind === 'ours' ? learned(operation, idsOf(found)) : [])]
  return { facts, marks: { ...marks, recovering: false }, effects: absent ? [] : ['look_up'] }
}

const idsOf = ({ deposit }: Extract<FoundInListing, { kind: 'ours' }>): Omit<Of<'heard'>, 'kind'> => ({
  operationId: deposit.operationId,
  gatewayIds: [],
  requestId: null,
})

function onListing(operation: CardOperation, input: Of<'card_listed'>, before: Marks, rules: Rules): Step {
  const { outcome } = input
  const found = outcome.kind === 'answer' ? findCard(operation, outcome.value, input.taken) : null
  const absent =
    outcome.kind === 'answer' &&
    outcome.value.complete &&
    found?.kind === 'candidates' &&
    found.completed.length === 0 &&
    !found.pending
  const read = waiting(before, outcome, rules)
  const checked: Fact = { kind: 'operation.checked', payload: cardListingChecked(found, outcome) }
  if (operation.state === 'intent' && before.recovering)
    return recovered(operation, checked, absent, found, read)
  if (!settles(operation) && !doubted(operation)) return nothing(before)
  // The bank may still be at it: what is not there while its window is open proves nothing.
  const marks = seenListing(read, absent && operation.state !== 'challenge', rules)
  if (found?.kind === 'ours') {
    const facts = ended(operation, found.word, found.sign, 'listing', found.deposit)
    const known = facts ? [] : learned(operation, idsOf(found))
    return { facts: [checked, ...known, ...(facts ?? aged(operation, rules))], marks, effects: [] }
  }
  if (!isWatched(operation)) return { facts: doubted(operation) ? [] : [checked], marks, effects: [] }
  const [only, another] = found?.completed ?? []
  if (only && !another && only.certain && !found?.pending && rules.soleTerminal && !input.rivals)
    return {
      facts: [checked, ...completed(operation, 'listing', 'sole_terminal', only)],
      marks,
      effects: [],
    }
  if (only)
    return {
      facts: [checked, ...proposed(operation, only, found?.completed.length ?? 1)],
      marks,
      effects: [],
    }
  if (operation.state !== 'review' && marks.completeListings >= 2)
    return { facts: [checked, review('card_absent')], marks, effects: [] }
  return { facts: [checked, ...aged(operation, rules)], marks, effects: [] }
}

/** Operations without a sign of ours go before a person, once. */
function proposed(operation: CardOperation, deposit: Deposit, candidates: number): readonly Fact[] {
  const one = candidates === 1
  const payload: Payload<'card.proposed'> = {
    operationId: one ? deposit.operationId : null,
    executedAt: one ? deposit.executedAt : null,
    fee: one ? deposit.fee : null,
    total: one ? deposit.total : null,
    candidates,
  }
  const before = operation.card.proposed
  const news = before?.operationId !== payload.operationId || before?.candidates !== candidates
  return [
    ...(news ? [{ kind: 'card.proposed', payload } as const] : []),
    ...(operation.state === 'review' ? [] : [review(one ? 'card_proposed' : 'card_several')]),
  ]
}

function onStart(operation: CardOperation, marks: Marks): Step {
  const parked: readonly Fact[] =
    isUnsettled(operation) && !operation.parked
      ? [{ kind: 'operation.parked', payload: { why: 'restart' } }]
      : []
  switch (operation.state) {
    case 'intent':
      return { facts: parked, marks: { ...marks, recovering: true }, effects: ['look_up'] }
    case 'sent':
      return { facts: [unsure('restart'), ...parked], marks, effects: ['look_up'] }
    case 'challenge': {
      const hint = { said: 'abandoned', code: 'restart', reason: null } as const
      return { facts: [{ kind: 'card.hint', payload: hint }, ...parked], marks, effects: ['look_up'] }
    }
    default:
      return { facts: parked, marks, effects: settles(operation) ? ['look_up'] : [] }
  }
}

/** One step of the machine. Facts are appended in one transaction; if that fails, nothing has happened. */
export function cardStep(operation: CardOperation, input: CardInput, marks: Marks, rules: Rules): Step {
  switch (input.kind) {
    case 'sent':
      return operation.state === 'intent'
        ? {
            facts: [{ kind: 'operation.sent', payload: { requestId: lastAttempt(operation).requestId } }],
            marks: { ...marks, sentMs: rules.nowMs },
            effects: [],
          }
        : nothing(marks)
    case 'replied':
      return onReply(operation, input.outcome, marks, rules)
    case 'hinted':
      return onHint(operation, input, marks)
    case 'heard':
      return onHeard(operation, input, marks)
    case 'probed':
      return onProbe(operation, input, marks, rules)
    case 'card_listed':
      return onListing(operation, input, marks, rules)
    case 'started':
      return onStart(operation, marks)
  }
}

/** When the bank's window must have ended, on the monotonic clock; null: it is not open. */
export const challengeEndsMs = (operation: Operation, marks: Marks, rules: Rules): number | null =>
  operation.state === 'challenge' ? (marks.challengedMs ?? rules.nowMs) + rules.challengeMs : null

/** When the next look-up is due, or the end of the bank's window; null where none is. */
export function nextCardCheckMs(operation: CardOperation, marks: Marks, rules: Rules): number | null {
  const ends = challengeEndsMs(operation, marks, rules)
  if (ends !== null) return ends
  if (!isWatched(operation) || marks.settleFromMs === null) return null
  const from = marks.settleFromMs
  const after = marks.lastCheckMs ?? from - 1
  const candidates = [nextOfSchedule(rules.settleMs, after - from) + from]
  if (marks.completeListedMs !== null) candidates.push(marks.completeListedMs + rules.listingMs)
  return Math.max(Math.min(...candidates.filter((at) => at > after)), marks.notBeforeMs)
}
