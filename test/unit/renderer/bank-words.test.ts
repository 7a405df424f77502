import { describe, expect, it } from 'vitest'
import type { CardHint, OperationState, OperationView } from '../../../electron/domain/operation'
import { bankWords } from '../../../renderer/screens/counter/bank-words'
import ar from '../../../resources/words/ar.json'
import en from '../../../resources/words/en.json'
import fr from '../../../resources/words/fr.json'

const declined: CardHint = { said: 'declined', code: '51', reason: 'INSUFFICIENT_FUNDS' }
const accepted: CardHint = { said: 'accepted', code: '0', reason: 'SUCCESS' }
const abandoned = (code: string): CardHint => ({ said: 'abandoned', code, reason: null })

const keysOf = (state: OperationState, hint: CardHint | null): readonly string[] =>
  bankWords({
    state,
    card: {
      by: 'agent',
      masked: '491891******5005',
      scheme: 'visa',
      creditedTo: 'agent',
      saved: false,
      hint,
      proposed: null,
      challengeUntil: null,
    },
  } satisfies Pick<OperationView, 'state' | 'card'>).map(({ key }) => key)

/** The sentence of a key in one language; undefined where it has none. */
const sentence = (words: unknown, key: string): unknown =>
  key.split('.').reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], words)

describe('what the page of the bank said', () => {
  it('is told while nobody knows, without advice: another card could pay twice', () => {
    expect(keysOf('declined', declined)).toEqual(['challenge.reason.insufficient_funds'])
    expect(keysOf('review', declined)).toEqual(['challenge.reason.insufficient_funds'])
    expect(keysOf('accepted', accepted)).toEqual(['challenge.end.accepted'])
    expect(keysOf('abandoned', abandoned('timeout'))).toEqual(['challenge.end.timeout'])
  })

  it('comes with what to do once Chari says that nothing was deposited', () => {
    expect(keysOf('not_done', declined)).toEqual([
      'challenge.reason.insufficient_funds',
      'challenge.advice.insufficient_funds',
    ])
    expect(keysOf('not_done', abandoned('cashier'))).toEqual(['challenge.again'])
  })

  it('is contradicted where Chari’s records say otherwise', () => {
    expect(keysOf('completed', declined)).toEqual(['challenge.against.declined'])
    expect(keysOf('not_done', accepted)).toEqual(['challenge.against.accepted', 'challenge.again'])
    expect(keysOf('completed', accepted)).toEqual([])
  })

  it('of a code without words is that code', () => {
    const odd: CardHint = { said: 'declined', code: '99', reason: 'ODD' }
    expect(bankWords({ state: 'not_done', card: undefined })).toEqual([])
    expect(keysOf('declined', odd)).toEqual(['challenge.reason.other'])
    expect(keysOf('declined', null)).toEqual([])
  })

  it('has words in three languages for each way that a window ends', () => {
    const ends = ['cashier', 'closed', 'crashed', 'timeout', 'network', 'certificate', 'restart']
    for (const words of [fr, ar, en])
      for (const key of [
        ...ends.flatMap((end) => keysOf('abandoned', abandoned(end))),
        ...keysOf('accepted', accepted),
        ...keysOf('completed', declined),
        ...keysOf('not_done', accepted),
      ])
        expect(sentence(words, key), key).toEqual(expect.any(String))
  })
})
