import type { AnswerMeta, LookUpOutcome, SavedCard, SavedCards } from '../chari/outcome'
import type { CardData, Payee } from '../chari/types'
import {
  type CardFault,
  type MaskedCard,
  maskCard,
  readCvv,
  readExpiry,
  readHolderName,
  readPan,
  SCHEMES,
  type Scheme,
  schemeOf,
  showMasked,
} from '../domain/card'
import type { CardAsked, CardGiven, CardQuote, SavedCardRow } from '../domain/card-deposit'
import type { CreditedTo, Message } from '../domain/operation'
import { type Phone, readPhone } from '../domain/phone'
import { fail, ok, type Result } from '../domain/result'
import type { Author } from '../journal/types'
import { failureMessage, message } from './quotes'
import type { CounterDeps } from './types'

/** Previews of card deposits for a customer who stands there. No card is kept here but as Chari shows a saved one. */

/** The card of a quote that is saved with Chari. */
interface KnownCard extends MaskedCard {
  readonly cardId: number
  readonly scheme: Scheme
}

export interface HeldPreview {
  readonly quote: CardQuote
  readonly payee: Payee
  readonly saved: KnownCard | null
  readonly meta: AnswerMeta
  /** Monotonic time of Chari's answer. */
  readonly readMs: number
}

/** A card as it goes out, and all that may be kept of it. */
export interface ReadCard {
  readonly data: CardData
  readonly masked: MaskedCard
  readonly scheme: Scheme
}

export interface CardDesk {
  readonly preview: (asked: CardAsked, who: Author) => Promise<Result<CardQuote, Message>>
  readonly saved: (
    phone: string,
    who: Author,
  ) => Promise<Result<{ readonly cards: readonly SavedCardRow[]; readonly complete: boolean }, Message>>
  /** null: unknown, of before a restart, or already confirmed. */
  readonly held: (previewId: string) => HeldPreview | null
  /** The same preview, fresh: as it is when young enough, else asked again and compared. */
  readonly fresh: (held: HeldPreview) => Promise<Result<HeldPreview, Message>>
  readonly drop: (previewId: string) => void
}

const KEPT = 20

const invalid = (field: string, fault: CardFault | 'not_a_phone' | 'not_positive'): Message =>
  message('card_invalid', { field, fault })

/** Reads what stands in the form; the first fault in the order of its fields. */
export function readCard(
  given: CardGiven,
  saved: KnownCard | null,
  today: string,
): Result<ReadCard, Message> {
  if (given.kind === 'saved') {
    if (!saved) return fail(message('quote_stale'))
    const cvv = readCvv(given.cvv, saved.scheme)
    if (!cvv.ok) return fail(invalid('cvv', cvv.error))
    const { cardId, scheme } = saved
    return ok({ data: { kind: 'saved', cardId, cvv: cvv.value }, masked: saved, scheme })
  }
  if (saved) return fail(message('quote_stale'))
  const pan = readPan(given.pan)
  if (!pan.ok) return fail(invalid('pan', pan.error))
  const scheme = schemeOf(pan.value)
  const expiry = readExpiry(given.expiry, today)
  if (!expiry.ok) return fail(invalid('expiry', expiry.error))
  const cvv = readCvv(given.cvv, scheme)
  if (!cvv.ok) return fail(invalid('cvv', cvv.error))
  const first = readHolderName(given.firstName)
  if (!first.ok) return fail(invalid('first_name', first.error))
  const last = readHolderName(given.lastName)
  if (!last.ok) return fail(invalid('last_name', last.error))
  return ok({
    data: {
      kind: 'typed',
      pan: pan.value,
      yymm: expiry.value.yymm,
      cvv: cvv.value,
      firstName: first.value,
      lastName: last.value,
      keep: given.save && { name: given.save.name?.trim() || null },
    },
    masked: maskCard(pan.value),
    scheme,
  })
}

/** What an outcome that is no preview says. */
export const refusedMessage = (outcome: Exclude<LookUpOutcome<unknown>, { kind: 'answer' }>): Message => {
  if (outcome.kind === 'error') return message('card_refused', { detail: outcome.errorCode })
  if (outcome.kind === 'no_answer') return message('not_answering', { detail: outcome.reason })
  return failureMessage(outcome)
}

/** The scheme by Chari's own word, else by the first six. */
function schemeNamed({ scheme, firstSix }: SavedCard): Scheme {
  const named = scheme?.toLowerCase().replace(/[^a-z]/g, '') ?? ''
  if (named.startsWith('americanexpress')) return 'amex'
  return SCHEMES.find((one) => one !== 'unknown' && named.startsWith(one)) ?? schemeOf(firstSix ?? '')
}

