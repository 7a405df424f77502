import { type Direction, PENDING_CONFIRMATION } from '../domain/codes'
import type { Centimes } from '../domain/money'
import { fail, ok, type Result } from '../domain/result'
import type { BrokenReason, Exchange, Reply } from './http'
import { type Json, readJson } from './json'
import type { AnswerMeta, ExecuteReply, LookUpOutcome, MoneyOutcome, UnsureReason } from './outcome'
import { readErrorBody, readExecuteReply } from './reading'
import { redactBody } from './redact'

export interface Asked {
  readonly requestId: string
  /** Our wall clock, UTC ISO, for a Retry-After that names a date. */
  readonly now: string
  /** Never to stand in what is kept of a body. */
  readonly secrets: readonly string[]
}

/** Reads an HTTP date of RFC 9110 as UTC ISO; null for anything else. */
export function readHttpDate(text: string | null): string | null {
  if (text === null || !/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const DAY_MS = 86_400_000

/** Seconds or a date, as milliseconds from now, between 0 and a day; null when unreadable. */
export function readRetryAfter(text: string | null, now: string): number | null {
  if (text === null) return null
  const trimmed = text.trim()
  if (/^\d{1,9}$/.test(trimmed)) return Math.min(Number(trimmed) * 1_000, DAY_MS)
  const date = readHttpDate(trimmed)
  return date === null ? null : Math.min(Math.max(Date.parse(date) - Date.parse(now), 0), DAY_MS)
}

function metaOf(reply: Reply, asked: Asked): AnswerMeta {
  const echo = reply.headers.requestId?.trim().toLowerCase()
  return {
    requestId: asked.requestId,
    echo: echo ? (echo === asked.requestId.toLowerCase() ? 'same' : 'different') : 'missing',
    httpStatus: reply.status,
    serverDate: readHttpDate(reply.headers.date),
    tookMs: reply.tookMs,
    body: typeof reply.body === 'string' ? `[${reply.body}]` : redactBody(reply.body, asked.secrets),
  }
}

type Body = { readonly json: Json } | { readonly broken: BrokenReason }

function bodyOf(reply: Reply): Body {
  if (typeof reply.body === 'string') return { broken: reply.body }
  const read = readJson(reply.body)
  return read.ok ? { json: read.value } : { broken: 'unreadable' }
}

/** What a status says when its body says nothing that counts. */
function statusReason(status: number, otherwise: UnsureReason): UnsureReason {
  if (status >= 300 && status < 400) return 'redirect'
  if (status === 404) return 'not_found'
  if (status === 408 || status === 409 || status === 425) return 'conflict'
  if (status >= 500) return 'server_error'
  return otherwise
}

const succeeded = (status: number): boolean => status >= 200 && status < 300

/** A look-up: only a readable 2xx without an error code is an answer. Source: DESIGN.md section 3. */
export function classLookUp<T>(
  exchange: Exchange,
  asked: Asked,
  read: (body: Json) => Result<T, UnsureReason>,
): LookUpOutcome<T> {
  const { requestId } = asked
  if (exchange.kind === 'unreachable') return { kind: 'unreachable', reason: exchange.reason, requestId }
  if (exchange.kind === 'lost') return { kind: 'no_answer', reason: exchange.reason, requestId, meta: null }
  const meta = metaOf(exchange, asked)
  const { status } = exchange
  const none = (reason: UnsureReason): LookUpOutcome<T> => ({ kind: 'no_answer', reason, requestId, meta })
  if (status === 401 || status === 403) return { kind: 'denied', meta }
  if (status === 429)
    return { kind: 'throttled', retryAfterMs: readRetryAfter(exchange.headers.retryAfter, asked.now), meta }
  const body = bodyOf(exchange)
  if ('broken' in body) return none(statusReason(status, body.broken))
  if (succeeded(status) || (status >= 400 && status < 500)) {
    const error = readErrorBody(body.json)
    if (error && error.code !== null)
      return { kind: 'error', errorCode: error.code, description: error.description, meta }
    if (error && succeeded(status)) return none('error_code_on_success')
  }
  if (!succeeded(status)) return none(statusReason(status, 'unreadable'))
  const value = read(body.json)
  return value.ok ? { kind: 'answer', value: value.value, meta } : none(value.error)
}

/** What an execute by reference was about, to hold its reply against. */
export interface Ordered {
  readonly direction: Direction
  readonly reference: string
  readonly amount: Centimes
}

/**
 * An execute: anything that is neither a clear yes nor a clear no is unsure. Source: DESIGN.md section 3. `believe`
 * reads the body of a 2xx that carries no error code.
 */
export function classMoney<Reply>(
  exchange: Exchange,
  asked: Asked,
  believe: (body: Json) => Result<Reply, UnsureReason>,
): MoneyOutcome<Reply> {
  const { requestId } = asked
  if (exchange.kind === 'unreachable') return { kind: 'unreachable', reason: exchange.reason, requestId }
  if (exchange.kind === 'lost') return { kind: 'unsure', reason: exchange.reason, requestId, meta: null }
  const meta = metaOf(exchange, asked)
  const { status } = exchange
  const unsure = (reason: UnsureReason): MoneyOutcome<Reply> => ({ kind: 'unsure', reason, requestId, meta })
  if (status === 401 || status === 403) return { kind: 'refused', code: 'denied', retryAfterMs: null, meta }
  if (status === 429) {
    const retryAfterMs = readRetryAfter(exchange.headers.retryAfter, asked.now)
    return { kind: 'refused', code: 'throttled', retryAfterMs, meta }
  }
  const body = bodyOf(exchange)
  if ('broken' in body) return unsure(statusReason(status, body.broken))
  const error = readErrorBody(body.json)
  if (error?.code === PENDING_CONFIRMATION) return unsure('pending_confirmation')
  if (succeeded(status)) {
    if (error) return unsure('error_code_on_success')
    const read = believe(body.json)
    return read.ok ? { kind: 'done', reply: read.value, meta } : unsure(read.error)
  }
  const reason = statusReason(status, 'unreadable')
  if (reason === 'unreadable' && status >= 400 && error && error.code !== null)
    return { kind: 'refused', code: error.code, retryAfterMs: null, meta }
  return unsure(reason)
}

/** Believes the reply to an execute by reference: nothing in it may contradict what was ordered. */
export const believing =
  (ordered: Ordered) =>
  (body: Json): Result<ExecuteReply, UnsureReason> => {
    const read = readExecuteReply(body, ordered.reference)
    if (!read.ok) return fail('unreadable')
    const { direction, ...reply } = read.value
    if (
      (direction !== null && direction !== ordered.direction) ||
      (reply.reference !== null && reply.reference !== ordered.reference) ||
      (reply.amount !== null && reply.amount !== ordered.amount)
    )
      return fail('mismatch')
    return reply.status === 'open' || reply.status === 'completed' ? ok(reply) : fail('unknown_status')
  }
