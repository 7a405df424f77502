import { centimes, formatMad } from '../domain/money'
import type { TimelineEntry } from '../domain/operation'
import { DRAWER_REQUESTED, PAPER_REQUESTED } from '../domain/paper'
import type { StoredEvent } from '../journal/types'
import { isJournaled, type Journaled } from './kinds'

type Tone = TimelineEntry['tone']
type Told = {
  readonly code: string
  readonly tone: Tone
  readonly params?: Readonly<Record<string, string | number>>
}

const SAID: Readonly<Record<string, Tone>> = {
  open: 'unsure',
  expired: 'unsure',
  completed_ours: 'done',
  completed_other: 'refused',
  completed_none: 'unsure',
  candidate: 'unsure',
  failed: 'refused',
  canceled: 'refused',
  absent: 'unsure',
  incomplete: 'unsure',
}

/** The code of a sentence for every reason a money call may end without an answer. */
const SILENT: readonly string[] = ['timeout', 'reset', 'pending_confirmation']

function answered(payload: Extract<Journaled, { kind: 'operation.answered' }>['payload']): Told {
  if (payload.outcome === 'refused')
    return {
      code: payload.accepted
        ? 'answered_pending'
        : `answered_refused${payload.chariCode === null ? `_${payload.code}` : ''}`,
      tone: payload.accepted ? 'unsure' : 'refused',
      params: { code: payload.chariCode ?? payload.code },
    }
  if (payload.outcome === 'done')
    return payload.code === 'completed'
      ? { code: 'answered_done', tone: 'done' }
      : {
          code: payload.ours ? 'answered_accepted' : 'answered_unclear',
          tone: 'unsure',
          params: { code: payload.code },
        }
  return {
    code: SILENT.includes(payload.code)
      ? payload.code === 'pending_confirmation'
        ? 'answered_pending'
        : `answered_${payload.code}`
      : 'answered_unclear',
    tone: 'unsure',
    params: { code: payload.code, seconds: Math.round((payload.tookMs ?? 0) / 1_000) },
  }
}

const DONE: ReadonlySet<string> = new Set([
  'cash.in_drawer',
  'cash.returned',
  'cash.paid',
  'cash.change_given',
])

/** The amount that one place lost or gained, for the sentence. */
const amountOf = (fact: Extract<Journaled, { payload: { cash: unknown } }>): string =>
  formatMad(centimes(Math.abs(fact.payload.cash.at(-1)?.amount ?? 0)))

/** What came before, as far as a sentence counts or names it. */
interface Before {
  readonly checks: number
  readonly sent: number
  readonly byCard: boolean
}

