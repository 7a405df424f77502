import type { Told } from './kinds'

/** How one event is known again when Chari sends it once more. Pure. */

export type Kept = Told & { readonly content: string }

/** What an event may be found by; `header` to `content` tell a repeat, the others serve whoever looks for it. */
export type NameKind =
  | 'header'
  | 'webhook'
  | 'state'
  | 'content'
  | 'operation'
  | 'request'
  | 'gateway'
  | 'reference'

export interface Name {
  readonly kind: NameKind
  readonly name: string
}

/** Text that stands for all that an event says, its own ids apart. */
export function contentOf({ headerId: _header, webhookId: _id, ...rest }: Told): string {
  return JSON.stringify(rest)
}

const named = (kind: NameKind, ...names: readonly (string | null)[]): readonly Name[] =>
  [...new Set(names)].flatMap((name) => (name === null ? [] : [{ kind, name }]))

/** Event, operation and status; null where no operation was created, since then they name nothing. */
const stateOf = ({ event, about, operationId, statusAs }: Told): string | null =>
  operationId === null ? null : `${event ?? about} ${operationId} ${statusAs ?? ''}`.toLowerCase()

/** Names that tell a repeat. */
export const repeatNames = (kept: Kept): readonly Name[] => [
  ...named('header', kept.headerId),
  ...named('webhook', kept.webhookId),
  ...named('state', stateOf(kept)),
  ...named('content', kept.content),
]

export const namesOf = (kept: Kept): readonly Name[] => [
  ...repeatNames(kept),
  ...named('operation', kept.operationId),
  ...named('request', kept.requestId?.toLowerCase() ?? null),
  ...named('gateway', kept.gateway.trackId, kept.gateway.orderId, kept.gateway.referenceId),
  ...named('reference', kept.reference),
]

const differ = <T>(a: T | null, b: T | null): boolean => a !== null && b !== null && a !== b

/** What two events that share an id would not both say if they were one. */
const contradicts = (a: Told, b: Told): boolean =>
  differ(a.event, b.event) ||
  differ(a.operationId, b.operationId) ||
  differ(a.statusAs, b.statusAs) ||
  differ(a.requestId, b.requestId) ||
  differ(a.amount, b.amount)

/**
 * Whether `later`, which shares the name `by` with `earlier`, is the same event again. Event with operation and
 * status, or the whole content, are enough. An id is too, unless what stands under it contradicts the earlier one:
 * nothing says that Chari gives its ids only once, and an event lost is worse than one kept twice.
 */
export function isRepeat(earlier: Told, later: Told, by: NameKind): boolean {
  if (by === 'state' || by === 'content') return true
  return (by === 'header' || by === 'webhook') && !contradicts(earlier, later)
}
