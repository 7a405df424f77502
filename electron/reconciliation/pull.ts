import type { ChariApi } from '../chari/client'
import type { Listing, LookUpOutcome, OperationRecord } from '../chari/outcome'
import { type Clock, sleep } from '../domain/clock'
import { dayBounds } from '../domain/day'
import type { Ids } from '../domain/ids'
import type { Message } from '../domain/operation'
import { readPhone } from '../domain/phone'
import type { DaySpan } from '../domain/reconciliation'
import type { Author } from '../journal/types'
import { pullWindow } from './group'
import { type KeepDeps, keepReading } from './keep'

export interface Progress {
  readonly phase: 'reading' | 'keeping' | 'matching'
  readonly rows: number
  readonly count: number | null
}

export interface PullDeps extends KeepDeps {
  readonly chari: Pick<ChariApi, 'listAll'>
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: () => {
    readonly agentPhone: string | null
    readonly agentCode: string
    readonly environment: string
  }
  readonly log: (what: string, facts: Record<string, unknown>) => void
}

/** A listing that moves while it is read is read again, so often. */
const MOST_ATTEMPTS = 3
/** Longer than this nobody waits for Chari between two pages, and not more often than so. */
const MOST_WAIT_MS = 60_000
const MOST_WAITS = 20
/** What was not read of the days before is read too, up to so long. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

/** Why nothing was read, as the screen says it. */
function failure(outcome: Exclude<LookUpOutcome<Listing>, { kind: 'answer' }>): Message {
  switch (outcome.kind) {
    case 'denied':
      return { code: 'denied', params: {} }
    case 'throttled':
      return {
        code: 'throttled',
        params: outcome.retryAfterMs === null ? {} : { seconds: Math.ceil(outcome.retryAfterMs / 1_000) },
      }
    case 'unreachable':
      return { code: 'offline', params: { detail: outcome.reason } }
    case 'error':
      return { code: 'not_answering', params: { detail: outcome.errorCode } }
    case 'no_answer':
      return { code: 'not_answering', params: { detail: outcome.reason } }
  }
}

/**
 * The window to read for some days: two hours wider on either side, not beyond now, and back to where the newest
 * complete reading before it ended, so that the evening after a reading is looked at by the next one.
 */
function windowOf(span: DaySpan, now: string, readUntil: string | null): { from: string; to: string } {
  const wide = pullWindow(span.from, span.to)
  const back = readUntil === null ? wide.from : new Date(Date.parse(readUntil) - HOUR_MS).toISOString()
  const oldest = new Date(Date.parse(wide.from) - LOOK_BACK_MS).toISOString()
  return {
    from: back < wide.from && back >= oldest ? back : wide.from,
    to: wide.to < now ? wide.to : now,
  }
}

export type Pulled =
  | { readonly ok: true; readonly complete: boolean; readonly from: string }
  | { readonly ok: false; readonly message: Message }

/** Reads Chari's listing of some days, all pages, into the journal. */
export async function pullListing(
  span: DaySpan,
  who: Author,
  signal: AbortSignal,
  deps: PullDeps,
  onProgress: (progress: Progress) => void,
): Promise<Pulled> {
  const { clock, store, pause } = deps
  const settings = deps.settings()
  const phone = settings.agentPhone === null ? null : readPhone(settings.agentPhone)
  if (!phone?.ok) return { ok: false, message: { code: 'agent_phone_missing', params: {} } }
  const readAt = clock.now()
  const window = windowOf(span, readAt, store.readUntil(pullWindow(span.from, span.to).from))
  if (window.from >= window.to) return { ok: false, message: { code: 'nothing_to_do', params: {} } }

  let waits = 0
  const ended = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const read = (): Promise<LookUpOutcome<Listing>> =>
    deps.chari.listAll(phone.value, window, {
      signal,
      between: async ({ rows, count }) => {
        onProgress({ phase: 'reading', rows, count })
        await pause()
        return !signal.aborted
      },
      wait: async (retryAfterMs) => {
        waits += 1
        if (signal.aborted || waits > MOST_WAITS) return false
        if (retryAfterMs !== null && retryAfterMs > MOST_WAIT_MS) return false
        await Promise.race([sleep(clock, Math.max(1_000, retryAfterMs ?? 5_000)), ended])
        return !signal.aborted
      },
    })

  let best: { readonly rows: readonly OperationRecord[]; readonly listing: Listing } | null = null
  let attempts = 0
  let failed: Message | null = null
  while (attempts < MOST_ATTEMPTS && !signal.aborted && best?.listing.complete !== true) {
    attempts += 1
    const outcome = await read()
    if (outcome.kind !== 'answer') {
      failed = failure(outcome)
      break
    }
    const listing = outcome.value
    // What one attempt saw and another did not is there all the same: presence needs no complete reading.
    best = {
      listing,
      rows: listing.complete || best === null ? listing.rows : [...best.rows, ...listing.rows],
    }
  }
  if (best === null)
    return {
      ok: false,
      message: signal.aborted
        ? { code: 'listing_cancelled', params: {} }
        : (failed ?? { code: 'not_answering', params: {} }),
    }
  onProgress({ phase: 'keeping', rows: 0, count: best.rows.length })
  await keepReading(
    best.rows,
    {
      pull: deps.ids.uuid(),
      source: 'chari',
      file: null,
      days: span,
      ...window,
      otherwise: dayBounds(span.from).start,
      readAt,
      environment: settings.environment,
      agentCode: settings.agentCode,
      agentPhone: phone.value,
      complete: best.listing.complete,
      count: best.listing.count,
      attempts,
    },
    who,
    deps,
    (rows) => onProgress({ phase: 'keeping', rows, count: best?.rows.length ?? null }),
  )
  deps.log('reconciliation.pulled', {
    from: window.from,
    to: window.to,
    rows: best.rows.length,
    complete: best.listing.complete,
    attempts,
  })
  if (signal.aborted) return { ok: false, message: { code: 'listing_cancelled', params: {} } }
  return { ok: true, complete: best.listing.complete, from: window.from }
}
