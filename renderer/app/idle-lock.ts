import { on, request } from '../client'
import { useApp } from '../stores/app'

/** Locks the terminal; what was on the screen comes back after sign-in. */
export async function lock(why: 'asked' | 'idle'): Promise<void> {
  useApp.getState().setBoot(await request('session.lock', { why }))
}

const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Locks after so many milliseconds without key or pointer; 0 never does. Call what it returns to stop. */
export function watchIdleness(idleMs: number): () => void {
  if (idleMs <= 0) return () => undefined
  let timer = setTimeout(lock, idleMs, 'idle')
  const alive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(lock, idleMs, 'idle')
  }
  for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true })
  // A customer who waits for the bank's message presses nothing; the bank's window is closed in five minutes.
  const hush = on('challengeOpen', alive)
  return () => {
    clearTimeout(timer)
    hush()
    for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive)
  }
}
