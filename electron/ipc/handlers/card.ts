import type { Author } from '../../journal/types'
import type { Counter } from '../../operations/types'
import type { People } from '../../people/types'
import type { Handlers } from '../server'
import { approvalRefused, secondMissing } from './counter'

type Names =
  | 'card.shown'
  | 'card.preview'
  | 'card.saved'
  | 'card.warnings'
  | 'card.confirm'
  | 'card.abandon'
  | 'card.review'

export interface CardHandlersDeps {
  readonly counter: () => Counter
  readonly people: () => People
  readonly who: () => Author
  /** Keeps the terminal's window out of pictures and recordings, where the system can. */
  readonly protect: (on: boolean) => void
  /** A card is being typed or sent, or no longer: its bank may ask for a window. */
  readonly expectBank: (on: boolean) => void
  /** The operation that the terminal window is busy with. */
  readonly atCounter: (id: string | null) => void
}

/** Requests about card deposits. No card is held here: the input goes to the counter and is let go. */
export function cardHandlers({
  counter,
  people,
  who,
  protect,
  expectBank,
  atCounter,
}: CardHandlersDeps): Pick<Handlers, Names> {
  let typing = false
  let sending = 0
  const letGo = (): void => {
    if (!typing && sending === 0) expectBank(false)
  }
  return {
    'card.preview': (asked) => counter().card.preview(asked, who()),
    'card.saved': async ({ phone }) => {
      const answer = await counter().card.saved(phone, who())
      return answer.ok ? { ok: true, value: { ...answer.value, cards: [...answer.value.cards] } } : answer
    },
    'card.warnings': ({ firstSix, lastFour, amount }) => ({
      open: [...counter().card.warnings({ firstSix, lastFour }, amount)],
    }),
    'card.confirm': async (input) => {
      sending += 1
      try {
        const answer = await counter().card.confirm(input, who())
        if (answer.ok) atCounter(answer.value.id)
        return answer
      } finally {
        sending -= 1
        letGo()
      }
    },
    'card.shown': ({ shown }) => {
      typing = shown
      protect(shown)
      if (shown) expectBank(true)
      else letGo()
      return {}
    },
    'card.abandon': ({ id }) => counter().card.abandon(id, who()),
    'card.review': async ({ approval, second, ...decided }) => {
      const no =
        secondMissing(people(), who().cashier, approval.name, second?.name ?? null) ??
        (await approvalRefused(people(), approval, 'card.review')) ??
        (second && (await approvalRefused(people(), second, 'card.review', 'cashier')))
      if (no) return { ok: false, message: no }
      return counter().review({ ...decided, supervisor: approval.name, second: second?.name ?? null }, who())
    },
  }
}
