import type { Person, Role, User } from '../domain/people'
import type { Result } from '../domain/result'
import type { PeopleFault } from './changes'

export type SignIn =
  | { readonly ok: true; readonly user: User }
  | {
      readonly ok: false
      readonly triesLeft: number
      readonly lockedForMs: number
      /**
       * choose_pin: the PIN was right and was given by a supervisor, an own one is asked for first. pin_weak, pin_same:
       * the new one cannot be taken. Absent: the PIN was wrong, or was not looked at.
       */
      readonly why?: 'choose_pin' | 'pin_weak' | 'pin_same'
    }

export type Recovery =
  | { readonly ok: true; readonly user: User }
  | { readonly ok: false; readonly fault: PeopleFault }
  /** The key was wrong, or was not looked at. */
  | { readonly ok: false; readonly triesLeft: number; readonly lockedForMs: number }

export interface NewPerson {
  readonly name: string
  readonly role: Role
}

export interface People {
  /** Who may sign in and approve; nobody who is suspended. */
  readonly users: () => readonly User[]
  /** Everybody, in the order in which they came. */
  readonly all: () => readonly Person[]
  /**
   * scrypt, throttled across restarts: 5 wrong PINs lock that person for 1 minute, doubling up to 1 hour. `fresh`
   * takes the place of a PIN that a supervisor gave.
   */
  readonly signIn: (name: string, pin: string, fresh?: string | null) => Promise<SignIn>
  /**
   * As signIn, and the role must be at least `least`; a PIN that must be changed first approves nothing. Does not
   * change who is signed in. `what`: for what, as the journal says it.
   */
  readonly approve: (name: string, pin: string, least: Role, what: string) => Promise<SignIn>
  /** Replaces everybody (first set-up); PINs are hashed at once. */
  readonly replace: (users: readonly (NewPerson & { readonly pin: string })[]) => Promise<void>

  /** Each of these is journaled first, and throws JournalError where it cannot be. `by`: who approved. */
  readonly add: (person: NewPerson, by: string) => Promise<Result<{ readonly pin: string }, PeopleFault>>
  readonly suspend: (name: string, by: string) => Promise<Result<null, PeopleFault>>
  readonly reinstate: (name: string, by: string) => Promise<Result<null, PeopleFault>>
  readonly changeRole: (name: string, role: Role, by: string) => Promise<Result<null, PeopleFault>>
  /** A PIN to say to that person, good for choosing an own one and nothing else; a lock of theirs ends. */
  readonly resetPin: (name: string, by: string) => Promise<Result<{ readonly pin: string }, PeopleFault>>
  /** One's own, with the old one, which is throttled as at sign-in. */
  readonly changePin: (name: string, old: string, fresh: string) => Promise<SignIn>
  /** Everybody must choose a PIN at the next sign-in. */
  readonly expirePins: (by: string) => Promise<void>
  /**
   * A supervisor for a shop that has none any more: with the API key, in constant time and throttled as PINs are.
   * `name` is a supervisor who is there, or somebody new. `key`: the vault's, null where it has none.
   */
  readonly recover: (
    typed: { readonly key: string; readonly name: string; readonly pin: string },
    key: string | null,
  ) => Promise<Recovery>
}
