import { isLoopbackName } from './loopback'

/** The longest that a bank may take for its customer's proof, whatever a settings file says. */
export const LONGEST_CHALLENGE_MS = 5 * 60_000

/** What the documented query of the return address says. A hint and no more: a page can write any address. */
export interface ChallengeEnd {
  /** RESPONSE_CODE is 0. Accepted by the bank, not yet verified with Chari. */
  readonly accepted: boolean
  readonly responseCode: string
  /** As the bank writes it (`SUCCESS`, `DECLINED`, …); null: absent, or nothing to be written down. */
  readonly reasonCode: string | null
  /** `PAYMENT`, … */
  readonly operation: string | null
}

/** A code may go into the journal: short, and no place for a card number or a one-time code. */
const CODE = /^[a-z][\w .-]{0,39}$/i
const RESPONSE = /^[\w-]{1,8}$/
const DIGITS = /\d{4}/

/** A name as documented, then in any case: all its values. */
function valuesOf(query: URLSearchParams, name: string): readonly string[] {
  const exact = query.getAll(name)
  return exact.length > 0
    ? exact
    : [...query].filter(([key]) => key.toUpperCase() === name).map(([, value]) => value)
}

function codeOf(query: URLSearchParams, name: string): string | null {
  const [value] = valuesOf(query, name)
  const text = value?.trim() ?? ''
  return CODE.test(text) && !DIGITS.test(text) ? text : null
}

/**
 * The end of a challenge, if this address is one: `?RESPONSE_CODE=0&REASON_CODE=SUCCESS&OPERATION=PAYMENT` on whatever
 * web address Chari sends the customer back to. 0 is the only success; said twice and differently, it is none.
 */
export function readChallengeEnd(address: string): ChallengeEnd | null {
  if (!URL.canParse(address)) return null
  const { protocol, searchParams } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  const codes = valuesOf(searchParams, 'RESPONSE_CODE').map((code) => code.trim())
  if (codes.length === 0) return null
  const other = codes.find((code) => code !== '0')
  const responseCode = other === undefined ? '0' : RESPONSE.test(other) && !DIGITS.test(other) ? other : '?'
  return {
    accepted: other === undefined,
    responseCode,
    reasonCode: codeOf(searchParams, 'REASON_CODE'),
    operation: codeOf(searchParams, 'OPERATION'),
  }
}

/**
 * Whether the bank's window may ask for this address. https; plain http, and this machine at all, only where the
 * settings name a Chari on this machine (`loopback`). What a page makes by itself (`data:`, `blob:`, `about:`) is asked of nobody.
 */
export function mayAsk(address: string, loopback: boolean): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  switch (protocol) {
    case 'https:':
    case 'wss:':
      return loopback || !isLoopbackName(hostname)
    case 'http:':
    case 'ws:':
      return loopback && isLoopbackName(hostname)
    case 'data:':
    case 'blob:':
    case 'about:':
      return true
    default:
      return false
  }
}

/**
 * Reasons that have words: `challenge.reason.<reason>`, what the bank says, and `challenge.advice.<reason>`. Stolen and
 * lost share theirs, which accuse nobody: the screen is turned to whoever holds the card.
 */
export const DECLINE_REASONS = [
  'declined',
  'insufficient_funds',
  'expired_card',
  'stolen_card',
  'lost_card',
  'invalid_cvv',
  'limit_exceeded',
  'not_permitted',
  'issuer_unavailable',
  'authentication_failed',
  'canceled_by_customer',
  'timeout',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** Spellings that mean one of them. The documentation names SUCCESS and DECLINED and ends in "…". */
const SPELLINGS: Readonly<Record<string, DeclineReason>> = {
  DO_NOT_HONOR: 'declined',
  DO_NOT_HONOUR: 'declined',
  REFUSED: 'declined',
  NOT_SUFFICIENT_FUNDS: 'insufficient_funds',
  CARD_EXPIRED: 'expired_card',
  CVV_INVALID: 'invalid_cvv',
  TRANSACTION_NOT_PERMITTED: 'not_permitted',
  RESTRICTED_CARD: 'not_permitted',
  ISSUER_NOT_AVAILABLE: 'issuer_unavailable',
  AUTHENTICATION_FAILURE: 'authentication_failed',
  CANCELED: 'canceled_by_customer',
  CANCELLED: 'canceled_by_customer',
  CANCELLED_BY_CUSTOMER: 'canceled_by_customer',
  CANCELED_BY_USER: 'canceled_by_customer',
  CANCELLED_BY_USER: 'canceled_by_customer',
  TIMED_OUT: 'timeout',
}

/** Answers of card networks (ISO 8583), for a bank that gives its number and no reason. */
const RESPONSES: Readonly<Record<string, DeclineReason>> = {
  '05': 'declined',
  '17': 'canceled_by_customer',
  '41': 'lost_card',
  '43': 'stolen_card',
  '51': 'insufficient_funds',
  '54': 'expired_card',
  '57': 'not_permitted',
  '61': 'limit_exceeded',
  '62': 'not_permitted',
  '65': 'limit_exceeded',
  '82': 'invalid_cvv',
  '91': 'issuer_unavailable',
}

/** Which words tell why the bank declined; null: none of ours, show the code itself. */
export function declineReason(end: Pick<ChallengeEnd, 'responseCode' | 'reasonCode'>): DeclineReason | null {
  const spelled = end.reasonCode?.toUpperCase().replace(/[ .-]+/g, '_') ?? ''
  return (
    DECLINE_REASONS.find((reason) => reason.toUpperCase() === spelled) ??
    (Object.hasOwn(SPELLINGS, spelled) ? SPELLINGS[spelled] : undefined) ??
    (spelled === '' && Object.hasOwn(RESPONSES, end.responseCode)
      ? RESPONSES[end.responseCode]
      : undefined) ??
    null
  )
}
