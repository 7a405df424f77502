import { type MaskedCard, maskCard, readPan, sameCard, showMasked } from '../domain/card'
import type { CardAsked, CardGiven, CardQuote, CardWarning, SavedCardRow } from '../domain/card-deposit'
import { civilDay } from '../domain/day'
import { operationNumber } from '../domain/ids'
import type { Centimes } from '../domain/money'
import type { CardHint, Message, OperationView } from '../domain/operation'
import type { Author, NewEvent } from '../journal/types'
import { createCardDesk, type HeldPreview, type ReadCard, readCard } from './card-desk'
import type { Journaled, Payload } from './kinds'
import { type CardOperation, isByCard, isLive } from './operation'
import { lastFour } from './papers'
import { message } from './quotes'
import { type Entry, type Runner, SYSTEM } from './runner'
import type { OperationStore } from './store'
import type { Answer, CounterDeps } from './types'

export interface CardConfirm {
  readonly confirmId: string
  readonly previewId: string
  readonly card: CardGiven
}

/** What the bank's address said at the end, as it stood in its query. */
export interface Redirected {
  readonly responseCode: string
  readonly reasonCode: string | null
  /** OPERATION: the kind of operation; of no use here. */
  readonly operation: string | null
}

/** Why the bank's window ended without a word. */
export type Abandoned = 'cashier' | 'closed' | 'crashed' | 'timeout' | 'network' | 'certificate'

/** Card deposits: what the screens may ask, and what the bank's window tells. */
export interface Cards {
  readonly preview: (asked: CardAsked, who: Author) => Promise<Answer<CardQuote>>
  readonly saved: (
    phone: string,
    who: Author,
  ) => Promise<Answer<{ readonly cards: readonly SavedCardRow[]; readonly complete: boolean }>>
  /** Other cards with this amount that have no outcome: a warning before confirming. */
  readonly warnings: (card: MaskedCard, amount: Centimes) => readonly CardWarning[]
  /** The card goes to Chari in this call, and is nowhere when it has ended. */
  readonly confirm: (input: CardConfirm, who: Author) => Promise<Answer<OperationView>>
  /** Where the bank's window goes; null: nothing is to be opened. */
  readonly challenge: (id: string) => { readonly url: string; readonly until: string } | null
  /** The bank's window has reached the documented end. A hint: it only makes Chari be asked. Never throws. */
  readonly hint: (id: string, redirected: Redirected) => void
  /** The window has ended otherwise. A repeat changes nothing. Never throws. */
  readonly abandoned: (id: string, why: Abandoned) => void
  /** The cashier closes the bank's window. */
  readonly abandon: (id: string, who: Author) => Answer<OperationView>
}

/** What the counter shares of its own ways. */
export interface CardsDeps {
  readonly deps: CounterDeps
  readonly store: OperationStore
  readonly runner: Runner
  /** One act for one id, whatever comes twice. */
  readonly once: (
    confirmId: string,
    inputs: unknown,
    act: (inputHash: string) => Promise<Answer<OperationView>>,
  ) => Promise<Answer<OperationView>>
  /** Room for the outcome, then the intent, durable; only then `run`. */
  readonly send: (
    id: string,
    events: (next: () => number) => readonly NewEvent[],
    who: Author,
    ways: { readonly run: (entry: Entry) => Promise<void>; readonly begun: () => void },
  ) => Promise<Answer<OperationView>>
}

/** A code or a word of the bank's address. What could be a number of a card is no word. */
const asCode = (text: string): string | null => (/^[A-Za-z0-9_-]{1,6}$/.test(text) ? text : null)
const asWord = (text: string | null): string | null =>
  text !== null && /^[A-Za-z][A-Za-z0-9 _.-]{0,59}$/.test(text) && !/\d{3}/.test(text) ? text : null

/** Source: "RESPONSE_CODE in the redirect URL: 0 = success, any other value = failure". */
const hintOf = ({ responseCode, reasonCode }: Redirected): CardHint => ({
  said: responseCode.trim() === '0' ? 'accepted' : 'declined',
  code: asCode(responseCode.trim()),
  reason: asWord(reasonCode?.trim() ?? null),
})

function intentOf(
  { quote, meta }: HeldPreview,
  { masked, scheme }: ReadCard,
  facts: Pick<
    Payload<'card.intent'>,
    'number' | 'sequence' | 'agentCode' | 'requestId' | 'confirmId' | 'inputHash'
  >,
): Payload<'card.intent'> {
  const { by, amount, fee, total, creditedTo, credited } = quote
  return {
    ...facts,
    by,
    firstSix: masked.firstSix,
    lastFour: masked.lastFour,
    scheme,
    amount,
    fee,
    total,
    creditedTo,
    preview: { requestId: meta.requestId, httpStatus: meta.httpStatus, serverDate: meta.serverDate },
    customer: {
      name: credited.name,
      phone: credited.phone,
      lastFour: lastFour(credited.phone),
      level: null,
      active: null,
    },
  }
}

