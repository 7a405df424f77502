import type { Role, User } from '../domain/people'

export type SignIn =
  | { readonly ok: true; readonly user: User }
  | { readonly ok: false; readonly triesLeft: number; readonly lockedForMs: number }

export interface People {
  readonly users: () => readonly User[]
  /** scrypt, throttled across restarts: 5 wrong PINs lock that person for 1 minute, doubling up to 1 hour. */
  readonly signIn: (name: string, pin: string) => Promise<SignIn>
  /** As signIn, and the role must be at least `least`. Does not change who is signed in. */
  readonly approve: (name: string, pin: string, least: Role) => Promise<SignIn>
  /** Replaces everybody (set-up); PINs are hashed at once. */
  readonly replace: (
    users: readonly { readonly name: string; readonly role: Role; readonly pin: string }[],
  ) => Promise<void>
}