function told(fact: Journaled, event: StoredEvent, { checks, sent, byCard }: Before): Told | null {
  switch (fact.kind) {
    case 'operation.intent':
    case 'card.intent':
      return { code: 'intent', tone: 'done', params: { cashier: event.cashier, event: event.sequence } }
    case 'operation.again':
      return { code: 'again', tone: 'neutral', params: { cashier: event.cashier, event: event.sequence } }
    case 'operation.sent':
      return { code: 'sent', tone: 'done', params: { request: fact.payload.requestId, attempt: sent } }
    case 'operation.answered':
      return answered(fact.payload)
    case 'operation.completed':
      return fact.payload.operationId === null
        ? { code: 'completed', tone: 'done' }
        : { code: 'completed_id', tone: 'done', params: { operation: fact.payload.operationId } }
    case 'operation.refused':
      return {
        code: 'refused',
        tone: 'refused',
        params: { code: fact.payload.chariCode ?? fact.payload.code },
      }
    case 'operation.not_sent':
      return { code: fact.payload.code === 'restart' ? 'not_sent_restart' : 'not_sent', tone: 'refused' }
    case 'operation.unsure':
      return { code: fact.payload.code === 'restart' ? 'unsure_restart' : 'unsure', tone: 'unsure' }
    case 'operation.checked': {
      const { what, said } = fact.payload
      const known = said === 'completed_other' ? 'completed_elsewhere' : said in SAID ? said : 'nothing'
      return {
        // A card has no reference that could be open.
        code:
          what !== 'look_up'
            ? `listed_${known}`
            : `checked_${byCard && known === 'open' ? 'going_on' : known}`,
        tone: SAID[said] ?? 'unsure',
        params: { n: checks },
      }
    }
    case 'operation.heard':
      return { code: `heard_${fact.payload.said}`, tone: SAID[fact.payload.said] ?? 'neutral' }
    case 'operation.elsewhere':
      return { code: 'elsewhere', tone: 'refused' }
    case 'operation.not_done':
      return { code: 'not_done', tone: 'neutral' }
    case 'operation.review':
      return { code: `review_${fact.payload.code}`, tone: 'unsure' }
    case 'operation.decided':
      return {
        code: `decided_${fact.payload.decision}`,
        tone: 'neutral',
        params: { supervisor: fact.payload.supervisor, ticket: fact.payload.ticket },
      }
    case 'operation.parked':
      return { code: fact.payload.why === 'restart' ? 'parked_restart' : 'parked', tone: 'neutral' }
    case 'operation.claimed':
      return { code: 'claimed', tone: 'neutral', params: { supervisor: fact.payload.supervisor } }
    case 'card.consent':
      return { code: 'card_consent', tone: 'neutral' }
    case 'card.challenge':
      return { code: 'card_challenge', tone: 'neutral', params: { host: fact.payload.host } }
    case 'card.hint': {
      const { said, code } = fact.payload
      return said === 'abandoned'
        ? { code: `card_abandoned_${code ?? 'closed'}`, tone: 'unsure' }
        : { code: `card_${said}`, tone: 'unsure', params: { code: code ?? '?' } }
    }
    case 'card.heard':
      return { code: 'card_heard', tone: 'neutral' }
    case 'card.proposed':
      return { code: 'card_proposed', tone: 'unsure', params: { count: fact.payload.candidates } }
    case 'operation.identity_refused':
    case 'operation.foreign_row':
      return null
    case 'cash.aside':
      return {
        code: 'cash_aside',
        tone: 'neutral',
        params: { amount: amountOf(fact), envelope: fact.payload.envelope },
      }
    case 'cash.received':
    case 'cash.in_drawer':
    case 'cash.returned':
    case 'cash.due':
    case 'cash.paid':
    case 'cash.owed':
    case 'cash.change_due':
    case 'cash.change_given':
    case 'cash.change_owed':
      return {
        code: fact.kind.replace('.', '_'),
        tone: DONE.has(fact.kind) ? 'done' : 'neutral',
        params: { amount: amountOf(fact) },
      }
  }
}

function paper(event: StoredEvent): Told {
  const { copy, data } = event.payload as { copy?: number; data?: { kind?: string } }
  const slip = data?.kind === 'waiting_slip'
  if ((copy ?? 0) === 0) return { code: slip ? 'paper_slip' : 'paper_receipt', tone: 'neutral' }
  return {
    code: slip ? 'paper_slip_again' : 'paper_duplicate',
    tone: 'neutral',
    params: { copy: copy ?? 0 },
  }
}

/** What happened to one operation, oldest first, as codes of sentences (`timeline.<code>` of the words). */
export function timelineOf(events: readonly StoredEvent[]): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  let checks = 0
  let sent = 0
  let byCard = false
  for (const event of events) {
    let entry: Told | null = null
    if (event.kind === PAPER_REQUESTED) entry = paper(event)
    else if (event.kind === DRAWER_REQUESTED) entry = { code: 'drawer', tone: 'neutral' }
    else if (isJournaled(event.kind)) {
      const fact = { kind: event.kind, payload: event.payload } as unknown as Journaled
      if (fact.kind === 'operation.checked' && fact.payload.what === 'look_up') checks += 1
      if (fact.kind === 'operation.sent') sent += 1
      if (fact.kind === 'card.intent') byCard = true
      entry = told(fact, event, { checks, sent, byCard })
    }
    if (entry)
      entries.push({
        at: event.at,
        sequence: event.sequence,
        code: entry.code,
        tone: entry.tone,
        params: { ...entry.params },
      })
  }
  return entries
}