const told = (message: Message): { readonly ok: false; readonly message: Message } => ({ ok: false, message })

export function createCards({ deps, store, runner, once, send }: CardsDeps): Cards {
  const { journal, clock, ids } = deps
  const desk = createCardDesk(deps)

  const open = (): readonly CardOperation[] => store.unsettled().filter(isByCard).filter(isLive)

  /** The same card and amount, without an outcome. */
  const busy = (card: MaskedCard, amount: Centimes): Message | null => {
    const other = open().find((operation) => operation.amount === amount && sameCard(operation.card, card))
    return other ? message('card_busy', { number: other.number }) : null
  }

  const confirm = async (
    input: CardConfirm,
    inputHash: string,
    who: Author,
  ): Promise<Answer<OperationView>> => {
    const known = desk.held(input.previewId)
    if (!known) return told(message('quote_stale'))
    const card = readCard(input.card, known.saved, civilDay(clock.now()))
    if (!card.ok) return told(card.error)
    const early = deps.till.closedFor(who) ?? busy(card.value.masked, known.quote.amount)
    if (early) return told(early)
    const fresh = await desk.fresh(known)
    if (!fresh.ok) return told(fresh.error)
    const held = fresh.value
    const { agentCode } = deps.settings()
    // From here to the append nothing is awaited: what is checked still holds when it is written.
    const late = deps.till.closedFor(who) ?? busy(card.value.masked, held.quote.amount)
    if (late) return told(late)
    if (agentCode === '' || runner.stopped()) return told(message('not_allowed'))
    const id = ids.uuid()
    const requestId = ids.uuid()
    const { data } = card.value
    const consents = data.kind === 'typed' && data.keep !== null
    return send(
      id,
      (next) => {
        const sequence = next()
        const number = operationNumber(journal.terminal, sequence)
        const { confirmId } = input
        const facts: readonly Journaled[] = [
          {
            kind: 'card.intent',
            payload: intentOf(held, card.value, {
              number,
              sequence,
              agentCode,
              requestId,
              confirmId,
              inputHash,
            }),
          },
          ...(consents ? [{ kind: 'card.consent', payload: { spoken: true } } as const] : []),
        ]
        return facts.map(({ kind, payload }) => ({ kind, operation: id, payload }))
      },
      who,
      {
        run: (entry) => runner.payIn(entry, held.payee, data, who),
        begun: () => desk.drop(input.previewId),
      },
    )
  }

  /** What the form says, as far as it may be remembered: the same id with another card is told by it. */
  const remembered = ({ previewId, card }: CardConfirm): unknown => {
    if (card.kind === 'saved') return [previewId]
    const pan = readPan(card.pan)
    return [previewId, pan.ok ? showMasked(maskCard(pan.value)) : null, card.save !== null]
  }

  const hinted = (entry: Entry, hint: CardHint, who: Author): void => {
    const effects = runner.feed(entry, { kind: 'hinted', hint }, who)
    if (effects.includes('look_up')) void runner.check(entry)
  }

  const ended = (id: string, hint: CardHint): void => {
    const entry = runner.entry(id)
    if (entry) hinted(entry, hint, SYSTEM)
  }

  return {
    preview: async (asked, who) => {
      const quote = await desk.preview(asked, who)
      return quote.ok ? quote : told(quote.error)
    },
    saved: async (phone, who) => {
      const cards = await desk.saved(phone, who)
      return cards.ok ? cards : told(cards.error)
    },
    warnings: (card, amount) =>
      open()
        .filter((other) => other.amount === amount && !sameCard(other.card, card))
        .map((other) => ({ number: other.number, masked: other.reference, amount: other.amount })),
    confirm: (input, who) =>
      once(input.confirmId, remembered(input), (inputHash) => confirm(input, inputHash, who)),
    challenge: (id) => runner.entry(id)?.challenge ?? null,
    hint: (id, redirected) => ended(id, hintOf(redirected)),
    abandoned: (id, why) => ended(id, { said: 'abandoned', code: why, reason: null }),
    abandon: (id, who) => {
      const entry = runner.entry(id)
      if (entry?.operation.state !== 'challenge') return told(message('nothing_to_do'))
      hinted(entry, { said: 'abandoned', code: 'cashier', reason: null }, who)
      return { ok: true, value: runner.view(entry) }
    },
  }
}
