import type { Bridge } from '../electron/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload script; the only way to main. */
    readonly guichet: Bridge
  }
}
