import type { Handlers } from '../server'

export interface ChallengeHandlerDeps {
  /** Brings the bank's window to the front; false: none is open. */
  readonly focusChallenge: () => boolean
}

/** The bank's window, from the counter's screens. */
export const challengeHandlers = (deps: ChallengeHandlerDeps): Pick<Handlers, 'challenge.focus'> => ({
  'challenge.focus': () => ({ shown: deps.focusChallenge() }),
})
