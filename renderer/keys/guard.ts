import type { Key } from '../actions/types'

/** What the listener needs of a keyboard event; the browser's own fits. */
export interface KeyFacts {
  readonly code: string
  readonly key: string
  readonly repeat: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** The terminal's key behind an event, read from the physical key so that no layout moves it; null otherwise. */
export function keyOf(event: KeyFacts): Key | null {
  if (event.metaKey) return null
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  if (event.altKey && !event.ctrlKey)
    return digit ? (`Alt+${digit}` as Key) : event.code === 'KeyI' ? 'Alt+I' : null
  if (event.ctrlKey)
    return event.altKey
      ? null
      : event.key.toLowerCase() === 'f'
        ? 'Ctrl+F'
        : event.key.toLowerCase() === 't'
          ? 'Ctrl+T'
          : null
  if (/^F(?:[1-9]|1[0-2])$/.test(event.code)) return event.code as Key
  if (event.code === 'Enter' || event.code === 'NumpadEnter') return 'Enter'
  if (event.code === 'Escape') return 'Escape'
  if (event.code === 'Delete') return 'Delete'
  return digit === '1' || digit === '2' ? (`Digit${digit}` as Key) : null
}

/** Two confirms are at least this far apart (PITFALLS.md F5). */
export const CONFIRM_GAP_MS = 400

export interface EnterGuard {
  /** True when this Enter may act: not a repeat, released since the last one, and 400 ms after it. */
  readonly down: (event: { readonly repeat: boolean }, nowMs: number) => boolean
  readonly up: () => void
  /** Something else was done in between, typed or pushed: the next Enter is meant. */
  readonly acted: () => void
}

/** Keeps one push of Enter from confirming two screens. Times are milliseconds of a clock that never steps. */
export function createEnterGuard(): EnterGuard {
  let held = false
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    down: (event, nowMs) => {
      if (event.repeat || held) return false
      held = true
      if (nowMs - lastMs < CONFIRM_GAP_MS) return false
      lastMs = nowMs
      return true
    },
    up: () => {
      held = false
    },
    acted: () => {
      lastMs = Number.NEGATIVE_INFINITY
    },
  }
}
