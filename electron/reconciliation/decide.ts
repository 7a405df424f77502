import type { Message } from '../domain/operation'
import type { Decision } from '../domain/reconciliation'
import { fail, ok, type Result } from '../domain/result'
import type { Judged } from './judge'
import { needsSupervisor, needsTicket } from './rules'

export interface Decided {
  readonly breaks: readonly { readonly key: string; readonly evidence: string }[]
  readonly decision: Decision
  readonly reason: string
  readonly ticket: string | null
  /** The proposed row that is accepted, where there are several. */
  readonly choice: string | null
}

/** Who decides. */
export interface Decider {
  readonly by: string
  /** The supervisor who does it or approves it; null: nobody does. */
  readonly supervisor: string | null
}

/** One decision as it is written. */
export interface WorkedOffPayload {
  readonly key: string
  readonly day: string
  readonly name: string
  readonly code: string
  readonly decision: Decision
  readonly reason: string
  readonly ticket: string | null
  readonly by: string
  readonly approvedBy: string | null
  readonly evidence: string
  readonly link: { readonly operation: string; readonly row: string } | null
}

const refused = (code: Message['code'], detail?: string): Result<never, Message> =>
  fail({ code, params: detail === undefined ? {} : { detail } })

/** The operation and the row that accepting makes one; null: nothing is proposed. */
function linkOf(one: Judged, choice: string | null): Result<WorkedOffPayload['link'], Message> {
  const [entry] = one.entries
  if (one.proposals.length === 0 || !entry) return ok(null)
  const chosen =
    choice === null
      ? one.proposals.length === 1
        ? one.proposals[0]
        : undefined
      : one.proposals.find(({ key }) => key === choice)
  return chosen ? ok({ operation: entry.id, row: chosen.key }) : refused('not_allowed', 'choice')
}

/**
 * What a decision about breaks writes, or why it may not be taken. All of them or none; a break whose evidence has
 * changed since it was shown is not decided.
 */
export function decide(
  found: readonly (Judged | null)[],
  input: Decided,
  { by, supervisor }: Decider,
): Result<readonly WorkedOffPayload[], Message> {
  const reason = input.reason.trim()
  const ticket = input.ticket?.trim() || null
  const payloads: WorkedOffPayload[] = []
  for (const [index, one] of found.entries()) {
    const shown = input.breaks[index]
    if (!one || one.state === 'closed') return refused('nothing_to_do')
    if (one.evidence !== shown?.evidence) return refused('break_changed', one.name)
    if (!one.rule.decisions.includes(input.decision)) return refused('not_allowed', 'decision')
    const accepting = input.decision === 'accepted' && one.proposals.length > 0
    if (reason === '' && !accepting) return refused('why_needed')
    if (!accepting && needsTicket(one.rule, input.decision) && ticket === null)
      return refused('ticket_needed')
    if (!accepting && needsSupervisor(one.rule, input.decision) && supervisor === null)
      return refused('supervisor_needed')
    const link = input.decision === 'accepted' ? linkOf(one, input.choice) : ok(null)
    if (!link.ok) return link
    payloads.push({
      key: one.key,
      day: one.day,
      name: one.name,
      code: one.code,
      decision: input.decision,
      reason,
      ticket,
      by,
      approvedBy: supervisor === by ? null : supervisor,
      evidence: one.evidence,
      link: link.value,
    })
  }
  return ok(payloads)
}
