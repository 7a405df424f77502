import type { Float } from '../domain/closing'
import { add, type Centimes, subtract } from '../domain/money'
import type { Desk } from './desk'
import { event, no, told } from './desk'
import type { TillPayload } from './kinds'
import type { FloatTold, Till, Told } from './types'

/** A figure of Chari's that a person has seen is good for so long. */
const FRESH_MS = 15 * 60_000

interface Truth {
  readonly amount: Centimes
  readonly source: 'sheet' | 'balance' | 'typed'
  readonly at: string
  /** What this terminal held it to be at that moment: what is done after it is added to it. */
  readonly held: Centimes
}

type Statement = Omit<TillPayload<'till.float_stated'>, 'act'>

export interface Floats {
  readonly read: Till['readFloat']
  /** The statement that a person makes, and the float after it. */
  readonly stated: (float: FloatTold) => Told<{ readonly statement: Statement; readonly after: Float }>
  readonly state: Till['stateFloat']
}

/** The e-money: an estimate between truths, each truth with its age (PITFALLS.md P7). */
export function createFloats(desk: Desk): Floats {
  const { deps, store } = desk
  const { clock, journal } = deps
  let last: (Truth & { readonly ms: number }) | null = null

  const from = (float: FloatTold): Truth | null => {
    if (float.source === 'typed') return { ...float, at: clock.now(), held: store.floatHeld() }
    return last !== null && clock.monotonicMs() - last.ms <= FRESH_MS ? last : null
  }

  const stated: Floats['stated'] = (float) => {
    const truth = from(float)
    if (!truth) return no('float_not_read')
    const { amount, source, at, held } = truth
    const known = store.float().source !== 'unknown'
    const gap = subtract(amount, held)
    const after = add(store.floatHeld(), gap)
    return told({
      statement: {
        amount,
        source,
        toldAt: at,
        expected: known ? held : null,
        difference: known ? gap : null,
        cash: gap === 0 ? [] : [{ place: 'float', amount: gap, why: 'float' }],
      },
      after: { amount: after, source: after === amount ? source : 'estimate', statedAt: at },
    })
  }

  return {
    read: async () => {
      const found = await deps.askFloat()
      if (!found) return { amount: null, source: 'unknown', statedAt: null }
      last = { ...found, at: clock.now(), ms: clock.monotonicMs(), held: store.floatHeld() }
      return { amount: last.amount, source: last.source, statedAt: last.at }
    },
    stated,
    state: ({ stateId, float }, who) =>
      desk.once(
        stateId,
        ['float', float],
        () => told(store.float()),
        (act) => {
          const made = stated(float)
          if (!made.ok) return made
          const payload = { act, ...made.value.statement }
          journal.append(who, () => [event({ kind: 'till.float_stated', payload })])
          return told(store.float())
        },
      ),
  }
}
