import type { AnswerMeta, LookUpOutcome, RequestSheet } from '../chari/outcome'
import { type Direction, PENDING_CONFIRMATION } from '../domain/codes'
import { formatDate, formatTime } from '../domain/day'
import type { Centimes } from '../domain/money'
import type { Message, MessageCode } from '../domain/operation'
import type { ReferenceFault } from '../domain/reference'
import { sameReference } from './settlement'

/** Reading of the look-ups that the home screen asks: what Chari says of a reference before anything is sent. */

export type Asked = LookUpOutcome<RequestSheet>

/** A reference that is open, with its direction settled. */
export interface OpenSheet {
  readonly direction: Direction
  readonly sheet: RequestSheet
  readonly amount: Centimes
  readonly meta: AnswerMeta
}

export type Found =
  | { readonly kind: 'open'; readonly sheets: readonly OpenSheet[] }
  | { readonly kind: 'message'; readonly message: Message }

export const message = (code: MessageCode, params: Message['params'] = {}): Message => ({ code, params })

export const invalidReference = (fault: ReferenceFault, text: string): Message =>
  message('reference_invalid', {
    fault,
    length: text.replace(/[\s\u00a0\u202f-]/g, '').length,
  })

const other = (direction: Direction): Direction => (direction === 'cash_in' ? 'cash_out' : 'cash_in')

/** The other path gave information too, even if only that it knows no such reference. */
const spoke = (outcome: Asked | undefined): boolean =>
  outcome !== undefined &&
  (outcome.kind === 'answer' ||
    outcome.kind === 'error' ||
    (outcome.kind === 'no_answer' && outcome.reason === 'not_found'))

const unknown = (outcome: Asked): boolean => spoke(outcome) && outcome.kind !== 'answer'

/** With an offset only: a time whose zone is unknown is never compared. */
const instant = (iso: string | null): number | null =>
  iso !== null && /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? Date.parse(iso) : null

/** Chari's own word, or an expiry before Chari's own Date; our clock never decides (DESIGN.md section 4). */
export function isExpired(sheet: RequestSheet, meta: AnswerMeta): boolean {
  if (sheet.expired) return true
  const expires = instant(sheet.expiresAt)
  const now = instant(meta.serverDate)
  return expires !== null && now !== null && expires < now
}

/** `14:32`, with the date where it is not Chari's today; nothing where Chari gave no time. */
function timeOf(iso: string | null, meta: AnswerMeta): { readonly time?: string } {
  if (iso === null) return {}
  const today = meta.serverDate === null ? null : formatDate(meta.serverDate)
  const sameDay = today === null || formatDate(iso) === today
  return { time: sameDay ? formatTime(iso) : `${formatDate(iso)} ${formatTime(iso)}` }
}

/** What a sheet that is not open says, for the cashier; null for one that is. */
export function closedMessage(sheet: RequestSheet, meta: AnswerMeta, direction: Direction): Message | null {
  switch (sheet.status) {
    case 'completed':
      return message('reference_used', {
        direction,
        ...timeOf(sheet.executedAt, meta),
        agent: sheet.agentCode ?? '',
      })
    case 'failed':
      return message('reference_failed', { direction })
    case 'canceled':
      return message('reference_canceled', { direction })
    case 'open':
      return isExpired(sheet, meta)
        ? message('reference_expired', { direction, ...timeOf(sheet.expiresAt, meta) })
        : null
    case 'unknown':
      return sheet.expired
        ? message('reference_expired', { direction, ...timeOf(sheet.expiresAt, meta) })
        : message('reference_unclear', { direction })
  }
}

/** What an outcome without a sheet says. */
export function failureMessage(outcome: Exclude<Asked, { kind: 'answer' }>): Message {
  switch (outcome.kind) {
    case 'error':
      if (outcome.errorCode === PENDING_CONFIRMATION) return message('reference_busy')
      return /expir/i.test(outcome.description)
        ? message('reference_expired')
        : message('reference_unknown', { detail: outcome.errorCode })
    case 'denied':
      return message('denied')
    case 'throttled':
      return message(
        'throttled',
        outcome.retryAfterMs ? { seconds: Math.ceil(outcome.retryAfterMs / 1_000) } : {},
      )
    case 'unreachable':
      return message('offline', { detail: outcome.reason })
    case 'no_answer':
      return outcome.reason === 'not_found'
        ? message('reference_unknown')
        : message('not_answering', { detail: outcome.reason })
  }
}

/** The direction of a sheet: its `type`, else the path that answered, used only if the other path answered too. */
const directionOf = (sheet: RequestSheet, fromOther: Asked | undefined): Direction | null =>
  sheet.direction ?? (spoke(fromOther) ? sheet.asked : null)

/** One path is enough where its body names a type; else the other one is asked too. */
export const needsOther = (outcome: Asked): boolean =>
  outcome.kind === 'answer' ? outcome.value.direction === null : unknown(outcome)

/** Gravest first: what explains best why there is no quote. */
const GRAVITY: readonly Asked['kind'][] = [
  'denied',
  'throttled',
  'unreachable',
  'no_answer',
  'error',
  'answer',
]

/**
 * What the answers of one or both paths mean (DESIGN.md section 4).
 *
 * Two different open answers are both given: the cashier chooses. The same operation told by both paths is one.
 */
export function readAnswers(
  reference: string,
  want: 'automatic' | Direction,
  answers: Partial<Record<Direction, Asked>>,
): Found {
  const asked = (['cash_in', 'cash_out'] as const).flatMap((direction) => {
    const outcome = answers[direction]
    return outcome ? [{ direction, outcome, beside: answers[other(direction)] }] : []
  })
  const open = new Map<Direction, OpenSheet>()
  let closed: { readonly direction: Direction; readonly message: Message } | null = null
  let unclear: Message | null = null
  for (const { outcome, beside } of asked) {
    if (outcome.kind !== 'answer') continue
    const { value: sheet, meta } = outcome
    const direction = directionOf(sheet, beside)
    const fits = sheet.reference === null || sameReference(sheet.reference, reference)
    const told = closedMessage(sheet, meta, direction ?? sheet.asked)
    if (!fits || (told === null && sheet.amount === null)) unclear = message('reference_unclear')
    else if (told?.code === 'reference_unclear') unclear = told
    else if (told) {
      if (closed === null || direction === want)
        closed = { direction: direction ?? sheet.asked, message: told }
    } else if (direction === null)
      unclear = beside && beside.kind !== 'answer' ? failureMessage(beside) : message('reference_unclear')
    else if (sheet.amount !== null && (!open.has(direction) || sheet.asked === direction))
      open.set(direction, { direction, sheet, amount: sheet.amount, meta })
  }
  if (open.size > 0) {
    const wanted =
      want === 'automatic' ? [...open.values()] : [...open.values()].filter((o) => o.direction === want)
    if (wanted.length > 0) return { kind: 'open', sheets: wanted }
    const [there] = open.keys()
    return {
      kind: 'message',
      message: message('reference_other_direction', { direction: there ?? '' }),
    }
  }
  if (closed) return { kind: 'message', message: closed.message }
  if (unclear) return { kind: 'message', message: unclear }
  const failures = asked
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome.kind !== 'answer')
    .sort((a, b) => gravity(a) - gravity(b))
  const [gravest] = failures
  return {
    kind: 'message',
    message: gravest ? failureMessage(gravest) : message('reference_unclear'),
  }
}

/** A path that knows no such reference is the mildest: it stands only if the other one says so too. */
const gravity = (outcome: Asked): number =>
  unknown(outcome) ? GRAVITY.length : GRAVITY.indexOf(outcome.kind)
