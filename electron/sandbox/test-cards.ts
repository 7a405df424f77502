/**
 * Cards of this sandbox. The first is the documentation's own ("Test Credit Card"); the others carry numbers that
 * payment companies publish for tests, so that none belongs to anybody.
 */

/** What the holder types on the bank's page. Source: Chari API, "3DS Code". */
export const THREE_DS_CODE = '555'
export const THREE_DS_CVV = '123'

/** Why a bank says no: RESPONSE_CODE and REASON_CODE of the redirect. The numbers are those of ISO 8583. */
export const DECLINES = {
  insufficient_funds: { response: '51', reason: 'INSUFFICIENT_FUNDS' },
  expired_card: { response: '54', reason: 'EXPIRED_CARD' },
  stolen_card: { response: '43', reason: 'STOLEN_CARD' },
  lost_card: { response: '41', reason: 'LOST_CARD' },
  wrong_cvv: { response: '82', reason: 'INVALID_CVV' },
  /** The documentation's own word for a refusal without a reason. */
  do_not_honour: { response: '05', reason: 'DECLINED' },
  limit_exceeded: { response: '61', reason: 'LIMIT_EXCEEDED' },
  issuer_unavailable: { response: '91', reason: 'ISSUER_UNAVAILABLE' },
  authentication_failed: { response: '63', reason: 'AUTHENTICATION_FAILED' },
  canceled_by_customer: { response: '17', reason: 'CANCELED_BY_CUSTOMER' },
  timeout: { response: '68', reason: 'TIMEOUT' },
} as const
export type Decline = keyof typeof DECLINES
// The table's own keys.
export const DECLINE_NAMES = Object.keys(DECLINES) as readonly Decline[] as readonly [Decline, ...Decline[]]

export interface TestCard {
  readonly pan: string
  /** How its bank ends a deposit whose code was right. */
  readonly ends: 'completed' | Decline
  readonly challenge: boolean
  readonly international: boolean
}

const card = (pan: string, ends: TestCard['ends'] = 'completed', more: Partial<TestCard> = {}): TestCard => ({
  pan,
  ends,
  challenge: true,
  international: false,
  ...more,
})

export const TEST_CARDS: readonly TestCard[] = [
  card('4918914107195005'),
  card('5555555555554444'),
  card('4242424242424242', 'completed', { challenge: false }),
  card('4000008260000000', 'completed', { international: true }),
  card('4000000000009995', 'insufficient_funds'),
  card('4000000000000069', 'expired_card'),
  card('4000000000009979', 'stolen_card'),
  card('4000000000009987', 'lost_card'),
  card('4000000000000127', 'wrong_cvv'),
  card('4000000000000002', 'do_not_honour'),
  card('4000000000006975', 'limit_exceeded'),
  card('4000000000000119', 'issuer_unavailable'),
]

/** All that is kept of a card's number. */
export interface CardFace {
  readonly first6: string
  readonly last4: string
}
export const faceOf = (pan: string): CardFace => ({ first6: pan.slice(0, 6), last4: pan.slice(-4) })

/** What is known of a card by its face: a test card, or any other, which is like the documentation's. */
export function knownCard({
  first6,
  last4,
}: CardFace): Omit<TestCard, 'pan'> & { readonly cvv: string | null } {
  const known = TEST_CARDS.find(({ pan }) => pan.startsWith(first6) && pan.endsWith(last4))
  return known
    ? { ends: known.ends, challenge: known.challenge, international: known.international, cvv: THREE_DS_CVV }
    : { ends: 'completed', challenge: true, international: false, cvv: null }
}

export function schemeOf(first6: string): string {
  if (first6.startsWith('4')) return 'Visa'
  return /^(5[1-5]|2[2-7])/.test(first6) ? 'Mastercard' : 'Other'
}

/** Thirteen to nineteen digits with the right last one (Luhn, ISO/IEC 7812-1). */
export function isCardNumber(text: string): boolean {
  if (!/^\d{13,19}$/.test(text)) return false
  const sum = [...text].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** `2608` (YYMM) that is not past at `now`, UTC ISO: a card serves until the end of its month. */
export function isExpiry(text: string, now: string): boolean {
  const match = /^(\d\d)(0[1-9]|1[0-2])$/.exec(text)
  return match !== null && `20${match[1]}-${match[2]}` >= now.slice(0, 7)
}
