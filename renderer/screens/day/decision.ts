import type { DayBreak, Decision } from '../../../electron/domain/reconciliation'

/** What a person fills in about a break. */
export interface DecisionForm {
  readonly decision: Decision | null
  readonly reason: string
  readonly ticket: string
  /** `row` of the proposal that is accepted. */
  readonly choice: string | null
  /** The same for every other open break of this class. */
  readonly all: boolean
}

export const BLANK: DecisionForm = { decision: null, reason: '', ticket: '', choice: null, all: false }

/** Decisions that may be taken now: a break that is closed asks for none. */
export const decisionsOf = ({ state, decisions }: DayBreak): readonly Decision[] =>
  state === 'closed' ? [] : decisions

/** Taking one of the proposed rows: it speaks for itself. */
const takesProposal = ({ proposals }: DayBreak, decision: Decision | null): boolean =>
  decision === 'accepted' && proposals.length > 0

/** Waiting for Chari is told with the number of its ticket, and so is every closing of what is grave. */
export const asksTicket = (broken: DayBreak, decision: Decision | null): boolean =>
  decision === 'ticket' || (broken.ticketNeeded && decision !== null && !takesProposal(broken, decision))

/** Taking what is proposed and telling Chari need nobody else; whatever else closes a break of weight does. */
export const asksSupervisor = ({ supervisor }: DayBreak, decision: Decision | null): boolean =>
  supervisor && decision !== 'accepted' && decision !== 'ticket'

/** What is missing before a decision can be written, as the key of a sentence. */
export function decisionBlock(
  broken: DayBreak,
  { decision, reason, ticket, choice }: DecisionForm,
): string | null {
  if (decision === null) return 'day.break.off_decision'
  if (takesProposal(broken, decision) && broken.proposals.length > 1 && choice === null)
    return 'day.break.off_choice'
  if (asksTicket(broken, decision) && ticket.trim() === '') return 'day.break.off_ticket'
  if (reason.trim() === '' && !takesProposal(broken, decision)) return 'day.break.off_reason'
  return null
}
