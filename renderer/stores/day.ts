import { create } from 'zustand'
import type { DayBreak, DaySpan } from '../../electron/domain/reconciliation'

/** What the screen of the day shows: the day itself, one of its breaks, the calendar, or its files. */
export type DayView =
  | { readonly name: 'report' }
  /** As it stood when it was opened; the report has it as it stands now. */
  | { readonly name: 'break'; readonly row: DayBreak }
  | { readonly name: 'calendar' }
  | { readonly name: 'files' }

export interface DayState {
  /** null: today, whichever day that is by now. */
  readonly span: DaySpan | null
  readonly view: DayView
  /** Key of the break that the list stands on. */
  readonly chosen: string | null
  /** Opens a day, or several. */
  readonly open: (span: DaySpan | null) => void
  readonly show: (view: DayView) => void
  readonly choose: (key: string | null) => void
}

/** Kept outside the screen: help, the counter and back lead to the same day. */
export const useDay = create<DayState>()((set) => ({
  span: null,
  view: { name: 'report' },
  chosen: null,
  open: (span) => set({ span, view: { name: 'report' }, chosen: null }),
  show: (view) => set({ view }),
  choose: (chosen) => set({ chosen }),
}))
