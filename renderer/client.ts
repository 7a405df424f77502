import type {
  Bridge,
  EventName,
  EventPayload,
  RequestInput,
  RequestName,
  RequestOutput,
} from '../electron/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload script; the only way to main. */
    readonly guichet: Bridge
  }
}

/**
 * Asks main for something, by a row of the contract.
 *
 * Expected failures come back as values (`message`); a rejection means the call itself was refused or the
 * bridge broke, and is the program's fault.
 */
export const request = <N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>> =>
  window.guichet.request(name, input)

/** Listens to an event of the contract; call what it returns to stop. */
export const on = <N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): (() => void) => window.guichet.on(name, listener)
