import type { ScannerNoise, ScannerRead, ScannerState } from '../../native/scanner/types'

/** What a scanner told, kept in order. */
export function heard() {
  const reads: ScannerRead[] = []
  const noise: ScannerNoise[] = []
  const states: ScannerState[] = []
  return {
    reads,
    noise,
    states,
    texts: () => reads.map(({ text }) => text),
    hooks: {
      onRead: (read: ScannerRead) => reads.push(read),
      onNoise: (why: ScannerNoise) => noise.push(why),
      onState: (state: ScannerState) => states.push(state),
    },
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
