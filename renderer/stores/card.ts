import { create } from 'zustand'
import type { CardAsked, CardQuote, SavedCardRow } from '../../electron/domain/card-deposit'
import { readTypedAmount } from '../../electron/domain/money'
import type { CardWay, Message } from '../../electron/domain/operation'
import { request } from '../client'
import { play } from '../sounds/sounds'
import { useApp } from './app'

/** What is asked for before the card is taken. No field of this store ever holds a card: the form's inputs do. */
export interface CardState {
  readonly by: CardWay
  readonly phone: string
  readonly amount: string
  /** Cards that this customer left with Chari; null: not asked. */
  readonly saved: { readonly phone: string; readonly cards: readonly SavedCardRow[] } | null
  readonly cardId: number | null
  /** What Chari said it costs, and whose wallet it credits; null: not asked yet. */
  readonly quote: CardQuote | null
  readonly busy: boolean
  readonly message: Message | null
}

const EMPTY: CardState = {
  by: 'agent',
  phone: '',
  amount: '',
  saved: null,
  cardId: null,
  quote: null,
  busy: false,
  message: null,
}

export const useCard = create<CardState>()(() => EMPTY)

const set = useCard.setState
const get = useCard.getState

// A deposit that somebody began is not gone on with by somebody else.
useApp.subscribe(({ owner }, before) => {
  if (owner !== before.owner) set(EMPTY)
})

/** F4: a new deposit by card. */
export function openCard(): void {
  set(EMPTY)
  useApp.getState().go('card')
}

export function change(part: Partial<Pick<CardState, 'by' | 'phone' | 'amount' | 'cardId'>>): void {
  const phoneChanged = part.phone !== undefined && part.phone !== get().phone
  set({ ...part, ...(phoneChanged ? { saved: null, cardId: null } : {}), message: null })
}

const isPhone = (text: string): boolean => text.replace(/\D/g, '').length >= 9

/** A saved card is to be paid with, and nobody asked yet which there are. */
export const toFind = ({ by, saved }: CardState): boolean => by === 'saved' && saved === null

/** What stands between this screen and its main action, as the key of a sentence; null when nothing does. */
export function missing(state: CardState): string | null {
  if (state.busy) return 'card.off_busy'
  if (toFind(state)) return isPhone(state.phone) ? null : 'card.off_phone'
  const input = asked(state)
  return input.ok ? null : input.off
}

/** What is asked, where all of it is there; else the key of the sentence that says what is missing. */
function asked({
  by,
  phone,
  amount,
  saved,
  cardId,
}: CardState):
  | { readonly ok: true; readonly value: CardAsked }
  | { readonly ok: false; readonly off: string } {
  const read = readTypedAmount(amount)
  if (by !== 'agent' && !isPhone(phone)) return { ok: false, off: 'card.off_phone' }
  if (by === 'saved' && cardId === null)
    return { ok: false, off: saved?.cards.length === 0 ? 'card.none_saved' : 'card.off_saved' }
  if (!read.ok || read.value === 0) return { ok: false, off: 'card.off_amount' }
  const sum = { amount: read.value }
  switch (by) {
    case 'agent':
      return { ok: true, value: { by, ...sum } }
    case 'phone':
      return { ok: true, value: { by, phone, ...sum } }
    case 'saved':
      return cardId === null
        ? { ok: false, off: 'card.off_saved' }
        : { ok: true, value: { by, phone, cardId, ...sum } }
  }
}

/** The cards that this customer has left with Chari. */
export async function findSaved(): Promise<void> {
  const { phone } = get()
  if (missing(get()) !== null) return
  set({ busy: true, message: null })
  const answer = await request('card.saved', { phone }).finally(() => set({ busy: false }))
  if (get().phone !== phone) return
  if (!answer.ok) return refused(answer.message)
  const { cards } = answer.value
  set({ saved: { phone, cards }, cardId: cards.length === 1 ? (cards[0]?.cardId ?? null) : null })
}

export async function preview(): Promise<void> {
  const state = get()
  const input = asked(state)
  if (!input.ok || state.busy) return
  set({ busy: true, message: null })
  const answer = await request('card.preview', input.value).finally(() => set({ busy: false }))
  if (useApp.getState().screen !== 'card') return
  if (answer.ok) set({ quote: answer.value })
  else refused(answer.message)
}

export function refused(message: Message): void {
  play('bad')
  set({ message })
}

/** Back to the amount: what was typed of it stays. */
export const backToAmount = (message: Message | null = null): void => set({ quote: null, message })