export function createCardDesk(deps: CounterDeps): CardDesk {
  const { chari, clock, ids } = deps
  const previews = new Map<string, HeldPreview>()

  const freshFor = ({ readMs }: Pick<HeldPreview, 'readMs'>): number =>
    Math.max(0, deps.settings().timers.quoteMs - (clock.monotonicMs() - readMs))

  const creditedTo = (by: CardAsked['by'], phone: string | null): CreditedTo => {
    const agent = readPhone(deps.settings().agentPhone ?? '')
    if (phone !== null && agent.ok) return phone === agent.value ? 'agent' : 'customer'
    // The one who was asked for by phone is credited; of an agent's code the documentation leaves it open.
    return by === 'agent' ? 'unknown' : 'customer'
  }

  const ask = async (
    asked: CardAsked,
    payee: Payee,
    saved: KnownCard | null,
  ): Promise<Result<HeldPreview, Message>> => {
    const outcome = await chari.cardPreview(payee, asked.amount)
    if (outcome.kind !== 'answer') return fail(refusedMessage(outcome))
    const { fee, total, creditedName, creditedPhone } = outcome.value
    const phone = creditedPhone ?? (payee.by === 'phone' ? payee.phone : null)
    return ok({
      quote: {
        previewId: ids.uuid(),
        by: asked.by,
        amount: asked.amount,
        fee,
        total,
        credited: { name: creditedName, phone },
        creditedTo: creditedTo(asked.by, phone),
        card: saved && { masked: showMasked(saved), scheme: saved.scheme },
        freshForMs: deps.settings().timers.quoteMs,
      },
      payee,
      saved,
      meta: outcome.meta,
      readMs: clock.monotonicMs(),
    })
  }

  const keep = (held: HeldPreview): void => {
    previews.set(held.quote.previewId, held)
    for (const previewId of previews.keys()) {
      if (previews.size <= KEPT) break
      previews.delete(previewId)
    }
  }

  const listed = async (phone: Phone): Promise<Result<SavedCards, Message>> => {
    const outcome = await chari.savedCards(phone)
    return outcome.kind === 'answer' ? ok(outcome.value) : fail(refusedMessage(outcome))
  }

  return {
    preview: async (asked, who) => {
      const { agentCode } = deps.settings()
      if (agentCode === '') return fail(message('not_allowed'))
      if (asked.amount <= 0) return fail(invalid('amount', 'not_positive'))
      const closed = deps.till.closedFor(who)
      if (closed) return fail(closed)
      if (asked.by === 'agent') {
        const held = await ask(asked, { by: 'agent', agentCode }, null)
        if (held.ok) keep(held.value)
        return held.ok ? ok(held.value.quote) : held
      }
      const phone = readPhone(asked.phone)
      if (!phone.ok) return fail(invalid('phone', phone.error))
      let saved: KnownCard | null = null
      if (asked.by === 'saved') {
        const cards = await listed(phone.value)
        if (!cards.ok) return cards
        const card = cards.value.cards.find(({ cardId }) => cardId === asked.cardId)
        if (!card) return fail(message('quote_stale'))
        const { cardId, firstSix, lastFour } = card
        saved = { cardId, firstSix, lastFour, scheme: schemeNamed(card) }
      }
      const held = await ask(asked, { by: 'phone', phone: phone.value }, saved)
      if (held.ok) keep(held.value)
      return held.ok ? ok(held.value.quote) : held
    },
    saved: async (text, who) => {
      const closed = deps.till.closedFor(who)
      if (closed) return fail(closed)
      const phone = readPhone(text)
      if (!phone.ok) return fail(invalid('phone', phone.error))
      const read = await listed(phone.value)
      if (!read.ok) return read
      return ok({
        complete: read.value.complete,
        cards: read.value.cards.map((card) => ({
          cardId: card.cardId,
          masked: showMasked(card),
          scheme: schemeNamed(card),
          issuer: card.issuer,
          name: card.name,
        })),
      })
    },
    held: (previewId) => previews.get(previewId) ?? null,
    fresh: async (held) => {
      if (freshFor(held) > 0) return ok(held)
      const { quote, payee, saved } = held
      const asked = { by: quote.by, amount: quote.amount } as CardAsked
      const again = await ask(asked, payee, saved)
      if (!again.ok) return again
      const { fee, total, credited } = again.value.quote
      const same =
        fee === quote.fee &&
        total === quote.total &&
        credited.name === quote.credited.name &&
        credited.phone === quote.credited.phone
      if (!same) return fail(message('quote_changed', { direction: 'card' }))
      const renewed = { ...again.value, quote: { ...again.value.quote, previewId: quote.previewId } }
      keep(renewed)
      return ok(renewed)
    },
    drop: (previewId) => {
      previews.delete(previewId)
    },
  }
}
