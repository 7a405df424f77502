import { civilDay } from '../domain/day'
import type { Age, BreakCode, BreakState, Decision, Severity, WorkedOff } from '../domain/reconciliation'
import type { Finding } from './types'

/** What a class asks of whom. Source: PITFALLS.md part (d). */
export interface Rule {
  readonly severity: Severity
  /** Sentence of what is to be done: `reconciliation.action.<action>`. */
  readonly action: string
  readonly decisions: readonly Decision[]
  /** Closing it needs a supervisor. */
  readonly supervisor: boolean
}

const CLOSING: readonly Decision[] = ['explained', 'corrected', 'ticket', 'written_off']

const rule = (
  severity: Severity,
  action: string,
  decisions: readonly Decision[] = [],
  supervisor = false,
): Rule => ({ severity, action, decisions, supervisor })

const NOTHING = rule('none', 'none')

const RULES: Readonly<Record<BreakCode, Rule>> = {
  R0: NOTHING,
  R1: rule('none', 'timing'),
  R2: rule('high', 'post_outcome', ['explained', 'corrected', 'ticket'], true),
  R3: rule('high', 'give_back', ['explained', 'corrected', 'ticket'], true),
  R4: rule('low', 'keep_asking', ['explained', 'ticket'], true),
  R5: rule('critical', 'ask_chari', CLOSING, true),
  R6: rule('critical', 'find_origin', CLOSING, true),
  R7: rule('critical', 'correct_amount', ['corrected', 'ticket', 'written_off'], true),
  R8: rule('low', 'check_tariff', ['accepted', 'explained', 'corrected', 'ticket']),
  R9: rule('critical', 'contradiction', CLOSING, true),
  R10: rule('critical', 'ask_reversal', CLOSING, true),
  R11: rule('critical', 'open_file', CLOSING, true),
  R12: rule('high', 'done_elsewhere', ['explained', 'corrected', 'ticket'], true),
  R13: rule('critical', 'post_reversal', CLOSING, true),
  R14: rule('high', 'explain_cash', ['explained', 'corrected', 'written_off'], true),
  R15: rule('high', 'explain_float', ['accepted', 'explained', 'corrected', 'ticket', 'written_off'], true),
  R16: rule('low', 'contest_commission', ['accepted', 'explained', 'ticket']),
  R17: rule('high', 'find_transit', ['explained', 'corrected', 'ticket', 'written_off'], true),
  R18: rule('high', 'check_scope', ['explained', 'corrected'], true),
  R19: rule('high', 'read_again'),
}

/** The rule of a finding in this shop: the same class weighs less where its cause is known. */
export function ruleOf(finding: Finding, soleTerminal: boolean): Rule {
  const own = RULES[finding.code]
  if (finding.settled) return { ...own, severity: 'none', decisions: [], supervisor: false }
  switch (finding.code) {
    case 'R5':
      return finding.proposals.length === 0
        ? own
        : { ...own, severity: 'low', action: 'accept_proposal', decisions: ['accepted', ...own.decisions] }
    case 'R4':
      return finding.proposals.length === 0
        ? own
        : { ...own, action: 'accept_proposal', decisions: ['accepted', ...own.decisions] }
    case 'R6':
      // Where several terminals share one code, theirs are ordinary strangers here.
      return soleTerminal ? own : { ...own, severity: 'high' }
    case 'R19':
      // A row that Chari itself writes so will not read better tomorrow: a supervisor may say what it is.
      return finding.because === 'unreadable_row' || finding.because === 'no_scope_time'
        ? rule('high', 'read_by_eye', ['explained', 'ticket'], true)
        : own
    default:
      return own
  }
}

/** Saying that Chari was told needs nobody else; closing does where the class says so. */
export const needsSupervisor = ({ supervisor }: Rule, decision: Decision): boolean =>
  supervisor && decision !== 'ticket'

/** Closing a critical break needs the number of Chari's ticket; so does saying that there is one. */
export const needsTicket = ({ severity }: Rule, decision: Decision): boolean =>
  decision === 'ticket' || severity === 'critical'

const DAY_MS = 86_400_000

export function ageOf(since: string, now: string): Age {
  const day = civilDay(since)
  const today = civilDay(now)
  const days = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS)
  if (days > 7) return 'T4'
  if (days > 1) return 'T3'
  if (days === 1) return 'T2'
  return Date.parse(now) - Date.parse(since) < 15 * 60_000 ? 'T0' : 'T1'
}

/** Cash on its way is nobody's trouble until the second day after it left. Source: PITFALLS.md, R17. */
export const transitLate = (since: string, now: string): boolean => {
  const age = ageOf(since, now)
  return (
    age === 'T4' || (age === 'T3' && Date.parse(civilDay(now)) - Date.parse(civilDay(since)) > 2 * DAY_MS)
  )
}

/** The state that decisions about the very same evidence left. */
export function stateOf(
  history: readonly (WorkedOff & { readonly evidence: string })[],
  evidence: string,
): BreakState {
  const last = history.filter((one) => one.evidence === evidence).at(-1)
  if (!last) return 'open'
  return last.decision === 'ticket' ? 'waiting' : 'closed'
}
