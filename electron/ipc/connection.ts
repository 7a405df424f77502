import type { Cancel, Clock } from '../domain/clock'

export type ConnectionState = 'online' | 'offline' | 'not_answering' | 'denied' | 'throttled'

/** What one call to Chari said of the link, whatever it asked. */
export interface Contact {
  readonly kind: 'answered' | 'unreachable' | 'not_answering' | 'denied' | 'throttled'
}

export interface ConnectionDeps {
  readonly clock: Clock
  /** One harmless look-up; its contact comes back through `contact`. */
  readonly probe: () => Promise<unknown>
  readonly onChange: (state: ConnectionState) => void
  /** The link is back after having been away. */
  readonly onReconnected: () => void
}

export interface Connection {
  readonly contact: (contact: Contact) => void
  readonly state: () => { readonly state: ConnectionState; readonly since: string }
  readonly start: () => void
  readonly stop: () => void
}

const STATE: Record<Contact['kind'], ConnectionState> = {
  answered: 'online',
  unreachable: 'offline',
  not_answering: 'not_answering',
  denied: 'denied',
  throttled: 'throttled',
}
const AWAY_MS = [1_000, 3_000, 5_000, 10_000, 20_000, 30_000] as const
/** A quiet counter asks once a minute, so that the status bar is not older than that. */
const ONLINE_MS = 60_000

/** Follows the link to Chari from every call's contact, and asks by itself when nothing else does. */
export function createConnection(deps: ConnectionDeps): Connection {
  let state: ConnectionState = 'online'
  let since = deps.clock.now()
  let away = 0
  let cancel: Cancel | undefined
  let stopped = true

  function plan(): void {
    cancel?.()
    if (stopped) return
    const delay = state === 'online' ? ONLINE_MS : (AWAY_MS[Math.min(away, AWAY_MS.length - 1)] ?? ONLINE_MS)
    cancel = deps.clock.after(delay, () => {
      away = state === 'online' ? 0 : away + 1
      // The contact re-plans; a probe that reports none still has to be followed by another.
      plan()
      void deps.probe()
    })
  }

  return {
    contact: ({ kind }) => {
      const before = state
      state = STATE[kind]
      if (state !== before) {
        since = deps.clock.now()
        away = 0
      }
      plan()
      if (state !== before) deps.onChange(state)
      if (state === 'online' && before !== 'online') deps.onReconnected()
    },
    state: () => ({ state, since }),
    start: () => {
      stopped = false
      void deps.probe()
      plan()
    },
    stop: () => {
      stopped = true
      cancel?.()
    },
  }
}
