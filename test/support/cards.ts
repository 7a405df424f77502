import { randomUUID } from 'node:crypto'
import type { CardAsked, CardGiven, CardQuote } from '../../electron/domain/card-deposit'
import { centimes } from '../../electron/domain/money'
import type { OperationView } from '../../electron/domain/operation'
import type { Answer } from '../../electron/operations/types'
import type { Settings } from '../../electron/settings/types'
import { memoryFolder, openCounter, openCounterJournal, SALMA, testSettings } from './counter'
import { type ScriptedChari, scriptedChari } from './scripted-chari'
import { steppedClock } from './stepped-clock'

/** The documentation's own test card, and another that passes the check. */
export const PAN = '4918914107195005'
export const OTHER_PAN = '5555555555554444'
export const CVV = '123'
export const CUSTOMER = '+212661248730'

export const typed = (
  change: Partial<Extract<CardGiven, { kind: 'typed' }>> = {},
): Extract<CardGiven, { kind: 'typed' }> => ({
  kind: 'typed',
  pan: PAN,
  expiry: '08/29',
  cvv: CVV,
  firstName: 'Khadija',
  lastName: 'Alaoui',
  save: null,
  ...change,
})

/** A counter of card deposits, that can be killed and started again on the same journal and the same Chari. */
export function cardShop(change: Partial<Settings> = {}, settings = testSettings(change)) {
  const clock = steppedClock()
  const chari: ScriptedChari = scriptedChari(clock)
  const journal = openCounterJournal(memoryFolder(), { clock })
  const open = () => {
    const made = openCounter(journal, chari, clock, () => settings)
    made.counter.start()
    return made
  }
  let here = open()

  const preview = async (asked: Partial<CardAsked> = {}): Promise<CardQuote> => {
    const answer = await here.counter.card.preview(
      { by: 'agent', amount: centimes(15_000), ...asked } as CardAsked,
      SALMA,
    )
    if (!answer.ok) throw new Error(`no preview: ${JSON.stringify(answer.message)}`)
    return answer.value
  }
  const confirm = async (
    card: CardGiven = typed(),
    asked: Partial<CardAsked> = {},
    confirmId = randomUUID(),
  ): Promise<Answer<OperationView>> => {
    const { previewId } = await preview(asked)
    return here.counter.card.confirm({ confirmId, previewId, card }, SALMA)
  }

  return {
    clock,
    chari,
    journal,
    settings,
    here: () => here,
    preview,
    confirm,
    /** Previews and confirms; throws where that is refused. */
    pay: async (card?: CardGiven, asked?: Partial<CardAsked>): Promise<OperationView> => {
      const answer = await confirm(card, asked)
      if (!answer.ok) throw new Error(`not confirmed: ${JSON.stringify(answer.message)}`)
      return answer.value
    },
    view: (id: string): OperationView => here.view(id),
    kinds: (id: string): readonly string[] => here.kinds(id),
    /** Killed, and started again: only what is durable is left. */
    restart: () => {
      here.counter.stop()
      here = open()
    },
    decide: (
      id: string,
      decision: 'completed' | 'elsewhere' | 'not_done',
      ticket = 'CH-1',
    ): Answer<OperationView> =>
      here.counter.review({ id, decision, ticket, note: '', supervisor: 'Karim I.', second: null }, SALMA),
  }
}
