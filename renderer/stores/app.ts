import { create } from 'zustand'
import type { Boot, Status } from '../../electron/ipc/contract'

/**
 * Screens of a signed-in terminal. `counter` holds the counter flow, and the opening of a shift where none is open;
 * `card` what is asked before a deposit by card goes out: its outcome is the counter's.
 * Settings are `devices` (F11), `extras` (logo and sounds), `till_settings`, `people`, `tariff`, `webhooks`, and `setup`: the
 * steps of set-up again, at the one that `focus` names.
 */
export type ScreenName =
  | 'counter'
  | 'card'
  | 'history'
  | 'unsettled'
  | 'till'
  | 'day'
  | 'help'
  | 'devices'
  | 'extras'
  | 'till_settings'
  | 'people'
  | 'tariff'
  | 'webhooks'
  | 'setup'

export interface AppState {
  readonly boot: Boot | null
  readonly status: Status | null
  readonly screen: ScreenName
  /** The screen before this one: what the help is about. */
  readonly from: ScreenName
  /** Operation that the screen just opened should select, or step of set-up that it should show; or null. */
  readonly focus: string | null
  /** Who has been signed in last: the screen is theirs. */
  readonly owner: string | null
  /** How many dialogs are open: while one is, keys of the screen below are deaf. */
  readonly dialogs: number
  readonly setBoot: (boot: Boot) => void
  readonly setStatus: (status: Status) => void
  readonly go: (screen: ScreenName, focus?: string | null) => void
  /** Called by Dialog alone. */
  readonly dialogOpened: () => void
  readonly dialogClosed: () => void
}

export const useApp = create<AppState>()((set) => ({
  boot: null,
  status: null,
  screen: 'counter',
  from: 'counter',
  focus: null,
  owner: null,
  dialogs: 0,
  setBoot: (boot) =>
    set(({ owner }) => {
      const next = boot.user?.name ?? owner
      // Somebody else begins at the counter; who comes back finds what they left.
      return next === owner
        ? { boot }
        : { boot, owner: next, screen: 'counter', from: 'counter', focus: null }
    }),
  setStatus: (status) => set({ status }),
  go: (screen, focus = null) => set((state) => ({ screen, focus, from: state.screen })),
  dialogOpened: () => set((state) => ({ dialogs: state.dialogs + 1 })),
  dialogClosed: () => set((state) => ({ dialogs: Math.max(0, state.dialogs - 1) })),
}))
