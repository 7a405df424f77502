import type { User } from '../domain/people'
import type { Author } from '../journal/types'

const SYSTEM: Author = { cashier: 'system', shift: null }

/** Who is signed in at this terminal, and which operation the window is busy with. In memory only. */
export interface Session {
  readonly user: () => User | null
  readonly signIn: (user: User) => void
  readonly signOut: () => void
  /** The author of what is written now: the person signed in, else `system`. */
  readonly who: () => Author
  readonly current: () => string | null
  readonly setCurrent: (operation: string | null) => void
}

/** `shiftOf`: the open shift in which this person works; null: none. */
export function createSession(shiftOf: (name: string) => string | null): Session {
  let user: User | null = null
  let current: string | null = null
  return {
    user: () => user,
    signIn: (next) => {
      user = next
    },
    signOut: () => {
      user = null
    },
    who: () => (user ? { cashier: user.name, shift: shiftOf(user.name) } : SYSTEM),
    current: () => current,
    setCurrent: (operation) => {
      current = operation
    },
  }
}
