import type { LookUpOutcome, RequestSheet } from '../chari/outcome'
import type { Operation } from './operation'
import { isAnswer, isOpen, type Said, type SignRules } from './settlement'

/**
 * What only this run of the app knows of an operation, on the clock that never steps. A restart forgets it on
 * purpose: the window for "open" then begins anew.
 */
export interface Marks {
  /** When `sent` was written in this run. */
  readonly sentMs: number | null
  /** Where the schedule of look-ups begins. */
  readonly settleFromMs: number | null
  readonly lastCheckMs: number | null
  /** First of the unbroken run of "open" answers. */
  readonly openFirstMs: number | null
  readonly openLastMs: number | null
  /** An answer has said something since it became unsure. */
  readonly informed: boolean
  readonly listedMs: number
  /** Complete listings that showed no sign, at least listingMs apart. */
  readonly completeListings: number
  readonly completeListedMs: number | null
  /** "Open" is proven but for a last look into the listing. */
  readonly proving: 'open' | 'expired' | null
  /** Chari asked us to wait until then. */
  readonly notBeforeMs: number
  /** `intent` alone was found at start. */
  readonly recovering: boolean
  /** When the bank's window was to be opened, in this run. */
  readonly challengedMs: number | null
}

export const noMarks: Marks = {
  sentMs: null,
  settleFromMs: null,
  lastCheckMs: null,
  openFirstMs: null,
  openLastMs: null,
  informed: false,
  listedMs: Number.NEGATIVE_INFINITY,
  completeListings: 0,
  completeListedMs: null,
  proving: null,
  notBeforeMs: 0,
  recovering: false,
  challengedMs: null,
}

/** Settings and time, as one step sees them. All intervals are of the monotonic clock. */
export interface Rules extends SignRules {
  readonly nowMs: number
  /** When the app started. */
  readonly startMs: number
  /** The wall clock, for what lasts longer than a run of the app. */
  readonly now: string
  readonly notDoneMs: number
  readonly agreeMs: number
  readonly acceptedMs: number
  readonly listingMs: number
  /** How long the bank's window of a card may be open. */
  readonly challengeMs: number
  readonly settleMs: readonly number[]
  /** The agent's phone is known, so that the listing can be read. */
  readonly hasListing: boolean
}

/** Source: PITFALLS.md U7 and DESIGN.md section 4, "Unsure for 24 h". */
export const UNSURE_LIMIT_MS = 24 * 60 * 60_000

/** The later of `sent` and the last start of the app. */
export const sinceMs = (marks: Marks, rules: Pick<Rules, 'startMs'>): number =>
  marks.sentMs === null ? rules.startMs : Math.max(marks.sentMs, rules.startMs)

export function seenLookUp(
  marks: Marks,
  word: Said,
  outcome: LookUpOutcome<RequestSheet>,
  rules: Rules,
): Marks {
  const wait = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0
  const checked: Marks = {
    ...marks,
    lastCheckMs: rules.nowMs,
    notBeforeMs: wait > 0 ? rules.nowMs + wait : marks.notBeforeMs,
    informed: marks.informed || isAnswer(word),
  }
  if (isOpen(word))
    return { ...checked, openFirstMs: marks.openFirstMs ?? rules.nowMs, openLastMs: rules.nowMs }
  // Silence contradicts nothing; any other word breaks the agreement.
  const silent =
    word === 'unreachable' ||
    word === 'no_answer' ||
    word === 'throttled' ||
    word === 'denied' ||
    word === 'error'
  return silent ? checked : { ...checked, openFirstMs: null, openLastMs: null, proving: null }
}

export function seenListing(marks: Marks, complete: boolean, rules: Rules): Marks {
  const apart = marks.completeListedMs === null || rules.nowMs - marks.completeListedMs >= rules.listingMs
  if (!complete || !apart) return { ...marks, listedMs: rules.nowMs }
  return {
    ...marks,
    listedMs: rules.nowMs,
    completeListedMs: rules.nowMs,
    completeListings: marks.completeListings + 1,
  }
}

export const withoutListings = (marks: Marks): Marks => ({
  ...marks,
  completeListings: 0,
  completeListedMs: null,
})

/** "Open" proves not_done: the window has passed, and two answers at least agreeMs apart agree. */
export const proves = (marks: Marks, rules: Rules): boolean =>
  marks.openFirstMs !== null &&
  marks.openLastMs !== null &&
  marks.openLastMs - sinceMs(marks, rules) >= rules.notDoneMs &&
  marks.openLastMs - marks.openFirstMs >= rules.agreeMs

export const wallAgoMs = (from: string | null, now: string): number =>
  from === null ? 0 : Date.parse(now) - Date.parse(from)

/** Time since `sent`: of this run by the monotonic clock; of an earlier one at least as long as this run. */
export function sentAgoMs(operation: Operation, marks: Marks, rules: Rules): number {
  if (marks.sentMs !== null) return rules.nowMs - marks.sentMs
  const wall = wallAgoMs(operation.attempts.at(-1)?.sentAt ?? operation.createdAt, rules.now)
  return Math.max(rules.nowMs - rules.startMs, wall)
}

/** Accepted, and still without an end. */
export const acceptedTooLong = (operation: Operation, marks: Marks, rules: Rules): boolean =>
  operation.accepted && sentAgoMs(operation, marks, rules) >= rules.acceptedMs

/** Why an unsure operation must be decided by a person now; null: not yet. */
export function reviewDue(operation: Operation, marks: Marks, rules: Rules): string | null {
  if (wallAgoMs(operation.unsureAt, rules.now) >= UNSURE_LIMIT_MS) return 'unsure_24h'
  if (marks.completeListings < 2) return null
  if (operation.completedSeen) return 'completed_without_sign'
  return marks.informed ? null : 'only_unknown'
}

/**
 * When the next look-up is due, on the monotonic clock; null where none is. Source: settings.timers.settleMs, then
 * U7: each minute for an hour, each 15 minutes after, as multiples of the last step so that tests need not wait.
 */
export function nextCheckMs(operation: Operation, marks: Marks, rules: Rules): number | null {
  const watched =
    operation.state === 'unsure' || (operation.state === 'review' && operation.reviewFrom === 'unsure')
  if (!watched || marks.settleFromMs === null) return null
  const from = marks.settleFromMs
  const after = marks.lastCheckMs ?? from - 1
  const candidates = [nextOfSchedule(rules.settleMs, after - from) + from]
  if (operation.state === 'unsure' && !operation.accepted) {
    const windowMs = sinceMs(marks, rules) + rules.notDoneMs
    candidates.push(windowMs)
    if (marks.openFirstMs !== null) candidates.push(Math.max(windowMs, marks.openFirstMs + rules.agreeMs))
  }
  if (operation.state === 'unsure' && operation.accepted && marks.sentMs !== null)
    candidates.push(marks.sentMs + rules.acceptedMs)
  const next = Math.min(...candidates.filter((at) => at > after))
  return Math.max(next, marks.notBeforeMs)
}

export function nextOfSchedule(settleMs: readonly number[], afterMs: number): number {
  const listed = settleMs.find((at) => at > afterMs)
  if (listed !== undefined) return listed
  const last = Math.max(settleMs.at(-1) ?? 0, 1)
  const hour = 60 * last
  if (afterMs < hour) return last * (Math.floor(afterMs / last) + 1)
  return hour + 15 * last * (Math.floor((afterMs - hour) / (15 * last)) + 1)
}
