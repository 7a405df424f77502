import { create } from 'zustand'

/** The newest code that a scanner read while the screen of devices was open. */
export interface LastRead {
  readonly text: string
  /** `]Q1` and the like, where the scanner sends it. */
  readonly aim: string | null
  readonly source: 'wedge' | 'serial' | 'hid' | 'virtual'
  /** Stable identity of a serial or HID scanner. */
  readonly device: string | null
  /** Milliseconds from its first character to its end; null where nothing was measured. */
  readonly tookMs: number | null
}

/** Where a code came from, as far as it is known. */
export type ReadFrom = Pick<LastRead, 'source'> & Partial<LastRead>

export const useLastRead = create<{ readonly read: LastRead | null }>()(() => ({ read: null }))
